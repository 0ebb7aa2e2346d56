"""The browser's position: on a tap, never before, and never more exact than a kilometre."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_public_pages import violations

FRONT_DOOR = {"latitude": 57.721034, "longitude": 12.940178}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(chromium, running_guide) -> Iterator[Callable[..., Page]]:
    """`phone(geolocation=FRONT_DOOR, permissions=["geolocation"])`: a page on a phone that allows just that."""
    contexts = []

    def opened(**allowed) -> Page:
        contexts.append(
            chromium.new_context(base_url=running_guide, locale="sv-SE", viewport=PHONE, **allowed)
        )
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def at_home(phone) -> Page:
    """Somebody who has allowed the guide to know where she is."""
    return phone(geolocation=FRONT_DOOR, permissions=["geolocation"])


def sent(page: Page) -> list[str]:
    """Every address that is asked for from now on."""
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_tap_leads_to_what_is_nearest_with_two_decimals(at_home):
    at_home.goto("/sv/stod/")
    addresses = sent(at_home)

    at_home.locator("#near-button").click()
    at_home.wait_for_url("**/sv/stod/?*near=*")

    assert asked(at_home) == {"near": ["57.72,12.94"]}
    assert not [address for address in addresses if "57.721" in address or "12.940" in address]
    expect(at_home.locator("article[data-offering]").first).to_be_visible()
    expect(at_home.locator("#near-button")).to_have_count(0)


def test_a_tap_keeps_what_was_asked_and_what_was_just_ticked(at_home):
    at_home.goto("/sv/stod/?age=2&q=familj")
    at_home.locator(".filters > summary").click()
    at_home.locator('[data-facet="age"][data-value="3"] input').check()

    at_home.locator("#near-button").click()
    at_home.wait_for_url("**/sv/stod/?*near=*")

    assert asked(at_home) == {"q": ["familj"], "age": ["2", "3"], "near": ["57.72,12.94"]}


def test_nearest_first_is_nearest_first_also_when_another_order_was_chosen(at_home):
    at_home.goto("/sv/stod/?sort=changed")

    at_home.locator("#near-button").click()
    at_home.wait_for_url("**/sv/stod/?*near=*")

    assert "sort" not in asked(at_home)


@pytest.mark.parametrize("path", ["/sv/stod/", "/sv/stod/?near=57.72,12.94", "/ar/stod/?age=2", "/sv/"])
def test_before_the_tap_the_browser_is_asked_nothing_and_nothing_is_sent(phone, path):
    page = phone(geolocation=FRONT_DOOR, permissions=["geolocation"])
    page.add_init_script(
        """
        window.wasAsked = [];
        const { geolocation, permissions } = navigator;
        geolocation.getCurrentPosition = () => wasAsked.push("once");
        geolocation.watchPosition = () => wasAsked.push("always");
        permissions.query = ({ name }) => wasAsked.push(name);
        """
    )
    addresses = sent(page)

    page.goto(path, wait_until="networkidle")

    assert page.evaluate("wasAsked") == []
    assert not [address for address in addresses if "57.721" in address]
    assert sum("near=" in address for address in addresses) == ("near=" in path)


def test_who_refuses_is_led_to_the_areas_and_nothing_is_sent(phone):
    page = phone(permissions=[])  # the browser answers for the reader: denied
    page.goto("/sv/stod/", wait_until="networkidle")
    addresses = sent(page)

    page.locator("#near-button").click()

    status = page.locator("#near-status")
    expect(status).to_have_text(status.get_attribute("data-denied"))
    expect(status).to_have_attribute("role", "status")
    assert addresses == []
    assert urlsplit(page.url).query == ""
    page.locator("#q").fill("familj")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stod/?*q=familj*")
    assert "near" not in asked(page)


@pytest.mark.parametrize("code", [2, 3])
def test_when_the_position_cannot_be_found_it_says_so(phone, code):
    page = phone()
    page.add_init_script(
        f"navigator.geolocation.getCurrentPosition = (_, fail) => fail({{ code: {code}, PERMISSION_DENIED: 1 }});"
    )
    page.goto("/sv/stod/")

    page.locator("#near-button").click()

    status = page.locator("#near-status")
    expect(status).to_have_text(status.get_attribute("data-failed"))


def test_who_is_back_on_the_page_and_searches_sends_no_position_again(at_home):
    """As a browser keeps a page one goes back to: here the way to the answer just leads nowhere."""
    at_home.route("**/sv/stod/?*near=*", lambda route: route.fulfill(status=204))
    at_home.goto("/sv/stod/")
    with at_home.expect_request("**/sv/stod/?*near=*"):
        at_home.locator("#near-button").click()

    at_home.locator("#q").fill("familj")
    at_home.locator("#q").press("Enter")
    at_home.wait_for_url("**/stod/?*q=familj*")

    assert "near" not in asked(at_home)
    expect(at_home.locator("#near-status")).to_be_empty()


def test_the_next_search_keeps_the_position_until_it_is_taken_away(at_home):
    at_home.goto("/sv/stod/?near=57.72,12.94")

    at_home.locator("#q").fill("familj")
    at_home.locator("#q").press("Enter")
    at_home.wait_for_url("**/stod/?*q=familj*")
    assert asked(at_home)["near"] == ["57.72,12.94"]
    at_home.locator(".chips a:not([href*=near]):not(.chip--clear)").click()

    at_home.wait_for_url(lambda url: "near" not in url)
    assert asked(at_home) == {"q": ["familj"]}


def test_nothing_is_left_on_the_phone(at_home):
    at_home.goto("/sv/stod/")
    at_home.locator("#near-button").click()
    at_home.wait_for_url("**/sv/stod/?*near=*")

    assert at_home.evaluate("localStorage.length + sessionStorage.length") == 0
    assert at_home.context.cookies() == []


def test_on_other_pages_the_browser_refuses_whoever_asks(at_home):
    at_home.goto("/sv/")
    code = at_home.evaluate(
        "new Promise((told) => navigator.geolocation.getCurrentPosition(() => told(0), ({code}) => told(code)))"
    )

    assert code == 1  # permission denied, by the page's own headers


@pytest.mark.parametrize("allowed", [{"java_script_enabled": False}, {}], ids=["no script", "no position"])
def test_where_there_is_no_button_there_is_a_way_to_the_areas(phone, allowed):
    page = phone(**allowed)
    if not allowed:
        page.add_init_script("delete Navigator.prototype.geolocation")
    page.goto("/sv/stod/")

    expect(page.locator("#near-button")).to_be_hidden()
    expect(page.locator("#near-promise")).to_be_hidden()
    page.locator(".near > a").click()
    expect(page.locator('[id="facet-area"]')).to_be_in_viewport()


@pytest.mark.parametrize("query", ["", "?near=57.72,12.94", "?near=59.33,18.06", "?near=nonsense"])
def test_the_way_to_the_areas_works_on_a_phone_where_the_filters_are_folded(phone, query):
    page = phone()
    page.goto(f"/sv/stod/{query}")
    expect(page.locator('[data-facet="area"]').first).to_be_hidden()

    page.locator(".near > a").click()

    expect(page.locator('[id="facet-area"]')).to_be_in_viewport()


@pytest.mark.parametrize(("language", "scheme"), [("sv", "light"), ("ar", "dark")])
@pytest.mark.parametrize(
    "query",
    ["", "near=57.72,12.94", "near=59.33,18.06", "near=nonsense", "day=today&open=now", "day=8"],
)
def test_axe_finds_nothing_and_no_page_is_wider_than_a_small_phone(phone, language, scheme, query):
    page = phone(color_scheme=scheme)
    page.goto(f"/{language}/stod/?{query}")
    if not query:
        page.locator("#near-button").click()
        expect(page.locator("#near-status")).not_to_be_empty()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_button_and_link_are_large_enough_for_a_thumb_and_reached_by_keyboard(phone):
    page = phone()
    page.goto("/sv/stod/")

    for target in (page.locator("#near-button"), page.locator(".near > a")):
        assert target.bounding_box()["height"] >= 44
    page.locator("#near-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#near-status")).not_to_be_empty()
    page.keyboard.press("Tab")
    expect(page.locator(".near > a")).to_be_focused()
