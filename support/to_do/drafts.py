"""Drafts on their way: to decide about, sent back, begun, sent, and approved for a later day."""

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from support.models import Offering, Submission
from support.people import name_in
from support.publication import STEPS
from support.to_do.rounds import bodies, is_sensitive, rounds
from support.to_do.section import Me, Section, Task, beginning, of_offering, said
from support.versions import ROWS

Status = Offering.Status


def to_review(me: Me) -> Section | None:
    if not me.rights.may_decide(Offering):
        return None
    return Section(
        "granska",
        "Att granska",
        "Läs vad som är ändrat. Godkänn, eller skicka tillbaka med en kommentar.",
        "Inget väntar på att du granskar det.",
        [
            Task(
                one["title"],
                reverse("admin:support_offering_review", args=[one["draft"]]),
                do="Granska",
                since=said("Skickat", one["sent_at"], name_in(one, "sent_by")),
                **bodies(one),
                detail=beginning(one["note"]),
                is_sensitive=is_sensitive(one),
            )
            for one in me.to_decide
        ],
    )


def sent_back(me: Me) -> Section | None:
    if not me.rights.is_any:
        return None
    later = Submission.objects.filter(offering=OuterRef("offering"))
    last = later.order_by("-sent_at", "-pk").values("pk")[:1]
    being_written = Offering.objects.filter(status=Status.DRAFT)
    mine = Q(sent_by=me.user)
    by_me = Q(decided_by=me.user) & ~mine
    if not me.rights.is_coordinator:
        mine |= Q(draft__in=me.rights.written(being_written).values("pk"))
    back = rounds(Submission.objects.filter(decision=Submission.Decision.SENT_BACK, pk=Subquery(last)))
    found = list(back.filter(mine, ~by_me, draft__in=being_written.values("pk")).order_by("decided_at"))
    return Section(
        "tillbaka",
        "Skickat tillbaka",
        "Läs kommentaren, rätta och skicka igen.",
        "Inget har skickats tillbaka till dig.",
        [
            Task(
                one["title"],
                of_offering(one["draft"]),
                do="Rätta",
                since=said("Skickat tillbaka", one["decided_at"], name_in(one, "decided_by")),
                detail=beginning(one["comment"]),
            )
            for one in found
        ],
    )


def my_drafts(me: Me) -> Section | None:
    if not me.rights.is_any:
        return None
    last = Submission.objects.filter(offering=Coalesce(OuterRef("draft_of"), OuterRef("pk")))
    written = Offering.history.filter(history_user=me.user).exclude(history_change_reason__in=STEPS)
    beneath = (
        model.history.filter(history_user=me.user).exclude(history_change_reason__in=STEPS) for model in ROWS
    )
    in_it = Q(pk__in=written.values("id"))
    for rows in beneath:
        in_it |= Q(pk__in=rows.values("offering_id"))
    decision = Subquery(last.order_by("-sent_at", "-pk").values("decision")[:1])
    drafts = (
        me.rights.seen(Offering.objects.filter(status=Status.DRAFT), me.at)
        .filter(in_it)
        .annotate(decision=Coalesce(decision, Value("")))
        .exclude(decision=Submission.Decision.SENT_BACK)
        .order_by("-changed_at")
    )
    found = list(drafts.values("pk", "title_sv", "draft_of", "changed_at"))
    return Section(
        "utkast",
        "Mina utkast",
        "Det här har du börjat på. Skicka det för granskning när det är klart.",
        "Du har inga utkast.",
        [
            Task(
                one["title_sv"],
                of_offering(one["pk"]),
                do="Fortsätt",
                since=said("Senast ändrat", one["changed_at"]),
                detail="Ändring av det som är publicerat." if one["draft_of"] else "Nytt erbjudande.",
            )
            for one in found
        ],
    )


def waiting_for_others(me: Me) -> Section | None:
    if not me.rights.is_any:
        return None
    waiting = rounds(Submission.objects.waiting())
    theirs = me.rights.decided(Offering.objects.filter(status=Status.REVIEW)).values("pk")
    mine = [one["draft"] for one in me.to_decide]
    found = list(waiting.filter(Q(sent_by=me.user) | Q(draft__in=theirs)).exclude(draft__in=mine))
    return Section(
        "vantar",
        "Väntar på någon annan",
        "Skickat för granskning. Du behöver inte göra något.",
        "Inget av ditt väntar på granskning.",
        [
            Task(
                one["title"],
                reverse("admin:support_offering_review", args=[one["draft"]]),
                do="Se vad som är skickat",
                since=said("Skickat", one["sent_at"], name_in(one, "sent_by")),
                **bodies(one),
                detail="Känsligt: någon annan än den som skrivit behöver godkänna det."
                if is_sensitive(one)
                else "",
                is_sensitive=is_sensitive(one),
            )
            for one in found
        ],
    )


def planned(me: Me) -> Section | None:
    if not me.keeps:
        return None
    approved = me.rights.seen(Offering.objects.filter(status=Status.APPROVED), me.at)
    opening = Offering.objects.filter(status=Status.PUBLISHED, draft_of=None, publish_from__gt=me.at)
    days = {"day": Coalesce("goes_live_at", "publish_from")}
    shown = (approved | me.kept(opening)).annotate(**days).order_by("day", "pk")
    found = list(shown.values("pk", "title_sv", "day", "draft_of"))
    return Section(
        "planerat",
        "Visas senare",
        "Godkänt. Det publiceras av sig självt den dagen.",
        "Inget är planerat.",
        [
            Task(
                one["title_sv"],
                of_offering(one["pk"]),
                since=said("Visas från", one["day"]),
                detail="En ändring." if one["draft_of"] else "Ett nytt erbjudande.",
            )
            for one in found
        ],
    )
