"""What parents will see of the times in a form, the next eight weeks: for the desk, before anything is published."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from boras_guide.languages import SOURCE
from boras_guide.wording import weekday_and_day
from catalog.offering_times import times_year
from support.admin.warning_words import name_of, warnings_in_words
from support.entered_times import EnteredTimes
from support.models import Occasion, Offering, Term
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
    confirmed_days,
    is_fresh,
    occurrences,
)


@dataclass(frozen=True)
class PreviewedTime:
    occurrence: Occurrence
    row: Any  # Schedule or Occasion
    reason: str  # why it is not on

    @property
    def hours(self) -> str:
        """ "12:00–14:00"; with its day where a single date ends on another."""
        first = timezone.localtime(self.occurrence.starts_at)
        last = self.occurrence.ends_at and timezone.localtime(self.occurrence.ends_at)
        if last and isinstance(self.occurrence.of, Dated) and last.date() != first.date():
            return f"{first:%H:%M} till {weekday_and_day(last.date(), SOURCE)} {last:%H:%M}"
        return f"{first:%H:%M}–{last:%H:%M}" if last else f"{first:%H:%M}"

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
    unconfirmed = list(said_of_unconfirmed(offering, entered, today))
    return {
        "has_times": bool(entered.schedules or entered.occasions),
        "weeks": weeks.of(entered.times),
        "unconfirmed": unconfirmed,
        "weeks_if_confirmed": weeks.of(entered.unconfirmed(today)) if unconfirmed else [],
        "outside": list(weeks.outside()),
        "warnings": warnings_in_words(entered, school, today),
        "checked_at": at,
    }


def said_of_unconfirmed(
    offering: Offering, entered: EnteredTimes, today: datetime.date
) -> Iterator[tuple[str, list[str]]]:
    """What the offering's page says, and of which times: of each, or once of all that recur."""

    def unsure(rows: Sequence[Any]) -> list[str]:
        return [name_of(row) for row in rows if not is_fresh(row.assured_on, today)]

    recurring = unsure(entered.schedules)
    dated = unsure([one for one in entered.occasions if not is_over(one, today)])
    for schedule in entered.schedules:
        days = confirmed_days(schedule.value, today)
        schedule.is_confirmed = days is not None and days[1] >= today
    if recurring and not any(schedule.is_confirmed for schedule in entered.schedules):
        if year := times_year(list(entered.schedules), offering, today):
            yield gettext("Times from %(year)s. Ask first.") % {"year": year}, recurring
        else:
            yield gettext("These times are not confirmed. Ask first."), recurring
        recurring = []
    if each := recurring + dated:
        yield gettext("This time is not confirmed. Ask first."), each


def is_over(occasion: Occasion, today: datetime.date) -> bool:
    return timezone.localdate(occasion.ends_at or occasion.starts_at) < today


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
