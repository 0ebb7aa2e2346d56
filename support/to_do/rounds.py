"""Rounds of review as rows of values."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from support.models import Submission


def rounds(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of each, what a row tells: the draft is the working version where there is one."""
    return (
        submissions.annotate(
            draft=Coalesce("offering__draft", "offering"),
            title=Coalesce("offering__draft__title_sv", "offering__title_sv"),
            body=Coalesce("offering__draft__administration__name_sv", "offering__administration__name_sv"),
        )
        .order_by("sent_at", "pk")
        .values(
            *("draft", "title", "body", "sent_at", "note", "decided_at", "comment"),
            *("offering__is_sensitive", "offering__draft__is_sensitive"),
            *(f"{person}__{name}" for person in ("sent_by", "decided_by") for name in NAMES),
        )
    )


NAMES = ("first_name", "last_name", "username")


def person(row: dict, role: str) -> str:
    first, last, username = (row[f"{role}__{name}"] or "" for name in NAMES)
    return f"{first} {last}".strip() or username


def is_sensitive(row: dict) -> bool:
    return bool(row["offering__is_sensitive"] or row["offering__draft__is_sensitive"])
