"""What is on today, on pages that are about something else; and the week of one place."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils import timezone

from catalog.agenda import Slot, Week, mondays_to_show, on_today, slot, week_of
from catalog.named_slots import named_slots
from catalog.timetable import Timetable, timetable
from support.models import Offering, Place
from support.models.offering_queryset import OfferingQuerySet
from support.red_days import named, red_day
from support.schedule import DAY, LOOK_AHEAD, WEEK, Occurrence

MOST = 5


def today_in_short(offerings: OfferingQuerySet, language: str, at: datetime.datetime) -> dict:
    """For the template: the first few that are not over. Three queries at most."""
    today = timezone.localdate(at)
    known = timetable(offerings, today, today, language, at)
    return {
        "today": today,
        "on_today": named_slots(on_today(known)[:MOST], language),
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
    for offering in calm.values():
        offering.where = next((place.name for place in offering.places.all() if place.pk in places), "")

    def is_here(one: Occurrence) -> bool:
        # What is for the area without having a place there counts wherever it is.
        return not (one.places and calm[one.of.offering].where) or not one.places.isdisjoint(places)

    found = [one for one in on_today(known, calm) if is_here(one.occurrence)]
    return [one.named(calm, places) for one in found[:MOST]]


def weeks_at(place: Place, offerings: Sequence[Offering], known: Timetable) -> list[Week]:
    """What happens there: what is left of this week, or the next in which anything does; at a weekend, both."""
    there = {offering.pk: offering for offering in offerings}

    def between(first: datetime.date, last: datetime.date) -> Iterator[Occurrence]:
        for one in known.between(first, last, there):
            if place.pk in one.places:
                yield one

    weeks = []
    for monday in mondays_to_show(known, between(known.today, known.today + LOOK_AHEAD)):
        found = between(monday, monday + WEEK - DAY)
        slots = [slot(known, one, offering=there[one.of.offering]) for one in found]
        weeks.append(week_of(monday, known.today, slots, since=known.today))
    return weeks
