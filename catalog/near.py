"""What is nearest first: to where the reader is, or in the area that was chosen before what serves the whole city."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.facets import Members
from catalog.timetable import Timetable
from catalog.vocabulary import Entry
from support.distance import BORAS, Position
from support.models import Area, Offering, Place

AWAY_KM = 50.0  # who is farther than that from the city is not in Borås
REACH_KM = 100.0  # of what lies farther away no distance is told

KNOWN, UNKNOWN, EVERYWHERE = _("Nearest first"), _("We do not know how far"), _("For all of Borås")


@dataclass(frozen=True)
class Distances:
    """From where the reader is, in kilometres; none at all from far away."""

    offerings: Mapping[int, float] = field(default_factory=dict)  # to the nearest of its places
    areas: Mapping[int, float] = field(default_factory=dict)  # to what is known to lie in it
    is_far: bool = False


@dataclass(frozen=True)
class Nearness:
    """In order, and how far it is to those whose place is known."""

    ids: list[int]
    km: Mapping[int, float] = field(default_factory=dict)  # by offering
    groups: Mapping[Promise, list[int]] = field(default_factory=dict)  # by what is known of how far they are


def locals_first(ids: Sequence[int], members: Members) -> Nearness:
    """In a chosen area: what is of the area, then what serves everyone wherever they live."""
    return Nearness(sorted(ids, key=lambda pk: pk in members.city_wide))


def nearest_first(
    ids: Sequence[int], distances: Distances, members: Members, areas: Sequence[Entry]
) -> Nearness:
    """By distance; then by area what has a place that nobody has entered on the map; then what has no place."""
    km, nowhere = distances.offerings, float("inf")
    # The areas whose distance is known, then the others by name, as they stand.
    by_distance = sorted(areas, key=lambda area: distances.areas.get(area.id, nowhere))
    rank: dict[int, int] = {}
    for number, area in enumerate(by_distance):
        for pk in members.having["area"][area.code] - members.city_wide:
            rank.setdefault(pk, number)

    known = sorted((pk for pk in ids if pk in km), key=km.__getitem__)
    unknown = sorted((pk for pk in ids if pk not in km and pk in rank), key=rank.__getitem__)
    everywhere = [pk for pk in ids if pk not in km and pk not in rank]
    groups = {KNOWN: known, UNKNOWN: unknown, EVERYWHERE: everywhere}
    return Nearness([*known, *unknown, *everywhere], km, {} if distances.is_far else groups)


def distances_from(
    position: Position, known: Timetable, first: datetime.date, last: datetime.date
) -> Distances:
    """Also to where times of their own are on these days, which the timetable was read for. One query."""
    if position.km_to(BORAS) > AWAY_KM:
        return Distances(is_far=True)
    at_places = _places_of_times(known, first, last)
    found: dict[str, dict[int, float]] = {"offering": {}, "area": {}, "place": {}}
    for kind, pk, latitude, longitude in _within_reach(position, at_places):
        km = position.km_to(Position(latitude, longitude))
        if km <= REACH_KM:
            found[kind][pk] = min(km, found[kind].get(pk, km))
    offerings, areas, places = found.values()
    for place, pks in at_places.items():
        for pk in pks if place in places else ():
            offerings[pk] = min(places[place], offerings.get(pk, places[place]))
    return Distances(offerings, areas)


def _places_of_times(known: Timetable, first: datetime.date, last: datetime.date) -> dict[int, set[int]]:
    """Place → offerings that have a confirmed time there that is not over."""
    elsewhere = [
        pk
        for pk, times in known.times.items()
        if any(time.place for time in (*times.recurring, *times.dated))
    ]
    found = defaultdict(set)
    for one in known.between(first, last, elsewhere):
        if one.of.place and one.is_on and not one.is_over(known.at):
            found[one.of.place].add(one.of.offering)
    return found


def _within_reach(position: Position, places: Mapping[int, set[int]]) -> QuerySet:
    """(kind, id, latitude, longitude): of offerings' places, of areas' middles and what lies in them, of these places.

    In a box, which is a little more than within reach.
    """
    south_north, west_east = position.box(REACH_KM)

    def rows(kind: str, found: QuerySet, owner: str, at: str = "") -> QuerySet:
        box = {f"{at}latitude__range": south_north, f"{at}longitude__range": west_east}
        on_map = found.filter(**box, **{f"{owner}__isnull": False})
        own = Value(kind, output_field=CharField())
        return on_map.order_by().values_list(own, owner, f"{at}latitude", f"{at}longitude")

    own_places = Place.objects.rewrite(False)  # a rewritten query puts its columns in another order
    return rows("offering", Offering.places.through.objects.all(), "offering_id", "place__").union(
        rows("area", Area.objects.all(), "pk"),
        rows("area", own_places, "area_id"),
        rows("place", own_places.filter(pk__in=places), "pk"),
    )
