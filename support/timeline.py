"""All that history knows of a row and of the rows beneath it, in the order in which it happened."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from simple_history.models import HistoricalRecords

from support.models import (
    AuditEntry,
    Closure,
    Image,
    Occasion,
    Offering,
    Place,
    Schedule,
    TranslationState,
    Update,
)

# Beneath what → what is beneath it, and by which field.
BENEATH: dict[type[Any], dict[type[Any], str]] = {
    Offering: {Schedule: "offering", Occasion: "offering", Closure: "offering", Image: "offering"},
    Place: {Closure: "place"},
    Update: {Image: "update"},
}
ONE_ACT = datetime.timedelta(seconds=60)  # from the first record to the last, where the audit trail is silent

RowKey = tuple[type[Any], int]


@dataclass(frozen=True)
class Record:
    """One record of history, without what it says."""

    model: type[Any]
    row: int
    pk: int
    at: datetime.datetime
    user: int | None
    kind: str  # "+", "~" or "-"
    reason: str
    is_here: bool  # the row stood beneath this one, and not beneath another

    @property
    def key(self) -> RowKey:
        return self.model, self.row

    @property
    def full_key(self) -> RowKey:
        return self.model, self.pk

    @property
    def is_standing(self) -> bool:
        return self.is_here and self.kind != "-"


@dataclass
class Act:
    """What somebody did at once: one line of the history."""

    records: list[Record]
    entry: AuditEntry | None = None
    before: dict[RowKey, Record] = field(default_factory=dict)  # what stood when it began

    @property
    def at(self) -> datetime.datetime:
        return self.records[-1].at

    def of(self, model: type[Any]) -> Record | None:
        return next((record for record in self.records if record.model is model), None)

    def takes(self, record: Record, entry: AuditEntry | None) -> bool:
        """Whether this record is of the same act. No act writes the same row twice."""
        if any(record.key == one.key for one in self.records):
            return False
        if self.entry or entry:
            return self.entry == entry
        first = self.records[0]
        return (record.user, record.reason) == (first.user, first.reason) and record.at - first.at < ONE_ACT


class Timeline:
    def __init__(self, model: type[Any], pk: int) -> None:
        self.model, self.pk = model, pk
        self.records = sorted(self._records(), key=lambda one: (one.at, one.model is not model, one.pk))
        self.acts = self._acts(self._entries())

    def standing(self, act: Act) -> dict[RowKey, Record]:
        """What was there after that act, each with what it said."""
        last: dict[RowKey, Record] = {}
        for record in self.records:
            last[record.key] = record
            if record is act.records[-1]:
                break
        return {key: record for key, record in last.items() if record.is_standing}

    def act_with(self, model_name: str, record_pk: int) -> Act | None:
        """In which that record was made."""
        wanted = (model_name, record_pk)
        return next(
            (
                act
                for act in self.acts
                if any((one.model._meta.model_name, one.pk) == wanted for one in act.records)
            ),
            None,
        )

    # --- Reading --------------------------------------------------------------------------------------

    def _records(self) -> Iterator[Record]:
        yield from self._of(self.model, Q(**{self.model._meta.pk.attname: self.pk}))
        ids = {self.model: self.model.history.filter(pk__in=[])}
        for model, owner in BENEATH.get(self.model, {}).items():
            ids[model] = model.history.filter(**{f"{owner}_id": self.pk}).order_by().values("id")
            yield from self._of(model, Q(id__in=ids[model]), f"{owner}_id")
        kinds = ContentType.objects.get_for_models(*ids)
        states = Q(content_type_id=kinds.pop(self.model).pk, object_id=self.pk)
        for model, kind in kinds.items():
            states |= Q(content_type_id=kind.pk, object_id__in=ids[model])
        yield from self._of(TranslationState, states)

    def _of(self, model: type[Any], which: Q, owner: str = "") -> Iterator[Record]:
        columns = ["history_id", "history_date", "history_user_id", "history_type", "history_change_reason"]
        owners = [owner] if owner else []
        rows = model.history.filter(which).order_by("history_id")
        for row, pk, at, user, kind, reason, *owned_by in rows.values_list(
            model._meta.pk.attname, *columns, *owners
        ):
            yield Record(model, row, pk, at, user, kind, reason or "", owned_by in ([], [self.pk]))

    def _entries(self) -> dict[tuple[type[Any], int], AuditEntry]:
        """Which act of the audit trail a record was made in."""
        ids: dict[type[Any], set[int]] = defaultdict(set)
        for record in self.records:
            ids[record.model].add(record.row)
        kinds = ContentType.objects.get_for_models(*ids) if ids else {}
        about = Q(pk__in=[])
        for model, kind in kinds.items():
            about |= Q(content_type=kind, object_id__in=ids[model])
        models = {model._meta.model_name: model for model in kinds}
        found = {}
        for entry in AuditEntry.objects.filter(about).order_by("pk"):
            model = next(model for model, kind in kinds.items() if kind.pk == entry.content_type_id)
            if entry.record_after:
                found[model, entry.record_after] = entry
            for row in entry.details:
                if row.get("model") in models:
                    found[models[row["model"]], row["record"]] = entry
        return found

    def _acts(self, entries: dict[tuple[type[Any], int], AuditEntry]) -> list[Act]:
        """The latest first."""
        acts: list[Act] = []
        last: dict[RowKey, Record] = {}
        for record in self.records:
            entry = entries.get((record.model, record.pk))
            if not acts or not acts[-1].takes(record, entry):
                acts.append(Act([], entry))
            act = acts[-1]
            act.records.append(record)
            if record.key in last:
                act.before[record.key] = last[record.key]
            last[record.key] = record
        return acts[::-1]


def full_records(keys: Iterable[tuple[type[Any], int]]) -> dict[tuple[type[Any], int], Any]:
    """What these records say, by model and the record's number. Each gets `related_ids`: by name of the relation."""
    ids: dict[type[Any], set[int]] = defaultdict(set)
    for model, pk in keys:
        ids[model].add(pk)
    found = {}
    for model, wanted in ids.items():
        for record in model.history.filter(pk__in=wanted):
            record.related_ids = {field.name: set() for field in model._meta.many_to_many}
            found[model, record.pk] = record
        for relation in model._meta.many_to_many:
            links = HistoricalRecords.m2m_models[relation].objects.filter(history__in=wanted)
            for record_pk, pk in links.values_list("history_id", f"{relation.m2m_reverse_field_name()}_id"):
                found[model, record_pk].related_ids[relation.name].add(pk)
    return found
