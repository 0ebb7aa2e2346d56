"""Red days and eves: as the law of 1989 has them, counted here by hand."""

import datetime

import pytest
from django.utils import translation

from support.red_days import NAMES, named, red_day
from tests.support.occurrence_oracle import easter, red_days

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize("year", range(2024, 2046))
def test_every_day_of_the_year_is_red_by_law_or_is_not(year):
    first = datetime.date(year, 1, 1)
    days = [first + number * DAY for number in range((datetime.date(year + 1, 1, 1) - first).days)]

    assert {day: red_day(day) for day in days if red_day(day)} == red_days(year)


@pytest.mark.parametrize(
    ("year", "month", "day", "name"),
    [
        (2026, 4, 3, "Långfredagen"),
        (2026, 5, 14, "Kristi himmelsfärdsdag"),
        (2026, 6, 19, "Midsommarafton"),
        (2026, 10, 31, "Alla helgons dag"),
        (2027, 11, 6, "Alla helgons dag"),
        (2027, 3, 28, "Påskdagen"),  # the day summer time begins
        (2030, 6, 21, "Midsommarafton"),
        (2026, 12, 31, "Nyårsafton"),
        (2026, 4, 4, ""),  # Easter Eve, which is an ordinary Saturday
        (2026, 9, 6, ""),  # a Sunday and nothing else
        (2026, 5, 15, ""),  # the day many take off after Ascension Day
    ],
)
def test_days_from_the_almanac(year, month, day, name):
    assert red_day(datetime.date(year, month, day)) == name


def test_easter_is_when_the_almanac_says():
    known = [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2029, 4, 1)]
    known += [(2030, 4, 21), (2031, 4, 13), (2038, 4, 25), (2049, 4, 18), (2076, 4, 19)]

    assert [easter(year) for year, _month, _day in known] == [datetime.date(*day) for day in known]


def test_each_has_a_name_in_the_readers_language():
    names = {name for year in range(2026, 2046) for name in red_days(year).values()}

    assert names == NAMES.keys()
    with translation.override("en"):
        assert str(named("Kristi himmelsfärdsdag")) == "Ascension Day"
        assert not [name for name in names if str(named(name)) == name]


def test_a_name_that_nobody_has_translated_stands_in_swedish():
    assert named("Världens dag") == "Världens dag"
