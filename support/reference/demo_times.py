"""Moves times forward so that they cover a day, for showing the guide with times that are long past.

By whole weeks, so that a Tuesday stays a Tuesday. Every page says so, as long as the loader's last
word was `--demo-times` or a moved weekly time is left (`Schedule.is_demo`).
"""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from support.reference.entries import Content, OfferingEntry, SessionEntry

WEEK = datetime.timedelta(weeks=1)


def moved_forward(content: Content, today: datetime.date) -> Content:
    return replace(content, offerings=tuple(_moved(offering, today) for offering in content.offerings))


def _moved(offering: OfferingEntry, today: datetime.date) -> OfferingEntry:
    # Closed days and course starts go with the season they belong to, not each with its own week.
    ends = [session.valid_to for session in offering.sessions if session.valid_to]
    dated = [*offering.closed_dates, *(moment.date() for moment in offering.start_dates)]
    move = _weeks_to_reach(today, ends or dated)
    return replace(
        offering,
        sessions=tuple(_moved_session(session, today) for session in offering.sessions),
        closed_dates=tuple(date + move for date in offering.closed_dates),
        start_dates=tuple(moment + move for moment in offering.start_dates),
    )


def _moved_session(session: SessionEntry, today: datetime.date) -> SessionEntry:
    move = _weeks_to_reach(today, [session.valid_to] if session.valid_to else [])
    return replace(
        session,
        valid_from=session.valid_from and session.valid_from + move,
        valid_to=session.valid_to and session.valid_to + move,
    )


def _weeks_to_reach(today: datetime.date, ends: Iterable[datetime.date]) -> datetime.timedelta:
    """The fewest whole weeks, none if need be, that bring the last of `ends` to today or later."""
    behind = today - max(ends, default=today)
    return max(-(-behind // WEEK), 0) * WEEK
