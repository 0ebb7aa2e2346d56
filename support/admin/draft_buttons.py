"""The three buttons of an offering's form: who has which, what pressing one came to, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from support import publication
from support.admin.permitted import may_decide, may_write, only_translates
from support.admin.review import review_address
from support.models import Administration, Offering, Submission
from support.rights import Rights
from support.working_version import Copies

Status = Offering.Status
SAVE, SUBMIT, PUBLISH = "_save", "_submit", "_publish"
CLASHES, WAITS = "clashes", "waits"  # what came of it instead
CLASHING = (
    "”{}” är sparat, men inte publicerat. Någon har ändrat samma sak i det publicerade sedan arbetsversionen "
    "gjordes. Läs båda här, och bestäm sedan."
)


@dataclass
class Pressed:
    offering: Offering
    button: str  # as far as the one who pressed it may do what it says
    outcome: str = ""  # what came of it: the button's name, or why it was another
    has_news: bool = False  # something is written that the reviewer has not been sent
    copies: Copies | None = None  # of a working version that was made for what is saved
    published: Offering | None = None  # the lasting offering, onto which a working version has been written

    def __post_init__(self) -> None:
        self.outcome = self.outcome or self.button


class HasDraftButtons(admin.ModelAdmin):
    # --- Who may press what -------------------------------------------------------------------------------

    def button(self, request: HttpRequest, obj: Offering, form: forms.ModelForm) -> str:
        """The button, as far as the one who pressed it may do what it says."""
        if PUBLISH in request.POST:
            rights = Rights.of(request.user)
            for_them = rights.publishes(obj.administration_id)
            may_publish = for_them and self.may_publish(request, obj) and not form.is_sensitive
            return PUBLISH if may_publish else SUBMIT
        return SUBMIT if SUBMIT in request.POST and self.may_submit(request, obj) else SAVE

    def may_submit(self, request: HttpRequest, obj: Offering) -> bool:
        """A translator does not send what somebody else has not finished writing."""
        if obj.has_been_published or not only_translates(request, obj) or obj.status == Status.REVIEW:
            return True
        return publication.writers(obj) <= {request.user.pk}

    def may_publish(self, request: HttpRequest, obj: Offering | None) -> bool:
        """At once, with what one has written oneself."""
        if obj is None or not obj.pk:
            return Rights.of(request.user).may_decide(Offering)
        return may_decide(request, obj) and not publication.needs_second_person(obj)

    def suggesting(self, request: HttpRequest, obj: Offering) -> Administration | None:
        """The cooperating administration in whose name somebody writes who does not write for the responsible one."""
        rights = Rights.of(request.user)
        if (
            rights.is_coordinator
            or obj.administration_id in rights.writes_for
            or only_translates(request, obj)
        ):
            return None
        return obj.cooperating.filter(pk__in=rights.writes_for).first()

    def is_taken_back(self, request: HttpRequest, obj: Offering | None) -> bool:
        """By being written on, unless it is written by who decides about it."""
        is_sent = obj is not None and obj.status == Status.REVIEW
        return is_sent and not may_decide(request, obj) and may_write(request, obj)

    # --- What the editor is told --------------------------------------------------------------------------

    def response_add(
        self, request: HttpRequest, obj: Offering, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._answer(request, request.pressed)

    def response_change(self, request: HttpRequest, obj: Offering) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_change(request, obj)
        return self._answer(request, request.pressed)

    def _answer(self, request: HttpRequest, pressed: Pressed) -> HttpResponse:
        obj, outcome, lasting = pressed.offering, pressed.outcome, pressed.published or pressed.offering
        if outcome == PUBLISH:
            now = timezone.now()
            state = "publicerat" if self.is_public(lasting, now) else self.state(lasting, now)
            messages.success(request, format_html("”{}” är sparat och {}.", lasting, state))
        elif outcome == SUBMIT:
            why = ""
            if PUBLISH in request.POST and may_decide(request, obj):
                why = " Det är eller var känsligt, och behöver därför godkännas av en person till."
            messages.success(request, f"”{obj}” är sparat och skickat för granskning.{why}")
        elif outcome == WAITS:
            messages.info(request, f"”{obj}” väntar redan på granskning. Inget är ändrat.")
        elif outcome == CLASHES:
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
            "suggests": obj and obj.pk and self.suggesting(request, obj.draft_of or obj),
            "needs_second_person": obj and publication.needs_second_person(obj),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _buttons(self, request: HttpRequest, obj: Offering | None) -> list[tuple[str, str]]:
        """Names and words, the one that Enter presses first."""
        save, submit = (SAVE, "Spara utkast"), (SUBMIT, "Skicka för granskning")
        if self.is_taken_back(request, obj):
            save = (SAVE, "Ta tillbaka och spara")
        elif obj and obj.status == Status.APPROVED:
            save = (SAVE, "Stoppa publiceringen och spara")
        if obj and obj.pk and not self.may_submit(request, obj):
            return [save]
        if not self.may_publish(request, obj):
            return [save, submit]
        if obj and obj.has_been_published:
            return [(PUBLISH, "Publicera ändringen"), save, submit]
        return [save, submit, (PUBLISH, "Publicera")]

    def _sent_back(self, obj: Offering) -> Submission | None:
        last = obj.pk and Submission.objects.filter(offering=obj.lasting_id).first()
        is_back = last and last.decision == Submission.Decision.SENT_BACK and obj.status == Status.DRAFT
        return last if is_back else None
