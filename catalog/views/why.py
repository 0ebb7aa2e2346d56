"""Why is this a hit? For editors, in the desk."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.facets import members
from catalog.filters import LONGEST_QUERY
from catalog.search.explanation import reasons
from catalog.search.query import Found, search
from catalog.vocabulary import vocabulary
from support.models import Offering, Protection
from support.rights import Rights

MOST = 20  # hits explained


@require_safe
def why(request: HttpRequest) -> HttpResponse:
    if not admin.site.has_permission(request):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    if not Rights.of(request.user).is_any:
        raise PermissionDenied
    text = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    language = request.GET.get("language", SOURCE)
    language = language if language in LANGUAGES else SOURCE
    context = {
        **admin.site.each_context(request),
        "title": "Prova sökningen",
        "q": text,
        "language": LANGUAGES[language],
        "languages": LANGUAGES.values(),
        "longest_query": LONGEST_QUERY,
        "words_field": column("words", language),
        **(explained(text, language) if text else {}),
    }
    return render(request, "admin/why.html", context)


def dangers(found: Found) -> list[tuple[Protection, list[str]]]:
    """Which lines of which protection the question says."""
    rows = Protection.objects.in_bulk({phrase.code for phrase in found.danger}, field_name="code")
    lines: dict[str, list[str]] = {}
    for phrase in found.danger:
        lines.setdefault(phrase.code, []).append(phrase.text)
    return [(rows[code], list(dict.fromkeys(texts))) for code, texts in sorted(lines.items()) if code in rows]


def explained(text: str, language: str) -> dict:
    published = Offering.objects.published(timezone.now())
    found = search(text, language, members(published, vocabulary(language)))
    best = found.in_order()[:MOST]
    offerings = Offering.objects.in_bulk(best)
    given = reasons(found, best)
    return {
        "question": found.question,
        "total": len(found.scores),
        "dangers": dangers(found),
        "hits": [
            {
                "offering": offerings[pk],
                "score": found.scores[pk],
                "is_protected": pk in found.pinned,
                "reasons": given[pk],
            }
            for pk in best
        ],
    }
