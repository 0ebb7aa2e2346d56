"""What a form sends of a row, and what the editor has typed in it, as values that can be compared."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict
from django.utils.text import capfirst

Sent = dict[str, list[str]]  # the input's name → its values; of an unticked box none


def sent(box: forms.BoundField) -> Sent:
    """What a browser would send of a field that nobody has touched."""
    return {} if box.field.disabled else _sent(box.field.widget, box.html_name, box.value())


def _sent(widget: forms.Widget, name: str, value: Any) -> Sent:
    widget = getattr(widget, "widget", widget)  # Django's plus beside a choice wraps it
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list) else widget.decompress(value)
        parts = zip(widget.widgets, widget.widgets_names, values, strict=True)
        return {key: one for part, end, each in parts for key, one in _sent(part, name + end, each).items()}
    if isinstance(widget, forms.FileInput):
        return {}
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if widget.check_test(value) else []}
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return {name: [str(one) for one in shown]}
    return {name: ["" if shown is None else str(shown)]}


def typed(box: forms.BoundField) -> Sent:
    """The same, of what was sent."""
    names = sent(box) if not box.field.disabled else ()
    return {name: box.form.data.getlist(name) for name in names}


def touched(form: forms.BaseForm) -> list[str]:
    """Fields that say something else than the form's row. A browser ends lines in its own way; that is no change."""
    return [name for name in form.changed_data if not _is_same_text(form, name)]


def _is_same_text(form: forms.BaseForm, name: str) -> bool:
    before = form.get_initial_for_field(form.fields[name], name)
    after = form[name].data
    are_texts = isinstance(before, str) and isinstance(after, str)
    return are_texts and before.strip().splitlines() == after.strip().splitlines()


def put(data: QueryDict, values: Sent) -> None:
    for name, one in values.items():
        if one:
            data.setlist(name, one)
        else:
            data.pop(name, None)


def label_of(box: forms.BoundField) -> str:
    """With its language in parentheses: the tabs' script, which takes brackets away, is not at work here."""
    return capfirst(str(box.label)).replace("[", "(").replace("]", ")")


def in_words(box: forms.BoundField, values: Sent) -> str:
    """As the editor knows them: a choice by its words, not by its id."""
    said = [one for several in values.values() for one in several if one]
    if isinstance(box.field, forms.ModelChoiceField):
        return ", ".join(sorted(map(box.field.label_from_instance, _rows(box.field, said))))
    if isinstance(box.field, forms.BooleanField) and not isinstance(box.field, forms.NullBooleanField):
        return "ja" if said else "nej"
    choices = getattr(getattr(box.field.widget, "widget", box.field.widget), "choices", None)
    if choices is not None:
        named = {str(value): str(label) for value, label in choices}
        return ", ".join(named.get(one, one) for one in said)
    return " ".join(said)


def _rows(field: forms.ModelChoiceField, said: list[str]) -> list[Model] | list[str]:
    try:
        return list(field.queryset.filter(**{f"{field.to_field_name or 'pk'}__in": said}))
    except (ValueError, OverflowError, ValidationError):
        return said
