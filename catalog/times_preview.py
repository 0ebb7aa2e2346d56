"""What parents will see of the times in a form, the next eight weeks: for the desk, before anything is published."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from catalog.offering_times import times_year
from support.admin.warning_words import name_of, warnings_in_words
from support.entered_times import EnteredTimes
from support.models import Offering, Schedule, Term
from support.schedule import (
    DAY,
    LOOK_AHEAD,
    Closed,
    Dated,
    Occurrence,
    RedDay,
    SchoolCalendar,
    SchoolPeriod,
    Times,
    is_fresh,
    occurrences,
)


@dataclass(frozen=True)
class PreviewedTime:
    occurrence: Occurrence
    row: Any  # Schedule or Occasion
    reason: str  # why it is not on

    @property
    def label(self) -> str:
        return self.row.label_sv or ""

    @property
    def is_cancelled(self) -> bool:
        return isinstance(self.occurrence.stopped_by, Dated)


@dataclass
class PreviewedWeek:
    number: int
    first: datetime.date
    last: datetime.date
    days: dict[datetime.date, list[PreviewedTime]] = field(default_factory=dict)


def times_preview(offering: Offering, entered: EnteredTimes, at: datetime.datetime) -> dict[str, Any]:
    """The template's context; `entered` may differ from what is stored."""
    today = timezone.localdate(at)
    periods: list[Any] = list(Term.objects.all())
    school = SchoolCalendar.of(term.period for term in periods)
    weeks = Weeks(entered, school, {term.pk: term.name_sv for term in periods}, today)
    rows: list[Any] = [*entered.schedules, *entered.occasions]
    unconfirmed = [row for row in rows if not is_fresh(row.assured_on, today)]
    unsure = [row for row in unconfirmed if isinstance(row, Schedule)]
    for row in unconfirmed:
        row.is_confirmed = False
    return {
        "has_times": bool(entered.schedules or entered.occasions),
        "weeks": weeks.of(entered.times),
        "unconfirmed": [name_of(row) for row in unconfirmed],
        "unconfirmed_year": times_year(unsure, offering, today) if unsure else None,
        "weeks_if_confirmed": weeks.of(entered.unconfirmed(today)) if unconfirmed else [],
        "outside": list(weeks.outside()),
        "warnings": warnings_in_words(entered, school, today),
        "checked_at": at,
    }


class Weeks:
    def __init__(
        self, entered: EnteredTimes, school: SchoolCalendar, names: dict[int, str], today: datetime.date
    ) -> None:
        self.entered, self.school, self.names, self.today = entered, school, names, today
        self.last = today + LOOK_AHEAD - DAY

    def of(self, times: Times) -> list[PreviewedWeek]:
        """All eight, also those in which nothing happens; none when nothing does in any."""
        found = occurrences(times, self.today, self.last, self.school, today=self.today)
        if not found:
            return []
        weeks = {week.number: week for week in self._empty()}
        for occurrence in found:
            day = max(occurrence.day, self.today)  # what began before and goes on
            week = weeks[day.isocalendar().week]
            week.days.setdefault(day, []).append(self._shown(occurrence))
        return list(weeks.values())

    def outside(self) -> Iterator[str]:
        """The weekly times that show on none of these days, and why."""
        times = self.entered.as_if_confirmed(self.today)
        coming = occurrences(times, self.today, self.last, self.school, today=self.today)
        shown = {occurrence.of for occurrence in coming}
        for value in times.recurring:
            if value not in shown:
                row = self.entered.row(value)
                why = "ingen sådan dag under de åtta veckorna"
                if row.valid_until and row.valid_until < self.today:
                    why = f"slutade gälla {row.valid_until}"
                elif row.valid_from and row.valid_from > self.last:
                    why = f"börjar gälla {row.valid_from}"
                elif row.term_time_only:
                    why = "bara under terminen, och ingen känd termin har en sådan dag"
                yield f"{name_of(row)}: {why}"

    def _empty(self) -> Iterator[PreviewedWeek]:
        first = self.today
        while first <= self.last:
            sunday = first + (7 - first.isoweekday()) * DAY
            yield PreviewedWeek(first.isocalendar().week, first, min(sunday, self.last))
            first = sunday + DAY

    def _shown(self, occurrence: Occurrence) -> PreviewedTime:
        return PreviewedTime(occurrence, self.entered.row(occurrence.of), self._reason(occurrence))

    def _reason(self, occurrence: Occurrence) -> str:
        match occurrence.stopped_by:
            case RedDay(name):
                return name
            case SchoolPeriod(id=pk):
                return self.names[pk]
            case Closed() as closed:
                closure = self.entered.row(closed)
                return ", ".join(filter(None, [closure.reason_sv, str(closure.place or "")]))
        return ""
