"""Rounds of review as rows of values."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from support.models import Submission
from support.people import NAMES

GUARDED = [
    f"{version}__{name}"
    for version in ("offering", "offering__draft")
    for name in ("is_sensitive", "is_guarded")
]


def rounds(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Of each, what a row tells: the draft is the working version where there is one."""
    return (
        submissions.annotate(
            draft=Coalesce("offering__draft", "offering"),
            title=Coalesce("offering__draft__title_sv", "offering__title_sv"),
            responsible=F("offering__administration__name_sv"),
            suggested_by=F("offering__draft__suggested_by__name_sv"),
        )
        .order_by("sent_at", "pk")
        .values(
            *("draft", "title", "sent_at", "note", "decided_at", "comment", "responsible", "suggested_by"),
            *GUARDED,
            *(f"{person}__{name}" for person in ("sent_by", "decided_by") for name in NAMES),
        )
    )


def bodies(row: dict) -> dict[str, str]:
    return {"responsible": row["responsible"], "suggested_by": row["suggested_by"] or ""}


def is_sensitive(row: dict) -> bool:
    """As `publication.needs_second_person` has it."""
    return any(row[name] for name in GUARDED)
