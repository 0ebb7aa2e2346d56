"""The lists of all topics, types, adults, areas, places and administrations."""

import datetime
import re

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import Element, read, total
from tests.factories import (
    administration,
    area,
    audience,
    occasion,
    offering,
    offering_type,
    place,
    topic,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = datetime.timedelta(days=1)
LISTS = {"amne": topic, "typ": offering_type, "for": audience, "omrade": area, "aktor": administration}


def listed(client, name: str, language: str = "sv") -> dict[str, Element]:
    """Slug → the heading or item that links to it, in the page's order. Each stands once."""
    start = f"/{language}/{name}/"
    links = [link for link in read(client.get(start)).one("main").all("a") if link["href"].startswith(start)]
    slugs = [link["href"].removeprefix(start).strip("/") for link in links]
    found = {slug: link.parent for slug, link in zip(slugs, links, strict=True) if slug}
    assert len(found) == len([slug for slug in slugs if slug])
    return found


def number(item: Element) -> int:
    found = re.findall(r"\d+", item.text)
    return int(found[-1]) if found else 0


def something(slug: str = "a", word: str = "word", **fields):
    return offering(
        slug,
        topics=[word],
        type=word,
        audiences=[word],
        areas=[word],
        administration=word,
        **fields,
    )


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_leads_to_each_of_its_pages_in_every_language(client, name, language):
    something("a", "one")
    something("b", "two")

    found = listed(client, name, language)

    assert set(found) == {"one", "two"}
    for slug in found:
        assert client.get(f"/{language}/{name}/{slug}/").status_code == 200


@pytest.mark.parametrize(("name", "make"), LISTS.items())
def test_a_word_that_is_not_used_any_more_is_in_no_list(client, name, make):
    something()
    make("word", is_retired=True)

    assert "word" not in listed(client, name)


@pytest.mark.parametrize("name", ["typ", "omrade", "aktor"])
def test_the_number_beside_a_name_is_what_its_page_has_of_its_own(client, name):
    for slug in "abc":
        something(slug, title=slug)
    for status in ("draft", "review", "withdrawn"):
        something(status, status=status)
    something("later", publish_from=NOW + DAY)
    something("a", draft_of=something("d"))

    assert number(listed(client, name)["word"]) == 4
    assert total(client.get(f"/sv/{name}/word/")) == 4


def test_an_area_counts_what_is_there_or_at_a_place_there_each_once(client):
    hall = place("hall", area="norrby")
    offering("both", areas=["norrby"], places=[hall, place("library", area="norrby")])
    offering("at-a-place", places=[hall])
    offering("everywhere")

    assert number(listed(client, "omrade")["norrby"]) == 2


def test_an_area_with_nothing_of_its_own_is_in_the_list_and_says_so(client):
    area("gota")
    something()

    items = {slug: heading.parent for slug, heading in listed(client, "omrade").items()}

    assert number(items["gota"]) == 0
    assert items["gota"].all("p") and not items["word"].all("p")


def test_places_stand_by_area_and_only_where_something_is(client):
    place("empty", area="norrby")
    secret = place("secret", area="norrby")
    offering("draft", places=[secret], status="draft")
    offering("a", places=[place("hall", area="boda"), place("library", area="boda"), place("bus")])
    occasion(offering("b", areas=["boda"]), NOW + DAY, place=place("park", area="hulta"))

    found = listed(client, "plats")
    headings = [heading.text for heading in read(client.get("/sv/plats/")).one("main").all("h2")]

    assert list(found) == ["hall", "library", "park", "bus"]  # what lies in no area comes last
    assert headings[:2] == ["Boda", "Hulta"] and len(headings) == 3
    assert [number(item) for item in found.values()] == [1, 1, 1, 1]


def test_a_place_counts_an_offering_once(client):
    hall = place("hall")
    both = offering("both", places=[hall])
    for days in (1, 2):
        occasion(both, NOW + days * DAY, place=hall)

    assert number(listed(client, "plats")["hall"]) == total(client.get("/sv/plats/hall/")) == 1


def test_administrations_stand_by_kind(client):
    kinds = {"city": "municipal", "region": "region", "church": "civil_society", "state": "national"}
    for slug, kind in kinds.items():
        offering(f"by-{slug}", administration=administration(slug, kind=kind))
    offering("x", administration="city", cooperating=[administration("partner", kind="national")])
    administration("idle")

    found = listed(client, "aktor")

    assert list(found) == ["city", "region", "church", "partner", "state"]
    assert len(read(client.get("/sv/aktor/")).one("main").all("h2")) == 4
    assert [number(item) for item in found.values()] == [2, 1, 1, 0, 1]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("sv", ["zebra", "ao", "ae", "oe"]),
        ("fi", ["zebra", "ao", "ae", "oe"]),
        ("en", ["ao", "ae", "oe", "zebra"]),
    ],
)
def test_names_stand_in_the_readers_own_alphabet(client, language, order):
    names = {"zebra": "Zebran", "ao": "Ånäs", "ae": "Ängen", "oe": "Öresjö"}
    for slug, name in names.items():
        offering(f"by-{slug}", administration=administration(slug, name_sv=name))

    found = list(listed(client, "aktor", language))

    assert found[0] == order[0]
    assert language == "en" or found == order


def test_topics_and_kinds_stand_in_the_offices_order(client):
    for word in ("zebra", "apple", "middle"):
        something(word, word)

    for name in ("amne", "typ", "for"):
        assert list(listed(client, name)) == ["zebra", "apple", "middle"]


@pytest.mark.parametrize("name", [*LISTS, "plats", "alder", "nytt"])
def test_an_empty_guide_has_empty_lists(client, name):
    assert client.get(f"/ar/{name}/").status_code == 200


@pytest.mark.parametrize("name", [*LISTS, "plats", "alder", "alder/3", "alder/vantar-barn"])
def test_pages_can_only_be_read(client, name):
    assert client.post(f"/sv/{name}/").status_code == 405
    assert client.head(f"/sv/{name}/").status_code == 200
