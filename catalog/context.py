"""What the frame around every page needs. Nothing here reads the session or sets a cookie."""

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db import Error as AnyDatabaseError
from django.db.models import Subquery
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property

from boras_guide.languages import LANGUAGES, Language, column, of_path
from catalog.emergency import CONTACTS, SWITCHBOARD
from catalog.shown import current_language
from support.models import CatalogueRevision, Update


@dataclass(frozen=True)
class LanguageLink:
    language: Language
    url: str
    is_current: bool


@dataclass(frozen=True)
class Alternate:
    """The same page in one language, as search engines are told."""

    hreflang: str
    url: str


class Site:
    """The guide's own state, asked for only where a template prints it."""

    def __init__(self, request: HttpRequest) -> None:
        # These must stand, and answer at once, when the database is away.
        match = request.resolver_match
        self.needs_no_database = is_error(request) or match is None or match.url_name == "urgent"

    @property
    def preview(self) -> bool:
        return settings.PREVIEW

    @property
    def demo_times(self) -> bool:
        return self.state is not None and self.state.has_demo_times

    @property
    def pinned(self) -> CatalogueRevision | None:
        """What every page says in a line at the top: the `title` and the address of a piece of news."""
        return self.state if self.state is not None and self.state.slug else None

    @cached_property
    def state(self) -> CatalogueRevision | None:
        """The catalogue's row, with the newest pinned news beside it: one question on every page."""
        if self.needs_no_database:
            return None
        pinned = Update.objects.rewrite(False).pinned(timezone.now())[:1]
        wanted = ["slug", *(column("title", code) for code in LANGUAGES[current_language()].chain)]
        try:
            return CatalogueRevision.objects.annotate(
                **{name: Subquery(pinned.values(name)) for name in wanted}
            ).first()
        except AnyDatabaseError:  # the page itself will say so
            return None


def frame(request: HttpRequest) -> dict:
    return {
        "page_language": page_language(request),
        "language_links": language_links(request),
        "canonical": canonical(request),
        "alternates": alternates(request),
        "site": Site(request),
        "emergency_contacts": CONTACTS,
        "switchboard": SWITCHBOARD,
    }


def page_language(request: HttpRequest) -> Language:
    """What an error page chose for its reader; otherwise what the path names."""
    return getattr(request, "language", None) or of_path(request.path_info)


def is_error(request: HttpRequest) -> bool:
    return getattr(request, "is_error", False)


def path_inside(request: HttpRequest) -> str | None:
    """What follows the language in the address; None where the page has no address in a language."""
    path = request.path_info
    inside = path.removeprefix(f"/{page_language(request).code}/")
    return None if inside == path or is_error(request) else quote(inside)


def page_languages(request: HttpRequest) -> Container[str]:
    """Codes of the languages in which there is such a page. A view narrows them: `request.page_languages`."""
    return getattr(request, "page_languages", LANGUAGES)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page with the same filters in every language; the start page where there is no such page."""
    current, inside = page_language(request), path_inside(request)
    rest = "" if inside is None else inside + getattr(request, "public_query", "")
    return [
        LanguageLink(language, f"/{code}/{rest}", language == current) for code, language in LANGUAGES.items()
    ]


# --- What search engines are told ------------------------------------------------------------------


def canonical(request: HttpRequest) -> str:
    """The address to keep for the page; "" where it is not to be kept."""
    inside, code = path_inside(request), page_language(request).code
    if inside is None or code not in page_languages(request):
        return ""
    return _absolute(code, inside + canonical_query(request))


def alternates(request: HttpRequest) -> list[Alternate]:
    """The page in every language that has it, itself too. Easy Swedish is no language to search engines."""
    inside, current, existing = path_inside(request), page_language(request), page_languages(request)
    if inside is None or current.code not in existing or current.is_variant:
        return []
    rest = inside + canonical_query(request)
    codes = [code for code, language in LANGUAGES.items() if code in existing and not language.is_variant]
    found = [Alternate(code, _absolute(code, rest)) for code in codes]
    return found if rest else [*found, Alternate("x-default", f"{settings.PUBLIC_URL}/")]


def canonical_query(request: HttpRequest) -> str:
    """The filters alone, in one order: neither typed words, another order nor where somebody is make a page of their own."""
    asked = QueryDict(getattr(request, "public_query", "").removeprefix("?"), mutable=True)
    words = asked.pop("q", [])
    asked.pop("sort", [])
    asked.pop("near", [])
    for name, values in asked.lists():
        asked.setlist(name, sorted(values))
    page = getattr(request, "page_number", 1)  # of the list, where its view has divided it
    if page > 1 and not words:
        asked["page"] = str(page)
    return f"?{asked.urlencode()}" if asked else ""


def _absolute(code: str, rest: str) -> str:
    return f"{settings.PUBLIC_URL}/{code}/{rest}"
