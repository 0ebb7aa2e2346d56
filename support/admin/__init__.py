"""The editors' desk: one file a noun."""

from support.admin import (
    accounts,
    administration,
    audit_entry,
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
    "audit_entry",
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
