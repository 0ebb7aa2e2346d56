"""The times at a place, and one click that says they are right: those that were looked at, as they looked."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from support.admin.time_lines import line
from support.admin.warning_words import in_words
from support.entered_times import EnteredTimes
from support.fingerprint import fingerprint
from support.models import Occasion, Place, Schedule
from support.schedule import SchoolCalendar
from support.schedule_warnings import Overlap, warnings_about

Time = Schedule | Occasion
MOST_PLACES = 500  # each is one more hidden field in the form


@dataclass(frozen=True)
class TimesHere:
    schedules: list[Schedule]  # that have not ended
    occasions: list[Occasion]  # still to come
    ended: list[Schedule]

    @classmethod
    def at(cls, *places: Place, on: datetime.date) -> "TimesHere":
        by_offering = ["offering__sort_key_sv", "offering_id", "weekday", "opens_at", "pk"]
        schedules = Schedule.objects.held_at(*places).select_related("offering", "place")
        coming = Occasion.objects.held_at(*places).filter(starts_at__date__gte=on)
        is_ended: dict[bool, list[Schedule]] = {True: [], False: []}
        for schedule in schedules.order_by(*by_offering):
            is_ended[schedule.valid_until is not None and schedule.valid_until < on].append(schedule)
        occasions = coming.select_related("offering", "place").order_by("starts_at", "pk")
        return cls(is_ended[False], list(occasions), is_ended[True])

    def overlaps(self, places: Iterable[Place], today: datetime.date) -> list[str]:
        """Of one offering at once with itself; what others do in the same house is their affair."""
        entered = EnteredTimes(self.schedules, self.occasions, [], frozenset(place.pk for place in places))
        found = warnings_about(entered.as_if_confirmed(today), SchoolCalendar(), today=today)
        met = (one for one in found if isinstance(one, Overlap) and one.one.offering == one.other.offering)
        return [f"{entered.row(one.one).offering}: {in_words(one, entered)}" for one in met]

    def __iter__(self) -> Iterator[Time]:
        return iter([*self.schedules, *self.occasions, *self.ended])

    @property
    def lines(self) -> list[tuple[Time, str]]:
        today = timezone.localdate()
        return [(time, " · ".join(line(time, today))) for time in self]

    def __bool__(self) -> bool:
        return any(self)

    @property
    def to_assure(self) -> list[Time]:
        """A time that was moved for a demonstration is nobody's word."""
        return [*(schedule for schedule in self.schedules if not schedule.is_demo), *self.occasions]

    @property
    def looks(self) -> str:
        """For the form: what it is that somebody looks at."""
        return " ".join(map(look, self.to_assure))


def name(time: Time) -> str:
    return f"{time._meta.model_name}-{time.pk}"


def look(time: Time) -> str:
    """Which time it is, and all it says; when it was confirmed makes no difference."""
    columns = [column.attname for column in time._meta.concrete_fields if column.name != "assured_on"]
    return f"{name(time)}:{fingerprint([getattr(time, column) for column in columns])}"


class ConfirmsTimesHere(admin.ModelAdmin):
    """Put "assure_times" in `actions`."""

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.assure_times_here))
        return [path("<int:pk>/tiderna/", confirm, name="support_place_assure_times"), *super().get_urls()]

    def has_assure_permission(self, request: HttpRequest) -> bool:
        desks = map(self.admin_site.get_model_admin, (Schedule, Occasion))
        return all(desk.has_change_permission(request) for desk in desks)

    def assure_times_here(self, request: HttpRequest, pk: int) -> HttpResponse:
        place = get_object_or_404(Place, pk=pk)
        if not (self.has_view_permission(request, place) and self.has_assure_permission(request)):
            raise PermissionDenied
        back = reverse("admin:support_place_change", args=[pk])
        if request.method == "GET":
            return self._look_first(request, [place], back)
        self._assure(request, place)
        return HttpResponseRedirect(back)

    @admin.action(description="Bekräfta i dag: tiderna här stämmer …", permissions=["assure"])
    def assure_times(self, request: HttpRequest, places: QuerySet) -> HttpResponse | None:
        if places.count() > MOST_PLACES:
            messages.error(request, f"Välj högst {MOST_PLACES} åt gången.")
            return None
        if "looks" in request.POST:
            self._assure(request, *places)
            return None
        return self._look_first(request, list(places), reverse("admin:support_place_changelist"))

    def _look_first(self, request: HttpRequest, places: list[Place], back: str) -> HttpResponse:
        today = timezone.localdate()
        here = TimesHere.at(*places, on=today)
        prefetch_related_objects([time.offering for time in here], "places")
        context = {
            **self.admin_site.each_context(request),
            "title": "Bekräfta tiderna",
            "opts": self.opts,
            "places": places,
            "times_here": here,
            "overlaps": here.overlaps(places, today),
            "back": back,
        }
        return TemplateResponse(request, "admin/support/assure_times.html", context)

    def _assure(self, request: HttpRequest, *places: Place) -> None:
        """Only what the form showed, and only if it still says the same."""
        today, looked = timezone.localdate(), set(request.POST.get("looks", "").split())
        with transaction.atomic():
            # What nobody has looked at may change meanwhile; what somebody vouches for may not.
            for model in (Schedule, Occasion):
                held_here = model.objects.held_at(*places).values("pk")
                list(model.objects.filter(pk__in=held_here).order_by("pk").select_for_update())
            here = TimesHere.at(*places, on=today)
            right = [time for time in here.to_assure if look(time) in looked]
            if right:
                self.save_each(request, right, "Bekräftad för hela platsen", assured_on=today)
        if right:
            messages.success(request, f"Tider och tillfällen som nu är bekräftade i dag: {len(right)}.")
        self._tell_what_is_left_out(request, here, looked)

    def _tell_what_is_left_out(self, request: HttpRequest, here: TimesHere, looked: set[str]) -> None:
        if unseen := [time for time in here.to_assure if look(time) not in looked]:
            message = "Nya eller ändrade sedan sidan visades, och bekräftades inte: {}. Se på dem och bekräfta igen: {}."
            messages.warning(request, format_html(message, len(unseen), links_to(unseen)))
        here_now = {name(time) for time in (*here.to_assure, *here.ended)}
        if gone := {one.partition(":")[0] for one in looked} - here_now:
            messages.warning(
                request, f"Finns inte längre bland tiderna här, och bekräftades inte: {len(gone)}."
            )
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
        context["may_assure"] = self.has_assure_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)


def links_to(times: Iterable[Time]) -> SafeString:
    rows = (
        (reverse(f"admin:support_{time._meta.model_name}_change", args=[time.pk]), time.offering, time)
        for time in times
    )
    return format_html_join(", ", '<a href="{}">{}, {}</a>', rows)
