"""The unbroken chain 0–17: what begins and what ends at each age, and how much there is of each type."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog import machine_made
from catalog.cards import CARD_FIELDS, cards
from catalog.record import list_record
from catalog.vocabulary import Entry, vocabulary
from support.ages import EXPECTING, YEARS_OF_CHILDHOOD, AgeSpan
from support.models import Offering, OfferingType
from support.models.offering_queryset import OfferingQuerySet

AGES = (EXPECTING, *(str(year) for year in YEARS_OF_CHILDHOOD))
MOST = 4  # offerings named at each age; its own page has all


@dataclass
class Stage:
    """One age on the thread."""

    age: str  # "expecting", "0" … "17"
    total: int = 0
    begin: list[Offering] = field(default_factory=list)  # some of those that begin here
    beginning: int = 0
    end: list[Offering] = field(default_factory=list)  # some of those for which this is the last year
    ending: int = 0

    @property
    def years(self) -> int | None:
        return None if self.age == EXPECTING else int(self.age)

    @property
    def has_more_ending(self) -> int:
        return self.ending - len(self.end)


@dataclass(frozen=True)
class Ribbon:
    """How much there is of one type at each age, drawn as thick as the supply."""

    type: Entry
    counts: list[int]  # one for each of AGES
    total: int
    tone: int  # 0–3, one after the other

    @property
    def path(self) -> str:
        """SVG, in a box of 19 × 24 where every age is one wide."""
        most = max(self.counts) or 1
        half = [0.0 if count == 0 else 1.5 + 9.5 * count / most for count in self.counts]
        upper = [f"{x + 0.5:g} {12 - height:.2f}" for x, height in enumerate(half)]
        lower = [f"{x + 0.5:g} {12 + height:.2f}" for x, height in reversed(list(enumerate(half)))]
        last = len(half)
        edges = (
            [f"0 {12 - half[0]:.2f}", *upper, f"{last} {12 - half[-1]:.2f}"],
            [f"{last} {12 + half[-1]:.2f}", *lower, f"0 {12 + half[0]:.2f}"],
        )
        return "M" + "L".join([*edges[0], *edges[1]]) + "Z"


def next_age(age: str) -> str | None:
    place = AGES.index(age) + 1
    return AGES[place] if place < len(AGES) else None


def is_last(age: str, span: AgeSpan) -> bool:
    """No later age is in the span."""
    return not any(span.includes(later) for later in AGES[AGES.index(age) + 1 :])


def chain(published: OfferingQuerySet, language: str) -> dict[str, Any]:
    """The template's context. One pass over ages and types, then the named offerings."""
    columns = ("pk", "type_id", "minimum_age_months", "maximum_age_months", "expecting")
    rows = [
        (pk, type_id, AgeSpan(*span)) for pk, type_id, *span in published.order_by("pk").values_list(*columns)
    ]
    stages = {age: Stage(age) for age in AGES}
    begin, end = defaultdict(list), defaultdict(list)
    counts: dict[int, list[int]] = defaultdict(lambda: [0] * len(AGES))
    for pk, type_id, span in rows:
        covered = [place for place, age in enumerate(AGES) if span.includes(age)]
        for place in covered:
            stages[AGES[place]].total += 1
            counts[type_id][place] += 1
        if covered:
            begin[AGES[covered[0]]].append((span.maximum - span.minimum, pk))
            end[AGES[covered[-1]]].append((span.maximum - span.minimum, pk))
    _name_some(stages, begin, end, language)
    named = [offering for stage in stages.values() for offering in (*stage.begin, *stage.end)]
    types = vocabulary(language, only={"type": OfferingType.objects.in_use()})["type"]
    return {
        "crumbs": [],
        "ages": YEARS_OF_CHILDHOOD,
        "stages": list(stages.values()),
        "ribbons": [
            Ribbon(kind, counts[kind.id], max(counts[kind.id]), tone % 4) for tone, kind in enumerate(types)
        ],
        "least": min(stage.total for stage in stages.values() if stage.age != EXPECTING),
        "offering_total": len(rows),
        "record": list_record(published),
        "has_machine_text": machine_made.is_any_shown(named, CARD_FIELDS, language)
        or machine_made.has_names(language),
    }


def _name_some(stages: dict[str, Stage], begin: dict, end: dict, language: str) -> None:
    """The narrowest spans of ages: they are meant most for just this age."""
    last = AGES[-1]
    chosen = {age: [pk for _, pk in sorted(begin[age])[:MOST]] for age in AGES}
    ending = {age: [pk for _, pk in sorted(end[age])[:MOST]] for age in AGES if age != last}
    wanted: Iterable[int] = dict.fromkeys(pk for pks in (*chosen.values(), *ending.values()) for pk in pks)
    found = {offering.pk: offering for offering in cards(list(wanted), language)}
    for age, stage in stages.items():
        stage.begin = [found[pk] for pk in chosen[age] if pk in found]
        stage.beginning = len(begin[age])
        stage.end = [found[pk] for pk in ending.get(age, []) if pk in found]
        stage.ending = len(end[age]) if age != last else 0
