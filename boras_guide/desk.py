"""The editors' desk at /redaktion/: Django's admin in Swedish, under a policy of its own."""

from collections.abc import Callable

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

# Unlike the public pages, the desk needs script: for tabs, pickers and suggestions. Only our own files.
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


class Desk(AdminSite):
    site_title = "Föräldraskapsguidens redaktion"
    site_header = "Föräldraskapsguiden: redaktionen"
    index_title = "Allt innehåll"
    site_url = "/sv/"
    empty_value_display = "–"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        return csp(POLICY)(super().admin_view(view, cacheable))

    # Logging in is the one page that Django does not send through `admin_view`.
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return csp(POLICY)(super().login)(request, extra_context)
