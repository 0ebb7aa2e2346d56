"""The first page, and the way to it."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import hits, read
from tests.factories import area, audience, offering, offering_type, topic, update

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asks_for", "language"),
    [
        ("sv", "sv"),
        ("ar-SY,ar;q=0.9,en;q=0.5", "ar"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.3, so;q=0.9", "so"),
        ("de, fi;q=0.5", "fi"),
        ("prs-AF", "fa"),
        ("fa-IR", "fa"),
        ("hr", "bs"),
        ("sr-Latn-RS", "bs"),
        ("sq-XK", "sq"),
        ("sv-simple", "sv"),
        ("sv-SE-simple, ar;q=0.5", "sv"),
        ("de, zh", "sv"),
        ("*", "sv"),
        ("", "sv"),
        ("nonsense;;;q=x", "sv"),
        ("ar;q=0, uk;q=0.1", "uk"),
        ("ar;q=0", "sv"),  # anything but Arabic
        ("x" * 10_000, "sv"),
        ("\u202e\x00", "sv"),
    ],
)
def test_the_first_visit_is_in_the_language_the_browser_asks_for(client, asks_for, language):
    response = client.get("/", headers={"accept-language": asks_for})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


def test_a_browser_that_asks_for_nothing_gets_swedish(client):
    assert client.get("/")["Location"] == "/sv/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_leads_to_search_ages_topics_types_adults_and_urgent_help(client, language):
    offering("a", type="course", topics=["sleep"], audiences=["grandparent"], areas=["norrby"])
    page = read(client.get(f"/{language}/"))

    links = {link.get("href") for link in page.all("a")}
    home = f"/{language}/"
    assert page.one("input", name="q")
    assert any(form.get("action") == f"{home}stod/" for form in page.all("form"))
    assert {f"{home}typ/course/", f"{home}amne/sleep/", f"{home}for/grandparent/"} <= links
    assert {f"{home}omrade/norrby/", f"{home}alder/", f"{home}nytt/"} <= links
    assert {f"{home}alder/vantar-barn/", *(f"{home}alder/{age}/" for age in range(18))} <= links
    assert f"/{language}/akut/" in links
    assert "tel:112" in links


def test_every_link_on_the_start_page_leads_to_support(client):
    offering("a", type="course", topics=["sleep"], audiences=["grandparent"], ages=(None, 17))
    kinds = ("alder", "amne", "typ", "for", "omrade")

    links = [link["href"] for link in read(client.get("/sv/")).one("main").all("a")]
    to_support = [
        address for address in links if address.split("/")[2:][:1] and address.split("/")[2] in kinds
    ]

    assert len(to_support) == 22  # nineteen ages, a topic, a type, an adult
    for address in to_support:
        assert hits(client.get(address)) == ["a"], address


def test_the_words_that_parents_use_most_lead_to_the_list_about_them(client, reference_vocabulary):
    offering("a", topics=["sleep"])

    links = [link["href"] for link in read(client.get("/sv/")).one("main").all("a")]

    assert hits(client.get("/sv/stod/?topic=sleep")) == ["a"]
    assert "/sv/stod/?topic=sleep" in links


def test_no_link_on_the_start_page_leads_to_a_fault(client, reference_vocabulary):
    for link in read(client.get("/sv/")).all("a"):
        if link.get("href").startswith("/"):
            assert client.get(link["href"]).status_code == 200, link["href"]


@pytest.fixture
def reference_vocabulary():
    """The topics that the start page names itself."""
    for code in ("sleep", "meeting_others", "school_attendance", "new_in_sweden"):
        topic(code)


def test_words_that_are_not_used_any_more_are_not_offered(client):
    for make in (topic, offering_type, audience, area):
        make("old-word", is_retired=True)

    assert b"old-word" not in client.get("/sv/").content


def test_the_start_page_counts_what_the_public_can_see(client):
    for number in range(7):
        offering(f"o{number}")
    offering("draft", status="draft")
    offering("later", publish_from=timezone.now() + datetime.timedelta(days=1))

    every = read(client.get("/sv/")).one("a", class_="more", href="/sv/stod/")

    assert "7" in every.text


def test_the_three_latest_news_are_on_the_start_page(client):
    today = timezone.localdate()
    for number in range(4):
        update(f"news-{number}", published_on=today - datetime.timedelta(days=number))

    links = [link["href"] for link in read(client.get("/sv/")).all("a") if "/nytt/news" in link.get("href")]

    assert links == ["/sv/nytt/news-0/", "/sv/nytt/news-1/", "/sv/nytt/news-2/"]


def test_an_empty_guide_still_has_a_start_page(client):
    assert client.get("/ar/").status_code == 200
