"""One click that says times are right: those that were looked at, as they looked."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from support.admin.time_lines import line
from support.admin.warning_words import in_words, is_meant
from support.catalogue import one_at_a_time
from support.entered_times import EnteredTimes
from support.fingerprint import fingerprint
from support.models import Occasion, Schedule
from support.rights import Rights
from support.schedule import SchoolCalendar
from support.schedule_warnings import Overlap, warnings_about

Time = Schedule | Occasion
MOST_ROWS = 500  # each is one more hidden field in the form


@dataclass(frozen=True)
class TimesShown:
    schedules: list[Schedule]  # that have not ended
    occasions: list[Occasion]  # still to come
    ended: list[Schedule]

    @classmethod
    def among(
        cls, schedules: QuerySet[Schedule], occasions: QuerySet[Occasion], *, on: datetime.date
    ) -> "TimesShown":
        by_offering = ["offering__sort_key_sv", "offering_id", "weekday", "opens_at", "pk"]
        is_ended: dict[bool, list[Schedule]] = {True: [], False: []}
        for schedule in schedules.select_related("offering", "place").order_by(*by_offering):
            is_ended[schedule.valid_until is not None and schedule.valid_until < on].append(schedule)
        coming = occasions.filter(starts_at__date__gte=on).select_related("offering", "place")
        return cls(is_ended[False], list(coming.order_by("starts_at", "pk")), is_ended[True])

    def overlaps(self, today: datetime.date, places: Collection[int] = ()) -> list[str]:
        """Of one offering at once with itself; what others do in the same house (at these places) is their affair."""
        entered = EnteredTimes(self.schedules, self.occasions, [], frozenset(places))
        found = warnings_about(entered.as_if_confirmed(today), SchoolCalendar(), today=today)
        met = (one for one in found if isinstance(one, Overlap) and one.one.offering == one.other.offering)
        met = (one for one in met if not is_meant(one, entered))
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


class ConfirmsTimes(admin.ModelAdmin):
    """Put "assure_times" in `actions`, and say which times belong to a row."""

    looking_title: str
    assured_as: str  # for the history
    assures_rows = False  # together with their times
    rows_are_times = False

    def times_of(self, model: type[Time], rows: Iterable[Model]) -> QuerySet:
        raise NotImplementedError

    def doors(self, rows: Iterable[Model]) -> list[int]:
        """The places that the page is about."""
        return []

    def has_assure_permission(self, request: HttpRequest) -> bool:
        return Rights.of(request.user).may_decide(Schedule)

    @admin.action(description="Bekräfta i dag: tiderna stämmer …", permissions=["assure"])
    def assure_times(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        if rows.count() > MOST_ROWS:
            messages.error(request, f"Välj högst {MOST_ROWS} åt gången.")
            return None
        if "looks" in request.POST:
            self.assure_seen(request, list(rows))
            return None
        return self.look_first(
            request, list(rows), reverse(f"admin:support_{self.opts.model_name}_changelist")
        )

    def times_shown(self, request: HttpRequest, rows: Iterable[Model], on: datetime.date) -> TimesShown:
        """Of which the one who looks may say that they are right."""
        rights = Rights.of(request.user)
        weekly, dated = self.times_of(Schedule, rows), self.times_of(Occasion, rows)
        return TimesShown.among(rights.decided(weekly), rights.decided(dated), on=on)

    def look_first(self, request: HttpRequest, rows: list[Model], back: str) -> HttpResponse:
        today = timezone.localdate()
        shown = self.times_shown(request, rows, today)
        prefetch_related_objects([time.offering for time in shown], "places")
        context = {
            **self.admin_site.each_context(request),
            "title": self.looking_title,
            "opts": self.opts,
            "rows": [(row, self.view_on_site(row)) for row in rows],
            "assures_rows": self.assures_rows,
            "rows_are_times": self.rows_are_times,
            "times_shown": shown,
            "overlaps": shown.overlaps(today, self.doors(rows)),
            "back": back,
        }
        return TemplateResponse(request, "admin/support/assure_times.html", context)

    def assure_seen(self, request: HttpRequest, rows: list[Model]) -> None:
        """Of times only what the form showed, and only if it still says the same."""
        today, looked = timezone.localdate(), set(request.POST["looks"].split())
        with transaction.atomic():
            one_at_a_time()
            # What nobody has looked at may change meanwhile; what somebody vouches for may not.
            for model in (Schedule, Occasion):
                theirs = self.times_of(model, rows).values("pk")
                list(model.objects.filter(pk__in=theirs).order_by("pk").select_for_update())
            shown = self.times_shown(request, rows, today)
            right = [time for time in shown.to_assure if look(time) in looked]
            if assured := [*(rows if self.assures_rows else ()), *right]:
                self.save_each(request, assured, self.assured_as, assured_on=today)
        if self.assures_rows:
            messages.success(request, f"Erbjudanden som nu är bekräftade i dag: {len(rows)}.")
        if right:
            messages.success(request, f"Tider och tillfällen som nu är bekräftade i dag: {len(right)}.")
        tell_what_is_left_out(request, shown, looked)


def tell_what_is_left_out(request: HttpRequest, shown: TimesShown, looked: set[str]) -> None:
    if unseen := [time for time in shown.to_assure if look(time) not in looked]:
        message = "Nya eller ändrade sedan sidan visades, och bekräftades inte: {}. Se på dem och bekräfta igen: {}."
        messages.warning(request, format_html(message, len(unseen), links_to(unseen)))
    still_there = {name(time) for time in (*shown.to_assure, *shown.ended)}
    if gone := {one.partition(":")[0] for one in looked} - still_there:
        messages.warning(request, f"Finns inte längre bland tiderna, och bekräftades inte: {len(gone)}.")
    if demo := sum(schedule.is_demo for schedule in shown.schedules):
        messages.warning(request, f"Tider som är flyttade för visning, och därför inte bekräftas: {demo}.")
    if shown.ended:
        message = (
            "Har slutat gälla och bekräftades inte: {}. Ändra ”gäller till och med” om de fortfarande gäller."
        )
        messages.warning(request, format_html(message, links_to(shown.ended)))


def links_to(times: Iterable[Time]) -> SafeString:
    rows = (
        (reverse(f"admin:support_{time._meta.model_name}_change", args=[time.pk]), time.offering, time)
        for time in times
    )
    return format_html_join(", ", '<a href="{}">{}, {}</a>', rows)
