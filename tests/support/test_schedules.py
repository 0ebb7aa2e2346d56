"""When a time is confirmed: valid on the day, and assured within twelve months before it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from support.models import Schedule
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
    time = schedule(offering("babycafe"), 2, "09:00", "12:00", **fields)

    assert time.is_confirmed_on(TODAY) is is_confirmed
    assert Schedule.objects.confirmed(TODAY).exists() is is_confirmed


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
        confirmed = set(Schedule.objects.confirmed(on))
        assert confirmed == {time for time in times if time.is_confirmed_on(on)}, on


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 8},
        {"weekday": 0},
        {"weekday": None},
        {"closes_at": "09:00"},
        {"interval_weeks": 0},
        {"valid_from": TODAY, "valid_until": TODAY - days(1)},
        {"minimum_age_months": 12, "maximum_age_months": 11},
    ],
)
def test_the_database_refuses_a_time_that_cannot_be(wrong):
    right = {"weekday": 1, "opens_at": "09:00", "closes_at": "12:00"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(offering=offering("babycafe"), **{**right, **wrong})


def test_the_first_monday_of_the_month_needs_no_weekday():
    time = schedule(offering("babycafe"), None, "09:00", "12:00", rrule="FREQ=MONTHLY;BYDAY=1MO")

    time.full_clean()


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


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;BYDAY=1MO", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=13"],
)
def test_a_rule_that_families_can_follow_is_taken(rule):
    schedule(offering("babycafe"), None, "09:00", "12:00", rrule=rule).full_clean()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=NONSENSE",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTH=13",
        "DTSTART:20260101",
        "varannan",
    ],
)
def test_a_rule_that_nobody_can_follow_is_refused_with_an_example(rule):
    time = schedule(offering("babycafe"), None, "09:00", "12:00", rrule=rule)

    with pytest.raises(ValidationError, match="FREQ=MONTHLY"):
        time.full_clean()
