"""What the pages by topic, type, adult, area, place and administration have in common."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from catalog import machine_made
from catalog.cards import CARD_FIELDS
from catalog.crumbs import Crumb
from catalog.privacy import leave_no_trace
from catalog.record import Record, list_record
from catalog.shelves import Shelf
from catalog.shown import current_language, shown

TEXTS = ("name", "heading", "description")


def list_url(**question: str) -> str:
    """Of the list of hits, with what is asked of it."""
    return f"{reverse('offering_list')}?{urlencode(question)}"


def browse_page(
    row: Model,
    own: Sequence[Shelf],
    *,
    crumbs: Sequence[Crumb],
    url: str,
    suggested: Sequence[Shelf] = (),
    record: Record | None = None,
) -> dict[str, Any]:
    """The template's context. `own`: what the page is about; `suggested`: what may do instead; `url`: the list."""
    language = current_language()
    machine_made.mark([row], language)
    offerings = [offering for shelf in own for offering in shelf.offerings]
    suggestions = [offering for shelf in suggested for offering in shelf.offerings]
    texts = [text for text in TEXTS if hasattr(row, text)]
    return {
        "row": row,
        "name": shown(row, "name") if hasattr(row, "name_sv") else row.name,
        "heading": shown(row, "heading") if hasattr(row, "heading") else "",
        "description": shown(row, "description") if hasattr(row, "description") else "",
        "crumbs": crumbs,
        "shelves": own,
        "total": sum(shelf.total for shelf in own),
        "list_url": url,
        "suggested": [shelf for shelf in suggested if shelf.offerings],
        "record": record or list_record(offerings),
        "is_retired": getattr(row, "is_retired", False),
        "is_noindex": getattr(row, "is_retired", False) or not offerings,
        "is_sensitive": getattr(row, "is_sensitive", False),
        "has_machine_text": machine_made.is_any_shown([*offerings, *suggestions], CARD_FIELDS, language)
        or (hasattr(row, "name_sv") and machine_made.is_any_shown([row], texts, language)),
    }


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    return leave_no_trace(response) if context["is_sensitive"] else response
