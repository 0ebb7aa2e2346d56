"""Rows of times on a page: what is stored is one line each, which unfolds."""

import datetime
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from support.admin.inputs import DeskForm
from support.admin.time_lines import line


class RowForm(DeskForm):
    standing = ""  # how far what is stored can be trusted

    @property
    def line(self) -> list[str]:
        """A stored row in few words, the first of which name it."""
        return line(self.instance, timezone.localdate())

    def is_over(self, today: datetime.date) -> bool:
        return False

    @property
    def stands_open(self) -> bool:
        """Something in it is wrong, or not saved because something is wrong elsewhere."""
        return self.is_bound and (self.has_changed() or bool(self.errors))

    @property
    def is_past(self) -> bool:
        return self.instance.pk is not None and not self.stands_open and self.is_over(timezone.localdate())

    @property
    def row_id(self) -> str:
        """As Django's scripts look for it."""
        return self.prefix.replace("__prefix__", "empty")


class RowFormSet(BaseInlineFormSet):
    past_stands_open = False

    def get_queryset(self) -> Any:
        """Django's pages pair what is stored with the forms by order: None where a row is gone meanwhile."""
        if self.is_bound and "forms" in vars(self):
            return [form.instance if form.instance.pk else None for form in self.initial_forms]
        return super().get_queryset()

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.pk and "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = f"Radera {form.line[0]}"

    @property
    def number_of_past(self) -> int:
        return sum(form.is_past for form in self.initial_forms)
