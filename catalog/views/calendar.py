from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.calendar_page import Calendar, calendar_page
from catalog.period import Period, within
from catalog.privacy import leave_no_trace, may_ask_for_position
from catalog.result_page import address
from catalog.shown import current_language
from catalog.understood import led_to
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
    if answer := led_to(found.filterset, request.path, is_about_times=True):
        return leave_no_trace(HttpResponseRedirect(answer))
    context = calendar_page(
        found, asked_page=request.GET.get("page", ""), path=request.path, period_error=error
    )
    question = address(found.filterset.data)
    context |= keeping(found)
    asked = within(question, period, today).removesuffix("?")
    request.public_query = asked  # for the language links
    context["is_noindex"] = bool(asked)
    status = 400 if context["has_errors"] else 200
    response = may_ask_for_position(render(request, "catalog/calendar.html", context, status=status))
    return leave_no_trace(response) if found.filterset.is_private else response


def keeping(found: Calendar) -> dict:
    """For the template: the file of these times for one's own calendar; what somebody typed leaves in none."""
    filterset = found.filterset
    if filterset.is_sensitive:
        return {}
    if filterset.scores is not None:
        return {"is_kept_by_filters": True}
    kept = lasting(filterset.data)
    narrowed = found.period.is_day or filterset.asks_when
    return {
        "file_url": reverse("calendar_file") + address(kept).removesuffix("?"),
        "file_has_all_days": narrowed and not kept.getlist("day"),
    }
