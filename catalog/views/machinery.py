"""Pages for machines: is it alive, is it ready, who may crawl, how a browser searches, whom to tell about a hole."""

import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boras_guide.languages import LANGUAGES, SOURCE
from boras_guide.middleware import PUBLIC_CACHE

# RFC 9116 wants an expiry less than a year away.
SECURITY_TXT_LASTS = datetime.timedelta(days=180)

ROBOTS = """\
# Answers to a search are not to be indexed. They say so themselves, which only those who may read them see.
User-agent: *
Disallow: /redaktion/

Sitemap: {sitemap}"""


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
    return _plain(ROBOTS.format(sitemap=f"{settings.PUBLIC_URL}{reverse('sitemap')}"))


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


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The guide among a browser's search engines; `?language=` says in which language it answers."""
    language = LANGUAGES.get(request.GET.get("language", ""), LANGUAGES[SOURCE])
    context = {"language": language, "public_url": settings.PUBLIC_URL}
    with translation.override(language.code):
        text = render_to_string("opensearch.xml", context)
    headers = {"Cache-Control": PUBLIC_CACHE, "Content-Language": language.html_lang}
    return HttpResponse(
        text, content_type="application/opensearchdescription+xml; charset=utf-8", headers=headers
    )
