"""The age of a child in a question: understood, and what is for it comes first."""

import pytest

from tests.catalog.searching import ask, best
from tests.factories import offering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "language", "codes"),
    [
        ("3 åring", "sv", {"3"}),
        ("3åring", "sv", {"3"}),
        ("3-åringar", "sv", {"3"}),
        ("min 3 åring sover inte", "sv", {"3"}),
        ("barn 3 år", "sv", {"3"}),
        ("18 månader", "sv", {"1"}),
        ("9 månader", "sv", {"0"}),
        ("0-1 år", "sv", {"0", "1"}),
        ("12 years old", "en", {"12"}),
        ("tonåring", "sv", {"13", "14", "15", "16", "17"}),
        ("3 år", "ar", {"3"}),  # Swedish, on every page
        ("gravid", "sv", {"expecting"}),
        ("bebis", "sv", {"0"}),
        ("٣ سنوات", "ar", {"3"}),
        ("3-vuotias", "fi", {"3"}),
        ("3 роки", "uk", {"3"}),
    ],
)
def test_an_age_is_understood(text, language, codes):
    assert ask(text, language).question.ages.codes == codes


def test_a_span_of_ages_is_understood():
    assert {"6", "9"} <= ask("6-9 år").question.ages.codes <= {"6", "7", "8", "9"}


@pytest.mark.parametrize(
    "text", ["3", "kl 3", "19 år", "99 år", "033-35 70 00", "1177", "år", "3 barn", "2026 år", "år år", "³ q"]
)
def test_a_number_that_is_no_childs_age_is_none(text):
    assert not ask(text).question.ages


@pytest.fixture
def all_ages():
    offering("expecting", title="Kurs", ages=(None, 0), maximum_age_months=0)
    offering("toddler", title="Kurs", ages=(2, 4))
    offering("pupil", title="Kurs", ages=(6, 9))
    offering("teenager", title="Kurs", ages=(13, 17))


@pytest.mark.parametrize(
    ("age", "slug"),
    [("3 åring", "toddler"), ("6-9 år", "pupil"), ("tonåring", "teenager"), ("gravid", "expecting")],
)
def test_an_age_lifts_what_is_for_it(found, all_ages, age, slug):
    assert found(f"kurs {age}")[0] == found(f"{age} kurs")[0] == slug


def test_what_is_for_other_ages_comes_after_all_that_fits(found):
    offering("teenager", title="Kurs i sömn", ages=(13, 17))
    offering("everybody", title="Familjecentral", summary="Här finns en kurs i sömn.", ages=(0, 17))

    assert found("kurs sömn 3 år")[0] == "everybody"


@pytest.mark.parametrize(
    ("age", "slug"), [("3 åring", "toddler"), ("7 år", "pupil"), ("15 åring", "teenager")]
)
def test_an_age_alone_finds_what_is_for_it_and_nothing_else(found, all_ages, age, slug):
    assert found(age) == [slug]


def test_of_what_fits_an_age_the_most_particular_comes_first(found):
    offering("wide", title="Kurs", ages=(0, 17))
    offering("narrow", title="Kurs", ages=(3, 4))

    assert found("3 åring")[0] == found("kurs 3 åring")[0] == "narrow"


def test_a_word_for_an_age_is_a_word_as_well(found):
    offering("named", title="Tonåringar och föräldrar", ages=(0, 17))
    offering("other", title="Fotboll", ages=(13, 17))

    assert found("tonåring")[0] == "named"


def test_an_age_and_a_word_together_do_not_hide_that_nothing_has_the_word(found, all_ages):
    assert best(ask("qxzqxz 3 år")) == []
