"""When nothing is on the days that were asked for: why that may be, and when there is something next."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from catalog.agenda import day_in_words
from catalog.days import Run, code_of, days_asked
from catalog.facets import fitting
from catalog.filters import OfferingFilter
from catalog.result_page import address, besides_when
from support.red_days import named, red_day
from support.schedule import DAY, WEEK

MOST_NEXT = 3


@dataclass(frozen=True)
class RedDay:
    """Much is closed then."""

    name: str
    day: str
    is_today: bool


@dataclass(frozen=True)
class NextDay:
    """The same question about another day."""

    name: str
    url: str
    count: int = 0  # hits; unknown of a day in the calendar


def red_days(filterset: OfferingFilter) -> Iterator[RedDay]:
    """Of the days that were asked for."""
    today = filterset.timetable.today
    for day in sorted(days_asked(filterset.chosen, today)):
        if name := named(red_day(day)):
            yield RedDay(name, day_in_words(day, today), day == today)


def next_days(filterset: OfferingFilter) -> Iterator[NextDay]:
    """The first on which something answers the rest of the question; after a week, in the calendar."""
    today = filterset.timetable.today
    rest, found = filterset.besides_when, filterset.found_ids
    of_the_week = list(islice(_coming_week(filterset, rest, found), MOST_NEXT))
    yield from of_the_week
    later = None if of_the_week else _first_after_a_week(filterset, rest, found)
    if later:
        yield NextDay(day_in_words(later, today), reverse("calendar") + _about(filterset, date=f"{later}"))


def _coming_week(
    filterset: OfferingFilter, rest: dict[str, list[str]], found: set[int] | None
) -> Iterator[NextDay]:
    today = filterset.timetable.today
    for number in range(7):
        day = today + number * DAY
        code = code_of(day, today)
        if count := len(fitting(filterset.members, rest | {"day": [code]}, found)):
            yield NextDay(day_in_words(day, today), _about(filterset, day=code), count)


def _first_after_a_week(
    filterset: OfferingFilter, rest: dict[str, list[str]], found: set[int] | None
) -> datetime.date | None:
    known, members = filterset.timetable, filterset.members
    ahead = (one for pk in fitting(members, rest, found) for one in known.ahead_of(pk) if one.is_on)
    days = (one.day for one in ahead if one.day >= known.today + WEEK and members.meets(Run(one), rest))
    return min(days, default=None)


def _about(filterset: OfferingFilter, **when: str) -> str:
    query = besides_when(filterset.data)
    for name, value in when.items():
        query[name] = value
    return address(query)
