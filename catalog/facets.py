"""How many hits each value of each filter would give, with the other filters applied.

Reads id–value pairs once per table and counts in memory, so the number of queries does not grow
with filters or values.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value

from catalog.days import NOW, Run
from catalog.vocabulary import Vocabulary
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD, AgeSpan
from support.models import Offering, Place
from support.schedule import Occurrence


@dataclass
class Members:
    """Ids of the published offerings: everyone's, and by parameter and value."""

    everyone: set[int] = field(default_factory=set)
    having: dict[str, dict[str, set[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    years: dict[int, int] = field(default_factory=dict)  # how many ages of childhood each is for
    confirmed: set[int] = field(default_factory=set)
    city_wide: set[int] = field(default_factory=set)  # these are in every area
    area_of: dict[int, str] = field(default_factory=dict)  # of a place
    at_a_place_in: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    runs: list[Run] = field(default_factory=list)
    counts_only_runs: bool = False  # where all that is shown is what runs on some days

    def any_of(self, kind: str, values: Iterable[str]) -> set[int]:
        return set().union(*(self.having[kind][value] for value in values))

    def add_runs(self, runs: Iterable[Run]) -> None:
        """Who runs when."""
        for run in runs:
            if run.offering in self.everyone:
                self.runs.append(run)
                for code in run.days:
                    self.having["day"][code].add(run.offering)
                if run.is_now:
                    self.having["open"][NOW].add(run.offering)

    def asks_when(self, chosen: Collection[str]) -> bool:
        return self.counts_only_runs or not WHEN.isdisjoint(chosen)

    def must_meet(self, kind: str, others: Collection[str]) -> bool:
        """Whether a value of that kind counts only together with others, in one and the same time."""
        if AT_ONCE.isdisjoint(others):
            return self.counts_only_runs and kind not in WHEN  # days are known of times alone, as it is
        return self.asks_when({kind, *others})

    def meets(self, run: Run, chosen: Mapping[str, list[str]]) -> bool:
        """One and the same time must be on that day, in that area and for that age."""
        return all(
            any(self._has(run, kind, code) for code in chosen[kind]) for kind in AT_ONCE if kind in chosen
        )

    def meeting(self, chosen: Mapping[str, list[str]]) -> set[int]:
        return {run.offering for run in self.runs if self.meets(run, chosen)}

    def having_at_once(self, kind: str, others: Mapping[str, list[str]]) -> dict[str, set[int]]:
        """Value → who has a time with it that meets the rest of the question."""
        found: dict[str, set[int]] = {code: set() for code in self.having[kind]}
        for run in self.runs:
            if self.meets(run, others):
                for code, ids in found.items():
                    if self._has(run, kind, code):
                        ids.add(run.offering)
        return found

    def _has(self, run: Run, kind: str, code: str) -> bool:
        match kind:
            case "day":
                return code in run.days
            case "open":
                return run.is_now
            case "age":
                return run.offering in self.having["age"][code] and run.occurrence.of.is_for(code)
        return run.offering in self.having["area"][code] and self.is_in(code, run.occurrence)

    def is_in(self, area: str, one: Occurrence) -> bool:
        """Where its doors are; or in an area that the offering is for without having a place there."""
        if not one.places or one.of.offering not in self.at_a_place_in[area]:
            return True
        return any(self.area_of.get(place) == area for place in one.places)

    def add(self, kind: str, value: str | None, pk: int) -> None:
        # No value: a word that was added between two reads. The next page knows it.
        if value is not None:
            self.having[kind][value].add(pk)


WHEN = frozenset({"day", "open"})
AT_ONCE = WHEN | {"area", "age"}  # as soon as it matters when

LINKS = (  # parameter, relation of the offering, column of its table
    ("topic", "topics", "topic_id"),
    ("area", "areas", "area_id"),
    ("place", "places", "place_id"),
    ("audience", "audiences", "audience_id"),
    ("spoken", "spoken_languages", "spokenlanguage_id"),
)


COLUMNS = (
    "type_id",
    "administration_id",
    "cost",
    "start",
    "is_area_wide",
    "minimum_age_months",
    "maximum_age_months",
    "expecting",
    "assured_on",
)


def members(published: QuerySet, vocabulary: Vocabulary) -> Members:
    """Who has which value. Two queries."""
    codes = {kind: {entry.id: entry.code for entry in entries} for kind, entries in vocabulary.items()}
    found = Members()
    rows = published.order_by().values_list("pk", *COLUMNS)
    for pk, type_id, administration_id, cost, start, is_area_wide, *ages, assured_on in rows:
        found.everyone.add(pk)
        found.add("type", codes["type"].get(type_id), pk)
        found.add("administration", codes["administration"].get(administration_id), pk)
        found.add("cost", cost, pk)
        found.add("start", start, pk)
        if is_area_wide:
            found.city_wide.add(pk)
        if assured_on:
            found.confirmed.add(pk)
        suited = _ages(AgeSpan(*ages))
        found.years[pk] = len(suited)
        for age in suited:
            found.add("age", age, pk)
    at_places = []
    for kind, pk, value in _links():
        if kind == "in":
            found.area_of[pk] = codes["area"].get(value, "")
        elif pk in found.everyone and kind == "place":
            at_places.append((pk, value))
        elif pk in found.everyone:
            found.add(kind, codes[kind].get(value), pk)
    for pk, place in at_places:
        if area := found.area_of.get(place):
            found.add("area", area, pk)
            found.at_a_place_in[area].add(pk)
    for area in codes["area"].values():
        found.having["area"][area] |= found.city_wide
    return found


def _ages(span: AgeSpan) -> list[str]:
    ages = [str(year) for year in YEARS_OF_CHILDHOOD if year in span]
    return [EXPECTING, *ages] if span.expecting else ages


def _links() -> QuerySet:
    """(parameter, offering id, value id) from every many-to-many table, and ("in", place id, area id): one query."""
    first, *rest = (
        getattr(Offering, relation)
        .through.objects.order_by()
        .filter(**{f"{value}__isnull": False})
        .values_list(Value(kind, output_field=CharField()), "offering_id", value)
        for kind, relation, value in LINKS
    )
    areas = Place.objects.rewrite(False).order_by().filter(area__isnull=False)
    return first.union(
        *rest, areas.values_list(Value("in", output_field=CharField()), "pk", "area_id"), all=True
    )


def fitting(members: Members, chosen: Mapping[str, list[str]], found: set[int] | None) -> set[int]:
    """Ids of the hits of a question."""
    base = members.everyone if found is None else members.everyone & found
    if members.asks_when(chosen):
        base = base & members.meeting(chosen)
    return base.intersection(*having_any(members, chosen).values())


def having_any(members: Members, chosen: Mapping[str, list[str]]) -> dict[str, set[int]]:
    """Parameter → ids of the offerings that have any of its chosen values."""
    return {kind: members.any_of(kind, values) for kind, values in chosen.items()}


def counts(
    members: Members, chosen: Mapping[str, list[str]], found: set[int] | None
) -> dict[str, dict[str, int]]:
    """Parameter → value → hits if it were chosen; `found`: what the text search found, or None."""
    base = members.everyone if found is None else members.everyone & found
    narrowed = having_any(members, chosen)
    running = members.meeting(chosen) if members.asks_when(chosen) else base
    result = {}
    for kind, values in members.having.items():
        others = {other: codes for other, codes in chosen.items() if other != kind}
        hits = base.intersection(*(narrowed[other] for other in others))
        if kind not in AT_ONCE:
            hits &= running
        elif members.must_meet(kind, others):
            values = members.having_at_once(kind, others)
        result[kind] = {value: len(ids & hits) for value, ids in values.items()}
    return result
