"""What somebody looks at who is to say whether it may be published."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from boras_guide.languages import LANGUAGES, SOURCE, Language
from support import publication
from support.admin.content_differences import (
    AGES,
    ContentDifferences,
    Linked,
    Row,
    Said,
    content_differences,
    nothing_yet,
)
from support.admin.to_check import to_check
from support.fingerprint import fingerprint
from support.models import Image, Offering, Submission
from support.moments import moment
from support.people import name_of
from support.rights import Rights
from support.versions import Values, content

Status = Offering.Status
FIRST = ("phone", "email", "website", *AGES, "cost", "start", "sensitivity")
LAST = (
    "slug",
    "publish_from",
    "publish_until",
    "replaced_by_id",
    "assured_on",
    "review_by",
    "source_url",
    "source_seen_year",
    "source_confidence",
)
FOLDED_FROM = 3  # languages


@dataclass(frozen=True)
class Group:
    title: str
    said: list[Said] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_folded: bool = False

    @property
    def count(self) -> int:
        return len(self.said) + len(self.linked) + len(self.rows)


@dataclass(frozen=True)
class Clash:
    """Both have changed the same since the working version was made."""

    label: str
    here: str
    there: str
    language: Language = LANGUAGES[SOURCE]


@dataclass(frozen=True)
class Round:
    """An earlier one."""

    decided: str
    sent: str
    note: str
    comment: str


@dataclass
class Review:
    draft: Offering
    user: Any
    at: datetime.datetime

    @property
    def published(self) -> Offering | None:
        return self.draft.draft_of

    @property
    def lasting(self) -> Offering:
        return self.published or self.draft

    @cached_property
    def waiting(self) -> Submission | None:
        return self._rounds[0] if self._rounds and not self._rounds[0].decision else None

    @cached_property
    def rounds(self) -> list[Round]:
        """The earlier ones, the last first."""
        return [
            Round(
                said(one.get_decision_display().capitalize(), one.decided_at, one.decided_by),
                said("Skickad", one.sent_at, one.sent_by),
                one.note,
                one.comment,
            )
            for one in self._rounds
            if one.decision
        ]

    @cached_property
    def _rounds(self) -> list[Submission]:
        rounds = Submission.objects.filter(offering=self.draft.lasting_id)
        return sorted(rounds.select_related("sent_by", "decided_by"), key=lambda one: bool(one.decision))

    @cached_property
    def faults(self) -> list[str]:
        return list(self.draft.publishing_faults().values())

    # --- Who may do what ----------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """There is something to decide."""
        return self.draft.status == Status.REVIEW or self.is_planned

    @cached_property
    def is_planned(self) -> bool:
        return publication.awaits_its_day(self.draft, self.at)

    @cached_property
    def may_decide(self) -> bool:
        return Rights.of(self.user).decided(self._row).exists()

    @cached_property
    def may_approve(self) -> bool:
        return publication.may_approve(self.draft, self.user)

    @cached_property
    def may_write(self) -> bool:
        return Rights.of(self.user).written(self._row).exists()

    @property
    def may_send_back(self) -> bool:
        """Not to herself: she takes it back."""
        return self.waiting is not None and self.may_decide and self.waiting.sent_by_id != self.user.pk

    @property
    def may_take_back(self) -> bool:
        if self.is_planned and self.may_decide:
            return True
        has_sent = self.waiting is not None and self.waiting.sent_by_id == self.user.pk
        return self.is_open and self.may_write and (has_sent or self.has_written)

    @property
    def may_discard(self) -> bool:
        return bool(self.published) and self.may_write and (self.has_written or self.may_decide)

    @property
    def needs_second_person(self) -> bool:
        return publication.needs_second_person(self.draft)

    @property
    def has_written(self) -> bool:
        return self.user.pk in self._writers

    @cached_property
    def why_not(self) -> str:
        """Why somebody who looks at it may not approve it."""
        if self.may_approve:
            return ""
        if self.may_decide:
            return "Du har själv skrivit i det här känsliga erbjudandet: någon annan behöver godkänna."
        return f"Den som publicerar för {self.lasting.administration} bestämmer om det här."

    @cached_property
    def writers(self) -> list[str]:
        return sorted(map(name_of, get_user_model().objects.filter(pk__in=self._writers)))

    @cached_property
    def _writers(self) -> set[int]:
        return publication.writers(self.draft)

    @property
    def _row(self) -> QuerySet[Offering]:
        return Offering.objects.filter(pk=self.draft.pk)

    @property
    def is_new(self) -> bool:
        return self.published is None

    @property
    def is_shown_again(self) -> bool:
        return bool(self.published and self.published.status == Status.WITHDRAWN)

    # --- What it says -------------------------------------------------------------------------------

    @cached_property
    def _now(self) -> Values:
        return content(self.draft)

    @cached_property
    def _published_now(self) -> Values | None:
        return content(self.published) if self.published else None

    @cached_property
    def _base(self) -> Values:
        return self.draft.draft_base or self._published_now or nothing_yet()

    @cached_property
    def token(self) -> str:
        """Another one as soon as either version says anything else, or has come further on its way."""
        state = [(one.pk, one.status, one.goes_live_at) for one in (self.draft, self.lasting)]
        return fingerprint(self._now, self._published_now, state, self.waiting and self.waiting.pk)

    @cached_property
    def changes(self) -> ContentDifferences:
        return content_differences(self._base, self._now, Rights.of(self.user))

    @property
    def to_check(self) -> list[str]:
        return to_check(self.changes)

    @cached_property
    def meanwhile(self) -> ContentDifferences:
        """What has changed in the published one since the working version was made."""
        there = self._published_now or self._base
        return content_differences(self._base, there, Rights.of(self.user))

    @cached_property
    def groups(self) -> list[Group]:
        return [group for group in grouped(self.changes) if group.count]

    @cached_property
    def kept(self) -> list[Group]:
        """What approving leaves as it is in the published one."""
        return [group for group in grouped(self.meanwhile) if group.count]

    @cached_property
    def clashes(self) -> list[Clash]:
        return [*said_clashes(self.changes.said, self.meanwhile.said), *self._row_clashes()]

    def _row_clashes(self) -> Iterator[Clash]:
        there = {(row.model, row.key): row for row in self.meanwhile.rows}
        for here, other in zip(*map(_added_pictures, (self.changes, self.meanwhile)), strict=False):
            yield Clash(here.label, here.name, other.name)
        for row in self.changes.rows:
            other = there.get((row.model, row.key))
            if other and {row.kind, other.kind} == {"changed", "removed"}:
                yield Clash(f"{row.label}: {row.name}", KINDS[row.kind], KINDS[other.kind])
            elif other:
                for clash in said_clashes(row.said, other.said):
                    yield Clash(f"{row.label}: {row.name}, {clash.label.lower()}", clash.here, clash.there)


def said(what: str, at: datetime.datetime, by: Any) -> str:
    return f"{what} {moment(at)} av {name_of(by)}." if by else f"{what} {moment(at)}."


def _added_pictures(found: ContentDifferences) -> list[Row]:
    """One, or none: an offering has one picture."""
    return [row for row in found.rows if row.model is Image and row.kind == "added"]


KINDS = {"changed": "ändrad", "removed": "borttagen", "added": "tillagd"}


def said_clashes(here: list[Said], there: list[Said]) -> Iterator[Clash]:
    others = {name: one for one in there for name in one.columns}
    for one in here:
        other = next((others[name] for name in one.columns if name in others), None)
        if other and other.after != one.after:
            yield Clash(one.label, one.after, other.after, one.language)


def grouped(found: ContentDifferences) -> Iterator[Group]:
    """What harms a reader most if it is wrong comes first."""
    last = found.of(*LAST)
    first = [*found.of(*FIRST), *found.of("cost_text_sv", "start_text_sv")]
    swedish = [one for one in found.in_language(SOURCE) if one not in first]
    texts = [one for one in found.said if one.is_text]
    yield Group("Kontakt, ålder och kostnad", said=first)
    yield Group("Tider", rows=[row for row in found.rows if row.model is not Image])
    yield Group("Texter på svenska", said=swedish)
    languages = found.translations
    for language, said in languages:
        yield Group(f"Texter på {language.swedish_name}", said=said, is_folded=len(languages) >= FOLDED_FROM)
    yield Group("Bild", rows=[row for row in found.rows if row.model is Image])
    rest = [one for one in found.said if one not in (first + last + texts)]
    yield Group("Plats, ämnen och annat", said=rest, linked=found.linked)
    yield Group("Publicering och källa", said=last)
