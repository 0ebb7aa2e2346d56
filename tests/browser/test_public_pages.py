"""What a reader's browser makes of the public pages."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from boras_guide.languages import LANGUAGES

PAGES = {
    "start": "/{language}/",
    "list": "/{language}/stod/?age=2&type=open_preschool",
    "search": "/{language}/stod/?q=bibliotek",
    "bad value": "/{language}/stod/?age=abc",
    "no hits": "/{language}/stod/?q=zzzqqqxxx",
    "few hits": "/{language}/stod/?q=simskola+norrby&age=9",
    "mended words": "/{language}/stod/?q=bibliotkeet+norrby",
    "danger": "/{language}/stod/?q=kvinnojour",
    "offering": "/{language}/stod/oppna-forskolan-boda/",
    "sensitive": "/{language}/stod/kvinnofridslinjen/",
    "calendar": "/{language}/kalender/",
    "news": "/{language}/nytt/",
    "old news": "/{language}/nytt/beslut-2019-barn-och-unga/",
    "urgent": "/{language}/akut/",
    "not found": "/{language}/finns-inte/",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EXPECTED_NOISE = "Failed to load resource: the server responded with a status of 4"


@pytest.fixture
def desktop(chromium, running_guide):
    context = chromium.new_context(base_url=running_guide, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def violations(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_on_a_phone(browser, path, language):
    browser.goto(path.format(language=language))

    assert violations(browser) == []


@pytest.mark.parametrize("path", [PAGES["start"], PAGES["list"], PAGES["offering"]])
def test_axe_finds_nothing_on_a_wide_screen_in_the_dark(desktop, path):
    desktop.emulate_media(color_scheme="dark")

    desktop.goto(path.format(language="sv"))

    assert violations(desktop) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_the_smallest_phone(browser, language):
    browser.set_viewport_size({"width": 320, "height": 640})
    too_wide = []
    for name, path in PAGES.items():
        browser.goto(path.format(language=language))
        width = browser.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            too_wide.append((name, width))

    assert too_wide == []


def test_pages_ask_no_other_host_and_leave_nothing_behind(browser, running_guide):
    hosts, complaints = set(), []
    browser.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    browser.on("console", lambda message: complaints.append(message.text))
    for path in PAGES.values():
        browser.goto(path.format(language="sv"))
        stored = browser.evaluate("localStorage.length + sessionStorage.length")
        assert stored == 0

    assert hosts == {urlsplit(running_guide).netloc}
    assert browser.context.cookies() == []
    assert [text for text in complaints if not text.startswith(EXPECTED_NOISE)] == []


def test_a_parent_without_script_finds_an_open_preschool_for_a_two_year_old(chromium, running_guide):
    context = chromium.new_context(base_url=running_guide, java_script_enabled=False)
    page = context.new_page()

    page.goto("/sv/")
    page.get_by_role("searchbox").fill("öppen förskola")
    page.get_by_role("button", name="Sök").click()
    page.wait_for_url("**/stod/?*q=*")
    page.locator('[data-facet="age"][data-value="2"] input').check()
    page.locator('[data-facet="type"][data-value="open_preschool"] input').check()
    page.get_by_role("button", name="Visa träffar").click()

    page.wait_for_url("**/stod/?*age=2*")
    assert "type=open_preschool" in page.url
    total = int(page.locator("[data-total]").get_attribute("data-total"))
    assert total == page.locator("article[data-offering]").count() > 0
    first = page.locator("article[data-offering] h3 a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(name)
    context.close()


def test_the_first_tab_stop_skips_to_the_content(browser):
    browser.goto("/sv/stod/")

    browser.keyboard.press("Tab")
    browser.keyboard.press("Enter")

    expect(browser).to_have_url(re.compile("#main$"))


def test_the_first_view_is_light(browser, running_guide):
    sizes = []
    browser.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))

    browser.goto("/sv/", wait_until="networkidle")

    assert len(sizes) <= 5
    assert sum(sizes) <= 30_000  # bytes over the wire


def test_the_language_switch_keeps_page_and_filters(browser):
    browser.goto("/sv/stod/?age=2&type=open_preschool")

    browser.get_by_role("link", name="العربية").first.click()

    browser.wait_for_url("**/ar/stod/?*")
    assert set(urlsplit(browser.url).query.split("&")) == {"age=2", "type=open_preschool"}
    assert browser.locator("html").get_attribute("dir") == "rtl"


def test_a_sensitive_page_has_a_way_out_among_the_first_tab_stops(browser):
    browser.goto("/sv/stod/kvinnofridslinjen/")

    stops = []
    for _ in range(3):
        browser.keyboard.press("Tab")
        stops.append(browser.evaluate("document.activeElement.className"))

    assert any("exit" in stop for stop in stops)


def test_the_name_of_a_sensitive_offering_lies_free_on_a_wide_screen(desktop):
    desktop.goto("/sv/stod/kvinnofridslinjen/")

    name = desktop.locator("h1").bounding_box()
    lead = desktop.locator(".offering__lead").bounding_box()

    assert name["y"] + name["height"] <= lead["y"]


def test_a_search_sent_from_the_list_gives_the_best_match_first(browser):
    browser.goto("/sv/stod/")

    browser.get_by_role("combobox", name="Vad vill du ha hjälp med?").fill("bibliotek")
    browser.get_by_role("button", name="Sök").click()

    expect(browser.locator("#sort option:checked")).to_have_text("Bäst träff först")


def test_whoever_writes_of_danger_sees_the_number_and_the_way_out_without_scrolling(browser):
    browser.goto("/sv/stod/?q=min+man+sl%C3%A5r+mig")

    expect(browser.locator(".protection .call__number")).to_be_in_viewport(ratio=1)
    expect(browser.get_by_role("link", name="Lämna sidan")).to_be_in_viewport(ratio=1)


def test_a_search_is_not_kept_by_the_browser(browser):
    response = browser.goto("/sv/stod/?q=kvinnojour")

    assert response.headers["cache-control"] == "no-store"
