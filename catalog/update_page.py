"""What pages with news print."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from catalog import machine_made
from catalog.crumbs import crumb
from catalog.record import update_record
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


def is_machine_made(updates: Iterable[Update]) -> bool:
    """Whether any of their cards holds what no person has read. After `readable`."""
    return machine_made.is_any_shown(updates, CARD_FIELDS, current_language())


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
