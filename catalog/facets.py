"""How many hits each value of each filter would give, with the other filters applied.

Reads id–value pairs once per table and counts in memory, so the number of queries does not grow
with filters or values.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value

from catalog.days import having_days
from catalog.timetable import Timetable
from catalog.vocabulary import Vocabulary
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD, AgeSpan
from support.models import Offering


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

    def any_of(self, kind: str, values: Iterable[str]) -> set[int]:
        return set().union(*(self.having[kind][value] for value in values))

    def add_days(self, timetable: Timetable) -> None:
        """Who runs on which of the coming days."""
        for kind, values in having_days(timetable).items():
            for value, ids in values.items():
                self.having[kind][value] = ids & self.everyone

    def add(self, kind: str, value: str | None, pk: int) -> None:
        # No value: a word that was added between two reads. The next page knows it.
        if value is not None:
            self.having[kind][value].add(pk)


LINKS = (  # parameter, relation of the offering, column of its table
    ("topic", "topics", "topic_id"),
    ("area", "areas", "area_id"),
    ("area", "places", "place__area_id"),
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
    for kind, pk, value in _links():
        if pk in found.everyone:
            found.add(kind, codes[kind].get(value), pk)
    for area in codes["area"].values():
        found.having["area"][area] |= found.city_wide
    return found


def _ages(span: AgeSpan) -> list[str]:
    ages = [str(year) for year in YEARS_OF_CHILDHOOD if year in span]
    return [EXPECTING, *ages] if span.expecting else ages


def _links() -> QuerySet:
    """(parameter, offering id, value id) from every many-to-many table, in one query."""
    first, *rest = (
        getattr(Offering, relation)
        .through.objects.order_by()
        .filter(**{f"{value}__isnull": False})
        .values_list(Value(kind, output_field=CharField()), "offering_id", value)
        for kind, relation, value in LINKS
    )
    return first.union(*rest, all=True)


def fitting(members: Members, chosen: Mapping[str, list[str]], found: set[int] | None) -> set[int]:
    """Ids of the hits of a question."""
    base = members.everyone if found is None else members.everyone & found
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
    result = {}
    for kind, values in members.having.items():
        hits = base.intersection(*(ids for other, ids in narrowed.items() if other != kind))
        result[kind] = {value: len(ids & hits) for value, ids in values.items()}
    return result
