"""Occurrences as readers meet them: in words, by day and by week."""

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boras_guide import wording
from catalog.days import SATURDAY
from catalog.shown import ShownText, current_language, shown
from catalog.timetable import ShownOccurrence, Timetable
from support.ages import AgeSpan
from support.models import Offering
from support.schedule import DAY, WEEK, Dated, Occurrence, Recurring, monday_of

WORKING_DAYS = 5
SAYS_NOTHING = "öppet"  # a label that every time could have


def day_in_words(day: datetime.date, today: datetime.date) -> str:
    """ "Today", "Tomorrow", "Monday 30 November": as at the beginning of a line."""
    if day == today:
        return _("Today")
    if day == today + DAY:
        return _("Tomorrow")
    return wording.capitalized(wording.weekday_and_day(day, current_language()))


def hours(one: Occurrence) -> str:
    """ "09.00–12.00"; with the days where it goes on for more than one."""
    if one.ends_at is None:
        return _clock(one.starts_at)
    if one.last_day == one.day:
        opens, closes = _clock(one.starts_at), _clock(one.ends_at)
        return pgettext("time of day", "%(opens)s–%(closes)s") % {"opens": opens, "closes": closes}
    days = zip((one.day, one.last_day), (one.starts_at, one.ends_at), strict=True)
    first, last = (f"{wording.short_day(day, current_language())} {_clock(moment)}" for day, moment in days)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _clock(moment: datetime.datetime) -> str:
    return wording.clock(moment.time(), current_language())


@dataclass(frozen=True)
class Slot:
    """One time on a page."""

    shown: ShownOccurrence
    at: datetime.datetime
    today: datetime.date
    offering: Offering | None = None  # named where the page is about something else
    place: str = ""  # named where it is somewhere else
    is_own: bool = True  # of what the page is about
    subject: Offering | None = None  # whose it is, on a page about nothing else
    also: Sequence["Slot"] = ()  # its other hours that day, at the same place

    def named(self, offerings: Mapping[int, Offering], places: Mapping[int, str]) -> "Slot":
        """With its offering, and where it is if it says so itself."""
        of = self.occurrence.of
        also = [other.named(offerings, places) for other in self.also]
        return replace(self, offering=offerings[of.offering], place=places.get(of.place or 0, ""), also=also)

    @property
    def title(self) -> ShownText | str:
        return shown(self.offering, "title") if self.offering else ""

    @property
    def label(self) -> ShownText | str:
        """What this time is called, where that says more than the title and the type."""
        whose = self.offering or self.subject
        return called(whose, self.shown.label, self.shown.label_sv) if whose else self.shown.label

    @property
    def age_note(self) -> ShownText | str:
        """For whom, where that is not the same as for the offering."""
        whose = self.offering or self.subject
        return narrower(whose, self.shown.age_note, self.occurrence.of) if whose else self.shown.age_note

    @property
    def where(self) -> str:
        """Where the title does not say it."""
        where = self.place or getattr(self.offering, "where", None) or ""
        return "" if where in self.title else where

    @property
    def occurrence(self) -> Occurrence:
        return self.shown.occurrence

    @property
    def day_in_words(self) -> str:
        return day_in_words(self.occurrence.day, self.today)

    @property
    def hours(self) -> str:
        return hours(self.occurrence)

    @property
    def opens(self) -> str:
        return _clock(self.occurrence.starts_at)

    @property
    def closes(self) -> str:
        """Empty where it is not decided, or on another day."""
        one = self.occurrence
        return _clock(one.ends_at) if one.ends_at and one.last_day == one.day else ""

    @property
    def starts_at(self) -> str:
        """As machines read it."""
        return self.occurrence.starts_at.isoformat(timespec="minutes")

    @property
    def on_the_wall(self) -> str:
        """As the address of a calendar file names it."""
        return f"{self.occurrence.starts_at:%Y-%m-%dT%H:%M}"

    @property
    def dates(self) -> set[datetime.date]:
        """All on which it is; today too for what began the night before and is not over."""
        one = self.occurrence
        dates = {one.day + number * DAY for number in range((one.last_day - one.day).days + 1)}
        return dates | {self.today} if self.is_now else dates

    @property
    def is_today(self) -> bool:
        return self.occurrence.day == self.today

    @property
    def is_tomorrow(self) -> bool:
        return self.occurrence.day == self.today + DAY

    @property
    def is_near(self) -> bool:
        """Called today or tomorrow."""
        return self.is_today or self.is_tomorrow

    @property
    def is_now(self) -> bool:
        return self.occurrence.runs_at(self.at)

    @property
    def running(self) -> "Slot | None":
        """Of all its hours those that run now; the shortest say most: "with staff", while it is open the whole day."""
        now = [one for one in (self, *self.also) if one.is_now]
        return min(now, key=lambda one: one.length, default=None)

    @property
    def length(self) -> datetime.timedelta:
        one = self.occurrence
        return (one.ends_at or one.starts_at) - one.starts_at

    @property
    def lasts_for_days(self) -> bool:
        return self.occurrence.last_day != self.occurrence.day

    @property
    def is_dated(self) -> bool:
        """One meets at a given time, instead of coming while it is open."""
        return isinstance(self.occurrence.of, Dated)

    @property
    def is_full(self) -> bool:
        return isinstance(self.occurrence.of, Dated) and self.occurrence.of.is_full

    @property
    def is_over(self) -> bool:
        return self.occurrence.is_over(self.at)

    @property
    def is_stopped(self) -> bool:
        return not self.occurrence.is_on

    @property
    def stopped(self) -> str:
        """What it is instead of on."""
        return _("Cancelled") if self.shown.is_cancelled else pgettext("at that time", "Closed")

    @property
    def stopped_then(self) -> str:
        """The same with its day: "Closed today"."""
        if self.is_today:
            return _("Cancelled today") if self.shown.is_cancelled else _("Closed today")
        if self.is_tomorrow:
            return _("Cancelled tomorrow") if self.shown.is_cancelled else _("Closed tomorrow")
        pattern = _("%(day)s: cancelled") if self.shown.is_cancelled else _("%(day)s: closed")
        return pattern % {"day": self.day_in_words}

    @property
    def reason(self) -> ShownText:
        return self.shown.reason


def slot(
    timetable: Timetable,
    occurrence: Occurrence,
    *,
    offering: Offering | None = None,
    place: str = "",
    is_own: bool = True,
    subject: Offering | None = None,
) -> Slot:
    return Slot(timetable.shown(occurrence), timetable.at, timetable.today, offering, place, is_own, subject)


def called(offering: Offering, label: ShownText, label_sv: str) -> ShownText | str:
    """What a label adds to the title and the type: under "Rytmik", "Rytmik (bokad grupp)" is "Bokad grupp"."""
    title, swedish = shown(offering, "title"), label_sv.casefold()
    known = {SAYS_NOTHING, shown(offering.type, "name", "sv").casefold()}
    if swedish and (swedish in known or swedish in shown(offering, "title", "sv").casefold()):
        return ""
    if label.casefold() in title.casefold():
        return ""
    begun = re.match(rf"{re.escape(title)}(?!\w)[\s,،:;.–—-]*", label, re.IGNORECASE)
    if not (title and begun):
        return label
    rest = re.sub(r"^\(([^()]*)\)$", r"\1", label[begun.end() :])
    return ShownText(
        wording.capitalized(rest), label.language, is_fallback=label.is_fallback, is_machine=label.is_machine
    )


def narrower(offering: Offering, note: ShownText, time: Recurring | Dated) -> ShownText | str:
    """For which ages, where they are not those of the offering: as somebody has put it, or by the numbers."""
    ages = offering.age_span
    if not note and isinstance(time, Recurring) and (time.youngest, time.oldest) != (None, None):
        youngest = ages.minimum if time.youngest is None else time.youngest
        oldest = ages.maximum if time.oldest is None else time.oldest
        note = ShownText(wording.capitalized(str(AgeSpan(youngest, oldest))), current_language())
    return "" if note.casefold() == str(ages).casefold() else note


# --- The next time ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coming:
    """When one offering is next; and what is closed first, where that is within the week."""

    next: Slot | None
    stopped: Slot | None

    @property
    def place(self) -> int | None:
        """Where the next is, if it says so itself."""
        return self.next.occurrence.of.place if self.next else None

    def at(self, place: str) -> "Coming":
        """With the name of the place where the next is."""
        return replace(self, next=replace(self.next, place=place)) if self.next else self


def coming(
    timetable: Timetable,
    offering: int,
    *,
    answers: Callable[[Occurrence], bool] = lambda _: True,
    subject: Offering | None = None,
) -> Coming:
    """Of what `answers` the question."""
    ahead = [one for one in timetable.ahead_of(offering) if answers(one)]
    is_on = next((one for one in ahead if one.is_on), None)
    is_first_stopped = bool(ahead) and not ahead[0].is_on and ahead[0].day < timetable.today + WEEK
    return Coming(
        next=slot(timetable, is_on, subject=subject) if is_on else None,
        stopped=slot(timetable, ahead[0]) if is_first_stopped else None,
    )


def on_today(timetable: Timetable, offerings: Iterable[int] | None = None) -> list[Slot]:
    """What runs now, then what comes later today, by the clock; nothing that is over."""
    today, at = timetable.today, timetable.at
    return together(
        slot(timetable, one)
        for one in timetable.between(today - DAY, today, offerings)
        if one.is_on and not one.is_over(at) and (one.last_day >= today or one.runs_at(at))
    )


def together(slots: Iterable[Slot]) -> list[Slot]:
    """One for each offering, place and day, by the clock, with its other hours under it."""
    found: dict[tuple, list[Slot]] = {}
    for one in slots:
        occurrence = one.occurrence
        found.setdefault((occurrence.of.offering, occurrence.places, occurrence.day), []).append(one)
    return sorted(map(_led_by_first, found.values()), key=lambda one: one.occurrence.starts_at)


def _led_by_first(alike: Sequence[Slot]) -> Slot:
    """By what is on before what is closed; by what opens first, and of those by what lasts longest."""
    left = [one for one in alike if not one.is_over] or alike
    first, *others = sorted(left, key=lambda one: (one.is_stopped, one.occurrence.starts_at, -one.length))
    return replace(first, also=others)


# --- A week ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    date: datetime.date
    today: datetime.date
    slots: Sequence[Slot]
    more: int = 0  # that did not fit

    @property
    def name(self) -> str:
        return wording.capitalized(wording.weekday(self.date.isoweekday(), current_language()))

    @property
    def note(self) -> str:
        """Which day that is."""
        return _("Today") if self.is_today else wording.short_day(self.date, current_language())

    @property
    def in_words(self) -> str:
        return day_in_words(self.date, self.today)

    @property
    def is_today(self) -> bool:
        return self.date == self.today

    @property
    def is_near(self) -> bool:
        """Called today or tomorrow."""
        return self.date in (self.today, self.today + DAY)

    @property
    def total(self) -> int:
        return len(self.slots) + self.more


@dataclass(frozen=True)
class Week:
    monday: datetime.date
    today: datetime.date
    days: Sequence[Day]

    @property
    def sunday(self) -> datetime.date:
        return self.monday + WEEK - DAY

    @property
    def dates(self) -> str:
        return wording.short_days(self.monday, self.sunday, current_language())

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week

    @property
    def past(self) -> list[Day]:
        """Days of this week that are over and had something. A week that is over stands open."""
        return [day for day in self.days if day.slots and day.date < self.today <= self.sunday]

    @property
    def left(self) -> list[Day]:
        return [day for day in self.days if not day.date < self.today <= self.sunday]

    @property
    def has_others(self) -> bool:
        """Besides what the page is about."""
        return any(not one.is_own for day in self.days for one in day.slots)

    @property
    def is_this_week(self) -> bool:
        return self.monday == monday_of(self.today)


def week_of(
    monday: datetime.date,
    today: datetime.date,
    slots: Iterable[Slot],
    *,
    since: datetime.date | None = None,
    is_whole: bool = False,
    most: int | None = None,
) -> Week:
    """Weekends where there is something, or the week is to be whole; `most` a day, the page's own first."""
    found = list(slots)
    days = []
    for number in range(7):
        date = monday + number * DAY
        if since and date < since:
            continue
        there = [one for one in found if date in one.dates]
        if is_whole or there or number < WORKING_DAYS:
            kept = _fitting(there, most)
            days.append(Day(date, today, kept, len(there) - len(kept)))
    return Week(monday, today, days)


def _fitting(slots: Sequence[Slot], most: int | None) -> Sequence[Slot]:
    if most is None or len(slots) <= most:
        return slots
    own_first = sorted(range(len(slots)), key=lambda number: not slots[number].is_own)
    return [slots[number] for number in sorted(own_first[:most])]


def mondays_to_show(timetable: Timetable, found: Iterable[Occurrence]) -> list[datetime.date]:
    """This week while something is left of it; where that is a weekend or closed, also the next in which anything is on."""
    left = [one for one in found if not one.is_over(timetable.at)]
    this_week, next_week = monday_of(timetable.today), monday_of(timetable.today) + WEEK
    of_this_week = [one for one in left if one.day < next_week]
    shown = [this_week] if of_this_week else []
    is_weekend = timetable.today.isoweekday() >= SATURDAY
    if is_weekend or not any(one.is_on for one in of_this_week):
        shown += [monday_of(one.day) for one in left if one.is_on and one.day >= next_week][:1]
    return shown


def week_code(day: datetime.date) -> str:
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02}"
