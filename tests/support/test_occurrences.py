"""When something runs: held against an independent oracle for every day of six years, and in plain sentences."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.schedule import (
    STOCKHOLM,
    Closed,
    Dated,
    Occurrence,
    Recurring,
    RedDay,
    SchoolCalendar,
    SchoolPeriod,
    Times,
    days_of,
    occurrences,
)
from tests.support import occurrence_oracle as oracle
from tests.support.generated_times import FIRST, LAST, SCHOOL, days, offerings, schools

DAY = datetime.timedelta(days=1)
ALIKE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


# --- Against the oracle --------------------------------------------------------------------------------


def told(occurrence: Occurrence) -> tuple:
    ends_at = occurrence.ends_at and occurrence.ends_at.astimezone(datetime.UTC)
    return occurrence.starts_at.astimezone(datetime.UTC), ends_at, occurrence.of


def reason(occurrence: Occurrence) -> str:
    match occurrence.stopped_by:
        case RedDay(name):
            return name
        case Closed(id=number):
            return f"closure {number}"
        case SchoolPeriod(id=number):
            return f"break {number}"
        case Dated():
            return "cancelled"
    return ""


def renewed(times: Times, assured_on: datetime.date) -> Times:
    """As if all of it had been vouched for that day."""
    return replace(
        times,
        recurring=tuple(replace(time, assured_on=assured_on) for time in times.recurring),
        dated=tuple(replace(time, assured_on=assured_on) for time in times.dated),
    )


def compare(
    times: Times,
    first: datetime.date,
    last: datetime.date,
    school: tuple[SchoolPeriod, ...],
    today: datetime.date,
) -> list[str]:
    """That they agree, on every day; and which kinds of things were seen."""
    expected = [*oracle.lasting(first, times, school, today)]
    for number in range((last - first).days + 1):
        expected += oracle.verdicts(first + number * DAY, times, school, today)
    found = occurrences(times, first, last, SchoolCalendar.of(school), today=today)

    by_time = {(one.starts_at, one.ends_at, one.of): one.stopped_by for one in expected}
    assert len(found) == len(expected)
    assert {told(one) for one in found} == by_time.keys()
    for one in found:
        assert reason(one) in (by_time[told(one)] or {""}), (one, by_time[told(one)])
    return [kind for one in found for kind in kinds(one)]


def kinds(occurrence: Occurrence) -> Iterator[str]:
    of, day = occurrence.of, oracle.swedish_day(occurrence.starts_at)
    yield type(of).__name__
    yield f"stopped by {type(occurrence.stopped_by).__name__}"
    if isinstance(occurrence.stopped_by, Closed):
        yield "closed place" if occurrence.stopped_by.place else "closed offering"
    if isinstance(of, Recurring):
        yield of.rrule.partition(";")[0] or f"every {min(of.interval_weeks, 3)} weeks"
        yield "across midnight" if of.closes_at <= of.opens_at else "within a day"
        if of.term_time_only and occurrence.is_on:
            yield "in term time"
    if day.isocalendar().week == 53:
        yield "week 53"
    if (day.month, day.day) == (2, 29):
        yield "29 February"
    if day == oracle.last_sunday(day.year, 3) and 2 <= occurrence.starts_at.hour <= 3:
        yield "in the hour left out"
        if isinstance(of, Recurring) and of.opens_at < of.closes_at <= occurrence.starts_at.time():
            yield "over before the hour left out is"
    if day == oracle.last_sunday(day.year, 10) and occurrence.starts_at.hour == 2:
        yield "in the hour that comes twice"


def every_kind() -> Times:
    """What generated times might leave out."""
    clock, word = datetime.time, {"assured_on": FIRST, "closed_on_red_days": False}
    rules = ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY")
    moment = datetime.datetime(2026, 9, 16, 16, tzinfo=datetime.UTC)
    return Times(
        recurring=(
            Recurring(1, clock(2, 50), clock(3, 10), weekday=7, **word),
            Recurring(2, clock(22), clock(1), weekday=1, assured_on=FIRST),
            *(
                Recurring(2 + weeks, clock(9), clock(12), 4, "", weeks, FIRST, assured_on=FIRST)
                for weeks in (1, 2, 3)
            ),
            *(
                Recurring(6 + number, clock(2, 30), clock(4), None, rule, 1, FIRST, **word)
                for number, rule in enumerate(rules)
            ),
            Recurring(10, clock(9), clock(12), weekday=3, assured_on=FIRST, term_time_only=True, place=2),
        ),
        dated=(Dated(11, moment, is_cancelled=True), Dated(12, moment + DAY, moment + 2 * DAY)),
        closed=(
            Closed(13, datetime.date(2026, 9, 21), datetime.date(2026, 9, 27)),
            Closed(14, datetime.date(2026, 10, 7), datetime.date(2026, 10, 7), place=2),
        ),
        places=frozenset({1}),
    )


TERM = SchoolPeriod(1, datetime.date(2026, 8, 17), datetime.date(2026, 12, 18))
BREAK = SchoolPeriod(2, datetime.date(2026, 10, 26), datetime.date(2026, 10, 30), is_break=True)


def test_on_every_day_of_six_years_it_agrees_with_the_calendar_on_the_wall():
    seen: Counter[str] = Counter()

    @settings(ALIKE, max_examples=200)
    @given(times=offerings(), school=schools, today=days)
    @example(times=every_kind(), school=(TERM, BREAK), today=FIRST)
    def check(times: Times, school: tuple[SchoolPeriod, ...], today: datetime.date) -> None:
        # Vouched for anew each January and July, so that no day is without somebody's word.
        starts = [datetime.date(year, month, 1) for year in range(2026, 2032) for month in (1, 7)]
        for first, after in zip(starts, [*starts[1:], LAST + DAY], strict=True):
            seen.update(compare(renewed(times, first), first, after - DAY, school, first))
        # And with the word that was given once.
        seen.update(compare(times, FIRST, LAST, school, today))
        seen["schedules"] += len(times.recurring)

    check()

    assert seen["schedules"] >= 200
    wanted = {
        *("Recurring", "Dated", "stopped by NoneType", "stopped by RedDay", "stopped by Closed"),
        *("stopped by SchoolPeriod", "stopped by Dated", "closed place", "closed offering", "in term time"),
        *("every 1 weeks", "every 2 weeks", "every 3 weeks", "across midnight", "within a day"),
        *("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "week 53", "29 February"),
        *("in the hour left out", "over before the hour left out is", "in the hour that comes twice"),
    }
    assert wanted <= seen.keys(), wanted - seen.keys()


@settings(ALIKE, max_examples=100)
@given(offerings(), days, st.integers(-20, 380), st.integers(0, 60))
def test_a_few_days_show_what_they_show_among_many(times, assured_on, start, length):
    times, school = renewed(times, assured_on), SchoolCalendar.of(SCHOOL)
    first = assured_on + start * DAY
    last = first + length * DAY

    few = occurrences(times, first, last, school, today=assured_on)
    many = occurrences(times, first - 40 * DAY, last + 40 * DAY, school, today=assured_on)

    assert few == [one for one in many if one.day <= last and one.last_day >= first]


# --- In plain sentences ----------------------------------------------------------------------------------

SEPTEMBER = datetime.date(2026, 9, 16)  # a Wednesday
NO_SCHOOL = SchoolCalendar()


def weekly(weekday: int | None, clock: str = "09:00-12:00", **fields) -> Recurring:
    opens_at, closes_at = (datetime.time.fromisoformat(part) for part in clock.split("-"))
    return Recurring(1, opens_at, closes_at, weekday=weekday, **{"assured_on": SEPTEMBER, **fields})


def once(starts_at: datetime.datetime, ends_at: datetime.datetime | None = None, **fields) -> Dated:
    return Dated(1, starts_at, ends_at, **{"assured_on": SEPTEMBER, **fields})


def at(*moment: int, fold: int = 0) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=STOCKHOLM, fold=fold)


def shown(
    time: Recurring | Dated,
    first: datetime.date,
    last: datetime.date | None = None,
    *,
    school: SchoolCalendar = NO_SCHOOL,
    today: datetime.date = SEPTEMBER,
    **known,
) -> list[Occurrence]:
    kind = "recurring" if isinstance(time, Recurring) else "dated"
    return occurrences(Times(**{kind: (time,)}, **known), first, last or first, school, today=today)


@pytest.mark.parametrize(
    ("night", "clock", "starts", "ends", "minutes"),
    [
        # Clocks go back at three: the hour from two comes twice, and the night is an hour longer.
        ((2026, 10, 24), "22:00-06:00", "22:00+0200", "06:00+0100", 540),
        ((2026, 10, 25), "01:00-04:00", "01:00+0200", "04:00+0100", 240),
        ((2026, 10, 25), "02:30-03:30", "02:30+0200", "03:30+0100", 120),
        ((2026, 10, 25), "01:30-02:30", "01:30+0200", "02:30+0200", 60),
        # Clocks go forward at two: there is no half past two.
        ((2027, 3, 27), "22:00-06:00", "22:00+0100", "06:00+0200", 420),
        ((2027, 3, 28), "01:00-04:00", "01:00+0100", "04:00+0200", 120),
        ((2027, 3, 28), "02:30-04:00", "03:30+0200", "04:00+0200", 30),
        ((2027, 3, 28), "02:15-02:45", "03:15+0200", "03:45+0200", 30),
        ((2027, 3, 28), "02:50-03:10", "03:50+0200", "04:10+0200", 20),
        ((2027, 3, 28), "09:00-12:00", "09:00+0200", "12:00+0200", 180),
    ],
)
def test_when_clocks_change_a_time_is_what_they_show(night, clock, starts, ends, minutes):
    day = datetime.date(*night)
    [one] = shown(weekly(day.isoweekday(), clock, closed_on_red_days=False), day)

    assert (f"{one.starts_at:%H:%M%z}", f"{one.ends_at:%H:%M%z}") == (starts, ends)
    assert one.ends_at.astimezone(datetime.UTC) - one.starts_at.astimezone(
        datetime.UTC
    ) == datetime.timedelta(minutes=minutes)


def test_past_midnight_it_belongs_to_the_day_it_began():
    friday, saturday = datetime.date(2026, 9, 18), datetime.date(2026, 9, 19)
    [night] = shown(weekly(5, "21:00-01:00"), friday)

    assert (night.day, night.last_day) == (friday, friday)
    assert night.ends_at == at(2026, 9, 19, 1)
    assert shown(weekly(5, "21:00-01:00"), saturday) == []
    # A closure of the day it ends does not stop it; one of the day it begins does.
    assert shown(weekly(5, "21:00-01:00"), friday, closed=(Closed(1, saturday, saturday),))[0].is_on
    assert not shown(weekly(5, "21:00-01:00"), friday, closed=(Closed(1, friday, friday),))[0].is_on


def test_until_midnight_is_until_the_day_is_over():
    [evening] = shown(weekly(5, "18:00-00:00"), datetime.date(2026, 9, 18))

    assert (evening.ends_at, evening.last_day) == (at(2026, 9, 19), datetime.date(2026, 9, 18))


def test_every_other_week_goes_on_counting_through_week_53():
    mondays = weekly(1, interval_weeks=2, valid_from=datetime.date(2026, 12, 14), closed_on_red_days=False)
    found = shown(mondays, datetime.date(2026, 12, 1), datetime.date(2027, 1, 31))

    # In weeks 51, 53, 2 and 4: the numbers go odd, odd, even.
    assert [one.day.isocalendar().week for one in found] == [51, 53, 2, 4]
    assert [one.day.day for one in found] == [14, 28, 11, 25]


def test_every_other_week_is_counted_from_the_week_and_begins_on_the_day():
    # From a Wednesday: that week's Monday has been.
    mondays = weekly(1, interval_weeks=2, valid_from=SEPTEMBER)
    fridays = weekly(5, interval_weeks=2, valid_from=SEPTEMBER)
    until = SEPTEMBER + 20 * DAY

    assert [one.day.day for one in shown(mondays, SEPTEMBER, until)] == [28]
    assert [one.day.day for one in shown(fridays, SEPTEMBER, until)] == [18, 2]


def test_it_keeps_within_the_days_it_is_valid():
    wednesdays = weekly(3, valid_from=SEPTEMBER, valid_until=SEPTEMBER + 14 * DAY)
    expected = [SEPTEMBER, SEPTEMBER + 7 * DAY, SEPTEMBER + 14 * DAY]

    assert [one.day for one in shown(wednesdays, SEPTEMBER - 30 * DAY, SEPTEMBER + 60 * DAY)] == expected
    assert [*days_of(wednesdays, SEPTEMBER - 30 * DAY, SEPTEMBER + 60 * DAY)] == expected


def test_ascension_day_stops_what_is_closed_on_red_days_and_says_so():
    thursday = datetime.date(2027, 5, 6)
    [closed] = shown(weekly(4), thursday)
    [still_open] = shown(weekly(4, closed_on_red_days=False), thursday)

    assert closed.stopped_by == RedDay("Kristi himmelsfärdsdag") and not closed.is_on
    assert still_open.is_on


def test_a_date_that_somebody_has_set_stands_on_a_red_day():
    christmas_eve = once(at(2026, 12, 24, 14), at(2026, 12, 24, 16))

    assert shown(christmas_eve, datetime.date(2026, 12, 24))[0].is_on


def test_what_is_cancelled_is_shown_and_is_not_on():
    cancelled = once(at(2026, 9, 18, 18), at(2026, 9, 18, 20), is_cancelled=True)
    [one] = shown(cancelled, datetime.date(2026, 9, 18))

    assert one.stopped_by == cancelled
    assert not one.runs_at(at(2026, 9, 18, 19))


def test_one_closed_place_among_several_leaves_the_others():
    hall, library = (Closed(number, SEPTEMBER, SEPTEMBER, place=number) for number in (1, 2))
    both = frozenset({1, 2})

    assert shown(weekly(3), SEPTEMBER, closed=(hall,), places=both)[0].is_on
    assert shown(weekly(3), SEPTEMBER, closed=(hall, library), places=both)[0].stopped_by in (hall, library)
    assert shown(weekly(3), SEPTEMBER, closed=(hall,), places=frozenset({1}))[0].stopped_by == hall
    assert shown(weekly(3), SEPTEMBER, closed=(hall,))[0].is_on  # online, or anywhere


def test_a_time_somewhere_else_is_closed_by_that_place_alone():
    hall, library = (Closed(number, SEPTEMBER, SEPTEMBER, place=number) for number in (1, 2))

    assert (
        shown(weekly(3, place=2), SEPTEMBER, closed=(library,), places=frozenset({1}))[0].stopped_by
        == library
    )
    assert shown(weekly(3, place=2), SEPTEMBER, closed=(hall,), places=frozenset({1}))[0].is_on


def test_of_several_reasons_the_red_day_is_named_before_the_closure_and_that_before_the_break():
    day = datetime.date(2026, 12, 25)
    offering, hall = Closed(1, day, day), Closed(2, day, day, place=1)
    known = {
        "places": frozenset({1}),
        "school": SchoolCalendar.of([SchoolPeriod(1, day, day, is_break=True)]),
    }
    fridays = weekly(5, term_time_only=True)
    open_on_red = replace(fridays, closed_on_red_days=False)

    assert shown(fridays, day, closed=(hall, offering), **known)[0].stopped_by == RedDay("Juldagen")
    assert shown(open_on_red, day, closed=(hall, offering), **known)[0].stopped_by == offering
    assert shown(open_on_red, day, closed=(hall,), **known)[0].stopped_by == hall
    assert shown(open_on_red, day, **known)[0].stopped_by == SchoolPeriod(1, day, day, is_break=True)


def test_a_word_lasts_for_365_days_from_the_day_it_was_given():
    every_day = weekly(None, rrule="FREQ=DAILY", valid_from=SEPTEMBER - 9 * DAY, closed_on_red_days=False)
    long_after = SEPTEMBER + 500 * DAY
    found = [
        one.day for one in shown(every_day, SEPTEMBER - 30 * DAY, long_after, today=SEPTEMBER + 364 * DAY)
    ]

    assert found[-1] == SEPTEMBER + 364 * DAY
    assert found[0] == SEPTEMBER - 9 * DAY  # who vouches for a time also vouches for what has been


def test_nobodys_word_and_a_word_to_come_show_nothing():
    for assured_on in (None, SEPTEMBER + DAY):
        assert shown(weekly(3, assured_on=assured_on), SEPTEMBER, SEPTEMBER + 30 * DAY) == []
        set_date = once(at(2026, 9, 18, 18), assured_on=assured_on)
        assert shown(set_date, SEPTEMBER, SEPTEMBER + 30 * DAY) == []


def test_a_date_more_than_a_year_after_the_word_is_not_shown():
    for later, is_shown in ((364, True), (365, False)):
        day = SEPTEMBER + later * DAY
        assert bool(shown(once(at(day.year, day.month, day.day, 18)), day)) == is_shown


def test_what_lasts_for_days_is_seen_on_each_of_them():
    camp = once(at(2026, 9, 18, 18), at(2026, 9, 20, 15))
    friday = datetime.date(2026, 9, 18)

    seen = [number for number in range(-2, 5) if shown(camp, friday + number * DAY)]
    assert seen == [0, 1, 2]
    [one] = shown(camp, friday + DAY)
    assert (one.day, one.last_day) == (friday, friday + 2 * DAY)
    assert one.runs_at(at(2026, 9, 19, 3)) and not one.is_over(at(2026, 9, 19, 3))


def test_what_ends_at_midnight_is_not_seen_on_the_day_after():
    weekend = once(at(2026, 9, 18, 18), at(2026, 9, 20))

    assert shown(weekend, datetime.date(2026, 9, 19))[0].last_day == datetime.date(2026, 9, 19)
    assert shown(weekend, datetime.date(2026, 9, 20)) == []


def test_nobody_can_say_that_it_runs_when_its_end_is_not_decided():
    [one] = shown(once(at(2026, 9, 18, 18)), datetime.date(2026, 9, 18))

    assert one.ends_at is None and one.is_on
    assert not one.runs_at(at(2026, 9, 18, 18)) and not one.runs_at(at(2026, 9, 18, 18, 30))
    assert not one.is_over(at(2026, 9, 18, 17, 59)) and one.is_over(at(2026, 9, 18, 18))


def test_it_runs_from_its_first_minute_until_its_last_is_over():
    [one] = shown(weekly(3), SEPTEMBER)

    for clock, runs, is_over in (
        ((8, 59), False, False),
        ((9, 0), True, False),
        ((11, 59), True, False),
        ((12, 0), False, True),
    ):
        moment = at(2026, 9, 16, *clock)
        assert (one.runs_at(moment), one.is_over(moment)) == (runs, is_over)
        assert one.runs_at(moment.astimezone(datetime.UTC)) == runs


def test_in_the_hour_that_comes_twice_it_is_over_the_second_time():
    [one] = shown(weekly(7, "01:00-02:45"), datetime.date(2026, 10, 25))

    assert one.runs_at(at(2026, 10, 25, 2, 30)) and not one.is_over(at(2026, 10, 25, 2, 30))
    again = at(2026, 10, 25, 2, 30, fold=1)
    assert one.is_over(again) and not one.runs_at(again)


def test_they_stand_in_the_order_they_begin():
    times = Times(
        recurring=(weekly(3, "13:00-14:00"), replace(weekly(3, "09:00-12:00"), id=2)),
        dated=(once(at(2026, 9, 16, 11)),),
    )
    found = occurrences(times, SEPTEMBER, SEPTEMBER, NO_SCHOOL, today=SEPTEMBER)

    assert [one.starts_at.hour for one in found] == [9, 11, 13]
