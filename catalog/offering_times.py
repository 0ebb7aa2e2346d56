"""When one offering runs, as its page tells it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boras_guide.languages import LANGUAGES, column
from catalog.agenda import Week, called, coming, monday_to_show, narrower, slot, week_of
from catalog.shown import ShownText, shown
from catalog.timetable import Timetable, timetable
from catalog.where import in_swedish_order
from support.models import Area, Closure, Occasion, Offering, Place, Schedule
from support.schedule import (
    DAY,
    LOOK_AHEAD,
    WEEK,
    SchoolCalendar,
    Times,
    confirmed_days,
    days_of,
    monday_of,
    occurrences,
)

FORESEEN = 52 * WEEK  # closed days are told so far ahead
MOST_A_DAY = 8  # times in the week; the place's page has the others


@dataclass(frozen=True)
class ShownClosure:
    starts_on: datetime.date
    ends_on: datetime.date
    reason: ShownText


def times_of(offering: Offering, language: str, *, at: datetime.datetime) -> dict:
    """For the template: the next time, a week, and everything an editor has entered that is not over."""
    today = timezone.localdate(at)
    places, neighbours = doors(offering, language, at)
    times = list(Schedule.objects.filter(offering=offering).select_related("place"))
    not_over = Q(starts_at__date__gte=today) | Q(ends_at__gt=at)
    occasions = list(offering.occasions.filter(not_over).select_related("place"))
    for time in times:
        vouched = confirmed_days(time.value, today)
        time.is_confirmed = vouched is not None and vouched[1] >= today
        time.starts_later = time.valid_from is not None and time.valid_from > today
        time.called = called(offering, shown(time, "label"), shown(time, "label", "sv"))
        time.for_ages = narrower(offering, shown(time, "age_note"))
    for occasion in occasions:
        occasion.is_confirmed = is_vouched_for(occasion, today)
        occasion.called = called(offering, shown(occasion, "label"), shown(occasion, "label", "sv"))
        occasion.on_the_wall = f"{timezone.localtime(occasion.starts_at):%Y-%m-%dT%H:%M}"
    found = {
        "places": places,
        "times": times,
        "times_confirmed": any(time.is_confirmed for time in times),
        "times_year": times_year(times, offering, today),
        "occasions": occasions,
    }
    if any(time.is_confirmed for time in [*times, *occasions]):
        return found | confirmed(offering, neighbours, [*times, *occasions], places, language, at)
    return found | {"closures": closures(offering, places, [*times, *occasions], today)}


def is_vouched_for(occasion: Occasion, today: datetime.date) -> bool:
    day = timezone.localdate(occasion.starts_at)
    return bool(occurrences(Times(dated=(occasion.value,)), day, day, SchoolCalendar(), today=today))


def confirmed(
    offering: Offering,
    neighbours: Sequence[Offering],
    times: Sequence[Schedule | Occasion],
    places: Sequence[Place],
    language: str,
    at: datetime.datetime,
) -> dict:
    """What somebody has vouched for, read once for the offering and for what is at the same places."""
    wanted = Offering.objects.filter(pk__in=[offering.pk, *(one.pk for one in neighbours)])
    today = timezone.localdate(at)
    known = timetable(wanted, monday_of(today), today + FORESEEN, language, at)
    elsewhere = {
        time.place_id: time.place.name
        for time in times
        if time.place and (len(places) > 1 or time.place not in places)
    }
    own, next_time = known.times.get(offering.pk, Times()), coming(known, offering.pk, subject=offering)
    return {
        "next_time": next_time.at(elsewhere.get(next_time.place or 0, "")),
        "week": the_week(known, offering, neighbours, places, elsewhere),
        "is_term_known": is_term_known(own, known.school, today),
        "closures": [
            ShownClosure(closed.starts_on, closed.ends_on, known.texts.get("closure", closed.id)[0])
            for closed in sorted(own.closed, key=lambda closed: closed.starts_on)
            if closed.ends_on >= today
        ],
    }


def is_term_known(times: Times, school: SchoolCalendar, today: datetime.date) -> bool:
    """For every day of the coming weeks that has a time only in term."""
    return all(
        school.is_known(day)
        for time in times.recurring
        if time.term_time_only
        for day in days_of(time, today, today + LOOK_AHEAD)
    )


def the_week(
    known: Timetable,
    offering: Offering,
    neighbours: Sequence[Offering],
    places: Sequence[Place],
    elsewhere: dict[int, str],
) -> Week | None:
    """Its own times, and what else is at the same places then."""
    coming_up = known.of(offering.pk, known.today, known.today + LOOK_AHEAD)
    monday = monday_to_show(known, coming_up)
    if monday is None:
        return None
    last = monday + WEEK - DAY
    slots = [
        slot(known, one, place=elsewhere.get(one.of.place or 0, ""), subject=offering)
        for one in known.of(offering.pk, monday, last)
    ]
    doors_open = {None, *(place.pk for place in places)}
    by_id = {one.pk: one for one in neighbours}
    for one in known.between(monday, last, by_id):
        if one.of.place in doors_open:
            slots.append(slot(known, one, offering=by_id[one.of.offering], is_own=False))
    slots.sort(key=lambda one: (one.occurrence.starts_at, not one.is_own))
    return week_of(monday, known.today, slots, most=MOST_A_DAY)


def doors(offering: Offering, language: str, at: datetime.datetime) -> tuple[list[Place], list[Offering]]:
    """Where it is, by name; and what else one can go to there. A sensitive page names nothing else. One query."""
    links = Offering.places.through.objects
    whose = Q(offering=offering)
    if not offering.is_sensitive:
        others = Offering.objects.published(at).filter(is_sensitive=False).exclude(pk=offering.draft_of_id)
        whose |= Q(offering__in=others)
    met = (
        links.filter(whose, place__in=links.filter(offering=offering).values("place"))
        .select_related("place__area", "offering__type")
        .only(*_printed_of_neighbours(language))
        .order_by("pk")
    )
    places: dict[int, Place] = {}
    neighbours: dict[int, Offering] = {}
    for link in met:
        if link.offering_id == offering.pk:
            places[link.place_id] = link.place
        else:
            neighbours[link.offering_id] = link.offering
    return in_swedish_order(places.values()), list(neighbours.values())


def _printed_of_neighbours(language: str) -> list[str]:
    """All of the place, and of an offering there what a week says of it."""
    places = [f"place__{one.name}" for one in Place._meta.concrete_fields]
    areas = [f"place__area__{one.name}" for one in Area._meta.concrete_fields]
    titles = [column("title", code) for code in LANGUAGES[language].chain]
    of_offering = ("slug", "minimum_age_months", "maximum_age_months", "expecting", *titles)
    return [*places, *areas, *(f"offering__{name}" for name in of_offering), "offering__type__name_sv"]


def closures(
    offering: Offering, places: Sequence[Place], times: Sequence[Schedule | Occasion], today: datetime.date
) -> list[ShownClosure]:
    """Of the offering and of wherever it is, as long as they are not over."""
    somewhere = {place.pk for place in places} | {time.place_id for time in times}
    found = Closure.objects.filter(Q(offering=offering) | Q(place__in=somewhere - {None}), ends_on__gte=today)
    return [ShownClosure(closure.starts_on, closure.ends_on, shown(closure, "reason")) for closure in found]


def times_year(times: list[Schedule], offering: Offering, on: datetime.date) -> int | None:
    """The year that unconfirmed times come from: when they were last valid, or else last known to be right."""
    unsure = [time for time in times if not time.is_confirmed]
    days = (time.valid_until or time.valid_from or time.assured_on for time in unsure)
    years = [min(day.year, on.year) for day in days if day]
    return max(years, default=offering.source_seen_year)
