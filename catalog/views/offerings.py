from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import result_page
from catalog.cards import CARD_FIELDS, cards
from catalog.facets import members
from catalog.filters import OfferingFilter
from catalog.offering_page import offering_page
from catalog.shown import current_language
from catalog.views import errors
from catalog.vocabulary import vocabulary
from support.models import Offering

HITS_PER_PAGE = 20


@require_safe
def offering_list(request: HttpRequest) -> HttpResponse:
    """Search and filters. A value that makes no sense: 400, the whole page, the message at its field."""
    language = current_language()
    published = Offering.objects.published(timezone.now())
    words = vocabulary(language)
    filterset = OfferingFilter(request.GET, published, vocabulary=words, language=language)
    ids = filterset.ids()
    page = Paginator(ids, HITS_PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards(page.object_list, language)
    asked = filterset.data
    request.public_query = result_page.address(asked).removesuffix("?")

    context = {
        "query": asked.get("q", ""),
        "facets": result_page.facets(filterset, members(published, words)),
        "chips": result_page.chips(filterset),
        "clear_url": request.path,
        "sort_options": result_page.sort_options(filterset),
        "notices": filterset.notices,
        "has_errors": bool(filterset.errors),
        "query_errors": filterset.errors.get("q", []),
        "sort_errors": filterset.errors.get("sort", []),
        "total": len(ids),
        "page": page,
        "previous_url": result_page.address(asked, page=page.number - 1) if page.has_previous() else "",
        "next_url": result_page.address(asked, page=page.number + 1) if page.has_next() else "",
        "has_machine_text": any(
            field in offering.machine_made_fields for offering in page.object_list for field in CARD_FIELDS
        ),
    }
    response = render(request, "catalog/offering_list.html", context, status=400 if filterset.errors else 200)
    if asked.get("q"):
        response.headers["Cache-Control"] = "no-store"  # what people search for is theirs alone
    return response


@require_safe
def offering_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    language = current_language()
    readable = Offering.objects.readable_in(language).filter(slug=slug)
    offering = readable.published(now).first()
    if offering is None:
        withdrawn = readable.withdrawn(now).first()
        if withdrawn is None:
            raise Http404
        successor = Offering.objects.published(now).filter(pk=withdrawn.replaced_by_id).first()
        return errors.gone(request, {"offering": withdrawn, "replaced_by": successor})
    context = offering_page(offering, language, on=timezone.localdate(now))
    response = render(request, "catalog/offering_detail.html", context)
    if offering.is_sensitive:
        # Help that leaves no trace: not in the browser's store, not in the next site's logs.
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
    return response
