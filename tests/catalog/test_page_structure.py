"""What every kind of page has in every language, for ears, fingers and search engines."""

from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client

from boras_guide.languages import LANGUAGES
from tests.catalog import every_page
from tests.catalog.reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Above these there is nothing, or they are the way in themselves.
WITHOUT_CRUMBS = {
    "start",
    "list",
    "list with a filter",
    "list without a hit",
    "calendar",
    "list of times without anything",
    "list of the times of a day",
    "urgent help",
}


@pytest.fixture(scope="module")
def content(for_the_module):
    with for_the_module():
        every_page.make()
        yield


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def pages(language, content, django_db_blocker) -> dict[str, Element]:
    """Kind → the page, in one language."""
    client = Client()
    found = {}
    with django_db_blocker.unblock():
        for kind, path in every_page.PATHS.items():
            response = client.get(f"/{language}/{path}")
            assert response.status_code == 200, path
            found[kind] = read(response)
    return found


def faulty(pages: dict[str, Element], has_fault) -> list[str]:
    return [kind for kind, page in pages.items() if has_fault(page)]


def test_every_page_says_which_language_it_is_in_and_which_way_it_runs(pages, language):
    known = LANGUAGES[language]

    assert faulty(pages, lambda page: page.one("html")["lang"] != known.html_lang) == []
    assert faulty(pages, lambda page: page.one("html")["dir"] != known.direction) == []


def test_every_page_has_one_heading_of_its_own(pages):
    def has_fault(page: Element) -> bool:
        headings = page.all("h1")
        return len(headings) != 1 or not headings[0].text or not headings[0].is_inside(id="main")

    assert faulty(pages, has_fault) == []


def test_no_page_skips_a_level_of_headings(pages):
    def has_fault(page: Element) -> bool:
        levels = [int(one.tag[1]) for one in page.elements() if one.tag in HEADINGS]
        return levels[0] != 1 or any(after > before + 1 for before, after in pairwise(levels))

    assert faulty(pages, has_fault) == []


def test_no_heading_and_no_link_is_empty(pages):
    def has_fault(page: Element) -> bool:
        spoken = [one for one in page.elements() if one.tag in (*HEADINGS, "a", "summary", "button")]
        return any(not one.text and not one.get("aria-label") for one in spoken)

    assert faulty(pages, has_fault) == []


def test_every_link_leads_somewhere(pages):
    assert faulty(pages, lambda page: [link for link in page.all("a") if not link.get("href")]) == []


def test_every_id_stands_once_and_whatever_names_one_finds_it(pages):
    def has_fault(page: Element) -> bool:
        ids = Counter(one["id"] for one in page.all(id=True))
        named = {name for one in page.all(aria_labelledby=True) for name in one["aria-labelledby"].split()}
        named |= {name for one in page.all(aria_describedby=True) for name in one["aria-describedby"].split()}
        named |= {one["for"] for one in page.all("label", for_=True)}
        named |= {link["href"][1:] for link in page.all("a") if link.get("href").startswith("#")}
        return any(number > 1 for number in ids.values()) or not named <= ids.keys()

    assert faulty(pages, has_fault) == []


def test_every_page_says_where_it_stands(pages, language):
    for kind in pages.keys() - WITHOUT_CRUMBS:
        links = pages[kind].one("nav", class_="wrap crumbs").all("a")
        addresses = [link["href"] for link in links]
        assert addresses[0] == f"/{language}/", kind
        assert len(set(addresses)) == len(addresses), kind
        assert all(link.text for link in links), kind


def test_an_offering_stands_below_its_kind_and_a_topic_below_all_topics(pages):
    def above(kind: str) -> list[str]:
        links = pages[kind].one("nav", class_="wrap crumbs").all("a")
        return [link["href"].split("/", 2)[2] for link in links]

    assert above("offering") == ["", "stod/", "typ/course/"]
    assert above("topic") == ["", "amne/"]
    assert above("place") == ["", "omrade/", "omrade/norrby/"]
    assert above("a piece of news") == ["", "nytt/"]


def test_every_page_has_a_title_and_a_description_of_its_own(pages):
    def description(page: Element) -> str:
        return page.one("meta", name="description")["content"]

    own = {kind: page for kind, page in pages.items() if kind not in every_page.SENSITIVE}
    titles = Counter(page.one("title").text for page in own.values())
    assert not [title for title, number in titles.items() if number > 1]
    assert not faulty(pages, lambda page: not page.one("title").text or not description(page))
    lists = {kind for kind in own if kind.startswith("list") or kind == "start"}  # one and the same list
    words = Counter(description(page) for kind, page in own.items() if kind not in lists)
    assert not [text for text, number in words.items() if number > 1]


def test_no_description_holds_markup(pages):
    for page in pages.values():
        assert "<" not in page.one("meta", name="description")["content"]


def test_every_page_leads_to_itself_in_every_language(pages):
    for kind, page in pages.items():
        links = [link["href"] for link in page.one("nav", class_="languages").all("a")]
        assert len(links) == len(LANGUAGES)
        assert len({address.split("/", 2)[2] for address in links} - {""}) <= 1, kind
