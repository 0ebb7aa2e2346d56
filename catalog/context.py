"""What the frame around every page needs. Nothing here reads the session or sets a cookie."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.http import HttpRequest
from django.utils.functional import cached_property

from boras_guide.languages import LANGUAGES, Language, of_path
from boras_guide.middleware import is_desk
from catalog.emergency import CONTACTS
from support.models import CatalogueRevision


@dataclass(frozen=True)
class LanguageLink:
    language: Language
    url: str
    is_current: bool


class Site:
    """The guide's own state, asked for only where a template prints it."""

    @property
    def preview(self) -> bool:
        return settings.PREVIEW

    @cached_property
    def demo_times(self) -> bool:
        try:
            return CatalogueRevision.objects.current().has_demo_times
        except AnyDatabaseError:  # a page that needs no database must stand without one
            return False


def frame(request: HttpRequest) -> dict:
    if is_desk(request):
        return {}
    return {
        "page_language": of_path(request.path_info),
        "language_links": language_links(request),
        "site": Site(),
        "emergency_contacts": CONTACTS,
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page with the same filters in every language; the start page where there is no such page."""
    current = of_path(request.path_info)
    inside = request.path_info.removeprefix(f"/{current.code}/")
    rest = "" if inside == request.path_info else quote(inside)
    query = getattr(request, "public_query", "")
    return [
        LanguageLink(language, f"/{language.code}/{rest}{query}", language == current)
        for language in LANGUAGES.values()
    ]
