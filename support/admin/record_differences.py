"""What became of a row from one moment to another, in an editor's words."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Field, FileField, ForeignKey, ManyToManyField, Model
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst

from boras_guide.languages import LANGUAGES, SOURCE, Language
from support.columns import stored_columns
from support.models import Offering, TranslationState, Update
from support.models.translation_state import content_of
from support.moments import moment
from support.rights import Rights
from support.timeline import BENEATH
from support.worddiff import Piece, folded, word_difference

YES_NO = {True: "ja", False: "nej"}
NOTHING = "tomt"
HIDDEN = "något du inte får se"
MOST_APART = 4
TOLD_ANYWAY = {"code", "goes_live_at", "suggested_by"}  # though no form has them
Pair = tuple[type[Model], Any, Any]  # before and after: a row, a record of history, or None


@dataclass(frozen=True)
class FieldDifference:
    name: str
    language: Language | None = None
    pieces: list[Piece] | None = None  # of a text
    old: str = ""  # of another value
    new: str = ""
    added: list[str] | None = None  # of a relation
    removed: list[str] | None = None

    @property
    def folded(self) -> list[Piece]:
        return folded(self.pieces or [])


@dataclass(frozen=True)
class RowDifference:
    model: type[Model]
    kind: str  # "added", "changed", "removed"
    name: str  # of what stands beneath
    fields: list[FieldDifference]
    is_beneath: bool  # and is not the row that the page is about
    many: tuple[str, ...] = ()  # names, where several have come or gone together

    @property
    def what(self) -> str:
        meta = self.model._meta
        return capfirst(meta.verbose_name_plural if self.many else meta.verbose_name)

    def __bool__(self) -> bool:
        return self.kind != "changed" or bool(self.fields)


def differences(
    pairs: Iterable[Pair], about: type[Model], rights: Rights, *, in_full: bool = False
) -> list[RowDifference]:
    """In words for whoever has these rights. One for each pair, in their order; `about` which model the page is, the others stand beneath.

    `in_full`: what has come or gone tells all that it said, not only its name.
    """
    raw = [(pair, _changed_fields(*pair) if in_full or None not in pair else []) for pair in pairs]
    names = Names(rights)
    for _, changed in raw:
        for field, old, new in changed:
            names.want(field, old, new)
    return [
        RowDifference(
            model,
            "added" if old is None else "removed" if new is None else "changed",
            "" if model is about else row_name(model, new if new is not None else old),
            [_in_words(field, *values, names) for field, *values in changed],
            is_beneath=model is not about,
        )
        for (model, old, new), changed in raw
    ]


def gathered(rows: Iterable[RowDifference]) -> list[RowDifference]:
    """The many that have only come or gone stand together, after the others."""
    told: list[RowDifference] = []
    alike: dict[tuple[type[Model], str], list[RowDifference]] = defaultdict(list)
    for row in rows:
        is_plain = row.is_beneath and row.kind != "changed" and not row.fields
        (alike[row.model, row.kind] if is_plain else told).append(row)
    for several in alike.values():
        if len(several) > MOST_APART:
            names = tuple(row.name for row in several)
            several = [replace(several[0], name=f"{len(several)} stycken", many=names)]
        told += several
    return told


def told_fields(model: type[Model]) -> list[Field]:
    apart = {owner for beneath in BENEATH.values() for row, owner in beneath.items() if row is model}
    if model is TranslationState:
        apart |= {"content_type", "object_id", "field", "language", "source_hash"}
    return [
        field
        for field in (*stored_columns(model), *model._meta.many_to_many)
        if field.name not in apart and (field.editable or field.name in TOLD_ANYWAY) and not field.primary_key
    ]


def row_name(model: type[Model], row: Any) -> str:
    row = getattr(row, "instance", row)
    if model is TranslationState:
        content, _ = content_of(row)
        name = content._meta.get_field(row.field).verbose_name
        return f"{name} på {LANGUAGES[row.language].swedish_name}, av {row.get_origin_display()}"
    return str(row)


def value_of(row: Any, field: Field) -> Any:
    """A column's value, or the ids of a relation: of a row, a record of history, or nothing."""
    if row is None:
        return set() if isinstance(field, ManyToManyField) else None
    if not isinstance(field, ManyToManyField):
        value = getattr(row, field.attname)
        return str(value) if isinstance(field, FileField) else value
    if isinstance(row, field.model):
        return set(getattr(row, field.name).values_list("pk", flat=True))
    return row.related_ids[field.name]


def _changed_fields(model: type[Model], old: Any, new: Any) -> list[tuple[Field, Any, Any]]:
    told = ((field, value_of(old, field), value_of(new, field)) for field in told_fields(model))
    return [(field, before, after) for field, before, after in told if _plain(before) != _plain(after)]


def _plain(value: Any) -> Any:
    """No text is an empty text, and a browser ends lines in its own way."""
    if isinstance(value, str):
        return value.splitlines() or None
    return value


class Names:
    """What the related rows are called, asked for together; of what is gone, what it was called last.

    What `rights` does not let somebody see has no name for them.
    """

    def __init__(self, rights: Rights) -> None:
        self.rights = rights
        self.wanted: dict[type[Model], set[Any]] = defaultdict(set)
        self.found: dict[type[Model], dict[Any, str]] = {}

    def want(self, field: Field, *values: Any) -> None:
        for value in values if field.is_relation else ():
            ids = value if isinstance(value, set) else {value} - {None}
            self.wanted[field.related_model] |= ids

    def of(self, model: type[Model], pk: Any) -> str:
        if model not in self.found:
            self.found[model] = names(model, self.wanted[model], self.rights)
        return self.found[model][pk]


def names(model: type[Model], ids: set[Any], rights: Rights) -> dict[Any, str]:
    found = {pk: str(row) for pk, row in model._base_manager.in_bulk(ids).items()}
    gone = ids - found.keys()
    if not rights.is_coordinator and model in {Offering, Update}:
        rows = rights.seen(model._base_manager.filter(pk__in=found), timezone.now())
        found |= dict.fromkeys(found.keys() - set(rows.values_list("pk", flat=True)), HIDDEN)
    elif gone and hasattr(model, "history"):
        key = model._meta.pk.attname
        for record in model.history.filter(**{f"{key}__in": gone}).order_by("history_id"):
            found[getattr(record, key)] = f"{record.instance} (borttagen)"
    return {pk: found.get(pk, "borttagen") for pk in ids}


def _in_words(field: Field, old: Any, new: Any, names: Names) -> FieldDifference:
    translated = getattr(field, "translated_field", None)
    name = capfirst((translated or field).verbose_name)
    if isinstance(field, ManyToManyField):
        added, removed = (
            sorted(names.of(field.related_model, pk) for pk in ids) for ids in (new - old, old - new)
        )
        return FieldDifference(name, added=added, removed=removed)
    if isinstance(field, FileField):
        return FieldDifference(
            name, old="en bild" if old else NOTHING, new="en annan bild" if new else NOTHING
        )
    is_text = isinstance(old or new, str) and not field.choices
    if is_text:
        language = LANGUAGES[field.language] if translated else LANGUAGES[SOURCE]
        if translated:
            name = f"{name} på {language.swedish_name}"
        return FieldDifference(name, language, word_difference(_lines(old), _lines(new)))
    return FieldDifference(name, old=value_in_words(field, old, names), new=value_in_words(field, new, names))


def _lines(text: str | None) -> str:
    return "\n".join((text or "").splitlines())


def value_in_words(field: Field, value: Any, names: Names) -> str:
    if isinstance(value, bool):
        return YES_NO[value]
    if value in (None, ""):
        return NOTHING
    if isinstance(field, ForeignKey):
        return names.of(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime.datetime):
        return moment(value)
    return str(localize(value))
