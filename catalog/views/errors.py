"""What a reader sees when something went wrong: in her language, with a way home and numbers to call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from boras_guide.languages import of_path
from catalog.emergency import CONTACTS

RETRY_AFTER_SECONDS = "60"


def _page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    with translation.override(of_path(request.path_info).code):
        return render(request, f"errors/{status}.html", {"message": message}, status=status)


def _bare_page(request: HttpRequest, status: int) -> HttpResponse:
    """For when nothing can be relied on: no database, no request, no context processors."""
    language = of_path(request.path_info)
    with translation.override(language.code):
        context = {"page_language": language, "emergency_contacts": CONTACTS}
        return HttpResponse(render_to_string(f"errors/{status}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404)


def method_not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    response = _page(request, 405)
    response.headers["Allow"] = allowed
    return response


def gone(request: HttpRequest, context: dict) -> HttpResponse:
    """410: it was here once. `context` may name the offering that took its place."""
    return render(request, "errors/410.html", context, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare_page(request, 500)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    response = _bare_page(request, 503)
    response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
