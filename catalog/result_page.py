"""Everything the list of hits prints: facets with counts, chips, the cards of one page."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog import machine_made
from catalog.cards import CARD_FIELDS, answering, cards
from catalog.facets import WHEN, counts
from catalog.filters import OfferingFilter
from catalog.near import Nearness
from catalog.shown import ShownText
from support.models import Offering

HITS_PER_PAGE = 20
FACETS = ("age", "day", "type", "topic", "area", "administration", "spoken", "audience", "cost", "start")


WITH = {"day": "open"}  # a parameter whose values stand first in the facet of another


@dataclass(frozen=True)
class FacetValue:
    facet: str  # the parameter it is a value of
    code: str
    label: ShownText
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: list[FacetValue]
    errors: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.errors) or any(value.is_chosen for value in self.values)


@dataclass(frozen=True)
class Chip:
    """One chosen value, and the address of the list without it."""

    label: ShownText
    url: str


@dataclass(frozen=True)
class Group:
    """Hits under one heading, as far as they stand on this page."""

    title: str  # none where there is but one group
    total: int  # on all pages
    offerings: list[Offering]


@dataclass(frozen=True)
class SortOption:
    code: str
    label: str
    is_chosen: bool


def result_page(filterset: OfferingFilter, *, asked_page: str, path: str) -> dict:
    """The template's context."""
    ids = filterset.ids()
    page = clamped(Paginator(ids, HITS_PER_PAGE), asked_page)
    answers = answering(filterset.members, filterset.chosen, filterset.timetable)
    page.object_list = cards(page.object_list, filterset.language, filterset.timetable, answers)
    groups = grouped(page.object_list, filterset.nearness)
    asked = filterset.data
    return question_context(filterset) | {
        "clear_url": path,
        "sort_options": sort_options(filterset),
        "total": len(ids),
        "page": page,
        "groups": groups,
        "is_far": filterset.is_far,
        "previous_url": address(asked, page=page.number - 1) if page.has_previous() else "",
        "next_url": address(asked, page=page.number + 1) if page.has_next() else "",
        "has_machine_text": machine_made.is_any_shown(page.object_list, CARD_FIELDS, filterset.language)
        or machine_made.has_names(filterset.language),
    }


def question_context(filterset: OfferingFilter) -> dict:
    """What any page that answers a question prints of the question itself."""
    errors = filterset.errors
    return {
        "query": filterset.data.get("q", ""),
        "marks": filterset.found.marks if filterset.found else frozenset(),
        "facets": facets(filterset),
        "chips": chips(filterset),
        "notices": filterset.notices,
        "has_errors": bool(errors),
        "is_fault_in_filters": not errors.keys() <= {"q", "near"},
        "query_errors": errors.get("q", []),
        "near_errors": errors.get("near", []),
        "sort_errors": errors.get("sort", []),
        "is_sensitive": filterset.is_sensitive,
        "position": filterset.position,
    }


def grouped(shown: list[Offering], nearness: Nearness) -> list[Group]:
    """The cards of one page, with `km` on those whose distance is known."""
    for offering in shown:
        offering.km = nearness.km.get(offering.pk)
    if not nearness.groups:
        return [Group("", len(nearness.ids), shown)]
    of_page = {offering.pk: offering for offering in shown}
    groups = [
        Group(str(title), len(ids), [of_page[pk] for pk in ids if pk in of_page])
        for title, ids in nearness.groups.items()
    ]
    return [group for group in groups if group.offerings]


def clamped(paginator: Paginator, asked: str) -> Page:
    """The page asked for, or the nearest there is; the first where the number is no number."""
    try:
        number = int(asked)
    except ValueError:
        number = 1
    return paginator.page(min(max(number, 1), paginator.num_pages))


def facets(filterset: OfferingFilter) -> list[Facet]:
    chosen = filterset.chosen
    found = filterset.found_ids
    numbers = counts(filterset.members, chosen, found)
    made = []
    for name in FACETS:
        parts = [part for part in (WITH.get(name), name) if part]
        values = [value for part in parts for value in _values(filterset, part, numbers.get(part, {}))]
        errors = [error for part in parts for error in filterset.errors.get(part, [])]
        made.append(Facet(name, filterset.filters[name].label, values, errors))
    return made


def _values(filterset: OfferingFilter, name: str, numbers: dict[str, int]) -> Iterator[FacetValue]:
    offered, chosen = filterset.filters[name], filterset.chosen.get(name, [])
    for code, label in offered.extra["choices"]:
        if code not in offered.retired:
            yield FacetValue(name, code, labelled(filterset, label), numbers.get(code, 0), code in chosen)


def chips(filterset: OfferingFilter) -> list[Chip]:
    return [chip for _name, chip in named_chips(filterset)]


def named_chips(filterset: OfferingFilter) -> Iterator[tuple[str, Chip]]:
    """(parameter, chip) of everything that was asked."""
    asked = filterset.data
    if asked.get("q"):
        words = labelled(filterset, _("“%(query)s”") % {"query": asked["q"]})
        yield "q", Chip(words, address(asked, without=("q", asked["q"])))
    if filterset.position:
        label = labelled(filterset, filterset.filters["near"].label)
        yield "near", Chip(label, address(asked, without=("near", asked["near"])))
    for name, codes in filterset.chosen.items():
        labels = dict(filterset.filters[name].extra["choices"])
        for code in codes:
            label = labelled(filterset, labels[code])
            if name == "age":
                label = age_label(filterset, code)
            yield name, Chip(label, address(asked, without=(name, code)))


def age_label(filterset: OfferingFilter, code: str) -> ShownText:
    """Of one age standing alone: "3 years"."""
    if code.isdigit():
        years = ngettext("%(years)s year", "%(years)s years", int(code)) % {"years": code}
        return labelled(filterset, years)
    return labelled(filterset, dict(filterset.filters["age"].extra["choices"])[code])


def sort_options(filterset: OfferingFilter) -> list[SortOption]:
    """What makes sense for this question.

    The default has no code: a form sent with new words then gets the order that suits them.
    """
    default, *_rest = filterset.orders
    labels = dict(filterset.filters["sort"].extra["choices"])
    if filterset.is_far:
        labels["near"] = _("By area")
    return [
        SortOption("" if code == default else code, label, code == filterset.order)
        for code, label in labels.items()
        if code in filterset.orders
    ]


def address(asked: QueryDict, *, without: tuple[str, str] | None = None, page: int = 1) -> str:
    """`?…` with what was asked, in the filters' own order; "?" alone where nothing is left."""
    query = asked.copy()
    if without:
        name, value = without
        query.setlist(name, [other for other in query.getlist(name) if other != value])
    if page > 1:
        query["page"] = str(page)
    return "?" + query.urlencode()


def besides_when(asked: QueryDict) -> QueryDict:
    """The question without its choice of days."""
    query = asked.copy()
    for name in WHEN:
        query.setlist(name, [])
    return query


def labelled(filterset: OfferingFilter, label: object) -> ShownText:
    """What a choice is called; the interface's own words are in the page's language."""
    if isinstance(label, ShownText):
        return label
    return ShownText(str(label), filterset.language)
