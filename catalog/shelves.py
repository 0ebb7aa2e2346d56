"""Offerings in groups, as the pages by age, topic, type, adult, area, place and administration show them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.functional import Promise

from boras_guide.languages import column
from catalog.cards import cards
from catalog.shown import ShownText, shown
from catalog.timetable import Timetable, timetable
from support.models import Offering
from support.models.offering_queryset import OfferingQuerySet
from support.schedule import LOOK_AHEAD, WEEK, monday_of

MOST = 24  # offerings on one of many shelves; the list of hits has the rest, page by page
MANY = 48  # on pages with few shelves
IN_VIEW = 4  # of a long shelf, before one asks for the others

# What is meant most for just these ages comes before what is for all.
NARROWEST_AGES = (F("maximum_age_months") - F("minimum_age_months"), "-minimum_age_months")


@dataclass
class Shelf:
    """Some offerings that belong together."""

    offerings: list[Offering]
    total: int  # of which `offerings` may be the first
    title: ShownText | Promise | str = ""
    url: str = ""  # of the list with all of them
    code: str = ""  # of the type, for its cloth
    is_exact: bool = False  # the list at `url` has these and no others
    in_view: int = IN_VIEW

    @property
    def first(self) -> list[Offering]:
        """One more behind the press would be silly."""
        is_short = len(self.offerings) <= self.in_view + 1
        return self.offerings if is_short else self.offerings[: self.in_view]

    @property
    def rest(self) -> list[Offering]:
        return self.offerings[len(self.first) :]

    @property
    def cut(self) -> int:
        """How many did not fit on the page."""
        return self.total - len(self.offerings)

    @property
    def is_cut(self) -> bool:
        return self.cut > 0


def alphabetical(language: str) -> tuple[str]:
    return (column("sort_key", language),)


def coming_weeks(offerings: OfferingQuerySet, language: str, at: datetime.datetime) -> Timetable:
    """From this Monday, as far as entries and weeks look. One query."""
    today = timezone.localdate(at)
    return timetable(offerings, monday_of(today), today + LOOK_AHEAD + WEEK, language, at)


def shelves(
    offerings: OfferingQuerySet,
    language: str,
    known: Timetable,
    *,
    by: str | Combinable,
    order: Sequence[Any],
    most: int = MOST,
) -> dict[Any, Shelf]:
    """By the value of `by`; each in order, and with as many as fit on a page. A fixed number of queries."""
    placed = ranked(offerings, by, order, most)
    found = {offering.pk: offering for offering in cards([pk for _, pk, _ in placed], language, known)}
    result: dict[Any, Shelf] = {}
    for group, pk, total in placed:
        if pk in found:  # else it was withdrawn between two questions
            result.setdefault(group, Shelf([], total)).offerings.append(found[pk])
    return result


def ranked(
    offerings: OfferingQuerySet, by: str | Combinable, order: Sequence[Any], most: int
) -> list[tuple[Any, int, int]]:
    """(group, id, how many the group has) of the first in each group."""
    group = F(by) if isinstance(by, str) else by
    rows: QuerySet = (
        offerings.order_by()
        .annotate(
            shelf=group,
            place_on_shelf=Window(RowNumber(), partition_by=[F("shelf")], order_by=[*order, "pk"]),
            shelf_total=Window(Count("pk"), partition_by=[F("shelf")]),
        )
        .filter(place_on_shelf__lte=most)
        .order_by("shelf", "place_on_shelf")
    )
    return list(rows.values_list("shelf", "pk", "shelf_total"))


def named_by_type(made: dict[Any, Shelf], list_url: str, *, is_exact: bool = True) -> list[Shelf]:
    """Shelves made by `type_id`, in the office's order, under the types' own names.

    `list_url` ends in a question; `is_exact`: with the type added, it finds just what the shelf holds.
    """
    for shelf in made.values():
        kind = shelf.offerings[0].type
        shelf.title, shelf.code = shown(kind, "name"), kind.code
        shelf.url, shelf.is_exact = f"{list_url}&type={kind.code}", is_exact
    return [made[type_id] for type_id in sorted(made)]
