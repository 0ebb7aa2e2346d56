import datetime
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.cards import mark_machine_made
from catalog.shown import current_language
from support.models import Update


def with_age(updates: Iterable[Update], at: datetime.datetime) -> list[Update]:
    """Each with `outdated_reason` ("old", "replaced" or "") and `is_outdated` at that moment."""
    updates = list(updates)
    for update in updates:
        update.outdated_reason = update.why_outdated(timezone.localdate(at))
        update.is_outdated = bool(update.outdated_reason)
    return updates


@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    updates = with_age(Update.objects.published(now).select_related("administration"), now)
    mark_machine_made(updates, current_language())
    return render(request, "catalog/update_list.html", {"updates": updates})


@require_safe
def update_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    published = Update.objects.published(now).select_related("administration", "replaced_by")
    update = get_object_or_404(published, slug=slug)
    with_age([update], now)
    mark_machine_made([update], current_language())
    context = {"update": update, "machine_made": bool(update.machine_made_fields)}
    return render(request, "catalog/update_detail.html", context)
