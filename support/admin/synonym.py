"""What people write instead of the guide's own words."""

from django.contrib import admin
from django.db.models import F, Model, Q
from django.db.models.lookups import Contains
from django.http import HttpRequest

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.admin.base import TranslatedDeskAdmin
from support.admin.columns import in_order, yes
from support.authorship import Text, credit_person
from support.folding import Alphabetical, Folded
from support.models import Synonym

WORDS = [column("words", code) for code in LANGUAGES]


class SearchWordsAdmin(TranslatedDeskAdmin):
    def credit(self, request: HttpRequest, obj: Model, texts: set[Text]) -> None:
        """Nothing is translated here, so no number must stand in the Swedish words."""
        credit_person(obj, texts)

    def _with_word(self, fields: list[str], word: str) -> Q:
        """Column by column: all languages in one expression is more than SQLite can read."""
        return Q(*(Contains(Folded(F(field)), word) for field in fields), _connector=Q.OR)


@admin.register(Synonym)
class SynonymAdmin(SearchWordsAdmin):
    list_display = [in_order("term", "ord i guiden"), "in_swedish", yes("is_two_way", "åt båda hållen")]
    list_filter = ["is_two_way"]
    search_fields = ["term", *WORDS]
    search_help_text = (
        "Sök på ordet i guiden eller på det människor skriver, på alla språk. Du kan skriva utan å, ä och ö."
    )
    ordering = [Alphabetical("term")]
    fieldsets = [
        (None, {"fields": ["term", "is_two_way"]}),
        (
            "Vad människor skriver",
            {
                "description": "Den som söker med något av orden hittar det som har ordet i guiden. "
                "Det gäller från nästa sökning.",
                "fields": ["words"],
            },
        ),
    ]

    @admin.display(description="på svenska")
    def in_swedish(self, synonym: Synonym) -> str:
        return ", ".join(synonym.words_in(SOURCE))
