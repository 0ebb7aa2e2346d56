"""How the guide understood the words somebody typed, and what it offers beside the hits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from catalog.filters import OfferingFilter
from catalog.result_page import address, age_label, labelled
from catalog.search.query import Found
from catalog.shown import ShownText
from catalog.vocabulary import Entry
from support.models import Offering

AS_TYPED = "as_typed"  # the parameter that says: correct nothing
THIN = 2  # hits: so few that more help is welcome
MOST_TOPICS = 4
MOST_UNDERSTOOD = 6
MOST_AGES = 3
NARROWING = ("open", "day", "age", "type", "area", "administration", "audience", "topic")  # in this order


@dataclass(frozen=True)
class Understood:
    """Something in the question that the list can be narrowed by, and is not yet."""

    kind: str
    name: ShownText
    url: str


@dataclass(frozen=True)
class Understanding:
    corrections: list[tuple[str, str]]  # typed, read as
    as_typed_url: str
    understood: list[Understood]
    is_danger: bool
    protection: Offering | None  # that helps someone in danger
    unknown: list[str]
    topics: list[Entry]


def understanding(filterset: OfferingFilter, shown: Iterable[Offering]) -> Understanding | None:
    """None where nobody typed any words. `shown`: the hits of the page."""
    found = filterset.found
    if found is None:
        return None
    question = found.question
    return Understanding(
        corrections=question.corrections,
        as_typed_url=_with(filterset.data, AS_TYPED, "1"),
        understood=[*_understood(filterset, found)][:MOST_UNDERSTOOD],
        is_danger=bool(found.danger),
        protection=_protection(filterset, found, shown),
        unknown=question.unknown,
        topics=_topics(filterset, found) if len(found.scores) <= THIN else [],
    )


def only_when(filterset: OfferingFilter) -> str:
    """The address that answers a question which asks when, and at most for which age; "" of any other."""
    found = filterset.found
    if found is None or found.danger or not found.question.days.asked or found.question.without_days:
        return ""
    ages = found.question.ages.codes if len(found.question.ages.codes) <= MOST_AGES else ()
    asked = filterset.data.copy()
    asked.pop("q")
    for kind, code in [*found.question.days.asked, *(("age", code) for code in sorted(ages))]:
        asked.setlist(kind, list(dict.fromkeys([*asked.getlist(kind), code])))
    return address(asked)


def _protection(filterset: OfferingFilter, found: Found, shown: Iterable[Offering]) -> Offering | None:
    """Whatever the filters and the page: someone in danger sees it."""
    if found.protected is None:
        return None
    there = next((offering for offering in shown if offering.pk == found.protected), None)
    return there or Offering.objects.readable_in(filterset.language).get(pk=found.protected)


def _understood(filterset: OfferingFilter, found: Found) -> Iterator[Understood]:
    named: dict[str, list[str]] = {kind: [] for kind in NARROWING}
    named["age"] = sorted(found.question.ages.codes, key=lambda code: (not code.isdigit(), code.zfill(2)))
    for kind, code in [*found.question.days.asked, *found.entries]:
        named[kind].append(code)
    said: set[str] = set()  # an age, an audience and a topic may all be called "Väntar barn"
    for kind in NARROWING:
        labels = dict(filterset.filters[kind].extra["choices"])
        # "Tonåring" is five ages: one narrows by its topic.
        for code in named[kind] if kind != "age" or len(named[kind]) <= MOST_AGES else ():
            is_chosen = code in filterset.chosen.get(kind, ())
            if is_chosen or code not in labels or code in filterset.filters[kind].retired:
                continue
            name = age_label(filterset, code) if kind == "age" else labelled(filterset, labels[code])
            if name not in said:
                said.add(name)
                asked = filterset.data
                if kind in ("open", "day"):  # the filter says it; as words they find nothing
                    asked = asked.copy()
                    asked.setlist("q", [words] if (words := found.question.without_days) else [])
                yield Understood(kind, name, _with(asked, kind, code))


def _topics(filterset: OfferingFilter, found: Found) -> list[Entry]:
    """What the words are about, wholly or in part, likeliest first."""
    topics = filterset.vocabulary["topic"]
    # A sensitive topic is never a guess.
    by_code = {topic.code: topic for topic in topics if not topic.is_retired and not topic.is_sensitive}
    return [by_code[code] for code in found.topics if code in by_code][:MOST_TOPICS]


def _with(asked: QueryDict, name: str, value: str) -> str:
    query = asked.copy()
    query.setlist(name, list(dict.fromkeys([*query.getlist(name), value])))
    return address(query)
