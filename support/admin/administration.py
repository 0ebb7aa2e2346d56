"""The förvaltning or other body responsible for an offering."""

from django.contrib import admin

from support.admin.base import KeptForever, TranslatedDeskAdmin
from support.admin.columns import RETIRED, CountsOfferings, in_order
from support.folding import Alphabetical
from support.models import Administration


@admin.register(Administration)
class AdministrationAdmin(KeptForever, CountsOfferings, TranslatedDeskAdmin):
    list_display = [in_order("name_sv", "namn"), "kind", "number_of_offerings", "phone", "email", RETIRED]
    list_filter = [
        "kind",
        ("phone", admin.EmptyFieldListFilter),
        ("email", admin.EmptyFieldListFilter),
        "is_retired",
    ]
    search_fields = ["name_sv", "slug", "phone", "email"]
    search_help_text = "Sök på namn, telefon eller e-post. Du kan skriva utan å, ä och ö."
    ordering = [Alphabetical("name_sv")]
    offerings_by = ("administration",)  # responsible: cooperation is another matter
    offerings_filter = ("administration__id__exact", "pk")
    prepopulated_fields = {"slug": ["name_sv"]}
    fieldsets = [
        (None, {"fields": ["name", "kind"]}),
        ("Kontakt", {"fields": ["phone", "email", "website"]}),
        ("Adress på webben", {"fields": ["slug", "is_retired"]}),
        ("Bara för redaktionen", {"fields": ["note"]}),
    ]
