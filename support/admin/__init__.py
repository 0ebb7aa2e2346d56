"""The editors' desk: one file a noun."""

from support.admin import (
    administration,
    catalogue,
    offering,
    place,
    plan,
    schedule,
    translation_state,
    update,
    vocabulary,
)

__all__ = [
    "administration",
    "catalogue",
    "offering",
    "place",
    "plan",
    "schedule",
    "translation_state",
    "update",
    "vocabulary",
]
