"""What is pointed out among an offering's times: rules over values, without a database."""

import datetime
from typing import Any

import pytest

from support.schedule import STOCKHOLM, Closed, Dated, Recurring, SchoolCalendar, SchoolPeriod, Times
from support.schedule_warnings import (
    AssuranceEndsSoon,
    BeginsLate,
    DatedOnRedDay,
    DatedWhenClosed,
    EndsSoon,
    Overlap,
    PastMidnight,
    RedDays,
    TermsUnknown,
    warnings_about,
)

TODAY = datetime.date(2026, 10, 5)  # a Monday
DAY = datetime.timedelta(days=1)
NOBODY_KNOWS = SchoolCalendar()


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def weekly(number: int, weekday: int, opens: str, closes: str, **fields: Any) -> Recurring:
    return Recurring(
        number,
        datetime.time.fromisoformat(opens),
        datetime.time.fromisoformat(closes),
        weekday,
        **{"assured_on": TODAY, **fields},
    )


def dated(number: int, starts: str, ends: str | None = None, **fields: Any) -> Dated:
    moments = [
        datetime.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM) if text else None
        for text in (starts, ends)
    ]
    return Dated(number, *moments, **{"assured_on": TODAY, **fields})


def found(*times: Any, kind: type, school: SchoolCalendar = NOBODY_KNOWS, places: set[int] = frozenset()):
    of = [tuple(time for time in times if isinstance(time, one)) for one in (Recurring, Dated, Closed)]
    warnings = warnings_about(Times(*of, frozenset(places)), school, today=TODAY)
    return [warning for warning in warnings if isinstance(warning, kind)]


# --- Two at once -------------------------------------------------------------------------------------


def test_times_that_go_on_at_once_are_pointed_out_once():
    morning, noon = weekly(1, 2, "09:00", "12:00"), weekly(2, 2, "11:30", "13:00")

    assert found(morning, noon, kind=Overlap) == [Overlap(morning, noon, day("2026-10-06"))]


@pytest.mark.parametrize(
    "other",
    [
        weekly(2, 2, "12:00", "13:00"),  # when the first closes
        weekly(2, 3, "09:00", "12:00"),
        weekly(2, 2, "09:00", "12:00", valid_from=TODAY + 60 * DAY),
        weekly(2, 2, "09:00", "12:00", valid_until=TODAY - DAY),
        weekly(2, 2, "09:00", "12:00", place=7),
    ],
)
def test_times_that_never_meet_are_left_alone(other):
    assert not found(weekly(1, 2, "09:00", "12:00"), other, kind=Overlap, places={8})


def test_every_other_week_meets_only_its_own_weeks():
    even = weekly(1, 2, "09:00", "12:00", interval_weeks=2, valid_from=day("2026-10-06"))
    odd = weekly(2, 2, "09:00", "12:00", interval_weeks=2, valid_from=day("2026-10-13"))

    assert not found(even, odd, kind=Overlap)
    assert found(even, weekly(3, 2, "10:00", "11:00"), kind=Overlap)


@pytest.mark.parametrize(
    ("opens", "closes", "is_within"),
    [("10:00", "11:00", True), ("09:00", "14:00", True), ("10:00", "12:00", True), ("11:00", "13:00", False)],
)
def test_a_time_all_the_while_of_which_another_goes_on(opens, closes, is_within):
    (overlap,) = found(weekly(1, 2, "09:00", "12:00"), weekly(2, 2, opens, closes), kind=Overlap)

    assert overlap.is_within == is_within


def test_the_offerings_own_place_is_the_place_by_name():
    assert found(
        weekly(1, 2, "09:00", "12:00"), weekly(2, 2, "09:00", "12:00", place=7), kind=Overlap, places={7}
    )


def test_what_is_closed_that_day_is_in_nobodys_way():
    usual = weekly(1, 2, "09:00", "12:00")
    extra = dated(1, "2026-10-13T10:00", "2026-10-13T11:00")

    assert found(usual, extra, kind=Overlap)
    assert not found(usual, dated(1, "2026-10-13T10:00", is_cancelled=True), kind=Overlap)


def test_a_night_meets_the_morning_after():
    night, morning = weekly(1, 5, "22:00", "09:30"), weekly(2, 6, "09:00", "12:00")

    assert found(night, morning, kind=Overlap) == [Overlap(night, morning, day("2026-10-10"))]


def test_a_date_without_an_end_meets_what_goes_on_when_it_begins():
    usual = weekly(1, 2, "09:00", "12:00")

    assert found(usual, dated(1, "2026-10-13T11:00"), kind=Overlap)
    assert not found(usual, dated(1, "2026-10-13T08:00"), kind=Overlap)


# --- Red days ----------------------------------------------------------------------------------------


def test_red_days_are_told_apart_by_whether_it_is_open():
    closes = weekly(1, 6, "09:00", "12:00")
    stays = weekly(1, 6, "09:00", "12:00", closed_on_red_days=False)
    all_saints = day("2026-10-31")

    assert found(closes, kind=RedDays) == [RedDays((all_saints,), is_open=False, times=(closes,))]
    assert found(stays, kind=RedDays) == [RedDays((all_saints,), is_open=True, times=(stays,))]
    assert not found(weekly(1, 5, "09:00", "12:00"), kind=RedDays)


def test_of_several_times_the_one_that_is_open_on_a_red_day_is_named():
    closes = weekly(1, 6, "09:00", "12:00")
    stays = weekly(2, 6, "13:00", "15:00", closed_on_red_days=False)

    assert found(closes, stays, kind=RedDays) == [RedDays((day("2026-10-31"),), is_open=True, times=(stays,))]


def test_a_date_on_a_red_day_however_far_ahead():
    epiphany = dated(1, "2027-01-06T18:00")

    assert found(epiphany, kind=DatedOnRedDay) == [DatedOnRedDay(epiphany, day("2027-01-06"))]
    assert not found(epiphany, kind=RedDays)
    assert not found(dated(1, "2027-01-06T18:00", is_cancelled=True), kind=DatedOnRedDay)
    assert not found(dated(1, "2027-01-07T18:00"), kind=DatedOnRedDay)


# --- What ends, and what nobody knows -----------------------------------------------------------------


@pytest.mark.parametrize(("last", "is_soon"), [(-1, False), (0, True), (30, True), (31, False)])
def test_a_validity_that_ends_within_thirty_days(last, is_soon):
    time = weekly(1, 2, "09:00", "12:00", valid_until=TODAY + last * DAY)

    assert bool(found(time, kind=EndsSoon)) == is_soon


@pytest.mark.parametrize(("assured", "is_soon"), [(365, False), (364, True), (310, True), (300, False)])
def test_a_word_that_grows_old_within_eight_weeks(assured, is_soon):
    time = weekly(1, 2, "09:00", "12:00", assured_on=TODAY - assured * DAY)

    assert bool(found(time, kind=AssuranceEndsSoon)) == is_soon


def test_a_word_that_outlives_the_time_is_good_enough():
    time = weekly(1, 2, "09:00", "12:00", assured_on=TODAY - 320 * DAY, valid_until=TODAY + 40 * DAY)

    assert not found(time, kind=AssuranceEndsSoon)


def test_term_time_that_nobody_has_entered():
    time = weekly(1, 2, "09:00", "12:00", term_time_only=True)
    autumn = SchoolPeriod(1, day("2026-08-17"), day("2026-11-01"))
    year = SchoolPeriod(1, day("2026-08-17"), day("2026-12-18"))

    assert found(time, kind=TermsUnknown) == [TermsUnknown(time, day("2026-10-06"))]
    partly = found(time, kind=TermsUnknown, school=SchoolCalendar((autumn,)))
    assert partly == [TermsUnknown(time, day("2026-11-03"))]
    assert not found(time, kind=TermsUnknown, school=SchoolCalendar((year,)))
    assert not found(weekly(1, 2, "09:00", "12:00"), kind=TermsUnknown)


@pytest.mark.parametrize(
    ("weekday", "weeks", "begins", "told"),
    [
        (2, 2, "2026-11-25", ("2026-12-01", "2026-12-08")),  # a Wednesday
        (2, 3, "2026-11-25", ("2026-12-01", "2026-12-15")),
        (2, 2, "2026-11-24", None),
        (4, 2, "2026-11-25", None),  # in the same week
        (2, 1, "2026-11-25", None),
        (2, 2, "2026-09-23", None),  # what was left out is past
    ],
)
def test_every_other_week_counted_from_a_later_day_of_the_week(weekday, weeks, begins, told):
    time = weekly(1, weekday, "09:00", "12:00", interval_weeks=weeks, valid_from=day(begins))

    assert found(time, kind=BeginsLate) == ([BeginsLate(time, *map(day, told))] if told else [])


# --- Single dates, and the clock -----------------------------------------------------------------------


def test_a_date_when_it_is_closed_however_far_ahead():
    course, shut = dated(1, "2027-06-01T18:00"), Closed(1, day("2027-06-01"), day("2027-08-01"))

    assert found(course, shut, kind=DatedWhenClosed) == [DatedWhenClosed(course, shut)]
    assert not found(dated(1, "2027-05-31T18:00"), shut, kind=DatedWhenClosed)
    assert not found(dated(1, "2027-06-01T18:00", is_cancelled=True), shut, kind=DatedWhenClosed)


def test_a_date_at_a_place_that_is_closed():
    course, shut = dated(1, "2026-11-03T18:00", place=7), Closed(1, day("2026-11-03"), day("2026-11-03"), 7)

    assert found(course, shut, kind=DatedWhenClosed, places={8})
    assert not found(dated(1, "2026-11-03T18:00"), shut, kind=DatedWhenClosed, places={8})


def test_a_time_that_closes_before_it_opens():
    night = weekly(1, 5, "22:00", "02:00")

    assert found(night, weekly(2, 6, "09:00", "12:00"), kind=PastMidnight) == [PastMidnight(night)]
    assert not found(weekly(1, 5, "22:00", "00:00"), kind=PastMidnight)
