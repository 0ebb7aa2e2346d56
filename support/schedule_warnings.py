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
    WEEK,
    Closed,
    Dated,
    Occurrence,
    Recurring,
    SchoolCalendar,
    Times,
    days_of,
    occurrences,
)

MIDNIGHT = datetime.time.min
ENDS_SOON = datetime.timedelta(days=30)

Time = Recurring | Dated


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two times that go on at once at the same place, on this day for the first time."""

    one: Time
    other: Time
    day: datetime.date
    is_within: bool = False  # one of them goes on all the while of the other


@dataclass(frozen=True, slots=True)
class RedDays:
    """Red days on which weekly times would run, and whether any of them does."""

    days: tuple[datetime.date, ...]
    is_open: bool
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class DatedOnRedDay:
    time: Dated
    day: datetime.date


@dataclass(frozen=True, slots=True)
class BeginsLate:
    """Counted in weeks from a day of the week after its own, it leaves out the first such day."""

    time: Recurring
    left_out: datetime.date
    first: datetime.date


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


Warning = (
    Overlap
    | RedDays
    | DatedOnRedDay
    | BeginsLate
    | EndsSoon
    | AssuranceEndsSoon
    | TermsUnknown
    | DatedWhenClosed
    | PastMidnight
)


def warnings_about(times: Times, school: SchoolCalendar, *, today: datetime.date) -> list[Warning]:
    """Within the next eight weeks, and for single dates however far ahead."""
    coming = occurrences(times, today, today + LOOK_AHEAD - DAY, school, today=today)
    return [
        *(PastMidnight(time) for time in times.recurring if MIDNIGHT < time.closes_at < time.opens_at),
        *begins_late(times, today),
        *overlaps(coming, times.places),
        *dated_badly(times, school, today),
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
                    found.setdefault(
                        pair, Overlap(earlier.of, later.of, later.day, _is_within(earlier, later))
                    )
        going_on.append(later)
    return list(found.values())


def red_days(coming: list[Occurrence]) -> Iterator[RedDays]:
    """First those on which it is closed, then those on which something is open in spite of it."""
    met = [one for one in coming if isinstance(one.of, Recurring) and red_day(one.day)]
    opened = {one.day for one in coming if one.is_on}
    for is_open in (False, True):
        those = [one for one in met if one.is_on == is_open and (is_open or one.day not in opened)]
        if those:
            days, times = (dict.fromkeys(one.day for one in those), dict.fromkeys(one.of for one in those))
            yield RedDays(tuple(days), is_open, tuple(times))


def begins_late(times: Times, today: datetime.date) -> Iterator[BeginsLate]:
    for time in times.recurring:
        if time.weekday and time.valid_from and time.interval_weeks > 1:
            begins = time.valid_from
            left_out = begins + (time.weekday - begins.isoweekday()) % 7 * DAY
            first = next(days_of(time, begins, begins + time.interval_weeks * WEEK), None)
            if first and first > left_out >= today:
                yield BeginsLate(time, left_out, first)


def terms_unknown(times: Times, school: SchoolCalendar, today: datetime.date) -> Iterator[TermsUnknown]:
    for time in times.recurring:
        if not time.term_time_only:
            continue
        days = days_of(time, today, today + LOOK_AHEAD - DAY)
        first = next((day for day in days if not (school.is_known(day) or school.break_on(day))), None)
        if first:
            yield TermsUnknown(time, first)


def dated_badly(times: Times, school: SchoolCalendar, today: datetime.date) -> Iterator[Warning]:
    last = max((time.starts_at.date() for time in times.dated), default=today) + DAY
    only_dated = Times(dated=times.dated, closed=times.closed, places=times.places)
    for occurrence in occurrences(only_dated, today, last, school, today=today):
        if isinstance(occurrence.of, Dated) and isinstance(occurrence.stopped_by, Closed):
            yield DatedWhenClosed(occurrence.of, occurrence.stopped_by)
        elif isinstance(occurrence.of, Dated) and occurrence.is_on and red_day(occurrence.day):
            yield DatedOnRedDay(occurrence.of, occurrence.day)


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


def _is_within(earlier: Occurrence, later: Occurrence) -> bool:
    """Of two in order that meet: that which begins and ends with the other is either's."""
    ends = [one.ends_at or one.starts_at for one in (earlier, later)]
    return ends[1] <= ends[0] or later.starts_at == earlier.starts_at


def _is_same_place(one: int | None, other: int | None, places: frozenset[int]) -> bool:
    """None: wherever the offering is, which may be nowhere in particular."""
    return one == other or not ({one} if one else places).isdisjoint({other} if other else places)
