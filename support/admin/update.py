"""News from the coordinator."""

from django.contrib import admin
from django.utils import timezone

from support.admin.base import TranslatedDeskAdmin
from support.models import Update


@admin.register(Update)
class UpdateAdmin(TranslatedDeskAdmin):
    list_display = ["title", "administration", "published_on", "is_published", "changed_at"]
    list_filter = ["is_published", "administration"]
    list_select_related = ["administration"]
    search_fields = ["title_sv", "summary_sv", "body_sv"]
    date_hierarchy = "published_on"
    autocomplete_fields = ["administration", "replaced_by"]
    prepopulated_fields = {"slug": ["title_sv"]}
    fieldsets = [
        ("Nyheten", {"fields": ["title", "summary", "body", "administration"]}),
        ("Publicering", {"fields": ["is_published", "published_on", "publish_until", "replaced_by", "slug"]}),
        ("Varifrån uppgifterna kommer", {"fields": ["source_url"]}),
    ]

    def view_on_site(self, update: Update) -> str | None:
        is_shown = Update.objects.published(timezone.now()).filter(pk=update.pk).exists()
        return update.get_absolute_url() if is_shown else None
