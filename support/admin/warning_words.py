"""What may need a second look among the times, in an editor's words."""

import datetime

from boras_guide.languages import SOURCE
from boras_guide.wording import listed, weekday
from support.entered_times import EnteredTimes, Value
from support.models import Closure, Occasion, Schedule
from support.red_days import red_day
from support.renewal import goes_on
from support.schedule import SchoolCalendar
from support.schedule_warnings import (
    AssuranceEndsSoon,
    DatedWhenClosed,
    EndsSoon,
    Overlap,
    PastMidnight,
    RedDays,
    TermsUnknown,
    Warning,
    warnings_about,
)

MOST = 8  # of them at once; more would not be read


def warnings_in_words(entered: EnteredTimes, school: SchoolCalendar, today: datetime.date) -> list[str]:
    found = [
        warning
        for warning in warnings_about(entered.as_if_confirmed(today), school, today=today)
        if not (isinstance(warning, EndsSoon) and goes_on(entered.row(warning.time), entered.schedules))
    ]
    sentences = [in_words(warning, entered) for warning in found[:MOST]]
    if len(found) > MOST:
        sentences.append(f"Det finns {len(found) - MOST} saker till att se över, när de här är rättade.")
    return sentences


def name_of(time: Schedule | Occasion) -> str:
    """As on its row: "tisdag 09:00–12:00 (Babyöppet)"."""
    return f"{time} ({time.label_sv})" if time.label_sv else str(time)


def in_words(warning: Warning, entered: EnteredTimes) -> str:
    def name(value: Value) -> str:
        row = entered.row(value)
        return row.reason_sv or "stängda dagar" if isinstance(row, Closure) else name_of(row)

    match warning:
        case Overlap(one, other, day):
            return f"Två tider går in i varandra på samma plats: {name(one)} och {name(other)}. Första gången är {day}."
        case PastMidnight(time):
            return (
                f"Tiden går över midnatt: {name(time)}. Den slutar nästa dag klockan "
                f"{time.closes_at:%H:%M}. Byt plats på klockslagen om det inte stämmer."
            )
        case DatedWhenClosed(time, closed):
            return f"Tillfället {name(time)} är en dag då det är stängt: {name(closed)}."
        case RedDays(days, is_open=True):
            return f"Öppet fast det är röd dag: {_red(days)}. Kryssa i ”stängt röda dagar” om det är fel."
        case RedDays(days):
            return f"Stängt på röda dagar: {_red(days)}."
        case TermsUnknown(time, first):
            return (
                f"Ingen har skrivit in när det är termin från och med {first}. Då syns inte {name(time)}, som "
                "bara är under terminen."
            )
        case EndsSoon(time, last):
            return (
                f"En tid slutar snart gälla: {name(time)}, till och med {last}. Ändra ”gäller till och med”, "
                "eller kopiera tiden till nästa termin."
            )
        case AssuranceEndsSoon(time, last):
            return (
                f"En bekräftelse blir snart gammal: {name(time)}, efter {last}. Kryssa i ”Tiden stämmer i dag” "
                "om den stämmer."
            )


def _red(days: tuple[datetime.date, ...]) -> str:
    return listed(
        [f"{red_day(day)} ({weekday(day.isoweekday(), SOURCE)} {day})" for day in days],
        SOURCE,
    )
