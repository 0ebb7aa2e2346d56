"""Times moved to today for showing the guide, and back."""

import datetime

import pytest
from django.utils import timezone

from support.models import CatalogueRevision
from support.reference.demo_times import moved_session
from support.reference.entries import SessionEntry
from support.schedule import confirmed_days
from tests.support.small_copy import BODA, boda

pytestmark = pytest.mark.django_db


TODAY = datetime.date(2026, 11, 24)  # a Tuesday
HORIZON = TODAY + datetime.timedelta(weeks=8)


def test_demo_times_cover_today_on_the_same_weekdays(copy):
    copy.change_offering(BODA, start_dates=["2025-09-01T17:30"])
    copy.load(demo_times=True, today=TODAY)

    vouched = [confirmed_days(time.value, TODAY) for time in boda().schedules.all()]
    assert len(vouched) == 5 and all(first <= TODAY <= last for first, last in vouched)
    for schedule in boda().schedules.all():
        assert schedule.is_demo
        assert schedule.valid_from <= TODAY <= schedule.valid_until
        true_ends = {datetime.date(2025, 12, 31), datetime.date(2025, 5, 14)}
        assert any((schedule.valid_until - end).days % 7 == 0 for end in true_ends)
    moved = timezone.localtime(boda().occasions.get().starts_at)
    assert (moved.isoweekday(), moved.time()) == (1, datetime.time(17, 30))
    assert CatalogueRevision.objects.current().has_demo_times


def test_demo_times_last_the_eight_weeks_that_readers_look_ahead(copy):
    copy.load(demo_times=True, today=TODAY)

    year = boda().schedules.exclude(weekday=3)
    assert {(time.valid_from <= TODAY, time.valid_until >= HORIZON) for time in year} == {(True, True)}
    assert {time.valid_until for time in year} == {datetime.date(2027, 1, 20)}  # a Wednesday, as 2025-12-31


def test_a_season_of_a_few_weeks_has_just_begun(copy):
    """It cannot last eight weeks; making it longer would be another season."""
    copy.load(demo_times=True, today=TODAY)

    park = boda().schedules.get(weekday=3)
    assert (park.valid_from, park.valid_until) == (datetime.date(2026, 11, 18), datetime.date(2026, 12, 9))


def test_closed_days_move_with_their_season(copy):
    copy.load(demo_times=True, today=TODAY)

    moved = boda().schedules.get(weekday=1).valid_until - datetime.date(2025, 12, 31)
    days = [closure.starts_on - moved for closure in boda().closures.order_by("starts_on")]
    assert days[:2] == [datetime.date(2025, 3, 25), datetime.date(2025, 3, 26)]


@pytest.mark.parametrize("today", [TODAY + datetime.timedelta(days=days) for days in range(0, 700, 41)])
def test_demo_times_cover_the_weeks_ahead_of_any_day(today):
    session = SessionEntry(
        2, datetime.time(9), datetime.time(12), "", "", datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)
    )

    moved = moved_session(session, today)

    assert moved.valid_from <= today
    assert moved.valid_to >= today + datetime.timedelta(weeks=8)
    assert (moved.valid_to - session.valid_to).days % 7 == 0
    assert moved.valid_to - moved.valid_from == session.valid_to - session.valid_from


def test_what_still_lasts_long_enough_or_has_not_begun_is_not_moved():
    session = SessionEntry(2, datetime.time(9), datetime.time(12), "", "", TODAY, HORIZON)

    assert moved_session(session, TODAY) == session
    assert moved_session(session, TODAY - datetime.timedelta(weeks=20)) == session


def test_without_demo_times_the_true_ones_come_back(copy):
    copy.load(demo_times=True, today=TODAY)

    report = copy.load()

    monday = boda().schedules.get(weekday=1)
    assert (monday.valid_from, monday.valid_until) == (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    assert not monday.is_demo
    assert monday.assured_on is None
    assert boda().closures.first().starts_on == datetime.date(2025, 3, 25)
    assert not report.has_demo_times
    assert not CatalogueRevision.objects.current().has_demo_times


def test_demo_times_twice_on_one_day_write_nothing_the_second_time(copy):
    copy.load(demo_times=True, today=TODAY)
    assert not copy.load(demo_times=True, today=TODAY).has_written


def test_the_demo_label_stays_while_a_moved_time_does(copy):
    copy.load(demo_times=True, today=TODAY)
    monday = boda().schedules.get(weekday=1)
    monday.closes_at = datetime.time(15)
    monday.save()

    assert copy.load().has_demo_times
    assert not copy.load(overwrite=True).has_demo_times
