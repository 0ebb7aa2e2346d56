"""All that history knows of a row and of the rows beneath it, in the order in which it happened."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
    about: "RowKey | None" = None  # of what is noted of a translation: the row whose text it is

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

    def add(self, record: Record, before: Record | None) -> None:
        """Of a row that was written several times, the last counts: as when a working version is made and written."""
        others = [one for one in self.records if one.key != record.key]
        if before and len(others) == len(self.records):
            self.before[record.key] = before
        self.records = [*others, record]

    def of(self, model: type[Any]) -> Record | None:
        return next((record for record in self.records if record.model is model), None)

    def takes(self, record: Record, entry: AuditEntry | None) -> bool:
        """Whether this record is of the same act."""
        if self.entry or entry:
            return self.entry == entry
        if any(record.key == one.key for one in self.records):  # two saves, as far as is known
            return False
        first = self.records[0]
        return (record.user, record.reason) == (first.user, first.reason) and record.at - first.at < ONE_ACT


class Timeline:
    def __init__(self, model: type[Any], pk: int) -> None:
        self.model, self.pk = model, pk
        self.records = sorted(self._records(), key=lambda one: (one.at, one.model is not model, one.pk))
        self.by_row: dict[RowKey, list[Record]] = defaultdict(list)
        for record in self.records:
            self.by_row[record.key].append(record)
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
        yield from self._of_states(states)

    def _of(self, model: type[Any], which: Q, owner: str = "") -> Iterator[Record]:
        columns = ["history_id", "history_date", "history_user_id", "history_type", "history_change_reason"]
        owners = [owner] if owner else []
        rows = model.history.filter(which).order_by("history_id")
        for row, pk, at, user, kind, reason, *owned_by in rows.values_list(
            model._meta.pk.attname, *columns, *owners
        ):
            yield Record(model, row, pk, at, user, kind, reason or "", owned_by in ([], [self.pk]))

    def _of_states(self, which: Q) -> Iterator[Record]:
        states: type[Any] = TranslationState
        abouts = states.history.filter(which).values_list("history_id", "content_type", "object_id")
        about: dict[int, Any] = {
            pk: (ContentType.objects.get_for_id(kind).model_class(), row) for pk, kind, row in abouts
        }
        for record in self._of(states, which):
            yield replace(record, about=about[record.pk])

    def is_told(self, record: Record) -> bool:
        """Not how its texts came to be while the row was beneath another: it may have been somebody's draft."""
        if record.about in (None, (self.model, self.pk)):
            return True
        until = [one for one in self.by_row[record.about] if one.at <= record.at]
        return bool(until) and until[-1].is_here

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
        found: dict[tuple[type[Any], int], AuditEntry] = {}
        for entry in AuditEntry.objects.filter(about).order_by("pk"):
            model = next(model for model, kind in kinds.items() if kind.pk == entry.content_type_id)
            key = (model, entry.object_id or 0)
            self._enter(found, entry, key, (entry.record_before or 0) + 1, entry.record_after or 0)
            for row in entry.details:
                if row.get("model") in models:
                    key = (models[row["model"]], row["id"])
                    self._enter(found, entry, key, row.get("first", row["record"]), row["record"])
        return found

    def _enter(self, found: dict, entry: AuditEntry, row: RowKey, first: int, last: int) -> None:
        """All that the act has written of a row, back to where the row came to be."""
        for record in reversed(self.by_row.get(row, [])):
            if first <= record.pk <= last:
                found[record.full_key] = entry
                if record.kind == "+":
                    break

    def _acts(self, entries: dict[tuple[type[Any], int], AuditEntry]) -> list[Act]:
        """The latest first."""
        acts: list[Act] = []
        last: dict[RowKey, Record] = {}
        for record in self.records:
            entry = entries.get((record.model, record.pk))
            if not acts or not acts[-1].takes(record, entry):
                acts.append(Act([], entry))
            acts[-1].add(record, last.get(record.key))
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
