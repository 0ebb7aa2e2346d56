"""When something is wrong: in the reader's language, with a way home and numbers to call."""

import pytest
from django.db import InterfaceError
from django.test import Client

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import read
from tests.factories import assigned, offering
from tests.login import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def reader(settings) -> Client:
    """A browser that meets the guide as it is, where some views fail."""
    settings.ROOT_URLCONF = "tests.catalog.broken_urls"
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


FAULTS = {
    "bad parameters": (400, "get", "stod/?" + "&".join(f"a{number}=1" for number in range(6_000))),
    "forbidden": (403, "get", "forbidden/"),
    "posted to": (405, "post", "stod/"),
    "unknown page": (404, "get", "nonsense/"),
    "unknown offering": (404, "get", "stod/nonsense/"),
    "wrong method": (405, "options", "stod/"),
    "withdrawn": (410, "get", "stod/old/"),
    "our fault": (500, "get", "fault/"),
    "database down": (503, "get", "database-down/"),
    "connection lost": (503, "get", "connection-lost/"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_wrong_the_page_is_in_the_readers_language_with_numbers_and_a_way_home(
    reader, fault, language
):
    status, method, path = FAULTS[fault]
    offering("old", status="withdrawn")

    response = getattr(reader, method)(f"/{language}/{path}")

    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
    page = read(response)
    assert page.one("html")["lang"] == LANGUAGES[language].html_lang
    assert page.one("html")["dir"] == LANGUAGES[language].direction
    assert response["Content-Language"] == LANGUAGES[language].html_lang
    assert page.one("h1").text
    assert page.one("title").text
    assert page.all("a", href=f"/{language}/")
    assert page.all("a", href="tel:112")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize("language", ["sv", "ar", "so"])
@pytest.mark.parametrize("fault", ["forbidden", "unknown page", "our fault", "database down"])
def test_a_fault_is_shown_also_when_the_database_is_gone(reader, database_down, fault, language):
    status, method, path = FAULTS[fault]

    with database_down():
        response = getattr(reader, method)(f"/{language}/{path}")

    assert response.status_code == status
    assert read(response).all("a", href="tel:112")


def test_not_found_stands_also_when_the_connection_is_lost(reader, database_down):
    with database_down(InterfaceError):
        assert reader.get("/sv/nonsense/").status_code == 404


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_tells_nothing_about_the_machinery(reader, fault):
    _, method, path = FAULTS[fault]
    offering("old", status="withdrawn")

    text = getattr(reader, method)(f"/en/{path}").content.decode()

    for word in ("secret", "Traceback", "django", "RuntimeError", "OperationalError"):
        assert word not in text


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_carries_the_headers_that_keep_readers_safe(reader, fault):
    _, method, path = FAULTS[fault]
    offering("old", status="withdrawn")

    response = getattr(reader, method)(f"/sv/{path}")

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Permissions-Policy"]


def test_every_kind_of_fault_has_words_of_its_own(reader):
    offering("old", status="withdrawn")
    headings = {}
    for status, method, path in FAULTS.values():
        headings[status] = read(getattr(reader, method)(f"/en/{path}")).one("h1").text

    assert len(set(headings.values())) == len(headings)


@pytest.mark.parametrize("path", ["", "stod/", "stod/babycafe/", "nytt/", "nytt/news/"])
def test_a_page_whose_database_is_gone_says_try_again_soon_and_whom_to_call(client, database_down, path):
    with database_down():
        response = client.get(f"/ar/{path}")

    assert response.status_code == 503
    assert 0 < int(response["Retry-After"]) <= 600
    numbers = {link["href"] for link in read(response).all("a") if link["href"].startswith("tel:")}
    assert {"tel:112", "tel:1177", "tel:+4620505050"} <= numbers


def test_a_short_link_whose_database_is_gone_says_whom_to_call(client, database_down):
    with database_down():
        response = client.get("/o/abcde/ar/")

    assert response.status_code == 503
    assert read(response).all("a", href="tel:112")


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_host_that_is_not_ours_is_refused(client, language):
    response = client.get(f"/{language}/stod", headers={"host": "evil.example"})

    assert response.status_code == 400
    page = read(response)
    assert page.one("html")["lang"] == language
    assert "evil.example" not in response.content.decode()


def test_a_page_outside_every_language_speaks_swedish(client):
    response = client.get("/nonsense/")

    assert response.status_code == 404
    assert read(response).one("html")["lang"] == "sv"
    assert read(response).all("a", href="/sv/")


def test_a_mistyped_address_still_offers_other_languages(client):
    nav = read(client.get("/ar/nonsense/")).one("nav", class_="languages")

    assert len(nav.all("a")) == len(LANGUAGES)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "path", ["/", "/sv/", "/sv/stod/", "/sv/akut/", "/sv/nytt/", "/o/abcde/", "/healthz", "/robots.txt"]
)
def test_public_pages_can_only_be_read(client, method, path):
    response = getattr(client, method)(path)

    assert response.status_code == 405
    assert response["Allow"]


@pytest.mark.parametrize("path", ["/", "/sv/", "/sv/stod/", "/sv/akut/", "/healthz"])
def test_asking_for_the_headers_alone_is_reading(client, path):
    asked, read_whole = client.head(path), client.get(path)

    assert asked.status_code == read_whole.status_code
    assert asked.content == b""


@pytest.mark.parametrize(
    "path", ["/sv/%00/", "/sv/stod/%ff/", "/%E0%A4%A/", "/sv/stod/%2e%2e/", "/sv/" + "a" * 9000]
)
def test_a_strange_address_is_not_found_and_never_a_fault(client, path):
    assert client.get(path).status_code in (301, 404)


def test_a_strange_address_never_leads_to_another_site(client):
    response = client.get("//evil.example")

    assert not response.get("Location", "").startswith("//")


@pytest.mark.parametrize(
    ("path", "status", "heading"),
    [
        ("auth/user/", 403, "Det här är inte öppet för dig"),
        ("support/nonsense/", 404, "Sidan finns inte"),
    ],
)
def test_at_the_desk_it_is_said_to_an_editor_with_a_way_back_to_the_desk(client, path, status, heading):
    log_in(client, assigned("karin", "editor", "kulturforvaltningen"))

    response = client.get(f"/redaktion/{path}")

    assert response.status_code == status
    page = read(response)
    assert page.one("h1").text == heading
    assert page.all("a", href="/redaktion/")
    assert not page.all("a", href="tel:112")
