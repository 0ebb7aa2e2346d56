"""The lists above those pages: every topic, type, adult, area, place and administration, with how much it has."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog import machine_made
from catalog.shown import ShownText, current_language, shown
from catalog.vocabulary import ALPHABETICAL, MODELS
from catalog.where import area_counts, place_counts
from support.models import Administration, Offering, Place
from support.models.offering_queryset import OfferingQuerySet
from support.sorting import sort_key

KINDS: dict[str, Promise] = {
    Administration.Kind.MUNICIPAL: _("The city of Borås"),
    Administration.Kind.REGION: _("The region"),
    Administration.Kind.CIVIL_SOCIETY: _("Associations and churches"),
    Administration.Kind.NATIONAL: _("For all of Sweden"),
}


@dataclass(frozen=True)
class Listed:
    row: Any
    name: ShownText | str
    count: int  # published offerings

    @property
    def url(self) -> str:
        return self.row.get_absolute_url()


@dataclass
class Group:
    title: ShownText | Promise | str
    listed: list[Listed] = field(default_factory=list)
    url: str = ""


def browse_list(kind: str, at: datetime.datetime) -> dict[str, Any]:
    """The template's context. `kind`: a parameter of the list of hits."""
    language = current_language()
    published = Offering.objects.published(at)
    counts = area_counts(published) if kind == "area" else _counts(kind, published)
    rows = list(MODELS[kind].objects.in_use().order_by("pk"))
    listed = [Listed(row, _name(row), counts[row.pk]) for row in rows]
    if kind in ALPHABETICAL:
        listed.sort(key=lambda one: sort_key(one.name, language))
    return {"crumbs": [], "listed": listed, "has_machine_text": _has_machine_names(rows, language)}


def places_by_area(at: datetime.datetime) -> dict[str, Any]:
    """Those where something takes place; what lies in no area comes last."""
    counts = place_counts(Offering.objects.published(at), timezone.localdate(at))
    places = Place.objects.filter(pk__in=counts).select_related("area")
    in_order = sorted(
        places,
        key=lambda place: (
            place.area is None,
            sort_key(place.area.name if place.area else "", "sv"),
            sort_key(place.name, "sv"),
        ),
    )
    groups = [
        Group(
            area.name if area else _("Elsewhere"),
            [Listed(place, place.name, counts[place.pk]) for place in inside],
            area.get_absolute_url() if area else "",
        )
        for area, inside in groupby(in_order, key=lambda place: place.area)
    ]
    return {"crumbs": [], "groups": groups}


def administrations_by_kind(at: datetime.datetime) -> dict[str, Any]:
    """Everyone who is responsible for something or takes part in it; the count is of the former."""
    language = current_language()
    published = Offering.objects.published(at)
    counts = _counts("administration", published)
    taking_part = Offering.cooperating.through.objects.filter(offering__in=published.order_by().values("pk"))
    active = {*counts, *taking_part.values_list("administration_id", flat=True)}
    rows = list(Administration.objects.in_use().filter(pk__in=active))
    listed = [Listed(row, _name(row), counts[row.pk]) for row in rows]
    listed.sort(key=lambda one: sort_key(one.name, language))
    groups = [Group(title, [one for one in listed if one.row.kind == kind]) for kind, title in KINDS.items()]
    return {
        "crumbs": [],
        "groups": [group for group in groups if group.listed],
        "has_machine_text": _has_machine_names(rows, language),
    }


def _counts(kind: str, published: OfferingQuerySet) -> Counter[int]:
    """Id of the word → how many published offerings have it. One query."""
    relation = {"topic": "topics", "audience": "audiences"}.get(kind)
    if relation is None:
        column = {"type": "type_id", "administration": "administration_id"}[kind]
        pairs = published.order_by().values_list(column).annotate(Count("pk"))
    else:
        links = getattr(Offering, relation).through.objects.order_by()
        within = links.filter(offering__in=published.order_by().values("pk"))
        pairs = within.values_list(f"{kind}_id").annotate(Count("pk"))
    return Counter(dict(pairs))


def _name(row: Model) -> ShownText | str:
    return shown(row, "name") if hasattr(row, "name_sv") else row.name  # type: ignore[attr-defined]


def _has_machine_names(rows: list, language: str) -> bool:
    if not rows or not hasattr(rows[0], "name_sv"):  # the names of areas are the same in every language
        return False
    machine_made.mark(rows, language)
    fields = [name for name in ("name", "description") if hasattr(rows[0], name)]
    return machine_made.is_any_shown(rows, fields, language)
