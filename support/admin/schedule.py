"""When an offering runs: on the offering's own page, and as lists for whoever checks all times."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey, Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from support.admin.base import TranslatedDeskAdmin
from support.admin.columns import yes
from support.admin.drafts import RowsOfLasting
from support.admin.filters import AssuranceFilter, TimeFilter
from support.admin.languages import TranslatedStackedInline
from support.admin.place_choice import KnownPlace
from support.admin.rows_limit import MOST_ROWS
from support.admin.time_forms import ClosureForm, OccasionForm, ScheduleForm, ScheduleFormSet, TimeFormSet
from support.admin.time_rows import RowFormSet
from support.admin.time_rules import OccasionRules, ScheduleRules
from support.admin.times_confirmed import ConfirmsTimes, Time
from support.admin.warning_words import names_of, warnings_in_words
from support.entered_times import EnteredTimes
from support.models import Closure, Occasion, Offering, Schedule, Term

SCHEDULE = [
    ("weekday", "opens_at", "closes_at"),
    "label",
    "age_note",
    ("minimum_age_months", "maximum_age_months"),
    "place",
    ("valid_from", "valid_until"),
    ("interval_weeks", "rrule"),
    ("term_time_only", "closed_on_red_days"),
    "assured_on",
]
OCCASION = [
    ("starts_at", "ends_at"),
    "label",
    "place",
    "bookable_until",
    ("is_full", "is_cancelled"),
    "assured_on",
]
CLOSURE = [("starts_on", "ends_on"), "reason"]


def warn_of_ended(request: HttpRequest, schedules: Iterable[Schedule]) -> None:
    """Confirming a time does not prolong it: say so, or the page still calls it old and nobody knows why."""
    today = timezone.localdate()
    for schedule in schedules:
        if schedule.assured_on and schedule.valid_until and schedule.valid_until < today:
            messages.warning(
                request,
                f"”{schedule.offering}”, {schedule}: tiden gällde till och med {schedule.valid_until} och visas "
                "därför inte som bekräftad. Gäller den fortfarande? Ändra ”gäller till och med” och bekräfta den "
                "igen.",
            )


def warn_of_times(request: HttpRequest, offering: Offering, written: Collection[Model] = ()) -> None:
    """What may need a second look among all its times, now that these rows are stored."""
    entered = EnteredTimes.stored(offering)
    for sentence in warnings_in_words(entered, Term.objects.calendar(), timezone.localdate(), written):
        messages.warning(request, sentence)


def tell_of_removed(request: HttpRequest, formsets: Iterable[BaseInlineFormSet]) -> None:
    """Django only says that the offering was changed."""
    for formset in formsets:
        removed = formset.deleted_objects
        if removed and formset.model in (Schedule, Occasion, Closure):
            messages.success(
                request, f"Borttagna {formset.model._meta.verbose_name_plural}: {names_of(removed)}."
            )


class RowInline(TranslatedStackedInline):
    """Each stored row is one line that unfolds."""

    template = "admin/_times_inline.html"
    formset = RowFormSet
    max_num = MOST_ROWS

    class Media:
        css = {"all": ["desk/times.css"]}
        js = ["desk/times_rows.js"]

    @property
    def new_row(self) -> str:
        return self.form.new_row

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type:
        return super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)


class TimeInline(RowInline):
    formset = TimeFormSet
    autocomplete_fields = ["place"]
    folded: str  # what is to be found under "Mer"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("place")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name == "place":
            kwargs["widget"] = KnownPlace(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ScheduleInline(TimeInline):
    model = Schedule
    form = ScheduleForm
    formset = ScheduleFormSet
    offers_copies = True
    folded = "åldrar, annan plats, varannan vecka, terminer, röda dagar"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("weekday", "opens_at", "closes_at"),
                    ("valid_from", "valid_until"),
                    "also_on",
                    "label",
                    "age_note",
                    "is_right_today",
                ]
            },
        ),
        (
            None,
            {
                "classes": ["times-more"],
                "fields": [
                    ("term_time_only", "closed_on_red_days"),
                    ("minimum_age_months", "maximum_age_months"),
                    "place",
                    "assured_on",
                    "interval_weeks",
                    "rrule",
                ],
            },
        ),
    ]


class OccasionInline(TimeInline):
    model = Occasion
    form = OccasionForm
    folded = "annan plats, sista anmälningsdag"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("starts_at", "ends_at"),
                    "label",
                    ("is_full", "is_cancelled"),
                    "is_right_today",
                ]
            },
        ),
        (None, {"classes": ["times-more"], "fields": ["place", "bookable_until", "assured_on"]}),
    ]


class ClosureInline(RowInline):
    model = Closure
    form = ClosureForm
    fields = CLOSURE


class OfferingClosureInline(ClosureInline):
    """With what parents will see of all the times, right beneath them."""

    template = "admin/_times_closures.html"

    class Media:
        js = ["desk/times_preview.js"]


class TimeAdmin(ConfirmsTimes, RowsOfLasting, TranslatedDeskAdmin):
    """Lists that ask: has somebody vouched for this time?"""

    list_select_related = ["offering", "place"]
    search_fields = ["offering__title_sv", "offering__slug", "label_sv", "place__name"]
    search_help_text = "Sök på erbjudande, plats eller rubrik. Du kan skriva utan å, ä och ö."
    autocomplete_fields = ["offering", "place"]
    actions = ["assure_times"]
    looking_title = "Bekräfta tiderna"
    assured_as = "Bekräftad"
    rows_are_times = True

    def times_of(self, model: type[Time], rows: Iterable[Model]) -> QuerySet:
        return model.objects.filter(pk__in=[row.pk for row in rows] if model is self.model else [])


class ValidityFilter(TimeFilter):
    title = "om den gäller"
    ended_by = "valid_until"


class ComingFilter(TimeFilter):
    title = "om det är över"
    ended_by = "starts_at__date"


class ClosedFilter(TimeFilter):
    title = "om det är över"
    ended_by = "ends_on"


@admin.register(Schedule)
class ScheduleAdmin(TimeAdmin):
    form = ScheduleRules
    list_display = ["__str__", "offering", "place", "valid_until", "assured_on"]
    list_filter = [
        AssuranceFilter,
        ValidityFilter,
        "weekday",
        "offering__administration",
    ]
    ordering = ["offering__sort_key_sv", "weekday", "opens_at", "pk"]
    fields = ["offering", *SCHEDULE]


@admin.register(Occasion)
class OccasionAdmin(TimeAdmin):
    form = OccasionRules
    list_display = [
        "starts_at",
        "offering",
        "place",
        yes("is_full", "fullt"),
        yes("is_cancelled", "inställt"),
        "assured_on",
    ]
    list_filter = [
        AssuranceFilter,
        ComingFilter,
        "is_full",
        "is_cancelled",
        "offering__administration",
    ]
    fields = ["offering", *OCCASION]
    date_hierarchy = "starts_at"


@admin.register(Closure)
class ClosureAdmin(RowsOfLasting, TranslatedDeskAdmin):
    form = ClosureForm
    list_display = ["__str__", "offering", "place", "reason"]
    list_filter = [ClosedFilter]
    list_select_related = ["offering", "place"]
    search_fields = ["offering__title_sv", "place__name", "reason_sv"]
    search_help_text = "Sök på erbjudande, plats eller orsak. Du kan skriva utan å, ä och ö."
    date_hierarchy = "starts_on"
    autocomplete_fields = ["offering", "place"]
    fields = ["offering", "place", *CLOSURE]

    def get_deleted_objects(self, closures: Iterable[Closure], request: HttpRequest) -> tuple:
        """Each with whose it is: of those that were made together, the days are the same."""
        _, *rest = super().get_deleted_objects(closures, request)
        named = [
            format_html(
                '<a href="{}">{}</a>: {}',
                reverse("admin:support_closure_change", args=[closure.pk]),
                closure.offering or closure.place,
                closure,
            )
            for closure in closures
        ]
        return named, *rest
