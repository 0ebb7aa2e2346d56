"""The guide's addresses, and some where everything goes wrong."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.urls import path

from boras_guide import urls
from boras_guide.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def failing(error: Exception):
    def view(request):
        raise error

    return view


urlpatterns = [
    *i18n_patterns(
        path("fault/", failing(RuntimeError("secret"))),
        path("forbidden/", failing(PermissionDenied())),
        path("database-down/", failing(OperationalError("secret"))),
        path("connection-lost/", failing(InterfaceError("secret"))),
    ),
    *urls.urlpatterns,
]
