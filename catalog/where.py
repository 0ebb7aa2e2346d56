"""How much there is in each area and at each place, and which areas are nearest to one."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from boras_guide.languages import SOURCE
from support.distance import Position
from support.models import Area, Occasion, Offering, Place, Schedule
from support.models.offering_queryset import OfferingQuerySet
from support.sorting import sort_key

Named = TypeVar("Named", Area, Place)


def area_counts(published: OfferingQuerySet) -> Counter[int]:
    """Area id → how many offerings it has of its own: there, or at a place there."""
    ids = published.order_by().values("pk")
    here = Offering.areas.through.objects.filter(offering__in=ids)
    at_a_place = Offering.places.through.objects.filter(offering__in=ids, place__area__isnull=False)
    pairs = here.values_list("area_id", "offering_id").union(
        at_a_place.values_list("place__area_id", "offering_id")
    )
    return Counter(area for area, _offering in pairs)


def place_counts(published: OfferingQuerySet, on: datetime.date) -> Counter[int]:
    """Place id → how many offerings one can go to there, always or at some of their times."""
    ids = published.order_by().values("pk")
    everywhere = (
        Offering.places.through.objects.all(),
        # Not rewritten: modeltranslation would put the columns in an order of its own.
        Schedule.objects.rewrite(False),
        Occasion.objects.rewrite(False).filter(starts_at__date__gte=on),
    )
    first, *rest = (
        links.order_by().filter(offering__in=ids, place__isnull=False).values_list("place_id", "offering_id")
        for links in everywhere
    )
    return Counter(place for place, _offering in first.union(*rest))


def places_in(area: Area, published: OfferingQuerySet, on: datetime.date) -> list[Place]:
    """Those where something takes place."""
    return in_swedish_order(Place.objects.filter(area=area).where(published, on))


def in_swedish_order(named: Iterable[Named]) -> list[Named]:
    """By name, alike on every database. Names of places are Swedish in every language."""
    return sorted(named, key=lambda row: (sort_key(row.name, SOURCE), row.pk))


@dataclass(frozen=True)
class OtherArea:
    area: Area
    count: int  # offerings of its own
    distance_km: float | None  # as the crow flies; None where nobody has entered where one of them is


def others_than(area: Area, counts: Counter[int]) -> list[OtherArea]:
    """The nearest first, then by name those whose distance is not known. One query."""
    others = [
        OtherArea(other, counts[other.pk], distance_km(area, other))
        for other in in_swedish_order(Area.objects.in_use().exclude(pk=area.pk))
    ]
    return sorted(others, key=lambda other: (other.distance_km is None, other.distance_km or 0))


def distance_km(one: Area, other: Area) -> float | None:
    coordinates = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in coordinates:
        return None
    return Position(one.latitude, one.longitude).km_to(Position(other.latitude, other.longitude))
