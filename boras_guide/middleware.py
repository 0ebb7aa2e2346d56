"""What holds for every answer, public or not."""

import logging
import re

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from boras_guide.languages import of_path

DESK = "/redaktion/"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
PUBLIC_CACHE = "public, max-age=0, stale-if-error=86400"
PRIVATE_CACHE = "no-store"
HOST_PREFIX = "__Host-"

logger = logging.getLogger(__name__)


def is_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(DESK)


class PublicHeaders:
    """Isolation headers everywhere; how long a page may be kept, where the view did not say."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if settings.PREVIEW:
            headers.setdefault("X-Robots-Tag", "noindex")
        # A redirect may hold what somebody searched for.
        is_private = is_desk(request) or response.status_code >= 400 or "Location" in headers
        if is_private:
            headers.setdefault("Cache-Control", PRIVATE_CACHE)
        elif response.status_code == 304 or headers.get("Content-Type", "").startswith("text/html"):
            headers.setdefault("Cache-Control", PUBLIC_CACHE)
        return response


class PathLanguage:
    """The first part of the path decides the language. No cookie, no session, no header.

    Django's LocaleMiddleware would also read a cookie and Accept-Language. Only `/` and the short
    links negotiate, each by itself. The desk is always Swedish.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = of_path(request.path_info)
        request.LANGUAGE_CODE = language.code
        with translation.override(language.code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.html_lang)
        return response


class WithoutCookies:
    """Public pages do not see cookies, so they can neither depend on one nor answer one with another."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request):
            request.META.pop("HTTP_COOKIE", None)
            # Nor can a form be forged in the name of somebody whom no cookie names.
            request._dont_enforce_csrf_checks = True
        return self.get_response(request)


class ReadableErrors:
    """What Django says tersely, as a page: a method that makes no sense (405), a database that is away (503)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not is_desk(request):
            from catalog.views.errors import method_not_allowed

            return method_not_allowed(request, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, (InterfaceError, OperationalError)):
            return None
        from catalog.views.errors import service_unavailable

        logger.error("The database did not answer: %s", type(exception).__name__)
        return service_unavailable(request)


class PublicGZip(GZipMiddleware):
    """Compression on public pages, which hold no secret that their length could give away."""

    # RFC 9110, 12.5.3: listed, and with a weight that is a number above 0 where it has one.
    accepted = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?:0?\.\d*[1-9]\d*|1(?:\.0*)?)\s*)?(?:,|$)")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response  # as small as it gets
        if is_desk(request) or not self.accepted.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)


class PlainHttpCookies:
    """Lets the desk log in over plain http on this machine; not installed in production.

    Our cookies are `__Host-` and Secure, which some browsers refuse on http://localhost. On the
    way out both marks are taken off, on the way in the prefix is put back.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.is_secure():
            return self.get_response(request)
        for name in list(request.COOKIES):
            request.COOKIES[HOST_PREFIX + name] = request.COOKIES[name]
        response = self.get_response(request)
        for name in [name for name in response.cookies if name.startswith(HOST_PREFIX)]:
            morsel = response.cookies.pop(name)
            plain = name.removeprefix(HOST_PREFIX)
            response.cookies[plain] = morsel.value
            response.cookies[plain].update({**morsel, "secure": ""})
        return response
