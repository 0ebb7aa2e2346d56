"""What an editor's browser makes of the desk: it works, and nothing in it breaks its own policy."""

import re
from urllib.parse import urlsplit

import pytest

from tests.processes import SET_UP_LOG

SCREENS = [
    "/redaktion/",
    "/redaktion/support/",
    "/redaktion/support/offering/",
    "/redaktion/support/offering/?q=förskola&status__exact=published",
    "/redaktion/support/offering/add/",
    "/redaktion/support/place/",
    "/redaktion/support/topic/add/",
    "/redaktion/support/update/",
    "/redaktion/support/translationstate/",
    "/redaktion/password_change/",
]


@pytest.fixture
def editor(chromium, running_guide, state_of_running_guide):
    """A page whose editor has logged in with the password that set-up printed, and what it complained of."""
    password = re.search(r"password  (\S+)", (state_of_running_guide / SET_UP_LOG).read_text())[1]
    context = chromium.new_context(base_url=running_guide, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto("/redaktion/")
    page.get_by_label("Användarnamn").fill("admin")
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/redaktion/")
    yield page
    context.close()


def open_offering(page, slug: str) -> None:
    page.goto(f"/redaktion/support/offering/?q={slug}")
    page.locator("#result_list tbody th a").first.click()


def test_no_screen_breaks_the_policy_or_asks_another_host(editor, running_guide):
    hosts = set()
    editor.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    for screen in SCREENS:
        editor.goto(screen)
    open_offering(editor, "oppna-forskolan-boda")
    editor.get_by_role("link", name="Historik").first.click()

    assert editor.complaints == []
    assert hosts == {urlsplit(running_guide).netloc}


def test_the_tabs_carry_the_names_of_the_languages_and_open(editor):
    open_offering(editor, "oppna-forskolan-boda")
    tabs = editor.locator(".ui-tabs").first

    tabs.get_by_role("tab", name="arabiska").click()

    field = editor.locator("#id_title_ar")
    assert field.is_visible()
    assert field.get_attribute("dir") == "rtl"
    assert editor.complaints == []


def test_a_saved_change_is_on_the_public_page_at_once(editor):
    open_offering(editor, "oppna-forskolan-boda")
    sentence = "Välkommen in i värmen."
    editor.locator("#id_summary_sv").fill(sentence)

    editor.get_by_role("button", name="Spara", exact=True).first.click()

    editor.goto("/sv/stod/oppna-forskolan-boda/")
    assert editor.get_by_text(sentence).is_visible()
    editor.goto("/sv/stod/?q=värmen")
    assert editor.locator('[data-offering="oppna-forskolan-boda"]').count() == 1
