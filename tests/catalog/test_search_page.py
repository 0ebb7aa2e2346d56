"""What the list says about the words somebody typed: help first, how they were read, and where else to look."""

from urllib.parse import parse_qs

import pytest

from boras_guide.languages import LANGUAGES
from support.models import Offering
from tests.catalog.reading import Element, hits, read, total
from tests.catalog.searching import protection
from tests.factories import area, offering, offering_type, topic

pytestmark = pytest.mark.django_db


def page_of(client, text: str, language: str = "sv", **chosen: str) -> Element:
    response = client.get(f"/{language}/stod/", {"q": text, **chosen})
    assert response.status_code == 200
    return read(response)


def before(page: Element, first: Element, second: Element) -> bool:
    order = list(page.elements())
    return order.index(first) < order.index(second)


# --- Help stands first -----------------------------------------------------------------------------


@pytest.fixture
def helpline() -> Offering:
    topic("violence", is_sensitive=True)
    helpline = offering(
        "helpline",
        title="Stödlinjen",
        summary="Vi lyssnar dygnet runt.",
        title_ar="خط الدعم",
        phone="020-50 50 50",
        topics=["violence"],
    )
    protection("danger", first=helpline, sv="man slår")
    return helpline


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_writes_of_danger_sees_whom_to_call_before_anything_else(client, helpline, language):
    offering("shouting", title="När man slår i dörrar")
    page = page_of(client, "min man slår mig", language)
    panel = page.one("section", class_="protection")
    number = panel.one("a", class_="call__number")

    assert number["href"] == "tel:+4620505050" and number.text == "020-50 50 50"
    assert panel.all("a", href=f"/{language}/stod/helpline/")
    assert panel.all("a", href="tel:112") and panel.all("a", href=f"/{language}/akut/")
    assert before(page, panel, page.one(id="find"))
    assert next(iter(page.one("main").all("a"))) is number


def test_the_name_of_the_help_is_in_the_language_of_the_page(client, helpline):
    assert "خط الدعم" in page_of(client, "man slår", "ar").one("section", class_="protection").text


def test_such_a_page_has_a_way_out_and_a_title_that_says_nothing(client, helpline):
    response = client.get("/sv/stod/", {"q": "min man slår mig"})
    page = read(response)

    assert page.one("title").text == "Stöd i Borås"
    assert "slår" not in str([meta.attrs for meta in page.all("meta")])
    assert page.one("aside", class_="exit-bar").all("a", class_="exit")
    assert response["Cache-Control"] == "no-store" and response["Referrer-Policy"] == "no-referrer"


def test_help_without_a_number_is_shown_all_the_same(client, helpline):
    Offering.objects.filter(pk=helpline.pk).update(phone="")

    panel = page_of(client, "man slår").one("section", class_="protection")

    assert not panel.all("a", class_="call__number")
    assert panel.all("a", href="/sv/stod/helpline/")


def test_help_that_is_the_emergency_number_does_not_say_it_twice(client, helpline):
    Offering.objects.filter(pk=helpline.pk).update(phone="112")

    assert len(page_of(client, "man slår").one("section", class_="protection").all("a", href="tel:112")) == 1


def test_words_without_danger_get_the_ordinary_page(client, helpline):
    offering("reading", title="Läs och slå upp")
    page = page_of(client, "slå upp")

    assert not page.all("section", class_="protection") and not page.all("aside", class_="exit-bar")
    assert "slå upp" in page.one("title").text


# --- How the words were read -----------------------------------------------------------------------


def test_a_word_that_was_mended_is_said_and_can_be_had_as_it_was_typed(client):
    offering("library", title="Biblioteket")
    page = page_of(client, "bibliotkeet", age="3")
    said = page.one("p", class_="corrected")
    link = said.one("a")

    assert said["role"] == "status"
    assert "biblioteket" in said.text and "bibliotkeet" in link.text
    assert parse_qs(link["href"].removeprefix("?"))["q"] == ["bibliotkeet"]
    assert parse_qs(link["href"].removeprefix("?"))["age"] == ["3"]
    assert hits(client.get("/sv/stod/", {"q": "bibliotkeet"})) == ["library"]
    assert total(client.get(f"/sv/stod/{link['href']}")) == 0


def test_words_without_a_mistake_are_not_commented_on(client):
    offering("library", title="Biblioteket")
    page = page_of(client, "biblioteket")

    assert not page.all("p", class_="corrected") and not page.all("p", class_="unknown")


def test_what_the_words_name_is_a_way_to_narrow_the_list_that_loses_nothing(client):
    area("norrby", name="Norrby")
    offering("here", title="Sång", areas=["norrby"], ages=(0, 3))
    offering("there", title="Sång överallt", ages=(0, 3))
    page = page_of(client, "sång norrby 2 år")
    links = page.one("div", class_="understood").all("a")

    assert {link.text for link in links} == {"2 år", "Norrby"}
    for link in links:
        asked = parse_qs(link["href"].removeprefix("?"))
        assert asked.pop("q") == ["sång norrby 2 år"]
        assert asked in ({"age": ["2"]}, {"area": ["norrby"]})
        assert client.get(f"/sv/stod/{link['href']}").status_code == 200


def test_what_is_chosen_already_is_not_offered_again(client):
    area("norrby", name="Norrby")
    offering("here", title="Sång", areas=["norrby"], ages=(0, 3))

    one = page_of(client, "sång norrby 2 år", area="norrby")
    none = page_of(client, "sång norrby 2 år", area="norrby", age="2")

    assert [link.text for link in one.one("div", class_="understood").all("a")] == ["2 år"]
    assert not none.all("div", class_="understood")


def test_a_word_that_nothing_has_is_named_quietly_beside_the_hits(client):
    offering("song", title="Sång")

    assert "xyzzyq" in page_of(client, "sång xyzzyq").one("p", class_="unknown").text


def test_the_words_searched_for_are_marked_in_names_and_summaries_and_nowhere_else(client):
    offering("song", title="Sång för små", summary="Vi sjunger en sång.")
    page = page_of(client, "sång")

    assert {mark.text.casefold() for mark in page.all("mark")} == {"sång"}
    assert all(mark.is_inside(data_offering="song") for mark in page.all("mark"))
    assert not read(client.get("/sv/stod/")).all("mark")


# --- Few hits, or none -----------------------------------------------------------------------------


def test_few_hits_come_with_a_topic_to_go_on_with_and_a_person_to_ask(client):
    topic("sleep", name_sv="Sömn")
    offering("night", title="Sömnskola", topics=["sleep"])
    page = page_of(client, "sömn")
    more = page.one("div", class_="search-more")

    assert int(page.one(data_total=True)["data-total"]) == 1
    assert more.all("a", href="/sv/amne/sleep/")
    assert more.one("section", class_="human").all("a", href="/sv/akut/")
    assert before(page, page.one("article", data_offering="night"), more)


def test_many_hits_need_no_more_help(client):
    for number in range(4):
        offering(f"song-{number}", title=f"Sång {number}")

    assert not page_of(client, "sång").all("div", class_="search-more")


def test_few_offerings_that_nobody_searched_for_need_none_either(client):
    offering("song")

    assert not read(client.get("/sv/stod/")).all("div", class_="search-more")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_find_nothing_are_named_and_there_is_a_way_on(client, language):
    offering("song", title="Sång")
    page = page_of(client, "xyzzyq", language)
    empty = page.one("div", class_="empty")

    assert page.one(data_total=True)["data-total"] == "0"
    assert "xyzzyq" in empty.text
    ways = {link["href"] for link in empty.all("a")}
    assert {f"/{language}/stod/", f"/{language}/akut/"} <= ways
    assert any(way.startswith("tel:") for way in ways)


def test_when_filters_leave_nothing_it_says_how_the_words_were_read_and_what_to_leave_out(client):
    area("norrby", name="Norrby")
    offering_type("group")
    offering("song", title="Sång", ages=(0, 3), areas=["norrby"])
    page = page_of(client, "sång norrby", type="group")
    empty = page.one("div", class_="empty")

    assert "Norrby" in [strong.text for strong in empty.all("strong")]
    assert len(empty.one("ul", class_="loosened").all("a")) == 1


HOSTILE = '"><script>alert(1)</script><b>'


@pytest.mark.parametrize("beside", ["", "sång", "man slår", "norrby 2 år"])
def test_hostile_words_stay_words_wherever_they_are_repeated(client, helpline, beside):
    area("norrby", name="Norrby")
    offering("song", title="Sång")
    page = page_of(client, f"{HOSTILE} {beside}")

    assert all(script["src"].startswith("/static/") for script in page.all("script"))
    assert not page.all("b")


def test_a_name_that_looks_like_markup_is_marked_as_text(client):
    offering("odd", title="<b>Sång</b> & dans", summary="<i>sång</i>")
    page = page_of(client, "sång")

    assert len(page.all("mark")) == 2
    assert not page.all("b") and not page.all("i")
    assert page.one("article", data_offering="odd").one("h3").text == "<b>Sång</b> & dans"
