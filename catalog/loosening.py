"""When nothing fits all that was asked: what each part of the question costs, a few that fit all the rest, whom to ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from boras_guide.wording import listed
from catalog.cards import cards, vouched_for
from catalog.facets import Members, fitting
from catalog.filters import OfferingFilter
from catalog.result_page import address, named_chips
from support.models import Offering, Schedule

MOST = 3  # offerings shown instead
MOST_TO_ASK = 6

TIMES = ("open", "day")

# What a family can give up most easily comes first; what the child needs, and how old it is, last.
IN_ORDER = (
    *TIMES,
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
    return loosened, cards(_first(instead, filterset), filterset.language, filterset.timetable)


def at_any_time(filterset: OfferingFilter, members: Members) -> set[int]:
    """What answers the question, whenever it is."""
    chosen = {kind: codes for kind, codes in filterset.chosen.items() if kind not in TIMES}
    return fitting(members, chosen, None if filterset.scores is None else set(filterset.scores))


def to_ask(filterset: OfferingFilter, fits: set[int]) -> list[Offering]:
    """Of these, some with times that nobody has confirmed."""
    timed = Schedule.objects.rewrite(False).filter(offering__in=fits, offering__is_sensitive=False)
    unsure = timed.exclude(offering__in=vouched_for(filterset.timetable.today).values("offering"))
    ids = unsure.order_by("offering").values_list("offering", flat=True).distinct()[:MOST_TO_ASK]
    return cards(list(ids), filterset.language, filterset.timetable)


def asked_about_times(filterset: OfferingFilter) -> dict:
    """For the template: what one may ask about, and whether nothing at all is confirmed of what else fits."""
    if not filterset.chosen.keys() & set(TIMES):
        return {}
    fits = at_any_time(filterset, filterset.members)
    return {
        "to_ask": to_ask(filterset, fits),
        "is_about_times": True,
        "is_unconfirmed": not any(filterset.timetable.ahead_of(pk) for pk in fits),
    }


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
