"""The days a reader can ask for: from today to the same day next week."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from catalog.timetable import Timetable
from support.schedule import DAY, WEEK, Occurrence

TODAY, TOMORROW, WEEKEND = "today", "tomorrow", "weekend"
WEEKDAYS = tuple(str(number) for number in range(1, 8))  # ISO
DAYS = (TODAY, TOMORROW, WEEKEND, *WEEKDAYS)
NOW = "now"
SATURDAY = 6


def days_meant(code: str, today: datetime.date) -> set[datetime.date]:
    """The coming days that it stands for. On a Sunday, "this weekend" is that day; on a Monday, Monday is also the next."""
    week = [today + number * DAY for number in range(7)]
    if code == TODAY:
        return {today}
    if code == TOMORROW:
        return {today + DAY}
    if code == WEEKEND:
        coming = [day for day in week if day.isoweekday() >= SATURDAY]
        return {day for day in coming if day <= coming[0] + DAY}
    return {day for day in (*week, today + WEEK) if str(day.isoweekday()) == code}


def days_asked(asked: Mapping[str, Collection[str]], today: datetime.date) -> set[datetime.date]:
    """All that a question means; now is today."""
    codes = [*asked.get("day", ()), *([TODAY] if "open" in asked else [])]
    return set[datetime.date]().union(*(days_meant(code, today) for code in codes))


def code_of(day: datetime.date, today: datetime.date) -> str:
    """What stands for that one of the coming seven days, and for no other."""
    if day <= today + DAY:
        return TODAY if day == today else TOMORROW
    return str(day.isoweekday())


def codes_by_day(today: datetime.date) -> dict[datetime.date, list[str]]:
    """Each of these days, with everything that stands for it."""
    found: dict[datetime.date, list[str]] = {today + number * DAY: [] for number in range(8)}
    for code in DAYS:
        for day in days_meant(code, today):
            found[day].append(code)
    return found


def codes_of(
    occurrence: Occurrence, by_day: Mapping[datetime.date, list[str]], at: datetime.datetime
) -> set[str]:
    """What one asks for to find it. What is over is on no day that is left."""
    if not occurrence.is_on or occurrence.is_over(at):
        return set()
    codes, day, last_day = set(by_day.get(occurrence.day, ())), occurrence.day, occurrence.last_day
    while day < last_day:
        day += DAY
        codes.update(by_day.get(day, ()))
    return codes | {TODAY} if occurrence.runs_at(at) else codes  # also what began last night


@dataclass(frozen=True, slots=True)
class Run:
    """One time, and what one asks for to find it."""

    occurrence: Occurrence
    days: Collection[str] = ()
    is_now: bool = False

    @property
    def offering(self) -> int:
        return self.occurrence.of.offering


def coming_runs(timetable: Timetable) -> Iterator[Run]:
    """On the days that one can ask for."""
    today, at = timetable.today, timetable.at
    by_day = codes_by_day(today)
    for occurrence in timetable.between(today - DAY, today + WEEK):
        if codes := codes_of(occurrence, by_day, at):
            yield Run(occurrence, codes, occurrence.runs_at(at))
