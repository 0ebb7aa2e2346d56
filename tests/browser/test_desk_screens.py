"""The screens of the desk, on a phone and in an office: nothing that axe, the desk's own policy or a keyboard trips over."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PHONE, OFFICE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
OFFERINGS = "/redaktion/support/offering/"
SUMMARY = "#id_summary_sv"


@pytest.fixture
def page(signed_in) -> Page:
    return heard(signed_in.new_page())


def heard(page: Page) -> Page:
    """With what it complains of. axe itself sets styles, so it is asked last of each screen."""
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def faults(page: Page) -> list[str]:
    """Of the screen as it stands, at both sizes."""
    found = []
    for size in (PHONE, OFFICE):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            found.append(f"wider than {size['width']}")
    found += page.complaints
    for size in (PHONE, OFFICE):
        page.set_viewport_size(size)
        found += [
            f"{one['id']} at {size['width']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
            for one in Axe().run(page, options=WCAG).response["violations"]
        ]
    page.complaints.clear()
    return found


@pytest.mark.parametrize(
    "path",
    [
        "/redaktion/",
        OFFERINGS,
        f"{OFFERINGS}add/",
        "/redaktion/support/place/",
        "/redaktion/auth/user/",
        "/redaktion/auth/user/add/",
        "/redaktion/support/auditentry/",
        "/redaktion/2fa/",
    ],
)
def test_a_screen_is_whole_on_a_phone_and_in_an_office(page, path):
    page.goto(path)

    assert faults(page) == []


def test_the_login_is_whole_for_who_is_not_known_yet(chromium, running_guide):
    context = chromium.new_context(base_url=running_guide, locale="sv-SE")
    page = heard(context.new_page())

    page.goto("/redaktion/")

    assert faults(page) == []
    context.close()


def open_offering(page: Page, slug: str) -> None:
    page.goto(f"{OFFERINGS}?q={slug}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


def test_the_way_of_a_change_is_whole_from_working_version_to_review_history_and_bin(page):
    open_offering(page, "babyoppet-boda")
    page.locator(SUMMARY).fill("Kaffe och lek för dig med ett litet barn.")
    page.get_by_label("Till den som granskar").fill("Ny text, läst av Kim.")
    page.get_by_role("button", name="Skicka för granskning").click()
    expect(page.get_by_text("skickat för granskning").first).to_be_visible()
    expect(page.get_by_text("Det här är en arbetsversion.")).to_be_visible()
    assert faults(page) == []
    version = page.url

    page.get_by_role("link", name="Till granskningen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Granska")
    assert faults(page) == []

    page.goto(version.replace("/change/", "/history/"))
    assert faults(page) == []

    page.goto(version)
    page.get_by_role("link", name="Kasta arbetsversionen").click()
    for folded in page.locator(".review summary").all():
        folded.click()
    expect(page.get_by_role("button", name="Ja, kasta arbetsversionen")).to_be_visible()
    assert faults(page) == []


def test_what_is_deleted_is_asked_about_on_a_whole_screen(page):
    page.goto("/redaktion/support/closure/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")

    page.goto(page.url.split("?")[0].replace("/change/", "/delete/"))

    expect(page.locator("main form")).to_be_visible()
    assert faults(page) == []


def test_a_conflict_is_whole_with_both_texts(page, signed_in):
    open_offering(page, "oppna-forskolan-boda")
    other = signed_in.new_page()
    other.goto(page.url)
    for one, text in ((other, "Lek och sång."), (page, "Sång och lek.")):
        one.locator(SUMMARY).fill(text)
        with one.expect_navigation():
            one.get_by_role("button", name="Publicera ändringen").click()
    expect(page.get_by_text("Någon annan har sparat under tiden.").first).to_be_visible()
    page.complaints = [one for one in page.complaints if "409" not in one]  # the answer's own number

    assert faults(page) == []


# --- By keyboard ---------------------------------------------------------------------------------------

COVERED = """() => {
  const one = document.activeElement, bar = document.querySelector('.save-bar');
  const isCovered = !bar.contains(one) && one.getBoundingClientRect().top >= bar.getBoundingClientRect().top;
  return isCovered ? one.outerHTML.slice(0, 120) : null;
}"""
REACHED = "document.activeElement.name || document.activeElement.textContent.trim()"


def test_the_keyboard_reaches_the_buttons_without_a_trap_and_focus_is_never_beneath_them(page):
    page.set_viewport_size(PHONE)
    page.goto(f"{OFFERINGS}add/")
    page.locator("#id_title_sv").focus()
    hidden, reached = [], set()
    for _ in range(150):
        page.keyboard.press("Tab")
        if covered := page.evaluate(COVERED):
            hidden.append(covered)
        reached.add(page.evaluate(REACHED))
        if "_submit" in reached:
            break

    assert hidden == []
    assert {
        "summary_sv",
        "maximum_age_months_years",
        "phone",
        "Lägg till ny tid",
        "_save",
        "_submit",
    } <= reached


def test_the_first_tab_leads_past_what_every_page_has(page):
    page.goto(OFFERINGS)
    page.keyboard.press("Tab")

    expect(page.locator(":focus")).to_have_text("Hoppa till huvudinnehållet")
