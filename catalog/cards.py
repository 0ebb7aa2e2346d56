"""The offerings of one page of hits, with everything their cards print."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from catalog import machine_made
from catalog.agenda import Coming, coming
from catalog.days import Run, codes_by_day, codes_of
from catalog.facets import Members
from catalog.timetable import Timetable
from support.models import Area, Occasion, Offering, Place, Schedule
from support.models.offering_queryset import OfferingQuerySet
from support.models.schedule import ScheduleQuerySet
from support.schedule import WEEK, Occurrence

CARD_FIELDS = ("title", "summary")
FORESEEN = 52 * WEEK  # who has confirmed times within a year is not one to ask
# Where one can go without an appointment; their times are what one asks for.
TYPES_TO_ASK = ("open_preschool", "meeting_place", "family_centre")
MEETING_TYPES = ("group", "course")
Places = Mapping[int, int | None]  # offering id → id of the place of one of its times, where that has its own
NAME_THERE = Place.objects.filter(pk=OuterRef("at")).values("name")[:1]


def cards(
    ids: Sequence[int],
    language: str,
    timetable: Timetable | None = None,
    answers: Callable[[Occurrence], bool] = lambda _: True,
) -> list[Offering]:
    """In the order of `ids`. A fixed number of queries, however many.

    With a timetable each has its `coming` time too, of those that are among the `answers`, or `begins_on`; else the
    `times_year` of what nobody has confirmed.
    """
    offerings = Offering.objects.readable_in(language).filter(pk__in=ids)
    times = {pk: coming(timetable, pk, answers=answers) for pk in ids} if timetable else {}
    if timetable is not None:
        offerings = with_weekly_times(
            offerings, {pk: one.place for pk, one in times.items()}, timetable.today
        )
    found = {
        offering.pk: offering
        for offering in offerings.prefetch_related(
            "areas", Prefetch("places", Place.objects.select_related("area").order_by("pk"))
        )
    }
    machine_made.mark(list(found.values()), language)
    if timetable is not None:
        for pk, offering in found.items():
            tell_times(offering, times[pk], timetable)
    return [found[pk] for pk in ids if pk in found]


def answering(
    members: Members, chosen: Mapping[str, list[str]], timetable: Timetable
) -> Callable[[Occurrence], bool]:
    """Whether a time is one that was asked for, be it closed then; any is where nobody asks when."""
    by_day, at = codes_by_day(timetable.today), timetable.at

    def answers(one: Occurrence) -> bool:
        as_planned = replace(one, stopped_by=None)
        run = Run(as_planned, codes_of(as_planned, by_day, at), as_planned.runs_at(at))
        return members.meets(run, chosen)

    return answers if members.asks_when(chosen) else lambda _: True


def vouched_for(today: datetime.date) -> ScheduleQuerySet:
    """Weekly times that somebody has confirmed, be it that they begin later or pause."""
    return Schedule.objects.rewrite(False).confirmed_between(today, today + FORESEEN, today=today)


def with_sure_times(timetable: Timetable) -> Q:
    """Of an offering: somebody has confirmed times or dates that come, on days that are known."""
    weekly = vouched_for(timetable.today)
    if not timetable.knows_terms:
        weekly = weekly.filter(term_time_only=False)
    ahead = timetable.today + FORESEEN
    dates = Occasion.objects.rewrite(False).confirmed_between(timetable.today, ahead, today=timetable.today)
    own = {"offering": OuterRef("pk")}
    return Exists(weekly.filter(**own)) | Exists(dates.filter(**own))


def with_weekly_times(offerings: OfferingQuerySet, places: Places, today: datetime.date) -> OfferingQuerySet:
    """`has_weekly_times`, of which it `has_unsure_times`, and `has_dates` to come, the last day for which anybody knew the weekly ones, the first of those
    that somebody has confirmed, and what the place of the next is called."""
    weekly = Schedule.objects.rewrite(False).filter(offering=OuterRef("pk")).order_by().values("offering")
    known = weekly.annotate(last=Max(Coalesce("valid_until", "valid_from", "assured_on"))).values("last")
    sure = vouched_for(today).filter(offering=OuterRef("pk")).order_by().values("offering")
    not_ended = weekly.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    begin = sure.annotate(first=Min(Coalesce("valid_from", "assured_on"))).values("first")
    return offerings.annotate(
        has_weekly_times=Exists(weekly),
        has_unsure_times=Exists(not_ended.exclude(pk__in=vouched_for(today).values("pk"))),
        has_dates=Exists(Occasion.objects.filter(offering=OuterRef("pk"), starts_at__date__gte=today)),
        times_known=Subquery(known),
        times_begin=Subquery(begin),
        is_sure_in_term=Exists(sure.filter(term_time_only=True)),
        at=one_of(places),
    ).annotate(next_place=Subquery(NAME_THERE))


def tell_times(offering: Offering, times: Coming, timetable: Timetable) -> None:
    today = timetable.today
    is_only_place = [place.name for place in offering.places.all()] == [offering.next_place]
    offering.coming = times if is_only_place else times.at(offering.next_place or "")
    begins, is_unknown = offering.times_begin, times.next is None
    offering.begins_on = begins if is_unknown and begins and begins > today else None
    # Nobody can say when, but there have been times: one has to ask.
    offering.asks_first = is_unknown and begins is None and (offering.has_weekly_times or offering.has_dates)
    offering.pauses = is_unknown and begins is not None and begins <= today
    offering.lacks_terms = offering.pauses and offering.is_sure_in_term and not timetable.knows_terms
    offering.is_called_about_times = (
        is_unknown
        and not (offering.has_weekly_times or offering.has_dates)
        and is_come_to(offering, has_place=bool(offering.places.all()))
    )
    known = offering.times_known
    offering.times_year = min(known.year, today.year) if known else offering.source_seen_year


def is_come_to(offering: Offering, *, has_place: bool) -> bool:
    """One goes there at its hours, or meets others there; unlike what one calls, or has a time of one's own for."""
    if offering.start == Offering.Start.UNKNOWN and offering.type.code in TYPES_TO_ASK:
        return True
    if offering.start in (Offering.Start.UNKNOWN, Offering.Start.BOOKING):
        return has_place and offering.type.code in MEETING_TYPES
    return offering.start == Offering.Start.DROP_IN


def lines(places: Places, language: str) -> dict[int, Offering]:
    """Offering id → what one line prints of it, `where` included. One query."""
    own_place = Place.objects.filter(offerings=OuterRef("pk")).order_by("pk").values("pk")[:1]
    area_name = Area.objects.filter(offerings=OuterRef("pk")).order_by("pk").values("name")[:1]
    found = (
        Offering.objects.readable_in(language)
        .filter(pk__in=places)
        .annotate(at=one_of(places, Subquery(own_place)))
        .annotate(where=Coalesce(Subquery(NAME_THERE), Subquery(area_name)))
    )
    return {offering.pk: offering for offering in found}


def one_of(places: Places, otherwise: Subquery | None = None) -> Case:
    """The id of the place of each; an expression."""
    known = [When(pk=pk, then=Value(place)) for pk, place in places.items() if place]
    return Case(*known, default=otherwise, output_field=BigIntegerField())
