"""What is on today, on pages that are about something else; and the week of one place."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from catalog.agenda import Slot, Week, monday_to_show, on_today, slot, week_of
from catalog.cards import lines
from catalog.timetable import Timetable, timetable
from support.models import Offering, Place
from support.models.offering_queryset import OfferingQuerySet
from support.red_days import named, red_day
from support.schedule import DAY, LOOK_AHEAD, WEEK, Occurrence

MOST = 5
# Where one can go without an appointment; their times are what one asks for.
TYPES_TO_ASK = ("open_preschool", "meeting_place", "family_centre")


def today_in_short(offerings: OfferingQuerySet, language: str, at: datetime.datetime) -> dict:
    """For the template: the first few that are not over. Two queries."""
    today = timezone.localdate(at)
    known = timetable(offerings, today, today, language, at)
    found = on_today(known)[:MOST]
    by_id = lines({one.of.offering: one.of.place for one in found}, language)
    return {
        "today": today,
        "on_today": [
            slot(known, one, offering=by_id[one.of.offering]) for one in found if one.of.offering in by_id
        ],
        **why_nothing(known),
    }


def why_nothing(known: Timetable, offerings: Iterable[int] | None = None) -> dict:
    """For the template, where nothing is left of today: a red day's name, and whether anything was on before."""
    of_today = known.between(known.today, known.today, offerings)
    return {
        "red_day": named(red_day(known.today)),
        "was_on": any(one.is_on and one.is_over(known.at) for one in of_today),
    }


def today_here(offerings: Sequence[Offering], places: Mapping[int, str], known: Timetable) -> list[Slot]:
    """Of these, what is on at these places (id → name) today."""
    calm = {offering.pk: offering for offering in offerings if not offering.is_sensitive}
    found = [one for one in on_today(known, calm) if one.of.place is None or one.of.place in places]
    slots = []
    for one in found[:MOST]:
        offering = calm[one.of.offering]
        own = next((place.name for place in offering.places.all() if place.pk in places), "")
        offering.where = places.get(one.of.place or 0, own)
        slots.append(slot(known, one, offering=offering))
    return slots


def week_at(place: Place, offerings: Sequence[Offering], known: Timetable) -> Week | None:
    """What happens there, this week or the next in which anything does."""
    there = {offering.pk: offering for offering in offerings}

    def between(first: datetime.date, last: datetime.date) -> Iterator[Occurrence]:
        for one in known.between(first, last, there):
            is_here = one.of.place == place.pk
            if is_here or (one.of.place is None and place in there[one.of.offering].places.all()):
                yield one

    monday = monday_to_show(known, between(known.today, known.today + LOOK_AHEAD))
    if monday is None:
        return None
    slots = [
        slot(known, one, offering=there[one.of.offering]) for one in between(monday, monday + WEEK - DAY)
    ]
    return week_of(monday, known.today, slots)
