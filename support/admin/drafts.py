"""Writing, sending for review and publishing, by three buttons.

What is published is changed beside itself: saving it makes a working version, unless somebody who may
publishes at once. The rules are in `support.rights` and `support.publication`.
"""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from support import publication
from support.admin.drafts_gone import OutlivesDrafts
from support.admin.permitted import may_decide, may_see, may_write, only_translates
from support.admin.review import review_address
from support.admin.review_page import Review
from support.admin.rows_of_versions import as_of_copies
from support.catalogue import one_at_a_time
from support.models import Administration, Offering, Submission
from support.rights import Rights
from support.working_version import Copies, make_working_version

Status = Offering.Status
SAVE, SUBMIT, PUBLISH = "_save", "_submit", "_publish"
CLASHES, WAITS = "clashes", "waits"  # what came of it instead
CLASHING = (
    "”{}” är sparat, men inte publicerat. Någon har ändrat samma sak i det publicerade sedan arbetsversionen "
    "gjordes. Läs båda här, och bestäm sedan."
)


class WritesDrafts(OutlivesDrafts):
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
            obj.version += obj.has_been_published
            obj.status = Status.PUBLISHED
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        if form.copies:
            for formset in formsets:
                rows_beside(formset, form.copies, form.instance)
        form.has_news = form.has_changed() or any(formset.has_changed() for formset in formsets)
        super().save_related(request, form, formsets, change)
        self._decide(request, form)

    def _pressed(self, request: HttpRequest, obj: Offering, form: forms.ModelForm) -> str:
        """The button, as far as the one who pressed it may do what it says."""
        if PUBLISH in request.POST:
            rights = Rights.of(request.user)
            for_them = rights.publishes(obj.administration_id)
            may_publish = for_them and self._may_publish(request, obj) and not form.is_sensitive
            return PUBLISH if may_publish else SUBMIT
        return SUBMIT if SUBMIT in request.POST and self._may_submit(request, obj) else SAVE

    def _may_submit(self, request: HttpRequest, obj: Offering) -> bool:
        """A translator does not send what somebody else has not finished writing."""
        if obj.has_been_published or not only_translates(request, obj) or obj.status == Status.REVIEW:
            return True
        return publication.writers(obj) <= {request.user.pk}

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
            what = "skicka" if form.pressed == SUBMIT else "publicera"
            messages.error(request, f"Det är sparat, men går inte att {what} än. {' '.join(error.faults)}")
            form.instance.was_pressed, form.instance.now_published = SAVE, None

    def _do_as_pressed(self, request: HttpRequest, form: forms.ModelForm) -> None:
        obj, now = form.instance, timezone.now()
        if form.pressed == SUBMIT:
            self._submit(request, obj, form.has_news)
        elif form.pressed == PUBLISH and obj.draft_of_id and self._clashes(request, obj):
            obj.was_pressed = CLASHES
            self._submit(request, obj, form.has_news)
        elif form.pressed == PUBLISH and obj.draft_of_id:
            obj.now_published = publication.approve(obj, request.user, now)
        elif form.pressed == PUBLISH:
            publication.note_approval(obj, request.user, now)
        elif obj.status == Status.APPROVED:
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det var godkänt som det stod förut. Skicka det för granskning igen.")
        elif self._is_taken_back(request, obj):
            publication.take_back(obj, request.user, now)
            messages.warning(request, "Det är taget tillbaka från granskningen. Skicka igen när du är klar.")

    def _submit(self, request: HttpRequest, obj: Offering, has_news: bool) -> None:
        note, waiting = request.POST.get("_note", "").strip(), publication.waiting_submission(obj)
        if waiting is None or has_news or note not in ("", waiting.note):
            publication.submit(obj, request.user, timezone.now(), note)
        elif obj.was_pressed == SUBMIT:
            obj.was_pressed = WAITS

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
        made.was_pressed, made.now_published = SUBMIT, None
        self._decide(request, SimpleNamespace(instance=made, pressed=SUBMIT, has_news=False))
        if made.was_pressed == SUBMIT:
            self.log_change(request, made, "")
        return self._answer(request, made)

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
                why = " Det är eller var känsligt, och behöver därför godkännas av en person till."
            messages.success(request, f"”{obj}” är sparat och skickat för granskning.{why}")
        elif obj.was_pressed == WAITS:
            messages.info(request, f"”{obj}” väntar redan på granskning. Inget är ändrat.")
        elif obj.was_pressed == CLASHES:
            messages.warning(request, CLASHING.format(obj))
            return HttpResponseRedirect(review_address(obj.lasting_id))
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
        # Of what is published, the round of review is its working version's, which she may not see.
        is_draft = obj and obj.pk and not obj.has_been_published
        context |= {
            "buttons": self._buttons(request, obj),
            "published": obj and obj.draft_of,
            "sent_back": is_draft and self._sent_back(obj),
            "waiting": is_draft and publication.waiting_submission(obj),
            "planned": obj and publication.awaits_its_day(obj, timezone.now()),
            "decides": obj and may_decide(request, obj),
            "suggests": obj and obj.pk and self._suggesting(request, obj.draft_of or obj),
            "needs_second_person": obj and publication.needs_second_person(obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _buttons(self, request: HttpRequest, obj: Offering | None) -> list[tuple[str, str]]:
        """Names and words, the one that Enter presses first."""
        save, submit = (SAVE, "Spara utkast"), (SUBMIT, "Skicka för granskning")
        if self._is_taken_back(request, obj):
            save = (SAVE, "Ta tillbaka och spara")
        elif obj and obj.status == Status.APPROVED:
            save = (SAVE, "Stoppa publiceringen och spara")
        if obj and obj.pk and not self._may_submit(request, obj):
            return [save]
        if not self._may_publish(request, obj):
            return [save, submit]
        if obj and obj.has_been_published:
            return [(PUBLISH, "Publicera ändringen"), save, submit]
        return [save, submit, (PUBLISH, "Publicera")]

    def _is_taken_back(self, request: HttpRequest, obj: Offering | None) -> bool:
        """By being written on, unless it is written by who decides about it."""
        is_sent = obj is not None and obj.status == Status.REVIEW
        return is_sent and not may_decide(request, obj) and may_write(request, obj)

    def _sent_back(self, obj: Offering) -> Submission | None:
        last = obj.pk and Submission.objects.filter(offering=obj.lasting_id).first()
        is_back = last and last.decision == Submission.Decision.SENT_BACK and obj.status == Status.DRAFT
        return last if is_back else None


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
