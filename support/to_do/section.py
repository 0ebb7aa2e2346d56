"""A section of the start page, what a row in it says, and for whom it is."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from support.models import Offering, Submission
from support.publication import writers_of
from support.rights import Rights
from support.to_do.rounds import is_sensitive, rounds

Status = Offering.Status
SHOWN = 10  # rows of a section


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
        writers = writers_of(one["draft"] for one in waiting if is_sensitive(one))
        return [one for one in waiting if self.user.pk not in writers.get(one["draft"], ())]


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
