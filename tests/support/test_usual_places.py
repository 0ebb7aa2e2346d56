"""Where a time is that names no place of its own."""

import datetime

import pytest

from support.entered_times import EnteredTimes
from support.models import Offering, Place, Schedule
from support.schedule import Closed, SchoolCalendar, Times, occurrences
from tests import factories

pytestmark = pytest.mark.django_db

MONDAY = datetime.date(2026, 11, 23)
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", places=["huset", "parken"])


def weekly(offering: Offering, weekday: int, **fields) -> Schedule:
    return factories.schedule(offering, weekday, "09:00", "12:00", **fields)


def at_each_place(*slugs: str) -> dict[str, list[int]]:
    """Place → the weekdays of what is held there."""
    return {
        slug: sorted(Schedule.objects.held_at(Place.objects.get(slug=slug)).values_list("weekday", flat=True))
        for slug in slugs
    }


def test_an_offering_at_one_place_has_all_its_times_there(cafe):
    cafe.places.set([factories.place("huset")])
    weekly(cafe, 1)
    weekly(cafe, 3, place=factories.place("huset"))

    assert at_each_place("huset", "parken") == {"huset": [1, 3], "parken": []}


def test_what_names_no_place_is_not_where_only_another_time_is(cafe):
    weekly(cafe, 1)
    weekly(cafe, 3, place=factories.place("parken"))

    assert at_each_place("huset", "parken") == {"huset": [1], "parken": [3]}


def test_a_single_date_takes_its_place_as_well(cafe):
    weekly(cafe, 1)
    factories.occasion(
        cafe, datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC), place=factories.place("parken")
    )

    assert at_each_place("huset", "parken") == {"huset": [1], "parken": []}


def test_while_no_time_names_a_place_they_may_be_at_any(cafe):
    weekly(cafe, 1)

    assert at_each_place("huset", "parken") == {"huset": [1], "parken": [1]}


def test_when_every_place_is_named_what_names_none_may_be_at_any(cafe):
    weekly(cafe, 1)
    for weekday, slug in ((2, "huset"), (3, "parken")):
        weekly(cafe, weekday, place=factories.place(slug))

    assert at_each_place("huset", "parken") == {"huset": [1, 2], "parken": [1, 3]}


def test_a_place_of_another_offering_is_nobody_elses_affair(cafe):
    weekly(cafe, 1)
    weekly(factories.offering("sagostund", places=["huset"]), 2, place=factories.place("parken"))

    assert at_each_place("huset", "parken") == {"huset": [1], "parken": [1, 2]}


def test_the_form_the_timetable_and_the_desk_say_the_same(cafe):
    parken, huset = factories.place("parken"), factories.place("huset")
    weekly(cafe, 1, assured_on=MONDAY)
    weekly(cafe, 3, place=parken, assured_on=MONDAY)

    times = EnteredTimes.stored(cafe).times

    assert [times.where(time) for time in times.recurring] == [{huset.pk}, {parken.pk}]


def test_a_closed_place_stops_what_is_there_though_no_place_is_named(cafe):
    weekly(cafe, 1, assured_on=MONDAY)
    weekly(cafe, 3, place=factories.place("parken"), assured_on=MONDAY)
    factories.closure(factories.place("huset"), MONDAY, MONDAY + WEEK)

    times = EnteredTimes.stored(cafe).times
    found = occurrences(times, MONDAY, MONDAY + WEEK, SchoolCalendar(), today=MONDAY)

    assert [(one.day.isoweekday(), isinstance(one.stopped_by, Closed)) for one in found] == [
        (1, True),
        (3, False),
        (1, True),
    ]


@pytest.mark.parametrize(
    ("places", "named", "usual"),
    [
        ({1}, {None}, {1}),
        ({1}, {1}, {1}),
        ({1, 2}, set(), {1, 2}),
        ({1, 2}, {2, None}, {1}),
        ({1, 2}, {1, 2}, {1, 2}),
        ({1, 2, 3}, {3}, {1, 2}),
        (set(), {3}, set()),
    ],
)
def test_which_places_are_left(places, named, usual):
    assert Times().at(places, named).places == usual
