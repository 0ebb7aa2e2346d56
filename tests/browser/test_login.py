"""Logging in with a key, which only a browser can do; and what the pages of the login look like to it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SCREENS = [
    "/redaktion/2fa/",
    "/redaktion/2fa/webauthn/add/",
    "/redaktion/2fa/totp/deactivate/",
    "/redaktion/2fa/recovery-codes/generate/",
    "/redaktion/password/change/",
    "/redaktion/reauthenticate/",
    "/redaktion/logout/",
]


@pytest.fixture
def phone(editors_phone):
    """With a key in it."""
    session = editors_phone.context.new_cdp_session(editors_phone)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return editors_phone


def assert_pleases(page) -> None:
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("authentication_error", {"is_away": True}),
        ("authentication_error", {"is_away": False}),
        ("login_cancelled", {}),
        ("no_account", {"email": "kim@example.org"}),
    ],
)
def test_what_the_citys_login_may_lead_to_is_whole(phone, name, words):
    """Made here, and shown by the guide's own styles: this guide has no such login."""
    words |= {"city": "Stadens inloggning", "ask": "hej@example.org"}
    html = render_to_string(f"socialaccount/{name}.html", words, RequestFactory().get("/redaktion/"))
    phone.route("**/shown/", lambda route: route.fulfill(body=html, content_type="text/html"))

    phone.goto("/shown/")

    expect(phone.get_by_role("link", name="Till inloggningen")).to_be_visible()
    assert_pleases(phone)


def test_a_key_once_added_is_all_that_is_needed(phone, first_editor, running_guide):
    page = phone
    page.goto("/redaktion/2fa/webauthn/add/")
    assert_pleases(page)
    first_editor.log_in(page)
    assert_pleases(page)
    for screen in SCREENS:
        page.goto(screen)
        assert_pleases(page)

    page.goto("/redaktion/2fa/webauthn/add/")
    page.get_by_label("Vad ska nyckeln heta?").fill("Telefonen")
    page.get_by_role("button", name="Lägg till nyckeln").click()
    expect(page.get_by_text("Nyckeln är inlagd.")).to_be_visible()
    phone.context.clear_cookies()
    page.goto("/redaktion/support/topic/")
    page.get_by_role("button", name="Logga in med nyckel").click()

    page.wait_for_url(f"{running_guide}/redaktion/support/topic/")
    assert page.complaints == []
    page.goto("/redaktion/2fa/")
    page.get_by_role("link", name="Ta bort Telefonen").click()
    page.get_by_role("button", name="Ta bort nyckeln").click()
    expect(page.get_by_text("Du har ingen nyckel.")).to_be_visible()


def test_without_a_key_she_is_told_what_else_to_do(phone):
    page = phone
    page.goto("/redaktion/login/")

    page.get_by_role("button", name="Logga in med nyckel").click()

    expect(page.get_by_role("alert")).to_contain_text("ingen nyckel")
    assert page.complaints == []
