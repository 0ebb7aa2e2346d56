import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import machine_made
from catalog.cards import CARD_FIELDS
from catalog.filters import OfferingFilter
from catalog.loosening import asked_about_times, loosen
from catalog.offering_page import offering_page
from catalog.privacy import leave_no_trace, may_ask_for_position
from catalog.related import with_related
from catalog.result_page import address, result_page
from catalog.search.analysis import fold
from catalog.search.misses import note_after, worth_noting
from catalog.shown import current_language
from catalog.understood import THIN, led_to, understanding
from catalog.views import errors
from catalog.views.moved import moved
from support.models import Offering


@require_safe
def offering_list(request: HttpRequest) -> HttpResponse:
    """Search and filters. A value that makes no sense: 400, the whole page, the message at its field."""
    language = current_language()
    filterset = OfferingFilter.asked(request.GET, language, timezone.now())
    if answer := led_to(filterset, request.path):
        return leave_no_trace(HttpResponseRedirect(answer))
    context = result_page(filterset, asked_page=request.GET.get("page", ""), path=request.path)
    context["search"] = understanding(filterset, context["page"].object_list)
    if not context["total"] and not filterset.errors:
        context["loosened"], instead = loosen(filterset)
        context |= asked_about_times(filterset)
        asking = context.get("to_ask", [])
        context["instead"] = [offering for offering in instead if offering not in asking]
        context["has_machine_text"] |= machine_made.is_any_shown([*instead, *asking], CARD_FIELDS, language)
    request.public_query = address(filterset.data).removesuffix("?")  # for the language links
    request.page_number = context["page"].number
    # One filter is a page; every combination of them is not.
    context["is_thin"] = 0 < context["total"] <= THIN
    context["is_noindex"] = not context["total"] or len(filterset.chosen) > 1 or filterset.is_fleeting
    status = 400 if filterset.errors else 200
    response = may_ask_for_position(render(request, "catalog/offering_list.html", context, status=status))
    note_misses(request, response, filterset)
    return leave_no_trace(response) if filterset.is_private else response


def note_misses(request: HttpRequest, response: HttpResponse, filterset: OfferingFilter) -> None:
    """What nobody in danger has written is counted, when the answer has left."""
    found = filterset.found
    # Only the words as they were typed: paging and narrowing are the same person's.
    if found is not None and not found.danger and request.GET.keys() == {"q"}:
        unknown = worth_noting(filterset.data["q"], set(map(fold, found.question.unknown)))
        note_after(response, unknown, filterset.language, timezone.now())


@require_safe
def offering_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    language = current_language()
    readable = Offering.objects.readable_in(language)
    found = list(with_related(readable.published(now), slug))
    offering = next((one for one in found if one.slug == slug), None)
    if offering is None:
        return no_offering(request, slug, now)
    related = [one for one in found if one is not offering]
    context = offering_page(offering, related, language, at=now)
    response = render(request, "catalog/offering_detail.html", context)
    return leave_no_trace(response) if offering.is_sensitive else response


def no_offering(request: HttpRequest, slug: str, at: datetime.datetime) -> HttpResponse:
    """Gone, moved, or never there."""
    readable = Offering.objects.readable_in(current_language())
    offering = readable.withdrawn(at).filter(slug=slug).first()
    if offering is not None:
        successor = Offering.objects.published(at).filter(pk=offering.replaced_by_id).first()
        response = errors.gone(request, successor, is_sensitive=offering.is_sensitive)
        return leave_no_trace(response) if offering.is_sensitive else response
    return moved(Offering.objects.public_once(at), slug)
