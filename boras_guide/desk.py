"""The editors' desk at /redaktion/: Django's admin in Swedish, under a policy of its own."""

from collections.abc import Callable

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

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
    index_title = "Att göra"
    site_url = "/sv/"
    empty_value_display = "–"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        return csp(POLICY)(super().admin_view(view, cacheable))

    def get_urls(self) -> list:
        """Not Django's way to a row's public page: it tells the address of a draft to whoever asks."""
        return [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]

    def has_permission(self, request: HttpRequest) -> bool:
        from boras_guide.login import session

        return super().has_permission(request) and session.step_of(request) == session.Step.IN

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        from support.admin.contents import in_groups

        return in_groups(super().get_app_list(request, app_label))

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        from support.to_do import start_page

        return super().index(request, {**start_page(request.user, timezone.now()), **(extra_context or {})})

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict | None = None
    ) -> HttpResponse:
        return super().app_index(request, app_label, {"title": "Allt innehåll", **(extra_context or {})})

    # Our own pages stand at these addresses (boras_guide/login/urls.py): Django's ask for no second factor.
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))
