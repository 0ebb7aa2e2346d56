import datetime
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import machine_made
from catalog.shown import current_language
from support.models import Update

CARD_FIELDS = ("title", "summary")
SHOWN_FIELDS = (*CARD_FIELDS, "body")


def readable(updates: Iterable[Update], at: datetime.datetime) -> list[Update]:
    """Each with `outdated_reason` ("old", "replaced" or "") at that moment, and its machine-made texts."""
    updates = list(updates)
    for update in updates:
        update.outdated_reason = update.why_outdated(timezone.localdate(at))
        update.is_outdated = bool(update.outdated_reason)
    machine_made.mark(updates, current_language())
    return updates


@require_safe
def update_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    updates = readable(Update.objects.published(now), now)
    context = {
        "updates": updates,
        "has_machine_text": machine_made.is_any_shown(updates, CARD_FIELDS, current_language()),
    }
    return render(request, "catalog/update_list.html", context)


@require_safe
def update_detail(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    published = Update.objects.published(now).select_related("administration")
    [update] = readable([get_object_or_404(published, slug=slug)], now)
    context = {
        "update": update,
        "newer": Update.objects.published(now).filter(pk=update.replaced_by_id).first(),
        "machine_made": machine_made.is_any_shown([update], SHOWN_FIELDS, current_language()),
    }
    return render(request, "catalog/update_detail.html", context)
