"""The words by which offerings are found."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from support.admin.base import DeskAdmin, KeptForever, TranslatedDeskAdmin
from support.models import Audience, GlossaryTerm, OfferingType, SpokenLanguage, Topic

ADDRESS = ("Kod och adress", {"fields": ["code", "slug", "is_retired"]})


class VocabularyAdmin(KeptForever, TranslatedDeskAdmin):
    list_display = ["name", "code", "is_retired"]
    list_filter = ["is_retired"]
    search_fields = ["name_sv", "code"]
    ordering = ["name_sv"]
    prepopulated_fields = {"slug": ["name_sv"]}
    fieldsets = [(None, {"fields": ["name"]}), ADDRESS]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """The code stands in filters and open data, and never changes."""
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]


@admin.register(OfferingType)
class OfferingTypeAdmin(VocabularyAdmin):
    pass


@admin.register(Audience)
class AudienceAdmin(VocabularyAdmin):
    pass


@admin.register(Topic)
class TopicAdmin(VocabularyAdmin):
    list_display = ["name", "code", "is_sensitive", "is_retired"]
    list_filter = ["is_sensitive", "is_retired"]
    search_fields = ["name_sv", "code", "search_terms_sv"]
    fieldsets = [
        (None, {"fields": ["name", "is_sensitive"]}),
        ("Ord som föräldrar söker med", {"fields": ["search_terms"]}),
        ADDRESS,
    ]


@admin.register(SpokenLanguage)
class SpokenLanguageAdmin(DeskAdmin):
    search_fields = ["code"]


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(TranslatedDeskAdmin):
    list_display = ["term", "synonyms"]
    search_fields = ["term_sv", "synonyms_sv"]
    ordering = ["term_sv"]
