"""Going back: what a row, the rows beneath it and its translations were at a moment, written onto a row of today.

Nothing is guessed: what has disappeared meanwhile is left out, and said.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.utils.text import capfirst

from support.models import Image, Offering, TranslationState, Update
from support.models.translation_state import content_of
from support.timeline import BENEATH, Act, RowKey, Timeline, full_records
from support.versions import NOT_SAID, relations, said_columns

Pair = tuple[type[Any], Any, Any]


def all_may_be_chosen(field: Field) -> QuerySet | None:
    return None


class Restoring:
    """What going back to how it was after `act` would do; `carry_out` does it, inside a transaction and a `Change`.

    `onto` is the row itself, its working version, or None where the row is gone. `choosable(field)` are the rows
    that somebody may link to, where that is not all of them.
    """

    def __init__(
        self,
        timeline: Timeline,
        act: Act,
        onto: Model | None,
        choosable: Callable[[Field], QuerySet | None] = all_may_be_chosen,
    ) -> None:
        self.model, self.choosable = timeline.model, choosable
        self._known_faults: dict[tuple[Field, frozenset[int]], dict[int, str]] = {}
        self.missing: list[str] = []  # what does not come back, in an editor's words
        standing = timeline.standing(act)
        records = full_records(record.full_key for record in standing.values())
        then = {key: records[record.model, record.pk] for key, record in standing.items()}
        self.record = then[self.model, timeline.pk]
        self.row: Any = onto if onto is not None else self._new_row()
        self.is_gone = onto is None
        self.is_itself = onto is None or onto.pk == timeline.pk  # and not a working version of it
        self.is_possible = True
        self.columns = self._columns(self.model, self.row, self.record)
        self.relations = {field: self._related(field) for field in relations(self.model)}
        self.beneath = [row for model in BENEATH.get(self.model, {}) for row in self._beneath(model, then)]
        self.states = {key: record for key, record in then.items() if key[0] is TranslationState}

    def _new_row(self) -> Model:
        row = self.record.instance
        row._state.adding = True
        if self.model is Offering:
            row.status = Offering.Status.DRAFT
        if self.model is Update:
            row.is_published = False
        return row

    # --- What is to be written ------------------------------------------------------------------------

    def _columns(self, model: type[Any], row: Any, record: Any) -> dict[str, Any]:
        """Column → value, of all that a row says, as far as it still can be said."""
        said = {}
        for field in said_columns(model):
            value = said[field.attname] = getattr(record, field.attname)
            if not isinstance(field, ForeignKey) or value is None:
                continue
            is_kept = not row._state.adding and value == getattr(row, field.attname)
            if not is_kept and (fault := self._faults(field, {value}).get(value)):
                self.missing.append(f"{capfirst(field.verbose_name)}: {fault}.")
                said[field.attname] = None if row._state.adding else getattr(row, field.attname)
                self.is_possible &= field.null or not row._state.adding
        return said

    def _related(self, field: ManyToManyField) -> set[int]:
        then = self.record.related_ids[field.name]
        now = set() if self.is_gone else set(getattr(self.row, field.name).values_list("pk", flat=True))
        faults = self._faults(field, then - now)
        self.missing += [f"{capfirst(field.verbose_name)}: {fault}." for fault in faults.values()]
        return then - faults.keys()

    def _faults(self, field: Field, ids: set[int]) -> dict[int, str]:
        """Which of these can no longer be linked to, and why. Many times are at the same place: asked once."""
        key = (field, frozenset(ids))
        if key not in self._known_faults:
            self._known_faults[key] = self._found_faults(field, ids)
        return self._known_faults[key]

    def _found_faults(self, field: Field, ids: set[int]) -> dict[int, str]:
        model: Any = field.related_model
        rows = model._base_manager.in_bulk(ids) if ids else {}
        allowed = self.choosable(field) if ids else None
        may = set(ids) if allowed is None else set(allowed.filter(pk__in=ids).values_list("pk", flat=True))
        is_public = model not in {
            Offering,
            Update,
        }  # else it may be somebody's draft: not even its name is told
        faults = {}
        for pk in ids:
            if pk not in rows:
                name = last_name(model, pk) if allowed is None or is_public else str(model._meta.verbose_name)
                faults[pk] = f"{name} finns inte längre"
            elif pk not in may:
                faults[pk] = f"{rows[pk] if is_public else 'det'} kan bara någon annan välja"
            elif getattr(rows[pk], "is_retired", False):
                faults[pk] = f"{rows[pk]} används inte längre"
        return faults

    def _beneath(
        self, model: type[Any], then: dict[RowKey, Any]
    ) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
        """Row of today (or none), record, columns. What has come since then has no record."""
        owner = BENEATH[self.model][model]
        rows = [] if self.is_gone else list(model._base_manager.filter(**{owner: self.row}).order_by("pk"))
        # The copies of a working version have ids of their own: also its own history speaks of these.
        left = {(not self.is_itself and getattr(row, "copy_of_id", None)) or row.pk: row for row in rows}
        records = {pk: record for (kind, pk), record in then.items() if kind is model}
        elsewhere = model._base_manager.in_bulk(records.keys() - left.keys())
        for pk, record in records.items():
            if (row := left.pop(pk, None)) is None and (fault := self._row_fault(record, pk in elsewhere)):
                self.missing.append(f"{capfirst(model._meta.verbose_name)} {record.instance}: {fault}.")
                continue
            columns = self._columns(model, row, record) if row else self._all_said(model, record)
            yield row, record, columns
        yield from ((row, None, {}) for row in left.values())

    def _row_fault(self, record: Any, is_elsewhere: bool) -> str:
        """Why a row that is gone cannot come back."""
        model = record.instance_type
        if model is Image and not default_storage.exists(record.file):
            return "bilden finns inte längre"
        if self.is_itself and is_elsewhere:
            return "hör nu till något annat, och blir kvar där"
        for field in said_columns(model):
            value = getattr(record, field.attname)
            if isinstance(field, ForeignKey) and value and (fault := self._faults(field, {value}).get(value)):
                return fault
        return ""

    def _all_said(self, model: type[Any], record: Any) -> dict[str, Any]:
        return {field.attname: getattr(record, field.attname) for field in said_columns(model)}

    @property
    def pairs(self) -> list[Pair]:
        """Now and then, for whoever looks first."""
        own: Pair = (self.model, None if self.is_gone else self.row, self._kept(self.record))
        beneath = [
            (record.instance_type if record else type(row), row, record) for row, record, _ in self.beneath
        ]
        return [own, *beneath]

    def _kept(self, record: Any) -> Any:
        """As it will be: what going back never changes (its state, its code) is as it is today."""
        shown = copy.copy(record)
        for field in self.model._meta.concrete_fields:
            if field.name in NOT_SAID or field.name.startswith("sort_key"):
                setattr(shown, field.attname, getattr(self.row, field.attname))
        return shown

    # --- Writing --------------------------------------------------------------------------------------

    def carry_out(self, reason: str, sign: Callable[[Model], None] = lambda row: None) -> Model:
        """Raises ValidationError where what was said then is not allowed now."""
        for name, value in self.columns.items():
            setattr(self.row, name, value)
        self.row.clean()
        sign(self.row)
        self._save(self.row, reason)
        for field, ids in self.relations.items():
            getattr(self.row, field.name).set(ids)
        written = {(self.model, self.record.instance.pk): self.row}
        for row, record, _ in self.beneath:
            if record is None:
                TranslationState.objects.about(row).delete()
                row._change_reason = reason
                row.delete()
        for row, record, columns in self.beneath:
            if record is not None:
                written[record.instance_type, record.instance.pk] = self._write_beneath(
                    row, record, columns, reason
                )
        self._write_states(written)
        is_published = isinstance(self.row, Offering) and self.row.status == Offering.Status.PUBLISHED
        if is_published and (faults := self.row.publishing_faults()):
            raise ValidationError(list(faults.values()))
        return self.row

    def _save(self, row: Any, reason: str) -> None:
        row.validate_unique()
        row.validate_constraints()
        row._change_reason = reason
        row.save()

    def _write_beneath(self, row: Any, record: Any, columns: dict[str, Any], reason: str) -> Any:
        model = record.instance_type
        if row is None:
            row = model()
            owner = BENEATH[self.model][model]
            setattr(row, owner, self.row)
            original = record.instance.pk
            if self.is_itself:
                row.pk = original  # the same row again, with its history
                origin = getattr(record, "copy_of_id", None)
                if origin and model._base_manager.filter(pk=origin).exists():
                    row.copy_of_id = origin
            elif hasattr(row, "copy_of") and model._base_manager.filter(pk=original).exists():
                row.copy_of_id = original
        elif not any(getattr(row, name) != value for name, value in columns.items()):
            return row
        for name, value in columns.items():
            setattr(row, name, value)
        self._save(row, reason)
        return row

    def _write_states(self, written: dict[RowKey, Any]) -> None:
        """How the texts of that time had come to be."""
        rows = {(type(row), row.pk): row for row in written.values()}
        now = {
            (*content_of(state), state.field, state.language): state
            for state in TranslationState.objects.about(*rows.values())
        }
        wanted = {}
        for record in self.states.values():
            row = written.get(content_of(record))
            if row is not None:
                wanted[type(row), row.pk, record.field, record.language] = record
        for key in now.keys() - wanted.keys():
            now[key].delete()
        for key, record in wanted.items():
            state = now.get(key) or TranslationState(content=rows[key[:2]], field=key[2], language=key[3])
            said = {name: getattr(record, name) for name in ("origin", "reviewed_on", "source_hash")}
            if state.pk is None or any(getattr(state, name) != value for name, value in said.items()):
                for name, value in said.items():
                    setattr(state, name, value)
                state.save()


def last_name(model: type[Any], pk: int) -> str:
    """What is gone, by the name that it had last."""
    if hasattr(model, "history"):
        record = model.history.filter(**{model._meta.pk.attname: pk}).order_by("-history_id").first()
        if record:
            return str(record.instance)
    return str(model._meta.verbose_name)
