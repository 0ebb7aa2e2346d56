"""A time in a line, for whoever looks after it: the first of its words name it."""

import datetime

from django.utils import timezone

from boras_guide.languages import SOURCE
from boras_guide.wording import weekday
from support.ages import AgeSpan
from support.models import Closure, Occasion, Schedule
from support.recurrence import every_so_many_weeks


def from_to(opens_at: datetime.time, closes_at: datetime.time | None = None) -> str:
    return "–".join(f"{time:%H:%M}" for time in (opens_at, closes_at) if time)


def weekday_and_date(day: datetime.date) -> str:
    return f"{weekday(day.isoweekday(), SOURCE)} {day:%Y-%m-%d}"


def line(time: Schedule | Occasion | Closure, today: datetime.date) -> list[str]:
    words = {Schedule: _schedule, Occasion: _occasion, Closure: _closure}[type(time)](time, today)
    return [word for word in words if word]


def _schedule(time: Schedule, today: datetime.date) -> list[str | None]:
    when = f"{time.day_in_words}{every_so_many_weeks(str(time.interval_weeks))}"
    return [
        f"{when} {from_to(time.opens_at, time.closes_at)}",
        time.label_sv,
        _ages(time.minimum_age_months, time.maximum_age_months),
        time.age_note_sv,
        time.place and str(time.place),
        "bara under terminen" if time.term_time_only else "",
        "" if time.closed_on_red_days else "öppet röda dagar",
        _validity(time.valid_from, time.valid_until, today),
    ]


def _ages(youngest: int | None, oldest: int | None) -> str:
    if youngest is not None and oldest is not None:
        return str(AgeSpan(youngest, oldest))
    if youngest is not None:
        return f"från {youngest} månader"
    return "" if oldest is None else f"till och med {oldest} månader"


def _validity(first: datetime.date | None, last: datetime.date | None, today: datetime.date) -> str:
    if last and last < today:
        return f"slutade gälla {last}"
    if first and last:
        return f"gäller {first}–{last}"
    return f"gäller från {first}" if first else f"gäller till och med {last}" if last else ""


def _occasion(time: Occasion, today: datetime.date) -> list[str | None]:
    first = timezone.localtime(time.starts_at)
    last = time.ends_at and timezone.localtime(time.ends_at)
    if last and last.date() != first.date():
        when = f"{from_to(first.time())} – {weekday_and_date(last)} {from_to(last.time())}"
    else:
        when = from_to(first.time(), last and last.time())
    return [
        f"{weekday_and_date(first)} {when}",
        time.label_sv,
        time.place and str(time.place),
        "inställt" if time.is_cancelled else "fullt" if time.is_full else "",
    ]


def _closure(closure: Closure, today: datetime.date) -> list[str | None]:
    first, last = closure.starts_on, closure.ends_on
    is_one_day = last in (first, None)
    return [weekday_and_date(first) if is_one_day else f"{first}–{last}", closure.reason_sv]
