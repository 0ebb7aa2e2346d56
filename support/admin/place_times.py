"""The times at a place: shown on its page, and confirmed together."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from support.admin.times_confirmed import ConfirmsTimes, Time
from support.models import Place


class ConfirmsTimesHere(ConfirmsTimes):
    looking_title = "Bekräfta tiderna"
    assured_as = "Bekräftad för hela platsen"

    def times_of(self, model: type[Time], rows: Iterable[Model]) -> QuerySet:
        return model.objects.held_at(*rows)

    def doors(self, rows: Iterable[Model]) -> list[int]:
        return [place.pk for place in rows]

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(require_http_methods(["GET", "POST"])(self.assure_times_here))
        return [path("<int:pk>/tiderna/", confirm, name="support_place_assure_times"), *super().get_urls()]

    def assure_times_here(self, request: HttpRequest, pk: int) -> HttpResponse:
        place = get_object_or_404(Place, pk=pk)
        if not (self.has_view_permission(request, place) and self.has_assure_permission(request)):
            raise PermissionDenied
        back = reverse("admin:support_place_change", args=[pk])
        if "looks" not in request.POST:
            return self.look_first(request, [place], back)
        self.assure_seen(request, [place])
        return HttpResponseRedirect(back)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Place | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        today = timezone.localdate()
        shown = obj and self.times_shown(request, [obj], today)
        context |= {
            "times_shown": shown,
            "overlaps": shown.overlaps(today, self.doors([obj])) if shown else [],
            "may_assure": self.has_assure_permission(request),
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
