"""A day of the calendar: what is on stands open; what is over, or closed, behind a press."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.agenda import Day, Slot
from support.red_days import named, red_day

MOST_CLOSED = 2  # more stand behind a press


def in_parts(slots: Sequence[Slot], date: datetime.date) -> list[Slot]:
    """What is on, what is closed, what is over today; each by the clock."""
    return sorted(slots, key=lambda one: (_is_earlier(one, date), one.is_stopped))


def _is_earlier(one: Slot, date: datetime.date) -> bool:
    return date == one.today and one.is_over


@dataclass(frozen=True)
class CalendarDay(Day):
    url: str = ""  # of its own page
    total_closed: int = 0  # also those that did not fit
    total_earlier: int = 0
    total_left: int = 0

    @classmethod
    def of(
        cls, date: datetime.date, today: datetime.date, slots: Sequence[Slot], most: int, url: str = ""
    ) -> "CalendarDay":
        """With at most so many of what is on, of what is closed and of what is over."""
        whole = cls(date, today, slots)
        kept = [*whole.on[:most], *whole.closed[:most], *whole.earlier[:most]]
        more = len(slots) - len(kept)
        return cls(date, today, kept, more, url, len(whole.closed), len(whole.earlier), len(whole.left))

    @property
    def red_day(self) -> str:
        return named(red_day(self.date))

    @property
    def earlier(self) -> list[Slot]:
        return [one for one in self.slots if _is_earlier(one, self.date)]

    @property
    def left(self) -> list[Slot]:
        return [one for one in self.slots if not _is_earlier(one, self.date)]

    @property
    def on(self) -> list[Slot]:
        return [one for one in self.left if not one.is_stopped]

    @property
    def closed(self) -> list[Slot]:
        return [one for one in self.left if one.is_stopped]

    @property
    def folds_closed(self) -> bool:
        return self.total_closed > MOST_CLOSED
