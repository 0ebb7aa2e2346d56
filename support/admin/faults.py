"""What is wrong in a form, said once at its top: each with the name of its field, and a way there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst

from support.admin.typed import label_of


@dataclass(frozen=True)
class Fault:
    label: str
    words: str
    field: str  # its id


def faults_of(form: forms.BaseForm, formsets: Iterable[BaseInlineFormSet]) -> list[Fault]:
    """Without what is wrong with the form as a whole: that stands at its top already."""
    found = list(_in(form))
    for formset in formsets:
        for number, row in enumerate(formset.forms, start=1):
            if row not in formset.deleted_forms:
                found += _in(row, f"{capfirst(formset.model._meta.verbose_name)} {number}, ")
    return found


def _in(form: forms.BaseForm, before: str = "") -> Iterator[Fault]:
    if not form.errors:  # of rows that are only shown, Django has made an empty dict
        return
    for name, faults in form.errors.as_data().items():
        if name == NON_FIELD_ERRORS or form[name].is_hidden:
            continue
        box = form[name]
        label = label_of(box).replace(" (svenska)", "").rstrip(":")
        label = f"{before}{label[:1].lower()}{label[1:]}" if before else label
        for fault in faults:
            words = lacking(box.field) if fault.code == "required" else " ".join(fault.messages)
            yield Fault(label, words, box.id_for_label)


def lacking(field: forms.Field) -> str:
    return "välj något här" if isinstance(field, forms.ChoiceField) else "skriv något här"
