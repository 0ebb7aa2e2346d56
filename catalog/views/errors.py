"""What a reader sees when something went wrong: in her language, with a way home and numbers to call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from boras_guide.languages import LANGUAGES, SOURCE, Language, negotiate
from boras_guide.middleware import is_desk
from catalog.emergency import CONTACTS
from support.models import Offering, Update

RETRY_AFTER_SECONDS = "60"


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    if is_desk(request):
        return render(request, "errors/desk.html", {"status": status}, status=status)
    request.language = language = reader_language(request)
    request.is_error = True
    with translation.override(language.code):
        response = render(request, f"errors/{status}.html", context, status=status)
    response.headers["Content-Language"] = language.html_lang
    return response


def reader_language(request: HttpRequest) -> Language:
    """The path's own, also at the end of a short link; otherwise what the browser asks for."""
    if is_desk(request):
        return LANGUAGES[SOURCE]
    parts = request.path_info.strip("/").split("/")
    named = LANGUAGES.get(parts[0]) or LANGUAGES.get(parts[-1])
    return named or negotiate(request.headers.get("Accept-Language", ""))


def _bare_page(request: HttpRequest, status: int) -> HttpResponse:
    """For when nothing can be relied on: no database, no request, no context processors."""
    language = reader_language(request)
    with translation.override(language.code):
        context = {"page_language": language, "emergency_contacts": CONTACTS}
        return HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if is_desk(request):
        return render(request, "account/csrf_failure.html", status=403)
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    response = _page(request, 405)
    response.headers["Allow"] = allowed
    return response


def gone(
    request: HttpRequest, successor: Offering | Update | None, *, is_sensitive: bool = False
) -> HttpResponse:
    """410: it was here once; `successor` took its place."""
    context = {"replaced_by": successor, "is_sensitive": is_sensitive}
    return render(request, "errors/410.html", context, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare_page(request, 500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = _bare_page(request, 503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
