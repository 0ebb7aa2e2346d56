"""Nothing is written over unseen: what an editor saves is compared with what that editor had before them.

Every form of the desk carries what was seen. Where that is no longer what is stored, nothing is saved: the same
form comes back with what was typed, and above it what somebody else has saved meanwhile.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from support.admin.double_submit import MakesOneObject
from support.admin.faults import faults_of
from support.admin.meanwhile import earlier, earlier_rows, saves_of
from support.admin.merging import CHOOSE, TAKE, Merged, RowsBeneath, ThreeWays
from support.admin.rows_limit import FewRows
from support.admin.seen_lists import ActsOnWhatWasSeen
from support.admin.seen_pages import DeletesWhatWasSeen
from support.admin.typed import touched
from support.catalogue import one_at_a_time
from support.seen import Beneath, Seen, hold, rows_beneath

HELD = "held"
UNANSWERED = "Välj i varje ruta vad som ska gälla. Inget av ditt är sparat än."
ELSEWHERE = "Någon annan har sparat under tiden"
DRAFT_GONE = "Arbetsversionen finns inte längre"
NOTHING_SAVED = "Inget av ditt är sparat än."

Context = dict[str, Any]


class NothingChangedError(Exception):
    """Nothing is to be stored, nor to stand in the history."""


def held(form: type[forms.ModelForm], words: str) -> type[forms.ModelForm]:
    """The form, never valid: it shows what was typed and is not saved."""

    class Held(form):
        def full_clean(self) -> None:
            super().full_clean()
            if self.is_bound:
                self.add_error(None, ValidationError(words, code=HELD))

    return Held


def unanswered(request: HttpRequest) -> bool:
    return any(choice not in request.POST for choice in request.POST.getlist(CHOOSE))


def without_choices(sent: QueryDict) -> QueryDict:
    """What is stored has changed since they were made."""
    data = sent.copy()
    for name in [name for name in data if name.startswith(TAKE)]:
        del data[name]
    return data


def name_by_originals(rows: list[forms.ModelForm]) -> None:
    """A browser that keeps what is typed knows a working version's rows by the published ones."""
    for row in rows:
        if original := getattr(row.instance, "copy_of_id", None):
            row.fields["id"].widget.attrs["data-copy-of"] = original


class SavesWhatWasSeen(FewRows, DeletesWhatWasSeen, ActsOnWhatWasSeen, MakesOneObject):
    """A model's desk, in which nobody's change is lost. Stands first among the bases."""

    def beneath(self, request: HttpRequest, obj: models.Model | None) -> Beneath:
        """The rows on an object's page, and by what they belong to it."""
        inlines = self.get_inlines(request, obj)
        return [(one.model, _get_foreign_key(self.model, one.model, fk_name=one.fk_name)) for one in inlines]

    def seen(self, request: HttpRequest, obj: models.Model | None) -> Seen:
        return Seen.of(obj, self.beneath(request, obj))

    def asks_for_more(self, request: HttpRequest) -> bool:
        """Whether the button that was pressed does something even where nothing is changed."""
        return False

    # --- The form -----------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Context | None = None,
    ) -> HttpResponse:
        def show() -> HttpResponse:
            return super(SavesWhatWasSeen, self).changeform_view(request, object_id, form_url, extra_context)

        if object_id is None:
            return self.add_once(request, show)
        if request.method != "POST":
            request.seen = self.seen(request, self.get_object(request, unquote(object_id)))
            request.receipt = self.new_receipt()
            return show()
        with transaction.atomic():
            one_at_a_time()
            obj = self.held_object(request, object_id)
            if obj is None:
                return self.gone_response(request, object_id) or show()
            if not self.has_change_permission(request, obj):
                return self.refused_response(request, obj) or show()  # which refuses
            if again := self.received_already(request):
                return again
            if unanswered(request):
                return self.conflict_response(request, obj, extra_context)
            self._take_chosen(request, obj)
            stored = self.seen(request, obj)
            if Seen.read(request.POST.get("_seen")) != stored:
                return self.conflict_response(request, obj, extra_context)
            request.seen, request.receipt = stored, request.POST.get("_receipt") or self.new_receipt()
            try:
                with transaction.atomic():
                    return show()
            except NothingChangedError:
                return self._without_saving(request, obj, "Ingenting var ändrat.")

    def held_object(self, request: HttpRequest, object_id: str) -> models.Model | None:
        """As it is now, and stays until the transaction ends."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return None
        hold(self.model._base_manager.filter(pk=obj.pk))
        return self.get_object(request, unquote(object_id))

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        formsets = getattr(request, "formsets_of_form", None)  # none where an earlier version is taken back
        if change and formsets is not None and not self.asks_for_more(request):
            rows = [row for formset in formsets for row in formset.forms if row.has_changed()]
            if not any(map(touched, [form, *rows])):
                raise NothingChangedError
        super().save_model(request, obj, form, change)

    def _create_formsets(self, request: HttpRequest, obj: models.Model, change: bool) -> tuple[list, list]:
        formsets, inlines = super()._create_formsets(request, obj, change)
        request.formsets_of_form = formsets
        return formsets, inlines

    def _without_saving(self, request: HttpRequest, obj: models.Model, words: str) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return self.response_change(request, obj)
        messages.info(request, words, extra_tags="saved")
        return HttpResponseRedirect(self.page_of(obj.pk))

    # --- Somebody else has saved meanwhile ----------------------------------------------------------

    def conflict_response(
        self, request: HttpRequest, obj: models.Model, extra_context: Context | None = None
    ) -> HttpResponse:
        """The form of `obj` with what was typed. `obj` may stand for the row whose page was open."""
        is_same = Seen.read(request.POST.get("_seen")) == self.seen(request, obj)
        began = request.POST.get("_began" if unanswered(request) else "_seen")
        seen = Seen.read(began)
        if is_same:
            merged = Merged(request.POST.copy(), asked=request.POST.getlist(CHOOSE))
        else:
            merged = Merged(without_choices(request.POST))
        ways = self._ways(request, obj, seen)
        was_typed = ways.is_touched(merged.data)
        ways.merge(merged)
        for rows in self._rows_beneath(request, obj, seen):
            rows.merge(merged)
        is_more = merged.contested or merged.mine or request.FILES or self.asks_for_more(request)
        fate = getattr(request, "fate", "")  # of the working version whose page was open, if it is gone
        if seen and not is_more:
            words = "Redan sparat." if was_typed else "Ingenting var ändrat."
            return self._without_saving(request, obj, f"{fate} {words}".lstrip())
        request.POST, request.seen, request.receipt = merged.data, self.seen(request, obj), self.new_receipt()
        request.held = UNANSWERED if is_same else f"{fate or f'{ELSEWHERE}.'} {NOTHING_SAVED}"
        request.conflict = {
            "merged": merged,
            "began": "" if fate else began or "",  # the next time this one's page is the one that was open
            "is_asked_again": is_same,
            "saves": saves_of(obj, seen, self.beneath(request, obj), request.user),
            "files": [file.name for file in request.FILES.values()],
        }
        response = super().changeform_view(request, str(obj.pk), self.page_of(obj.pk), extra_context)
        response.status_code = 409
        return response

    def _ways(self, request: HttpRequest, obj: models.Model, seen: Seen | None) -> ThreeWays:
        opened = unquote(request.resolver_match.kwargs["object_id"])
        return ThreeWays(self.get_form(request, obj, change=True), "", obj, earlier(self.model, opened, seen))

    def _rows_beneath(self, request: HttpRequest, obj: models.Model, seen: Seen | None) -> list[RowsBeneath]:
        opened = unquote(request.resolver_match.kwargs["object_id"])
        found = []
        for formset, inline in zip(*super()._create_formsets(request, obj, True), strict=True):
            if inline.has_change_permission(request, obj):
                stored = rows_beneath(obj, formset.model, formset.fk)
                bases = earlier_rows(formset.model, formset.fk, opened, seen)
                rows = RowsBeneath(formset.form, formset.prefix, formset.fk.name, obj, stored, bases)
                found.append(rows)
        return found

    def _take_chosen(self, request: HttpRequest, obj: models.Model) -> None:
        if not any(name.startswith(TAKE) for name in request.POST):
            return
        data = request.POST.copy()
        for part in (self._ways(request, obj, None), *self._rows_beneath(request, obj, None)):
            part.take_chosen(data)
        request.POST = data

    # --- The page -----------------------------------------------------------------------------------

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        words = getattr(request, "held", None)
        return held(form, words) if words else form

    def render_change_form(
        self, request: HttpRequest, context: Context, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= self.carried(request) | self._told(request, context)
        formsets = [one.formset for one in context.get("inline_admin_formsets", ())]
        name_by_originals([row for formset in formsets for row in formset.initial_forms])
        context["faults"] = faults_of(context["adminform"].form, formsets)
        response = super().render_change_form(request, context, *args, **kwargs)
        if "held" in context:
            response.context_data["save_on_top"] = False  # what is said is to be read first
        return response

    def carried(self, request: HttpRequest) -> Context:
        return {name: getattr(request, name, "") for name in ("seen", "receipt")}

    def _told(self, request: HttpRequest, context: Context) -> Context:
        """That a form is held is no fault in it: it is said above the form."""
        if not hasattr(request, "held"):
            return {}
        form = context["adminform"].form
        faults = form.errors.pop(NON_FIELD_ERRORS, None)
        for fault in faults.as_data() if faults else ():
            if fault.code != HELD:
                form.add_error(None, fault)
        formsets = [one.formset for one in context.get("inline_admin_formsets", ())]
        told = {"held": request.held, "errors": helpers.AdminErrorList(form, formsets)}
        if hasattr(request, "conflict"):
            title = DRAFT_GONE if hasattr(request, "fate") else ELSEWHERE
            told |= {"conflict": request.conflict, "title": title}
        return told
