"""Where it happens."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from support.admin.base import DeskAdmin, KeptForever, TranslatedDeskAdmin
from support.admin.schedule import ClosureInline
from support.models import Area, Offering, Place


@admin.register(Area)
class AreaAdmin(KeptForever, DeskAdmin):
    list_display = ["name", "latitude", "longitude", "is_retired"]
    list_filter = ["is_retired"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", ("latitude", "longitude"), "slug", "is_retired"]


@admin.register(Place)
class PlaceAdmin(TranslatedDeskAdmin):
    list_display = ["name", "street_address", "city", "area"]
    list_filter = ["area"]
    list_select_related = ["area"]
    search_fields = ["name", "street_address", "area__name"]
    autocomplete_fields = ["area"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ClosureInline]
    fieldsets = [
        (None, {"fields": ["name", "street_address", ("postal_code", "city"), "area"]}),
        ("På kartan", {"fields": [("latitude", "longitude")]}),
        ("Att komma in och komma fram", {"fields": ["accessibility"]}),
        ("Adress på webben", {"fields": ["slug"]}),
    ]

    def get_deleted_objects(self, places, request: HttpRequest):
        """A place in use stays: its offerings would be nowhere, without anyone being told."""
        objects, count, lacking, protected = super().get_deleted_objects(places, request)
        users = Offering.objects.filter(
            Q(places__in=places) | Q(schedules__place__in=places) | Q(occasions__place__in=places)
        )
        protected = [*protected, *(f"Erbjudande: {offering}" for offering in users.distinct())]
        return objects, count, lacking, protected
