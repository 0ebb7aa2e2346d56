"""Last term's times, for the term that comes."""

import copy
import datetime
from collections.abc import Iterable
from typing import Any

from boras_guide.languages import SOURCE, column
from support.models import Schedule, Term
from support.schedule_warnings import ENDS_SOON

# What ended longer before the last of them belongs to an earlier term.
ONE_TERM = datetime.timedelta(days=100)


def alike(schedule: Schedule) -> tuple:
    """Two times of an offering that say the same, save for the dates between which they are valid."""
    return (
        schedule.offering_id,
        schedule.weekday,
        without_end(schedule.rrule),
        schedule.interval_weeks,
        schedule.opens_at,
        schedule.closes_at,
        schedule.place_id,
        getattr(schedule, column("label", SOURCE)) or "",
        schedule.minimum_age_months,
        schedule.maximum_age_months,
    )


def is_same(one: Schedule, other: Schedule) -> bool:
    """Also in its dates."""
    return alike(one) == alike(other) and (one.valid_from, one.valid_until) == (
        other.valid_from,
        other.valid_until,
    )


def last_day(schedule: Schedule) -> datetime.date:
    return schedule.valid_until or datetime.date.max


def may_end(schedule: Schedule, today: datetime.date) -> bool:
    """It has ended, or ends within thirty days."""
    return last_day(schedule) <= today + ENDS_SOON


def to_renew(schedules: Iterable[Schedule], today: datetime.date) -> list[Schedule]:
    """What has ended or soon ends, and does not go on in a later time that says the same."""
    last: dict[tuple, Schedule] = {}
    for schedule in schedules:
        known = last.setdefault(alike(schedule), schedule)
        if last_day(schedule) > last_day(known):
            last[alike(schedule)] = schedule
    return [schedule for schedule in last.values() if may_end(schedule, today)]


def goes_on(schedule: Schedule, among: Iterable[Schedule]) -> bool:
    """The same day, hours and label go on after it has ended."""

    def says(one: Schedule) -> tuple:
        label = getattr(one, column("label", SOURCE)) or ""
        return one.weekday, without_end(one.rrule), one.opens_at, one.closes_at, label

    return any(says(other) == says(schedule) and last_day(other) > last_day(schedule) for other in among)


def of_last_term(ended: list[Schedule]) -> list[Schedule]:
    """Of each offering, what ended together with the last of it."""
    latest: dict[int, datetime.date] = {}
    for schedule in ended:
        latest[schedule.offering_id] = max(
            last_day(schedule), latest.get(schedule.offering_id, datetime.date.min)
        )
    return [one for one in ended if last_day(one) > latest[one.offering_id] - ONE_TERM]


def next_term(after: datetime.date | None, today: datetime.date) -> Term | None:
    """The first that begins after what has ended, and is not itself over."""
    terms = Term.objects.filter(kind=Term.Kind.TERM, ends_on__gte=today)
    return terms.filter(starts_on__gt=after or today).order_by("starts_on").first()


def copied(schedule: Schedule, **fields: Any) -> Schedule:
    """A new row, not stored, that says the same but for these fields."""
    new = copy.copy(schedule)
    new.pk, new.is_demo = None, False
    new._state.adding = True
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def renewed(
    schedule: Schedule,
    valid_from: datetime.date,
    valid_until: datetime.date,
    assured_on: datetime.date | None = None,
) -> Schedule:
    """The same time between other dates. A rule that counts begins again with them."""
    return copied(
        schedule,
        rrule=without_end(schedule.rrule),
        valid_from=valid_from,
        valid_until=valid_until,
        assured_on=assured_on,
    )


def without_end(rrule: str) -> str:
    """The dates of the row say when it ends."""
    return ";".join(part for part in rrule.split(";") if not part.startswith("UNTIL="))
