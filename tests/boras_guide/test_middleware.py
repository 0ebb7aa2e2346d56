"""No cookie for readers, safe cookies for editors, and a language that the path alone decides."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import read
from tests.factories import offering, update

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/sv/",
    "/ar/stod/?age=3",
    "/fa/stod/?q=x",
    "/sv/stod/babycafe/",
    "/sv/nytt/",
    "/sv/nytt/news/",
    "/sv/akut/",
    "/sv/nonsense/",
    "/o/abcde/",
]
STRAY = [
    "django_language",
    "sessionid",
    "csrftoken",
    "redaktion",
    "csrf",
    "__Host-redaktion",
    "__Host-csrf",
    "messages",
]


@pytest.fixture(autouse=True)
def content():
    offering("babycafe", code="abcde")
    update("news")


# --- Readers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("path", PAGES)
def test_a_reader_never_gets_a_cookie(client, path, secure):
    response = client.get(path, secure=secure)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("name", STRAY)
@pytest.mark.parametrize("value", ["x", "a" * 32, "ar", ""])
def test_a_stray_cookie_changes_nothing_and_is_not_answered(client, name, value):
    clean = client.get("/sv/stod/")
    client.cookies[name] = value

    response = client.get("/sv/stod/")

    assert response.content == clean.content
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_form_sent_to_a_public_page_leaves_no_cookie():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/sv/stod/", {"q": "x"})

    assert response.status_code == 405
    assert not response.cookies


# --- The path decides ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_decides_the_language_whatever_the_browser_asks_for(client, language):
    client.cookies["django_language"] = "fi"

    response = client.get(f"/{language}/", headers={"accept-language": "uk"})

    assert read(response).one("html")["lang"] == LANGUAGES[language].html_lang
    assert "Accept-Language" not in response.get("Vary", "")


def test_a_page_in_arabic_leaves_no_arabic_behind(client):
    with translation.override("sv"):
        client.get("/ar/")

        assert translation.get_language() == "sv"


def test_the_desk_is_always_swedish(client):
    client.cookies["django_language"] = "ar"

    response = client.get("/redaktion/login/", headers={"accept-language": "ar"})

    assert response["Content-Language"] == "sv"
    assert '<html lang="sv"' in response.content.decode()


# --- Editors ---------------------------------------------------------------------------------------


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", "editor@boras.se", "ett långt lösenord")


def login(client: Client, **extra) -> HttpResponse:
    form = client.get("/redaktion/login/", **extra).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    return client.post(
        "/redaktion/login/",
        {
            "login": "editor",
            "password": "ett långt lösenord",
            "csrfmiddlewaretoken": token,
            "next": "/redaktion/",
        },
        **extra,
    )


def test_an_editors_cookies_are_bound_to_the_host_and_sent_only_over_https(editor):
    client = Client(enforce_csrf_checks=True)

    response = login(client, secure=True, headers={"referer": "https://testserver/redaktion/login/"})

    assert response.status_code == 302
    assert {"__Host-redaktion", "__Host-csrf"} <= set(client.cookies)
    for name, cookie in response.cookies.items():
        assert name.startswith("__Host-")
        assert cookie["secure"] and cookie["httponly"] and cookie["path"] == "/" and not cookie["domain"]
        assert cookie["samesite"] in ("Lax", "Strict")
    assert client.get("/redaktion/2fa/", secure=True).status_code == 200  # to set up a second factor


def test_an_editor_can_log_in_over_plain_http_on_her_own_machine(editor):
    client = Client(enforce_csrf_checks=True)

    response = login(client)

    assert response.status_code == 302
    for name, cookie in response.cookies.items():
        assert not name.startswith("__Host-") and not cookie["secure"]
        assert cookie["httponly"]
    assert client.get("/redaktion/2fa/").status_code == 200


def test_an_editor_who_reads_the_public_pages_gets_what_everyone_gets(editor):
    client, stranger = Client(), Client()
    login(client)

    for path in PAGES:
        hers, theirs = client.get(path), stranger.get(path)
        assert hers.content == theirs.content
        assert not hers.cookies


def test_whoever_is_not_logged_in_is_led_to_the_login(client):
    response = client.get("/redaktion/")

    assert response.status_code == 302
    assert response["Location"].startswith("/redaktion/login/")
