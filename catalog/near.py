"""What is nearest first: to where the reader is, or in the area that was chosen before what serves the whole city."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet, Value

from catalog.distance import Position
from catalog.facets import Members
from catalog.vocabulary import Entry
from support.models import Area, Offering, Schedule

REACH_KM = 50.0  # farther away is not near, and no distance is told


@dataclass(frozen=True)
class Nearness:
    """In order, and how far it is to those whose place is known."""

    ids: list[int]
    km: dict[int, float]  # by offering
    is_by_distance: bool = False


def locals_first(ids: Sequence[int], members: Members) -> Nearness:
    """In a chosen area: what is of the area, then what serves everyone wherever they live."""
    return Nearness(sorted(ids, key=lambda pk: pk in members.city_wide), {})


def nearest_first(
    ids: Sequence[int], position: Position, members: Members, areas: Sequence[Entry], today: datetime.date
) -> Nearness:
    """By distance; then by area what has a place that nobody has entered on the map; then what has no place. One query."""
    km, area_km = _distances(position, today)
    # The areas whose distance is known, then the others by name, as they stand.
    by_distance = sorted(areas, key=lambda area: area_km.get(area.id, REACH_KM))
    rank: dict[int, int] = {}
    for number, area in enumerate(by_distance):
        for pk in members.having["area"][area.code] - members.city_wide:
            rank.setdefault(pk, number)

    def order(pk: int) -> tuple[int, float]:
        if pk in km:
            return 0, km[pk]
        return (1, rank[pk]) if pk in rank else (2, 0)

    return Nearness(sorted(ids, key=order), {pk: km[pk] for pk in ids if pk in km}, is_by_distance=True)


def _distances(position: Position, today: datetime.date) -> tuple[dict[int, float], dict[int, float]]:
    """Offering id → kilometres to the nearest of its places, and area id → to its middle, within reach."""
    south_north, west_east = position.box(REACH_KM)
    places = Offering.places.through.objects.all()
    # Some are elsewhere at some of their times; where they were last term is of no use.
    still_valid = Q(valid_until=None) | Q(valid_until__gte=today)
    times = Schedule.objects.rewrite(False).filter(still_valid, place__isnull=False)

    def within(rows: QuerySet, kind: str, owner: str, at: str) -> QuerySet:
        latitude, longitude = f"{at}latitude", f"{at}longitude"
        box = {f"{latitude}__range": south_north, f"{longitude}__range": west_east}
        own = Value(kind, output_field=CharField())
        return rows.filter(**box).order_by().values_list(own, owner, latitude, longitude)

    rows = within(places, "offering", "offering_id", "place__").union(
        within(times, "offering", "offering_id", "place__"), within(Area.objects.all(), "area", "pk", "")
    )
    found: dict[str, dict[int, float]] = {"offering": {}, "area": {}}
    for kind, pk, latitude, longitude in rows:
        km = position.km_to(Position(latitude, longitude))
        if km <= REACH_KM:
            found[kind][pk] = min(km, found[kind].get(pk, km))
    return found["offering"], found["area"]
