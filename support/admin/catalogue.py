"""The number of the catalogue, to look at when in doubt whether a change has gone through."""

from django.contrib import admin
from django.http import HttpRequest

from support.admin.lookups import NarrowedAsOffered
from support.admin.permitted import Permitted
from support.models import CatalogueRevision


@admin.register(CatalogueRevision)
class CatalogueRevisionAdmin(NarrowedAsOffered, Permitted):
    list_display = ["number", "has_demo_times"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CatalogueRevision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CatalogueRevision | None = None) -> bool:
        return False
