"""The order of an offering's form: first what is needed to send it for review, then what can wait.

What can wait is folded away under its heading until something is written there.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.http import HttpRequest, HttpResponse

from boras_guide.languages import SOURCE
from support.admin.age_input import Oldest, Youngest
from support.admin.permitted import only_translates
from support.models import Offering

AGES = {"minimum_age_months": Youngest, "maximum_age_months": Oldest}
AGE_HELP = {
    "minimum_age_months": "0 är från födseln. Månader behövs bara för de minsta: 0 år och 6 månader.",
    "maximum_age_months": "Det äldsta barnet. Till och med 5 år, tills barnet fyller 6: skriv bara 5.",
}

FOLDED = "collapse"  # Django's own word for it
FIELDSETS = [
    (
        "Det som behövs",
        {
            "description": "Fyll i det som är märkt med stjärna, var det finns och hur man når er. "
            "Då går det att skicka för granskning. Resten kan vänta.",
            "fields": [
                "title",
                "summary",
                "type",
                "topics",
                ("minimum_age_months", "maximum_age_months"),
                ("is_area_wide", "is_online"),
                "places",
                "start",
                "cost",
                ("phone", "email"),
                "administration",
            ],
        },
    ),
    ("Beskrivning", {"fields": ["description"]}),
    ("Mer om vem det är för", {"classes": [FOLDED], "fields": ["expecting", "audiences"]}),
    (
        "Mer om var, hur man börjar och vad det kostar",
        {"classes": [FOLDED], "fields": ["areas", "start_text", "website", "cost_text"]},
    ),
    ("Vem man träffar", {"classes": [FOLDED], "fields": ["who_you_meet", "cooperating"]}),
    (
        "Språk som talas",
        {"classes": [FOLDED], "fields": ["spoken_languages", "interpreter_on_request", "swedish_needed"]},
    ),
    (
        "Sådant föräldrar undrar över",
        {
            "classes": [FOLDED],
            "description": "Lämna ”Okänd” när ni inte vet: då står det ingenting.",
            "fields": [("is_voluntary", "must_give_name", "is_confidential"), "sensitivity"],
        },
    ),
    (
        "När det visas, och adressen",
        {
            "classes": [FOLDED],
            "fields": [("publish_from", "publish_until"), "replaced_by", "slug", "code"],
        },
    ),
    (
        "Så vet vi att det stämmer",
        {
            "classes": [FOLDED],
            "fields": [
                ("assured_on", "review_by", "changed_at"),
                "source_url",
                ("source_seen_year", "source_confidence"),
            ],
        },
    ),
    ("Uppföljning", {"classes": [FOLDED], "fields": ["strategies", "directions"]}),
]
MADE_BY_ITSELF = {"slug", "code", "changed_at"}


class FoldsWhatIsEmpty(admin.ModelAdmin):
    def get_fieldsets(self, request: HttpRequest, obj: Offering | None = None) -> list:
        """Nothing that is written is out of sight."""
        if obj and not self.has_change_permission(request, obj):
            return to_read(super().get_fieldsets(request, obj), obj)
        fieldsets = super().get_fieldsets(request, obj)
        if only_translates(request, obj):
            return [(name, {"fields": options["fields"]}) for name, options in fieldsets]
        return [
            (name, unfolded(options) if obj and has_some(obj, options) else options)
            for name, options in fieldsets
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Nor what was typed, when the form comes back. (What has a fault Django itself unfolds.)"""
        shown = context["adminform"]
        typed = set(shown.form.changed_data) if shown.form.is_bound else set()
        shown.fieldsets = [
            (name, unfolded(options) if typed.intersection(flatten(options["fields"])) else options)
            for name, options in shown.fieldsets
        ]
        return super().render_change_form(request, context, *args, **kwargs)


def has_some(obj: Offering, options: dict[str, Any]) -> bool:
    is_folded = FOLDED in options.get("classes", ())
    return is_folded and any(is_filled(obj, name) for name in flatten(options["fields"]))


def unfolded(options: dict[str, Any]) -> dict[str, Any]:
    return {**options, "classes": [one for one in options.get("classes", ()) if one != FOLDED]}


def to_read(fieldsets: list, offering: Offering) -> list:
    """What it says in Swedish, without what is empty: the other languages are on its pages."""
    shown = {
        title: [said for name in flatten(options["fields"]) if (said := _to_read(offering, name))]
        for title, options in fieldsets
    }
    return [(title, {"fields": names}) for title, names in shown.items() if names]


def _to_read(offering: Offering, name: str) -> str:
    """What to show in the field's place, if anything."""
    if name in AGES:
        return "ages" if name == "minimum_age_months" else ""
    if not is_filled(offering, name):
        return ""
    field = offering._meta.get_field(name)
    if not hasattr(field, "language"):
        return name
    return field.translated_field.name if field.language == SOURCE else ""


def is_filled(offering: Offering, name: str) -> bool:
    if name in MADE_BY_ITSELF:
        return False
    field = offering._meta.get_field(name)
    if field.many_to_many:
        return getattr(offering, name).exists()
    value = getattr(offering, name)
    return value not in (None, "") and value != field.get_default()
