"""What a family can go to on a day, or this minute: `day=` and `open=now`, with the clock held still."""

import datetime
import re

import pytest

from catalog.days import DAYS, days_meant
from tests.catalog.clock import DAY, moment
from tests.catalog.reading import counts, hits, read, suggested
from tests.factories import (
    closure,
    confirmed_occasion,
    confirmed_schedule,
    occasion,
    offering,
    place,
    schedule,
    term,
)

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = datetime.date(2026, 11, 23), datetime.date(2026, 11, 27)
SATURDAY, SUNDAY = datetime.date(2026, 11, 28), datetime.date(2026, 11, 29)
ASCENSION = datetime.date(2027, 5, 6)
MIDSUMMER_EVE = datetime.date(2027, 6, 25)


@pytest.fixture
def it_is(it_is):
    it_is(MONDAY, "08:00")
    return it_is


@pytest.fixture
def found(listed, it_is):
    return listed


# --- Which days are meant --------------------------------------------------------------------------

SOME_DAYS = {
    "Monday": (MONDAY, [SATURDAY, SUNDAY]),
    "Friday": (FRIDAY, [SATURDAY, SUNDAY]),
    "Saturday": (SATURDAY, [SATURDAY, SUNDAY]),
    "Sunday, when next Saturday is not this weekend": (SUNDAY, [SUNDAY]),
    "Sunday with 25 hours": (datetime.date(2026, 10, 25), [datetime.date(2026, 10, 25)]),
    "Saturday before 23 hours": (
        datetime.date(2027, 3, 27),
        [datetime.date(2027, 3, 27), datetime.date(2027, 3, 28)],
    ),
    "Sunday with 23 hours": (datetime.date(2027, 3, 28), [datetime.date(2027, 3, 28)]),
    "31 December": (datetime.date(2026, 12, 31), [datetime.date(2027, 1, 2), datetime.date(2027, 1, 3)]),
    "Ascension Day": (ASCENSION, [datetime.date(2027, 5, 8), datetime.date(2027, 5, 9)]),
    "Midsummer Eve": (MIDSUMMER_EVE, [datetime.date(2027, 6, 26), datetime.date(2027, 6, 27)]),
    "28 February": (datetime.date(2028, 2, 28), [datetime.date(2028, 3, 4), datetime.date(2028, 3, 5)]),
}


@pytest.mark.parametrize(("today", "weekend"), SOME_DAYS.values(), ids=SOME_DAYS.keys())
def test_each_day_one_can_ask_for_is_the_right_date(today, weekend):
    assert days_meant("today", today) == {today}
    assert days_meant("tomorrow", today) == {today + DAY}
    assert days_meant("weekend", today) == set(weekend)
    for number in range(7):
        date = today + number * DAY
        assert days_meant(str(date.isoweekday()), today) == ({date} if number else {date, date + 7 * DAY})


@pytest.mark.parametrize("name", ["Monday", "Saturday", "Sunday with 25 hours", "31 December"])
def test_the_list_has_what_is_on_that_date_and_nothing_of_the_week_before_or_after(found, it_is, name):
    today, weekend = SOME_DAYS[name]
    it_is(today)
    for number in (-7, -1, *range(9)):
        date = today + number * DAY
        confirmed_occasion(offering(f"d-{date}"), moment(date, "18:00"), ends_at=moment(date, "20:00"))

    assert found("day=today") == [f"d-{today}"]
    assert found("day=tomorrow") == [f"d-{today + DAY}"]
    assert found("day=weekend") == [f"d-{date}" for date in weekend]
    for number in (1, 6):
        date = today + number * DAY
        assert found(f"day={date.isoweekday()}") == [f"d-{date}"]
    assert found(f"day={today.isoweekday()}") == [f"d-{today}", f"d-{today + 7 * DAY}"]


@pytest.mark.parametrize("number", range(7))
def test_the_seven_weekdays_are_the_days_from_today_to_the_same_day_next_week(number):
    today = MONDAY + number * DAY

    meant = [day for code in DAYS if code.isdigit() for day in days_meant(code, today)]

    assert sorted(meant) == [today + ahead * DAY for ahead in range(8)]


# --- Today is what is left of it -------------------------------------------------------------------


def test_what_is_over_is_not_on_today_and_its_weekday_is_the_next_one(found, it_is):
    confirmed_schedule(offering("babycafe"), 1, "09:00", "12:00")

    for clock, today in {"00:00": 1, "11:59": 1, "12:00": 0}.items():
        it_is(MONDAY, clock)
        assert len(found("day=today")) == today, clock
        assert found("day=1") == ["babycafe"], clock


def test_of_two_times_the_second_is_still_to_come(found, it_is):
    library = offering("library")
    confirmed_schedule(library, 1, "09:00", "12:00")
    confirmed_schedule(library, 1, "16:00", "18:00")

    it_is(MONDAY, "13:00")

    assert found("day=today") == ["library"]


def test_what_nobody_knows_the_end_of_has_its_day_until_it_begins(found, it_is):
    confirmed_occasion(offering("course"), moment(MONDAY, "18:00"))

    for clock, is_on in {"17:59": True, "18:00": False}.items():
        it_is(MONDAY, clock)
        assert bool(found("day=today")) is is_on
        assert bool(found("day=1")) is is_on
        assert found("open=now") == []


# --- Past midnight, and more than a day ------------------------------------------------------------


def test_what_runs_past_midnight_belongs_to_the_evening_it_begins(found, it_is):
    confirmed_schedule(offering("night-walk"), 6, "22:00", "02:00")

    it_is(SATURDAY, "12:00")
    assert found("day=today") == found("day=6") == found("day=weekend") == ["night-walk"]
    assert found("day=tomorrow") == found("day=7") == []


def test_in_the_night_it_is_open_and_still_on_today_until_it_closes(found, it_is):
    """What is open now is on today, whatever the calendar says of midnight."""
    confirmed_schedule(offering("night-walk"), 6, "22:00", "02:00")

    for clock, is_open in {"00:00": True, "01:59": True, "02:00": False, "22:30": False}.items():
        it_is(SUNDAY, clock)
        assert bool(found("open=now")) is is_open, clock
        assert bool(found("day=today")) is is_open, clock
        assert found("day=7") == [], clock


def test_a_camp_is_on_each_of_its_days(client, found, it_is):
    thursday = SATURDAY - 2 * DAY
    confirmed_occasion(offering("camp"), moment(thursday, "10:00"), ends_at=moment(SUNDAY, "15:00"))

    def days_on() -> set[str]:
        numbers = counts(client.get("/sv/stod/"))
        return {code for (name, code), number in numbers.items() if name == "day" and number}

    assert days_on() == {"weekend", "4", "5", "6", "7"}
    it_is(SATURDAY, "03:00")
    assert days_on() == {"today", "tomorrow", "weekend", "6", "7"}
    assert found("open=now") == ["camp"]
    it_is(SUNDAY, "15:00")
    assert found("day=today") == found("day=tomorrow") == found("open=now") == []


def test_a_camp_that_ends_at_midnight_is_not_on_the_day_after(found, it_is):
    confirmed_occasion(offering("camp"), moment(FRIDAY, "10:00"), ends_at=moment(SUNDAY, "00:00"))

    assert found("day=6") == ["camp"]
    assert found("day=7") == []


# --- Open now, to the minute -----------------------------------------------------------------------


def test_it_is_open_from_its_first_minute_and_closed_at_its_last(found, it_is):
    confirmed_schedule(offering("babycafe"), 1, "09:00", "12:00")
    clocks = {"08:59:59": False, "09:00:00": True, "11:59:59": True, "12:00:00": False}

    for clock, is_open in clocks.items():
        it_is(MONDAY, clock)
        assert bool(found("open=now")) is is_open, clock


@pytest.mark.parametrize(
    ("clock", "fold", "is_open"),
    [("01:59", 0, False), ("02:00", 0, True), ("02:45", 0, True), ("02:15", 1, True), ("03:00", 0, False)],
)
def test_in_the_night_of_25_hours_the_hour_between_two_and_three_is_open_twice(
    found, it_is, clock, fold, is_open
):
    sunday = datetime.date(2026, 10, 25)
    it_is(sunday - DAY)
    confirmed_schedule(offering("night-walk"), 7, "02:00", "03:00")

    it_is(sunday, clock, fold=fold)

    assert bool(found("open=now")) is is_open


def test_in_the_night_of_23_hours_it_closes_by_the_clock_on_the_wall(found, it_is):
    sunday = datetime.date(2027, 3, 28)
    it_is(sunday - DAY)
    confirmed_schedule(offering("night-walk"), 6, "23:00", "04:00")

    for clock, is_open in {"01:59": True, "03:00": True, "03:59": True, "04:00": False}.items():
        it_is(sunday, clock)
        assert bool(found("open=now")) is is_open, clock


# --- What is stopped is no hit ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "day", [ASCENSION, MIDSUMMER_EVE, datetime.date(2026, 12, 31), datetime.date(2027, 1, 1)], ids=str
)
def test_on_a_red_day_only_that_runs_which_says_so(found, it_is, day):
    it_is(day - DAY)
    confirmed_schedule(offering("library"), day.isoweekday())
    confirmed_schedule(offering("playground"), day.isoweekday(), closed_on_red_days=False)
    confirmed_occasion(offering("party"), moment(day, "10:00"), ends_at=moment(day, "11:00"))

    assert found("day=tomorrow") == found(f"day={day.isoweekday()}") == ["party", "playground"]
    it_is(day, "10:30")
    assert found("day=today") == found("open=now") == ["party", "playground"]


def closed_offering(babycafe) -> None:
    closure(babycafe, MONDAY)


def closed_place(babycafe) -> None:
    closure(place("hall"), MONDAY - DAY, MONDAY)


def closed_place_of_that_time(babycafe) -> None:
    babycafe.schedules.update(place=place("church"))
    closure(place("church"), MONDAY)


def school_break(babycafe) -> None:
    babycafe.schedules.update(term_time_only=True)
    term("Hösten", MONDAY - 60 * DAY, MONDAY + 20 * DAY)
    term("Lov", MONDAY, MONDAY, kind="break")


def unknown_terms(babycafe) -> None:
    babycafe.schedules.update(term_time_only=True)


@pytest.mark.parametrize(
    "stop", [closed_offering, closed_place, closed_place_of_that_time, school_break, unknown_terms]
)
def test_what_is_closed_is_no_hit_on_that_day(client, found, it_is, stop):
    babycafe = offering("babycafe", places=["hall"])
    confirmed_schedule(babycafe, 1)
    it_is(MONDAY, "10:00")
    assert found("day=today") == found("open=now") == found("day=1") == ["babycafe"]

    stop(babycafe)

    assert found("day=today") == found("open=now") == []
    shown = counts(client.get("/sv/stod/"))
    assert shown["day", "today"] == shown["open", "now"] == 0


def test_of_two_places_one_that_is_closed_does_not_stop_it(found, it_is):
    confirmed_schedule(offering("babycafe", places=["hall", "church"]), 1)
    closure(place("hall"), MONDAY)

    assert found("day=today") == ["babycafe"]


def test_what_is_cancelled_is_no_hit_and_what_is_full_still_runs(found, it_is):
    for slug, fields in {"cancelled": {"is_cancelled": True}, "full": {"is_full": True}}.items():
        confirmed_occasion(offering(slug), moment(MONDAY, "09:00"), ends_at=moment(MONDAY, "12:00"), **fields)
    it_is(MONDAY, "10:00")

    assert found("day=today") == found("open=now") == ["full"]


# --- Only what somebody has vouched for ------------------------------------------------------------

NOT_CONFIRMED = {
    "nobody vouched for it": {},
    "a year ago": {"assured_on": MONDAY - 365 * DAY},
    "from tomorrow": {"assured_on": MONDAY + DAY},
    "it has ended": {"assured_on": MONDAY - DAY, "valid_until": MONDAY - DAY},
    "it has not begun": {"assured_on": MONDAY - DAY, "valid_from": MONDAY + DAY},
    "another week": {"assured_on": MONDAY, "interval_weeks": 2, "valid_from": MONDAY - 7 * DAY},
}


@pytest.mark.parametrize("fields", NOT_CONFIRMED.values(), ids=NOT_CONFIRMED.keys())
def test_what_nobody_vouches_for_that_day_is_never_a_hit(found, it_is, fields):
    schedule(offering("babycafe"), 1, "09:00", "12:00", **fields)
    it_is(MONDAY, "10:00")

    assert found("day=today") == found("open=now") == []


def test_a_word_given_364_days_ago_is_good_today_and_not_tomorrow(found, it_is):
    for weekday in (1, 2):
        schedule(offering(f"on-{weekday}"), weekday, "09:00", "12:00", assured_on=MONDAY - 364 * DAY)

    assert found("day=today") == found("day=1") == ["on-1"]
    assert found("day=tomorrow") == found("day=2") == []


def test_a_date_that_nobody_vouches_for_is_never_a_hit(found, it_is):
    occasion(offering("course"), moment(MONDAY, "09:00"), ends_at=moment(MONDAY, "12:00"))
    it_is(MONDAY, "10:00")

    assert found("day=today") == found("open=now") == []


def test_the_times_of_a_draft_or_a_working_copy_are_nobodys(client, found, it_is):
    public = offering("public")
    confirmed_schedule(offering("public", draft_of=public), 1)
    confirmed_schedule(offering("draft", status="draft"), 1)
    confirmed_schedule(offering("withdrawn", status="withdrawn"), 1)

    assert found("day=today") == []
    assert counts(client.get("/sv/stod/"))["day", "today"] == 0


def test_what_is_by_appointment_is_no_hit_and_nowhere_said_to_be_closed(client, found, it_is):
    offering("advice", start="booking", ages=(0, 3))
    confirmed_schedule(offering("youth-cafe", ages=(13, 17)), 1)

    assert found("day=today") == ["youth-cafe"]
    page = client.get("/sv/stod/?day=today&age=2")
    assert hits(page) == []
    assert suggested(page) == ["advice"]
    assert not re.search(r"\b(stängt|stängd|closed)\b", read(page).one("main").text, re.IGNORECASE)
