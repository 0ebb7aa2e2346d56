"""The map of every page, for search engines."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from boras_guide.middleware import PUBLIC_CACHE
from catalog.sitemaps import PublicPages
from support.models import Offering
from tests.catalog.reading import read, read_xml
from tests.factories import (
    administration,
    area,
    audience,
    occasion,
    offering,
    offering_type,
    place,
    topic,
    update,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = datetime.timedelta(days=1)
HOME = "https://guide.example"
SPOKEN = [code for code, language in LANGUAGES.items() if not language.is_variant]
PROTOCOL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def at_home(settings):
    settings.PUBLIC_URL = HOME


def entries(client, address: str = "/sitemap.xml") -> dict[str, ElementTree.Element]:
    """Address → its entry. An address that stands twice is a fault."""
    root = read_xml(client.get(address))
    assert root.tag == f"{PROTOCOL}urlset"
    found = {url.findtext(f"{PROTOCOL}loc"): url for url in root}
    assert len(found) == len(root)
    return found


def pages(client, language: str = "sv") -> set[str]:
    """Paths after the language."""
    start = f"{HOME}/{language}/"
    return {address.removeprefix(start) for address in entries(client) if address.startswith(start)}


def alternates(entry: ElementTree.Element) -> dict[str, str]:
    return {link.get("hreflang"): link.get("href") for link in entry.iter(f"{XHTML}link")}


# --- What stands in it -------------------------------------------------------------------------------


def test_every_kind_of_page_is_on_the_map(client):
    offering(
        "babycafe",
        type="meeting",
        topics=["sleep"],
        audiences=["father"],
        areas=["norrby"],
        places=["hall"],
    )
    update("news")

    assert pages(client) == {
        *("", "stod/", "stod/babycafe/", "kalender/"),
        *("alder/", "alder/vantar-barn/", *(f"alder/{years}/" for years in range(18))),
        *("amne/", "amne/sleep/", "typ/", "typ/meeting/", "for/", "for/father/"),
        *("omrade/", "omrade/norrby/", "plats/", "plats/hall/"),
        *("aktor/", "aktor/forskoleforvaltningen/"),
        *("nytt/", "nytt/news/", "akut/"),
        *("om/", "tillganglighet/", "integritet/", "oppna-data/", "minoritetssprak/"),
    }


def test_no_kind_of_page_is_forgotten(client):
    """Whoever gives the guide a new kind of page decides here whether it is on the map."""
    resolver = get_resolver()
    in_languages = resolver.url_patterns[-1]
    routes = {str(pattern.pattern) for pattern in in_languages.url_patterns}
    offering("babycafe", topics=["sleep"], audiences=["father"], areas=["norrby"], places=["hall"])
    update("news")

    on_the_map = {resolver.resolve(f"/sv/{path}").route for path in pages(client)}

    assert {f"sv/{route}" for route in routes} - on_the_map == {
        "sv/nytt/atom.xml",
        "sv/stod/forslag/",  # what the search field suggests: no page
        # files for calendars
        "sv/kalender.ics",
        "sv/kalender/kalender.ics",
        *(f"sv/{kind}/<slug:slug>/kalender.ics" for kind in ("stod", "omrade", "plats")),
    }


def test_a_page_is_on_the_map_in_every_language(client):
    offering("babycafe")
    update("news")

    in_swedish = pages(client) - {"minoritetssprak/"}

    for language in LANGUAGES:
        assert pages(client, language) - {"minoritetssprak/"} == in_swedish


def test_the_page_about_minority_languages_is_on_the_map_in_swedish_and_finnish(client):
    found = {address for address in entries(client) if address.endswith("/minoritetssprak/")}

    assert found == {f"{HOME}/sv/minoritetssprak/", f"{HOME}/fi/minoritetssprak/"}
    for address in found:
        assert set(alternates(entries(client)[address])) == {"sv", "fi"}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "review"},
        {"status": "withdrawn"},
        {"publish_from": NOW + DAY},
        {"publish_until": NOW - DAY},
    ],
)
def test_an_offering_that_is_not_public_is_not_on_the_map_nor_where_it_would_be(client, fields):
    offering("secret", places=["hidden"], administration="shy", cooperating=["shyer"], **fields)

    assert pages(client) & {"stod/secret/", "plats/hidden/", "aktor/shy/", "aktor/shyer/"} == set()


def test_a_draft_of_a_public_offering_is_not_on_the_map(client):
    public = offering("babycafe")
    offering("babycafe-new", draft_of=public)

    assert "stod/babycafe/" in pages(client)
    assert "stod/babycafe-new/" not in pages(client)


@pytest.mark.parametrize("fields", [{"is_published": False}, {"published_on": NOW.date() + 2 * DAY}])
def test_news_that_is_not_public_is_not_on_the_map_nor_who_gave_it(client, fields):
    update("secret", administration="shy", **fields)

    assert pages(client) & {"nytt/secret/", "aktor/shy/"} == set()


def test_a_word_that_is_not_used_any_more_is_not_on_the_map(client):
    for make in (topic, offering_type, audience, area):
        make("retired", is_retired=True)
    offering("babycafe", administration=administration("closed", is_retired=True))

    assert not [path for path in pages(client) if path.endswith(("/retired/", "/closed/"))]


def test_whoever_is_responsible_takes_part_or_has_news_is_on_the_map(client):
    offering("babycafe", administration="responsible", cooperating=["partner"])
    update("news", administration="messenger")
    administration("idle")

    found = {path for path in pages(client) if path.startswith("aktor/")}

    assert found == {"aktor/", "aktor/responsible/", "aktor/partner/", "aktor/messenger/"}


def test_a_place_where_only_some_of_the_times_are_is_on_the_map(client):
    occasion(offering("course", places=["hall"]), NOW + DAY, place=place("library"))
    place("empty")

    found = {path for path in pages(client) if path.startswith("plats/")}

    assert found == {"plats/", "plats/hall/", "plats/library/"}


def test_sensitive_pages_are_on_the_map_for_they_are_public(client):
    offering("refuge", topics=[topic("violence", is_sensitive=True)])

    assert {"stod/refuge/", "amne/violence/"} <= pages(client)


# --- What it says about them -------------------------------------------------------------------------


def test_each_address_names_the_page_in_every_language_and_itself(client):
    offering("babycafe")

    for address, entry in entries(client).items():
        language, _, path = address.removeprefix(f"{HOME}/").partition("/")
        if language == "sv-simple":
            assert alternates(entry) == {}
            continue
        codes = ("sv", "fi") if path == "minoritetssprak/" else SPOKEN
        expected = {code: f"{HOME}/{code}/{path}" for code in codes}
        assert alternates(entry) == (expected if path else {**expected, "x-default": f"{HOME}/"})


@pytest.mark.parametrize("language", ["fi", "ar", "sv-simple"])
def test_what_is_on_the_map_can_be_read_and_says_the_same(client, language):
    offering("babycafe", topics=["sleep"], audiences=["father"], places=["hall"], cooperating=["partner"])
    offering("everywhere")
    area("norrby")
    update("news", administration="messenger")
    on_the_map = {address: entry for address, entry in entries(client).items() if f"/{language}/" in address}

    for address, entry in on_the_map.items():
        page = read(client.get(address.removeprefix(HOME)))
        links = page.all("link", rel="alternate", hreflang=True)
        assert page.one("link", rel="canonical")["href"] == address
        assert {link["hreflang"]: link["href"] for link in links} == alternates(entry)
        assert not page.all("meta", name="robots"), address


def test_a_word_or_an_area_with_nothing_to_offer_is_not_on_the_map(client):
    for make in (topic, offering_type, area):
        make("empty")
    offering("babycafe", areas=["norrby"])
    before = {path for path in pages(client) if path.endswith("/empty/")}
    offering("everywhere")  # in every area, then

    assert before == set()
    assert {path for path in pages(client) if path.endswith("/empty/")} == {"omrade/empty/"}


def test_every_adult_has_a_page_on_the_map_for_it_says_what_she_can_do(client):
    audience("neighbours")

    assert "for/neighbours/" in pages(client)


def test_it_says_when_an_offering_and_news_last_changed(client):
    offering("babycafe")
    update("news")
    changed = datetime.datetime(2026, 5, 4, 23, 30, tzinfo=datetime.UTC)  # the fifth in Borås
    Offering.objects.update(changed_at=changed)

    found = entries(client)

    def changed_on(path: str) -> str | None:
        return found[f"{HOME}/ar/{path}"].findtext(f"{PROTOCOL}lastmod")

    assert changed_on("stod/babycafe/") == "2026-05-05"
    assert changed_on("nytt/news/") == changed_on("nytt/") == timezone.localdate().isoformat()
    assert changed_on("akut/") is None


def test_an_entry_holds_what_the_protocol_allows_in_its_order(client):
    offering("babycafe")

    for entry in entries(client).values():
        tags = [child.tag for child in entry if child.tag != f"{XHTML}link"]
        assert tags in ([f"{PROTOCOL}loc"], [f"{PROTOCOL}loc", f"{PROTOCOL}lastmod"])
        assert all(link.get("rel") == "alternate" for link in entry.iter(f"{XHTML}link"))
        assert len(entry.findtext(f"{PROTOCOL}loc")) < 2_048


def test_an_empty_guide_has_a_map(client):
    assert {"", "stod/", "akut/"} <= pages(client)


def test_more_addresses_than_one_map_may_hold_go_on_in_the_next(client, monkeypatch):
    whole = list(entries(client))
    monkeypatch.setattr(PublicPages, "limit", len(whole) // 2 + 1)

    first, second = (list(entries(client, f"/sitemap.xml?p={number}")) for number in (1, 2))

    assert first + second == whole
    assert client.get("/sitemap.xml?p=3").status_code == 404
    assert client.get("/sitemap.xml?p=x").status_code == 404


# --- How it is answered ------------------------------------------------------------------------------


def test_it_may_be_kept_and_is_not_sent_again_unchanged(client):
    offering("babycafe")
    first = client.get("/sitemap.xml", headers={"accept-encoding": "gzip"})

    again = client.get("/sitemap.xml", headers={"if-none-match": first["ETag"], "accept-encoding": "gzip"})

    assert first["Content-Type"] == "application/xml"
    assert first["Content-Encoding"] == "gzip"
    assert first["Cache-Control"] == again["Cache-Control"] == PUBLIC_CACHE
    assert "noindex" in first["X-Robots-Tag"]
    assert again.status_code == 304
    assert not first.cookies


def test_a_change_is_on_the_map_at_once(client):
    first = client.get("/sitemap.xml")
    offering("babycafe")

    again = client.get("/sitemap.xml", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert b"/stod/babycafe/" in again.content


def test_it_can_only_be_read(client):
    assert client.post("/sitemap.xml").status_code == 405


def test_without_a_database_it_asks_to_come_back(client, database_down):
    with database_down():
        assert client.get("/sitemap.xml").status_code == 503


def test_it_asks_the_database_as_much_for_many_pages_as_for_few(client):
    def make(first: int, after_last: int) -> int:
        for number in range(first, after_last):
            offering(
                f"offering-{number}",
                topics=[f"topic-{number}"],
                places=[f"place-{number}"],
                administration=f"body-{number}",
            )
            update(f"news-{number}")
        with CaptureQueriesContext(connection) as queries:
            Client().get("/sitemap.xml")
        assert not [query for query in queries if "title" in query["sql"] or "name_" in query["sql"]]
        return len(queries)

    few = make(0, 2)
    many = make(2, 12)

    assert few == many <= 12


def test_a_full_map_of_the_longest_addresses_is_no_larger_than_the_protocol_allows(client, settings):
    settings.PUBLIC_URL = "https://foraldraskapsguiden.boras.se"
    longest = "a" * Offering._meta.get_field("slug").max_length
    offering(longest)

    lines = client.get("/sitemap.xml").content.splitlines()
    sizes = [len(line) for line in lines if longest.encode() in line]

    assert len(sizes) == len(LANGUAGES)
    assert sum(sizes) / len(sizes) * PublicPages.limit < 50 * 2**20
