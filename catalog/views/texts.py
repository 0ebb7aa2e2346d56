"""Pages whose text is part of the guide itself: what it is, and what the law asks it to say."""

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boras_guide.languages import SOURCE
from catalog import accessibility as known
from catalog.record import text_page_record
from catalog.shown import current_language
from catalog.sitemaps import MINORITY_LANGUAGES


def _page(request: HttpRequest, name: str, changed_on: datetime.date, **context: Any) -> HttpResponse:
    """`changed_on` is the day somebody last changed the text of the page."""
    everywhere = {
        "crumbs": [],
        "email": settings.GUIDE_EMAIL,
        "machine_made": current_language() != SOURCE,
        "record": text_page_record(changed_on),
    }
    return render(request, f"catalog/texts/{name}.html", everywhere | context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about", datetime.date(2026, 11, 22))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "accessibility",
        known.UPDATED_ON,
        faults=known.FAULTS,
        assessed_on=known.ASSESSED_ON,
        updated_on=known.UPDATED_ON,
        public_url=settings.PUBLIC_URL,
        supervisor=settings.SUPERVISOR_NAME,
        complaint_url=settings.SUPERVISOR_COMPLAINT_URL,
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy", datetime.date(2026, 11, 22))


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return _page(request, "open_data", datetime.date(2026, 11, 22), public_url=settings.PUBLIC_URL)


@require_safe
def minority_languages(request: HttpRequest) -> HttpResponse:
    """Written in Swedish and in Finnish; in any other language only the heading is."""
    request.page_languages = MINORITY_LANGUAGES
    is_written = current_language() in MINORITY_LANGUAGES
    return _page(request, "minority_languages", datetime.date(2026, 11, 22), machine_made=not is_written)
