"""What a time must say, and how long somebody's word for it holds: on the offering's page, and on its own."""

import datetime
from typing import Any

from support.admin.inputs import DeskForm
from support.admin.warning_words import name_of

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
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
LONGEST_NIGHT = 12 * HOUR


class TimeRules(DeskForm):
    """A word was given for the time as it was: a new time needs a new one."""

    has_lapsed = False

    def clean(self) -> dict[str, Any]:
        super().clean()
        changed = set(self.changed_data)
        is_new_word = changed & {"assured_on", "is_right_today"}
        self.has_lapsed = bool(self.initial.get("assured_on") and changed & SAYS_WHEN and not is_new_word)
        if self.has_lapsed:
            self.cleaned_data["assured_on"] = None
        return self.cleaned_data

    @property
    def remarks(self) -> list[str]:
        if not self.has_lapsed:
            return []
        sentence = (
            f"Inte bekräftad längre: {name_of(self.instance)}. Bekräftelsen gällde tiden som den var. "
            "Bekräfta den igen när du vet att den nya stämmer."
        )
        return [sentence]


class ScheduleRules(TimeRules):
    """Each fault where it is mended; the constraints behind them know no fields."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        values = self.cleaned_data
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
        if opens_at is None or closes_at is None or opens_at <= closes_at:
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
