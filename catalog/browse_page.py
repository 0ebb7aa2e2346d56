"""What the pages by topic, type, adult, area, place and administration have in common."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from boras_guide.languages import SOURCE, column
from catalog import machine_made
from catalog.cards import CARD_FIELDS
from catalog.crumbs import Crumb
from catalog.privacy import leave_no_trace
from catalog.record import Record, list_record
from catalog.shelves import Shelf
from catalog.shown import current_language, shown
from support.models import Offering
from support.models.offering_queryset import OfferingQuerySet

TEXTS = ("name", "heading", "description", "accessibility")


def list_url(**question: str | Sequence[str]) -> str:
    """Of the list of hits, with what is asked of it."""
    return f"{reverse('offering_list')}?{urlencode(question, doseq=True)}"


def browse_page(
    row: Model,
    offerings: OfferingQuerySet,
    own: Sequence[Shelf],
    *,
    crumbs: Sequence[Crumb],
    url: str,
    suggested: Sequence[Shelf] = (),
    record: Record | None = None,
) -> dict[str, Any]:
    """The template's context.

    `offerings`: what the page is about, on the shelves in `own`; `suggested`: what may do instead; `url`: of the list.
    """
    language = current_language()
    texts = [text for text in TEXTS if hasattr(row, column(text, SOURCE))]
    if texts:
        machine_made.mark([row], language)
    shown_here = [offering for shelf in own for offering in shelf.offerings]
    suggestions = [offering for shelf in suggested for offering in shelf.offerings]
    is_retired = getattr(row, "is_retired", False)
    if is_retired:  # the list no longer narrows by it
        url = ""
        for shelf in own:
            shelf.url = ""
    return {
        "row": row,
        "name": shown(row, "name") if "name" in texts else row.name,
        "heading": shown(row, "heading") if "heading" in texts else "",
        "description": shown(row, "description") if "description" in texts else "",
        "crumbs": crumbs,
        "shelves": own,
        "total": sum(shelf.total for shelf in own),
        "list_url": url,
        "suggested": [shelf for shelf in suggested if shelf.offerings],
        "record": record or list_record(offerings),
        "is_retired": is_retired,
        "is_noindex": is_retired or not shown_here,
        "is_sensitive": is_sensitive(row, [*shown_here, *suggestions]),
        "has_machine_text": machine_made.is_any_shown([*shown_here, *suggestions], CARD_FIELDS, language)
        or (bool(texts) and machine_made.is_any_shown([row], texts, language)),
    }


def is_sensitive(row: Model, offerings: Sequence[Offering]) -> bool:
    """A sensitive topic; or a shelter, a helpline or a ward that has nothing but what is sensitive."""
    return getattr(row, "is_sensitive", False) or (
        bool(offerings) and all(offering.is_sensitive for offering in offerings)
    )


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    return leave_no_trace(response) if context["is_sensitive"] else response
