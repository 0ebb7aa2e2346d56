"""Writing, sending for review and publishing, by three buttons.

What is published is changed beside itself: saving it makes a working version, unless somebody who may
publishes at once. The rules are in `support.rights` and `support.publication`.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from support import publication
from support.admin.permitted import may_decide, may_see, may_write, only_translates
from support.models import Administration, Offering, Submission
from support.rights import Rights
from support.seen import one_at_a_time
from support.working_version import Copies, make_working_version

Status = Offering.Status
SAVE, SUBMIT, PUBLISH = "_save", "_submit", "_publish"


class WritesDrafts(admin.ModelAdmin):
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
        if not is_number(object_id):
            return None
        draft = Offering.objects.filter(draft_of=object_id).first()
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
        if responsible and obj and self._suggesting(request, obj.draft_of or obj):
            responsible.queryset = Administration.objects.filter(pk=obj.administration_id)
            responsible.disabled = True
        return form

    def asks_for_more(self, request: HttpRequest) -> bool:
        return not {SUBMIT, PUBLISH}.isdisjoint(request.POST)

    # --- Saving -----------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Offering, form: forms.ModelForm, change: bool) -> None:
        form.pressed = self._pressed(request, obj, form)
        form.copies = None
        obj.was_pressed, obj.now_published = form.pressed, None  # for the answer
        if obj.has_been_published and form.pressed != PUBLISH:
            form.copies = beside(obj, self._suggesting(request, obj))
        elif form.pressed == PUBLISH and not obj.draft_of_id:
            obj.status = Status.PUBLISHED
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        if form.copies:
            for formset in formsets:
                rows_beside(formset, form.copies, form.instance)
        super().save_related(request, form, formsets, change)
        self._decide(request, form)

    def _pressed(self, request: HttpRequest, obj: Offering, form: forms.ModelForm) -> str:
        """The button, as far as the one who pressed it may do what it says."""
        if PUBLISH in request.POST:
            rights = Rights.of(request.user)
            for_them = rights.is_coordinator or obj.administration_id in rights.publishes_for
            may_publish = for_them and self._may_publish(request, obj) and not form.is_sensitive
            return PUBLISH if may_publish else SUBMIT
        return SUBMIT if SUBMIT in request.POST else SAVE

    def _may_publish(self, request: HttpRequest, obj: Offering | None) -> bool:
        """At once, with what one has written oneself."""
        if obj is None or not obj.pk:
            return Rights.of(request.user).may_decide(Offering)
        return may_decide(request, obj) and not publication.needs_second_person(obj)

    def _suggesting(self, request: HttpRequest, obj: Offering) -> Administration | None:
        """The cooperating administration in whose name somebody writes who does not write for the responsible one."""
        rights = Rights.of(request.user)
        if (
            rights.is_coordinator
            or obj.administration_id in rights.writes_for
            or only_translates(request, obj)
        ):
            return None
        return obj.cooperating.filter(pk__in=rights.writes_for).first()

    def _decide(self, request: HttpRequest, form: forms.ModelForm) -> None:
        """As it says on the button; what cannot be is said, and what was written is kept as a draft."""
        try:
            with transaction.atomic():
                self._do_as_pressed(request, form)
        except publication.NotYetError as error:
            messages.error(request, f"Det är sparat, men går inte att publicera än. {' '.join(error.faults)}")
            form.instance.was_pressed, form.instance.now_published = SAVE, None

    def _do_as_pressed(self, request: HttpRequest, form: forms.ModelForm) -> None:
        obj, now = form.instance, timezone.now()
        if form.pressed == SUBMIT:
            publication.submit(obj, request.user, now, request.POST.get("_note", "").strip())
        elif form.pressed == PUBLISH and obj.draft_of_id:
            obj.now_published = publication.approve(obj, request.user, now)
        elif form.pressed == PUBLISH:
            publication.note_approval(obj, request.user, now)
        elif obj.status == Status.APPROVED:
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det var godkänt som det stod förut. Skicka det för granskning igen.")
        elif obj.status == Status.REVIEW and not may_decide(request, obj) and may_write(request, obj):
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det är taget tillbaka från granskningen. Skicka igen när du är klar.")

    def delete_model(self, request: HttpRequest, obj: Offering) -> None:
        """Of a working version: what is published stays as it is."""
        if obj.draft_of_id:
            with transaction.atomic():
                publication.discard(obj, request.user, timezone.now())
        else:
            super().delete_model(request, obj)

    # --- What the editor is told --------------------------------------------------------------------------

    def response_add(
        self, request: HttpRequest, obj: Offering, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Offering) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_change(request, obj)
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, obj: Offering) -> HttpResponse:
        lasting = obj.now_published or obj
        if obj.was_pressed == PUBLISH:
            state = (
                "publicerat"
                if self.is_public(lasting, timezone.now())
                else self.state(lasting, timezone.now())
            )
            message = "”{}” är sparat och {}."
            messages.success(request, format_html(message, lasting, state))
        elif obj.was_pressed == SUBMIT:
            why = ""
            if PUBLISH in request.POST and may_decide(request, obj):
                why = " Det är känsligt, och behöver därför godkännas av en person till."
            messages.success(request, f"”{obj}” är sparat och skickat för granskning.{why}")
        else:
            beside_it = " Den publicerade versionen är som förut." if obj.draft_of_id else ""
            messages.success(request, f"”{obj}” är sparat som utkast.{beside_it}")
        return HttpResponseRedirect(reverse("admin:support_offering_change", args=[lasting.pk]))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Model | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        context |= {
            "buttons": self._buttons(request, obj),
            "published": obj and obj.draft_of,
            "sent_back": obj and self._sent_back(obj),
            "waiting": obj and publication.waiting_submission(obj),
            "suggests": obj and obj.pk and self._suggesting(request, obj.draft_of or obj),
            "needs_second_person": obj and publication.needs_second_person(obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _buttons(self, request: HttpRequest, obj: Offering | None) -> list[tuple[str, str]]:
        """Names and words, the one that Enter presses first."""
        save, submit = (SAVE, "Spara utkast"), (SUBMIT, "Skicka för granskning")
        if not self._may_publish(request, obj):
            return [save, submit]
        if obj and obj.has_been_published:
            return [(PUBLISH, "Publicera ändringen"), save, submit]
        return [save, submit, (PUBLISH, "Publicera")]

    def _sent_back(self, obj: Offering) -> Submission | None:
        last = obj.pk and Submission.objects.filter(offering=obj.lasting_id).first()
        is_back = last and last.decision == Submission.Decision.SENT_BACK and obj.status == Status.DRAFT
        return last if is_back else None


class RowsOfLasting(admin.ModelAdmin):
    """A list of rows beneath offerings: those of a working version are changed on its own page."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).exclude(offering__draft_of__isnull=False)


def is_number(object_id: str | None) -> bool:
    return bool(object_id and object_id.isascii() and object_id.isdecimal() and len(object_id) < 19)


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


def as_of_copies(data: Any, draft: Offering) -> Any:
    """What was sent of the published offering's page, as if it came from the working version's."""
    data = data.copy()
    for prefix, rows in {
        "schedules": draft.schedules,
        "occasions": draft.occasions,
        "closures": draft.closures,
    }.items():
        copies = {str(row.copy_of_id): str(row.pk) for row in rows.exclude(copy_of=None)}
        for name in [name for name in data if name.startswith(f"{prefix}-") and name.endswith("-id")]:
            data[name] = copies.get(data[name], data[name])
    if hasattr(draft, "image"):
        data["image-0-id"] = str(draft.image.pk)
    return data
