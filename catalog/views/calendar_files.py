"""Calendars: to subscribe to, by offering, place, area or any question; and one time to add."""

import datetime
from collections.abc import Collection, Iterable

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from boras_guide.middleware import PUBLIC_CACHE
from boras_guide.wording import listed
from catalog.calendar_file import (
    EARLIEST,
    EVERY_DAY,
    LATEST,
    Events,
    every_time,
    keepable,
    to_add,
    to_subscribe_to,
)
from catalog.days import TODAY, TOMORROW, WEEKEND, Run
from catalog.facets import members
from catalog.filters import OfferingFilter
from catalog.loosening import at_any_time
from catalog.privacy import leave_no_trace
from catalog.result_page import named_chips
from catalog.shown import ShownText, current_language, shown
from catalog.vocabulary import vocabulary
from support.addresses import moved_from
from support.models import Area, Offering, Place
from support.models.offering_queryset import OfferingQuerySet

# They mean the one who asks here and now; a subscription outlives both.
PASSING = ("open", "near", "sort", "page")
PASSING_DAYS = {TODAY, TOMORROW}


@require_safe
def offering_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """All its confirmed times; with `?at=2026-11-24T09:00` the one that begins then, to add."""
    now = timezone.now()
    offerings = keepable(now)
    offering = offerings.rewrite(False).filter(slug=slug).first()
    if offering is None:
        if Offering.objects.withdrawn(now).filter(slug=slug, is_sensitive=False).exists():
            return said(gettext("There is no such calendar."), status=410)  # programs then give it up
        return elsewhere(request, "offering_calendar", offerings, slug)
    events = times_of(offerings.filter(pk=offering.pk), now)
    asked = request.GET.get("at")
    if not asked:
        return calendar(to_subscribe_to(events.all(), shown(offering, "title")), slug)
    begins = clock_reading(asked)
    found = list(events.starting(offering.pk, begins)) if begins else []
    if not found:
        return said(gettext("There is nothing at that time."), status=404)
    return calendar(to_add(found), f"{slug}-{begins:%Y-%m-%d}", disposition="attachment")


@require_safe
def place_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens there, not what the same offerings do elsewhere."""
    now = timezone.now()
    places = Place.objects.public_once(now)
    place = places.filter(slug=slug).first()
    if place is None:
        return elsewhere(request, "place_calendar", places, slug)
    there = Offering.objects.published(now).at_place(place, EARLIEST).order_by()
    if set(there.values_list("is_sensitive", flat=True).distinct()) == {True}:
        return said(gettext("There is no such calendar."), status=404)  # a shelter: its name says all
    events = times_of(keepable(now).at_place(place, EARLIEST), now)
    there_alone = events.all(lambda one: place.pk in one.places)
    return calendar(to_subscribe_to(there_alone, titled(place.name)), slug)


@require_safe
def area_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What is local there, without what the same offerings do at places elsewhere."""
    area = Area.objects.filter(slug=slug).first()
    if area is None:
        return elsewhere(request, "area_calendar", Area.objects.all(), slug)
    now = timezone.now()
    local = keepable(now).local_to([slug])
    who_has_what = members(local, vocabulary(current_language()))
    there = times_of(local, now).all(lambda one: who_has_what.is_in(area.slug, one))
    return calendar(to_subscribe_to(there, titled(area.name)), slug)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """What answers the question, with the filters of the list. A value that makes no sense: 400, and why."""
    now, language = timezone.now(), current_language()
    offerings, words = keepable(now), vocabulary(language)
    times = every_time(offerings, language, now)
    filterset = OfferingFilter(
        lasting(request.GET),
        offerings,
        vocabulary=words,
        members=members(offerings, words),
        language=language,
        timetable=times,
    )
    if filterset.errors:
        return said("\n".join(faults(filterset)), status=400)
    found = offerings.filter(pk__in=at_any_time(filterset, filterset.members))
    events = Events.of(times, found, weekdays(filterset.chosen.get("day")))
    there = {name: codes for name, codes in filterset.chosen.items() if name in ("area", "age")}
    answering = events.all(lambda one: filterset.members.meets(Run(one), there))
    response = calendar(to_subscribe_to(answering, titled(question(filterset))), "kalender")
    return leave_no_trace(response) if filterset.is_private else response


@require_safe
def calendar_at_root(request: HttpRequest) -> HttpResponse:
    return redirect(request, reverse("calendar_file"))


# ---------------------------------------------------------------------------------------------------


def times_of(offerings: OfferingQuerySet, at: datetime.datetime) -> Events:
    return Events.of(every_time(offerings, current_language(), at), offerings)


def clock_reading(text: str) -> datetime.datetime | None:
    try:
        clock = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (on the wall)
    except ValueError:
        return None
    return clock if EARLIEST <= clock.date() <= LATEST else None


def lasting(asked: QueryDict) -> QueryDict:
    """What a question means tomorrow as well. Of "today, or a Monday", nothing narrower lasts than every day."""
    kept = asked.copy()
    is_passing = kept.getlist("open") or not PASSING_DAYS.isdisjoint(kept.getlist("day"))
    for name in (*PASSING, "day") if is_passing else PASSING:
        kept.pop(name, None)
    return kept


def weekdays(codes: Iterable[str] | None) -> Collection[int]:
    """Which they mean (ISO), of those that last."""
    if not codes:
        return EVERY_DAY
    return {number for code in codes for number in ([6, 7] if code == WEEKEND else [int(code)])}


def question(filterset: OfferingFilter) -> str:
    """The filters in words: not what somebody typed, and nothing that a phone should not show."""
    if filterset.is_sensitive:
        return ""
    labels = [str(chip.label) for name, chip in named_chips(filterset) if name != "q"]
    return listed(labels, filterset.language) if labels else ""


def faults(filterset: OfferingFilter) -> list[str]:
    return [
        f"{filterset.filters[name].label}: {message}"
        for name, messages in filterset.errors.items()
        for message in messages
    ]


def titled(name: str) -> ShownText:
    """Where only the name of a place would tell too little, among other calendars on a phone."""
    guide = gettext("The Parenting Guide")
    return ShownText(f"{name} – {guide}" if name else guide, current_language())


def calendar(file: bytes, name: str, *, disposition: str = "inline") -> HttpResponse:
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}.ics"'
    response.headers["Cache-Control"] = PUBLIC_CACHE
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def said(text: str, *, status: int) -> HttpResponse:
    """To a program, which shows its reader plain text if anything."""
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def elsewhere(request: HttpRequest, view: str, rows: models.QuerySet, slug: str) -> HttpResponse:
    """The calendar at the address that the row has now, or none: nobody learns which of them are sensitive."""
    row = moved_from(rows, slug)
    if row is None:
        return said(gettext("There is no such calendar."), status=404)
    return leave_no_trace(redirect(request, reverse(view, args=[row.slug])))


def redirect(request: HttpRequest, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
