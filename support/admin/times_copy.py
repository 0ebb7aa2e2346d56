"""Last term's times once more, for the term that comes: of one offering, or of many."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from support.admin.inputs import DayField, is_id
from support.admin.time_lines import line
from support.admin.times_confirmed import look
from support.admin.warning_words import name_of
from support.catalogue import announce_change, one_at_a_time
from support.models import Offering, Schedule, Term, TranslationState
from support.renewal import is_same, may_end, next_term, of_last_term, renewed, to_renew
from support.rights import Rights

MOST = 200  # offerings at once
REASON = "Kopierad från förra terminen"


class CopyForm(forms.Form):
    times = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Kryssa i minst en tid att kopiera."}
    )
    valid_from = DayField(label="Gäller från", help_text="Terminens första dag.")
    valid_until = DayField(label="Gäller till och med", help_text="Terminens sista dag.")
    are_right = forms.BooleanField(
        label="Tiderna stämmer för den nya terminen",
        required=False,
        help_text="Kryssa i när du vet. Annars står det ”fråga först” tills någon har bekräftat dem.",
    )

    def __init__(self, *args: Any, ended: Iterable[Schedule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ended = {time.pk: time for time in ended}
        self.fields["times"].choices = [(pk, str(time)) for pk, time in self.ended.items()]

    @property
    def chosen(self) -> list[Schedule]:
        return [self.ended[pk] for pk in self.cleaned_data["times"]]

    @property
    def ticked(self) -> set[int]:
        """Also when the form comes back with a fault."""
        return {int(pk) for pk in self["times"].value() or [] if is_id(str(pk))}

    def clean_times(self) -> list[int]:
        looked = set(self.data.get("looks", "").split())
        if changed := [time for time in self.chosen if look(time) not in looked]:
            names = ", ".join(map(name_of, changed))
            raise forms.ValidationError(f"Ändrade sedan sidan visades: {names}. Se efter, och kopiera igen.")
        return self.cleaned_data["times"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_until")
        if first and last and first > last:
            self.add_error(
                "valid_until",
                "Den sista dagen är före den första. Kontrollera året, eller byt plats på datumen.",
            )
        if first and "times" in self.cleaned_data:
            ends = max(time.valid_until for time in self.chosen)
            if first <= ends:
                self.add_error("valid_from", f"De gamla tiderna gäller till och med {ends}. Börja efter det.")
        return self.cleaned_data


class CopiesTimes(admin.ModelAdmin):
    """Put "copy_times" among the actions."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.copy_times_view)
        return [
            path("kopiera-tider/", view, name="support_offering_copy_times_of_many"),
            path("<int:pk>/kopiera-tider/", view, name="support_offering_copy_times"),
            *super().get_urls(),
        ]

    def has_rows_permission(self, request: HttpRequest) -> bool:
        return Rights.of(request.user).may_add(Schedule)

    @admin.action(description="Kopiera förra terminens tider …", permissions=["rows"])
    def copy_times(self, request: HttpRequest, offerings: QuerySet) -> HttpResponse | None:
        ids = sorted(offerings.order_by().values_list("pk", flat=True))
        if len(ids) > MOST:
            messages.error(request, f"Välj högst {MOST} erbjudanden åt gången.")
            return None
        address = reverse("admin:support_offering_copy_times_of_many")
        return HttpResponseRedirect(f"{address}?ids={','.join(map(str, ids))}")

    def copy_times_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        offerings = self._to_copy_for(request, pk)
        today = timezone.localdate()
        times = Schedule.objects.filter(offering__in=offerings).select_related("offering", "place")
        times = list(times.order_by("offering__sort_key_sv", "offering", "weekday", "opens_at", "pk"))
        ended = to_renew(times, today)
        recent = of_last_term(ended)
        term = next_term(max((time.valid_until for time in recent), default=None), today)
        if request.method == "POST":
            # Also what has been copied meanwhile: then it is said, not refused.
            form = CopyForm(request.POST, ended=[time for time in times if may_end(time, today)])
            if form.is_valid():
                self._copy(request, form, today)
                return HttpResponseRedirect(self._back(pk))
        else:
            dates = {"valid_from": term.starts_on, "valid_until": term.ends_on} if term else {}
            form = CopyForm(ended=ended, initial={**dates, "times": [time.pk for time in recent]})
        return TemplateResponse(
            request, "admin/_times_copy.html", self._context(request, pk, form, ended, term)
        )

    def _to_copy_for(self, request: HttpRequest, pk: int | None) -> list[Offering]:
        wanted = [str(pk)] if pk else request.GET.get("ids", "").split(",")
        ids = [int(one) for one in wanted if is_id(one)][:MOST]
        offerings = self.get_queryset(request).filter(pk__in=ids)
        permitted = Rights.of(request.user).rows_added_to(Offering.objects.all())
        if offerings.exclude(pk__in=permitted.values("pk")).exists():
            raise PermissionDenied
        return list(offerings)

    def _context(
        self, request: HttpRequest, pk: int | None, form: CopyForm, ended: list[Schedule], term: Term | None
    ) -> dict[str, Any]:
        shown = list({time.pk: time for time in (*ended, *map(form.ended.get, form.ticked)) if time}.values())
        return {
            **self.admin_site.each_context(request),
            "title": "Kopiera förra terminens tider",
            "opts": self.opts,
            "media": forms.Media(js=["admin/js/core.js"]) + form.media,
            "form": form,
            "back": self._back(pk),
            "term": term,
            "looks": " ".join(map(look, shown)),
            "rows": [
                {
                    "time": time,
                    "line": " · ".join(line(time, timezone.localdate())),
                    "is_ticked": time.pk in form.ticked,
                    "counts_weeks": time.interval_weeks > 1 or bool(time.rrule),
                }
                for time in shown
            ],
        }

    def _back(self, pk: int | None) -> str:
        if pk:
            return reverse("admin:support_offering_change", args=[pk])
        return reverse("admin:support_offering_changelist")

    # --- Storing: each new row with its history and its translations, announced together -----------------

    def _copy(self, request: HttpRequest, form: CopyForm, today: datetime.date) -> None:
        dates = form.cleaned_data["valid_from"], form.cleaned_data["valid_until"]
        assured_on = today if form.cleaned_data["are_right"] else None
        offerings = {time.offering_id for time in form.chosen}
        there, made = [], []
        with transaction.atomic():
            one_at_a_time()
            # Whoever presses twice meets what the first press made.
            list(Offering.objects.select_for_update().filter(pk__in=offerings).order_by("pk"))
            stored = list(Schedule.objects.filter(offering__in=offerings))
            for time in form.chosen:
                new = renewed(time, *dates, assured_on)
                if any(is_same(new, other) for other in stored):
                    there.append(time)
                    continue
                self._store(request, new, time)
                stored.append(new)
                made.append(new)
            if made:
                announce_change({time.offering_id for time in made})
        if made:
            messages.success(request, f"Kopierade tider: {len(made)}. De gäller {dates[0]} – {dates[1]}.")
        for time in there:
            messages.warning(
                request, f"Finns redan för de datumen, och kopierades inte en gång till: {name_of(time)}."
            )

    def _store(self, request: HttpRequest, new: Schedule, old: Schedule) -> None:
        new._change_reason = REASON
        new.save()
        for state in TranslationState.objects.about(old):
            state.pk, state.content = None, new
            state._state.adding = True
            state.save()
        self.log_addition(request, new, REASON)
