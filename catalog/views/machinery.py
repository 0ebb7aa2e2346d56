"""Pages for machines: is it alive, is it ready, who may crawl, whom to tell about a hole."""

import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# RFC 9116 wants an expiry less than a year away.
SECURITY_TXT_LASTS = datetime.timedelta(days=180)


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text + "\n", content_type="text/plain; charset=utf-8", status=status)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _plain("ok")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _plain("the database does not answer", status=503)
    return _plain("ready")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _plain("User-agent: *\nDisallow: /redaktion/")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    expires = (timezone.now() + SECURITY_TXT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    return _plain(
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {expires.astimezone(datetime.UTC).isoformat().replace('+00:00', 'Z')}\n"
        "Preferred-Languages: sv, en\n"
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt"
    )
