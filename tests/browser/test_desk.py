"""What an editor's browser makes of the desk: it works, and nothing in it breaks its own policy."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SCREENS = [
    "/redaktion/",
    "/redaktion/support/",
    "/redaktion/support/offering/",
    "/redaktion/support/offering/?q=förskola&status__exact=published",
    "/redaktion/support/offering/add/",
    "/redaktion/support/place/",
    "/redaktion/support/place/koordinater/",
    "/redaktion/support/term/",
    "/redaktion/support/topic/",
    "/redaktion/support/topic/add/",
    "/redaktion/support/update/",
    "/redaktion/support/update/add/",
    "/redaktion/support/translationstate/",
    "/redaktion/2fa/",
    "/redaktion/password/change/",
]


@pytest.fixture
def editor(signed_in):
    """A page whose editor has logged in, and what it complained of."""
    page = signed_in.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def violations(page, *parts: str) -> list[str]:
    found = Axe().run(page, context={"include": [[part] for part in parts]})
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}"
        for one in found.response["violations"]
    ]


def open_offering(page, slug: str) -> None:
    page.goto(f"/redaktion/support/offering/?q={slug}")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


def save(page) -> None:
    """Press the first button, and wait for the desk to say that it is saved: a page left before that may save nothing."""
    page.locator(".save-bar input").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_no_screen_breaks_the_policy_or_asks_another_host(editor, running_guide):
    hosts = set()
    editor.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))

    for screen in SCREENS:
        editor.goto(screen)
    open_offering(editor, "oppna-forskolan-boda")
    editor.get_by_role("link", name="Historik").first.click()
    editor.wait_for_url("**/history/**")

    assert editor.complaints == []
    assert hosts == {urlsplit(running_guide).netloc}


def test_the_tabs_carry_the_names_of_the_languages_and_open(editor):
    open_offering(editor, "oppna-forskolan-boda")
    tabs = editor.locator(".ui-tabs").first

    tabs.get_by_role("tab", name="arabiska").click()

    field = editor.locator("#id_title_ar")
    expect(field).to_be_visible()
    assert field.get_attribute("dir") == "rtl"
    assert editor.complaints == []


def test_a_saved_change_is_on_the_public_page_at_once(editor):
    open_offering(editor, "oppna-forskolan-boda")
    sentence = "Välkommen in i värmen."
    editor.locator("#id_summary_sv").fill(sentence)

    save(editor)

    editor.goto("/sv/stod/oppna-forskolan-boda/")
    expect(editor.get_by_text(sentence)).to_be_visible()
    editor.goto("/sv/stod/?q=värmen")
    expect(editor.locator('[data-offering="oppna-forskolan-boda"]')).to_have_count(1)


def test_searching_needs_no_dots(editor):
    editor.goto("/redaktion/support/offering/")

    editor.get_by_label("Sök i listan").fill("OPPNA FORSKOLAN boda")
    editor.get_by_role("button", name="Sök").click()

    found = editor.locator("#result_list").get_by_role("link", name="Öppna förskolan Boda", exact=True)
    expect(found).to_be_visible()


def test_a_text_is_shown_beside_while_it_is_written_by_keyboard_alone(editor):
    open_offering(editor, "oppna-forskolan-boda")
    text = editor.locator("#id_description_sv")
    text.fill("## Ta med\n\n- mellanmål")
    text.press("Tab")
    assert editor.evaluate("document.activeElement.textContent") == "Förhandsvisa"

    editor.keyboard.press("Enter")

    shown = editor.get_by_role("region", name="Förhandsvisning på svenska").first
    shown.get_by_role("heading", name="Ta med", level=2).wait_for()
    expect(editor.get_by_text("Förhandsvisningen är klar.")).to_be_visible()
    text.fill("Numera *nästan* tomt")
    shown.locator("em", has_text="nästan").wait_for()
    editor.get_by_role("button", name="Stäng förhandsvisningen").click()
    expect(shown).to_be_hidden()
    assert editor.complaints == []


def test_a_text_in_arabic_is_shown_as_arabic(editor):
    open_offering(editor, "oppna-forskolan-boda")
    editor.locator("#modeltranslation-main-switch").select_option(label="arabiska")

    editor.get_by_role("button", name="Förhandsvisa").first.click()

    shown = editor.locator("#id_description_ar_preview")
    assert (shown.get_attribute("lang"), shown.get_attribute("dir")) == ("ar", "rtl")


def test_when_the_guide_does_not_answer_the_editor_is_told(editor):
    open_offering(editor, "oppna-forskolan-boda")
    editor.route("**/redaktion/markdown/", lambda route: route.abort())

    editor.get_by_role("button", name="Förhandsvisa").first.click()

    editor.get_by_text("Det gick inte att nå guiden. Försök igen.").wait_for()


def test_a_form_leads_to_its_preview_in_arabic_and_back(editor):
    open_offering(editor, "oppna-forskolan-boda")
    form = editor.url.split("?")[0]

    pages = editor.get_by_role("navigation", name="Så här ser sidan ut")
    pages.get_by_text("Så här ser sidan ut").click()
    pages.get_by_role("link", name="العربية").click()

    expect(editor.locator("html")).to_have_attribute("dir", "rtl")
    expect(editor.get_by_text("Så här ser sidan ut för alla.")).to_be_visible()
    editor.get_by_role("link", name="Tillbaka till redigeringen").click()
    expect(editor).to_have_url(form)
    assert editor.complaints == []


def test_tabs_bear_that_a_language_has_other_texts_than_the_swedish(editor):
    """As where a translator may not write all."""
    open_offering(editor, "oppna-forskolan-boda")

    editor.locator("#schedules-group .ui-tabs-panel").first.evaluate("panel => panel.replaceChildren()")
    editor.locator("#id_title_sv").evaluate(
        "field => { field.labels[0].dataset.language = 'svenska';"
        " field.dispatchEvent(new Event('change', {bubbles: true})); }"
    )

    assert editor.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_what_is_our_own(editor, width):
    """The rest of each screen is Django's."""
    editor.set_viewport_size({"width": width, "height": 800})
    open_offering(editor, "oppna-forskolan-boda")
    editor.locator("#id_description_sv").fill("## Ta med\n\n- mellanmål")
    editor.get_by_role("button", name="Förhandsvisa").first.click()
    editor.get_by_text("Förhandsvisningen är klar.").wait_for()
    editor.locator(".pages-in-languages summary").click()
    assert violations(editor, ".pages-in-languages", ".markdown") == []

    editor.locator(".pages-in-languages a").first.click()
    expect(editor.get_by_text("Så här ser sidan ut för alla.")).to_be_visible()
    assert violations(editor, "body") == []

    editor.goto("/redaktion/support/topic/")
    assert violations(editor, "#toolbar", "#changelist-filter", "#result_list") == []


@pytest.mark.parametrize("path", ["offering/", "offering/add/", "topic/", "update/", "update/add/", "place/"])
def test_no_screen_is_wider_than_a_phone(editor, path):
    editor.set_viewport_size({"width": 390, "height": 800})

    editor.goto(f"/redaktion/support/{path}")

    assert editor.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_where_many_are_confirmed_closed_or_copied(editor, width):
    editor.set_viewport_size({"width": width, "height": 800})
    for rows, action in (
        ("place/", "assure_times"),
        ("offering/?q=oppna-forskolan", "close"),
        ("offering/?q=oppna-forskolan", "copy_times"),
    ):
        editor.goto(f"/redaktion/support/{rows}")
        for box in editor.locator(".action-select").all()[:5]:
            box.check()
        editor.locator("select[name=action]").select_option(action)
        editor.locator(".actions button[name=index]").click()
        editor.locator(".task .submit-row").wait_for()
        assert editor.complaints == []
        assert violations(editor, ".task") == []
        assert editor.evaluate("document.documentElement.scrollWidth") <= width
        editor.complaints.clear()  # the rules themselves set styles
    editor.goto("/redaktion/support/place/koordinater/")
    assert violations(editor, ".task") == []


def test_a_time_shows_as_parents_will_see_it_while_it_is_typed(editor):
    open_offering(editor, "oppna-forskolan-boda")
    preview = editor.get_by_role("region", name="Så ser föräldrar tiderna")
    editor.locator("#schedules-group").get_by_role("button", name="Lägg till").click()
    row = editor.locator(".dynamic-schedules").last
    expect(row.get_by_label("Veckodag")).to_be_focused()

    row.get_by_label("Veckodag").select_option(label="lördag")
    row.get_by_label("Från:", exact=True).fill("7.15")
    row.get_by_label("Till:", exact=True).fill("8")
    row.get_by_label("Tiden stämmer i dag").check()
    row.get_by_label("Samma tid även söndag").check()

    expect(preview.get_by_text("07:15–08:00").nth(10)).to_be_visible()  # two days a week, for eight weeks
    expect(preview.get_by_text("Så blir det när du sparar.")).to_be_visible()
    row.get_by_label("Till:", exact=True).fill("åtta")
    expect(preview.get_by_text("De här raderna räknas inte med än:")).to_be_visible()
    expect(preview.get_by_text("07:15–08:00")).to_have_count(0)
    assert editor.complaints == []
    assert violations(editor, ".times-preview", ".times-days", ".times-copy") == []


def test_the_stored_times_are_lines_that_unfold_by_keyboard_and_say_when_they_are_not_saved(editor):
    open_offering(editor, "oppna-forskolan-boda")
    rows = editor.locator("#schedules-group .times-row")
    expect(rows.nth(3)).to_be_visible()
    expect(editor.locator("#schedules-group .times-row[open]")).to_have_count(0)
    row = rows.first

    row.locator("summary").first.press("Enter")

    assert row.locator("details.times-more[open]").count() == 0
    from_, to = (row.get_by_label(name, exact=True).bounding_box() for name in ("Från:", "Till:"))
    assert from_["y"] == to["y"]
    assert row.locator(".ui-tabs-nav:visible").count() == 1  # for both of its texts
    row.get_by_role("tab", name="arabiska").click()
    expect(row.locator("[name$=label_ar]")).to_be_visible()
    expect(row.locator("[name$=age_note_ar]")).to_be_visible()
    row.get_by_label("Till:", exact=True).fill("17")
    row.locator("summary").first.press("Enter")
    expect(row.get_by_text("inte sparad än")).to_be_visible()
    expect(rows.nth(1).get_by_text("inte sparad än")).to_be_hidden()
    assert editor.complaints == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_times_please_axe_folded_and_unfolded(editor, width):
    editor.set_viewport_size({"width": width, "height": 800})
    open_offering(editor, "oppna-forskolan-boda")
    expect(editor.locator("#schedules-group .times-row").nth(3)).to_be_visible()
    assert violations(editor, ".times-row > summary", ".times-group .delete") == []

    editor.locator("#schedules-group .times-row > summary").first.click()

    # The tabs themselves are another's.
    assert violations(editor, ".times-row[open] summary", ".times-row[open] .ui-tabs-panel") == []
    assert editor.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("field", "typed"), [("valid_until", "2020-01-01"), ("interval_weeks", "60")])
def test_a_fault_in_the_times_is_in_view_and_in_focus(editor, field, typed):
    open_offering(editor, "oppna-forskolan-boda")
    row = editor.locator("#schedules-1")
    row.locator("summary").first.click()
    if field == "interval_weeks":
        row.locator(".times-more > summary").click()
    row.locator(f"[name$={field}]").fill(typed)
    row.locator(f"[name$={field}]").press("Enter")

    fault = editor.locator(".faults a")
    expect(fault).to_be_focused()
    expect(fault).to_be_in_viewport()
    fault.press("Enter")
    faulty = editor.locator(f"#id_schedules-1-{field}")
    expect(faulty).to_be_focused()
    expect(faulty).to_be_in_viewport()
    assert editor.locator("#schedules-group .times-row[open]").count() == 1
    assert editor.complaints == []


# --- What is written and not saved -----------------------------------------------------------------


@pytest.fixture
def asked(editor) -> list[str]:
    """Each time the browser asks whether to leave: the answer is to stay."""
    questions = []

    def stay(dialog):
        questions.append(dialog.type)
        dialog.dismiss()

    editor.on("dialog", stay)
    return questions


def leave(page) -> None:
    """By a link in the form itself."""
    page.get_by_role("link", name="Kopiera förra terminens tider").click(no_wait_after=True)


def test_a_typed_row_is_not_lost_by_a_link_in_the_form(editor, asked):
    open_offering(editor, "oppna-forskolan-boda")
    editor.locator("#schedules-group").get_by_role("button", name="Lägg till").click()
    row = editor.locator(".dynamic-schedules").last
    row.get_by_label("Från:", exact=True).fill("7.15")

    leave(editor)

    editor.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(row.get_by_label("Från:", exact=True)).to_have_value("7.15")
    assert editor.complaints == []


def test_a_language_chosen_in_the_two_boxes_is_not_lost_either(editor, asked):
    open_offering(editor, "oppna-forskolan-boda")
    editor.get_by_role("heading", name="Språk som talas").click()
    editor.locator("#id_spoken_languages_from option").first.dblclick()

    leave(editor)

    editor.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_nobody_is_asked_who_has_written_nothing_or_written_it_back(editor, asked):
    open_offering(editor, "oppna-forskolan-boda")
    editor.locator("#schedules-group").get_by_role("button", name="Lägg till").click()
    editor.get_by_role("heading", name="Språk som talas").click()
    editor.locator("#id_spoken_languages_from option").first.click()
    title = editor.locator("#id_title_sv")
    before = title.input_value()
    title.fill("Annat")
    title.fill(before)

    leave(editor)

    editor.wait_for_url("**/kopiera-tider/")
    assert asked == []


def test_nobody_is_asked_who_saves_or_only_searches(editor, asked):
    open_offering(editor, "oppna-forskolan-boda")
    editor.locator("#id_summary_sv").fill("Välkommen in i stugvärmen.")
    save(editor)
    editor.locator(".breadcrumbs").get_by_role("link", name="Erbjudanden").click()

    editor.get_by_label("Sök i listan").fill("boda")
    editor.get_by_role("link", name="utkast").first.click()

    editor.wait_for_url("**status__exact=draft**")
    assert asked == []


def test_after_back_nothing_is_said_to_be_saved_that_is_not(editor):
    editor.on("dialog", lambda dialog: dialog.accept())
    open_offering(editor, "oppna-forskolan-boda")
    row = editor.locator("#schedules-group .times-row").first
    unsaved = row.locator(".times-unsaved")
    row.locator("summary").first.click()
    row.get_by_label("Till:", exact=True).fill("17:45")
    leave(editor)
    editor.wait_for_url("**/kopiera-tider/")

    editor.go_back()

    # The browser has put back what was written, in a row that is folded again.
    expect(editor.locator("#id_schedules-0-closes_at")).to_have_value("17:45")
    expect(unsaved).to_be_visible()
    expect(editor.locator(".times-unsaved:visible")).to_have_count(1)
    expect(editor.get_by_text("Så blir det när du sparar.")).to_be_visible()
