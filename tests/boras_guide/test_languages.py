"""The one list of languages, which of them a browser gets, and how each writes dates and clocks."""

import datetime

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from boras_guide import wording
from boras_guide.languages import ALIASES, LANGUAGES, SOURCE, column, negotiate
from support.models import Offering


def test_the_guide_speaks_ten_languages():
    assert list(LANGUAGES) == ["sv", "sv-simple", "en", "fi", "ar", "fa", "so", "uk", "bs", "sq"]
    assert [code for code, _ in settings.LANGUAGES] == list(LANGUAGES)


def test_arabic_and_persian_run_from_right_to_left_and_no_other():
    assert [code for code, language in LANGUAGES.items() if language.direction == "rtl"] == ["ar", "fa"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_chain_of_fallbacks_begins_with_the_language_and_ends_in_swedish(code):
    chain = LANGUAGES[code].chain

    assert chain[0] == code
    assert chain[-1] == SOURCE
    assert len(set(chain)) == len(chain)
    assert set(chain) <= set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_its_columns(code):
    names = {field.name for field in Offering._meta.fields}

    assert {column(field, code) for field in ("title", "summary", "description", "sort_key")} <= names


@pytest.mark.parametrize("code", LANGUAGES)
def test_django_knows_every_language_and_which_way_it_runs(code):
    with translation.override(code):
        assert translation.get_language() == code
        assert translation.get_language_bidi() is (LANGUAGES[code].direction == "rtl")


def test_own_names_are_told_apart():
    assert len({language.own_name for language in LANGUAGES.values()}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("so", "so"),
        ("AR", "ar"),
        ("uk-UA, ru;q=0.9", "uk"),
        ("ru, uk;q=0.2", "uk"),
        ("en;q=0.8, fi", "fi"),
        ("sh", "bs"),
        ("sv-simple", "sv"),
        ("en;q=0", "sv"),
        ("de;q=0.9, *;q=0.5", "sv"),
        ("ar ; q = 0.5", "sv"),
        ("", "sv"),
    ],
)
def test_a_browser_gets_the_first_language_it_can_read(header, code):
    assert negotiate(header).code == code


@given(st.text(max_size=600))
def test_no_header_whatever_is_an_error_and_easy_swedish_is_never_guessed(header):
    assert not negotiate(header).is_variant


def test_an_alias_leads_to_a_language_we_have():
    assert set(ALIASES.values()) <= set(LANGUAGES)
    assert not set(ALIASES) & set(LANGUAGES)


# --- Wording ---------------------------------------------------------------------------------------

CHRISTMAS_EVE = datetime.date(2026, 12, 24)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sv", "24 december 2026"),
        ("sv-simple", "24 december 2026"),
        ("en", "24 December 2026"),
        ("fi", "24. joulukuuta 2026"),
        ("uk", "24 грудня 2026 р."),
        ("bs", "24. decembar 2026."),
        ("sq", "24 dhjetor 2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language, written):
    assert wording.day(CHRISTMAS_EVE, language).replace("\u202f", " ") == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_in_every_language_is_of_our_calendar(language):
    day = wording.day(CHRISTMAS_EVE, language)

    assert any(year in day for year in ("2026", "٢٠٢٦", "۲۰۲۶"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_begins_on_monday(language):
    names = [wording.weekday(number, language) for number in range(1, 8)]

    assert len(set(names)) == 7
    assert (
        names[0]
        == {
            "sv": "måndag",
            "sv-simple": "måndag",
            "en": "Monday",
            "fi": "maanantai",
            "ar": "الاثنين",
            "fa": "دوشنبه",
            "so": "Isniin",
            "uk": "понеділок",
            "bs": "ponedjeljak",
            "sq": "e hënë",
        }[language]
    )


@pytest.mark.parametrize(
    ("language", "written"), [("sv", "09.05"), ("fi", "9.05"), ("en", "09:05"), ("so", "09:05")]
)
def test_a_clock_has_twenty_four_hours_and_the_languages_own_sign(language, written):
    assert wording.clock(datetime.time(9, 5), language) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_afternoon_needs_no_letters_in_any_language(language):
    written = wording.clock(datetime.time(14, 30), language)

    assert not any(sign.isalpha() for sign in written)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["sv", "ar", "so", "ti", "ckb", "kmr", "prs", "ps", "swl", "rom", "fi", "tr", "pl"]
)
def test_every_spoken_language_has_a_name_in_every_language_of_the_guide(code, language):
    name = wording.language_name(code, language)

    assert name
    if language not in ("so",):  # CLDR knows few names in Somali
        assert name != code or code in ("kmr", "rom", "ckb", "ti"), name


def test_a_language_nobody_has_a_name_for_is_shown_by_its_code():
    assert wording.language_name("zzz", "sv") == "zzz"


def test_every_own_name_is_given_in_all_ten_languages():
    for code, names in wording.OWN_NAMES.items():
        assert set(names) == set(LANGUAGES), code
