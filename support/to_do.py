"""What somebody at the desk has to do, for the start page.

Each source is a function of `Me` that answers its section, or None where it is not hers to see. A new one is
a function and a line in `SOURCES`. Each takes the same number of queries however much there is to do.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from support.models import Assignment, Image, Offering, Schedule, Submission, Update
from support.publication import STEPS
from support.renewal import to_renew
from support.rights import Rights
from support.schedule_warnings import ENDS_SOON
from support.translating import lacking_texts
from support.versions import ROWS

Status = Offering.Status
SHOWN = 10  # rows of a section
RECENTLY = datetime.timedelta(days=14)
WITHDRAWN = "Tillbakadragen"  # what history says of it


@dataclass(frozen=True)
class Task:
    what: str
    address: str
    do: str = "Öppna"
    since: str = ""  # when, and by whom
    detail: str = ""
    is_sensitive: bool = False


@dataclass(frozen=True)
class Section:
    name: str  # in the page's address
    heading: str
    sentence: str
    nothing: str  # said when there is nothing to do
    tasks: list[Task] = field(default_factory=list)
    count: int = 0
    rest: str = ""  # the address of the list with all of them

    @property
    def left_out(self) -> int:
        return self.count - len(self.tasks)


@dataclass(frozen=True)
class Me:
    user: Any
    at: datetime.datetime

    @cached_property
    def rights(self) -> Rights:
        return Rights.of(self.user)

    @cached_property
    def today(self) -> datetime.date:
        return timezone.localdate(self.at)

    @property
    def keeps(self) -> bool:
        """There are offerings that she answers for."""
        return self.rights.is_coordinator or bool(self.rights.writes_for)

    def kept(self, offerings: QuerySet[Offering]) -> QuerySet[Offering]:
        """Those that she answers for."""
        if self.rights.is_coordinator:
            return offerings
        return offerings.filter(administration__in=self.rights.writes_for)

    @cached_property
    def to_decide(self) -> list[dict]:
        """The rounds of review that she may decide, the oldest first: not her own about what is sensitive."""
        theirs = self.rights.decided(Offering.objects.filter(status=Status.REVIEW))
        waiting = list(rounds(Submission.objects.waiting()).filter(draft__in=theirs.values("pk")))
        own = written_in(self.user, [one["draft"] for one in waiting if is_sensitive(one)])
        return [one for one in waiting if one["draft"] not in own]


def to_do(user: Any, at: datetime.datetime) -> list[Section]:
    me = Me(user, at)
    return [section for source in SOURCES if (section := source(me))]


# --- Drafts on their way ---------------------------------------------------------------------------


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
                since=said("Skickat", one["sent_at"], person(one, "sent_by"), one["body"]),
                detail=beginning(one["note"]),
                is_sensitive=is_sensitive(one),
            )
            for one in me.to_decide[:SHOWN]
        ],
        len(me.to_decide),
        in_list(status__exact=Status.REVIEW),
    )


def sent_back(me: Me) -> Section | None:
    if not me.rights.is_any:
        return None
    later = Submission.objects.filter(offering=OuterRef("offering"))
    last = later.order_by("-sent_at", "-pk").values("pk")[:1]
    being_written = Offering.objects.filter(status=Status.DRAFT)
    mine = Q(sent_by=me.user)
    if not me.rights.is_coordinator:
        mine |= Q(draft__in=me.rights.written(being_written).values("pk"))
    back = rounds(Submission.objects.filter(decision=Submission.Decision.SENT_BACK, pk=Subquery(last)))
    found = list(back.filter(mine, draft__in=being_written.values("pk")).order_by("decided_at"))
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
                since=said("Skickat tillbaka", one["decided_at"], person(one, "decided_by")),
                detail=beginning(one["comment"]),
            )
            for one in found[:SHOWN]
        ],
        len(found),
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
            for one in found[:SHOWN]
        ],
        len(found),
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
                since=said("Skickat", one["sent_at"], person(one, "sent_by")),
                detail="Känsligt: någon annan än den som skrivit behöver godkänna det."
                if is_sensitive(one)
                else "",
                is_sensitive=is_sensitive(one),
            )
            for one in found[:SHOWN]
        ],
        len(found),
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
            for one in found[:SHOWN]
        ],
        len(found),
    )


# --- What is published, and does not last ------------------------------------------------------------


def ends_soon(me: Me) -> Section | None:
    if not me.keeps:
        return None
    kept = me.kept(Offering.objects.published(me.at))
    ends: dict[int, list[tuple[datetime.date, str]]] = {}
    for offering, day, words in [*windows(kept, me.today), *times(kept, me.today), *consents(kept, me.today)]:
        ends.setdefault(offering, []).append((day, words))
    order = sorted(ends, key=lambda offering: (min(ends[offering]), offering))
    titles = dict(Offering.objects.filter(pk__in=order[:SHOWN]).values_list("pk", "title_sv"))
    return Section(
        "slutar",
        "Slutar snart",
        "Se efter om det stämmer, och skriv in det som gäller sedan.",
        "Inget slutar de närmaste 30 dagarna.",
        [
            Task(
                titles[pk],
                of_offering(pk),
                do="Se över",
                detail=" ".join(words for _, words in sorted(ends[pk])),
            )
            for pk in order[:SHOWN]
        ],
        len(order),
    )


End = tuple[int, datetime.date, str]


def windows(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    soon = today + ENDS_SOON
    ending = kept.filter(Q(publish_until__date__lte=soon) | Q(review_by__lte=soon))
    ends = []
    for pk, until, review_by in ending.values_list("pk", "publish_until", "review_by"):
        last = until and timezone.localdate(until)
        if last and last <= soon:
            ends.append((pk, last, f"Slutar visas {last}."))
        if review_by and review_by <= soon:
            words = "Skulle ha setts över" if review_by < today else "Ses över senast"
            ends.append((pk, review_by, f"{words} {review_by}."))
    return ends


def times(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    """Times that end, or ended within a month, and do not go on in later ones."""
    recent = (today - ENDS_SOON, today + ENDS_SOON)
    ending = Schedule.objects.filter(offering__in=kept.values("pk"), valid_until__range=recent)
    beside = Schedule.objects.filter(offering__in=ending.values("offering")).order_by("pk")
    days: dict[int, list[datetime.date]] = {}
    for schedule in to_renew(beside, today):
        if schedule.valid_until and schedule.valid_until >= recent[0]:
            days.setdefault(schedule.offering_id, []).append(schedule.valid_until)
    return [(pk, min(last), _times_in_words(last, today)) for pk, last in days.items()]


def _times_in_words(last: list[datetime.date], today: datetime.date) -> str:
    what = "En tid" if len(last) == 1 else f"{len(last)} tider"
    return f"{what} {'slutar' if min(last) >= today else 'slutade'} {min(last)}."


def consents(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    pictures = Image.objects.filter(offering__in=kept.values("pk"), shown_until__lte=today + ENDS_SOON)
    return [
        (pk, until, f"Samtycket till bilden {'går' if until >= today else 'gick'} ut {until}.")
        for pk, until in pictures.values_list("offering", "shown_until")
    ]


# --- Translations, news and accounts -----------------------------------------------------------------


def to_translate(me: Me) -> Section | None:
    if not me.rights.translates_to:
        return None
    lacking = lacking_texts(Offering.objects.published(me.at), me.rights.translates_to)
    return Section(
        "oversatt",
        "Att översätta",
        "Först det som har ändrats på svenska sedan det översattes, sedan det som saknas.",
        "Allt som är publicerat finns på ditt språk.",
        [Task(one.title, of_offering(one.offering), do="Översätt", detail=str(one)) for one in lacking[:SHOWN]],
        len(lacking),
    )


def unpublished_news(me: Me) -> Section | None:
    if not me.rights.may_decide(Update):
        return None
    news = me.rights.decided(Update.objects.filter(is_published=False))
    never = news.exclude(pk__in=Update.objects.public_once(me.at).values("pk")).order_by("created_at")
    found = list(never.values("pk", "title_sv", "administration__name_sv", "created_at"))
    return Section(
        "nyheter",
        "Nyheter som inte är publicerade",
        "Läs, och kryssa i ”publicerad” när nyheten är klar.",
        "Inga nyheter väntar på att publiceras.",
        [
            Task(
                one["title_sv"],
                reverse("admin:support_update_change", args=[one["pk"]]),
                since=said("Skriven", one["created_at"], one["administration__name_sv"]),
            )
            for one in found[:SHOWN]
        ],
        len(found),
    )


def withdrawn_sensitive(me: Me) -> Section | None:
    if not me.rights.is_coordinator:
        return None
    withdrawn = Offering.history.filter(
        id=OuterRef("pk"), history_change_reason=WITHDRAWN, history_date__gt=me.at - RECENTLY
    ).order_by("-history_date")
    told = {
        "day": Subquery(withdrawn.values("history_date")[:1]),
        **{f"by__{name}": Subquery(withdrawn.values(f"history_user__{name}")[:1]) for name in NAMES},
    }
    rows = Offering.objects.filter(status=Status.WITHDRAWN, is_sensitive=True).annotate(**told)
    found = list(rows.filter(day__isnull=False).order_by("-day").values("pk", "title_sv", *told))
    return Section(
        "tillbakadraget",
        "Nyligen tillbakadraget, känsligt",
        "Se efter att den som söker hjälp inte står utan.",
        "Inget känsligt har dragits tillbaka de senaste två veckorna.",
        [
            Task(
                one["title_sv"],
                of_offering(one["pk"]),
                since=said("Tillbakadraget", one["day"], person(one, "by")),
                is_sensitive=True,
            )
            for one in found[:SHOWN]
        ],
        len(found),
    )


def accounts(me: Me) -> Section | None:
    if not me.rights.is_coordinator:
        return None
    waiting = Q(one_time_password__isnull=False)
    rows = get_user_model().objects.filter(
        Q(assignments=None, is_superuser=False) | waiting, is_active=True, is_staff=True
    )
    if not me.user.is_superuser:
        rows = rows.filter(is_superuser=False)
    found = list(
        rows.order_by("username")
        .values("pk", "date_joined", *NAMES, role=F("assignments"), code=F("one_time_password"))
        .distinct()
    )
    found = list({one["pk"]: one for one in found}.values())
    return Section(
        "konton",
        "Konton som inte är klara",
        "Ge ett uppdrag till den som saknar det. Påminn den som inte har loggat in.",
        "Alla konton har uppdrag och är i bruk.",
        [
            Task(
                f"{one['first_name']} {one['last_name']}".strip() or one["username"],
                reverse("admin:auth_user_change", args=[one["pk"]]),
                since=said("Kontot skapat", one["date_joined"]),
                detail=" ".join(
                    words
                    for words, is_so in (
                        ("Har inget uppdrag.", one["role"] is None),
                        ("Har inte bytt sitt engångslösenord.", one["code"] is not None),
                    )
                    if is_so
                ),
            )
            for one in found[:SHOWN]
        ],
        len(found),
    )


# In the order of the page.
SOURCES: list[Callable[[Me], Section | None]] = [
    to_review,
    sent_back,
    to_translate,
    my_drafts,
    ends_soon,
    withdrawn_sensitive,
    unpublished_news,
    accounts,
    waiting_for_others,
    planned,
]


# --- The page ------------------------------------------------------------------------------------------


def start_page(user: Any, at: datetime.datetime) -> dict[str, Any]:
    sections, rights = to_do(user, at), Rights.of(user)
    return {
        "assignments": list(user.assignments.select_related("administration")),
        "has_assignment": rights.is_any,
        "may_add": rights.may_add(Offering),
        "coordinators": [] if rights.is_any else coordinators(),
        "to_do": [section for section in sections if section.count],
        "nothing_to_do": [section for section in sections if not section.count],
    }


def coordinators() -> list[str]:
    """Names of those who give assignments."""
    people = get_user_model().objects.filter(
        is_active=True, assignments__role=Assignment.Role.COORDINATOR
    )
    return [one.get_full_name() or one.get_username() for one in people.order_by("first_name", "username")]


def said(what: str, at: datetime.datetime, *by: str) -> str:
    """ "Skickat 2026-11-22 av Kim Berg, Kulturförvaltningen" """
    day, who = f"{what} {timezone.localdate(at)}", ", ".join(filter(None, by))
    return f"{day} av {who}" if who else day


def beginning(text: str, longest: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def of_offering(pk: int) -> str:
    return reverse("admin:support_offering_change", args=[pk])


def in_list(**filters: str) -> str:
    return reverse("admin:support_offering_changelist", query=filters)
