"""The words by which offerings are found."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from support.admin.base import DeskAdmin, KeptForever, TranslatedDeskAdmin
from support.admin.columns import RETIRED, CountsOfferings, in_order, yes
from support.admin.search import search_words
from support.folding import Alphabetical, fold
from support.models import Audience, OfferingType, SpokenLanguage, Topic

ADDRESS = ("Kod och adress", {"fields": ["code", "slug", "is_retired"]})


class VocabularyAdmin(KeptForever, CountsOfferings, TranslatedDeskAdmin):
    list_display = [in_order("name_sv", "namn"), "number_of_offerings", "slug", RETIRED]
    list_filter = ["is_retired"]
    search_fields = ["name_sv", "code", "slug"]
    search_help_text = "Sök på namn, kod eller adress. Du kan skriva utan å, ä och ö."
    ordering = [Alphabetical("name_sv")]
    prepopulated_fields = {"slug": ["name_sv"]}
    markdown_fields = ["description"]
    fieldsets = [(None, {"fields": ["name", "description"]}), ADDRESS]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """The code stands in filters and open data, and never changes."""
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]


@admin.register(OfferingType)
class OfferingTypeAdmin(VocabularyAdmin):
    offerings_by = ("type",)
    offerings_filter = ("type__id__exact", "pk")


@admin.register(Audience)
class AudienceAdmin(VocabularyAdmin):
    offerings_by = ("audiences",)
    offerings_filter = ("audiences__id__exact", "pk")
    fieldsets = [(None, {"fields": ["name", "heading", "description"]}), ADDRESS]


@admin.register(Topic)
class TopicAdmin(VocabularyAdmin):
    list_display = [
        in_order("name_sv", "namn"),
        "number_of_offerings",
        yes("is_sensitive", "känsligt"),
        "slug",
        RETIRED,
    ]
    list_filter = ["is_sensitive", "is_retired"]
    search_fields = ["name_sv", "code", "slug", "search_terms_sv"]
    search_help_text = "Sök på namn, kod, adress eller föräldrars egna ord. Du kan skriva utan å, ä och ö."
    offerings_by = ("topics",)
    offerings_filter = ("topics__id__exact", "pk")
    fieldsets = [
        (None, {"fields": ["name", "description", "is_sensitive"]}),
        ("Ord som föräldrar söker med", {"fields": ["search_terms"]}),
        ADDRESS,
    ]


@admin.register(SpokenLanguage)
class SpokenLanguageAdmin(CountsOfferings, DeskAdmin):
    list_display = ["__str__", "number_of_offerings"]
    search_fields = ["code"]
    search_help_text = "Sök på språkets namn eller kod, till exempel somaliska."
    offerings_by = ("spoken_languages",)
    offerings_filter = ("spoken_languages__id__exact", "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """By the name as well, which is not in the database."""
        words = search_words(search_term)
        named = [
            language.pk
            for language in SpokenLanguage.objects.all()
            if all(word in fold(str(language)) for word in words)
        ]
        return queryset.filter(pk__in=named), False
