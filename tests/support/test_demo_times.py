"""Times moved to today for showing the guide, and back."""

import datetime

import pytest
from django.utils import timezone

from support.models import (
    CatalogueRevision,
)
from tests.support.small_copy import BODA, boda

pytestmark = pytest.mark.django_db


TODAY = datetime.date(2026, 11, 24)  # a Tuesday


def test_demo_times_cover_today_on_the_same_weekdays(copy):
    copy.change_offering(BODA, start_dates=["2025-09-01T17:30"])
    copy.load(demo_times=True, today=TODAY)

    assert boda().schedules.confirmed(TODAY).count() == boda().schedules.count() == 5
    for schedule in boda().schedules.all():
        assert schedule.is_demo
        assert schedule.valid_from <= TODAY <= schedule.valid_until
        true_ends = {datetime.date(2025, 12, 31), datetime.date(2025, 5, 14)}
        assert any((schedule.valid_until - end).days % 7 == 0 for end in true_ends)
    closed = boda().closures.order_by("starts_on").first()
    assert (closed.starts_on - datetime.date(2025, 3, 25)).days % 7 == 0
    moved = timezone.localtime(boda().occasions.get().starts_at)
    assert (moved.isoweekday(), moved.time()) == (1, datetime.time(17, 30))
    assert CatalogueRevision.objects.current().has_demo_times


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
