"""Why is this a hit? The desk tells editors which words, where, and what they are worth."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalog.searching import protection, synonym
from tests.factories import offering, topic

pytestmark = pytest.mark.django_db
WHY = "/redaktion/varfor/"


@pytest.fixture
def cafe():
    topic("meeting", name_sv="Träffa andra", search_terms_sv="ensam")
    return offering("cafe", title="Babycafé", summary="Fika tillsammans.", topics=["meeting"])


@pytest.fixture
def told(admin_client):
    """`told("ensam")`: what the page says, in one line."""

    def ask(text: str, language: str = "sv") -> str:
        return " ".join(admin_client.get(WHY, {"q": text, "language": language}).text.split())

    return ask


def test_it_says_where_each_word_stands(cafe, told):
    page = told("ensam fika")

    assert "Babycafé" in page
    assert "ämne ”<bdi>ensam</bdi>”" in page
    assert "sammanfattning ”<bdi>fika</bdi>”" in page


def test_it_says_which_synonym_a_word_was_read_as(cafe, told):
    synonym("babycafé", sv="mammafika")

    assert "synonym: <bdi>babycafé</bdi>" in told("mammafika")


def test_it_says_what_was_corrected(cafe, told):
    assert "<bdi>babycaffe</bdi> → <bdi>babycafé</bdi>" in told("babycaffe")


def test_it_says_which_line_speaks_of_danger(cafe, told):
    protection("violence", first=cafe, sv="man slår")

    assert "Läst som fara" in told("min man slår mig")
    assert "raden ”<bdi>man slår</bdi>”" in told("min man slår mig")


def test_a_word_that_finds_nothing_leads_to_a_synonym_with_it_filled_in(cafe, told):
    assert "/redaktion/support/synonym/add/?words_so=qxzqxz" in told("qxzqxz", "so")


@pytest.mark.parametrize("text", ["", "   ", "'\"<script>", "a" * 5000, "\x00", "%"])
def test_anything_may_be_asked(cafe, told, text):
    assert "Varför är det en träff?" in told(text)
    assert "<script>" not in told(text).split('class="why"')[1]


def test_it_asks_as_much_for_many_hits_as_for_one(admin_client, cafe):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(WHY, {"q": "ensam fika"})
        return len(queries)

    asked()
    one = asked()
    for number in range(10):
        offering(f"cafe-{number}", title="Babycafé", summary="Fika tillsammans.", topics=["meeting"])
    asked()

    assert asked() == one


def test_only_editors_see_it(client):
    answer = client.get(WHY, {"q": "ensam"})

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/redaktion/login/")
