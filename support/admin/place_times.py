"""The times at a place, and one click that says they are right."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from support.models import Occasion, Place, Schedule


@dataclass(frozen=True)
class TimesHere:
    schedules: list[Schedule]  # that have not ended
    occasions: list[Occasion]  # still to come
    ended: list[Schedule]

    @classmethod
    def at(cls, *places: Place, on: datetime.date) -> "TimesHere":
        by_offering = ["offering__sort_key_sv", "offering_id", "weekday", "opens_at", "pk"]
        schedules = Schedule.objects.held_at(*places).select_related("offering").order_by(*by_offering)
        coming = Occasion.objects.held_at(*places).filter(starts_at__date__gte=on)
        is_ended: dict[bool, list[Schedule]] = {True: [], False: []}
        for schedule in schedules:
            is_ended[schedule.valid_until is not None and schedule.valid_until < on].append(schedule)
        occasions = coming.select_related("offering").order_by("starts_at", "pk")
        return cls(is_ended[False], list(occasions), is_ended[True])

    @property
    def to_assure(self) -> list[Model]:
        """A time that was moved for a demonstration is nobody's word."""
        return [*(schedule for schedule in self.schedules if not schedule.is_demo), *self.occasions]


class ConfirmsTimesHere(admin.ModelAdmin):
    """Put "assure_times" in `actions`."""

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(require_POST(self.assure_times_here))
        return [path("<int:pk>/tiderna/", confirm, name="support_place_assure_times"), *super().get_urls()]

    def assure_times_here(self, request: HttpRequest, pk: int) -> HttpResponse:
        place = get_object_or_404(Place, pk=pk)
        if not self.has_change_permission(request, place):
            raise PermissionDenied
        self._assure(request, place)
        return HttpResponseRedirect(reverse("admin:support_place_change", args=[pk]))

    @admin.action(description="Bekräfta i dag: tiderna här stämmer", permissions=["change"])
    def assure_times(self, request: HttpRequest, places: QuerySet) -> None:
        self._assure(request, *places)

    def _assure(self, request: HttpRequest, *places: Place) -> None:
        today = timezone.localdate()
        here = TimesHere.at(*places, on=today)
        self.save_each(request, here.to_assure, "Bekräftad för hela platsen", assured_on=today)
        messages.success(request, f"Tider och tillfällen som nu är bekräftade i dag: {len(here.to_assure)}.")
        if demo := sum(schedule.is_demo for schedule in here.schedules):
            messages.warning(
                request, f"Tider som är flyttade för visning, och därför inte bekräftas: {demo}."
            )
        if here.ended:
            message = "Har slutat gälla och bekräftades inte: {}. Ändra ”gäller till och med” om de fortfarande gäller."
            messages.warning(request, format_html(message, links_to(here.ended)))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Place | None = None,
    ) -> HttpResponse:
        context["times_here"] = obj and TimesHere.at(obj, on=timezone.localdate())
        return super().render_change_form(request, context, add, change, form_url, obj)


def links_to(schedules: list[Schedule]) -> SafeString:
    rows = (
        (reverse("admin:support_schedule_change", args=[one.pk]), one.offering, one, one.valid_until)
        for one in schedules
    )
    return format_html_join(", ", '<a href="{}">{}, {} (till och med {})</a>', rows)
