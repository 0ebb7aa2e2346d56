"""When one offering runs, as its page tells it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext

from boras_guide import wording
from boras_guide.languages import LANGUAGES, column
from catalog.agenda import Week, called, coming, mondays_to_show, narrower, slot, week_of
from catalog.cards import FORESEEN, is_come_to
from catalog.record import contact_number
from catalog.shown import ShownText, current_language, shown
from catalog.timetable import Timetable, timetable
from catalog.where import in_swedish_order
from support.models import Area, Closure, Occasion, Offering, Place, Schedule
from support.schedule import (
    DAY,
    LOOK_AHEAD,
    WEEK,
    RedDay,
    SchoolCalendar,
    SchoolPeriod,
    Times,
    confirmed_days,
    monday_of,
    occurrences,
)

CLOSED_AHEAD = 13 * WEEK  # closed days are told so far ahead,
MOST_CLOSED = 5  # the others behind a press
MOST_A_DAY = 8  # times in the week; the place's page has the others


@dataclass(frozen=True)
class ShownClosure:
    starts_on: datetime.date
    ends_on: datetime.date
    reason: ShownText
    place: str = ""  # where only that is closed


def times_of(offering: Offering, language: str, *, at: datetime.datetime) -> dict:
    """For the template: the next time, its weeks, and everything an editor has entered that is not over."""
    today = timezone.localdate(at)
    places, neighbours = doors(offering, language, at)
    times = list(Schedule.objects.filter(offering=offering).select_related("place"))
    not_over = Q(starts_at__date__gte=today) | Q(ends_at__gt=at)
    occasions = list(offering.occasions.filter(not_over).select_related("place"))
    for time in times:
        vouched = confirmed_days(time.value, today)
        time.is_confirmed = vouched is not None and vouched[1] >= today
        time.has_ended = time.valid_until is not None and time.valid_until < today
        time.until = time.valid_until if time.is_confirmed else None
        time.starts_later = time.valid_from is not None and time.valid_from > today
        time.called = called(offering, shown(time, "label"), shown(time, "label", "sv"))
        time.for_ages = narrower(offering, shown(time, "age_note"), time.value)
    for occasion in occasions:
        occasion.is_confirmed = is_vouched_for(occasion, today)
        occasion.called = called(offering, shown(occasion, "label"), shown(occasion, "label", "sv"))
        occasion.on_the_wall = f"{timezone.localtime(occasion.starts_at):%Y-%m-%dT%H:%M}"
    dated = [*times, *occasions]
    elsewhere = named_elsewhere(dated, places)
    if any(time.is_confirmed for time in dated):
        found = confirmed(offering, neighbours, places, elsewhere, language, at)
    else:
        found = {"closures": closures(offering, places, dated, elsewhere, today)}
    closed = found.pop("closures")
    # One more behind a press would be silly.
    at_once = MOST_CLOSED if len(closed) > MOST_CLOSED + 1 else len(closed)
    is_unknown = not dated and is_come_to(offering, has_place=bool(places))
    return found | {
        "places": places,
        "times": in_rows(times),
        "times_confirmed": any(time.is_confirmed for time in times),
        "has_unsure_times": any(not (time.is_confirmed or time.has_ended) for time in times),
        "times_year": times_year(times, offering, today),
        "times_hold_until": common_end(times),
        "is_called_about_times": is_unknown,
        "number_to_ask": contact_number(offering) if is_unknown else "",
        "occasions": occasions,
        "closures": closed[:at_once],
        "more_closures": closed[at_once:],
    }


def named_elsewhere(times: Iterable[Schedule | Occasion], places: Sequence[Place]) -> dict[int, str]:
    """The places (id → name) that are not the only one of the offering."""
    found = {time.place.pk: time.place.name for time in times if time.place and time.place not in places}
    return found | {place.pk: place.name for place in places if len(places) > 1}


def common_end(times: Iterable[Schedule]) -> datetime.date | None:
    """The last day of all that are confirmed, where they have the same."""
    ends = {time.valid_until for time in times if time.is_confirmed}
    return ends.pop() if len(ends) == 1 else None


def in_rows(times: Sequence[Schedule]) -> list[Schedule]:
    """What differs by nothing but the day is one row, with its `days`."""
    rows: dict[tuple, list[Schedule]] = {}
    for time in times:
        same = (time.opens_at, time.closes_at, time.interval_weeks, time.rrule, time.term_time_only)
        valid = (time.valid_from if time.interval_weeks > 1 or time.starts_later else None, time.valid_until)
        said = (str(time.called), str(time.for_ages), time.place_id, time.is_confirmed)
        rows.setdefault((*same, *valid, *said), []).append(time)
    for row in rows.values():
        row[0].days = "" if row[0].rrule else weekdays([time.weekday for time in row])
    return [row[0] for row in rows.values()]


def weekdays(numbers: Iterable[int]) -> str:
    """ "Monday–Friday", "Tuesday and Thursday"; `numbers` as ISO has them."""
    known, language = sorted(set(numbers)), current_language()
    names = [wording.weekday(number, language) for number in known]
    if len(known) > 2 and known[-1] - known[0] == len(known) - 1:
        ends = {"first": names[0], "last": names[-1]}
        return wording.capitalized(pgettext("weekdays", "%(first)s–%(last)s") % ends)
    return wording.capitalized(wording.listed(names, language))


def is_vouched_for(occasion: Occasion, today: datetime.date) -> bool:
    day = timezone.localdate(occasion.starts_at)
    return bool(occurrences(Times(dated=(occasion.value,)), day, day, SchoolCalendar(), today=today))


def confirmed(
    offering: Offering,
    neighbours: Sequence[Offering],
    places: Sequence[Place],
    elsewhere: Mapping[int, str],
    language: str,
    at: datetime.datetime,
) -> dict:
    """What somebody has vouched for, read once for the offering and for what is at the same places."""
    wanted = Offering.objects.filter(pk__in=[offering.pk, *(one.pk for one in neighbours)])
    today = timezone.localdate(at)
    known = timetable(wanted, monday_of(today), today + FORESEEN, language, at)
    next_time = coming(known, offering.pk, subject=offering)
    return {
        "next_time": next_time.at(elsewhere.get(next_time.place or 0, "")),
        "weeks": weeks_of(known, offering, neighbours, places, elsewhere),
        "is_term_known": known.knows_terms_of(offering.pk),
        "closures": closed_ahead(known, offering, elsewhere),
    }


def closed_ahead(known: Timetable, offering: Offering, elsewhere: Mapping[int, str]) -> list[ShownClosure]:
    """What has been entered; and the red days and school breaks that leave nothing on."""
    today, last = known.today, known.today + CLOSED_AHEAD
    own = known.times.get(offering.pk, Times())
    found = [
        ShownClosure(
            closed.starts_on,
            closed.ends_on,
            known.texts.get("closure", closed.id)[0],
            elsewhere.get(closed.place or 0, ""),
        )
        for closed in own.closed
        if closed.ends_on >= today and closed.starts_on <= last
    ]
    ahead = known.of(offering.pk, today, last)
    on = {one.day for one in ahead if one.is_on}
    for one in ahead:
        match one.stopped_by:
            case RedDay():
                first, final = one.day, one.day
            case SchoolPeriod(starts_on=first, ends_on=final):
                pass
            case _:
                continue
        is_said = any(it.starts_on <= first and final <= it.ends_on and not it.place for it in found)
        if not is_said and not any(first <= day <= final for day in on):
            found.append(ShownClosure(first, final, known.shown(one).reason))
    return sorted(found, key=lambda it: (it.starts_on, it.ends_on))


def weeks_of(
    known: Timetable,
    offering: Offering,
    neighbours: Sequence[Offering],
    places: Sequence[Place],
    elsewhere: Mapping[int, str],
) -> list[Week]:
    """Those that begin on its `mondays_to_show`, without days that are over."""
    coming_up = known.of(offering.pk, known.today, known.today + LOOK_AHEAD)
    return [
        the_week(known, monday, offering, neighbours, places, elsewhere)
        for monday in mondays_to_show(known, coming_up)
    ]


def the_week(
    known: Timetable,
    monday: datetime.date,
    offering: Offering,
    neighbours: Sequence[Offering],
    places: Sequence[Place],
    elsewhere: Mapping[int, str],
) -> Week:
    """Its own times, and what else is at the same places then."""
    last = monday + WEEK - DAY
    slots = [
        slot(known, one, place=elsewhere.get(one.of.place or 0, ""), subject=offering)
        for one in known.of(offering.pk, monday, last)
    ]
    doors = {place.pk for place in places}
    by_id = {one.pk: one for one in neighbours}
    for one in known.between(monday, last, by_id):
        if not doors.isdisjoint(one.places):
            slots.append(slot(known, one, offering=by_id[one.of.offering], is_own=False))
    slots.sort(key=lambda one: (one.occurrence.starts_at, not one.is_own))
    return week_of(monday, known.today, slots, since=known.today, most=MOST_A_DAY)


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
    offering: Offering,
    places: Sequence[Place],
    times: Sequence[Schedule | Occasion],
    elsewhere: Mapping[int, str],
    today: datetime.date,
) -> list[ShownClosure]:
    """Of the offering and of wherever it is, as long as they are not over."""
    somewhere = {place.pk for place in places} | {time.place_id for time in times}
    here = Q(offering=offering) | Q(place__in=somewhere - {None})
    found = Closure.objects.filter(here, ends_on__gte=today, starts_on__lte=today + CLOSED_AHEAD)
    return [
        ShownClosure(one.starts_on, one.ends_on, shown(one, "reason"), elsewhere.get(one.place_id or 0, ""))
        for one in found.order_by("starts_on", "ends_on")
    ]


def times_year(times: list[Schedule], offering: Offering, on: datetime.date) -> int | None:
    """The year that unconfirmed times come from: when they were last valid, or else last known to be right."""
    unsure = [time for time in times if not time.is_confirmed]
    days = (time.valid_until or time.valid_from or time.assured_on for time in unsure)
    years = [min(day.year, on.year) for day in days if day]
    return max(years, default=offering.source_seen_year)
