"""The days a reader can ask for: within the week that begins today."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from catalog.timetable import Timetable
from support.schedule import DAY, Occurrence

TODAY, TOMORROW, WEEKEND = "today", "tomorrow", "weekend"
WEEKDAYS = tuple(str(number) for number in range(1, 8))  # ISO
DAYS = (TODAY, TOMORROW, WEEKEND, *WEEKDAYS)
NOW = "now"
LAST = 6 * DAY  # from today to the last day that can be asked for
SATURDAY = 6


def days_meant(code: str, today: datetime.date) -> set[datetime.date]:
    """The coming days that it stands for."""
    week = [today + number * DAY for number in range(7)]
    if code == TODAY:
        return {today}
    if code == TOMORROW:
        return {today + DAY}
    if code == WEEKEND:
        return {day for day in week if day.isoweekday() >= SATURDAY}
    return {day for day in week if str(day.isoweekday()) == code}


def is_meant(
    occurrence: Occurrence, codes: Iterable[str], at: datetime.datetime, today: datetime.date
) -> bool:
    """Whether it is on, any of these days. What is over is not on today; a named weekday has all its hours."""
    return occurrence.is_on and any(
        occurrence.day <= day <= occurrence.last_day and not (code == TODAY and occurrence.is_over(at))
        for code in codes
        for day in days_meant(code, today)
    )


def having_days(timetable: Timetable) -> dict[str, dict[str, set[int]]]:
    """Parameter → value → ids of the offerings that run then."""
    today, at = timetable.today, timetable.at
    found: dict[str, dict[str, set[int]]] = {"day": defaultdict(set), "open": defaultdict(set)}
    for occurrence in timetable.between(today - DAY, today + LAST):
        pk = occurrence.of.offering
        for code in DAYS:
            if is_meant(occurrence, [code], at, today):
                found["day"][code].add(pk)
        if occurrence.runs_at(at):
            found["open"][NOW].add(pk)
    return found
