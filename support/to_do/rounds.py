"""Rounds of review as rows of values, and who has written in what was sent."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from support.models import Offering, Submission
from support.publication import STEPS
from support.versions import ROWS

Status = Offering.Status


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


def written_in(user: Any, drafts: Iterable[int]) -> set[int]:
    """In which of these she has written since they were made, or last published: as `publication.writers`."""
    drafts = list(drafts)
    published = Offering.history.filter(id=OuterRef("pk"), status=Status.PUBLISHED).order_by("-history_date")
    begun = Offering.objects.filter(pk__in=drafts).annotate(
        published_at=Subquery(published.values("history_date")[:1])
    )
    since = {
        pk: created if draft_of else published or created
        for pk, draft_of, created, published in begun.values_list(
            "pk", "draft_of", "created_at", "published_at"
        )
    }
    return {pk for pk, at in writings(user, drafts) if at >= since[pk]}


def writings(user: Any, drafts: Iterable[int]) -> list[tuple[int, datetime.datetime]]:
    records = [("id", Offering.history), *(("offering_id", model.history) for model in ROWS)]
    return [
        found
        for column, history in records
        for found in history.filter(**{f"{column}__in": drafts}, history_user=user)
        .exclude(history_change_reason__in=STEPS)
        .values_list(column, "history_date")
    ]
