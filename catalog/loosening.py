"""When nothing fits all that was asked: what each part of the question costs, and a few that fit all the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from boras_guide.wording import listed
from catalog.cards import cards
from catalog.facets import fitting
from catalog.filters import OfferingFilter
from catalog.result_page import address, named_chips
from support.models import Offering

MOST = 3  # offerings shown instead

# What a family can give up most easily comes first; what the child needs, and how old it is, last.
IN_ORDER = (
    "open",
    "day",
    "area",
    "start",
    "cost",
    "administration",
    "type",
    "spoken",
    "q",
    "audience",
    "topic",
    "age",
)


@dataclass(frozen=True)
class Loosened:
    """The question without one of its parts."""

    part: str  # what the part is called
    url: str
    count: int  # hits without it


def loosen(filterset: OfferingFilter) -> tuple[list[Loosened], list[Offering]]:
    """What helps, most easily given up first; and some of the offerings found by the first of them."""
    chosen = filterset.chosen
    found = None if filterset.scores is None else set(filterset.scores)
    parts = [part for part in IN_ORDER if part in chosen or (part == "q" and found is not None)]
    loosened: list[Loosened] = []
    instead: set[int] = set()
    for part in parts:
        rest = {kind: codes for kind, codes in chosen.items() if kind != part}
        ids = fitting(filterset.members, rest, None if part == "q" else found)
        # Without any question left, everything "fits": that is no answer.
        if ids and len(parts) > 1:
            instead = instead or ids
            loosened.append(Loosened(_name(filterset, part), _without(filterset.data, part), len(ids)))
    return loosened, cards(_first(instead, filterset), filterset.language)


def _first(ids: Iterable[int], filterset: OfferingFilter) -> list[int]:
    scores = filterset.scores or {}
    return sorted(ids, key=lambda pk: (-scores.get(pk, 0), pk))[:MOST]


def _name(filterset: OfferingFilter, part: str) -> str:
    """What was chosen or typed, as the chips call it."""
    chosen = [chip.label for name, chip in named_chips(filterset) if name == part]
    return listed(chosen, filterset.language)


def _without(asked: QueryDict, part: str) -> str:
    rest = asked.copy()
    rest.setlist(part, [])
    return address(rest)
