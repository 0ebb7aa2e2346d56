"""Which days the calendar shows: a week, or one day; and what an address must say to mean them."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.agenda import week_code
from catalog.cards import FORESEEN
from catalog.days import DAYS, SATURDAY, TODAY, TOMORROW, WEEKEND, codes_by_day, days_meant
from catalog.result_page import address, besides_when
from support.schedule import DAY, WEEK, monday_of

BACK, AHEAD = WEEK, FORESEEN


@dataclass(frozen=True)
class Period:
    """A week from Monday, or one day."""

    first: datetime.date
    last: datetime.date
    is_said: bool = field(default=False, compare=False)  # with days of the week that are meant within it

    @classmethod
    def asked(cls, data: QueryDict, today: datetime.date) -> "Period":
        """`week=2026-W48` or `date=2026-11-24`, else the week that `day` means.

        ValueError, with a message, where there is no such week or day.
        """
        days = [code for code in data.getlist("day") if code]
        if date := data.get("date"):
            first = _read(str(date), r"\d{4}-\d\d-\d\d", _("There is no such day."))
        elif week := data.get("week"):
            first = _read(str(week), r"\d{4}-W\d\d", _("There is no such week."))
        else:
            return cls.meant(days, today)
        if not is_within_reach(first, today):
            raise ValueError(_("The calendar goes from last week to a year ahead."))
        return cls(first, first, is_said=True) if date else cls(first, first + WEEK - DAY, is_said=bool(days))

    @classmethod
    def meant(cls, days: Iterable[str], today: datetime.date) -> "Period":
        """The week with the first of the coming days that these codes stand for; else that of today."""
        coming = [day for code in days if code in DAYS for day in days_meant(code, today)]
        return cls.of_week(min(coming, default=today))

    @classmethod
    def of_week(cls, day: datetime.date) -> "Period":
        return cls(monday_of(day), monday_of(day) + WEEK - DAY)

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[datetime.date]:
        return (self.first + number * DAY for number in range((self.last - self.first).days + 1))

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def question(self) -> tuple[str, str]:
        """The parameter, and its value."""
        return ("date", f"{self.first}") if self.is_day else ("week", week_code(self.first))

    @property
    def previous(self) -> "Period":
        return self._moved(-1)

    @property
    def following(self) -> "Period":
        return self._moved(1)

    def _moved(self, steps: int) -> "Period":
        step = steps * (DAY if self.is_day else WEEK)
        return Period(self.first + step, self.last + step)

    def is_coming(self, today: datetime.date) -> bool:
        """This week, of which days mean those that come; not what was asked for by its number."""
        return self == Period.of_week(today) and not self.is_said

    def codes(self, today: datetime.date) -> Mapping[datetime.date, list[str]]:
        """What stands for each day."""
        if self.is_coming(today):
            return codes_by_day(today)
        return {day: list(_codes(day, today)) for day in self}


def is_within_reach(day: datetime.date, today: datetime.date) -> bool:
    this_week = monday_of(today)
    return this_week - BACK <= monday_of(day) <= this_week + AHEAD


def _read(text: str, pattern: str, fault: str) -> datetime.date:
    try:
        if re.fullmatch(pattern, text, re.ASCII):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(fault)


def _codes(day: datetime.date, today: datetime.date) -> Iterator[str]:
    yield str(day.isoweekday())
    if day.isoweekday() >= SATURDAY:
        yield WEEKEND
    if day == today:
        yield TODAY
    if day == today + DAY:
        yield TOMORROW


def within(url: str, period: Period, today: datetime.date) -> str:
    """The address of a question on those days, without what they have not; the week it means goes without saying."""
    query = QueryDict(url.removeprefix("?"), mutable=True)
    there = {code for day in period for code in _codes(day, today)}
    days = [code for code in query.getlist("day") if code in there]
    query.setlist("day", days)
    if today not in period:
        query.setlist("open", [])
    if period != Period.meant(days, today) or (period.is_said and days):
        name, value = period.question
        query[name] = value
    return address(query)


def on_any_day(url: str) -> str:
    """The address of a question without its choice of days."""
    return address(besides_when(QueryDict(url.removeprefix("?"))))
