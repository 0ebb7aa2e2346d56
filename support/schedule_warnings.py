"""What an editor may want to look at once more among an offering's times. Never a fault: the times are stored as written.

Pure functions over the values of `support.schedule`. An unconfirmed time gives no occurrences: pass times as if they were confirmed.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from support.red_days import red_day
from support.schedule import (
    ASSURANCE_LASTS,
    DAY,
    LOOK_AHEAD,
    Closed,
    Dated,
    Occurrence,
    Recurring,
    SchoolCalendar,
    Times,
    days_of,
    occurrences,
)

ENDS_SOON = datetime.timedelta(days=30)

Time = Recurring | Dated


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two times that go on at once at the same place, on this day for the first time."""

    one: Time
    other: Time
    day: datetime.date


@dataclass(frozen=True, slots=True)
class RedDays:
    """Red days on which something would run, and whether it does."""

    days: tuple[datetime.date, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class EndsSoon:
    time: Recurring
    last: datetime.date


@dataclass(frozen=True, slots=True)
class AssuranceEndsSoon:
    """Nobody will have vouched for it within a year, although it goes on."""

    time: Recurring
    last: datetime.date


@dataclass(frozen=True, slots=True)
class TermsUnknown:
    """It runs in term time, and from this day on nobody has entered when that is."""

    time: Recurring
    first: datetime.date


@dataclass(frozen=True, slots=True)
class DatedWhenClosed:
    time: Dated
    closed: Closed


@dataclass(frozen=True, slots=True)
class PastMidnight:
    time: Recurring


Warning = Overlap | RedDays | EndsSoon | AssuranceEndsSoon | TermsUnknown | DatedWhenClosed | PastMidnight


def warnings_about(times: Times, school: SchoolCalendar, *, today: datetime.date) -> list[Warning]:
    """Within the next eight weeks, and for single dates however far ahead."""
    coming = occurrences(times, today, today + LOOK_AHEAD - DAY, school, today=today)
    return [
        *(PastMidnight(time) for time in times.recurring if time.closes_at < time.opens_at),
        *overlaps(coming, times.places),
        *dated_when_closed(times, school, today),
        *red_days(coming),
        *terms_unknown(times, school, today),
        *ends_soon(times, today),
    ]


def overlaps(coming: list[Occurrence], places: frozenset[int]) -> list[Overlap]:
    """Each pair of times once. What is closed that day is in nobody's way."""
    found: dict[frozenset[tuple[type, int]], Overlap] = {}
    going_on: list[Occurrence] = []
    for later in (occurrence for occurrence in coming if occurrence.is_on):
        going_on = [earlier for earlier in going_on if _meets(earlier, later)]
        for earlier in going_on:
            if _is_same_place(earlier.of.place, later.of.place, places):
                pair = frozenset((type(time), time.id) for time in (earlier.of, later.of))
                if len(pair) == 2:
                    found.setdefault(pair, Overlap(earlier.of, later.of, later.day))
        going_on.append(later)
    return list(found.values())


def red_days(coming: list[Occurrence]) -> Iterator[RedDays]:
    """First those on which it is closed, then those on which something is open in spite of it."""
    met = [occurrence for occurrence in coming if red_day(occurrence.day)]
    opened = {occurrence.day for occurrence in met if occurrence.is_on}
    closed = {occurrence.day for occurrence in met} - opened
    if closed:
        yield RedDays(tuple(sorted(closed)), is_open=False)
    if opened:
        yield RedDays(tuple(sorted(opened)), is_open=True)


def terms_unknown(times: Times, school: SchoolCalendar, today: datetime.date) -> Iterator[TermsUnknown]:
    for time in times.recurring:
        if not time.term_time_only:
            continue
        days = days_of(time, today, today + LOOK_AHEAD - DAY)
        first = next((day for day in days if not (school.is_known(day) or school.break_on(day))), None)
        if first:
            yield TermsUnknown(time, first)


def dated_when_closed(times: Times, school: SchoolCalendar, today: datetime.date) -> list[DatedWhenClosed]:
    last = max((time.starts_at.date() for time in times.dated), default=today) + DAY
    only_dated = Times(dated=times.dated, closed=times.closed, places=times.places)
    return [
        DatedWhenClosed(occurrence.of, occurrence.stopped_by)
        for occurrence in occurrences(only_dated, today, last, school, today=today)
        if isinstance(occurrence.of, Dated) and isinstance(occurrence.stopped_by, Closed)
    ]


def ends_soon(times: Times, today: datetime.date) -> Iterator[EndsSoon | AssuranceEndsSoon]:
    for time in times.recurring:
        last = time.valid_until or datetime.date.max
        if today <= last <= today + ENDS_SOON:
            yield EndsSoon(time, last)
        elif time.assured_on:
            vouched = time.assured_on + ASSURANCE_LASTS - DAY
            if today <= vouched < min(last, today + LOOK_AHEAD):
                yield AssuranceEndsSoon(time, vouched)


def _meets(earlier: Occurrence, later: Occurrence) -> bool:
    """Of two in order. Where the end is not decided, only the beginning counts."""
    return later.starts_at < (earlier.ends_at or earlier.starts_at) or later.starts_at == earlier.starts_at


def _is_same_place(one: int | None, other: int | None, places: frozenset[int]) -> bool:
    """None: wherever the offering is, which may be nowhere in particular."""
    return one == other or not ({one} if one else places).isdisjoint({other} if other else places)
