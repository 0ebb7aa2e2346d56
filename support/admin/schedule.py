"""When an offering runs: on the offering's own page, and as lists for whoever checks all times."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from support.admin.base import TranslatedDeskAdmin
from support.admin.languages import TranslatedStackedInline
from support.models import Closure, Occasion, Schedule

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
                "därför inte som bekräftad. Ändra ”gäller till och med” om den fortfarande gäller.",
            )


class ScheduleInline(TranslatedStackedInline):
    model = Schedule
    fields = SCHEDULE
    autocomplete_fields = ["place"]


class OccasionInline(TranslatedStackedInline):
    model = Occasion
    fields = OCCASION
    autocomplete_fields = ["place"]


class ClosureInline(TranslatedStackedInline):
    model = Closure
    fields = CLOSURE


class TimeAdmin(TranslatedDeskAdmin):
    """Lists that ask: has somebody vouched for this time?"""

    list_filter = [("assured_on", admin.EmptyFieldListFilter), "offering__administration"]
    list_select_related = ["offering", "place"]
    search_fields = ["offering__title_sv", "label_sv"]
    autocomplete_fields = ["offering", "place"]
    actions = ["assure"]

    @admin.action(description="Bekräfta i dag: tiden stämmer", permissions=["change"])
    def assure(self, request: HttpRequest, times: QuerySet) -> None:
        self.save_each(request, times, "Bekräftad", assured_on=timezone.localdate())
        messages.success(request, "De valda tiderna är bekräftade i dag.")
        warn_of_ended(request, (time for time in times if isinstance(time, Schedule)))


@admin.register(Schedule)
class ScheduleAdmin(TimeAdmin):
    list_display = ["__str__", "offering", "place", "valid_until", "assured_on"]
    fields = ["offering", *SCHEDULE]


@admin.register(Occasion)
class OccasionAdmin(TimeAdmin):
    list_display = ["starts_at", "offering", "place", "is_full", "is_cancelled", "assured_on"]
    fields = ["offering", *OCCASION]
    date_hierarchy = "starts_at"


@admin.register(Closure)
class ClosureAdmin(TranslatedDeskAdmin):
    list_display = ["__str__", "offering", "place", "reason"]
    list_select_related = ["offering", "place"]
    search_fields = ["offering__title_sv", "place__name", "reason_sv"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["offering", "place"]
    fields = ["offering", "place", *CLOSURE]
