"""Support one can take part in or turn to: the desk's main form."""

import datetime
from collections.abc import Iterable
from types import SimpleNamespace

from django import forms
from django.contrib import admin, messages
from django.db.models import ManyToManyField, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support.admin.base import TranslatedDeskAdmin
from support.admin.closing import ClosesForSomeDays
from support.admin.filters import AreaFilter, AssuranceFilter, PlaceFilter
from support.admin.image import ImageInline
from support.admin.inputs import DeskForm
from support.admin.publishing import WithdrawnNotDeleted, window_in_words
from support.admin.schedule import (
    OccasionInline,
    OfferingClosureInline,
    ScheduleInline,
    tell_of_removed,
    warn_of_ended,
    warn_of_times,
)
from support.admin.times_confirmed import ConfirmsTimes, Time
from support.admin.times_copy import CopiesTimes
from support.models import Image, Offering, Schedule

Status = Offering.Status


class OfferingForm(DeskForm):
    def clean(self) -> dict:
        super().clean()
        if self.cleaned_data.get("status") == Status.PUBLISHED and not self.errors:
            # The model's rule, asked about what the form says: relations are saved after the row.
            for fault in Offering.publishing_faults(SimpleNamespace(**self.cleaned_data)):
                self.add_error(None, f"Det går inte att publicera än. {fault}")
        return self.cleaned_data


@admin.register(Offering)
class OfferingAdmin(ConfirmsTimes, ClosesForSomeDays, CopiesTimes, WithdrawnNotDeleted, TranslatedDeskAdmin):
    form = OfferingForm
    list_display = ["name", "times", "state_now", "assured", "changed", "ages", "type", "administration"]
    list_filter = [
        "status",
        AssuranceFilter,
        ("review_by", admin.DateFieldListFilter),
        "is_sensitive",
        "administration",
        "type",
        "topics",
        "audiences",
        AreaFilter,
        PlaceFilter,
    ]
    list_select_related = ["type", "administration"]
    ordering = ["sort_key_sv", "pk"]
    search_fields = [
        "title_sv",
        "summary_sv",
        "slug",
        "code",
        "administration__name_sv",
        "topics__name_sv",
        "places__name",
        "areas__name",
    ]
    search_help_text = (
        "Sök på namn, sammanfattning, ansvarig, ämne, plats, område eller den korta koden på en broschyr. "
        "Du kan skriva utan å, ä och ö."
    )
    autocomplete_fields = ["topics", "administration", "cooperating", "places", "areas", "replaced_by"]
    filter_horizontal = ["spoken_languages"]
    few_choices = ["audiences", "strategies", "directions"]  # shown all at once
    radio_fields = {"status": admin.HORIZONTAL}
    prepopulated_fields = {"slug": ["title_sv"]}
    readonly_fields = ["code", "changed_at"]
    markdown_fields = ["description"]
    looking_title = "Bekräfta allt, även tiderna"
    assured_as = "Bekräftad"
    assures_rows = True
    how_to_withdraw = "Välj läget ”tillbakadragen” i stället."
    inlines = [ScheduleInline, OccasionInline, OfferingClosureInline, ImageInline]
    actions = ["publish", "withdraw", "assure", "assure_times", "copy_times", "close"]
    save_on_top = True
    fieldsets = [
        ("Vad det är", {"fields": ["title", "summary", "description", "type", "topics"]}),
        (
            "För vem",
            {
                "fields": [
                    ("minimum_age_months", "maximum_age_months"),
                    "expecting",
                    "audiences",
                ]
            },
        ),
        ("Var", {"fields": ["places", "areas", ("is_area_wide", "is_online")]}),
        ("Så börjar man", {"fields": ["start", "start_text", ("phone", "email"), "website"]}),
        ("Kostnad", {"fields": ["cost", "cost_text"]}),
        (
            "Vem som ansvarar och vem man träffar",
            {"fields": ["administration", "cooperating", "who_you_meet"]},
        ),
        ("Språk", {"fields": ["spoken_languages", "interpreter_on_request", "swedish_needed"]}),
        (
            "Sådant föräldrar undrar över",
            {
                "description": "Lämna ”Okänd” när ni inte vet: då står det ingenting.",
                "fields": [("is_voluntary", "must_give_name", "is_confidential"), "sensitivity"],
            },
        ),
        (
            "Publicering",
            {"fields": ["status", ("publish_from", "publish_until"), "slug", "code", "replaced_by"]},
        ),
        (
            "Så vet vi att det stämmer",
            {
                "fields": [
                    ("assured_on", "review_by", "changed_at"),
                    "source_url",
                    ("source_seen_year", "source_confidence"),
                ]
            },
        ),
        ("Uppföljning", {"classes": ["collapse"], "fields": ["strategies", "directions"]}),
    ]

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs
    ) -> forms.Field:
        if db_field.name in self.few_choices:
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = (row.instance for formset in formsets for row in formset.forms if row.has_changed())
        written = [row for row in changed if row.pk]
        tell_of_removed(request, formsets)
        warn_of_ended(request, (row for row in written if isinstance(row, Schedule)))
        if any(formset.has_changed() for formset in formsets if formset.model is not Image):
            warn_of_times(request, form.instance, written)

    @admin.display(description="namn", ordering="sort_key_sv")
    def name(self, offering: Offering) -> str:
        return offering.title

    @admin.display(description="tider")
    def times(self, offering: Offering) -> SafeString:
        address = reverse("admin:support_offering_change", args=[offering.pk])
        return format_html(
            '<a href="{}#schedules-group" aria-label="Tider: {}">Tider</a>', address, offering.title
        )

    @admin.display(description="läge", ordering="status")
    def state_now(self, offering: Offering) -> str:
        return self.state(offering, timezone.now())

    @admin.display(description="ålder", ordering="minimum_age_months")
    def ages(self, offering: Offering) -> str:
        return str(offering.age_span)

    @admin.display(description="ändrad", ordering="changed_at")
    def changed(self, offering: Offering) -> str:
        return timezone.localdate(offering.changed_at).isoformat()

    @admin.display(description="bekräftad", ordering="assured_on")
    def assured(self, offering: Offering) -> str | None:
        return offering.assured_on and offering.assured_on.isoformat()

    # --- What the public sees -----------------------------------------------------------------------

    def state(self, offering: Offering, at: datetime.datetime) -> str:
        words = [offering.get_status_display()]
        if offering.status == Status.PUBLISHED:
            words.append(window_in_words(offering.publish_from, offering.publish_until, at))
        return ", ".join(filter(None, words))

    # --- Actions ------------------------------------------------------------------------------------

    @admin.action(description="Publicera", permissions=["change"])
    def publish(self, request: HttpRequest, offerings: QuerySet) -> None:
        ready = []
        for offering in offerings.exclude(status=Status.PUBLISHED):
            faults = offering.publishing_faults()
            if faults:
                messages.error(request, f"”{offering}” går inte att publicera än. {' '.join(faults)}")
            else:
                ready.append(offering)
        self.save_each(request, ready, "Publicerad", status=Status.PUBLISHED)
        messages.success(request, f"Publicerade nu: {len(ready)}.")

    @admin.action(description="Dra tillbaka", permissions=["change"])
    def withdraw(self, request: HttpRequest, offerings: QuerySet) -> None:
        shown = list(offerings.filter(status=Status.PUBLISHED))
        self.save_each(request, shown, "Tillbakadragen", status=Status.WITHDRAWN)
        messages.success(
            request, f"Tillbakadragna nu: {len(shown)}. Deras adresser säger var man kan leta vidare."
        )

    @admin.action(description="Bekräfta i dag: allt på sidan stämmer, utom tiderna", permissions=["change"])
    def assure(self, request: HttpRequest, offerings: QuerySet) -> None:
        self.save_each(request, offerings, "Bekräftad", assured_on=timezone.localdate())
        messages.success(request, "De valda erbjudandena är bekräftade i dag.")

    def times_of(self, model: type[Time], rows: Iterable[Model]) -> QuerySet:
        return model.objects.filter(offering__in=rows)

    def has_assure_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and super().has_assure_permission(request)

    @admin.action(description="Bekräfta i dag: allt på sidan stämmer, även tiderna …", permissions=["assure"])
    def assure_times(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        return super().assure_times(request, rows)
