"""Closing many offerings or places for the same days: choose them in the list, write the days once."""

import datetime
from collections import defaultdict
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from support.admin.inputs import DayField, DeskForm
from support.admin.reason import UsualReason
from support.admin.time_forms import LONGEST_CLOSURE
from support.authorship import changed_texts, credit_person
from support.catalogue import affected_offerings, announce_change
from support.models import Closure, Occasion, Offering, Schedule
from support.rights import Rights
from support.usual_reasons import in_other_languages

MOST_ROWS = 500  # each is one more hidden field in the form


class ClosingForm(DeskForm):
    starts_on = DayField(label="Stängt från", help_text="Den första stängda dagen. Till exempel: 2026-12-24.")
    ends_on = DayField(
        label="Stängt till och med",
        required=False,
        help_text="Den sista stängda dagen. Tomt: bara den första.",
    )

    class Meta:
        model = Closure
        fields = ["starts_on", "ends_on", "reason_sv"]
        labels = {"reason_sv": "Varför"}
        help_texts = {"reason_sv": "Föräldrar läser det. Välj eller skriv själv, till exempel Studiedag."}
        widgets = {"reason_sv": UsualReason}

    class Media:
        js = ("admin/js/core.js", "desk/first_fault.js")

    def clean_ends_on(self) -> datetime.date | None:
        ends_on = self.cleaned_data["ends_on"] or self.cleaned_data.get("starts_on")
        if ends_on and ends_on < timezone.localdate():
            raise forms.ValidationError("Dagarna har redan varit. Kontrollera året.")
        return ends_on

    @property
    def remarks(self) -> list[str]:
        days = (self.instance.ends_on - self.instance.starts_on).days + 1
        return [f"Det blir {days} dagar i rad. Stämmer året?"] if days > LONGEST_CLOSURE else []


class ClosesForSomeDays(admin.ModelAdmin):
    """Put "close" in `actions`. The closures stand, and are changed, on each row's own page."""

    def has_close_permission(self, request: HttpRequest) -> bool:
        rights = Rights.of(request.user)
        return rights.may_add(Closure) if self.model is Offering else rights.may_write(self.model)

    @admin.action(description="Stäng under en tid …", permissions=["close"])
    def close(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        if rows.count() > MOST_ROWS:
            messages.error(request, f"Välj högst {MOST_ROWS} åt gången.")
            return None
        rows = self._without_helplines(request, rows)
        if not rows.exists():
            return None
        form = ClosingForm(request.POST if "days_are_said" in request.POST else None)
        is_doubtful, overlapping = False, []
        if form.is_valid():
            overlapping = self._overlapping(rows, form.instance)
            is_doubtful = bool(overlapping or form.remarks)
            if not is_doubtful or request.POST.get("doubts_seen") == str(form.instance):
                self._close_each(request, rows, form.instance)
                return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Stäng under en tid",
            "opts": self.opts,
            "media": form.media,
            "form": form,
            "rows": [(row, self._closed_days(row), closed) for row, closed in self._with_closures(rows)],
            "is_doubtful": is_doubtful,
            "overlapping": overlapping,
        }
        return TemplateResponse(request, "admin/support/close.html", context)

    def _without_helplines(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        """What has no times is always there, or by appointment: no day closes it. A place has whatever is held there."""
        if self.model is not Offering:
            return rows
        weekly = Schedule.objects.filter(offering=OuterRef("pk"))
        dated = Occasion.objects.filter(offering=OuterRef("pk"), starts_at__date__gte=timezone.localdate())
        has_times = Exists(weekly) | Exists(dated)
        if timeless := list(rows.exclude(has_times)):
            messages.warning(
                request, format_html("Har inga tider och stängs inte: {}.", self._links(timeless))
            )
        return rows.filter(has_times)

    def _with_closures(self, rows: QuerySet) -> list[tuple[Model, list[Closure]]]:
        """Each with the closed days it has already, from now on."""
        coming: dict[int, list[Closure]] = defaultdict(list)
        kind = self.opts.model_name
        for closure in Closure.objects.filter(**{f"{kind}__in": rows}, ends_on__gte=timezone.localdate()):
            coming[getattr(closure, f"{kind}_id")].append(closure)
        return [(row, coming[row.pk]) for row in rows]

    def _overlapping(self, rows: QuerySet, wanted: Closure) -> list[tuple[Model, list[Closure]]]:
        """Those with some of the days closed already; where all of them are, nothing is added."""
        found = []
        for row, coming in self._with_closures(rows):
            met = [one for one in coming if one.overlaps(wanted)]
            if met and not any(one.covers(wanted) for one in met):
                found.append((row, met))
        return found

    def _close_each(self, request: HttpRequest, rows: QuerySet, wanted: Closure) -> None:
        """One closure for each, announced together; none where all of the days are closed."""
        kind = self.opts.model_name
        closed, already, closures = [], [], []
        touched: set[int] = set()
        with transaction.atomic():
            chosen = self.model._base_manager.filter(pk__in=rows.values("pk")).order_by("pk")
            # Locked: the same form sent twice waits here, and then finds what the first has made.
            for row in chosen.select_for_update():
                if any(one.covers(wanted) for one in Closure.objects.filter(**{kind: row})):
                    already.append(row)
                    continue
                closure = self._closed(request, row, wanted)
                touched |= affected_offerings(closure)
                closed.append(row)
                closures.append(closure)
            if closed:
                announce_change(touched)
        if closures:
            self._tell_what_is_closed(request, wanted, closed, closures)
        if already:
            message = "De här är redan stängda alla de dagarna, så inget nytt lades till: {}."
            messages.warning(request, format_html(message, self._links(already)))

    def _closed(self, request: HttpRequest, row: Model, wanted: Closure) -> Closure:
        """Stored, with its history and the usual reason's words in other languages."""
        days = {"starts_on": wanted.starts_on, "ends_on": wanted.ends_on}
        reasons = {"reason_sv": wanted.reason_sv, **in_other_languages(wanted.reason_sv)}
        closure = Closure(**{self.opts.model_name: row}, **days, **reasons)
        closure._change_reason = "Stängt för flera samtidigt"
        texts = changed_texts(closure)
        closure.save()
        credit_person(closure, texts)
        self.log_addition(request, closure, closure._change_reason)
        return closure

    def _tell_what_is_closed(
        self, request: HttpRequest, wanted: Closure, rows: list[Model], made: list[Closure]
    ) -> None:
        told = f"{wanted}, {wanted.reason_sv}" if wanted.reason_sv else str(wanted)
        where = "Ändra eller ta bort det under ”Stängda dagar” på var och ens sida"
        ids = urlencode({"id__in": ",".join(str(closure.pk) for closure in made)})
        address = f"{reverse('admin:support_closure_changelist')}?{ids}"
        message = 'Stängt {}. {}: {}. <a href="{}">Se eller ångra alla {}</a>.'
        messages.success(request, format_html(message, told, where, self._links(rows), address, len(made)))

    def _links(self, rows: list[Model]) -> SafeString:
        return format_html_join(", ", '<a href="{}">{}</a>', ((self._closed_days(row), row) for row in rows))

    def _closed_days(self, row: Model) -> str:
        """The page where a row's closed days stand."""
        return reverse(f"admin:support_{self.opts.model_name}_change", args=[row.pk]) + "#closures-group"
