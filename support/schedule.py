"""When something happens: occurrences, computed from what editors enter and never stored.

Pure functions over values: no database, no clock. Days are Swedish days, and moments are aware of their zone. The values
stand for rows: Recurring for a Schedule, Dated for an Occasion, Closed for a Closure, SchoolPeriod for a Term.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError

from support.ages import MONTHS, AgeSpan
from support.recurrence import validate_rrule
from support.red_days import red_day

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)

# A time that nobody has vouched for within a year is shown, but never used as a fact.
ASSURANCE_LASTS = datetime.timedelta(days=365)
# How far ahead a card, a week and an editor's preview look for the next time.
LOOK_AHEAD = 8 * WEEK
OLDEST = 130 * MONTHS  # no upper limit
# From one school term to the next; more than a summer means that a term in between has not been entered.
LONGEST_HOLIDAY = datetime.timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Recurring:
    """By weekday, every so many weeks from the week of `valid_from`; or by an RRULE, counted from `valid_from`."""

    id: int
    opens_at: datetime.time
    closes_at: datetime.time  # not after `opens_at`: on the next day
    weekday: int | None = None  # ISO: Monday is 1
    rrule: str = ""
    interval_weeks: int = 1
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    assured_on: datetime.date | None = None
    term_time_only: bool = False
    closed_on_red_days: bool = True
    place: int | None = None  # where it is elsewhere than the offering itself
    offering: int = 0
    youngest: int | None = None  # months; where it is for fewer than the offering
    oldest: int | None = None

    def is_for(self, age: str) -> bool:
        """Of those the offering is for: an age as addresses write it. Who expects a child is no older than a newborn."""
        if self.youngest is None and self.oldest is None:
            return True
        youngest, oldest = self.youngest or 0, OLDEST if self.oldest is None else self.oldest
        return AgeSpan(youngest, oldest, expecting=youngest == 0).includes(age)


@dataclass(frozen=True, slots=True)
class Dated:
    id: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime | None = None
    is_full: bool = False
    is_cancelled: bool = False
    assured_on: datetime.date | None = None
    place: int | None = None
    offering: int = 0

    def is_for(self, age: str) -> bool:
        """A single date is for everyone the offering is for."""
        return True


@dataclass(frozen=True, slots=True)
class Closed:
    """An offering, or one place whatever happens there. Both ends included."""

    id: int
    starts_on: datetime.date
    ends_on: datetime.date
    place: int | None = None

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class RedDay:
    name: str  # in Swedish


@dataclass(frozen=True, slots=True)
class SchoolPeriod:
    """A term, or a break. Both ends included."""

    id: int
    starts_on: datetime.date
    ends_on: datetime.date
    is_break: bool = False

    def __contains__(self, day: datetime.date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class SchoolCalendar:
    """What is known of school terms and breaks."""

    terms: tuple[SchoolPeriod, ...] = ()  # by their first day
    breaks: tuple[SchoolPeriod, ...] = ()

    @classmethod
    def of(cls, periods: Iterable[SchoolPeriod]) -> "SchoolCalendar":
        in_order = sorted(periods, key=lambda period: (period.starts_on, period.id))
        return cls(
            tuple(period for period in in_order if not period.is_break),
            tuple(period for period in in_order if period.is_break),
        )

    def is_known(self, day: datetime.date) -> bool:
        """In a term, or between two that follow on each other."""
        before = max((term.ends_on for term in self.terms if term.starts_on <= day), default=None)
        after = min((term.starts_on for term in self.terms if term.starts_on > day), default=None)
        if before is None:
            return False
        return day <= before or (after is not None and after - before <= LONGEST_HOLIDAY)

    def break_on(self, day: datetime.date) -> SchoolPeriod | None:
        return next((period for period in self.breaks if day in period), None)

    def is_term(self, day: datetime.date) -> bool:
        """Whether some term has that day, be it in a break of it."""
        return any(day in term for term in self.terms)


@dataclass(frozen=True)
class Times:
    """All that is known of when one offering runs."""

    recurring: tuple[Recurring, ...] = ()
    dated: tuple[Dated, ...] = ()
    closed: tuple[Closed, ...] = ()  # of the offering, and of any place it uses
    places: frozenset[int] = field(default_factory=frozenset)  # where it is when a time names none

    def at(self, places: Iterable[int], named: Iterable[int | None]) -> "Times":
        """At the offering's places. What names no place is at those that none of its times names, if any is left."""
        own = frozenset(places)
        usual = own.difference(named) or own
        if len(usual) != 1 or len(own) == 1:
            return replace(self, places=usual)
        (only,) = usual
        return Times(
            tuple(replace(time, place=time.place or only) for time in self.recurring),
            tuple(replace(time, place=time.place or only) for time in self.dated),
            self.closed,
            usual,
        )

    def where(self, time: Recurring | Dated) -> frozenset[int]:
        """The places at which it is then."""
        return self.places if time.place is None else frozenset({time.place})

    @property
    def everywhere(self) -> frozenset[int]:
        """The places at which it is at any time."""
        times: tuple[Recurring | Dated, ...] = (*self.recurring, *self.dated)
        return frozenset[int]().union(*map(self.where, times))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an offering runs; or would, had not something come in between."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None  # None: not decided
    of: Recurring | Dated
    stopped_by: Dated | Closed | RedDay | SchoolPeriod | None = None
    places: frozenset[int] = (
        frozenset()
    )  # where its doors are open; where they would be, had nothing come in between

    @property
    def is_on(self) -> bool:
        return self.stopped_by is None

    @property
    def day(self) -> datetime.date:
        """The Swedish day on which it begins."""
        return self.starts_at.astimezone(STOCKHOLM).date()

    @property
    def last_day(self) -> datetime.date:
        """Of something longer than a day; what only runs past midnight is over, for a reader, the day it began."""
        if self.ends_at is None or self.ends_at - self.starts_at <= DAY:
            return self.day
        return (self.ends_at.astimezone(STOCKHOLM) - datetime.timedelta(microseconds=1)).date()

    def runs_at(self, at: datetime.datetime) -> bool:
        """Begun and not over. When the end is not decided, nobody can say."""
        # By UTC: within one zone Python compares what clocks show, and one night in autumn they show it twice.
        at = at.astimezone(datetime.UTC)
        return self.is_on and self.ends_at is not None and self.starts_at <= at < self.ends_at

    def is_over(self, at: datetime.datetime) -> bool:
        return (self.ends_at or self.starts_at) <= at.astimezone(datetime.UTC)


def is_fresh(assured_on: datetime.date | None, on: datetime.date) -> bool:
    """Somebody vouched for it within twelve months before that day."""
    return assured_on is not None and on - ASSURANCE_LASTS < assured_on <= on


def occurrences(
    times: Times,
    first: datetime.date,
    last: datetime.date,
    school: SchoolCalendar,
    *,
    today: datetime.date,
) -> list[Occurrence]:
    """What somebody has vouched for, by `today`, that touches any of these days; in order, also what is stopped."""
    found = [
        occurrence
        for recurring in times.recurring
        for occurrence in _of_recurring(recurring, times, first, last, school, today)
    ]
    for dated in times.dated:
        occurrence = _of_dated(dated, times, today)
        if occurrence and occurrence.day <= last and occurrence.last_day >= first:
            found.append(occurrence)
    return sorted(found, key=lambda one: (one.starts_at, one.ends_at or one.starts_at, one.of.id))


def confirmed_days(recurring: Recurring, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day for which somebody has vouched by `today`; None when nobody has."""
    if recurring.assured_on is None or recurring.assured_on > today:
        return None
    first = recurring.valid_from or datetime.date.min
    last = min(recurring.valid_until or datetime.date.max, recurring.assured_on + ASSURANCE_LASTS - DAY)
    return (first, last) if first <= last else None


def days_of(recurring: Recurring, first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """The days its rule names, whatever may come in between."""
    if recurring.valid_from:
        first = max(first, recurring.valid_from)
    if recurring.valid_until:
        last = min(last, recurring.valid_until)
    if recurring.rrule and recurring.valid_from:
        rule = _rule(recurring.rrule, recurring.valid_from)
        if rule and first <= last:
            yield from (moment.date() for moment in rule.between(_midnight(first), _midnight(last), inc=True))
    elif recurring.weekday:
        day = first + (recurring.weekday - first.isoweekday()) % 7 * DAY
        if recurring.valid_from and recurring.interval_weeks > 1:
            weeks = (monday_of(day) - monday_of(recurring.valid_from)) // WEEK
            day += -weeks % recurring.interval_weeks * WEEK
        while day <= last:
            yield day
            day += recurring.interval_weeks * WEEK


def monday_of(day: datetime.date) -> datetime.date:
    """Of the same week, which begins then."""
    return day - (day.isoweekday() - 1) * DAY


def span(
    day: datetime.date, opens_at: datetime.time, closes_at: datetime.time
) -> tuple[datetime.datetime, datetime.datetime]:
    """From when to when, by the clock on the wall. Into the next day where it closes before it opens."""
    closing_day = day if closes_at > opens_at else day + DAY
    start, end = _on_the_wall(day, opens_at), _on_the_wall(closing_day, closes_at)
    if end <= start:  # it begins in the hour that spring leaves out, and ends just after
        end = start + (_midnight(closing_day, closes_at) - _midnight(day, opens_at))
    return start, end


# ---------------------------------------------------------------------------------------------------


def _of_recurring(
    recurring: Recurring,
    times: Times,
    first: datetime.date,
    last: datetime.date,
    school: SchoolCalendar,
    today: datetime.date,
) -> Iterator[Occurrence]:
    vouched = confirmed_days(recurring, today)
    if vouched is None:
        return
    for day in days_of(recurring, max(first, vouched[0]), min(last, vouched[1])):
        stopped_by: RedDay | Closed | SchoolPeriod | None = None
        if recurring.term_time_only:
            stopped_by = school.break_on(day)
            if not stopped_by and not school.is_term(day):
                continue
        closed, places = _doors(times, recurring, day)
        stopped_by = _red(recurring, day) or closed or stopped_by
        yield Occurrence(*span(day, recurring.opens_at, recurring.closes_at), recurring, stopped_by, places)


def _of_dated(dated: Dated, times: Times, today: datetime.date) -> Occurrence | None:
    """A date that somebody has set stands, red day or not."""
    day = dated.starts_at.astimezone(STOCKHOLM).date()
    if not (dated.assured_on and dated.assured_on <= today and day < dated.assured_on + ASSURANCE_LASTS):
        return None
    closed, places = _doors(times, dated, day)
    stopped_by = dated if dated.is_cancelled else closed
    starts_at = dated.starts_at.astimezone(STOCKHOLM)
    ends_at = dated.ends_at.astimezone(STOCKHOLM) if dated.ends_at else None
    return Occurrence(starts_at, ends_at, dated, stopped_by, places)


def _red(recurring: Recurring, day: datetime.date) -> RedDay | None:
    name = red_day(day) if recurring.closed_on_red_days else ""
    return RedDay(name) if name else None


def _doors(times: Times, time: Recurring | Dated, day: datetime.date) -> tuple[Closed | None, frozenset[int]]:
    """What closes it, the offering or all of its doors; and where it is. Of several doors, one that is shut leaves the others."""
    doors = times.where(time)
    shut = [closed for closed in times.closed if day in closed]
    for closed in shut:
        if closed.place is None:
            return closed, doors
    of_doors = {closed.place: closed for closed in reversed(shut) if closed.place in doors}
    left = doors.difference(of_doors)
    return (None, left) if left or not of_doors else (next(iter(of_doors.values())), doors)


@lru_cache(maxsize=512)
def _rule(text: str, valid_from: datetime.date) -> rrule | None:
    """None for one that no form would have let in: a page must not fall, nor look for 30 February."""
    try:
        validate_rrule(text)
    except ValidationError:
        return None
    return rrulestr(text, dtstart=_midnight(valid_from))


def _midnight(day: datetime.date, time: datetime.time = datetime.time.min) -> datetime.datetime:
    return datetime.datetime.combine(day, time)


def _on_the_wall(day: datetime.date, time: datetime.time) -> datetime.datetime:
    # By way of UTC: half past two in the night when summer time begins is half past three.
    return _midnight(day, time).replace(tzinfo=STOCKHOLM).astimezone(datetime.UTC).astimezone(STOCKHOLM)
