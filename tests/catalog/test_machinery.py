"""Pages for machines."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from boras_guide.middleware import PUBLIC_CACHE
from tests.catalog.reading import hits, read_xml
from tests.factories import offering

pytestmark = pytest.mark.django_db


def test_the_process_is_alive_and_ready(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_without_a_database_the_process_is_alive_but_not_ready(client, database_down):
    with database_down():
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_keeps_an_answer_about_health(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_over_plain_http_also_in_production(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.get("/sv/").status_code == 301


def test_crawlers_are_kept_out_of_the_desk_and_nothing_else(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    rules = [line for line in response.content.decode().splitlines() if line.startswith("Disallow")]
    assert rules == ["Disallow: /redaktion/"]


def test_crawlers_may_read_that_an_answer_to_a_search_is_not_for_them(client):
    rules = [line for line in client.get("/robots.txt").content.decode().splitlines() if "stod" in line]

    assert rules == []
    assert b'<meta name="robots" content="noindex">' in client.get("/sv/stod/?q=x").content


def test_crawlers_are_shown_the_map(client, settings):
    settings.PUBLIC_URL = "https://guide.example"

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: https://guide.example/sitemap.xml" in lines
    assert client.get("/sitemap.xml").status_code == 200


def security_txt(client) -> dict[str, str]:
    lines = client.get("/.well-known/security.txt").content.decode().strip().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines)
    return fields


def test_security_txt_says_whom_to_tell_and_for_less_than_a_year(client):
    response = client.get("/.well-known/security.txt")
    fields = security_txt(client)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"].startswith(("mailto:", "https://"))
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert datetime.timedelta(days=30) < expires - timezone.now() < datetime.timedelta(days=365)


def test_security_txt_says_the_same_all_day(client):
    assert security_txt(client) == security_txt(client)


# --- The guide among a browser's search engines ------------------------------------------------------

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
MOST_LETTERS = {"ShortName": 16, "LongName": 48, "Description": 1024}  # as OpenSearch 1.1 has it


def description(client, query: str = "") -> ElementTree.Element:
    root = read_xml(client.get(f"/opensearch.xml{query}"))
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    return root


def template(root: ElementTree.Element) -> str:
    [found] = [url.get("template") for url in root.iter(f"{OPENSEARCH}Url") if url.get("type") == "text/html"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_can_search_the_guide_in_every_language(client, settings, language):
    settings.PUBLIC_URL = "https://guide.example"

    root = description(client, f"?language={language}")

    assert template(root) == f"https://guide.example/{language}/stod/?q={{searchTerms}}"
    assert root.findtext(f"{OPENSEARCH}Language") == LANGUAGES[language].html_lang
    for tag, most in MOST_LETTERS.items():
        assert 0 < len(root.findtext(f"{OPENSEARCH}{tag}").strip()) <= most


def test_where_a_browser_searches_there_are_answers(client, settings):
    offering("babycafe")

    address = template(description(client)).removeprefix(settings.PUBLIC_URL)

    assert hits(client.get(address.replace("{searchTerms}", "babycafe"))) == ["babycafe"]


def test_a_browser_finds_its_way_back_to_the_description_and_its_picture(client, settings):
    root = description(client, "?language=ar")

    [own] = [url.get("template") for url in root.iter(f"{OPENSEARCH}Url") if url.get("rel") == "self"]
    assert own == f"{settings.PUBLIC_URL}/opensearch.xml?language=ar"
    assert root.findtext(f"{OPENSEARCH}Image").startswith(f"{settings.PUBLIC_URL}/static/")


@pytest.mark.parametrize("query", ["", "?language=", "?language=de", "?language=%22%3E%3Cx%3E", "?q=x"])
def test_in_a_language_nobody_knows_a_browser_searches_in_swedish(client, query):
    assert "/sv/stod/" in template(description(client, query))


def test_the_description_may_be_kept(client):
    first = client.get("/opensearch.xml?language=fi")

    again = client.get("/opensearch.xml?language=fi", headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert first["Content-Language"] == "fi"
    assert first["Cache-Control"] == PUBLIC_CACHE
    assert again.status_code == 304


def test_the_description_needs_no_database(client, database_down):
    with database_down():
        assert description(client, "?language=so") is not None


# -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt", "/opensearch.xml"]
)
def test_machines_get_no_cookie(client, path):
    client.get(path)

    assert not client.cookies
