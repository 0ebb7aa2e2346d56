"""In each hit the words that were searched for are marked."""

import pytest

from tests.catalog.reading import read
from tests.factories import offering

pytestmark = pytest.mark.django_db


def marked_in(client, text: str, language: str = "sv") -> set[str]:
    return {mark.text for mark in read(client.get(f"/{language}/stod/", {"q": text})).all("mark")}


def test_the_words_that_were_searched_for_are_marked_in_every_form(client):
    offering("a", title="Läxhjälp på Norrby", summary="Hjälp med läxorna, för alla.")

    assert {"läxorna"} <= marked_in(client, "läxa")
    assert {"Läxhjälp"} <= marked_in(client, "LAXHJALP")
    assert "för" not in marked_in(client, "läxa")


def test_marks_stand_in_the_language_that_is_shown(client):
    offering("a", title="Öppen förskola", title_ar="روضة مفتوحة")

    assert marked_in(client, "روضة", "ar") == {"روضة"}
    assert marked_in(client, "förskola", "ar") <= {"förskola"}


def test_without_words_nothing_is_marked(client):
    offering("a", title="Läxhjälp")

    assert not read(client.get("/sv/stod/?age=3")).all("mark")


def test_a_mark_never_lets_markup_through(client):
    title = '<b onclick="x">Sömn</b> & <script>alert(1)</script> </mark>'
    offering("a", title=title)

    page = read(client.get("/sv/stod/", {"q": "sömn alert onclick script mark"}))
    heading = page.one("h3", class_="hit__title")

    assert heading.text == title
    assert {mark.text for mark in heading.all("mark")} >= {"Sömn", "alert"}
    assert {element.tag for element in heading.elements()} == {"a", "mark"}
