"""What somebody has seen of a row, and whether it still is so.

A page of the desk carries this to the form that it shows, and the form back: what was changed meanwhile by
somebody else is then never written over unseen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet, Value

from support.columns import stored_columns
from support.fingerprint import fingerprint

# Set by logging in, not by editing.
UNWRITTEN = {"last_login", "password"}
AS_SENT = re.compile(r"([0-9a-f]{16})(?:\.([0-9a-f]{16}))?((?:\.[a-z]+-\d{1,18})*)")

Beneath = Iterable[
    tuple[type[Model], ForeignKey]
]  # rows that stand on a row's page, and by what they belong to it


@dataclass(frozen=True)
class Seen:
    """The row with its relations, the rows beneath it, and where the histories stood."""

    itself: str
    beneath: str = ""  # where only the row itself was looked at
    records: dict[str, int] = field(default_factory=dict, compare=False)  # model name → latest record

    @classmethod
    def of(cls, row: Model | None, beneath: Beneath | None = None) -> Seen:
        """For what a page will show: ask before the page is made, so that it is never newer than the page."""
        models = [type(row), *(model for model, _ in beneath or ())] if row else []
        records = {model._meta.model_name: latest_record(model) for model in models}
        stored = row and type(row)._base_manager.filter(pk=row.pk).first()
        itself = fingerprint(contents([stored])) if stored else fingerprint()
        if stored is None or beneath is None:
            return cls(itself, "", records)
        rows = [contents(rows_beneath(stored, model, key)) for model, key in beneath]
        return cls(itself, fingerprint(rows), records)

    @classmethod
    def read(cls, sent: str | None) -> Seen | None:
        found = AS_SENT.fullmatch(sent or "")
        if found is None:
            return None
        pairs = (pair.partition("-") for pair in found[3].split(".")[1:])
        return cls(found[1], found[2] or "", {model: int(record) for model, _, record in pairs})

    def __str__(self) -> str:
        prints = filter(None, [self.itself, self.beneath])
        return ".".join([*prints, *(f"{model}-{record}" for model, record in self.records.items())])


def hold(rows: QuerySet) -> None:
    """Nor does a command alter these rows."""
    list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))


def looks_of(rows: Iterable[Model], beneath: Beneath = ()) -> dict[int, str]:
    """Of many rows, by their id; as they are in memory, with as many questions as for one."""
    rows = list(rows)
    said = {pk: [content] for pk, content in contents(rows).items()}
    for model, key in beneath:
        children = list(model._base_manager.filter(**{f"{key.attname}__in": list(said)}).order_by("pk"))
        content = contents(children)
        for child in children:
            said[getattr(child, key.attname)].append((model._meta.model_name, child.pk, content[child.pk]))
    return {pk: fingerprint(*content) for pk, content in said.items()}


def rows_beneath(row: Model, model: type[Model], key: ForeignKey) -> list[Model]:
    return list(model._base_manager.filter(**{key.attname: row.pk}).order_by("pk"))


def latest_record(model: type[Model]) -> int:
    """Zero where no history is kept, or nothing has happened."""
    if not hasattr(model, "history"):
        return 0
    return model.history.order_by("-history_id").values_list("history_id", flat=True).first() or 0


def contents(rows: Iterable[Model]) -> dict[int, list[Any]]:
    """All that an editor can write in each row."""
    rows = list(rows)
    if not rows:
        return {}
    columns = [one for one in stored_columns(type(rows[0])) if one.editable and one.name not in UNWRITTEN]
    links = relations(rows)
    return {
        row.pk: [*(one.get_prep_value(getattr(row, one.attname)) for one in columns), links[row.pk]]
        for row in rows
    }


def relations(rows: list[Model]) -> dict[int, list[tuple[str, int]]]:
    questions = []
    for relation in type(rows[0])._meta.many_to_many:
        own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        links = relation.remote_field.through._base_manager.filter(**{f"{own}__in": [row.pk for row in rows]})
        questions.append(links.order_by().values_list(Value(relation.name), own, other))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    if questions:
        first, *others = questions
        for name, own, other in first.union(*others, all=True):
            found[own].append((name, other))
    return defaultdict(list, {pk: sorted(links) for pk, links in found.items()})
