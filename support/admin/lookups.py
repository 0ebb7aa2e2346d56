"""What an address may ask of a list: what the list itself, or a link at the desk, offers to ask.

Django's own rule lets an address ask any column, and one relation further: whether a place is that of a
draft nobody else may read, or whether a name matches a pattern that takes for ever to try.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from support.models import Offering

IDS = {"id__in", "pk__in"}
LINKED = {  # other lists lead here by what is no filter of this one
    Offering: {"spoken_languages__id__exact", "strategies__id__exact", "directions__id__exact"},
}


class ListAsOffered(ChangeList):
    """All else is answered as Django answers what makes no sense: with the whole list."""

    def get_filters(self, request: HttpRequest) -> tuple:
        asked = self.get_filters_params().items()
        if any("\0" in text for name, values in asked for text in (name, *values)):
            raise IncorrectLookupParameters
        found = super().get_filters(request)
        left = found[2].keys()  # what no filter has taken
        day = {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}  # which Django makes of the year
        if left - IDS - LINKED.get(self.model, set()) - day:
            raise IncorrectLookupParameters
        return found

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> QuerySet:
        with self._what_makes_sense():
            return super().get_queryset(request, exclude_parameters)

    def get_results(self, request: HttpRequest) -> None:
        with self._what_makes_sense():
            super().get_results(request)

    @contextmanager
    def _what_makes_sense(self) -> Iterator[None]:
        """Numbers and days may be too great for Python, or for the database that is asked about them."""
        try:
            yield
        except (DisallowedModelAdminLookup, ValueError, OverflowError) as fault:
            if not self.get_filters_params():
                raise
            raise IncorrectLookupParameters from fault


class NarrowedAsOffered(admin.ModelAdmin):
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ListAsOffered
