"""Where it happens."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from support.admin.base import DeskAdmin, KeptForever, TranslatedDeskAdmin
from support.admin.closing import ClosesForSomeDays
from support.admin.columns import RETIRED, CountsOfferings, in_order
from support.admin.coordinates import HasCoordinates
from support.admin.filters import MapFilter
from support.admin.place_times import ConfirmsTimesHere
from support.admin.schedule import ClosureInline
from support.folding import Alphabetical
from support.models import Area, Offering, Place

ON_THE_MAP = (
    "På kartan",
    {
        "description": "Kopiera punkten från en karta, båda talen eller kartans adress, och klistra in den i latitud. Till "
        "exempel: 57.7210, 12.9401.",
        "fields": [("latitude", "longitude"), "on_map"],
    },
)


@admin.register(Area)
class AreaAdmin(HasCoordinates, KeptForever, CountsOfferings, DeskAdmin):
    list_display = [in_order("name", "namn"), "number_of_offerings", "slug", RETIRED]
    list_filter = [MapFilter, "is_retired"]
    search_fields = ["name", "slug"]
    search_help_text = "Sök på namn. Du kan skriva utan å, ä och ö."
    ordering = [Alphabetical("name")]
    offerings_by = ("areas", "places__area")
    offerings_filter = ("omrade", "slug")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": ["name"]}),
        ON_THE_MAP,
        ("Adress på webben", {"fields": ["slug", "is_retired"]}),
    ]


@admin.register(Place)
class PlaceAdmin(ConfirmsTimesHere, ClosesForSomeDays, HasCoordinates, CountsOfferings, TranslatedDeskAdmin):
    list_display = [in_order("name", "namn"), "street_address", "city", "area", "number_of_offerings"]
    list_filter = ["area", MapFilter]
    list_select_related = ["area"]
    search_fields = ["name", "street_address", "city", "area__name"]
    search_help_text = "Sök på namn, gata eller område. Du kan skriva utan å, ä och ö."
    ordering = [Alphabetical("name")]
    offerings_by = ("places", "schedules__place", "occasions__place")
    offerings_filter = ("plats", "slug")
    autocomplete_fields = ["area"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ClosureInline]
    actions = ["assure_times", "close"]
    fieldsets = [
        (None, {"fields": ["name", "street_address", ("postal_code", "city"), "area"]}),
        ON_THE_MAP,
        ("Att komma in och komma fram", {"fields": ["accessibility"]}),
        ("Adress på webben", {"fields": ["slug"]}),
    ]

    def view_on_site(self, place: Place) -> str | None:
        is_public = Place.objects.public_once(timezone.now()).filter(pk=place.pk).exists()
        return super().view_on_site(place) if is_public else None

    def get_deleted_objects(self, places, request: HttpRequest):
        """A place in use stays: its offerings would be nowhere, without anyone being told."""
        objects, count, lacking, protected = super().get_deleted_objects(places, request)
        users = Offering.objects.filter(
            Q(places__in=places) | Q(schedules__place__in=places) | Q(occasions__place__in=places)
        )
        # By the offering that lasts: what its working version is called is its editor's own affair.
        lasting = Offering.objects.filter(Q(pk__in=users, draft_of=None) | Q(draft__in=users))
        protected = [*protected, *(f"Erbjudande: {offering}" for offering in lasting.distinct())]
        return objects, count, lacking, protected
