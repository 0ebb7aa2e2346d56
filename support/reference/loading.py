"""Writes the files into the database: all of them or nothing, and never over what somebody has changed.

A second run finds everything as it wants it and writes nothing. What has left the files stays in the guide:
what has been published is withdrawn by an editor, not deleted by a program.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from simple_history.models import HistoricalRecords  # type: ignore[import-untyped]

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.audit import note
from support.catalogue import affected_offerings, announce_change, one_at_a_time
from support.models import CatalogueRevision, Offering, Schedule, Term, TranslationState
from support.models.translation_state import source_hash
from support.reference.checks import check
from support.reference.demo_times import moved_forward
from support.reference.faults import Faults
from support.reference.files import DIRECTORY, read
from support.reference.shelves import REASON, Found, Model, Row, Shelf, States, TimesShelf, is_by_person
from support.reference.wanted import KEYS, TIMES, Wanted, wanted_objects

CREATED, CHANGED, UNCHANGED, KEPT, REMOVED = "created", "changed", "unchanged", "kept", "removed"
IN_SWEDISH = {CREATED: "nya", CHANGED: "ändrade", REMOVED: "borttagna"}
SCREEN = "Kommando: load_reference_content"


@dataclass
class Report:
    """How many of each kind of content were created, changed, unchanged, kept or removed."""

    counts: dict[Model, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    has_demo_times: bool = False

    def count(self, model: Model, outcome: str, number: int = 1) -> None:
        self.counts[model][outcome] += number

    def total(self, *outcomes: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values() for outcome in outcomes)

    @property
    def in_swedish(self) -> list[dict[str, str]]:
        """For the audit trail: how many of each kind. What they say stands in their own history."""
        return [
            {
                "field": capfirst(model._meta.verbose_name_plural),
                "new": ", ".join(
                    f"{counts[one]} {words}" for one, words in IN_SWEDISH.items() if counts[one]
                ),
            }
            for model, counts in self.counts.items()
            if any(counts[one] for one in IN_SWEDISH)
        ]

    @property
    def has_written(self) -> bool:
        return self.total(CREATED, CHANGED, REMOVED) > 0


def load(
    directory: Path = DIRECTORY,
    *,
    today: datetime.date | None = None,
    overwrite: bool = False,
    demo_times: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> Report:
    """Raise BrokenContent, with nothing written, unless everything is in order.

    `overwrite`: also what somebody has changed, made or deleted since. `demo_times`: moved to cover `today`.
    """
    # The columns without a language hold what the active language shows.
    with translation.override(SOURCE):
        progress("Reading and checking the files.")
        faults = Faults()
        content = read(directory, faults)
        demo_day = (today or timezone.localdate()) if demo_times else None
        if demo_day:
            content = moved_forward(content, demo_day)
        wanted = wanted_objects(content, demo_day)
        check(content, wanted, faults)
        faults.raise_if_any()
        with transaction.atomic():
            one_at_a_time()
            report = _Loading(overwrite, progress).load(wanted, demo_times)
            if report.has_written:
                note(f"Läste in {REASON}", SCREEN, details=report.in_swedish)
        return report


class _Loading:
    """One run."""

    def __init__(self, overwrite: bool, progress: Callable[[str], None]) -> None:
        self.overwrite = overwrite
        self.progress = progress
        self.report = Report()
        self.shelves = {model: Shelf(model, key) for model, key in KEYS.items()}
        self.times = {model: TimesShelf(model) for model in TIMES}
        self.states = States()
        self.placed: dict[tuple[Model, str], Row] = {}
        self.touched: set[int] = set()  # offerings
        self.new_states: list[TranslationState] = []
        self.changed_states: list[TranslationState] = []

    def load(self, wanted: list[Wanted], demo_times: bool) -> Report:
        self._check_against_database(wanted)
        self.progress(f"Writing what is new or changed of {len(wanted)} entries.")
        for model, group in groupby(wanted, key=lambda one: one.model):
            if model in TIMES:
                continue
            self._write_named(model, list(group))
        for model in TIMES:
            self._write_times(model, [one for one in wanted if one.model is model])
        self._write_states()
        self._announce(demo_times)
        return self.report

    def _check_against_database(self, wanted: list[Wanted]) -> None:
        """That no address is another row's, and that nothing needed has been deleted."""
        faults = Faults()
        for one in wanted:
            if one.model not in KEYS or self._is_kept(found := self.shelves[one.model].find(one.key)):
                continue
            for name in {"slug", KEYS[one.model]} & one.columns.keys():
                owner = self.shelves[one.model].owner_of(name, one.columns[name])
                if owner is not None and (found.row is None or owner != found.row.pk):
                    where = one.where.at(one.said[name][0])
                    faults.add(where, one.columns[name], "belongs to something else in the guide")
            for name, key in one.links.items():
                target = one.model._meta.get_field(name)
                if key and not target.null and self._is_gone(target.related_model, key):
                    message = "has been deleted in the guide; --overwrite brings it back"
                    faults.add(one.where.at(name), key, message)
        self._check_terms([one for one in wanted if one.model is Term], faults)
        faults.raise_if_any()

    def _check_terms(self, wanted: list[Wanted], faults: Faults) -> None:
        """That none goes into a term of somebody else's."""
        found = [(one, self.shelves[Term].find(one.key)) for one in wanted]
        ours = [(one, shelved) for one, shelved in found if not self._is_kept(shelved)]
        others = self.shelves[Term].rows.keys() - {shelved.row.pk for _, shelved in ours if shelved.row}
        for one, _ in ours:
            days = one.columns
            for other in (self.shelves[Term].rows[pk] for pk in others):
                if other.kind == days["kind"] and (
                    other.starts_on <= days["ends_on"] and other.ends_on >= days["starts_on"]
                ):
                    message = f"goes into {other}, which is in the guide already"
                    faults.add(one.where.at("starts_on"), days["starts_on"], message)

    def _is_kept(self, found: Found) -> bool:
        return found.is_edited and not self.overwrite

    def _is_gone(self, model: Model, key: str) -> bool:
        found = self.shelves[model].find(key)
        return found.row is None and self._is_kept(found)

    # --- Objects with a key ------------------------------------------------------------------------

    def _write_named(self, model: Model, wanted: list[Wanted]) -> None:
        created, changed = [], []
        for one in wanted:
            found = self.shelves[model].find(one.key)
            if found.row is not None:
                self.placed[model, one.key] = found.row
            if found.row is None and self._is_kept(found):
                self.report.count(model, KEPT)
            elif found.row is None:
                self.placed[model, one.key] = row = model()
                self._write(row, one)
                created.append(row)
            elif not self._differs(found.row, one):
                self.report.count(model, UNCHANGED)
                if not found.is_edited:
                    self._settle_states(found.row, one)
            elif self._is_kept(found):
                self.report.count(model, KEPT)
            else:
                self._write(found.row, one)
                changed.append(found.row)
        self._close(model, created, changed)

    # --- Times of an offering ----------------------------------------------------------------------

    def _write_times(self, model: Model, wanted: list[Wanted]) -> None:
        shelf = self.times[model]
        by_offering: dict[int, list[Wanted]] = defaultdict(list)
        for one in wanted:
            offering = self.placed.get((Offering, one.offering))
            if offering is None:
                self.report.count(model, KEPT)  # with the offering that somebody has deleted
            else:
                by_offering[offering.pk].append(one)
        created: list[Row] = []
        changed: list[Row] = []
        # Where the files have no times, those that editors have added are theirs alone.
        ours = {row.pk for row in self.placed.values() if isinstance(row, Offering)} & shelf.loaded
        for pk in sorted(by_offering.keys() | ours):
            rows, times = shelf.rows[pk], by_offering[pk]
            pairs = list(zip(rows, times, strict=False))
            same = len(rows) == len(times) and not any(self._differs(*pair) for pair in pairs)
            if same:
                self.report.count(model, UNCHANGED, len(times))
                if pk not in shelf.edited:
                    for pair in pairs:
                        self._settle_states(*pair)
            elif pk in shelf.edited and not self.overwrite:
                self.report.count(model, KEPT, max(len(times), len(rows)))
            else:
                self._replace_times(model, rows, times, created, changed)
        self._close(model, created, changed)

    def _replace_times(
        self,
        model: Model,
        rows: list[Row],
        times: list[Wanted],
        created: list[Row],
        changed: list[Row],
    ) -> None:
        for row, one in zip(rows, times, strict=False):
            if self._differs(row, one):
                self._write(row, one)
                changed.append(row)
            else:
                self.report.count(model, UNCHANGED)
        for one in times[len(rows) :]:
            row = model()
            self._write(row, one)
            created.append(row)
        for row in rows[len(times) :]:
            self.touched.add(row.offering_id)
            self._remove_states(self.states.of(row).values())
            row._change_reason = REASON
            row.delete()
            self.report.count(model, REMOVED)

    # --- One row -----------------------------------------------------------------------------------

    def _differs(self, row: Row, wanted: Wanted) -> bool:
        """Whether writing would change anything. Counts the texts that a person has made their own."""
        return (
            any(_plain(getattr(row, name)) != _plain(value) for name, value in wanted.columns.items())
            or any(
                getattr(row, f"{name}_id") != self._pk(row, name, key) for name, key in wanted.links.items()
            )
            or any(
                {one.pk for one in getattr(row, name).all()}
                != {one.pk for one in self._targets(row, name, keys)}
                for name, keys in wanted.relations.items()
            )
            or any(
                _plain(getattr(row, column(*text))) != value
                for text, value in self._texts(row, wanted).items()
            )
        )

    def _write(self, row: Row, wanted: Wanted) -> None:
        """Without history: that is recorded once, when the relations are there too."""
        texts = self._texts(row, wanted)
        for name, value in wanted.columns.items():
            setattr(row, name, value)
        replaced = {text for text, value in texts.items() if _plain(getattr(row, column(*text))) != value}
        for text in replaced:
            setattr(row, column(*text), texts[text] or None)
        for name, key in wanted.links.items():
            setattr(row, f"{name}_id", self._pk(row, name, key))
        if wanted.offering:
            row.offering_id = self.placed[Offering, wanted.offering].pk
        row.skip_history_when_saving = True
        row.save()
        for name, keys in wanted.relations.items():
            getattr(row, name).set(self._targets(row, name, keys))
        del row.skip_history_when_saving
        self._settle_states(row, wanted, replaced)

    def _texts(self, row: Row, wanted: Wanted) -> dict[tuple[str, str], str]:
        """The translations to write, by field and language: all that no person has made or read."""
        states = self.states.of(row)
        texts = {
            (name, code): wanted.texts[name, code].value if (name, code) in wanted.texts else ""
            for name in wanted.translated
            for code in LANGUAGES
            if code != SOURCE
        }
        if self.overwrite:
            return texts
        return {text: value for text, value in texts.items() if not is_by_person(states.get(text))}

    def _pk(self, row: Row, name: str, key: str | None) -> int | None:
        target = self.placed.get((row._meta.get_field(name).related_model, key or ""))
        return target.pk if target else None

    def _targets(self, row: Row, name: str, keys: Iterable[str]) -> list[Row]:
        model = row._meta.get_field(name).related_model
        return [self.placed[model, key] for key in keys if (model, key) in self.placed]

    # --- What goes with the rows -------------------------------------------------------------------

    def _close(self, model: Model, created: list[Row], changed: list[Row]) -> None:
        self.report.count(model, CREATED, len(created))
        self.report.count(model, CHANGED, len(changed))
        _record_history(model, created)
        _record_history(model, changed, update=True)
        for row in (*created, *changed):
            if model in TIMES:
                self.touched.add(row.offering_id)
            else:
                self.touched |= affected_offerings(row)

    def _settle_states(self, row: Row, wanted: Wanted, replaced: Container[tuple[str, str]] = ()) -> None:
        """Note how each text came to be, where no person's word about it stands."""
        states = self.states.of(row)
        kind = ContentType.objects.get_for_model(row)
        for (name, code), text in wanted.texts.items():
            state = states.get((name, code))
            if is_by_person(state) and (name, code) not in replaced:
                continue
            facts = {"origin": text.origin, "source_hash": source_hash(wanted.source_text(name))}
            if state is None:
                self.new_states.append(
                    TranslationState(content_type=kind, object_id=row.pk, field=name, language=code, **facts)
                )
            elif any(getattr(state, fact) != value for fact, value in facts.items()) or state.reviewed_on:
                state.origin, state.source_hash = facts["origin"], facts["source_hash"]
                state.reviewed_on = None
                self.changed_states.append(state)
            else:
                self.report.count(TranslationState, UNCHANGED)
        self._remove_states(
            state
            for text, state in states.items()
            if text[0] in wanted.translated
            and text not in wanted.texts
            and (text in replaced or not is_by_person(state))
        )

    def _remove_states(self, states: Iterable[TranslationState]) -> None:
        removed: Iterable[Row] = states
        for state in removed:
            state._change_reason = REASON
            state.delete()
            self.report.count(TranslationState, REMOVED)

    def _write_states(self) -> None:
        TranslationState.objects.bulk_create(self.new_states)
        TranslationState.objects.bulk_update(self.changed_states, ["origin", "source_hash", "reviewed_on"])
        _record_history(TranslationState, self.new_states)
        _record_history(TranslationState, self.changed_states, update=True)
        self.report.count(TranslationState, CREATED, len(self.new_states))
        self.report.count(TranslationState, CHANGED, len(self.changed_states))

    def _announce(self, demo_times: bool) -> None:
        # A demo time that somebody has edited since is kept, so the label must be kept too.
        shown = demo_times or Schedule.objects.filter(is_demo=True).exists()
        self.report.has_demo_times = shown
        if not self.report.has_written and CatalogueRevision.objects.current().has_demo_times == shown:
            return
        self.progress(f"Refreshing what is derived from {len(self.touched)} offerings.")
        CatalogueRevision.objects.update_or_create(pk=1, defaults={"has_demo_times": shown})
        announce_change(self.touched)


def _record_history(model: Model, rows: list[Row], *, update: bool = False) -> None:
    """One record for each row as it stands, with its relations.

    simple_history writes one record when a row is saved and one more for every relation set after it.
    """
    if not rows:
        return
    records = model.history.bulk_history_create(rows, update=update, default_change_reason=REASON)
    if records is None:  # history is switched off
        return
    record_of = dict(zip((row.pk for row in rows), records, strict=True))
    for relation in model._meta.many_to_many:
        history = HistoricalRecords.m2m_models[relation]
        through = relation.remote_field.through
        own = f"{relation.m2m_field_name()}_id"
        links = through.objects.filter(**{f"{own}__in": record_of})
        history.objects.bulk_create(
            history(
                history=record_of[getattr(link, own)],
                **{one.attname: getattr(link, one.attname) for one in through._meta.concrete_fields},
            )
            for link in links
        )


def _plain(value: object) -> object:
    """No text is an empty text, whichever way the column keeps it."""
    return "" if value is None else value
