import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import machine_made
from catalog.crumbs import crumb
from catalog.record import update_record
from catalog.shown import current_language
from catalog.views import errors
from catalog.views.moved import moved
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
    update = (
        Update.objects.published(now).select_related("administration", "changed_by").filter(slug=slug).first()
    )
    if update is None:
        return no_update(request, slug, now)
    return render(request, "catalog/update_detail.html", update_page(update, now))


def update_page(update: Update, at: datetime.datetime) -> dict[str, Any]:
    """The template's context."""
    on = timezone.localdate(at)
    readable([update], at)
    newer = Update.objects.published(at).filter(pk=update.replaced_by_id).first()
    return {
        "update": update,
        "crumbs": [crumb("update_list")],
        "record": update_record(update, newer, on=on),
        "machine_made": machine_made.is_any_shown([update], SHOWN_FIELDS, current_language()),
        "images": update.images.shown(on),
    }


def no_update(request: HttpRequest, slug: str, at: datetime.datetime) -> HttpResponse:
    """Gone, moved, or never there."""
    update = Update.objects.withdrawn(at).filter(slug=slug).first()
    if update is None:
        return moved(Update.objects.published(at) | Update.objects.withdrawn(at), slug)
    return errors.gone(request, Update.objects.published(at).filter(pk=update.replaced_by_id).first())
