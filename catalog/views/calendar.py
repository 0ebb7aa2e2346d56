from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.calendar_page import Calendar, Period, calendar_page, within
from catalog.privacy import leave_no_trace, may_ask_for_position
from catalog.result_page import address
from catalog.shown import current_language
from catalog.views.calendar_files import lasting


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What is on, by week or by day. A value that makes no sense: 400, the whole page, the message at its field."""
    now = timezone.now()
    today = timezone.localdate(now)
    period, error = Period.of_week(today), ""
    try:
        period = Period.asked(request.GET, today)
    except ValueError as fault:
        error = str(fault)
    found = Calendar(request.GET, period, current_language(), now)
    context = calendar_page(
        found, asked_page=request.GET.get("page", ""), path=request.path, period_error=error
    )
    question = address(found.filterset.data)
    kept = lasting(found.filterset.data)
    if not found.filterset.is_private:
        context["file_url"] = reverse("calendar_file") + address(kept).removesuffix("?")
        narrowed = period.is_day or not {"day", "open"}.isdisjoint(found.filterset.chosen)
        context["file_has_all_days"] = narrowed and not kept.getlist("day")
    asked = within(question, period, today).removesuffix("?")
    request.public_query = asked  # for the language links
    context["is_noindex"] = bool(asked)
    status = 400 if context["has_errors"] else 200
    response = may_ask_for_position(render(request, "catalog/calendar.html", context, status=status))
    return leave_no_trace(response) if found.filterset.is_private else response
