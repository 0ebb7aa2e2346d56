"""The editors' desk: one file a noun."""

from support.admin import (
    accounts,
    administration,
    catalogue,
    image,
    offering,
    place,
    plan,
    protection,
    schedule,
    synonym,
    term,
    translation_state,
    update,
    vocabulary,
)

__all__ = [
    "accounts",
    "administration",
    "catalogue",
    "image",
    "offering",
    "place",
    "plan",
    "protection",
    "schedule",
    "synonym",
    "term",
    "translation_state",
    "update",
    "vocabulary",
]
