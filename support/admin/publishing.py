"""What the public has read is withdrawn, never deleted: a link to it always leads somewhere."""

import datetime

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from support.admin.pages import Page
from support.moments import moment


class WithdrawnNotDeleted(admin.ModelAdmin):
    how_to_withdraw: str  # in an editor's words

    def state(self, obj: models.Model, at: datetime.datetime) -> str:
        """Whether the public sees it, in an editor's words."""
        raise NotImplementedError

    def is_public(self, obj: models.Model, at: datetime.datetime) -> bool:
        return self.model._default_manager.published(at).filter(pk=obj.pk).exists()

    def was_public(self, obj: models.Model) -> bool:
        return self.model._default_manager.public_once(timezone.now()).filter(pk=obj.pk).exists()

    def view_on_site(self, obj: models.Model) -> str | None:
        return obj.get_absolute_url() if self.is_public(obj, timezone.now()) else None

    def pages_in_languages(self, obj: models.Model) -> list[Page]:
        """Previews: also of what nobody else sees yet, or any more."""
        kind = self.opts.model_name
        return [
            (language, reverse("preview", args=[kind, obj.pk, language.code]))
            for language in LANGUAGES.values()
        ]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not self.was_public(obj))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj and self.was_public(obj) and self.has_change_permission(request, obj):
            messages.error(
                request,
                f"”{obj}” har varit publicerat och tas därför aldrig bort: gamla länkar ska leda någonstans. "
                f"{self.how_to_withdraw}",
            )
            return HttpResponseRedirect(
                reverse(f"admin:support_{self.opts.model_name}_change", args=[obj.pk])
            )
        return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request: HttpRequest) -> dict:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # a draft is deleted on its own page
        return actions


def window_in_words(
    starts: datetime.datetime | None, ends: datetime.datetime | None, at: datetime.datetime
) -> str:
    """Why something published is not seen at that moment, or until when it is."""
    if starts and starts > at:
        return f"visas från {moment(starts)}"
    if ends and ends <= at:
        return f"slutade visas {moment(ends)}"
    return f"visas till {moment(ends)}" if ends else ""
