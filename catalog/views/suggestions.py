from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from boras_guide.languages import LANGUAGES
from catalog.privacy import leave_no_trace
from catalog.search.suggestions import Suggestion
from catalog.search.suggestions import suggestions as suggest
from catalog.shown import current_language
from catalog.views.offerings import offering_detail


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the words may become while they are typed, for the script of the search field."""
    if "q" not in request.GET:  # not asked anything, it is an offering's address like any other
        return offering_detail(request, slug="forslag")
    found = suggest(request.GET["q"], current_language(), timezone.now())
    said = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found)) % {"count": len(found)}
    response = JsonResponse({"suggestions": [_as_data(one) for one in found], "said": said if found else ""})
    response.headers["X-Robots-Tag"] = "noindex"
    return leave_no_trace(response)


def _as_data(one: Suggestion) -> dict[str, str]:
    """With the language of a text that is not the page's, and the Swedish name where that is what was typed."""
    data = {"text": str(one.text), "url": one.url, "kind": one.kind}
    if one.text.is_fallback:
        data["lang"] = LANGUAGES[one.text.language].html_lang
    if one.swedish:
        data["swedish"] = one.swedish
    return data
