"""When published offerings run: every time, date, closure and school term that matters, read in one question."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    Field,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    TimeField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Least
from django.utils import timezone
from modeltranslation.manager import MultilingualQuerySet

from boras_guide.languages import LANGUAGES, column
from catalog.shown import ShownText, first_shown
from support.models import CatalogueRevision, Closure, Occasion, Offering, Schedule, Term
from support.models.schedule import places_of_offerings
from support.red_days import named
from support.schedule import (
    DAY,
    LOOK_AHEAD,
    WEEK,
    Closed,
    Dated,
    Occurrence,
    Recurring,
    RedDay,
    SchoolCalendar,
    SchoolPeriod,
    Times,
    days_of,
    occurrences,
)


@dataclass(frozen=True)
class ShownOccurrence:
    """An occurrence, and what a reader is told about it."""

    occurrence: Occurrence
    label: ShownText
    age_note: ShownText
    reason: ShownText  # why it is closed, as far as anybody said
    label_sv: str = ""  # what it says is the same in every language

    @property
    def is_cancelled(self) -> bool:
        """Called off by itself; otherwise what is not on is closed."""
        return isinstance(self.occurrence.stopped_by, Dated)


class Timetable:
    """Of some offerings, as known at one moment. Answers only within the days it was read for."""

    def __init__(
        self,
        times: Mapping[int, Times],
        school: SchoolCalendar,
        texts: "Texts",
        at: datetime.datetime,
        *,
        revision: int = 0,
    ) -> None:
        self.times = times
        self.school = school
        self.texts = texts
        self.at = at
        self.revision = revision  # of the catalogue, when it was read
        self.today = timezone.localdate(at)

    def of(self, offering: int, first: datetime.date, last: datetime.date) -> list[Occurrence]:
        """What is confirmed, in order, also what is closed or cancelled."""
        known = self.times.get(offering)
        return occurrences(known, first, last, self.school, today=self.today) if known else []

    def between(
        self, first: datetime.date, last: datetime.date, offerings: Iterable[int] | None = None
    ) -> list[Occurrence]:
        """Of all these offerings, by the clock. None: of every one it was read for."""
        wanted = self.times if offerings is None else offerings
        found = [occurrence for pk in wanted for occurrence in self.of(pk, first, last)]
        return sorted(found, key=lambda one: (one.starts_at, one.of.offering, one.of.id))

    def ahead_of(self, offering: int) -> list[Occurrence]:
        """What is not over, as far as cards look: in order, also what is closed or cancelled."""
        coming = self.of(offering, self.today - DAY, self.today + LOOK_AHEAD)
        return [one for one in coming if not one.is_over(self.at)]

    @property
    def knows_terms(self) -> bool:
        """Of the school, for the coming weeks."""
        weeks = range(LOOK_AHEAD // WEEK)
        return all(self.school.is_known(self.today + number * WEEK) for number in weeks)

    def knows_terms_of(self, offering: int) -> bool:
        """Of the school, for every day of the coming weeks that has a time only in term."""
        return all(
            self.school.is_known(day)
            for time in self.times.get(offering, Times()).recurring
            if time.term_time_only
            for day in days_of(time, self.today, self.today + LOOK_AHEAD)
        )

    def shown(self, occurrence: Occurrence) -> ShownOccurrence:
        of = occurrence.of
        kind = "schedule" if isinstance(of, Recurring) else "occasion"
        label, age_note = self.texts.get(kind, of.id)
        reason = self._reason(occurrence)
        return ShownOccurrence(occurrence, label, age_note, reason, self.texts.label_sv(kind, of.id))

    def _reason(self, occurrence: Occurrence) -> ShownText:
        match occurrence.stopped_by:
            case RedDay(name):
                return ShownText(named(name), self.texts.language)
            case Closed(id=pk):
                return self.texts.get("closure", pk)[0]
            case SchoolPeriod(id=pk):
                return self.texts.get("term", pk)[0]
        return ShownText("", self.texts.language)


def timetable(
    offerings: QuerySet[Offering],
    first: datetime.date,
    last: datetime.date,
    language: str,
    at: datetime.datetime,
) -> Timetable:
    """Everything that decides what runs on these days, the night before them included. One query."""
    since, today = first - DAY, timezone.localdate(at)
    ids = offerings.order_by().values("pk")
    schedules = Schedule.objects.filter(offering__in=ids).confirmed_between(since, last, today=today)
    occasions = Occasion.objects.filter(offering__in=ids).confirmed_between(since, last, today=today)
    timed = Q(offering__in=schedules.values("offering")) | Q(offering__in=occasions.values("offering"))
    # Of what lasts for days, what decides is the day it begins.
    begun = Subquery(occasions.order_by("starts_at").values("starts_at__date")[:1])
    window = Value(since, output_field=DateField())
    closures = Closure.objects.filter(
        starts_on__lte=last, ends_on__gte=Least(Coalesce(begun, window), window)
    )
    reader = _Reader(language)
    reader.read(
        schedule=schedules,
        occasion=occasions,
        closure=closures.filter(timed | Q(place__isnull=False)),
        place=places_of_offerings().filter(timed),
        term=Term.objects.all(),
        revision=CatalogueRevision.objects.all(),
    )
    return Timetable(
        reader.times(), SchoolCalendar.of(reader.periods), reader.texts, at, revision=reader.revision
    )


class Texts:
    """(kind, id) → label and note, in the languages a page may fall back on."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._written: dict[tuple[str, int], tuple[ShownText, ShownText]] = {}
        self._labels_sv: dict[tuple[str, int], str] = {}

    def add(self, kind: str, pk: int, written: tuple[str, ...]) -> None:
        chain = LANGUAGES[self.language].chain
        half = len(chain)
        if any(written):
            self._labels_sv[kind, pk] = written[chain.index("sv")] or ""
            self._written[kind, pk] = (
                first_shown(zip(chain, written[:half], strict=True), self.language),
                first_shown(zip(chain, written[half:], strict=True), self.language),
            )

    def get(self, kind: str, pk: int) -> tuple[ShownText, ShownText]:
        nothing = ShownText("", self.language)
        return self._written.get((kind, pk), (nothing, nothing))

    def label_sv(self, kind: str, pk: int) -> str:
        return self._labels_sv.get((kind, pk), "")


# --- Reading: one row shape for all these tables ----------------------------------------------------------

SHAPE: dict[str, Field] = {
    "offering": BigIntegerField(),
    "place": BigIntegerField(),
    "weekday": SmallIntegerField(),
    "interval_weeks": SmallIntegerField(),
    "opens_at": TimeField(),
    "closes_at": TimeField(),
    "rrule": CharField(),
    "first": DateField(),
    "last": DateField(),
    "assured_on": DateField(),
    "starts_at": DateTimeField(),
    "ends_at": DateTimeField(),
    "youngest": SmallIntegerField(),
    "oldest": SmallIntegerField(),
    "flag": BooleanField(),
    "other_flag": BooleanField(),
    "kind": CharField(),
    "number": BigIntegerField(),
}
# Where each table keeps them; what it has not is NULL.
COLUMNS: dict[str, dict[str, str]] = {
    "schedule": {
        **{
            name: name
            for name in ("weekday", "interval_weeks", "opens_at", "closes_at", "rrule", "assured_on")
        },
        "offering": "offering_id",
        "place": "place_id",
        "first": "valid_from",
        "last": "valid_until",
        "youngest": "minimum_age_months",
        "oldest": "maximum_age_months",
        "flag": "term_time_only",
        "other_flag": "closed_on_red_days",
    },
    "occasion": {
        **{name: name for name in ("starts_at", "ends_at", "assured_on")},
        "offering": "offering_id",
        "place": "place_id",
        "flag": "is_full",
        "other_flag": "is_cancelled",
    },
    "closure": {"offering": "offering_id", "place": "place_id", "first": "starts_on", "last": "ends_on"},
    "place": {"offering": "offering_id", "place": "place_id", "flag": "is_named"},
    "term": {"first": "starts_on", "last": "ends_on", "kind": "kind"},
    "revision": {"number": "number"},
}
TEXTS = {"schedule": ("label", "age_note"), "occasion": ("label",), "closure": ("reason",), "term": ("name",)}


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.texts = Texts(language)
        self.periods: list[SchoolPeriod] = []
        self.revision = 0
        self.recurring: dict[int, list[Recurring]] = defaultdict(list)
        self.dated: dict[int, list[Dated]] = defaultdict(list)
        self.closed: dict[int, list[Closed]] = defaultdict(list)
        self.closed_places: dict[int, list[Closed]] = defaultdict(list)
        self.places: dict[int, set[int]] = defaultdict(set)
        self.named: dict[int, set[int]] = defaultdict(set)

    def read(self, **tables: QuerySet) -> None:
        first, *rest = (self._rows(kind, rows) for kind, rows in tables.items())
        for kind, pk, *cells in first.union(*rest, all=True):
            row = dict(zip(SHAPE, cells, strict=False))
            self.texts.add(kind, pk, tuple(cells[len(SHAPE) :]))
            getattr(self, f"add_{kind}")(pk, row)

    def times(self) -> dict[int, Times]:
        """Only of offerings that have any."""
        return {
            pk: Times(
                tuple(sorted(self.recurring[pk], key=lambda one: one.id)),
                tuple(sorted(self.dated[pk], key=lambda one: one.id)),
                tuple(sorted(self._closed(pk), key=lambda one: one.id)),
            ).at(self.places[pk], self.named[pk])
            for pk in {*self.recurring, *self.dated}
        }

    def _closed(self, pk: int) -> Iterator[Closed]:
        yield from self.closed[pk]
        elsewhere = {time.place for time in (*self.recurring[pk], *self.dated[pk]) if time.place}
        for place in self.places[pk] | elsewhere:
            yield from self.closed_places[place]

    def add_schedule(self, pk: int, row: dict[str, Any]) -> None:
        self.recurring[row["offering"]].append(
            Recurring(
                id=pk,
                valid_from=row["first"],
                valid_until=row["last"],
                term_time_only=bool(row["flag"]),
                closed_on_red_days=bool(row["other_flag"]),
                **{
                    name: row[name]
                    for name in (
                        "offering",
                        "place",
                        "opens_at",
                        "closes_at",
                        "weekday",
                        "interval_weeks",
                        "rrule",
                        "assured_on",
                        "youngest",
                        "oldest",
                    )
                },
            )
        )

    def add_occasion(self, pk: int, row: dict[str, Any]) -> None:
        self.dated[row["offering"]].append(
            Dated(
                id=pk,
                is_full=bool(row["flag"]),
                is_cancelled=bool(row["other_flag"]),
                **{name: row[name] for name in ("offering", "place", "starts_at", "ends_at", "assured_on")},
            )
        )

    def add_closure(self, pk: int, row: dict[str, Any]) -> None:
        closed = Closed(pk, row["first"], row["last"], row["place"])
        if closed.place is None:
            self.closed[row["offering"]].append(closed)
        else:
            self.closed_places[closed.place].append(closed)

    def add_place(self, pk: int, row: dict[str, Any]) -> None:
        self.places[row["offering"]].add(row["place"])
        if row["flag"]:
            self.named[row["offering"]].add(row["place"])

    def add_term(self, pk: int, row: dict[str, Any]) -> None:
        is_break = row["kind"] == Term.Kind.BREAK
        self.periods.append(SchoolPeriod(pk, row["first"], row["last"], is_break))

    def add_revision(self, pk: int, row: dict[str, Any]) -> None:
        self.revision = row["number"]

    def _rows(self, kind: str, rows: QuerySet) -> QuerySet:
        """(kind, id, the cells of SHAPE, label and note in each language of the chain), alike for every table."""
        if isinstance(rows, MultilingualQuerySet):
            rows = rows.rewrite(False)
        columns, chain = COLUMNS[kind], LANGUAGES[self.language].chain
        cells = [
            F(columns[name]) if name in columns else Cast(Value(None), field) for name, field in SHAPE.items()
        ]
        names = [*TEXTS.get(kind, ()), "", ""][:2]
        texts = [
            F(column(name, code)) if name else Value("", output_field=CharField())
            for name in names
            for code in chain
        ]
        return rows.order_by().values_list(Value(kind, output_field=CharField()), "pk", *cells, *texts)
