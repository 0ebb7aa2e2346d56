"""A child's age in months: what overlaps, and how it is said."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from support.ages import AgeSpan


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_a_year_of_age_is_the_twelve_months_in_which_a_child_is_that_old():
    assert AgeSpan.of_year(0) == AgeSpan(0, 11)
    assert AgeSpan.of_year(2) == AgeSpan(24, 35)


def test_completed_years_become_months_up_to_the_last_before_the_next_birthday():
    assert AgeSpan.from_years(1, 5) == AgeSpan(12, 71)
    assert AgeSpan.from_years(0, 17) == AgeSpan(0, 215)


def test_no_youngest_year_means_from_pregnancy():
    assert AgeSpan.from_years(None, 1) == AgeSpan(0, 23, expecting=True)


def test_from_birth_does_not_mean_from_pregnancy():
    assert not AgeSpan.from_years(0, 1).expecting


@pytest.mark.parametrize(
    ("span", "year", "is_for"),
    [
        (AgeSpan(0, 12), 1, True),  # the last month counts
        (AgeSpan(0, 11), 1, False),
        (AgeSpan(23, 40), 1, True),
        (AgeSpan(24, 40), 1, False),
        (AgeSpan(36, 36), 3, True),
        (AgeSpan(215, 251), 17, True),
        (AgeSpan(216, 251), 17, False),  # only for grown-ups
    ],
)
def test_support_is_for_an_age_when_they_share_a_month(span, year, is_for):
    assert (year in span) is is_for


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 24))
def test_a_span_is_for_a_year_exactly_when_some_month_is_in_both(one, other, year):
    span = AgeSpan(min(one, other), max(one, other))

    assert (year in span) is any(
        month in range(span.minimum, span.maximum + 1) for month in range(12 * year, 12 * year + 12)
    )


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (AgeSpan(0, 12), "0–12 months"),
        (AgeSpan(2, 9), "2–9 months"),
        (AgeSpan(0, 11), "under 1 year"),
        (AgeSpan(0, 23), "0–1 year"),
        (AgeSpan(12, 71), "1–5 years"),
        (AgeSpan(12, 23), "1 year"),
        (AgeSpan(36, 47), "3 years"),
        (AgeSpan(0, 215), "0–17 years"),
        (AgeSpan(192, 251), "16–20 years"),
        (AgeSpan(0, 23, expecting=True), "from pregnancy to 1 year"),
        (AgeSpan(0, 83, expecting=True), "from pregnancy to 6 years"),
    ],
)
def test_a_span_is_said_in_years_or_in_months_for_the_smallest(span, words):
    assert str(span) == words


def test_a_span_in_months_still_says_that_it_begins_in_pregnancy():
    assert "pregnancy" in str(AgeSpan(0, 8, expecting=True))


@given(st.integers(0, 311), st.integers(0, 311), st.booleans())
def test_every_span_can_be_said(one, other, expecting):
    assert str(AgeSpan(min(one, other), max(one, other), expecting)).strip()
