"""Looking at what has been sent for review, and saying yes, later or not yet."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from support import publication
from support.admin.inputs import ClockField, DayField
from support.admin.publishing import moment
from support.admin.review_page import Review, name_of
from support.models import Offering
from support.rights import Rights

Status = Offering.Status
APPROVE, LATER, SEND_BACK, TAKE_BACK, DISCARD = (
    "_approve",
    "_approve_later",
    "_send_back",
    "_take_back",
    "_discard",
)
CHANGED_SINCE = "Något har ändrats sedan du öppnade sidan. Inget är beslutat: läs igen, och bestäm sedan."


class LaterForm(forms.Form):
    day = DayField(label="Dag", help_text="Till exempel: 2027-01-20.")
    clock = ClockField(label="Klockan", help_text="Till exempel: 8.", initial="08:00")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if "day" in said and "clock" in said:
            goes_live_at = timezone.make_aware(datetime.datetime.combine(said["day"], said["clock"]))
            if goes_live_at <= timezone.now():
                self.add_error("day", "Den tiden har redan varit. Välj en som kommer.")
            said["goes_live_at"] = goes_live_at
        return said


class CommentForm(forms.Form):
    comment = forms.CharField(
        label="Vad behöver ändras?",
        help_text="Den som skickade det läser det här.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        error_messages={
            "required": "Skriv vad som behöver ändras, så att den som skrev vet vad hon ska göra."
        },
    )


class IsReviewed(admin.ModelAdmin):
    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.review_view)
        return [path("<int:pk>/granska/", view, name="support_offering_review"), *super().get_urls()]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """At the lasting offering's address, which stays when the working version is gone."""
        offering = get_object_or_404(self._seen(request), pk=pk)
        if request.method == "POST":
            return self._answer_to_decision(request, offering.lasting_id)
        if offering.draft_of_id:
            return HttpResponseRedirect(review_address(offering.lasting_id))
        review = self._review(request, offering.lasting_id)
        if review is None:
            messages.info(request, f"Det finns inget att granska i ”{offering}”.")
            return HttpResponseRedirect(change_address(offering.pk))
        return self._review_page(request, review)

    def _review(self, request: HttpRequest, lasting: int) -> Review | None:
        """Of the working version, or of what has not been published yet; None where there is neither."""
        both = Q(pk=lasting) | Q(draft_of=lasting)
        rows = (
            self._seen(request)
            .filter(both)
            .select_related("administration", "draft_of__administration", "suggested_by")
        )
        found = sorted(rows, key=lambda row: row.draft_of_id is None)
        if not found:
            raise Http404
        review = Review(found[0], request.user, timezone.now())
        return None if review.draft.has_been_published and not review.is_planned else review

    def _seen(self, request: HttpRequest) -> QuerySet[Offering]:
        return Rights.of(request.user).seen(Offering.objects.all(), timezone.now())

    def _review_page(
        self, request: HttpRequest, review: Review, status: int = 200, **forms_sent: forms.Form
    ) -> HttpResponse:
        later = forms_sent.get("later") or LaterForm()
        context = {
            **self.admin_site.each_context(request),
            "title": f"Granska: {review.draft}",
            "opts": self.opts,
            "review": review,
            "state": self._state_in_words(review),
            "later": later,
            "comment": forms_sent.get("comment") or CommentForm(),
            "media": forms.Media(js=["admin/js/core.js"]) + later.media,
            "previews": self.pages_in_languages(review.draft),
            "published_pages": self.pages_in_languages(review.published) if review.published else [],
        }
        return TemplateResponse(request, "admin/support/review/page.html", context, status=status)

    def _state_in_words(self, review: Review) -> str:
        if review.waiting:
            sent_by = name_of(review.waiting.sent_by) if review.waiting.sent_by else "någon som har slutat"
            return f"Skickad av {sent_by} {moment(review.waiting.sent_at)}."
        if review.draft.status == Status.APPROVED:
            return f"Godkänd. Publiceras {moment(review.draft.goes_live_at)}."
        if review.is_planned:
            return f"Godkänd. Visas från {moment(review.draft.publish_from)}."
        return "Inte skickad för granskning än."

    # --- Deciding -------------------------------------------------------------------------------------

    def _answer_to_decision(self, request: HttpRequest, lasting: int) -> HttpResponse:
        forms_sent: dict[str, forms.Form] = {}
        if LATER in request.POST:
            forms_sent["later"] = LaterForm(request.POST)
        elif SEND_BACK in request.POST:
            forms_sent["comment"] = CommentForm(request.POST)
        faults: list[str] = []
        try:
            with transaction.atomic():
                publication.lock(lasting)
                review = self._review(request, lasting)
                if review is None or not (review.is_open or DISCARD in request.POST):
                    return self._already_decided(request, lasting)
                if request.POST.get("token") != review.token:
                    if review.is_planned and LATER in request.POST:
                        return self._already_decided(request, lasting)
                    faults = [CHANGED_SINCE]
                elif all(form.is_valid() for form in forms_sent.values()):
                    return self._decide_on(request, review, forms_sent)
        except publication.NotYetError as reasons:
            faults = reasons.faults
            review = self._review(request, lasting)
        for fault in faults:
            messages.error(request, fault)
        return self._review_page(request, review, status=409 if faults else 200, **forms_sent)

    def _decide_on(
        self, request: HttpRequest, review: Review, forms_sent: dict[str, forms.Form]
    ) -> HttpResponse:
        if APPROVE in request.POST and review.may_approve:
            return self._approve(request, review)
        if LATER in request.POST and review.may_approve:
            return self._approve(request, review, forms_sent["later"].cleaned_data["goes_live_at"])
        if SEND_BACK in request.POST and review.may_send_back:
            return self._send_back(request, review, forms_sent["comment"].cleaned_data["comment"])
        if TAKE_BACK in request.POST and review.may_take_back:
            return self._take_back(request, review)
        if DISCARD in request.POST and review.may_discard:
            return self._discard(request, review)
        raise PermissionDenied

    def _approve(
        self, request: HttpRequest, review: Review, goes_live_at: datetime.datetime | None = None
    ) -> HttpResponse:
        lasting = publication.approve(review.draft, request.user, review.at, goes_live_at=goes_live_at)
        if goes_live_at:
            when = moment(goes_live_at)
            self.log_change(request, lasting, f"Godkänd, publiceras {when}")
            messages.success(request, f"”{review.draft}” är godkänt och publiceras {when}.")
        else:
            self.log_change(request, lasting, "Godkänd och publicerad")
            message = "”{}” är godkänt och publicerat."
            if self.is_public(lasting, timezone.now()):
                message += ' <a href="{}">Se sidan</a>.'
            messages.success(request, format_html(message, lasting, lasting.get_absolute_url()))
        return HttpResponseRedirect(reverse("admin:index"))

    def _send_back(self, request: HttpRequest, review: Review, comment: str) -> HttpResponse:
        publication.send_back(review.draft, request.user, review.at, comment)
        self.log_change(request, review.lasting, "Skickad tillbaka")
        messages.success(request, f"”{review.draft}” är skickat tillbaka med din kommentar.")
        return HttpResponseRedirect(reverse("admin:index"))

    def _take_back(self, request: HttpRequest, review: Review) -> HttpResponse:
        was_planned = review.is_planned
        publication.take_back(review.draft, request.user, review.at)
        what = "Stoppad före sin dag" if was_planned else "Tillbakatagen från granskning"
        self.log_change(request, review.lasting, what)
        done = "stoppat, och är ett utkast igen" if was_planned else "taget tillbaka"
        messages.success(
            request, f"”{review.draft}” är {done}. Skriv vidare, och skicka igen när du är klar."
        )
        return HttpResponseRedirect(change_address(review.draft.pk))

    def _discard(self, request: HttpRequest, review: Review) -> HttpResponse:
        lasting = review.lasting
        publication.discard(review.draft, request.user, review.at)
        self.log_change(request, lasting, "Arbetsversionen kastad")
        messages.success(
            request, f"Arbetsversionen av ”{lasting}” är kastad. Det publicerade är som det var."
        )
        return HttpResponseRedirect(change_address(lasting.pk))

    def _already_decided(self, request: HttpRequest, lasting: int) -> HttpResponse:
        """The same form twice, or somebody else was first."""
        last = Offering.objects.get(pk=lasting).submissions.exclude(decision="").first()
        told = "Det här väntar inte på något beslut."
        if last:
            by = f" av {name_of(last.decided_by)}" if last.decided_by else ""
            told = (
                f"Redan avgjort: {last.get_decision_display()}{by} {moment(last.decided_at)}. "
                "Ditt tryck ändrade ingenting."
            )
        messages.info(request, told)
        return HttpResponseRedirect(reverse("admin:index"))


def review_address(pk: int) -> str:
    return reverse("admin:support_offering_review", args=[pk])


def change_address(pk: int) -> str:
    return reverse("admin:support_offering_change", args=[pk])
