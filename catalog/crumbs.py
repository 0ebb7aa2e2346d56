"""The way back from a page: the pages above it, below the start page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.shown import ShownText


@dataclass(frozen=True)
class Crumb:
    label: ShownText | Promise
    url: str


# What stands above the pages of one kind, by the name of its address.
LISTS: dict[str, Promise] = {
    "offering_list": _("All support"),
    "chain": _("Ages 0–17"),
    "topic_list": _("All topics"),
    "type_list": _("All kinds of support"),
    "audience_list": _("Who are you?"),
    "area_list": _("All areas"),
    "place_list": _("All places"),
    "administration_list": _("Everyone who gives support"),
    "update_list": pgettext_lazy("heading", "News"),
}


def crumb(name: str) -> Crumb:
    """To one of the lists, by the name of its address."""
    return Crumb(LISTS[name], reverse(name))
