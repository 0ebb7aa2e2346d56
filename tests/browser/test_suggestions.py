"""The search field as a combobox: what keyboard, pointer and screen reader meet, and what is there without script."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.test_public_pages import violations

ASKED = "**/stod/forslag/*"


def field(page: Page):
    return page.get_by_role("combobox", name="Vad vill du ha hjälp med?")


def options(page: Page):
    return page.get_by_role("listbox", include_hidden=True).get_by_role("option")


@pytest.fixture
def typed(browser: Page) -> Page:
    """The list page after "öppna förs" is typed, the suggestions open."""
    browser.goto("/sv/stod/")
    field(browser).fill("öppna förs")
    expect(options(browser).first).to_be_visible()
    return browser


def test_typing_opens_a_list_that_the_field_names_and_says_how_long_it_is(typed):
    expect(field(typed)).to_have_attribute("aria-expanded", "true")
    expect(field(typed)).to_have_attribute("aria-controls", "suggestions")
    expect(typed.get_by_role("listbox")).to_be_visible()
    number = options(typed).count()
    assert 1 < number <= 8
    expect(typed.get_by_role("status").filter(has_text=str(number))).to_be_attached()


def test_the_arrows_walk_through_the_options_and_back_to_what_was_typed(typed):
    number = options(typed).count()

    typed.keyboard.press("ArrowDown")
    expect(field(typed)).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(options(typed).first).to_have_attribute("aria-selected", "true")
    typed.keyboard.press("ArrowUp")
    expect(field(typed)).to_have_attribute("aria-activedescendant", "")
    typed.keyboard.press("ArrowUp")
    expect(field(typed)).to_have_attribute("aria-activedescendant", f"suggestion-{number - 1}")
    typed.keyboard.press("ArrowDown")
    expect(typed.locator("[aria-selected]")).to_have_count(0)

    expect(field(typed)).to_be_focused()
    expect(field(typed)).to_have_value("öppna förs")


def test_enter_on_an_option_leads_to_its_page(typed):
    name = options(typed).first.locator("bdi").first.inner_text()

    typed.keyboard.press("ArrowDown")
    typed.keyboard.press("Enter")

    expect(typed.locator("h1")).to_have_text(name)


def test_enter_without_an_option_searches_with_what_was_typed(typed):
    typed.keyboard.press("Enter")

    typed.wait_for_url("**/sv/stod/?*q=%C3%B6ppna+f%C3%B6rs*")


def test_escape_closes_the_list_and_keeps_the_words(typed):
    typed.keyboard.press("Escape")

    expect(typed.get_by_role("listbox")).to_be_hidden()
    expect(field(typed)).to_have_attribute("aria-expanded", "false")
    expect(field(typed)).to_have_value("öppna förs")

    typed.keyboard.press("ArrowDown")
    expect(typed.get_by_role("listbox")).to_be_visible()


def test_a_press_on_an_option_leads_to_its_page(typed):
    name = options(typed).nth(1).locator("bdi").first.inner_text()

    options(typed).nth(1).click()

    expect(typed.locator("h1")).to_have_text(name)


def test_leaving_the_field_closes_the_list(typed):
    typed.keyboard.press("Tab")

    expect(typed.get_by_role("listbox")).to_be_hidden()
    expect(typed.get_by_role("button", name="Sök")).to_be_focused()


def test_words_without_suggestions_close_the_list(typed):
    field(typed).press_sequentially("qqq")

    expect(typed.get_by_role("listbox")).to_be_hidden()
    expect(field(typed)).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("path", "scheme"), [("/sv/", "light"), ("/sv/stod/", "dark"), ("/ar/stod/", "light")]
)
def test_axe_finds_nothing_while_the_list_is_open(browser, path, scheme):
    browser.emulate_media(color_scheme=scheme)
    browser.goto(path)
    browser.locator("#q").fill("öppna")
    expect(options(browser).first).to_be_visible()
    browser.keyboard.press("ArrowDown")
    expect(options(browser).first).to_have_attribute("aria-selected", "true")

    assert violations(browser) == []


def test_from_right_to_left_the_list_lies_under_the_field_and_begins_at_the_right(browser):
    browser.goto("/ar/")
    browser.locator("#q").fill("söm")
    swedish = options(browser).first.locator("bdi[lang=sv]")
    expect(swedish).to_have_text("Sömn")

    row = browser.locator(".finder__row").bounding_box()
    drawn = browser.get_by_role("listbox").bounding_box()
    name = options(browser).first.locator("bdi").first.bounding_box()

    assert (drawn["x"], drawn["width"]) == (row["x"], row["width"])
    assert drawn["y"] >= row["y"] + row["height"]
    assert name["x"] > swedish.bounding_box()["x"] > drawn["x"]
    assert name["x"] + name["width"] > drawn["x"] + drawn["width"] / 2
    assert browser.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_option_is_large_enough_for_a_thumb(typed):
    for option in options(typed).all():
        assert option.bounding_box()["height"] >= 44


def test_only_the_newest_words_are_answered(browser):
    """An answer that is late does not replace that of what was typed after it."""
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not held:
            held.append(route)
        else:
            route.continue_()

    browser.route(ASKED, hold_the_first)
    browser.goto("/sv/stod/")
    with browser.expect_request(ASKED):
        field(browser).press_sequentially("öppna")
    with browser.expect_response(ASKED):
        field(browser).fill("bibliotek")
    expect(options(browser).first).to_contain_text("ibliotek")


@pytest.mark.parametrize(
    "answer", [{"status": 503, "body": "<h1>Nej</h1>"}, {"status": 200, "body": "{}"}, None]
)
def test_when_there_is_no_answer_the_field_is_an_ordinary_field(browser, answer):
    browser.route(ASKED, lambda route: route.fulfill(**answer) if answer else route.abort())
    broken = []
    browser.on("pageerror", lambda error: broken.append(error))
    browser.goto("/sv/stod/")
    with browser.expect_request(ASKED):
        field(browser).press_sequentially("bibliotek")

    expect(browser.get_by_role("listbox")).to_be_hidden()
    field(browser).press("Enter")
    browser.wait_for_url("**/stod/?*q=bibliotek*")

    assert broken == []


def test_fast_typing_asks_once(browser):
    asked = []
    browser.on("request", lambda request: asked.append(request.url) if "forslag" in request.url else None)
    browser.goto("/sv/stod/")

    field(browser).fill("ö")
    field(browser).press_sequentially("ppna")
    expect(options(browser).first).to_be_visible()

    assert len(asked) == 1


def test_typing_leaves_nothing_behind(typed):
    assert typed.evaluate("localStorage.length + sessionStorage.length") == 0
    assert typed.context.cookies() == []


def test_without_script_the_field_is_a_search_field_and_no_list_stands_in_the_way(chromium, running_guide):
    context = chromium.new_context(base_url=running_guide, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sv/")

    page.get_by_role("searchbox", name="Vad vill du ha hjälp med?").fill("bibliotek")

    expect(page.locator("#suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("article[data-offering]").first).to_be_visible()
    context.close()


def test_the_script_is_light(browser):
    sizes = {}
    browser.on(
        "requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]})
    )

    browser.goto("/sv/", wait_until="networkidle")

    scripts = [size for url, size in sizes.items() if url.endswith(".js")]
    assert len(scripts) == 1
    assert sum(scripts) <= 3_000  # bytes over the wire
