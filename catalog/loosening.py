"""When nothing fits all that was asked: what each part of the question costs, a few that fit all the rest, whom to ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from boras_guide.wording import listed
from catalog.cards import answering, cards, with_sure_times
from catalog.facets import Members, fitting
from catalog.filters import OfferingFilter
from catalog.other_days import next_days, red_days
from catalog.result_page import address, named_chips
from support.models import Occasion, Offering, Schedule

MOST = 3  # offerings shown instead
MOST_TO_ASK = 6

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
    found = filterset.found_ids
    parts = [part for part in IN_ORDER if part in chosen or (part == "q" and found is not None)]
    loosened: list[Loosened] = []
    instead: set[int] = set()
    still_asked: dict[str, list[str]] = {}
    for part in parts:
        rest = {kind: codes for kind, codes in chosen.items() if kind != part}
        ids = fitting(filterset.members, rest, None if part == "q" else found)
        # Without any question left, everything "fits": that is no answer.
        if ids and len(parts) > 1:
            instead, still_asked = (instead, still_asked) if instead else (ids, rest)
            loosened.append(Loosened(_name(filterset, part), _without(filterset.data, part), len(ids)))
    answers = answering(filterset.members, still_asked, filterset.timetable)
    return loosened, cards(_first(instead, filterset), filterset.language, filterset.timetable, answers)


def at_any_time(filterset: OfferingFilter, members: Members) -> set[int]:
    """What answers the question, whenever it is."""
    return fitting(members, filterset.besides_when, filterset.found_ids)


def to_ask(filterset: OfferingFilter, fits: set[int]) -> list[Offering]:
    """Of these, some with times or dates that nobody has confirmed, or whose school terms nobody has entered."""
    timetable = filterset.timetable
    calm = Offering.objects.filter(pk__in=fits, is_sensitive=False)
    weekly = Schedule.objects.filter(offering=OuterRef("pk"))
    dates = Occasion.objects.filter(offering=OuterRef("pk"), starts_at__date__gte=timetable.today)
    unsure = calm.filter(Exists(weekly) | Exists(dates)).exclude(with_sure_times(timetable))
    ids = unsure.order_by("pk").values_list("pk", flat=True)[:MOST_TO_ASK]
    return cards(list(ids), filterset.language, timetable)


def asked_about_times(filterset: OfferingFilter) -> dict:
    """For the template: why there may be nothing then, and when there is; what one may ask about, and whether nothing at
    all is confirmed of what else fits."""
    if not filterset.asks_when:
        return {}
    fits = at_any_time(filterset, filterset.members)
    return {
        "to_ask": to_ask(filterset, fits),
        "is_about_times": True,
        "red_days": list(red_days(filterset)),
        "next_days": list(next_days(filterset)),
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
