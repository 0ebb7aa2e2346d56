"""When things run, decided day by day as one would with a paper calendar: what `support.schedule` is held against.

Slow and plain on purpose. It knows the values that stand for rows, and nothing else of the code: no library for rules,
for holidays or for zones of time.
"""

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from support.schedule import Closed, Dated, Recurring, SchoolPeriod, Times

DAY = datetime.timedelta(days=1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Verdict:
    """That something is to run, in UTC; and by what it is stopped, of which any may be named."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime | None
    of: Recurring | Dated
    stopped_by: frozenset[str] = frozenset()


def verdicts(
    day: datetime.date, times: Times, school: Iterable[SchoolPeriod], today: datetime.date
) -> Iterator[Verdict]:
    """What begins on that day, as far as somebody has vouched for it by `today`."""
    for time in times.recurring:
        if is_vouched_for(time, day, today) and is_named(time, day):
            reason = what_stops(time, day, times, school)
            if reason is not None:
                yield Verdict(*from_to(day, time.opens_at, time.closes_at), time, reason)
    for dated in times.dated:
        if swedish_day(dated.starts_at) == day and is_vouched_for(dated, day, today):
            reason = frozenset({"cancelled"}) if dated.is_cancelled else closed(dated.place, day, times)
            yield Verdict(dated.starts_at, dated.ends_at, dated, reason)


def lasting(
    day: datetime.date, times: Times, school: Iterable[SchoolPeriod], today: datetime.date
) -> Iterator[Verdict]:
    """What began before that day, is longer than a day and has not ended when the day begins."""
    for dated in times.dated:
        began = swedish_day(dated.starts_at)
        if (
            dated.ends_at
            and dated.ends_at - dated.starts_at > DAY
            and began < day
            and dated.ends_at > in_utc(day, datetime.time())
        ):
            alone = Times(dated=(dated,), closed=times.closed, places=times.places)
            yield from verdicts(began, alone, school, today)


def is_vouched_for(time: Recurring | Dated, day: datetime.date, today: datetime.date) -> bool:
    if time.assured_on is None or today < time.assured_on:
        return False
    return (day - time.assured_on).days < 365


def what_stops(
    time: Recurring, day: datetime.date, times: Times, school: Iterable[SchoolPeriod]
) -> frozenset[str] | None:
    """Empty: nothing. None: it was never to run, being for term time only."""
    reason = frozenset[str]()
    if time.term_time_only:
        here = [period for period in school if period.starts_on <= day <= period.ends_on]
        if not here:
            return None
        reason = frozenset(f"break {period.id}" for period in here if period.is_break)
    if time.closed_on_red_days and day in red_days(day.year):
        return frozenset({red_days(day.year)[day]})
    return closed(time.place, day, times) or reason


def closed(place: int | None, day: datetime.date, times: Times) -> frozenset[str]:
    today = [closure for closure in times.closed if closure.starts_on <= day <= closure.ends_on]
    of_offering = {name(closure) for closure in today if closure.place is None}
    if of_offering:
        return frozenset(of_offering)
    doors = times.places if place is None else {place}
    of_doors = [{name(closure) for closure in today if closure.place == door} for door in doors]
    return frozenset().union(*of_doors) if of_doors and all(of_doors) else frozenset()


def name(closure: Closed) -> str:
    return f"closure {closure.id}"


# --- Which days a recurring time names ---------------------------------------------------------------


def is_named(time: Recurring, day: datetime.date) -> bool:
    if (time.valid_from and day < time.valid_from) or (time.valid_until and day > time.valid_until):
        return False
    if time.rrule:
        assert time.valid_from
        return day in _named_by_rule(time.rrule, time.valid_from)
    if day.isoweekday() != time.weekday:
        return False
    weeks = week(day) - week(time.valid_from) if time.valid_from else 0
    return weeks % time.interval_weeks == 0


def week(day: datetime.date) -> int:
    """Weeks since the beginning of the calendar, the first day of which was a Monday."""
    return (day.toordinal() - 1) // 7


@lru_cache(maxsize=1024)
def _named_by_rule(rule: str, start: datetime.date) -> frozenset[datetime.date]:
    """Until the end of 2031."""
    parts = dict(part.split("=") for part in rule.split(";"))
    days = (start + number * DAY for number in range((datetime.date(2032, 1, 1) - start).days))
    named = [day for day in days if fits(parts, day, start)]
    if "COUNT" in parts:
        named = named[: int(parts["COUNT"])]
    if "UNTIL" in parts:
        named = [day for day in named if f"{day:%Y%m%d}" <= parts["UNTIL"]]
    return frozenset(named)


def fits(parts: dict[str, str], day: datetime.date, start: datetime.date) -> bool:
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL", 1))
    by_day = parts["BYDAY"].split(",") if "BYDAY" in parts else []
    if frequency == "DAILY":
        return (day - start).days % interval == 0
    if frequency == "WEEKLY":
        return (week(day) - week(start)) % interval == 0 and on_weekday(day) in (
            by_day or [on_weekday(start)]
        )
    months = (day.year - start.year) * 12 + day.month - start.month
    if frequency == "MONTHLY" and months % interval:
        return False
    if frequency == "YEARLY":
        if (day.year - start.year) % interval:
            return False
        by_month = parts["BYMONTH"].split(",") if "BYMONTH" in parts else [str(start.month)]
        if str(day.month) not in by_month:
            return False
    if "BYSETPOS" in parts:
        month = [day.replace(day=number + 1) for number in range(days_in_month(day))]
        in_set = [each for each in month if on_weekday(each) in by_day]
        position = int(parts["BYSETPOS"])
        index = position - 1 if position > 0 else position
        return -len(in_set) <= index < len(in_set) and in_set[index] == day
    if by_day:
        from_first = (day.day - 1) // 7 + 1
        from_last = (days_in_month(day) - day.day) // 7 + 1
        spelt = {"", str(from_first), str(-from_last)}
        return any(f"{number}{on_weekday(day)}" in by_day for number in spelt)
    if "BYMONTHDAY" in parts:
        numbers = {int(number) for number in parts["BYMONTHDAY"].split(",")}
        return day.day in numbers or day.day - days_in_month(day) - 1 in numbers
    return day.day == start.day


def on_weekday(day: datetime.date) -> str:
    return WEEKDAYS[day.weekday()]


def days_in_month(day: datetime.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


# --- Red days by law (1989:253), and the eves ----------------------------------------------------------


@lru_cache
def red_days(year: int) -> dict[datetime.date, str]:
    easter_day = easter(year)
    midsummer = saturday_from(datetime.date(year, 6, 20))
    return {
        datetime.date(year, 1, 1): "Nyårsdagen",
        datetime.date(year, 1, 6): "Trettondedag jul",
        easter_day - 2 * DAY: "Långfredagen",
        easter_day: "Påskdagen",
        easter_day + DAY: "Annandag påsk",
        datetime.date(year, 5, 1): "Första maj",
        easter_day + 39 * DAY: "Kristi himmelsfärdsdag",
        easter_day + 49 * DAY: "Pingstdagen",
        datetime.date(year, 6, 6): "Nationaldagen",
        midsummer - DAY: "Midsommarafton",
        midsummer: "Midsommardagen",
        saturday_from(datetime.date(year, 10, 31)): "Alla helgons dag",
        datetime.date(year, 12, 24): "Julafton",
        datetime.date(year, 12, 25): "Juldagen",
        datetime.date(year, 12, 26): "Annandag jul",
        datetime.date(year, 12, 31): "Nyårsafton",
    }


def easter(year: int) -> datetime.date:
    """By Gauss, with the corrections for 1900–2099."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    if d == 29 and e == 6:
        return datetime.date(year, 4, 19)
    if d == 28 and e == 6 and a > 10:
        return datetime.date(year, 4, 18)
    return datetime.date(year, 3, 22) + (d + e) * DAY


def saturday_from(day: datetime.date) -> datetime.date:
    return day if day.isoweekday() == 6 else saturday_from(day + DAY)


# --- Clocks: one hour ahead of UTC, two from the last Sunday of March until the last of October, 01 UTC -----


def from_to(
    day: datetime.date, opens_at: datetime.time, closes_at: datetime.time
) -> tuple[datetime.datetime, datetime.datetime]:
    closing_day = day if closes_at > opens_at else day + DAY
    starts_at, ends_at = in_utc(day, opens_at), in_utc(closing_day, closes_at)
    if ends_at <= starts_at:
        # Its beginning is in the hour that does not exist. It begins an hour later and lasts as long as any day.
        closes = datetime.datetime.combine(closing_day, closes_at)
        ends_at = starts_at + (closes - datetime.datetime.combine(day, opens_at))
    return starts_at, ends_at


def in_utc(day: datetime.date, clock: datetime.time) -> datetime.datetime:
    """Of two that are called 02.30, the first; for one that does not exist, what clocks left alone would show."""
    wall = datetime.datetime.combine(day, clock)
    begins = datetime.datetime.combine(last_sunday(day.year, 3), datetime.time(3))
    ends = datetime.datetime.combine(last_sunday(day.year, 10), datetime.time(3))
    hours = 2 if begins <= wall < ends else 1
    return (wall - datetime.timedelta(hours=hours)).replace(tzinfo=datetime.UTC)


def swedish_day(moment: datetime.datetime) -> datetime.date:
    utc = moment.astimezone(datetime.UTC).replace(tzinfo=None)
    begins = datetime.datetime.combine(last_sunday(utc.year, 3), datetime.time(1))
    ends = datetime.datetime.combine(last_sunday(utc.year, 10), datetime.time(1))
    return (utc + datetime.timedelta(hours=2 if begins <= utc < ends else 1)).date()


@lru_cache
def last_sunday(year: int, month: int) -> datetime.date:
    day = datetime.date(year, month, 31)
    return day - day.isoweekday() % 7 * DAY
