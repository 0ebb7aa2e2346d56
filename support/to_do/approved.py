"""What became of what somebody sent."""

from django.db.models import Exists, F, OuterRef

from support.models import Offering, Submission
from support.moments import moment
from support.people import NAMES, name_in
from support.to_do.section import RECENTLY, Me, Section, Task, of_offering, said

Status = Offering.Status


def approved_lately(me: Me) -> Section | None:
    """By somebody else. None where there is nothing: that is no news."""
    found = {one["offering"]: one for one in reversed(_approved(me)) if _came_through(one)}
    if not found:
        return None
    return Section(
        "godkant",
        "Godkänt nyligen",
        "Någon annan har godkänt det du skickade. Du behöver inte göra något.",
        "",
        [_task(one, me) for one in reversed(found.values())],
    )


def _approved(me: Me) -> list[dict]:
    """The latest first. Of an offering that she still may see."""
    rounds = Submission.objects.filter(
        sent_by=me.user, decision=Submission.Decision.APPROVED, decided_at__gt=me.at - RECENTLY
    ).exclude(decided_by=me.user)
    shown = Offering.objects.published(me.at).filter(pk=OuterRef("offering"))
    return list(
        rounds.filter(offering__in=me.rights.seen(Offering.objects.all(), me.at).values("pk"))
        .annotate(
            is_public=Exists(shown),
            title=F("offering__title_sv"),
            slug=F("offering__slug"),
            status=F("offering__status"),
            publish_from=F("offering__publish_from"),
            draft_made_at=F("offering__draft__created_at"),
            goes_live_at=F("offering__draft__goes_live_at"),
        )
        .order_by("-decided_at", "-pk")
        .values(
            *("offering", "decided_at", "is_public", "title", "slug", "status", "publish_from"),
            *("draft_made_at", "goes_live_at"),
            *(f"decided_by__{name}" for name in NAMES),
        )
    )


def _waits(one: dict) -> bool:
    """The working version that was approved is still there; a later one is none of this round's."""
    return bool(one["draft_made_at"] and one["draft_made_at"] < one["decided_at"])


def _came_through(one: dict) -> bool:
    """It was not stopped before its day."""
    is_shown = one["status"] in (Status.PUBLISHED, Status.WITHDRAWN)
    return is_shown and (not _waits(one) or one["goes_live_at"] is not None)


def _task(one: dict, me: Me) -> Task:
    detail = ""
    if _waits(one):
        detail = f"Publiceras {moment(one['goes_live_at'])}."
    elif one["publish_from"] and one["publish_from"] > me.at:
        detail = f"Visas från {moment(one['publish_from'])}."
    is_there = one["is_public"] and not _waits(one)
    return Task(
        one["title"],
        Offering(slug=one["slug"]).get_absolute_url() if is_there else of_offering(one["offering"]),
        do="Se sidan" if is_there else "Öppna",
        since=said("Godkänt", one["decided_at"], name_in(one, "decided_by")),
        detail=detail,
    )
