from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.facets import members
from catalog.filters import OfferingFilter
from catalog.offering_page import offering_page
from catalog.privacy import leave_no_trace
from catalog.result_page import address, result_page
from catalog.shown import current_language
from catalog.views import errors
from catalog.vocabulary import vocabulary
from support.models import Offering


@require_safe
def offering_list(request: HttpRequest) -> HttpResponse:
    """Search and filters. A value that makes no sense: 400, the whole page, the message at its field."""
    language = current_language()
    published = Offering.objects.published(timezone.now())
    words = vocabulary(language)
    filterset = OfferingFilter(request.GET, published, vocabulary=words, language=language)
    context = result_page(
        filterset,
        members(published, words),
        asked_page=request.GET.get("page", ""),
        path=request.path,
    )
    request.public_query = address(filterset.data).removesuffix("?")  # for the language links
    status = 400 if filterset.errors else 200
    response = render(request, "catalog/offering_list.html", context, status=status)
    return leave_no_trace(response) if filterset.is_private else response


@require_safe
def offering_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    language = current_language()
    readable = Offering.objects.readable_in(language).filter(slug=slug)
    offering = readable.published(now).first()
    if offering is not None:
        context = offering_page(offering, language, on=timezone.localdate(now))
        response = render(request, "catalog/offering_detail.html", context)
    else:
        offering = readable.withdrawn(now).first()
        if offering is None:
            raise Http404
        successor = Offering.objects.published(now).filter(pk=offering.replaced_by_id).first()
        response = errors.gone(request, successor, is_sensitive=offering.is_sensitive)
    return leave_no_trace(response) if offering.is_sensitive else response
