"""From a draft to what parents read: sent for review, approved or sent back, published, withdrawn.

The rules are in `support.rights` (who) and here (what it takes). Each function is one transaction's work:
call it inside `transaction.atomic()`.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery

from support.catalogue import announce_change, one_at_a_time
from support.models import Offering, Submission
from support.rights import Rights
from support.versions import ROWS, both_changed, content
from support.working_version import REASON, forget, publish_working_version

Status = Offering.Status
Decision = Submission.Decision

# What history says of a step on the way, which writes nothing in it.
SENT, TAKEN_BACK, SENT_BACK = "Skickad för granskning", "Tillbakatagen", "Skickad tillbaka"
APPROVED, PUBLISHED, CALLED_OFF = "Godkänd, visas senare", "Publicerad", "Publicerades inte enligt plan"
STEPS = {SENT, TAKEN_BACK, SENT_BACK, APPROVED, PUBLISHED, CALLED_OFF}
AS_PLANNED = "Publicerad enligt plan"


class NotYetError(Exception):
    """It cannot be published as it is. The arguments are sentences for an editor."""

    @property
    def faults(self) -> list[str]:
        return list(self.args)


def waiting_submission(offering: Offering) -> Submission | None:
    return Submission.objects.filter(offering=offering.lasting_id).waiting().first()


def writers(draft: Offering) -> set[int]:
    """Ids of those who have written in it since it was made, or since it was last published."""
    return writers_of([draft.pk])[draft.pk]


def writers_of(drafts: Iterable[int]) -> dict[int, set[int]]:
    """The same of many drafts, with as many questions as of one."""
    published = Offering.history.filter(id=OuterRef("pk"), status=Status.PUBLISHED).order_by("-history_date")
    last = Subquery(published.values("history_date")[:1])
    begun = Offering.objects.filter(pk__in=list(drafts)).annotate(published_at=last)
    facts = begun.values_list("pk", "draft_of", "created_at", "published_at")
    since = {pk: created if of else shown or created for pk, of, created, shown in facts}
    found: dict[int, set[int]] = {pk: set() for pk in since}
    for pk, user, at in _writings(since):
        if user and at >= since[pk]:
            found[pk].add(user)
    return found


def _writings(drafts: Iterable[int], **when: datetime.datetime) -> list[tuple]:
    """In which, who and when, for each time that something was written in them or in the rows beneath them."""
    histories = [("id", Offering.history), *(("offering_id", model.history) for model in ROWS)]
    return [
        (pk, user, at)
        for key, history in histories
        for pk, user, at, reason in history.filter(**{f"{key}__in": list(drafts)}, **when).values_list(
            key, "history_user", "history_date", "history_change_reason"
        )
        if reason not in STEPS
    ]


def needs_second_person(offering: Offering) -> bool:
    """Whoever wrote it may not be alone about what is said to somebody in danger."""
    both = [one for one in (offering, offering.draft_of) if one]
    return any(one.is_sensitive or one.is_guarded for one in both)


def may_approve(draft: Offering, user: Any) -> bool:
    if not Rights.of(user).decided(Offering.objects.filter(pk=draft.pk)).exists():
        return False
    return not needs_second_person(draft) or user.pk not in writers(draft)


def check_complete(offering: Offering) -> None:
    if faults := offering.publishing_faults():
        raise NotYetError(*faults.values())


def lock(lasting: int) -> None:
    """Both versions: whoever decides at the same moment waits here, and then meets what was decided."""
    one_at_a_time()
    both = Offering.objects.filter(Q(pk=lasting) | Q(draft_of=lasting))
    list(both.order_by("pk").select_for_update())


def awaits_its_day(offering: Offering, at: datetime.datetime) -> bool:
    """Approved for a later day: a change, or a new offering that nobody has been able to read yet."""
    if offering.status != Status.PUBLISHED or offering.draft_of_id:
        return offering.status == Status.APPROVED
    is_later = offering.publish_from is not None and offering.publish_from > at
    return is_later and not Offering.objects.public_once(at).filter(pk=offering.pk).exists()


def submit(draft: Offering, user: Any, at: datetime.datetime, note: str = "") -> Submission:
    """Send a draft or a working version for review. Once more, it is the same round with the later note."""
    check_complete(draft)
    _set_status(draft, Status.REVIEW, SENT)
    waiting = waiting_submission(draft)
    if waiting:
        waiting.sent_by, waiting.sent_at, waiting.note = user, at, note or waiting.note
        waiting.save()
        return waiting
    return Submission.objects.create(offering_id=draft.lasting_id, sent_by=user, sent_at=at, note=note)


def take_back(draft: Offering, user: Any, at: datetime.datetime) -> None:
    """Before anybody has decided, or before its day: it is written on."""
    if draft.status == Status.PUBLISHED:
        draft.publish_from = None
    _decide(draft, Decision.TAKEN_BACK, user, at)
    _set_status(draft, Status.DRAFT, TAKEN_BACK)


def send_back(draft: Offering, user: Any, at: datetime.datetime, comment: str) -> None:
    _decide(draft, Decision.SENT_BACK, user, at, comment)
    _set_status(draft, Status.DRAFT, SENT_BACK)


def approve(
    draft: Offering,
    user: Any,
    at: datetime.datetime,
    goes_live_at: datetime.datetime | None = None,
) -> Offering:
    """Publish it now, or let it wait for its day. Answers the offering that lasts.

    Raises `PermissionError` where somebody else has to decide, and `NotYetError`.
    """
    if not may_approve(draft, user):
        raise PermissionError
    check_complete(draft)
    _decide(draft, Decision.APPROVED, user, at)
    if goes_live_at and goes_live_at > at:
        return _wait(draft, goes_live_at)
    if draft.has_been_published and awaits_its_day(draft, at):
        draft.publish_from = None  # not then, but now
    return publish(draft)


def note_approval(offering: Offering, user: Any, at: datetime.datetime) -> None:
    """It was published at once: so ends its round of review, where there was one. Not its working version's."""
    if not Offering.objects.filter(draft_of=offering.pk).exists():
        _decide(offering, Decision.APPROVED, user, at)
    _end_guard(offering)


def publish(draft: Offering, reason: str = REASON) -> Offering:
    """What has been approved. Answers the offering that lasts.

    Raises `NotYetError`: then nothing of it may be kept.
    """
    if draft.draft_of_id:
        try:
            published = publish_working_version(draft, reason)
        except ValidationError as faults:
            raise NotYetError(*faults.messages) from faults
    else:
        _set_status(draft, Status.PUBLISHED, PUBLISHED)
        published = draft
    _end_guard(published)
    return published


def due(at: datetime.datetime) -> QuerySet[Offering]:
    """The approved working versions whose day has come, the first of them first."""
    return Offering.objects.filter(status=Status.APPROVED, goes_live_at__lte=at).order_by(
        "goes_live_at", "pk"
    )


def publish_as_planned(draft: Offering) -> Offering:
    """On its day. Not what has been withdrawn since it was approved: somebody has to look again."""
    if draft.draft_of.status == Status.WITHDRAWN:
        raise NotYetError("Erbjudandet har dragits tillbaka sedan ändringen godkändes.")
    approved = draft.history.filter(history_change_reason=APPROVED).order_by("-history_date").first()
    if approved and _writings([draft.pk], history_date__gt=approved.history_date):
        raise NotYetError("Någon har skrivit i arbetsversionen sedan den godkändes.")
    if needs_second_person(draft) and _approver(draft) in writers(draft):
        raise NotYetError(
            "Erbjudandet har blivit känsligt sedan dess. Någon som inte har skrivit i det behöver godkänna."
        )
    meanwhile = approved and _writings([draft.draft_of_id], history_date__gt=approved.history_date)
    if meanwhile and both_changed(content(draft), content(draft.draft_of), draft.draft_base):
        raise NotYetError("Samma sak har ändrats i det publicerade sedan ändringen godkändes.")
    return publish(draft, AS_PLANNED)


def _approver(draft: Offering) -> int | None:
    rounds = Submission.objects.filter(offering=draft.lasting_id, decision=Decision.APPROVED)
    return rounds.values_list("decided_by", flat=True).first()


def call_off(draft: Offering, faults: list[str], at: datetime.datetime) -> None:
    """What could not be published on its day goes back to whoever sent it, with the reasons."""
    last = Submission.objects.filter(offering=draft.lasting_id).first()
    Submission.objects.create(
        offering_id=draft.lasting_id,
        sent_by=last and last.sent_by,
        sent_at=at,
        decision=Decision.SENT_BACK,
        decided_at=at,
        comment=f"{CALLED_OFF}. {' '.join(faults)}",
    )
    _set_status(draft, Status.DRAFT, CALLED_OFF)


def discard(draft: Offering, user: Any, at: datetime.datetime) -> None:
    """Throw the working version away: what is published stays as it is."""
    _decide(draft, Decision.TAKEN_BACK, user, at)
    forget(draft)


def _wait(draft: Offering, goes_live_at: datetime.datetime) -> Offering:
    if not draft.draft_of_id:  # its own window says from when it is seen
        draft.publish_from = goes_live_at
        try:
            draft.validate_constraints()
        except ValidationError as faults:
            raise NotYetError(*faults.messages) from faults
        _set_status(draft, Status.PUBLISHED, APPROVED)
        _end_guard(draft)
        return draft
    draft.goes_live_at = goes_live_at
    _set_status(draft, Status.APPROVED, APPROVED)
    return draft.draft_of


def _end_guard(approved: Offering) -> None:
    Offering.objects.filter(pk=approved.pk).end_guard()
    approved.refresh_from_db(fields=["is_sensitive", "is_guarded"])


def _decide(draft: Offering, decision: Decision, user: Any, at: datetime.datetime, comment: str = "") -> None:
    waiting = waiting_submission(draft)
    if waiting:
        waiting.decision, waiting.decided_by, waiting.decided_at = decision, user, at
        waiting.comment = comment
        waiting.save()


def _set_status(draft: Offering, status: Status, reason: str) -> None:
    draft.status = status
    if status != Status.APPROVED:
        draft.goes_live_at = None
    draft._change_reason = reason
    draft.save()
    announce_change({draft.pk})
