"""What is on in one week or on one day, of everything that answers a question."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import machine_made
from catalog.agenda import Slot, Week, slot, week_code, week_of
from catalog.cards import CARD_FIELDS, FORESEEN, lines
from catalog.days import NOW, TODAY, TOMORROW, WEEKEND, codes_of
from catalog.facets import Members, fitting, members
from catalog.filters import OfferingFilter
from catalog.loosening import at_any_time, to_ask
from catalog.near import nearest_first
from catalog.result_page import address, clamped, question_context
from catalog.timetable import Timetable, timetable
from catalog.understood import understanding
from catalog.vocabulary import vocabulary
from support.models import Offering, Place
from support.schedule import DAY, WEEK, Occurrence, monday_of

MOST_A_DAY = 12  # in a week; the day's own page has the others
MOST_A_PAGE = 50  # of a day
BACK, AHEAD = WEEK, FORESEEN


# --- Which days ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Period:
    """A week from Monday, or one day."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def asked(cls, data: QueryDict, today: datetime.date) -> "Period":
        """`week=2026-W48` or `date=2026-11-24`, else the week of today, or of tomorrow where one asks for that alone.

        ValueError, with a message, where it makes no sense.
        """
        if data.get("date"):
            day = _read(data["date"], r"\d{4}-\d\d-\d\d", datetime.date.fromisoformat)
            period = cls(day, day)
        elif data.get("week"):
            monday = _read(data["week"], r"\d{4}-W\d\d", datetime.date.fromisoformat)
            period = cls(monday, monday + WEEK - DAY)
        else:
            is_tomorrow = set(data.getlist("day")) - {""} == {TOMORROW}
            return cls.of_week(today + DAY if is_tomorrow else today)
        this_week = monday_of(today)
        if not this_week - BACK <= monday_of(period.first) <= this_week + AHEAD:
            raise ValueError(_("The calendar goes from last week to a year ahead."))
        return period

    @classmethod
    def of_week(cls, day: datetime.date) -> "Period":
        return cls(monday_of(day), monday_of(day) + WEEK - DAY)

    def __contains__(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    @property
    def question(self) -> tuple[str, str]:
        """The parameter, and its value."""
        return ("date", f"{self.first}") if self.is_day else ("week", week_code(self.first))


def _read(text: str, pattern: str, parse: Callable[[str], datetime.date]) -> datetime.date:
    try:
        if re.fullmatch(pattern, text, re.ASCII):
            return parse(text)
    except ValueError:
        pass
    raise ValueError(
        _("“%(text)s” is no week or day. Write it as 2026-W48 or 2026-11-24.") % {"text": text[:40]}
    )


def codes_in(period: Period, today: datetime.date) -> dict[datetime.date, list[str]]:
    """What stands for each day, within the days that are shown."""
    found = {}
    for number in range((period.last - period.first).days + 1):
        day = period.first + number * DAY
        codes = [str(day.isoweekday())]
        codes += [WEEKEND] if day.isoweekday() > 5 else []
        codes += [TODAY] if day == today else [TOMORROW] if day == today + DAY else []
        found[day] = codes
    return found


# --- What is on then -------------------------------------------------------------------------------


class Calendar:
    """Everything on these days; of that, what answers the question."""

    def __init__(self, data: QueryDict, period: Period, language: str, at: datetime.datetime) -> None:
        published, words = Offering.objects.published(at), vocabulary(language)
        self.period, self.language, self.at = period, language, at
        self.today = timezone.localdate(at)
        self.known: Timetable = timetable(published, period.first, period.last, language, at)
        self.members: Members = members(published, words)
        self.codes: dict[Occurrence, set[str]] = {}
        self._read_days()
        self.filterset = OfferingFilter(
            data, published, vocabulary=words, members=self.members, language=language, timetable=self.known
        )
        # The words are looked for in everything; the facets then count what these days have.
        scores = self.filterset.scores
        self.found = None if scores is None else set(scores)
        running = {one.of.offering for one in self.codes}
        self.filterset.members = self.running = replace(self.members, everyone=running)

    def _read_days(self) -> None:
        """What is closed stands there too, with its reason; and what began the night before, while it runs."""
        by_day, first = codes_in(self.period, self.today), self.period.first
        for one in self.known.between(first - DAY, self.period.last):
            runs_here = self.today in self.period and one.runs_at(self.at)
            if one.last_day < first and not runs_here:
                continue
            self.codes[one] = codes_of(replace(one, stopped_by=None), by_day, self.at)
            for code in self.codes[one]:
                self.members.add("day", code, one.of.offering)
            if one.runs_at(self.at):
                self.members.add("open", NOW, one.of.offering)

    def occurrences(self) -> list[Occurrence]:
        if self.filterset.errors:
            return []
        chosen = self.filterset.chosen
        hits, days = fitting(self.running, chosen, self.found), set(chosen.get("day", ()))
        return [
            one
            for one, codes in self.codes.items()
            if one.of.offering in hits
            and (not days or days & codes)
            and ("open" not in chosen or one.runs_at(self.at))
        ]

    def named(self, slots: Sequence[Slot]) -> list[Slot]:
        """With their offerings, where they are, and how far it is."""
        ids = dict.fromkeys(one.occurrence.of.offering for one in slots)
        found = lines(dict.fromkeys(ids), self.language) if ids else {}
        elsewhere = {one.occurrence.of.place for one in slots} - {None}
        places = dict(Place.objects.filter(pk__in=elsewhere).values_list("pk", "name")) if elsewhere else {}
        position, areas = self.filterset.position, self.filterset.vocabulary["area"]
        km = nearest_first(list(ids), position, self.members, areas, self.today).km if position else {}
        for offering in found.values():
            offering.km = km.get(offering.pk)
        machine_made.mark(list(found.values()), self.language)
        return [
            replace(one, offering=found[of.offering], place=places.get(of.place or 0, ""))
            for one in slots
            if (of := one.occurrence.of).offering in found
        ]


# --- The page --------------------------------------------------------------------------------------


def calendar_page(calendar: Calendar, *, asked_page: str, path: str, period_error: str = "") -> dict:
    """The template's context."""
    filterset, period = calendar.filterset, calendar.period
    found = [] if period_error else calendar.occurrences()
    page, week = None, None
    if period.is_day:
        page = clamped(Paginator(found, MOST_A_PAGE), asked_page)
        shown = calendar.named([slot(calendar.known, one) for one in page.object_list])
        page.object_list = shown
    else:
        week = week_shown(calendar, found)
        shown = [one for day in week.days for one in day.slots]
    has_errors = bool(filterset.errors or period_error)
    search = understanding(filterset, [])
    fits = set() if found or has_errors else at_any_time(filterset, calendar.members)
    asking = to_ask(filterset, fits) if fits else []
    context = question_context(filterset)
    return context | {
        "search": search
        and replace(search, as_typed_url=within(search.as_typed_url, period, calendar.today)),
        "chips": [replace(chip, url=within(chip.url, period, calendar.today)) for chip in context["chips"]],
        "clear_url": path + within("?", period, calendar.today).removesuffix("?"),
        "has_errors": has_errors,
        "period_error": period_error,
        "total": len(found),
        "week": week,
        "page": page,
        "period": period,
        "today": calendar.today,
        "to_ask": asking,
        "is_unconfirmed": not fits & calendar.running.everyone,
        **ways(filterset.data, calendar, page),
        "has_machine_text": machine_made.is_any_shown(
            [*(one.offering for one in shown if one.offering), *asking], CARD_FIELDS[:1], calendar.language
        )
        or machine_made.has_names(calendar.language),
    }


def week_shown(calendar: Calendar, found: Sequence[Occurrence]) -> Week:
    """All seven days, each with as much as fits."""
    every = [slot(calendar.known, one) for one in found]
    week = week_of(calendar.period.first, calendar.today, every, is_whole=True, most=MOST_A_DAY)
    named = {one.occurrence: one for one in calendar.named([one for day in week.days for one in day.slots])}
    days = [
        replace(day, slots=[named[one.occurrence] for one in day.slots if one.occurrence in named])
        for day in week.days
    ]
    return replace(week, days=days)


def within(url: str, period: Period, today: datetime.date) -> str:
    """The address of a question on those days, without what they have not; this week goes without saying."""
    query = QueryDict(url.removeprefix("?"), mutable=True)
    passing = {code for code, day in ((TODAY, today), (TOMORROW, today + DAY)) if day not in period}
    query.setlist("day", [code for code in query.getlist("day") if code not in passing])
    if TODAY in passing:
        query.setlist("open", [])
    if period != Period.of_week(today):
        name, value = period.question
        query[name] = value
    return address(query)


@dataclass(frozen=True)
class Way:
    """To other days, with the same question."""

    url: str
    date: datetime.date
    is_here: bool = False
    is_today: bool = False


def ways(asked: QueryDict, calendar: Calendar, page: Page | None) -> dict:
    period, today = calendar.period, calendar.today
    step = DAY if period.is_day else WEEK
    monday, this_week = monday_of(period.first), monday_of(today)
    question = address(asked)

    def to(other: Period) -> Way | None:
        is_within = this_week - BACK <= monday_of(other.first) <= this_week + AHEAD
        return Way(within(question, other, today), other.first) if is_within else None

    here = within(question, period, today)
    return {
        "previous": to(Period(period.first - step, period.last - step)),
        "following": to(Period(period.first + step, period.last + step)),
        "week_url": within(question, Period.of_week(period.first), today),
        "day_ways": [
            Way(
                within(question, Period(day, day), today),
                day,
                period.is_day and day == period.first,
                day == today,
            )
            for day in (monday + number * DAY for number in range(7))
        ],
        "previous_url": f"{here}&page={page.number - 1}" if page and page.has_previous() else "",
        "next_url": f"{here}&page={page.number + 1}" if page and page.has_next() else "",
    }
