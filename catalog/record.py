"""How true a page is, who answers for it, and whom to ask: the same facts in the same words on every page."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Count, When, Window
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.emergency import SWITCHBOARD
from catalog.shown import ShownText, current_language, shown
from catalog.vocabulary import Entry
from support.models import Administration, Offering, Update
from support.models.offering_queryset import OfferingQuerySet

# Who answers for the guide as a whole.
COORDINATOR = _("The Leisure and Public Health Administration")


@dataclass(frozen=True, kw_only=True)
class Record:
    """Empty where nobody knows: the page then says nothing, or that it is not confirmed yet."""

    responsible: ShownText | Promise
    responsible_url: str = ""
    cooperating: Sequence[Entry] = ()
    changed_on: datetime.date | None = None
    changed_by: ShownText | Promise | None = None  # the administration, never the person
    can_be_confirmed: bool = False
    assured_on: datetime.date | None = None
    confirmed: int | None = None  # how many of `total` offerings somebody has confirmed
    total: int = 0
    facts_year: int | None = None
    outdated_reason: str = ""  # "replaced", "old", or "" when it is fresh
    replaced_by: Offering | Update | None = None
    source_url: str = ""
    phone: str = ""
    ask_for: str = ""  # what to say when the switchboard answers
    email: str = ""
    website: str = ""


def offering_record(
    offering: Offering, cooperating: Sequence[Entry], newer: Offering | None, *, on: datetime.date
) -> Record:
    phone = contact_number(offering)
    return Record(
        responsible=shown(offering.administration, "name"),
        responsible_url=offering.administration.get_absolute_url(),
        cooperating=cooperating,
        **_last_change(offering),
        can_be_confirmed=True,
        assured_on=offering.assured_on,
        facts_year=offering.source_seen_year,
        outdated_reason=offering.why_outdated(on),
        replaced_by=newer,
        source_url=offering.source_url,
        phone=phone,
        ask_for=offering.title_sv if phone == SWITCHBOARD else "",
        email=offering.email,
        website=offering.website,
    )


def update_record(update: Update, newer: Update | None, *, on: datetime.date) -> Record:
    own = update.administration
    return Record(
        responsible=shown(own, "name"),
        responsible_url=own.get_absolute_url(),
        **_last_change(update),
        outdated_reason=update.why_outdated(on),
        replaced_by=newer,
        source_url=update.source_url,
        phone=own.phone or _switchboard_of(own),
        email=own.email,
        website=own.website,
    )


def list_record(offerings: OfferingQuerySet) -> Record:
    """Of a page that gathers offerings: it changes when one of them does. One query."""
    return Record(responsible=COORDINATOR, phone=SWITCHBOARD, **_latest_of(offerings))


def administration_record(administration: Administration, offerings: OfferingQuerySet) -> Record:
    return Record(
        responsible=shown(administration, "name"),
        phone=administration.phone or _switchboard_of(administration),
        email=administration.email,
        website=administration.website,
        **_latest_of(offerings),
    )


def text_page_record(changed_on: datetime.date) -> Record:
    """Of a page whose text is part of the guide itself."""
    return Record(
        responsible=COORDINATOR,
        changed_on=changed_on,
        changed_by=COORDINATOR,
        phone=SWITCHBOARD,
        email=settings.GUIDE_EMAIL,
    )


def contact_number(offering: Offering) -> str:
    """Whom to ring with a question: its own number first."""
    return offering.phone or offering.administration.phone or _switchboard_of(offering.administration)


def _switchboard_of(administration: Administration) -> str:
    """The city's switchboard answers for the city alone, not for a shelter or a church."""
    return SWITCHBOARD if administration.kind == Administration.Kind.MUNICIPAL else ""


def _last_change(row: Offering | Update) -> dict:
    """Until an editor has changed it, the facts were fetched, not written, by the administration."""
    if row.changed_by is None:
        return {}
    return {
        "changed_on": timezone.localdate(row.changed_at),
        "changed_by": shown(row.changed_by, "name"),
    }


def _latest_of(offerings: OfferingQuerySet) -> dict:
    is_fetched = Case(When(changed_by__isnull=True, then=1), default=0)
    latest = (
        offerings.readable_in(current_language())
        .annotate(confirmed=Window(Count("assured_on")), total=Window(Count("pk")))
        .order_by(is_fetched, "-changed_at", "pk")
        .first()
    )
    if latest is None:
        return {}
    # None of them says nothing that each does not say itself.
    return {**_last_change(latest), "confirmed": latest.confirmed or None, "total": latest.total}
