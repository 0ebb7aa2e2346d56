"""What an editor has written and not saved is still there: in her own browser, for her, until it is saved."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

OFFERING = "/redaktion/support/offering/1/change/"
PLACE = "/redaktion/support/place/1/change/"
ADD_TOPIC = "/redaktion/support/topic/add/"
WITH_TIMES = "/redaktion/support/offering/2/change/"
OF_THIS_PAGE = ("csrfmiddlewaretoken", "_receipt")
KEPT = "Object.entries(localStorage).filter(([key]) => key.startsWith('desk-kept:'))"


@pytest.fixture
def desk(signed_in):
    """Opens tabs in one browser, in which she is logged in."""
    complaints = []

    def open_tab(path: str):
        tab = signed_in.new_page()
        tab.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(f"{error} {error.stack}"))
        tab.goto(path)
        return tab

    open_tab.context = signed_in
    open_tab.complaints = complaints
    yield open_tab
    assert complaints == []


def another_computer(context):
    cookies = {"cookies": context.cookies()}
    return context.browser.new_context(base_url=context.base_url, storage_state=cookies).new_page()


def kept(page) -> list:
    return page.evaluate(KEPT)


def panel(page):
    return page.get_by_role("region", name="Text som inte är sparad")


def until_kept(page) -> None:
    expect(page.locator(".kept-line").last).to_contain_text("Sparat i den här webbläsaren")


def take_back(page) -> None:
    panel(page).get_by_role("button", name="Ta tillbaka den").click()
    expect(panel(page)).to_contain_text("Texten är tillbaka i formuläret")
    expect(panel(page)).to_be_focused()


def save(page, button: str = "_save") -> None:
    page.locator(f"[name={button}]").last.click()


def test_all_that_was_written_comes_back_after_the_tab_was_closed(desk):
    tab = desk(OFFERING)
    tab.evaluate("document.getElementById('id_spoken_languages_from').closest('details').open = true")
    tab.locator("#id_title_sv").fill("Öppna förskolan i nya hus")
    tab.locator("#modeltranslation-main-switch").select_option(label="arabiska")
    tab.locator("#id_summary_ar").fill("أهلا بكم")
    tab.locator("#id_expecting").click()
    tab.locator("#id_spoken_languages_from option").first.dblclick()
    tab.locator(".field-topics .select2-search__field").fill("adhd")
    tab.locator(".select2-results__option", has_text="Adhd").click()
    tab.locator("#schedules-group").get_by_role("button", name="Lägg till").click()
    new_time = tab.locator(".dynamic-schedules").last
    new_time.get_by_label("Från:", exact=True).fill("7.15")
    for day in ("tisdag", "fredag"):
        new_time.get_by_label(f"Samma tid även {day}").check()
    written = tab.evaluate("[...new FormData(document.querySelector('#offering_form'))].map(String)")
    spoken = tab.locator("#id_spoken_languages_to option").all_text_contents()
    tab.close()  # at once

    tab = desk(OFFERING)
    expect(panel(tab)).to_contain_text("Du har text här som inte är sparad, från i dag")
    assert tab.locator("#id_title_sv").input_value() != "Öppna förskolan i nya hus"
    panel(tab).get_by_text("Läs texten").click()
    assert panel(tab).get_by_text("أهلا بكم").get_attribute("dir") == "rtl"
    days = panel(tab).locator("dt", has_text="Samma tid även").locator("+ dd")
    assert days.inner_text() == "tisdag, fredag"
    faults = Axe().run(tab, context={"include": [[".kept"], [".kept-line"]]}).response["violations"]
    assert [fault["id"] for fault in faults] == []
    desk.complaints.clear()  # its rules themselves set styles
    take_back(tab)

    again = tab.evaluate("[...new FormData(document.querySelector('#offering_form'))].map(String)")
    assert [one for one in again if not one.startswith(OF_THIS_PAGE)] == [
        one for one in written if not one.startswith(OF_THIS_PAGE)
    ]
    assert tab.locator("#id_spoken_languages_to option").all_text_contents() == spoken != []
    expect(tab.locator(".field-topics .select2-selection__choice", has_text="Adhd")).to_be_visible()


def test_text_is_kept_though_it_cannot_be_shown(desk):
    tab = desk("/redaktion/")
    tab.add_init_script(
        "addEventListener('DOMContentLoaded', () => { makeKeptPanel = () => { throw Error('broken') } })"
    )
    tab.goto(PLACE)

    tab.locator("#id_street_address").fill("Skrivet ändå")

    until_kept(tab)
    assert "Skrivet ändå" in str(kept(tab))
    assert "broken" in desk.complaints.pop()


def test_what_was_written_of_the_published_waits_in_its_working_version_and_the_other_way_round(desk):
    tab = desk(WITH_TIMES)
    unfold_first_time(tab)
    tab.locator("#id_summary_sv").fill("Skrivet om det publicerade.")
    tab.locator("#id_schedules-0-opens_at").fill("7:15")
    until_kept(tab)
    tab.close()
    elsewhere = another_computer(desk.context)
    elsewhere.goto(WITH_TIMES)
    elsewhere.locator("#id_phone").fill("033-35 70 70")
    save(elsewhere)
    expect(elsewhere.locator(".messagelist .success")).to_contain_text("sparat som utkast")

    tab = desk(WITH_TIMES)
    assert urlsplit(tab.url).path == urlsplit(elsewhere.url).path != WITH_TIMES
    take_back(tab)
    assert tab.locator("#id_summary_sv").input_value() == "Skrivet om det publicerade."
    assert tab.locator("#id_schedules-0-opens_at").input_value() == "7:15"
    expect(panel(tab)).not_to_contain_text("fick ingen plats")
    tab.close()

    elsewhere.get_by_role("link", name="Kasta arbetsversionen").click()
    elsewhere.locator("summary", has_text="Kasta arbetsversionen").click()
    elsewhere.locator("[name=_discard]").click()
    expect(elsewhere.locator(".messagelist")).to_be_visible()
    elsewhere.context.close()
    tab = desk(WITH_TIMES)
    assert urlsplit(tab.url).path == WITH_TIMES
    take_back(tab)
    assert tab.locator("#id_schedules-0-opens_at").input_value() == "7:15"


def unfold_first_time(page) -> None:
    opens = "for (let fold = field; fold = fold.parentElement.closest('details');) fold.open = true"
    page.locator("#id_schedules-0-opens_at").evaluate(f"field => {{ {opens} }}")


def test_what_is_thrown_away_is_gone_but_for_a_slip_of_the_hand(desk):
    tab = desk(PLACE)
    tab.locator("#id_street_address").fill("Annat")
    until_kept(tab)
    tab.close()
    tab = desk(PLACE)

    panel(tab).get_by_role("button", name="Kasta den").click()
    assert kept(tab) == []
    panel(tab).get_by_role("button", name="Ångra").press("Enter")
    assert len(kept(tab)) == 1
    panel(tab).get_by_role("button", name="Kasta den").press("Enter")
    tab.reload()

    expect(tab.locator(".kept-line").last).to_be_visible()
    expect(panel(tab)).to_have_count(0)


def test_a_refused_form_keeps_the_text_and_a_saved_one_leaves_nothing(desk):
    tab = desk(ADD_TOPIC)
    tab.locator("#id_name_sv").fill("Kvällskaffe")
    save(tab)  # without a code
    expect(tab.locator(".errornote")).to_be_visible()
    expect(panel(tab)).to_have_count(0)
    tab.locator("#id_code").fill("evening_coffee")
    tab.locator("#id_slug").fill("kvallskaffe-ute")
    until_kept(tab)
    tab.close()

    tab = desk(ADD_TOPIC)
    take_back(tab)
    assert tab.locator("#id_name_sv").input_value() == "Kvällskaffe"
    assert tab.locator("#id_slug").input_value() == "kvallskaffe-ute"
    save(tab)

    expect(tab.locator(".messagelist .success")).to_be_visible()
    tab.wait_for_function(f"!{KEPT}.length")
    tab.goto(ADD_TOPIC)
    expect(tab.locator(".kept-line").last).to_be_visible()
    expect(panel(tab)).to_have_count(0)


def test_who_goes_back_to_what_is_saved_is_told_so_and_what_she_writes_then_is_about_that(desk):
    tab = desk(ADD_TOPIC)
    tab.locator("#id_name_sv").fill("Morgonkaffe")
    tab.locator("#id_code").fill("morning_coffee")
    save(tab)
    tab.locator(".messagelist .success a").wait_for()
    made = tab.locator(".messagelist .success a").get_attribute("href")

    tab.go_back()
    assert tab.locator("#id_name_sv").input_value() == "Morgonkaffe"
    line = tab.locator(".kept-line").last
    expect(line).to_contain_text("Det här är redan sparat.")
    assert line.get_by_role("link").get_attribute("href") == made
    assert kept(tab) == []
    save(tab)
    expect(tab.locator(".messagelist")).to_contain_text("Redan sparat.")

    tab.go_back()
    expect(line).to_contain_text("Det här är redan sparat.")
    tab.locator("#id_name_sv").fill("Morgonte")
    until_kept(tab)
    tab.close()
    tab = desk(ADD_TOPIC)
    expect(tab.locator(".kept-line").last).to_be_visible()
    expect(panel(tab)).to_have_count(0)
    tab.goto(made)
    take_back(tab)
    assert tab.locator("#id_name_sv").input_value() == "Morgonte"
    expect(panel(tab)).not_to_contain_text("ändrat i guiden")


def test_a_page_that_the_browser_held_while_its_form_was_saved_knows_of_it(desk):
    tab = desk(PLACE)
    tab.route(f"**{PLACE}", lambda route: route.fulfill(status=204))  # sent, and the page stays as it is
    tab.locator("#id_street_address").fill("Sparat nyss")
    until_kept(tab)
    save(tab)
    tab.wait_for_function("history.state?.receipt")

    accepted = f"{{at: history.state.at, address: '{PLACE}', keptAs: '{PLACE}'}}"
    tab.evaluate(f"localStorage.removeItem({KEPT}[0][0])")  # as the page does to which the form led
    tab.evaluate(f"keptTexts.accepted.put(history.state.receipt, {accepted})")
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(tab.locator(".kept-line").last).to_contain_text("Det här är redan sparat.")
    assert kept(tab) == []


def test_a_session_that_ended_takes_nothing_along(desk):
    tab = desk(PLACE)
    tab.locator("#id_street_address").fill("Skrivet före lunch")
    session = desk.context.cookies()
    desk.context.clear_cookies()

    save(tab)

    tab.wait_for_url("**/redaktion/login/**")
    back = parse_qs(urlsplit(tab.url).query)["next"][0]
    assert urlsplit(back).path == PLACE
    desk.context.add_cookies(session)  # as logging in again does
    tab.goto(back)
    expect(panel(tab)).to_be_focused()
    take_back(tab)
    assert tab.locator("#id_street_address").input_value() == "Skrivet före lunch"


def test_what_another_has_saved_since_is_told_and_what_one_writes_now_is_not_overwritten(desk):
    tab = desk(PLACE)
    tab.locator("#id_postal_code").fill("503 11")
    tab.locator("#id_accessibility_sv").fill("Ring på klockan.")
    until_kept(tab)
    tab.close()
    elsewhere = another_computer(desk.context)
    elsewhere.goto(PLACE)
    elsewhere.locator("#id_postal_code").fill("503 99")
    save(elsewhere)
    expect(elsewhere.locator(".messagelist .success")).to_be_visible()
    elsewhere.context.close()

    tab = desk(PLACE)
    expect(panel(tab)).to_contain_text("Samma fält är ändrat i guiden sedan dess: Postnummer.")
    tab.locator("#id_accessibility_sv").fill("Ramp finns.")
    until_kept(tab)
    take_back(tab)

    assert tab.locator("#id_accessibility_sv").input_value() == "Ramp finns."
    assert tab.locator("#id_postal_code").input_value() == "503 11"
    expect(panel(tab)).to_contain_text("Ring på klockan.")  # to copy
    expect(panel(tab)).to_contain_text("503 99")


def test_two_tabs_with_the_same_page_know_of_each_other(desk):
    first, second = desk(PLACE), desk(PLACE)

    second.locator("#id_street_address").fill("Skrivet i den andra fliken")

    expect(first.get_by_role("alert")).to_contain_text("Samma sida är öppen i en annan flik.")
    expect(second.get_by_role("alert")).to_have_text("")


def test_logging_out_asks_and_then_leaves_nothing(desk):
    tab = desk(PLACE)
    name = tab.locator("#content > h2").inner_text()
    tab.locator("#id_street_address").fill("Hemligt")
    questions = []
    tab.once("dialog", lambda dialog: (questions.append(dialog.message), dialog.dismiss()))
    logout = tab.get_by_role("button", name="Logga ut")

    logout.click()
    assert name in questions[0]
    assert len(kept(tab)) == 1
    # Without really ending the session that the other tests use.
    tab.route("**/redaktion/logout/", lambda route: route.fulfill(body="Utloggad", content_type="text/html"))
    tab.once("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    logout.click()

    tab.wait_for_url("**/logout/")
    assert questions[1:] == ["confirm"]  # once, not by the browser too
    assert kept(tab) == []


def test_another_user_of_the_computer_sees_nothing_and_old_text_goes(desk):
    tab = desk(PLACE)
    tab.locator("#id_street_address").fill("Skrivet av den första")
    until_kept(tab)
    key, texts = kept(tab)[0]
    tab.close()
    tab = desk("/redaktion/")
    week_ago = "JSON.stringify(JSON.parse(texts).map((text) => ({...text, at: text.at - 7 * 864e5})))"
    tab.evaluate(f"([key, texts]) => localStorage.setItem(key + 'old/', {week_ago})", [key, texts])
    tab.reload()
    assert [one[0] for one in kept(tab)] == [key]

    def as_another(route):
        page = route.fetch()
        body = page.text()
        assert 'name="desk-user" content="' in body
        route.fulfill(
            response=page, body=body.replace('name="desk-user" content="', 'name="desk-user" content="9')
        )

    tab.route(f"**{PLACE}", as_another)
    tab.goto(PLACE)

    expect(tab.locator(".kept-line").last).to_be_visible()
    expect(panel(tab)).to_have_count(0)
    assert kept(tab) == []


@pytest.mark.parametrize(
    "storage",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    ],
    ids=["forbidden", "full"],
)
def test_where_nothing_can_be_kept_the_form_works_as_before(desk, storage):
    tab = desk("/redaktion/")
    tab.add_init_script(storage)
    # Django's own, which remember colours and what is folded, would complain.
    tab.route(
        re.compile(r"/admin/js/(theme|nav_sidebar)\."),
        lambda route: route.fulfill(content_type="text/javascript", body=""),
    )
    tab.goto(PLACE)
    field = tab.locator("#id_street_address")
    field.fill(f"{field.input_value()} ({time.time_ns()})")

    save(tab, "_continue")

    expect(tab.locator(".messagelist .success")).to_be_visible()
    expect(panel(tab)).to_have_count(0)


def test_of_accounts_nothing_is_kept(desk):
    tab = desk("/redaktion/auth/user/1/change/")
    tab.clock.install()
    tab.reload()
    tab.locator("#id_first_name").fill("Maja")
    tab.clock.run_for(60_000)

    assert kept(tab) == []
    expect(tab.locator(".kept-line")).to_have_count(0)
