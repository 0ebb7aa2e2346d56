from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boras_guide.languages import LANGUAGES, negotiate
from catalog.privacy import leave_no_trace
from support.models import Offering


@require_safe
def short_link(request: HttpRequest, code: str, language: str = "") -> HttpResponse:
    """`/o/<code>/` in the browser's language, `/o/<code>/<lang>/` in that one. Printed on leaflets."""
    if language and language not in LANGUAGES:
        raise Http404
    offerings = Offering.objects.public_once(timezone.now()).rewrite(False).only("slug", "is_sensitive")
    offering = get_object_or_404(offerings, code=code.lower())
    chosen = language or negotiate(request.headers.get("Accept-Language", "")).code
    with translation.override(chosen):
        response = HttpResponseRedirect(reverse("offering_detail", args=[offering.slug]))
    if not language:
        patch_vary_headers(response, ["Accept-Language"])
    return leave_no_trace(response) if offering.is_sensitive else response
