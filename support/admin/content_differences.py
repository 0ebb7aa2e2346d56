"""What differs between two contents of an offering (`support.versions`), in an editor's words.

    content_differences(draft.draft_base, content(draft), Rights.of(user))

However much differs, each kind of related rows is asked for its names once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from boras_guide.languages import LANGUAGES, SOURCE, Language, column
from support.admin.record_differences import Names, value_in_words
from support.admin.time_lines import line
from support.ages import AgeSpan
from support.models import Image, Offering
from support.rights import Rights
from support.versions import ROWS, Values, relations, said_columns
from support.worddiff import Piece, word_difference

AGES = ("minimum_age_months", "maximum_age_months", "expecting")
TOLD_APART = {Offering: AGES, Image: ("file", "width", "height")}


@dataclass(frozen=True)
class Said:
    """A text or a value, before and after, in words. Empty where there is none."""

    columns: tuple[str, ...]
    label: str
    before: str
    after: str
    language: Language = LANGUAGES[SOURCE]
    is_text: bool = False
    source: str = ""  # of a translation: its Swedish text, after

    @property
    def pieces(self) -> list[Piece]:
        if self.is_text:
            return word_difference(self.before, self.after)
        between = " " if self.before and self.after else ""
        whole = [("removed", self.before), ("same", between), ("added", self.after)]
        return [(kind, words) for kind, words in whole if words]


@dataclass(frozen=True)
class Linked:
    """A relation: names of what came and of what went."""

    name: str
    label: str
    added: list[str]
    removed: list[str]


@dataclass(frozen=True)
class Row:
    """A time, some closed days or a picture."""

    model: type[models.Model]
    key: str  # its id in the published offering, or its own
    name: str  # in a line, as it is after
    kind: str  # "added", "removed" or "changed"
    written: list[Said]  # all that differs
    pictures: tuple[str, str] = ("", "")  # addresses before and after, where these differ

    @property
    def label(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    @property
    def said(self) -> list[Said]:
        """What its name does not tell."""
        return self.written if self.kind == "changed" or self.model is Image else []


@dataclass(frozen=True)
class ContentDifferences:
    said: list[Said]
    linked: list[Linked]
    rows: list[Row]

    def __bool__(self) -> bool:
        return bool(self.said or self.linked or self.rows)

    def of(self, *columns: str) -> list[Said]:
        return [one for one in self.said if set(one.columns) & set(columns)]

    def in_language(self, code: str) -> list[Said]:
        return [one for one in self.said if one.is_text and one.language.code == code]

    @property
    def translations(self) -> list[tuple[Language, list[Said]]]:
        found = [(LANGUAGES[code], self.in_language(code)) for code in LANGUAGES if code != SOURCE]
        return [(language, said) for language, said in found if said]

    @property
    def texts(self) -> list[Said]:
        """Also of the rows."""
        every = [*self.said, *(one for row in self.rows for one in row.written)]
        return [one for one in every if one.is_text]


def content_differences(before: Values, after: Values, rights: Rights) -> ContentDifferences:
    words = _Words(rights, before, after)
    return ContentDifferences(
        list(words.said(Offering, before["values"], after["values"])),
        list(words.linked(before["relations"], after["relations"])),
        [row for model in ROWS for row in words.rows(model, _rows(before, model), _rows(after, model))],
    )


def nothing_yet() -> Values:
    """What all of a new offering is compared with: a box that nobody has ticked says nothing."""
    boxes = [field.attname for field in said_columns(Offering) if _is_box(field)]
    return {
        "values": dict.fromkeys(boxes, False),
        "relations": {field.name: [] for field in relations(Offering)},
        "rows": {model._meta.model_name: {} for model in ROWS},
    }


def _is_box(field: models.Field) -> bool:
    return isinstance(field, models.BooleanField) and not field.null


def _rows(content: Values, model: type[models.Model]) -> dict[str, Values]:
    return content["rows"].get(model._meta.model_name, {})


class _Words:
    """Names what is in these contents."""

    def __init__(self, rights: Rights, *contents: Values) -> None:
        self.names = Names(rights)
        for content in contents:
            self._want(Offering, content["values"])
            for field in relations(Offering):
                self.names.want(field, set(content["relations"].get(field.name, [])))
            for model in ROWS:
                for said in _rows(content, model).values():
                    self._want(model, said)

    def _want(self, model: type[models.Model], said: Values) -> None:
        for field in said_columns(model):
            self.names.want(field, said.get(field.attname))

    # --- Columns ------------------------------------------------------------------------------------

    def said(self, model: type[models.Model], before: Values, after: Values) -> Iterator[Said]:
        """What differs, in the order of the model's own fields."""
        if model is Offering and _ages(before) != _ages(after):
            yield Said(AGES, "Barnets ålder", _ages(before), _ages(after))
        for field in said_columns(model):
            old, new = before.get(field.attname), after.get(field.attname)
            is_nothing = old in (None, "") and new in (None, "")
            if old == new or is_nothing or field.name in TOLD_APART.get(model, ()):
                continue
            language = getattr(field, "language", SOURCE)
            translated = getattr(field, "translated_field", None)
            is_translation = translated is not None and language != SOURCE
            yield Said(
                (field.attname,),
                _label(field),
                self._in_words(field, old),
                self._in_words(field, new),
                LANGUAGES[language],
                is_text=translated is not None,
                source=(after.get(column(translated.name, SOURCE)) or "") if is_translation else "",
            )

    def _in_words(self, field: models.Field, value: Any) -> str:
        if value in (None, ""):
            return ""
        return value_in_words(field, value if field.is_relation else field.to_python(value), self.names)

    # --- Relations and rows -------------------------------------------------------------------------

    def linked(self, before: dict[str, list[int]], after: dict[str, list[int]]) -> Iterator[Linked]:
        for field in relations(Offering):
            old, new = set(before.get(field.name, [])), set(after.get(field.name, []))
            if old != new:
                added, removed = (
                    sorted(self.names.of(field.related_model, pk) for pk in pks)
                    for pks in (new - old, old - new)
                )
                yield Linked(field.name, capfirst(field.verbose_name), added, removed)

    def rows(
        self, model: type[models.Model], before: dict[str, Values], after: dict[str, Values]
    ) -> Iterator[Row]:
        for key in dict.fromkeys([*before, *after]):
            old, new = before.get(key), after.get(key)
            if old == new:
                continue
            kind = "changed" if old and new else "added" if new else "removed"
            yield Row(
                model,
                key,
                self._line(model, new or old),
                kind,
                list(self.said(model, old or {}, new or {})),
                _pictures(old, new) if model is Image else ("", ""),
            )

    def _line(self, model: type[models.Model], said: Values) -> str:
        if model is Image:
            return said.get(column("alt", SOURCE)) or "bild"
        row = _as_row(model, said)
        if place := said.get("place_id"):
            kind = model._meta.get_field("place").related_model
            row.place = kind(pk=place, name=self.names.of(kind, place))
        return " · ".join(line(row, timezone.localdate()))


def _label(field: models.Field) -> str:
    translated = getattr(field, "translated_field", None)
    if translated is None or field.language == SOURCE:
        return capfirst((translated or field).verbose_name)
    return capfirst(f"{translated.verbose_name} på {LANGUAGES[field.language].swedish_name}")


def _ages(said: Values) -> str:
    if said.get("maximum_age_months") is None:
        return ""
    return str(AgeSpan(*(said[name] for name in AGES)))


def _as_row(model: type[models.Model], said: Values) -> Any:
    columns = [field for field in said_columns(model) if field.attname in said]
    return model(**{field.attname: field.to_python(said[field.attname]) for field in columns})


def _pictures(before: Values | None, after: Values | None) -> tuple[str, str]:
    """The smallest of its sizes, where another picture is shown."""
    shown = [_as_row(Image, said) if said and said["file"] else None for said in (before, after)]
    old, new = (next(iter(image.addresses.values())) if image else "" for image in shown)
    return ("", "") if old == new else (old, new)
