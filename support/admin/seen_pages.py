"""Deleting, going back to an earlier version, and saving what is gone meanwhile: never unseen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from support.admin.inputs import is_id
from support.admin.meanwhile import earlier, earlier_rows, last_known, saves_of
from support.admin.permitted import may_be_told
from support.admin.typed import in_words, label_of, touched, typed
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
        if not is_id(unquote(object_id)):
            raise Http404
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
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **self.gone_words(request, before),
            **self._typed_in_words(request, before, Seen.read(request.POST.get("_seen"))),
        }
        return TemplateResponse(request, "admin/support/conflict_gone.html", context, status=409)

    def refused_response(self, request: HttpRequest, obj: Model) -> HttpResponse | None:
        """For who could change it when she opened it. None where no form was shown to her."""
        if Seen.read(request.POST.get("_seen")) is None or not self.has_view_permission(request, obj):
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Du kan inte ändra det här just nu",
            "told": f"”{obj}” är inte öppet för dig att ändra just nu. Någon annan kan ha börjat ändra det.",
            "lasting": obj,
            **self._typed_in_words(request, obj, self.seen(request, obj)),
        }
        return TemplateResponse(request, "admin/support/conflict_gone.html", context, status=403)

    def gone_words(self, request: HttpRequest, before: Model) -> Context:
        return {
            "title": "Det här är borttaget",
            "told": f"”{before}” togs bort medan du skrev.",
            "saves": saves_of(before, None, (), request.user),
            "again": self._as_new(request) if self.has_add_permission(request) else None,
            "add_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"),
        }

    def _typed_in_words(self, request: HttpRequest, before: Model, seen: Seen | None) -> Context:
        """Only what she has changed since then, in the row and in those beneath it."""
        began = earlier(self.model, before.pk, seen) or before
        # As for a new one: in the form of something that is gone nobody may change a field.
        form = self.get_form(request)(request.POST, instance=began)
        rows = []
        for factory, inline in self.get_formsets_with_inlines(request):
            bases = earlier_rows(inline.model, factory.fk, before.pk, seen)
            for sent in factory(request.POST, instance=before).forms:
                pk = request.POST.get(f"{sent.prefix}-id", "")
                base = bases.get(int(pk)) if is_id(pk) else None
                row = factory.form(request.POST, prefix=sent.prefix, instance=base or inline.model())
                name = capfirst(inline.opts.verbose_name)
                rows.append((f"{name} {base}" if base else f"{name}: ny rad", words_of(row)))
        return {"typed": words_of(form), "rows": [(name, words) for name, words in rows if words]}

    def _as_new(self, request: HttpRequest) -> list[tuple[str, str]]:
        """What was typed, for the form in which a new one is added; without its receipt it is shown, not saved."""
        found = []
        of_what_is_gone = ("-id", *(f"-{key.name}" for _, key in self.beneath(request, None)))
        for name, values in request.POST.lists():
            if name.endswith("-INITIAL_FORMS"):
                values = ["0"]
            elif name.endswith(of_what_is_gone):
                values = [""]
            if name[0] != "_" and name != "csrfmiddlewaretoken":
                found += [(name, value) for value in values]
        return found


def words_of(form: forms.ModelForm) -> list[dict[str, str]]:
    """Of each field that was touched: its label, what stands there, and in which language."""
    return [
        {
            "label": label_of(box),
            "text": in_words(box, typed(box)),
            "lang": box.field.widget.attrs.get("lang", "sv"),
            "dir": box.field.widget.attrs.get("dir", "ltr"),
        }
        for box in map(form.__getitem__, touched(form))
    ]
