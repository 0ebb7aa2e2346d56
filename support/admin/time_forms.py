"""Times as rows on the offering's own page: the usual in view, the unusual folded away until there is some."""

import datetime
from typing import Any

from django import forms
from django.db.models import Field
from django.utils import timezone

from support.admin.inputs import DeskForm
from support.admin.reason import UsualReason
from support.admin.time_lines import line
from support.admin.time_rows import RowForm, RowFormSet
from support.admin.time_rules import OccasionRules, ScheduleRules, TimeRules
from support.authorship import changed_texts, credit_person
from support.models import Closure, Occasion, Schedule
from support.renewal import copied, is_same
from support.schedule import is_fresh
from support.usual_reasons import COLUMNS, in_other_languages

LONGEST_CLOSURE = 100  # days; a summer is shorter


class NamedRow(DeskForm):
    """What tells of a fault in one row among many says which it is."""

    new_row: str

    @property
    def called(self) -> str:
        """By what is written, as far as it can be read."""
        row = self.instance
        if isinstance(row, Schedule):
            is_said = (row.weekday or row.rrule) and row.opens_at and row.closes_at
        else:
            is_said = row.starts_at if isinstance(row, Occasion) else row.starts_on
        if not is_said:
            return self.new_row
        name = line(row, timezone.localdate())[0]
        return f"stängt {name}" if isinstance(row, Closure) else name


class TimeForm(TimeRules, NamedRow, RowForm):
    """A time that somebody can vouch for."""

    is_right_today = forms.BooleanField(
        label="Tiden stämmer i dag",
        required=False,
        help_text="Kryssa i när du vet. Då kan föräldrar lita på tiden i ett år.",
    )
    unusual: tuple[str, ...]  # folded away while nothing is written there

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.place_id and "place" in self.fields:
            self.fields["place"].widget.widget.place = self.instance.place

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("is_right_today"):
            self.cleaned_data["assured_on"] = timezone.localdate()
        return self.cleaned_data

    @property
    def is_unusual(self) -> bool:
        """Something is written in a folded field, or is wrong there."""
        fields = self._meta.model._meta.fields
        folded = [one for one in fields if getattr(one, "translated_field", one).name in self.unusual]
        return "assured_on" in self.errors or any(
            one.name in self.errors or self._is_written(one) for one in folded if one.name in self.fields
        )

    def _is_written(self, field: Field) -> bool:
        value = self[field.name].value()
        return value is not None and self.fields[field.name].has_changed(field.get_default(), value)

    @property
    def standing(self) -> str:
        """What a parent may think of the stored time, in an editor's words."""
        time, today = self.instance, timezone.localdate()
        ended = getattr(time, "valid_until", None)
        if ended and ended < today:
            return ""  # its line says so
        if time.assured_on is None:
            return "inte bekräftad"
        old = "" if is_fresh(time.assured_on, today) else ", för mer än ett år sedan"
        return f"bekräftad {time.assured_on}{old}"


class AlsoOn(forms.CheckboxSelectMultiple):
    def create_option(self, name: str, value: Any, label: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *args, **kwargs)
        option["attrs"]["aria-label"] = f"Samma tid även {label}"
        return option


class ScheduleForm(ScheduleRules, TimeForm):
    new_row = "ny tid"
    also_on = forms.TypedMultipleChoiceField(
        label="Samma tid även",
        choices=Schedule.Weekday.choices,
        coerce=int,
        required=False,
        widget=AlsoOn(attrs={"class": "times-days"}),
    )
    unusual = (
        "minimum_age_months",
        "maximum_age_months",
        "place",
        "interval_weeks",
        "rrule",
        "term_time_only",
        "closed_on_red_days",
    )

    class Meta:
        help_texts = {
            "weekday": "",
            "opens_at": "Till exempel 9:30.",
            "closes_at": "Till exempel 12.",
            "valid_from": "Terminens första dag, om ni vet.",
            "valid_until": "Tomt: tills vidare.",
            "term_time_only": "Stängt på skolloven.",
            "closed_on_red_days": "Även midsommarafton, julafton och nyårsafton.",
            "assured_on": "Ändras av sig själv med krysset ovan.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # each day has a row of its own by now
            self.fields["also_on"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        days = sorted(self.cleaned_data.get("also_on", []))
        if days and self.cleaned_data.get("rrule"):
            self.add_error("also_on", "Regeln under ”Mer” säger redan vilka dagar det är. Välj ett av dem.")
        elif days and not self.cleaned_data.get("weekday") and "weekday" not in self.errors:
            self.cleaned_data["weekday"] = days[0]
        return super().clean()

    def is_over(self, today: datetime.date) -> bool:
        return self.instance.valid_until is not None and self.instance.valid_until < today

    def copies(self) -> list[Schedule]:
        """The same time on the other days that are ticked, not stored."""
        days = set(self.cleaned_data.get("also_on", [])) - {self.instance.weekday}
        return [copied(self.instance, weekday=day) for day in sorted(days)]


class OccasionForm(OccasionRules, TimeForm):
    new_row = "nytt tillfälle"
    unusual = ("place", "bookable_until")

    class Meta(OccasionRules.Meta):
        help_texts = {
            "is_full": "Står kvar, med ”fullt”.",
            "is_cancelled": "Står kvar, med ”inställt”.",
            "assured_on": "Ändras av sig själv med krysset ovan.",
        }


class ClosureForm(NamedRow, RowForm):
    new_row = "nya stängda dagar"

    class Meta:
        help_texts = {
            "ends_on": "Den sista stängda dagen. Tomt: bara en dag.",
            "reason_sv": "Välj det vanliga, så finns det på alla språk. Eller skriv själv.",
        }
        widgets = {"reason_sv": UsualReason}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ends_on" in self.fields:  # not for those who may only look
            self.fields["ends_on"].required = False

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("ends_on") is None and "ends_on" not in self.errors:
            self.cleaned_data["ends_on"] = self.cleaned_data.get("starts_on")
        self._say_in_other_languages()
        return self.cleaned_data

    def _say_in_other_languages(self) -> None:
        """Only where nobody has written: the interface's words follow the Swedish, a person's stay."""
        if "reason_sv" not in self.fields:
            return
        before = in_other_languages(self.initial.get("reason_sv"))
        words = in_other_languages(self.cleaned_data.get("reason_sv"))
        for name in COLUMNS.values():
            if self.cleaned_data.get(name) in (None, "", before.get(name)) and name not in self.errors:
                self.cleaned_data[name] = words.get(name, "")

    @property
    def remarks(self) -> list[str]:
        closure = self.instance
        if {"starts_on", "ends_on"}.isdisjoint(self.changed_data):
            return []
        if self.is_over(timezone.localdate()):
            return [f"Stängt {closure}: dagen har redan varit. Kontrollera året."]
        days = (closure.ends_on - closure.starts_on).days + 1
        return [f"Stängt {closure} blir {days} dagar i rad. Stämmer året?"] if days > LONGEST_CLOSURE else []

    def is_over(self, today: datetime.date) -> bool:
        return self.instance.ends_on < today


class TimeFormSet(RowFormSet):
    def clean(self) -> None:
        """One row tells of all for which nobody vouches any longer."""
        super().clean()
        lapsed = [form for form in self.forms if form.lapsed and not self._should_delete_form(form)]
        for form in lapsed[1:]:
            lapsed[0].lapsed += form.lapsed
            form.lapsed = ()


class ScheduleFormSet(TimeFormSet):
    """One row that is ticked for several days is stored as a row for each; what is there already is not made again."""

    @property
    def past_stands_open(self) -> bool:
        """Where all have ended, they are what somebody comes to prolong or copy."""
        return self.number_of_past == len(self.initial_forms)

    def save(self, commit: bool = True) -> list[Schedule]:
        saved = super().save(commit)
        stored = list(Schedule.objects.filter(offering=self.instance))
        for form in self.forms:
            if form in self.deleted_forms or not form.has_changed():
                continue
            for copy in form.copies():
                if not any(is_same(copy, other) for other in stored):
                    texts = changed_texts(copy)
                    copy.save()
                    credit_person(copy, texts)
                    stored.append(copy)
                    self.new_objects.append(copy)
        return saved
