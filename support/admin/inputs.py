"""What an editor may write in a form, and where the answer stands when it cannot be right."""

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 1990, 2100

# As people write here. Django's Swedish formats would take 3/4/2026 for the fourth of March.
DATES = ["%Y-%m-%d", "%Y%m%d"]
TIMES = ["%H:%M:%S", "%H:%M", "%H.%M", "%H"]
# Comes along when something is copied, and turns or garbles the text around it: control characters and
# overrides of the direction. Marks of direction belong in what is written from right to left.
UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
MARKS = "\u200e\u200f"

AN_ID = re.compile("[0-9]{1,18}")  # with more digits it is no number to every database

MIDNIGHT = re.compile(r"24([:.]?00)?")


def validate_year(day: datetime.date) -> None:
    """A mistyped year is not only wrong: the first and last of the calendar cannot be moved to UTC."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Kontrollera året: det ska vara mellan {FIRST_YEAR} och {LAST_YEAR}.")


class DayField(forms.DateField):
    input_formats = DATES
    default_validators = [validate_year]
    widget = AdminDateWidget


class ClockField(forms.TimeField):
    input_formats = TIMES
    widget = AdminTimeWidget(format="%H:%M")

    def to_python(self, value: Any) -> datetime.time | None:
        if not isinstance(value, str):
            return super().to_python(value)
        written = clock_of(value)
        if MIDNIGHT.fullmatch(written):
            return datetime.time.min
        try:
            return super().to_python(re.sub(r"^(\d{1,2})(\d\d)$", r"\1:\2", written))
        except ValidationError:
            raise ValidationError(_what_is_no_clock(written), code="invalid") from None


def clock_of(text: str) -> str:
    """Without what people write around it: "kl. 9" is 9."""
    return re.sub(r"^(kl|klockan)\b\.?\s*", "", text.strip().casefold())


def _what_is_no_clock(written: str) -> str:
    if between := re.fullmatch(r"([\d:.]+)\s*(?:[-–—]|till)\s*([\d:.]+)", written):
        return f"Skriv ett klockslag i varje ruta: {between[1]} i den första och {between[2]} i den andra."
    if re.fullmatch(r"[\d:.\s]+", written):
        return "Det klockslaget finns inte. Skriv från 00:00 till 24:00, till exempel 9.30."
    return "Skriv klockslaget med siffror, till exempel 9.30."


class MomentField(forms.SplitDateTimeField):
    """A day and a time by the clock."""

    default_validators = [validate_year]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_date_formats=DATES, **kwargs)
        self.fields = (self.fields[0], ClockField(required=False))
        for widget, part in zip(self.widget.widgets, ("datum", "klockslag"), strict=True):
            widget.attrs["aria-label"] = f"{self.label}, {part}"

    def clean(self, value: Any) -> datetime.datetime | None:
        day, clock = value if isinstance(value, list) else (None, None)
        if day and not clock:
            raise ValidationError("Skriv klockslaget också, till exempel 18.")
        if clock and not day:
            raise ValidationError("Skriv datumet också, till exempel 2027-01-20.")
        moment = super().clean(value)
        is_end_of_day = moment and clock and MIDNIGHT.fullmatch(clock_of(clock))
        return moment + datetime.timedelta(days=1) if is_end_of_day else moment


def is_id(sent: str) -> bool:
    return AN_ID.fullmatch(sent) is not None


def known_as_id(sent: Any) -> Any:
    """What can be no row's id is as the id of a row that is not there: a database would not even look for it."""
    if isinstance(sent, list | tuple):
        return [known_as_id(one) for one in sent]
    return "0" if isinstance(sent, str) and sent and not is_id(sent) else sent


class RowField(forms.ModelChoiceField):
    def prepare_value(self, value: Any) -> Any:
        return known_as_id(super().prepare_value(value))


class RowsField(forms.ModelMultipleChoiceField):
    def prepare_value(self, value: Any) -> Any:
        return known_as_id(super().prepare_value(value))

    def clean(self, value: Any) -> Any:
        return super().clean(known_as_id(value))


INPUTS = {
    models.ForeignKey: {"form_class": RowField},
    models.ManyToManyField: {"form_class": RowsField},
    models.URLField: {"assume_scheme": "https"},
    models.DateField: {"form_class": DayField},
    models.TimeField: {"form_class": ClockField, "widget": ClockField.widget},
    models.DateTimeField: {"form_class": MomentField},
}


def without_unseen(field: forms.CharField) -> Callable[[Any], Any]:
    is_from_right = field.widget.attrs.get("dir") == "rtl"
    unseen = re.compile(f"[{UNSEEN}{'' if is_from_right else MARKS}]")
    to_python = field.to_python
    return lambda typed: to_python(unseen.sub("", typed) if isinstance(typed, str) else typed)


class DeskForm(forms.ModelForm):
    remarks: Sequence[str] = ()  # what to look at once more, although it is saved

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.to_python = without_unseen(field)
        record = getattr(self.instance, "_history", None)
        if record:  # an earlier version, for a clash: its relations, not today's
            for field in record._history_m2m_fields:
                related = f"{field.m2m_reverse_field_name()}_id"
                self.initial[field.name] = list(getattr(record, field.name).values_list(related, flat=True))

    def clean_assured_on(self) -> datetime.date | None:
        """Only asked of forms that have the field."""
        day, today = self.cleaned_data["assured_on"], timezone.localdate()
        if day and day > today:
            raise ValidationError(f"En bekräftelse kan inte ligga i framtiden. I dag är det {today}.")
        return day

    def _get_validation_exclusions(self) -> set[str]:
        # Django checks no constraint that names a field outside the form, such as "does not replace
        # itself" (id) or "the address is unique" (draft_of): the editor would meet an error page.
        return super()._get_validation_exclusions() - {"id", "draft_of"}

    def _update_errors(self, errors: ValidationError) -> None:
        # Django puts what a constraint says at the top of the form, far from the field it speaks of.
        found = getattr(errors, "error_dict", {})
        for fault in found.pop(NON_FIELD_ERRORS, []):
            field = self._field_of(fault)
            found.setdefault(field, []).append(fault)
        super()._update_errors(errors)

    def _field_of(self, fault: ValidationError) -> str:
        """The last field of the form in the constraint that was broken: the one written last."""
        for constraint in self._meta.model._meta.constraints:
            if constraint.violation_error_message == fault.message:
                names = set(getattr(constraint, "fields", ())) or constraint.condition.referenced_base_fields
                return next((name for name in reversed(self.fields) if name in names), NON_FIELD_ERRORS)
        return NON_FIELD_ERRORS
