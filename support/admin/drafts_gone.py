"""A working version that is gone while somebody writes in it: its address leads to the offering that lasts.

What was typed is laid on that one's form, by the page for two who have changed the same.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from support.admin.conflict import DRAFT_GONE
from support.admin.double_submit import Receipt
from support.admin.meanwhile import last_known, person
from support.admin.permitted import may_see
from support.admin.rows_of_versions import as_of_published
from support.models import Offering
from support.publication import AS_PLANNED
from support.rights import Rights
from support.working_version import REASON

KEPT_IN_IT = "Det du skrev var redan sparat i den."


class OutlivesDrafts(admin.ModelAdmin):
    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Django's own question, of the pages that change and delete."""
        gone = self._gone_draft(request, object_id)
        if gone is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        return self._lead_on(request, gone, "change")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Coordinators read also the history of what is gone."""
        gone = None if Rights.of(request.user).is_coordinator else self._gone_draft(request, object_id)
        if gone is None:
            return super().history_view(request, object_id, extra_context)
        may_read = self.has_view_history_permission(request, gone.draft_of)
        return self._lead_on(request, gone, "history" if may_read else "change")

    def gone_response(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        gone = self._gone_draft(request, object_id)
        if gone is None:
            return super().gone_response(request, object_id)
        request.fate = what_became_of(gone, request.user)
        receipt = Receipt.sent_with(request)
        if receipt and receipt.kept_with_words(request, self.model).exists():
            return self._without_saving(request, gone.draft_of, f"{request.fate} {KEPT_IN_IT}")
        lasting = gone.draft_of_id
        now = self._working_version(request, str(lasting)) or gone.draft_of
        if not self.has_change_permission(request, now):
            return super().gone_response(request, object_id)
        request.POST = as_of_published(request.POST, gone)
        return self.changeform_view(request, str(lasting))

    def gone_words(self, request: HttpRequest, before: Offering) -> dict[str, Any]:
        if not hasattr(request, "fate"):
            return super().gone_words(request, before)
        return {"title": DRAFT_GONE, "told": request.fate, "lasting": before.draft_of}

    def _gone_draft(self, request: HttpRequest, object_id: str) -> Offering | None:
        """As it was last, for whoever could see it while it was there."""
        gone = last_known(Offering, unquote(object_id))
        if gone is None or gone.draft_of_id is None:
            return None
        there = Offering.objects.in_bulk([gone.pk, gone.draft_of_id])
        lasting = there.get(gone.draft_of_id)
        if gone.pk in there or lasting is None or not may_see(request, lasting):
            return None
        rights = Rights.of(request.user)
        is_theirs = bool({lasting.administration_id, gone.suggested_by_id} & rights.writes_for)
        return gone if rights.is_coordinator or is_theirs or rights.translates_to else None

    def _lead_on(self, request: HttpRequest, gone: Offering, page: str) -> HttpResponse:
        messages.warning(request, what_became_of(gone, request.user))
        return HttpResponseRedirect(reverse(f"admin:support_offering_{page}", args=[gone.draft_of_id]))


def what_became_of(draft: Offering, reader: Any) -> str:
    """As far as history knows."""
    end, *earlier = Offering.history.filter(id=draft.pk).order_by("-history_id")[:2]
    user = end.history_user if end.history_type == "-" else None
    by = "" if user is None else " av dig" if user == reader else f" av {person(user)}"
    published = Offering.history.filter(
        id=draft.draft_of_id,
        history_change_reason__in=[REASON, AS_PLANNED],
        history_id__range=(earlier[0].history_id if earlier else 0, end.history_id),
    ).first()
    if published is None:
        return f"Arbetsversionen är kastad{by}." if by else f"{DRAFT_GONE}."
    if published.history_change_reason == AS_PLANNED:
        return "Arbetsversionen är publicerad enligt plan."
    return f"Arbetsversionen är godkänd{by}: ändringen är publicerad."
