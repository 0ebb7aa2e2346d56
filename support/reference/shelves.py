"""What the loader finds in the database, and which of it somebody has changed since it was loaded."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from support.models import Offering, TranslationState

# What history says of the loader's own changes.
REASON = "referensinnehåll"

# A model with history, and a row of it. Django's types know neither `history` nor `offering_id`.
Model = Any
Row = Any


@dataclass
class Found:
    row: Row | None
    is_edited: bool  # changed, made or deleted by somebody else


class Shelf:
    """The rows of one model, each by the key under which the loader once wrote it.

    By history rather than by the key it has now: an administration whose address an editor has changed
    is the same administration, and a word that an editor has deleted stays deleted.
    """

    def __init__(self, model: Model, key: str) -> None:
        self._owners: dict[str, dict[object, int]] = {}
        self._pk_by_key: dict[str, int] = {}
        self._is_ours: dict[int, bool] = {}
        records = model.history.order_by("history_id")
        for pk, kind, reason, value in records.values_list(
            "id", "history_type", "history_change_reason", key
        ):
            self._is_ours[pk] = reason == REASON
            if reason == REASON and kind != "-":
                self._pk_by_key[value] = pk
        relations = [relation.name for relation in model._meta.many_to_many]
        self.rows = {row.pk: row for row in _published_rows(model).prefetch_related(*relations)}
        for row in self.rows.values():
            self._pk_by_key.setdefault(getattr(row, key), row.pk)

    def find(self, key: str) -> Found:
        pk = self._pk_by_key.get(key)
        if pk is None:
            return Found(None, is_edited=False)
        return Found(self.rows.get(pk), is_edited=not self._is_ours.get(pk, False))

    def owner_of(self, name: str, value: object) -> int | None:
        """The pk of the row that has this value in the column now."""
        if name not in self._owners:
            self._owners[name] = {getattr(row, name): pk for pk, row in self.rows.items()}
        return self._owners[name].get(value)


class TimesShelf:
    """The times of each offering, which are kept or replaced together: they have no names of their own."""

    def __init__(self, model: Model) -> None:
        latest: dict[int, tuple[int, bool]] = {}
        records = model.history.order_by("history_id").filter(offering_id__isnull=False)
        for pk, offering, reason in records.values_list("id", "offering_id", "history_change_reason"):
            latest[pk] = (offering, reason == REASON)
        self.rows: dict[int, list[Row]] = defaultdict(list)
        for row in model._default_manager.filter(offering__draft_of__isnull=True).order_by("pk"):
            self.rows[row.offering_id].append(row)
            latest.setdefault(row.pk, (row.offering_id, False))
        self.edited = {offering for offering, is_ours in latest.values() if not is_ours}
        self.loaded = {offering for offering, is_ours in latest.values() if is_ours}


class States:
    """How each stored translation came to be."""

    def __init__(self) -> None:
        self._states: dict[tuple[int, int], dict[tuple[str, str], TranslationState]] = defaultdict(dict)
        for state in TranslationState.objects.all():
            self._states[state.content_type_id, state.object_id][state.field, state.language] = state

    def of(self, row: Row) -> dict[tuple[str, str], TranslationState]:
        """By field and language."""
        if row.pk is None:
            return {}
        return self._states.get((ContentType.objects.get_for_model(row).pk, row.pk), {})


def is_by_person(state: TranslationState | None) -> bool:
    return state is not None and (
        state.origin == TranslationState.Origin.PERSON or state.reviewed_on is not None
    )


def _published_rows(model: Model) -> models.QuerySet:
    rows = model._default_manager.order_by("pk")
    return rows.filter(draft_of__isnull=True) if model is Offering else rows
