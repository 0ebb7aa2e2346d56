"""What somebody at the desk has to do, for the start page.

Each source is a function of `Me` that answers its section, or None where there is nothing to tell her. A new one is
a function and a line in `SOURCES`. Each takes the same number of queries however much there is to do.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model

from support.models import Assignment, Offering
from support.people import name_of
from support.rights import Rights
from support.to_do.approved import approved_lately
from support.to_do.coordination import accounts, withdrawn_sensitive
from support.to_do.drafts import my_drafts, planned, sent_back, to_review, waiting_for_others
from support.to_do.endings import ends_soon
from support.to_do.own_account import own_account
from support.to_do.section import Me, Section
from support.to_do.stopped import stopped
from support.to_do.texts import to_translate, unpublished_news

# In the order of the page.
SOURCES: list[Callable[[Me], Section | None]] = [
    own_account,
    to_review,
    sent_back,
    stopped,
    to_translate,
    my_drafts,
    ends_soon,
    withdrawn_sensitive,
    unpublished_news,
    accounts,
    waiting_for_others,
    planned,
    approved_lately,
]


def to_do(user: Any, at: datetime.datetime) -> list[Section]:
    me = Me(user, at)
    return [section for source in SOURCES if (section := source(me))]


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
    people = get_user_model().objects.filter(is_active=True, assignments__role=Assignment.Role.COORDINATOR)
    return [name_of(one) for one in people.order_by("first_name", "username")]
