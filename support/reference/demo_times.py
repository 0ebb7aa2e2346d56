"""Moves times forward so that they cover a day and the weeks after it, for showing the guide with times long past.

By whole weeks, so that a Tuesday stays a Tuesday. Every page says so, as long as the loader's last
word was `--demo-times` or a moved weekly time is left (`Schedule.is_demo`).
"""

import datetime
from dataclasses import replace

from support.reference.entries import Content, OfferingEntry, SessionEntry

WEEK = datetime.timedelta(weeks=1)
# As far ahead as readers look: what ended tomorrow would show a guide that is empty from then on.
AHEAD = 8 * WEEK


def moved_forward(content: Content, today: datetime.date) -> Content:
    return replace(content, offerings=tuple(_moved(offering, today) for offering in content.offerings))


def _moved(offering: OfferingEntry, today: datetime.date) -> OfferingEntry:
    # Closed days and course starts go with the season they belong to, not each with its own week.
    seasons = [(session.valid_to, session) for session in offering.sessions if session.valid_to]
    if seasons:
        move = _move_of(max(seasons, key=lambda season: season[0])[1], today)
    else:
        dated = [*offering.closed_dates, *(moment.date() for moment in offering.start_dates)]
        move = _weeks_to_reach(today, max(dated, default=today))
    return replace(
        offering,
        sessions=tuple(moved_session(session, today) for session in offering.sessions),
        closed_dates=tuple(date + move for date in offering.closed_dates),
        start_dates=tuple(moment + move for moment in offering.start_dates),
    )


def moved_session(session: SessionEntry, today: datetime.date) -> SessionEntry:
    move = _move_of(session, today)
    return replace(
        session,
        valid_from=session.valid_from and session.valid_from + move,
        valid_to=session.valid_to and session.valid_to + move,
    )


def _move_of(session: SessionEntry, today: datetime.date) -> datetime.timedelta:
    """So that it has begun, and lasts the weeks ahead; or as many of them as it is long."""
    if session.valid_to is None:
        return 0 * WEEK
    move = _weeks_to_reach(today + AHEAD, session.valid_to)
    if session.valid_from:
        begun = (today - session.valid_from) // WEEK * WEEK
        move = min(move, max(begun, _weeks_to_reach(today, session.valid_to)))
    return move


def _weeks_to_reach(day: datetime.date, end: datetime.date) -> datetime.timedelta:
    """The fewest whole weeks, none if need be, that bring `end` to the day or later."""
    return max(-(-(day - end) // WEEK), 0) * WEEK
