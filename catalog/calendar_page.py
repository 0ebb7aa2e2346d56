"""What is on in one week or on one day, of everything that answers a question."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import machine_made
from catalog.agenda import Slot, Week, slot, together
from catalog.calendar_day import CalendarDay, in_parts
from catalog.cards import CARD_FIELDS, FORESEEN, is_come_to, vouched_for, with_sure_times
from catalog.days import NOW, SATURDAY, TODAY, Run, codes_of
from catalog.facets import Members, fitting, members
from catalog.filters import OfferingFilter
from catalog.loosening import at_any_time, to_ask
from catalog.named_slots import Names
from catalog.near import Distances, distances_from
from catalog.period import Period, is_within_reach, on_any_day, within
from catalog.result_page import Chip, Facet, address, clamped, labelled, named_chips, question_context
from catalog.timetable import Timetable, timetable
from catalog.understood import understanding
from catalog.vocabulary import vocabulary
from support.models import Occasion, Offering, Schedule
from support.red_days import named, red_day
from support.schedule import DAY, Occurrence

MOST_A_DAY = 12  # in a week; the day's own page has the others
MOST_A_PAGE = 50  # of a day


# --- What is on then -------------------------------------------------------------------------------


class Calendar:
    """Everything on these days; of that, what answers the question."""

    def __init__(self, data: QueryDict, period: Period, language: str, at: datetime.datetime) -> None:
        published, words = Offering.objects.published(at), vocabulary(language)
        data = data.copy()
        data.setlist("sort", [])  # rows stand by the clock
        self.period, self.language, self.at = period, language, at
        self.today = timezone.localdate(at)
        self.weeks = [period]  # on a day's page that day alone
        self.by_day = period.codes(self.today)
        known_until = period.following.last if period.is_coming(self.today) else period.last
        self.known: Timetable = timetable(published, period.first, known_until, language, at)
        self.members: Members = members(published, words)
        self.runs = list(self._runs(period))
        self.members.add_runs(self.runs)
        self.filterset = OfferingFilter(
            data, published, vocabulary=words, members=self.members, language=language, timetable=self.known
        )
        # The words are looked for in everything; the facets then count what these days have.
        self.found_ids = self.filterset.found_ids
        running = {run.offering for run in self.runs}
        self.running = replace(self.members, everyone=running, counts_only_runs=True)
        self.filterset.members = self.running
        if self._goes_on():
            self._go_on(period.following)

    def _runs(self, period: Period) -> Iterator[Run]:
        """What is closed stands there too, with its reason; and what began the night before, while it runs."""
        for one in self.known.between(period.first - DAY, period.last):
            runs_here = self.today in period and one.runs_at(self.at)
            if one.last_day >= period.first or runs_here:
                yield Run(one, self._codes(one), one.runs_at(self.at))

    def _codes(self, one: Occurrence) -> Collection[str]:
        """As if nothing had come in between. A day that is past has what was on it."""
        if one.last_day < self.today and not one.runs_at(self.at):
            return {code for day in Period(one.day, one.last_day) for code in self.by_day.get(day, ())}
        return codes_of(replace(one, stopped_by=None), self.by_day, self.at)

    def _goes_on(self) -> bool:
        """At the weekend, and where nothing is left of this week, the coming one follows."""
        if not self.period.is_coming(self.today) or self.filterset.errors:
            return False
        is_weekend = self.today.isoweekday() >= SATURDAY
        is_left = any(one.is_on and not one.is_over(self.at) for one in self._answering())
        return bool(self.days_asked(self.period.following)) and (is_weekend or not is_left)

    def _go_on(self, week: Period) -> None:
        runs = [run for run in self._runs(week) if run.occurrence.day >= week.first]
        self.weeks.append(week)
        self.runs += runs
        self.members.add_runs(runs)
        self.running.everyone.update(run.offering for run in runs)

    def days_asked(self, period: Period) -> list[datetime.date]:
        """Of these, the days that the question is about."""
        chosen = self.filterset.chosen
        days = set(chosen.get("day", ()))
        return [
            day
            for day in period
            if (not days or not days.isdisjoint(self.by_day.get(day, ())))
            and ("open" not in chosen or day == self.today)
        ]

    @property
    def codes_to_choose(self) -> set[str]:
        """What stands for a day that is shown and not past."""
        shown = (day for week in self.weeks for day in week if day >= self.today)
        return {code for day in shown for code in self.by_day.get(day, ())}

    def occurrences(self) -> list[Occurrence]:
        """By the clock; what begins at the same time, nearest first."""
        far = float("inf")
        return sorted(self._answering(), key=lambda one: (one.starts_at, self.km.get(one.of.offering, far)))

    def _answering(self) -> list[Occurrence]:
        if self.filterset.errors:
            return []
        chosen = self.filterset.chosen
        hits = fitting(self.running, chosen, self.found_ids)
        return [
            run.occurrence for run in self.runs if run.offering in hits and self.running.meets(run, chosen)
        ]

    @cached_property
    def distances(self) -> Distances:
        """From where the reader says to be."""
        position, days = self.filterset.position, (self.period.first, self.weeks[-1].last)
        return distances_from(position, self.known, *days) if position else Distances()

    @property
    def km(self) -> Mapping[int, float]:
        """Offering id → how far it is."""
        return self.distances.offerings

    def names(self, slots: Sequence[Slot]) -> Names:
        """Of their offerings, where they are, and how far it is."""
        found = Names.of(slots, self.language)
        for pk, offering in found.offerings.items():
            offering.km = self.km.get(pk)
        machine_made.mark(list(found.offerings.values()), self.language)
        return found

    def has_sure(self, ids: Collection[int]) -> bool:
        """Whether anybody has confirmed when any of these are, be it on other days."""
        sure = Offering.objects.filter(pk__in=ids).filter(with_sure_times(self.known))
        return bool(ids) and sure.exists()

    def unsure(self) -> int:
        """How many answer the question, and are come to at hours that nobody has confirmed for these days."""
        silent = at_any_time(self.filterset, self.members) - self.known.times.keys()
        # On whatever day of these weeks.
        first, last = Period.of_week(self.period.first).first, Period.of_week(self.weeks[-1].last).last
        entered = Schedule.objects.rewrite(False).filter(offering=OuterRef("pk"))
        sure = entered.confirmed_between(first, last, today=self.today)
        begins = vouched_for(self.today).filter(offering=OuterRef("pk"), valid_from__gt=last)
        dates = Occasion.objects.rewrite(False).filter(offering=OuterRef("pk"))
        dated = dates.confirmed_between(self.today, self.today + FORESEEN, today=self.today)
        places = Offering.places.through.objects.filter(offering=OuterRef("pk"))
        found = (
            Offering.objects.rewrite(False)
            .filter(~Exists(sure), ~Exists(begins), ~Exists(dated), pk__in=silent, is_sensitive=False)
            .annotate(has_times=Exists(entered), has_place=Exists(places))
            .select_related("type")
            .only("start", "type__code")
        )
        return sum(one.has_times or is_come_to(one, has_place=one.has_place) for one in found)


# --- The page --------------------------------------------------------------------------------------


def calendar_page(calendar: Calendar, *, asked_page: str, path: str, period_error: str = "") -> dict:
    """The template's context."""
    filterset, period, today = calendar.filterset, calendar.period, calendar.today
    found = [] if period_error else calendar.occurrences()
    page = day_page(calendar, found, asked_page) if period.is_day else None
    weeks = [] if period.is_day else weeks_shown(calendar, found)
    days = [page.day] if page else [day for week in weeks for day in week.days]
    has_errors = bool(filterset.errors or period_error)
    total = page.paginator.count if page else sum(day.total for day in days)
    search = understanding(filterset, [])
    fits = set() if total or has_errors else at_any_time(filterset, calendar.members)
    asking = to_ask(filterset, fits) if fits else []
    shown = [one.offering for day in days for one in day.slots if one.offering]
    context = question_context(filterset)
    return context | {
        "search": search and replace(search, as_typed_url=within(search.as_typed_url, period, today)),
        "facets": facets_within(context["facets"], calendar),
        "chips": chips_within(calendar),
        "clear_url": path + within("?", period, today).removesuffix("?"),
        "has_errors": has_errors,
        "period_error": period_error,
        "total": total,
        "weeks": weeks,
        "week": weeks[0] if weeks else None,
        "page": page,
        "period": period,
        "red_day": named(red_day(period.first)) if period.is_day else "",
        "today": today,
        "is_by_clock": True,
        "is_far": calendar.distances.is_far,
        "to_ask": asking,
        "is_unconfirmed": not calendar.has_sure(fits),
        "unsure": 0 if has_errors else calendar.unsure(),
        **ways(calendar, page),
        "has_machine_text": machine_made.is_any_shown([*shown, *asking], CARD_FIELDS[:1], calendar.language)
        or machine_made.has_names(calendar.language),
    }


def day_page(calendar: Calendar, found: Sequence[Occurrence], asked_page: str) -> Page:
    """One day, page by page: what is on before what is closed or over."""
    date, today = calendar.period.first, calendar.today
    slots = in_parts(together(slot(calendar.known, one) for one in found), date)
    whole = CalendarDay.of(date, today, slots, len(slots))
    page = clamped(Paginator(slots, MOST_A_PAGE), asked_page)
    page.day = replace(whole, slots=calendar.names(page.object_list).given(page.object_list))
    return page


def weeks_shown(calendar: Calendar, found: Sequence[Occurrence]) -> list[Week]:
    """The days that were asked for, each with as much as fits."""
    by_date: dict[datetime.date, list[Slot]] = defaultdict(list)
    for one in found:
        shown = slot(calendar.known, one)
        for date in shown.dates:
            by_date[date].append(shown)
    question, today = address(calendar.filterset.data), calendar.today

    def day_of(date: datetime.date) -> CalendarDay:
        there = together(by_date[date])
        url = within(question, Period(date, date), today)
        return CalendarDay.of(date, today, there, MOST_A_DAY, url=url)

    weeks = [
        Week(week.first, today, [day_of(date) for date in calendar.days_asked(week)])
        for week in calendar.weeks
    ]
    names = calendar.names([one for week in weeks for day in week.days for one in day.slots])
    return [
        replace(week, days=[replace(day, slots=names.given(day.slots)) for day in week.days])
        for week in weeks
    ]


def facets_within(facets: Sequence[Facet], calendar: Calendar) -> list[Facet]:
    """With days that are shown and not past, and what is chosen already."""
    to_choose = calendar.codes_to_choose | ({NOW} if TODAY in calendar.codes_to_choose else set())
    narrowed = []
    for facet in facets:
        if facet.name == "day":
            values = [value for value in facet.values if value.code in to_choose or value.is_chosen]
            facet = replace(facet, values=values)
        if facet.values or facet.errors:
            narrowed.append(facet)
    return narrowed


def chips_within(calendar: Calendar) -> list[Chip]:
    """On the same days. Nearness orders nothing here: rows stand by the clock."""
    chips = []
    for name, chip in named_chips(calendar.filterset):
        tells_distances = name == "near" and not calendar.distances.is_far
        label = labelled(calendar.filterset, _("With distances")) if tells_distances else chip.label
        chips.append(Chip(label, within(chip.url, calendar.period, calendar.today)))
    return chips


@dataclass(frozen=True)
class Way:
    """To other days, with the same question."""

    url: str
    date: datetime.date
    is_here: bool = False
    is_today: bool = False
    red_day: str = ""

    @property
    def week(self) -> int:
        return self.date.isocalendar().week


def ways(calendar: Calendar, page: Page | None) -> dict:
    period, today = calendar.period, calendar.today
    question = address(calendar.filterset.data)

    def to(other: Period) -> Way | None:
        if not is_within_reach(other.first, today):
            return None
        return Way(within(question, other, today), other.first)

    here = within(question, period, today)
    name, value = period.question
    is_named = period.is_said or period != Period.of_week(today)
    return {
        "previous": to(period.previous),
        "following": to(period.following),
        "onward": to(calendar.weeks[-1].following),
        "week_url": within(question, Period.of_week(period.first), today),
        "list_url": reverse("offering_list") + on_any_day(question).removesuffix("?"),
        "all_days_url": within(on_any_day(question), period, today) if calendar.filterset.asks_when else "",
        "kept_days": {"name": name, "value": value} if is_named else None,
        "day_ways": [
            Way(
                within(question, Period(day, day), today),
                day,
                is_here=period.is_day and day == period.first,
                is_today=day == today,
                red_day=named(red_day(day)),
            )
            for day in Period.of_week(period.first)
        ],
        "previous_url": f"{here}&page={page.number - 1}" if page and page.has_previous() else "",
        "next_url": f"{here}&page={page.number + 1}" if page and page.has_next() else "",
    }
