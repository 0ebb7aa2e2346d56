"""What the frame around every page needs. Nothing here reads the session or sets a cookie."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.http import HttpRequest
from django.utils.functional import cached_property

from boras_guide.languages import LANGUAGES, Language, of_path
from catalog.emergency import CONTACTS, SWITCHBOARD
from support.models import CatalogueRevision


@dataclass(frozen=True)
class LanguageLink:
    language: Language
    url: str
    is_current: bool


class Site:
    """The guide's own state, asked for only where a template prints it."""

    def __init__(self, request: HttpRequest) -> None:
        # These must stand, and answer at once, when the database is away.
        match = request.resolver_match
        self.needs_no_database = is_error(request) or match is None or match.url_name == "urgent"

    @property
    def preview(self) -> bool:
        return settings.PREVIEW

    @cached_property
    def demo_times(self) -> bool:
        if self.needs_no_database:
            return False
        try:
            return CatalogueRevision.objects.current().has_demo_times
        except AnyDatabaseError:  # the page itself will say so
            return False


def frame(request: HttpRequest) -> dict:
    links = language_links(request)
    return {
        "page_language": page_language(request),
        "language_links": links,
        "alternates": [] if is_error(request) else links,
        "site": Site(request),
        "emergency_contacts": CONTACTS,
        "switchboard": SWITCHBOARD,
    }


def page_language(request: HttpRequest) -> Language:
    """What an error page chose for its reader; otherwise what the path names."""
    return getattr(request, "language", None) or of_path(request.path_info)


def is_error(request: HttpRequest) -> bool:
    return getattr(request, "is_error", False)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page with the same filters in every language; the start page where there is no such page."""
    current = page_language(request)
    inside = request.path_info.removeprefix(f"/{current.code}/")
    is_elsewhere = inside == request.path_info or is_error(request)
    rest = "" if is_elsewhere else quote(inside) + getattr(request, "public_query", "")
    return [
        LanguageLink(language, f"/{language.code}/{rest}", language == current)
        for language in LANGUAGES.values()
    ]
