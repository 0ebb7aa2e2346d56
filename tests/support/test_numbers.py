"""A translation may say no number that its source does not, however each language writes it."""

import pytest

from support.numbers import numbers_in, unfounded_numbers


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("اتصل على \u2066033-35 70 00\u2069", "Ring 033-35 70 00"),
        ("شماره ۰۳۳-۳۵ ۷۰ ۰۰", "Ring 033-35 70 00"),
        ("Call +46 33 35 70 00", "Ring 033-35 70 00"),
        ("Call +46 (0)33-357000", "Ring 033-35 70 00"),
        ("020 84 44 48", "020-84 44 48"),
        ("116-111", "116 111"),
        ("901 01", "90101"),
        ("90101", "901 01"),
        ("١١٢", "112"),
    ],
)
def test_a_phone_number_may_be_grouped_and_written_as_the_language_does(translation, source):
    assert unfounded_numbers(translation, source) == []


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("13:00–16:30", "13.00–16.30"),
        ("1 p.m. to 4:30 pm", "13.00–16.30"),
        ("12 a.m.", "kl. 00.00"),
        ("12 p.m.", "kl. 12.00"),
        ("klo 9", "kl. 09.00"),
        ("١٣:٠٠", "13.00"),
        ("13:00", "kl. 13"),
    ],
)
def test_a_time_of_day_may_be_written_as_the_language_does(translation, source):
    assert unfounded_numbers(translation, source) == []


@pytest.mark.parametrize(
    ("translation", "source"),
    [
        ("12,000 SEK", "12 000 kronor"),
        ("12.000 kruna", "12 000 kronor"),
        ("12\u202f000 kr", "12\u00a0000 kronor"),
        ("۱۲٬۰۰۰", "12000 kronor"),
        ("10.50 SEK", "10,50 kronor"),
        ("1500", "1.500"),
        ("from 3 to 12 years", "3–12 år"),
        ("3\u200f-\u200f12", "3–12 år"),
        ("no number at all", "4 träffar"),
    ],
)
def test_an_amount_may_be_written_as_the_language_does(translation, source):
    assert unfounded_numbers(translation, source) == []


@pytest.mark.parametrize(
    ("translation", "source", "unfounded"),
    [
        ("Call 033-35 70 01", "Ring 033-35 70 00", ["033-35 70 01"]),
        ("Call 033-70 35 00", "Ring 033-35 70 00", ["033-70 35 00"]),
        ("Call 033-35 70", "Ring 033-35 70 00", ["033-35 70"]),
        ("2 p.m.", "kl. 13.00", ["2 p.m."]),
        ("13:30", "kl. 13.00", ["13:30"]),
        ("10:50", "10,50 kronor", ["10:50"]),
        ("3–11 years", "3–12 år", ["11"]),
        ("open 24 hours", "öppet dygnet runt", ["24"]),
        ("رقم ١١٢", "SOS Alarm", ["112"]),
        ("12 000 000 kronor", "12 miljoner kronor", ["12 000 000"]),
    ],
)
def test_a_number_that_is_not_in_the_source_is_named(translation, source, unfounded):
    assert unfounded_numbers(translation, source) == unfounded


def test_a_number_is_kept_as_it_is_written():
    assert [number.written for number in numbers_in("Ring 033-35 70 00 kl. 8.30–9.30, 12 000 kr")] == [
        "033-35 70 00",
        "8.30",
        "9.30",
        "12 000",
    ]


def test_a_number_of_any_length_is_read():
    endless = "7" * 10_000
    assert unfounded_numbers(f"{endless}, {endless}.25", endless) == [f"{endless}.25"]
