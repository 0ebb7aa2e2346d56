"""A section of the start page, what a row in it says, and for whom it is."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from support.models import Offering, Submission
from support.moments import day
from support.publication import writers_of
from support.rights import Rights
from support.to_do.rounds import is_sensitive, rounds

Status = Offering.Status
SHOWN = 10  # rows of a section; the others are folded
RECENTLY = datetime.timedelta(days=14)


@dataclass(frozen=True)
class Task:
    what: str
    address: str
    do: str = "Öppna"
    since: str = ""  # when, and by whom
    responsible: str = ""  # which administration answers for it: not where the one who sent it works
    suggested_by: str = ""  # which other has suggested it
    detail: str = ""
    is_sensitive: bool = False


@dataclass(frozen=True)
class Section:
    name: str  # in the page's address
    heading: str
    sentence: str
    nothing: str  # said when there is nothing to do
    tasks: list[Task]

    @property
    def count(self) -> int:
        return len(self.tasks)

    @property
    def first(self) -> list[Task]:
        return self.tasks[:SHOWN]

    @property
    def rest(self) -> list[Task]:
        return self.tasks[SHOWN:]


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
        writers = writers_of(one["draft"] for one in waiting if is_sensitive(one))
        return [one for one in waiting if self.user.pk not in writers.get(one["draft"], ())]


def said(what: str, at: datetime.datetime, by: str = "") -> str:
    """ "Skickat 22 november 2026 av Kim Berg" """
    when = f"{what} {day(timezone.localdate(at))}"
    return f"{when} av {by}" if by else when


def beginning(text: str, longest: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


def of_offering(pk: int) -> str:
    return reverse("admin:support_offering_change", args=[pk])
