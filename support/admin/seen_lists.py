"""What is done with many rows of a list is done with those that are as the list showed them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from support.admin.inputs import is_id
from support.admin.meanwhile import latest_saves
from support.catalogue import one_at_a_time
from support.seen import Beneath, latest_record, looks_of

UNKNOWN_LIST = "Listan var för gammal. Inget är gjort. Välj raderna igen."
MOST_NAMED = 20
AS_SENT = re.compile(r"(\d{1,18})((?: \d{1,18}:[0-9a-f]{16})*)")


@dataclass(frozen=True)
class RowsSeen:
    looks: dict[int, str]  # of the rows on the page
    until: int  # where the history stood, for the rows on other pages

    @classmethod
    def read(cls, sent: str | None) -> RowsSeen | None:
        found = AS_SENT.fullmatch(sent or "")
        if found is None:
            return None
        pairs = (pair.partition(":") for pair in found[2].split())
        return cls({int(pk): look for pk, _, look in pairs}, int(found[1]))

    def __str__(self) -> str:
        return " ".join([str(self.until), *(f"{pk}:{look}" for pk, look in self.looks.items())])


class ActsOnWhatWasSeen(admin.ModelAdmin):
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        until = latest_record(self.model)  # before the rows are read
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and "cl" in response.context_data:
            rows = response.context_data["cl"].result_list
            response.context_data["seen_rows"] = RowsSeen(looks_of(rows), until)
        return response

    def response_action(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        with transaction.atomic():
            one_at_a_time()
            shown = RowsSeen.read(request.POST.get("_seen_rows"))
            if shown is None:
                messages.error(request, UNKNOWN_LIST)
                return None
            chosen = self._chosen(request, queryset)
            changed = self._changed(request, queryset, chosen, shown)
            self._tell_what_is_left_out(request, changed)
            left = [pk for pk in chosen if pk not in changed]
            if chosen and not left:
                return HttpResponseRedirect(request.get_full_path())
            response = super().response_action(request, queryset.filter(pk__in=left))
            if isinstance(response, TemplateResponse):  # which asks once more
                rows = self.model._base_manager.filter(pk__in=left)
                looks = looks_of(rows, self._goes_along(request))
                response.context_data["seen_rows"] = RowsSeen(looks, latest_record(self.model))
            return response

    def _goes_along(self, request: HttpRequest) -> Beneath:
        """What the page that asks once more shows of the rows beneath: they are deleted together."""
        is_deleting = "delete_selected" in request.POST.getlist("action")
        return self.beneath(request, None) if is_deleting else ()

    def _chosen(self, request: HttpRequest, queryset: models.QuerySet) -> dict[int, models.Model]:
        """By id; those, too, that have left the list because they were changed."""
        if request.POST.get("select_across") == "1":
            return {row.pk: row for row in queryset}
        ids = {int(pk) for pk in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME) if is_id(pk)}
        rows = {row.pk: row for row in self.get_queryset(request).filter(pk__in=ids)}
        if gone := len(ids - set(rows)):
            messages.warning(request, f"Finns inte längre: {gone}.")
        return rows

    def _changed(
        self,
        request: HttpRequest,
        queryset: models.QuerySet,
        chosen: dict[int, models.Model],
        shown: RowsSeen,
    ) -> dict[int, models.Model]:
        rows = list(chosen.values())
        looks = looks_of(rows, self._goes_along(request) if "post" in request.POST else ())
        on_page = {pk for pk in chosen if pk in shown.looks}
        changed = {pk for pk in on_page if shown.looks[pk] != looks[pk]}
        elsewhere = set(chosen) - on_page
        if elsewhere and hasattr(self.model, "history") and request.POST.get("select_across") == "1":
            records = self.model.history.filter(id__in=elsewhere, history_id__gt=shown.until)
            elsewhere = set(records.values_list("id", flat=True))
        in_list = queryset.filter(pk__in=list(chosen)).values_list("pk", flat=True)
        changed |= elsewhere | (set(chosen) - set(in_list))
        return {pk: row for pk, row in chosen.items() if pk in changed}

    def _tell_what_is_left_out(self, request: HttpRequest, changed: dict[int, models.Model]) -> None:
        if not changed:
            return
        named = list(changed.values())[:MOST_NAMED]
        saves = latest_saves(named, request.user)
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        told = format_html_join(
            "; ",
            '<a href="{}">{}</a>{}',
            ((reverse(address, args=[row.pk]), row, _by(saves.get(row.pk))) for row in named),
        )
        rest = f" och {len(changed) - len(named)} till" if len(changed) > len(named) else ""
        words = "Ändrade sedan du såg dem, och lämnade som de är: {}{}. Se efter, och välj dem igen om det behövs."
        messages.warning(request, format_html(words, told, rest))


def _by(save: Any) -> str:
    return f" (av {save})" if save else ""
