"""The förvaltning or other body responsible for an offering."""

from django.contrib import admin

from support.admin.base import KeptForever, TranslatedDeskAdmin
from support.models import Administration


@admin.register(Administration)
class AdministrationAdmin(KeptForever, TranslatedDeskAdmin):
    list_display = ["name", "kind", "phone", "email", "is_retired"]
    list_filter = ["kind", "is_retired"]
    search_fields = ["name_sv", "slug"]
    ordering = ["name_sv"]
    prepopulated_fields = {"slug": ["name_sv"]}
    fieldsets = [
        (None, {"fields": ["name", "kind"]}),
        ("Kontakt", {"fields": ["phone", "email", "website"]}),
        ("Adress på webben", {"fields": ["slug", "is_retired"]}),
        ("Bara för redaktionen", {"fields": ["note"]}),
    ]
