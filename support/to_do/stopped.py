"""What was approved for a later day, and will not be published on it."""

from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from support.models import Offering, Submission
from support.people import name_of
from support.publication import TAKEN_BACK
from support.to_do.section import Me, Section, Task, of_offering, said


def stopped(me: Me) -> Section | None:
    """For who approved it, when somebody else has stopped it. None where there is nothing: that is no news."""
    found = _stopped(me)
    if not found:
        return None
    people = get_user_model().objects.in_bulk({one["stopped_by"] for one in found})
    return Section(
        "stoppat",
        "Stoppat",
        "Du hade godkänt det för en senare dag. Någon har stoppat det för att skriva mer.",
        "",
        [
            Task(
                one["title_sv"],
                of_offering(one["pk"]),
                since=said("Stoppat", one["stopped_at"], name_of(people[one["stopped_by"]])),
            )
            for one in found
        ],
    )


def _stopped(me: Me) -> list[dict]:
    rounds = Submission.objects.filter(offering=Coalesce(OuterRef("draft_of"), OuterRef("pk")))
    last = rounds.order_by("-sent_at", "-pk")
    stops = Offering.history.filter(
        id=OuterRef("pk"), history_change_reason=TAKEN_BACK, history_user__isnull=False
    )
    stop = stops.order_by("-history_id")
    drafts = me.rights.seen(Offering.objects.filter(status=Offering.Status.DRAFT), me.at).annotate(
        decision=Subquery(last.values("decision")[:1]),
        decided_by=Subquery(last.values("decided_by")[:1]),
        decided_at=Subquery(last.values("decided_at")[:1]),
        stopped_at=Subquery(stop.values("history_date")[:1]),
        stopped_by=Subquery(stop.values("history_user")[:1]),
    )
    return list(
        drafts.filter(
            decision=Submission.Decision.APPROVED, decided_by=me.user.pk, stopped_at__gt=F("decided_at")
        )
        .exclude(stopped_by=me.user.pk)
        .order_by("-stopped_at")
        .values("pk", "title_sv", "stopped_at", "stopped_by")
    )
