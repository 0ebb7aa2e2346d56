"""Deleting, going back to an earlier version, and saving what is gone meanwhile: never unseen."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from support.admin.meanwhile import last_known, saves_of
from support.admin.permitted import may_be_told
from support.admin.typed import in_words, label_of, typed
from support.catalogue import one_at_a_time
from support.seen import Seen, hold

Context = dict[str, Any]


class DeletesWhatWasSeen(admin.ModelAdmin):
    # --- Deleting -----------------------------------------------------------------------------------

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Context | None = None
    ) -> HttpResponse:
        told = dict(extra_context or {})
        if request.method != "POST":
            told["seen"] = self.seen(request, self.get_object(request, unquote(object_id)))
            return super().delete_view(request, object_id, told)
        with transaction.atomic():
            one_at_a_time()
            obj = self.held_object(request, object_id)
            stored, seen = self.seen(request, obj), Seen.read(request.POST.get("_seen"))
            if obj is None or seen == stored:
                return super().delete_view(request, object_id, told)
            if IS_POPUP_VAR in request.POST:
                request.GET = request.GET.copy()
                request.GET[IS_POPUP_VAR] = "1"
            request.POST = QueryDict()  # asks once more
            told |= {"seen": stored, "saves": saves_of(obj, seen, self.beneath(request, obj), request.user)}
            told["was_changed"] = True
            response = super().delete_view(request, object_id, told)
            response.status_code = 409
            return response

    # --- Going back to an earlier version -----------------------------------------------------------

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Context | None = None
    ) -> HttpResponse:
        told = dict(extra_context or {})
        if request.method != "POST":
            told["seen"] = " ".join(map(str, self._written_by_reverting(request, object_id)))
            return super().history_form_view(request, object_id, version_id, told)
        with transaction.atomic():
            one_at_a_time()
            hold(self.model._base_manager.filter(pk=unquote(object_id)))
            stored = self._written_by_reverting(request, object_id)
            seen = [Seen.read(one) for one in request.POST.get("_seen", "").split(" ")]
            if seen == stored:
                return super().history_form_view(request, object_id, version_id, told)
            obj = self.model._base_manager.filter(pk=unquote(object_id)).first()
            saves = saves_of(obj, seen[0], self.beneath(request, obj), request.user) if obj else []
            told |= {"seen": " ".join(map(str, stored)), "saves": saves, "was_changed": True}
            request.method = "GET"  # looks once more
            response = super().history_form_view(request, object_id, version_id, told)
            response.status_code = 409
            return response

    def _written_by_reverting(self, request: HttpRequest, object_id: str) -> list[Seen]:
        """The row and its working version, if it has one: an earlier version is written onto one of them."""
        row = self.model._base_manager.filter(pk=unquote(object_id)).first()
        draft = getattr(row, "draft", None)
        return [self.seen(request, row), *([self.seen(request, draft)] if draft else [])]

    # --- Gone meanwhile -----------------------------------------------------------------------------

    def gone_response(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """None where there never was one."""
        pk = unquote(object_id)
        before = last_known(self.model, pk)
        is_theirs = (
            before is not None and self.has_change_permission(request) and may_be_told(request, before)
        )
        if not is_theirs or self.model._base_manager.filter(pk=pk).exists():
            return None
        form = self.get_form(request, before, change=True)(request.POST, instance=before)
        boxes = ((form[name], typed(form[name])) for name in form.fields)
        words = [(label_of(box), in_words(box, values)) for box, values in boxes]
        context = {
            **self.admin_site.each_context(request),
            "title": "Det här är borttaget",
            "opts": self.opts,
            "name": last_known(self.model, pk),
            "saves": saves_of(before, None, (), request.user),
            "typed": [(label, text) for label, text in words if text and text != "nej"],
            "again": self._as_new(request) if self.has_add_permission(request) else None,
            "add_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        }
        return TemplateResponse(request, "admin/support/conflict_gone.html", context, status=409)

    def _as_new(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What was typed, for the form in which a new one is added; without its receipt it is shown, not saved."""
        found = []
        for name, values in request.POST.lists():
            if name.endswith("-INITIAL_FORMS"):
                values = ["0"]
            elif name.endswith("-id"):
                values = [""]
            if name[0] != "_" and name != "csrfmiddlewaretoken":
                found += [(name, value) for value in values]
        return found
