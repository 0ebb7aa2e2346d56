"""What may need a second look among the times, in an editor's words."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any

from boras_guide.languages import SOURCE
from boras_guide.wording import capitalized, listed, weekday, weekday_and_day
from support.entered_times import EnteredTimes, Value
from support.models import Closure, Occasion, Schedule
from support.recurrence import every_so_many_weeks
from support.red_days import red_day
from support.renewal import goes_on
from support.schedule import SchoolCalendar
from support.schedule_warnings import (
    AssuranceEndsSoon,
    BeginsLate,
    DatedOnRedDay,
    DatedWhenClosed,
    EndsSoon,
    Overlap,
    PastMidnight,
    RedDays,
    TermsUnknown,
    Warning,
    warnings_about,
)

Time = Schedule | Occasion
MOST = 8  # of them at once; more would not be read


def warnings_in_words(
    entered: EnteredTimes, school: SchoolCalendar, today: datetime.date, written: Collection[Any] = ()
) -> list[str]:
    """First what concerns the rows that were just written; what is not stored yet always was."""

    def concerns_written(group: Sequence[Warning]) -> bool:
        rows = [row for warning in group for row in _rows(warning, entered)]
        return any(row.pk is None or row in written for row in rows)

    groups: dict[Hashable, list[Warning]] = defaultdict(list)
    for warning in warnings_about(entered.as_if_confirmed(today), school, today=today):
        if not is_meant(warning, entered):
            groups[_told_together(warning, entered)].append(warning)
    in_order = sorted(groups.values(), key=lambda group: (not concerns_written(group), _rank(group, entered)))
    sentences = [_sentence(group, entered) for group in in_order[:MOST]]
    if len(in_order) > MOST:
        sentences.append(f"Det finns {len(in_order) - MOST} saker till att se över, när de här är rättade.")
    return sentences


def in_words(warning: Warning, entered: EnteredTimes) -> str:
    return _sentence([warning], entered)


# --- Names -------------------------------------------------------------------------------------------


def name_of(time: Time | Closure) -> str:
    """As on its row: "tisdag 09:00–12:00 (Babyöppet)"."""
    label = time.reason_sv if isinstance(time, Closure) else time.label_sv
    return f"{time} ({label})" if label else str(time)


def names_of(times: Iterable[Time | Closure]) -> str:
    """Weekdays with the same hours in one: "måndag–fredag 09:00–12:00 (Babyöppet)"."""
    weekdays: dict[str, set[int]] = {}
    for time in times:
        if _has_weekday(time):
            weekdays.setdefault(_without_day(time), set()).add(time.weekday)
        else:
            weekdays[name_of(time)] = set()
    return listed([f"{_weekdays(days)}{rest}" for rest, days in weekdays.items()], SOURCE)


def _without_day(time: Time | Closure) -> str:
    return name_of(time).removeprefix(time.day_in_words) if _has_weekday(time) else name_of(time)


def _has_weekday(time: Time | Closure) -> bool:
    return isinstance(time, Schedule) and time.weekday is not None


def _weekdays(numbers: Iterable[int]) -> str:
    in_a_row: list[list[int]] = []
    for number in sorted(numbers):
        if in_a_row and in_a_row[-1][-1] == number - 1:
            in_a_row[-1].append(number)
        else:
            in_a_row.append([number])
    words: list[str] = []
    for row in in_a_row:
        names = [weekday(number, SOURCE) for number in row]
        words += [f"{names[0]}–{names[-1]}"] if len(row) > 2 else names
    return listed(words, SOURCE)


# --- Which are told, in what order, and which together ------------------------------------------------


def _values(warning: Warning) -> tuple[Value, ...]:
    match warning:
        case Overlap(one, other):
            return one, other
        case RedDays():
            return warning.times
    return (warning.time,)


def _rows(warning: Warning, entered: EnteredTimes) -> list[Any]:
    return [entered.row(value) for value in _values(warning)]


def is_meant(warning: Warning, entered: EnteredTimes) -> bool:
    if isinstance(warning, EndsSoon):
        return goes_on(entered.row(warning.time), entered.schedules)
    return isinstance(warning, Overlap) and warning.is_within and _is_told_apart(warning, entered)


def _is_told_apart(overlap: Overlap, entered: EnteredTimes) -> bool:
    """ "Med personal" within "Meröppet"."""
    labels = {row.label_sv or "" for row in _rows(overlap, entered)}
    return len(labels) == 2 and "" not in labels


def _rank(group: Sequence[Warning], entered: EnteredTimes) -> int:
    match group[0]:
        case RedDays(is_open=False):
            return 2  # as it should be
        case Overlap() as overlap if _is_told_apart(overlap, entered):
            return 1
    return 0


def _told_together(warning: Warning, entered: EnteredTimes) -> Hashable:
    """Warnings that are alike in this, say the same of several weekdays."""
    match warning:
        case Overlap():
            return Overlap, *(_without_day(row) for row in _rows(warning, entered))
        case PastMidnight(time):
            return PastMidnight, time.closes_at
        case EndsSoon(last=last) | AssuranceEndsSoon(last=last):
            return type(warning), last
        case TermsUnknown():
            return TermsUnknown
    return warning


# --- Sentences ---------------------------------------------------------------------------------------


def _sentence(group: Sequence[Warning], entered: EnteredTimes) -> str:
    names = [names_of(rows) for rows in zip(*(_rows(warning, entered) for warning in group), strict=True)]
    match group[0]:
        case Overlap():
            first = min(warning.day for warning in group if isinstance(warning, Overlap))
            both = " och ".join(names)
            return f"Två tider går in i varandra på samma plats: {both}. Första gången är {first}."
        case TermsUnknown():
            first = min(warning.first for warning in group if isinstance(warning, TermsUnknown))
            return (
                f"Ingen har skrivit in när det är termin från och med {first}. Då syns inte {names[0]}, som "
                "bara är under terminen."
            )
        case RedDays() as red:
            return _red_days(red, names_of(_rows(red, entered)))
        case DatedWhenClosed(_, closed):
            return f"Tillfället {names[0]} är en dag då det är stängt: {_reason(entered.row(closed))}."
        case alike:
            return _of_alike(alike, names[0])


def _of_alike(
    warning: PastMidnight | BeginsLate | DatedOnRedDay | EndsSoon | AssuranceEndsSoon, names: str
) -> str:
    match warning:
        case PastMidnight(time):
            return (
                f"Tiden går över midnatt: {names}. Den slutar nästa dag klockan {time.closes_at:%H:%M}. "
                "Kontrollera klockslagen."
            )
        case BeginsLate(time, left_out, first):
            return (
                f"{capitalized(names)}{every_so_many_weeks(str(time.interval_weeks))}: första gången blir "
                f"{_date(first)}, för veckorna räknas från den med {_date(time.valid_from)}. Ska det vara "
                f"{_date(left_out)}? Skriv då {left_out} i ”gäller från”."
            )
        case DatedOnRedDay(_, day):
            return f"Tillfället {names} är på en röd dag: {_red(day)}. Stämmer datumet?"
        case EndsSoon(_, last):
            return (
                f"Slutar snart gälla: {names}, till och med {last}. Går det vidare? Ändra ”gäller till och med” och "
                "kryssa i ”Tiden stämmer i dag”, eller kopiera till nästa termin."
            )
    return (
        f"En bekräftelse blir snart gammal: {names}, efter {warning.last}. Kryssa i ”Tiden stämmer i dag” om "
        "det fortfarande stämmer."
    )


def _red_days(warning: RedDays, names: str) -> str:
    days = listed(list(map(_red, warning.days)), SOURCE)
    if not warning.is_open:
        return f"Stängt på röda dagar: {days}."
    return f"Öppet fast det är röd dag: {days}. Det gäller {names}. Kryssa i ”stängt röda dagar” där, om det är fel."


def _red(day: datetime.date) -> str:
    return f"{red_day(day)} ({weekday(day.isoweekday(), SOURCE)} {day})"


def _reason(closure: Closure) -> str:
    return closure.reason_sv or "stängda dagar"


def _date(day: datetime.date) -> str:
    return weekday_and_day(day, SOURCE)
