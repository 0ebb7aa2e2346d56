"""Words that ask for what is near: they are no name of any support, and the page says how to show it."""

import pytest

from catalog.search.analysis import read
from catalog.search.near_words import near_in
from tests.catalog.reading import hits
from tests.catalog.reading import read as read_page
from tests.factories import offering

pytestmark = pytest.mark.django_db


def is_offered_what_is_nearest(response) -> bool:
    page = read_page(response)
    links = page.all("a", href="#near-you")
    assert page.one("div", class_="near", id="near-you")
    return bool(links)


@pytest.mark.parametrize(
    "question",
    [
        "nära mig",
        "Nara mej?",
        "nära oss",
        "i närheten",
        "här i närheten",
        "närmast",
        "near me",
        "nearby",
        "close to us",
        "lähellä minua",
        "lähelläni",
        "lahistolla",
        "قريب مني",
        "قَريب منّي",
        "بالقرب مني",
        "الاقرب",
        "نزدیک من",
        "نزدیك‌ترین",
        "ii dhow",
        "поруч зі мною",
        "біля мене",
        "blizu mene",
        "u blizini",
        "najblize",
        "afër meje",
        "pranë nesh",
        "afer meje",
    ],
)
def test_near_is_understood_in_every_language(question):
    words = read(question)

    assert near_in(words) == set(range(len(words)))


@pytest.mark.parametrize(
    "question",
    [
        "nära relation",
        "nära anhörig",
        "närmaste anhörig",
        "här",
        "nearest relative",
        "close relationship",
        "قريب",
    ],
)
def test_what_is_close_to_somebody_is_not_near(question):
    assert not near_in(read(question))


@pytest.mark.parametrize(
    ("language", "question"), [("sv", "Vad finns nära mig?"), ("ar", "قريب مني"), ("en", "near me")]
)
def test_near_alone_shows_everything_in_the_order_of_the_list(client, language, question):
    offering(
        "vald",
        title="Våld i nära relationer near me قريب مني",
        title_ar="عنف قريب مني",
        title_en="Violence near me",
    )
    offering("bibliotek", title="Bibliotek", title_ar="مكتبة", title_en="Library")

    page = client.get(f"/{language}/stod/", {"q": question})

    assert hits(page) == hits(client.get(f"/{language}/stod/"))
    assert is_offered_what_is_nearest(page)
    assert page["Cache-Control"] == "no-store"


def test_the_rest_of_the_question_is_searched_for(client):
    offering("bibliotek", title="Bibliotek")
    offering("relation", title="Nära relationer och mig")

    page = client.get("/sv/stod/", {"q": "bibliotek nära mig"})

    assert hits(page) == ["bibliotek"]
    assert is_offered_what_is_nearest(page)


def test_a_close_relationship_is_searched_for_as_it_stands(client):
    offering("bibliotek", title="Bibliotek")
    offering("relation", title="Nära relationer")

    page = client.get("/sv/stod/", {"q": "nära relation"})

    assert hits(page) == ["relation"]
    assert not is_offered_what_is_nearest(page)


def test_near_and_an_age_shows_what_is_for_that_age(client):
    offering("liten", ages=(0, 5))
    offering("stor", ages=(13, 17))

    assert hits(client.get("/sv/stod/", {"q": "nära mig för 2 åring"})) == ["liten"]


def test_who_has_said_where_she_is_is_not_told_how(client):
    offering("bibliotek", title="Bibliotek")

    page = client.get("/sv/stod/", {"q": "nära mig", "near": "57.72,12.94"})

    assert hits(page) == ["bibliotek"]
    assert not is_offered_what_is_nearest(page)
