"""When a time is confirmed: valid on the day, and assured within twelve months before it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from support.models import Schedule
from support.schedule import Dated, Recurring, SchoolCalendar, Times, confirmed_days, occurrences
from tests.factories import closure, occasion, offering, place, schedule

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 9, 16)


def days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("fields", "is_confirmed"),
    [
        ({}, False),
        ({"assured_on": TODAY}, True),
        ({"assured_on": TODAY - days(360)}, True),
        ({"assured_on": TODAY - days(370)}, False),
        ({"assured_on": TODAY + days(1)}, False),
        ({"assured_on": TODAY, "valid_from": TODAY}, True),
        ({"assured_on": TODAY, "valid_from": TODAY + days(1)}, False),
        ({"assured_on": TODAY, "valid_until": TODAY}, True),
        ({"assured_on": TODAY, "valid_until": TODAY - days(1)}, False),
        ({"valid_from": TODAY - days(5), "valid_until": TODAY + days(5)}, False),
    ],
)
def test_a_time_is_confirmed_while_it_is_valid_and_was_assured_within_a_year(fields, is_confirmed):
    time = schedule(offering("babycafe"), TODAY.isoweekday(), "09:00", "12:00", **fields)

    vouched = confirmed_days(time.value, TODAY)
    assert (vouched is not None and vouched[0] <= TODAY <= vouched[1]) is is_confirmed
    assert Schedule.objects.confirmed_between(TODAY, TODAY, today=TODAY).exists() is is_confirmed


def test_one_time_and_many_times_are_judged_alike_on_every_day():
    babycafe = offering("babycafe")
    assured = TODAY - days(300)
    window = {"valid_from": TODAY - days(20), "valid_until": TODAY + days(40)}
    times = [
        schedule(babycafe, 1, "09:00", "10:00", assured_on=assured),
        schedule(babycafe, 2, "09:00", "10:00", assured_on=assured, **window),
        schedule(babycafe, 3, "09:00", "10:00", **window),
    ]

    for on in (TODAY + days(number) for number in range(-310, 80)):
        narrowed = set(Schedule.objects.confirmed_between(on, on, today=on))
        running = {
            time for time in times if occurrences(Times((time.value,)), on, on, SchoolCalendar(), today=on)
        }
        assert narrowed == running, on


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 8},
        {"weekday": 0},
        {"weekday": None},
        {"closes_at": "09:00"},
        {"weekday": 1, "rrule": "FREQ=DAILY", "valid_from": TODAY},
        {"weekday": None, "rrule": "FREQ=DAILY"},
        {"weekday": None, "rrule": "FREQ=DAILY", "interval_weeks": 2, "valid_from": TODAY},
        {"interval_weeks": 0},
        {"interval_weeks": 53, "valid_from": TODAY},
        {"interval_weeks": 2},
        {"valid_from": TODAY, "valid_until": TODAY - days(1)},
        {"minimum_age_months": 12, "maximum_age_months": 11},
    ],
)
def test_the_database_refuses_a_time_that_cannot_be(wrong):
    right = {"weekday": 1, "opens_at": "09:00", "closes_at": "12:00"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(offering=offering("babycafe"), **{**right, **wrong})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"weekday": None}, "precis en av dem"),
        ({"rrule": "FREQ=MONTHLY;BYDAY=1MO", "valid_from": TODAY}, "precis en av dem"),
        ({"weekday": None, "rrule": "FREQ=MONTHLY;BYDAY=1MO"}, "därifrån räknas"),
        ({"interval_weeks": 2}, "därifrån räknas"),
        ({"interval_weeks": 53, "valid_from": TODAY}, "högst 52"),
        ({"closes_at": datetime.time(9)}, "börjar och slutar samtidigt"),
        ({"valid_from": TODAY, "valid_until": TODAY - days(1)}, "byt plats på datumen"),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_a_time(wrong, message):
    right = {"weekday": 1, "opens_at": datetime.time(9), "closes_at": datetime.time(12)}

    with pytest.raises(ValidationError, match=message):
        Schedule(offering=offering("babycafe"), **{**right, **wrong}).full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"interval_weeks": 2, "valid_from": TODAY},
        {"interval_weeks": 52, "valid_from": TODAY, "valid_until": TODAY},
        {"closes_at": datetime.time(1)},  # past midnight
        {"weekday": None, "rrule": "FREQ=MONTHLY;BYDAY=1MO", "valid_from": TODAY},
    ],
)
def test_a_time_that_can_be_is_taken(fields):
    right = {"weekday": 1, "opens_at": datetime.time(21), "closes_at": datetime.time(23)}
    time = Schedule(offering=offering("babycafe"), **{**right, **fields})

    time.full_clean()
    time.save()


def test_what_computes_gets_every_field_of_a_time():
    hall, babycafe = place("hall"), offering("babycafe")
    fields = {
        "interval_weeks": 2,
        "valid_from": TODAY,
        "valid_until": TODAY + days(90),
        "term_time_only": True,
        "closed_on_red_days": False,
        "assured_on": TODAY,
    }
    ages = {"minimum_age_months": 6, "maximum_age_months": 18}
    time = schedule(babycafe, 3, "09:00", "12:00", place=hall, **fields, **ages)

    known = {"place": hall.pk, "offering": babycafe.pk, "youngest": 6, "oldest": 18}
    assert time.value == Recurring(time.pk, datetime.time(9), datetime.time(12), 3, **known, **fields)


def test_what_computes_gets_every_field_of_an_occasion():
    hall, course = place("hall"), offering("course")
    starts_at = datetime.datetime(2026, 9, 16, 18, tzinfo=datetime.UTC)
    fields = {
        "ends_at": starts_at + datetime.timedelta(hours=2),
        "is_full": True,
        "is_cancelled": True,
        "assured_on": TODAY,
    }
    once = occasion(course, starts_at, place=hall, bookable_until=starts_at - days(3), **fields)

    assert once.value == Dated(once.pk, starts_at, place=hall.pk, offering=course.pk, **fields)


def test_a_closure_of_an_offering_names_no_place():
    hall = place("hall")

    assert closure(offering("babycafe"), TODAY).value.place is None
    assert closure(hall, TODAY, TODAY + days(2)).value.place == hall.pk


def test_an_occasion_ends_after_it_starts():
    starts = datetime.datetime(2026, 9, 16, 18, tzinfo=datetime.UTC)

    with pytest.raises(IntegrityError), transaction.atomic():
        occasion(offering("course"), starts, ends_at=starts)


def test_a_closure_is_of_an_offering_or_of_a_place_and_never_of_both():
    with pytest.raises(IntegrityError), transaction.atomic():
        closure(offering("babycafe"), TODAY, place=place("hassleholmen"))


def test_a_closure_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        closure(offering("babycafe"), TODAY, TODAY - days(1))


def test_a_rule_that_nobody_can_follow_is_refused_with_an_example():
    time = schedule(offering("babycafe"), None, "09:00", "12:00", rrule="FREQ=NONSENSE", valid_from=TODAY)

    with pytest.raises(ValidationError, match="FREQ=MONTHLY"):
        time.full_clean()
