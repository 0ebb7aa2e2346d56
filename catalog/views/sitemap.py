from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boras_guide.middleware import PUBLIC_CACHE
from catalog.sitemaps import PublicPages


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    response = views.sitemap(request, {"pages": PublicPages}, template_name="sitemap.xml")
    response.headers["Cache-Control"] = PUBLIC_CACHE
    return response
