"""How the guide understood the words somebody typed, and what it offers beside the hits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from catalog.filters import OfferingFilter
from catalog.period import is_within_reach
from catalog.result_page import address, age_label, labelled
from catalog.search.asked_when import MOST_AGES, when_asked
from catalog.search.query import Found
from catalog.shown import ShownText
from catalog.vocabulary import Entry
from support.models import Offering
from support.red_days import coming_day

AS_TYPED = "as_typed"  # the parameter that says: correct nothing
THIN = 2  # hits: so few that more help is welcome
MOST_TOPICS = 4
MOST_UNDERSTOOD = 6
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
    is_near: bool  # it asks for what is near, and nobody has said from where
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
        is_near=bool(question.near) and filterset.position is None,
        is_danger=bool(found.danger),
        protection=_protection(filterset, found, shown),
        unknown=question.unknown,
        topics=_topics(filterset, found) if len(found.scores) <= THIN else [],
    )


def led_to(filterset: OfferingFilter, path: str, *, is_about_times: bool = False) -> str:
    """The address that answers a question whose day is certain, with all else that was chosen; "" of any other.

    `is_about_times`: on a page of times alone, every day is.
    """
    found = filterset.found
    when = when_asked(found) if found is not None and not found.danger else None
    if when is None or not (when.is_certain or is_about_times):
        return ""
    asked = filterset.data.copy()
    asked.setlist("q", [when.words] if when.words else [])
    for kind, code in [*when.days, *(("age", code) for code in when.ages)]:
        asked.setlist(kind, list(dict.fromkeys([*asked.getlist(kind), code])))
    if not when.days:
        today = filterset.timetable.today
        day = coming_day(when.red_day, today)
        if not is_within_reach(day, today):
            return ""
        path = reverse("calendar")
        asked["date"] = str(day)
    return path + address(asked)


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
    when = when_asked(found)
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
                if when and (kind, code) in when.days:  # the filter says it; as words they find nothing
                    asked = asked.copy()
                    asked.setlist("q", [when.words] if when.words else [])
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
