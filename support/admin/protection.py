"""Help that stands first when someone is in danger."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from boras_guide.languages import SOURCE
from support.admin.inputs import DeskForm
from support.admin.synonym import WORDS, SearchWordsAdmin
from support.models import Offering, Protection


class ProtectionForm(DeskForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in {"first", "then"} & self.fields.keys():  # a cross here would delete the help itself
            self.fields[name].widget.can_delete_related = False


@admin.register(Protection)
class ProtectionAdmin(SearchWordsAdmin):
    form = ProtectionForm
    list_display = ["name", "position", "first", "number_of_phrases"]
    list_select_related = ["first"]
    search_fields = ["name", "code", *WORDS]
    search_help_text = "Sök på namn eller på orden, på alla språk. Du kan skriva utan å, ä och ö."
    autocomplete_fields = ["first", "then"]
    fieldsets = [
        (None, {"fields": ["name", ("code", "position")]}),
        (
            "När frågan har de här orden",
            {
                "description": "Skriv som den som är rädd skriver, på varje språk för sig. "
                "Pröva orden i guidens sökruta när du har sparat.",
                "fields": ["words"],
            },
        ),
        ("Då står den här hjälpen överst", {"fields": ["first", "then"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["code"] if obj else [])]

    @admin.display(description="uttryck på svenska")
    def number_of_phrases(self, protection: Protection) -> int:
        return len(protection.words_in(SOURCE))

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.warn_of_hidden(request, form.instance)

    def warn_of_hidden(self, request: HttpRequest, protection: Protection) -> None:
        """Say so when the help that should stand first does not show, or cannot be called."""
        first = protection.first
        if first is None:
            messages.warning(request, "Ingen hjälp står först: välj ett erbjudande med telefonnummer.")
        elif not Offering.objects.published(timezone.now()).filter(pk=first.pk).exists():
            messages.warning(request, f"”{first}” är inte publicerad, och visas därför inte.")
        elif not first.phone:
            messages.warning(request, f"”{first}” har inget telefonnummer.")
