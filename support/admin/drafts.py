"""Writing, sending for review and publishing, by three buttons.

What is published is changed beside itself: saving it makes a working version, unless somebody who may
publishes at once. The rules are in `support.rights` and `support.publication`.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from support import publication
from support.admin.draft_buttons import (
    CLASHES,
    PUBLISH,
    SAVE,
    SUBMIT,
    WAITS,
    HasDraftButtons,
    Pressed,
)
from support.admin.drafts_gone import OutlivesDrafts
from support.admin.permitted import may_decide, may_see
from support.admin.review_page import Review
from support.admin.rows_of_versions import as_of_copies
from support.catalogue import one_at_a_time
from support.models import Administration, Offering
from support.working_version import Copies, make_working_version

Status = Offering.Status


class WritesDrafts(OutlivesDrafts, HasDraftButtons):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """Who opens what is published comes to its working version, where there is one."""
        if request.method != "POST":
            return self._changeform_of_draft(request, object_id, form_url, extra_context)
        with transaction.atomic():
            one_at_a_time()  # two at once would make two working versions
            return self._changeform_of_draft(request, object_id, form_url, extra_context)

    def _changeform_of_draft(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict | None
    ) -> HttpResponse:
        draft = self._working_version(request, object_id)
        if draft and request.method == "POST":  # made since the page was shown: the rows in it are the copies
            request.POST = as_of_copies(request.POST, draft)
            object_id = str(draft.pk)
        elif draft:
            return HttpResponseRedirect(reverse("admin:support_offering_change", args=[draft.pk]))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _working_version(self, request: HttpRequest, object_id: str | None) -> Offering | None:
        try:
            pk = Offering._meta.pk.to_python(unquote(object_id or ""))  # as Django reads it: also " 1"
        except ValidationError:
            return None
        draft = Offering.objects.filter(draft_of__pk=pk).first()
        return draft if draft and may_see(request, draft) else None

    def has_delete_permission(self, request: HttpRequest, obj: Offering | None = None) -> bool:
        """A working version is thrown away where it is looked at, what has been approved by who decides."""
        if obj and (obj.draft_of_id or (obj.status == Status.PUBLISHED and not may_decide(request, obj))):
            return False
        return super().has_delete_permission(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Offering | None = None, change: bool = False, **kwargs: Any
    ) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        responsible = form.base_fields.get("administration")
        if responsible and obj and self.suggesting(request, obj.draft_of or obj):
            responsible.queryset = Administration.objects.filter(pk=obj.administration_id)
            responsible.disabled = True
        return form

    def asks_for_more(self, request: HttpRequest) -> bool:
        return not {SUBMIT, PUBLISH}.isdisjoint(request.POST)

    # --- Saving -----------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Offering, form: forms.ModelForm, change: bool) -> None:
        request.pressed = pressed = Pressed(obj, self.button(request, obj, form))
        if obj.has_been_published and pressed.button != PUBLISH:
            pressed.copies = beside(obj, self.suggesting(request, obj))
        elif pressed.button == PUBLISH and not obj.draft_of_id:
            obj.version += obj.has_been_published
            obj.status = Status.PUBLISHED
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        pressed = request.pressed
        for formset in formsets if pressed.copies else ():
            rows_beside(formset, pressed.copies, form.instance)
        pressed.has_news = form.has_changed() or any(formset.has_changed() for formset in formsets)
        super().save_related(request, form, formsets, change)
        self._decide(request, pressed)

    def _decide(self, request: HttpRequest, pressed: Pressed) -> None:
        """As it says on the button; what cannot be is said, and what was written is kept as a draft."""
        try:
            with transaction.atomic():
                self._do_as_pressed(request, pressed)
        except publication.NotYetError as error:
            what = "skicka" if pressed.button == SUBMIT else "publicera"
            messages.error(request, f"Det är sparat, men går inte att {what} än. {' '.join(error.faults)}")
            pressed.outcome, pressed.published = SAVE, None

    def _do_as_pressed(self, request: HttpRequest, pressed: Pressed) -> None:
        obj, button, now = pressed.offering, pressed.button, timezone.now()
        if button == SUBMIT:
            self._submit(request, pressed)
        elif button == PUBLISH and obj.draft_of_id and self._clashes(request, obj):
            pressed.outcome = CLASHES
            self._submit(request, pressed)
        elif button == PUBLISH and obj.draft_of_id:
            pressed.published = publication.approve(obj, request.user, now)
        elif button == PUBLISH:
            publication.note_approval(obj, request.user, now)
        elif obj.status == Status.APPROVED:
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det var godkänt som det stod förut. Skicka det för granskning igen.")
        elif self.is_taken_back(request, obj):
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det är taget tillbaka från granskningen. Skicka igen när du är klar.")

    def _submit(self, request: HttpRequest, pressed: Pressed) -> None:
        note = request.POST.get("_note", "").strip()
        waiting = publication.waiting_submission(pressed.offering)
        if waiting is None or pressed.has_news or note not in ("", waiting.note):
            publication.submit(pressed.offering, request.user, timezone.now(), note)
        elif pressed.outcome == SUBMIT:
            pressed.outcome = WAITS

    def _clashes(self, request: HttpRequest, obj: Offering) -> bool:
        """Publishing would write over what she has not seen: it is for the review page, which shows both."""
        stored = Offering.objects.get(pk=obj.pk)
        return bool(Review(stored, request.user, timezone.now()).clashes)

    def do_also(self, request: HttpRequest, made: Offering) -> HttpResponse | None:
        """Saved, and then gone Back to, to send it."""
        may = self.has_change_permission(request, made)
        if not self.asks_for_more(request) or made.has_been_published or not may:
            return None
        if PUBLISH in request.POST:
            messages.warning(
                request, f"”{made}” är sparat, men inte publicerat. Läs igenom och publicera härifrån."
            )
            return HttpResponseRedirect(self.page_of(made.pk))
        request.pressed = Pressed(made, SUBMIT)
        self._decide(request, request.pressed)
        if request.pressed.outcome == SUBMIT:
            self.log_change(request, made, "")
        return self.response_change(request, made)

    def delete_model(self, request: HttpRequest, obj: Offering) -> None:
        """Of a working version: what is published stays as it is."""
        if obj.draft_of_id:
            with transaction.atomic():
                publication.discard(obj, request.user, timezone.now())
        else:
            super().delete_model(request, obj)


class RowsOfLasting(admin.ModelAdmin):
    """A list of rows beneath offerings: those of a working version are changed on its own page."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).exclude(offering__draft_of__isnull=False)


def beside(obj: Offering, suggested_by: Administration | None) -> Copies:
    """Turn what is about to be saved onto a working version, made now of what is stored."""
    published = Offering.objects.select_for_update().get(pk=obj.pk)
    copies = make_working_version(published, suggested_by)
    draft = copies[published]
    for name in ("pk", "uuid", "draft_of", "draft_base", "suggested_by", "status", "created_at"):
        setattr(obj, name, getattr(draft, name))
    return copies


def rows_beside(formset: Any, copies: Copies, draft: Offering) -> None:
    for form in formset.initial_forms:
        made = copies.get(form.instance)
        if made:
            form.instance.pk, form.instance.copy_of_id = made.pk, made.copy_of_id
            form.instance.offering = draft
