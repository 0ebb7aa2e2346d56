"""What is on today, on pages that are about something else; and the week of one place."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils import timezone

from catalog.agenda import Slot, Week, monday_of, monday_to_show, on_today, slot, week_of
from catalog.cards import lines
from catalog.timetable import LOOK_AHEAD, timetable
from support.models import Offering, Place
from support.models.offering_queryset import OfferingQuerySet
from support.schedule import DAY, WEEK

MOST = 5
# Where one can go without an appointment; their times are what one asks for.
TYPES_TO_ASK = ("open_preschool", "meeting_place", "family_centre")


def today_in_short(offerings: OfferingQuerySet, language: str, at: datetime.datetime) -> dict:
    """For the template: the first few that are not over. Two queries."""
    today = timezone.localdate(at)
    known = timetable(offerings, today, today, language, at)
    found = on_today(known)[:MOST]
    named = lines({one.of.offering: one.of.place for one in found}, language)
    return {
        "today": today,
        "on_today": [
            slot(known, one, offering=named[one.of.offering]) for one in found if one.of.offering in named
        ],
    }


def today_here(
    offerings: Sequence[Offering], places: Mapping[int, str], language: str, at: datetime.datetime
) -> list[Slot]:
    """Of these, what is on at these places (id → name) today. One query."""
    calm = {offering.pk: offering for offering in offerings if not offering.is_sensitive}
    today = timezone.localdate(at)
    known = timetable(Offering.objects.filter(pk__in=calm), today, today, language, at)
    found = [one for one in on_today(known) if one.of.place is None or one.of.place in places]
    slots = []
    for one in found[:MOST]:
        offering = calm[one.of.offering]
        own = next((place.name for place in offering.places.all() if place.pk in places), "")
        offering.where = places.get(one.of.place or 0, own)
        slots.append(slot(known, one, offering=offering))
    return slots


def week_at(place: Place, offerings: Sequence[Offering], language: str, at: datetime.datetime) -> Week | None:
    """What happens there, this week or the next in which anything does. One query."""
    there = {offering.pk: offering for offering in offerings}
    today = timezone.localdate(at)
    wanted = Offering.objects.filter(pk__in=there)
    known = timetable(wanted, monday_of(today), today + LOOK_AHEAD + WEEK, language, at)

    def between(first: datetime.date, last: datetime.date):
        for one in known.between(first, last):
            is_here = one.of.place == place.pk
            if is_here or (one.of.place is None and place in there[one.of.offering].places.all()):
                yield one

    monday = monday_to_show(known, between(today, today + LOOK_AHEAD))
    if monday is None:
        return None
    slots = [
        slot(known, one, offering=there[one.of.offering]) for one in between(monday, monday + WEEK - DAY)
    ]
    return week_of(monday, today, slots)
