"""What the head of a page tells search engines, feed readers, browsers and chats."""

import pytest
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.utils import translation

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import Element, read
from tests.factories import offering, topic, update

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SPOKEN = [code for code, language in LANGUAGES.items() if not language.is_variant]
PAGES = ["", "stod/", "stod/babycafe/", "stod/refuge/", "nytt/", "nytt/news/", "akut/"]
HOME = "https://guide.example"


@pytest.fixture(autouse=True)
def content(settings):
    settings.PUBLIC_URL = HOME
    topic("violence", is_sensitive=True)
    offering("babycafe", title="Babycafé", summary="Fika med andra.", topics=["sleep"])
    offering("refuge", title="Kvinnojouren", summary="Skydd efter våld.", topics=["violence"])
    offering("gone", status="withdrawn")
    update("news")


def canonical(page: Element) -> str:
    return page.one("link", rel="canonical")["href"]


def alternates(page: Element) -> dict[str, str]:
    """hreflang → address; a language named twice is a fault."""
    links = page.all("link", rel="alternate", hreflang=True)
    found = {link["hreflang"]: link["href"] for link in links}
    assert len(found) == len(links)
    return found


def is_indexed(page: Element) -> bool:
    return not page.all("meta", name="robots", content="noindex")


def og(page: Element) -> dict[str, str]:
    return {
        meta["property"].removeprefix("og:"): meta["content"]
        for meta in page.all("meta", property=True)
        if meta["property"].startswith("og:")
    }


# --- One address for each page ---------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_own_address_in_full(client, language, path):
    page = read(client.get(f"/{language}/{path}"))

    assert canonical(page) == f"{HOME}/{language}/{path}"
    assert is_indexed(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_itself_in_every_language_and_each_of_them_says_the_same(client, path):
    told = [alternates(read(client.get(f"/{code}/{path}"))) for code in SPOKEN]

    expected = {code: f"{HOME}/{code}/{path}" for code in SPOKEN}
    if not path:
        expected["x-default"] = f"{HOME}/"
    assert told == [expected] * len(SPOKEN)


@pytest.mark.parametrize("path", PAGES)
def test_easy_swedish_stands_for_itself(client, path):
    assert alternates(read(client.get(f"/sv-simple/{path}"))) == {}


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("age=3&topic=sleep", "age=3&topic=sleep"),
        ("topic=sleep&age=3", "age=3&topic=sleep"),
        ("age=5&age=3", "age=3&age=5"),
        ("age=3&sort=changed", "age=3"),
        ("age=3&q=&area=", "age=3"),
        ("sort=title&utm_source=letter", ""),
        ("q=cafe&age=3", "age=3"),
        ("q=våld", ""),
    ],
)
@pytest.mark.parametrize("language", ["sv", "ar", "sv-simple"])
def test_a_list_is_known_by_its_filters_alone(client, language, asked, kept):
    page = read(client.get(f"/{language}/stod/?{asked}"))

    rest = f"stod/?{kept}" if kept else "stod/"
    assert canonical(page) == f"{HOME}/{language}/{rest}"
    if language != "sv-simple":
        assert alternates(page) == {code: f"{HOME}/{code}/{rest}" for code in SPOKEN}


@pytest.mark.parametrize("asked", ["q=babycafe", "q=våld&age=3", "q=nothingofthekind"])
def test_an_answer_to_what_somebody_typed_is_not_for_search_engines(client, asked):
    assert not is_indexed(read(client.get(f"/sv/stod/?{asked}")))


@pytest.mark.parametrize("asked", ["q=", "age=3", "sort=changed"])
def test_a_list_that_nobody_typed_for_is_for_search_engines(client, asked):
    assert is_indexed(read(client.get(f"/sv/stod/?{asked}")))


@pytest.mark.parametrize("language", ["sv", "ar", "sv-simple"])
@pytest.mark.parametrize("path", ["nonsense/", "stod/nonsense/", "stod/gone/", "stod/?age=99"])
def test_what_is_wrong_or_gone_has_no_address_to_keep(client, language, path):
    response = client.get(f"/{language}/{path}")
    page = read(response)

    assert response.status_code >= 400
    assert not is_indexed(page)
    assert not page.all("link", rel="canonical")
    assert alternates(page) == {}
    assert og(page) == {}


def test_a_strange_path_cannot_write_into_the_head(client):
    offering("odd")

    for path in ('/sv/stod/odd/"><b>/', "/sv/stod/?topic=%22%3E%3Cb%3E", "/sv/stod/?q=%22%3E%3Cb%3E"):
        assert not read(client.get(path)).one("head").all("b")


# --- What a view can say about its page --------------------------------------------------------------


def rendered(path: str, context: dict | None = None, **attributes) -> Element:
    """A page whose view sets these attributes on the request."""
    request = RequestFactory().get(path)
    request.resolver_match = None
    for name, value in attributes.items():
        setattr(request, name, value)
    with translation.override(path.split("/")[1]):
        response: HttpResponse = render(request, "base.html", context)
    return read(response)


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_a_page_in_two_languages_names_those_two(language):
    page = rendered(f"/{language}/minoritetssprak/", page_languages=("sv", "fi"))

    assert canonical(page) == f"{HOME}/{language}/minoritetssprak/"
    assert alternates(page) == {code: f"{HOME}/{code}/minoritetssprak/" for code in ("sv", "fi")}


def test_where_a_page_is_not_written_it_has_no_address_to_keep():
    page = rendered("/ar/minoritetssprak/", page_languages=("sv", "fi"))

    assert not is_indexed(page)
    assert not page.all("link", rel="canonical")
    assert alternates(page) == {}


def test_a_page_for_search_engines_in_two_languages_leads_to_itself_in_all():
    page = rendered("/fi/minoritetssprak/", page_languages=("sv", "fi"))

    links = {link.get("hreflang"): link["href"] for link in page.one("nav", class_="languages").all("a")}
    assert links["sv"] == "/sv/minoritetssprak/"
    assert links["ar"] == "/ar/minoritetssprak/"


def test_a_page_can_keep_search_engines_away():
    assert is_indexed(rendered("/sv/om/"))
    assert not is_indexed(rendered("/sv/om/", {"is_noindex": True}))


def test_a_page_outside_every_language_has_no_address_to_keep():
    page = rendered("/redaktion/visa/offering/1/sv/")

    assert not is_indexed(page)
    assert not page.all("link", rel="canonical")
    assert alternates(page) == {}


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ({"page_number": 1}, "stod/"),
        ({"page_number": 3}, "stod/?page=3"),
        ({"page_number": 3, "public_query": "?age=4&sort=title"}, "stod/?age=4&page=3"),
        ({"page_number": 3, "public_query": "?q=sleep&age=4"}, "stod/?age=4"),
    ],
)
def test_the_pages_of_a_long_list_are_known_one_by_one(asked, rest):
    page = rendered("/en/stod/", **asked)

    assert canonical(page) == f"{HOME}/en/{rest}"
    assert alternates(page)["ar"] == f"{HOME}/ar/{rest}"


# --- Feeds, browsers, chats ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_the_news_feed_and_the_search_of_its_language(client, language):
    page = read(client.get(f"/{language}/"))

    feed = page.one("link", rel="alternate", type="application/atom+xml")
    search = page.one("link", rel="search")
    assert feed["href"] == f"/{language}/nytt/atom.xml"
    assert search["type"] == "application/opensearchdescription+xml"
    assert search["href"] == f"/opensearch.xml?language={language}"
    assert feed["title"] and search["title"]
    for link in (feed, search):
        assert client.get(link["href"]).status_code == 200


def test_a_link_to_a_page_shows_its_title_and_its_words_in_a_chat(client):
    page = read(client.get("/sv/stod/babycafe/"))

    assert og(page) == {
        "type": "website",
        "url": canonical(page),
        "title": "Babycafé",
        "description": "Fika med andra.",
        "site_name": "Föräldraskapsguiden",
    }


def test_hostile_words_stay_words_in_a_chat_and_in_the_title(client):
    hostile = '"><b>&amp;"'
    offering("hostile", title=hostile, summary=hostile)

    page = read(client.get("/sv/stod/hostile/"))

    assert page.one("title").text.startswith(hostile)
    assert og(page)["title"] == og(page)["description"] == hostile


@pytest.mark.parametrize("path", ["stod/refuge/", "stod/?topic=violence", "akut/"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_of_a_sensitive_page_neither_chat_nor_title_says_what_it_is_about(client, language, path):
    page = read(client.get(f"/{language}/{path}"))

    texts = [page.one("title").text, *(text for name, text in og(page).items() if name != "url")]
    for word in ("Kvinnojouren", "våld", "Skydd", "Föräldraskapsguiden"):
        assert not [text for text in texts if word in text]
    assert "site_name" not in og(page)
    assert og(page)["description"]


def test_a_sensitive_page_asks_the_browser_to_remember_nothing(client):
    page = read(client.get("/sv/stod/refuge/"))

    assert not page.all("link", rel="search")
    assert not page.all("link", type="application/atom+xml")
