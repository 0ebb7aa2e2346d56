"""What a time must say, and how long somebody's word for it holds: on the offering's page, and on its own."""

import datetime
from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime
from django.db.models import Model
from django.utils import timezone

from support.admin.inputs import DeskForm
from support.admin.warning_words import name_of, names_of
from support.recurrence import as_written_here

SAYS_WHEN = {
    "weekday",
    "opens_at",
    "closes_at",
    "valid_from",
    "valid_until",
    "interval_weeks",
    "rrule",
    "starts_at",
    "ends_at",
}
MIDNIGHT = datetime.time.min
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
LONGEST_NIGHT = 12 * HOUR
LONGEST_OCCASION = 14 * DAY


class TimeRules(DeskForm):
    """A word was given for the time as it was: a new time needs a new one."""

    lapsed: tuple[Model, ...] = ()  # what this form is to tell of

    def clean(self) -> dict[str, Any]:
        super().clean()
        says_when = SAYS_WHEN.intersection(self.changed_data)
        is_new_word = {"assured_on", "is_right_today"}.intersection(self.changed_data)
        is_other = bool(says_when) and not self._ends_sooner(says_when)
        if self.initial.get("assured_on") and is_other and not is_new_word:
            self.cleaned_data["assured_on"] = None
            self.lapsed = (self.instance,)
        return self.cleaned_data

    def _ends_sooner(self, says_when: set[str]) -> bool:
        """All that is left of it was vouched for."""
        before, now = self.initial.get("valid_until"), self.cleaned_data.get("valid_until")
        return says_when == {"valid_until"} and now is not None and (before is None or now < before)

    @property
    def remarks(self) -> list[str]:
        if not self.lapsed:
            return []
        sentence = (
            f"Inte bekräftad längre: {names_of(self.lapsed)}. Bekräftelsen gällde tiden som den var. "
            "Bekräfta igen när du vet att det nya stämmer."
        )
        return [sentence]


class ScheduleRules(TimeRules):
    """Each fault where it is mended; the constraints behind them know no fields."""

    def clean_rrule(self) -> str:
        return as_written_here(self.cleaned_data["rrule"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
        if not {*SAYS_WHEN, "assured_on", "is_right_today"}.isdisjoint(self.changed_data):
            self.instance.is_demo = False  # moved for showing the guide: from now on an editor's own
        if not (values.get("weekday") or values.get("rrule")) and not {"weekday", "rrule"} & set(self.errors):
            self.add_error("weekday", "Välj en veckodag.")
        counts = values.get("rrule") or (values.get("interval_weeks") or 1) > 1
        if counts and not values.get("valid_from") and "valid_from" not in self.errors:
            self.add_error(
                "valid_from", "Fyll i den första dagen: därifrån räknas varannan vecka, och upprepningen."
            )
        self._clean_night(values.get("opens_at"), values.get("closes_at"))
        return values

    def _clean_night(self, opens_at: datetime.time | None, closes_at: datetime.time | None) -> None:
        if opens_at is None or closes_at is None or opens_at <= closes_at or closes_at == MIDNIGHT:
            return
        first, last = (datetime.datetime.combine(datetime.date.min, time) for time in (opens_at, closes_at))
        lasts = (last - first) % DAY
        if lasts > LONGEST_NIGHT:
            hours = f"{round(lasts / HOUR, 1):g}".replace(".", ",")
            self.add_error(
                "closes_at",
                f"Från {opens_at:%H:%M} till {closes_at:%H:%M} blir {hours} timmar, över natten. "
                "Byt plats på tiderna?",
            )


class OnTheDayItBegins(AdminSplitDateTime):
    """An end of which only the clock is written."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str | None]:
        day, clock = super().value_from_datadict(data, files, name)
        return [data.get(name.replace("ends_at", "starts_at_0")) if clock and not day else day, clock]


class OccasionRules(TimeRules):
    class Meta:
        widgets = {"ends_at": OnTheDayItBegins}

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts_at, ends_at = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if self._is_dated and starts_at and ends_at and ends_at - starts_at > LONGEST_OCCASION:
            self.add_error(
                "ends_at",
                f"Tillfället blir {(ends_at - starts_at).days} dagar långt, och får vara {LONGEST_OCCASION.days}. "
                "Kontrollera datum och år. Det som pågår längre skrivs under ”Tider som återkommer”.",
            )
        return self.cleaned_data

    @property
    def _is_dated(self) -> bool:
        return not {"starts_at", "ends_at"}.isdisjoint(self.changed_data)

    @property
    def remarks(self) -> list[str]:
        remarks = super().remarks
        if self._is_dated and self.is_over(timezone.localdate()):
            remarks.append(f"Tillfället {name_of(self.instance)}: dagen har redan varit. Kontrollera året.")
        return remarks

    def is_over(self, today: datetime.date) -> bool:
        return timezone.localdate(self.instance.ends_at or self.instance.starts_at) < today
