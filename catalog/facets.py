"""How many hits each value of each filter would give, with the other filters applied.

Reads id–value pairs once per table and counts in memory, so the number of queries does not grow
with filters or values.
"""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import CharField, QuerySet, Value

from catalog.vocabulary import Vocabulary
from support.ages import YEARS_OF_CHILDHOOD, AgeSpan
from support.models import Offering
from support.models.offering_queryset import EXPECTING

# parameter → value → ids of the published offerings that have it
Members = dict[str, dict[str, set[int]]]

LINKS = (  # parameter, relation of the offering, column of its table
    ("topic", "topics", "topic_id"),
    ("area", "areas", "area_id"),
    ("area", "places", "place__area_id"),
    ("audience", "audiences", "audience_id"),
    ("spoken", "spoken_languages", "spokenlanguage_id"),
)


def members(published: QuerySet, vocabulary: Vocabulary) -> Members:
    """Who has which value. Two queries."""
    codes = {kind: {entry.id: entry.code for entry in entries} for kind, entries in vocabulary.items()}
    found: Members = defaultdict(lambda: defaultdict(set))
    everyone = set()
    city_wide = set()
    columns = (
        "type_id",
        "administration_id",
        "cost",
        "start",
        "is_area_wide",
        "minimum_age_months",
        "maximum_age_months",
        "expecting",
    )
    for pk, type_id, administration_id, cost, start, is_area_wide, *ages in published.order_by().values_list(
        "pk", *columns
    ):
        everyone.add(pk)
        found["type"][codes["type"][type_id]].add(pk)
        found["administration"][codes["administration"][administration_id]].add(pk)
        found["cost"][cost].add(pk)
        found["start"][start].add(pk)
        if is_area_wide:
            city_wide.add(pk)
        for age in _ages(AgeSpan(*ages)):
            found["age"][age].add(pk)
    for kind, pk, value in _links():
        if pk in everyone:
            found[kind][codes[kind][value]].add(pk)
    for area in codes["area"].values():
        found["area"][area] |= city_wide
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


def counts(
    members: Members, chosen: Mapping[str, list[str]], found: set[int] | None
) -> dict[str, dict[str, int]]:
    """Parameter → value → hits if it were chosen; `found`: what the text search found, or None."""
    everyone = set().union(*members["cost"].values())
    base = everyone if found is None else everyone & found
    fitting = {
        kind: set().union(*(members[kind][value] for value in values)) for kind, values in chosen.items()
    }
    result = {}
    for kind, values in members.items():
        hits = base.intersection(*(ids for other, ids in fitting.items() if other != kind))
        result[kind] = {value: len(ids & hits) for value, ids in values.items()}
    return result
