"""What a list in the desk can be narrowed by, beyond the fields themselves."""

import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from support.admin.inputs import FIRST_YEAR
from support.folding import Alphabetical
from support.models import Area, Place

YEAR = datetime.timedelta(days=365)
FIRST_DAY = datetime.date(FIRST_YEAR, 1, 1)


class AssuranceFilter(admin.SimpleListFilter):
    title = "när det bekräftades"
    parameter_name = "bekraftad"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("i-ar", "inom ett år"), ("tidigare", "för mer än ett år sedan"), ("aldrig", "aldrig")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        year_ago = timezone.localdate() - YEAR
        wanted = {
            "i-ar": Q(assured_on__gt=year_ago),
            "tidigare": Q(assured_on__lte=year_ago),
            "aldrig": Q(assured_on__isnull=True),
        }
        return queryset.filter(wanted.get(self.value(), Q()))


class AreaFilter(admin.SimpleListFilter):
    """As the area's own page: also by way of a place. What serves the whole city is not counted."""

    title = "område"
    parameter_name = "omrade"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return list(Area.objects.order_by(Alphabetical("name")).values_list("slug", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.local_to([self.value()]) if self.value() else queryset


class PlaceFilter(admin.SimpleListFilter):
    """Reached from the list of places; all of them would fill the screen, so only the chosen one is shown."""

    title = "plats"
    parameter_name = "plats"

    def __init__(
        self, request: HttpRequest, params: dict, model: type[Model], model_admin: admin.ModelAdmin
    ) -> None:
        slug = params.get(self.parameter_name, [""])[-1]
        self.place = Place.objects.filter(slug=slug).first() if slug else None
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(self.place.slug, self.place.name)] if self.place else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        # Also by dates that have passed: the list counts them too.
        return queryset.at_place(self.place, FIRST_DAY) if self.place else queryset


class MapFilter(admin.SimpleListFilter):
    title = "läge på kartan"
    parameter_name = "karta"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("ja", "utsatt"), ("nej", "inte utsatt än")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        is_missing = {"ja": False, "nej": True}.get(self.value())
        return queryset if is_missing is None else queryset.filter(latitude__isnull=is_missing)


class TimeFilter(admin.SimpleListFilter):
    """What is still to come, or what is not."""

    parameter_name = "tid"
    ended_by: str  # the column with its last day

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("kvar", "pågår eller kommer"), ("over", "är över")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        over = {f"{self.ended_by}__lt": timezone.localdate()}
        wanted: dict[str | None, Any] = {"kvar": ~Q(**over), "over": Q(**over)}
        return queryset.filter(wanted.get(self.value(), Q()))
