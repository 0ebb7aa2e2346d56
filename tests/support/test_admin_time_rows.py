"""Stored times on an offering's page: a line each that unfolds, and why it is closed in every language."""

import datetime
import re

import pytest
from django.utils.translation import gettext, gettext_lazy, override

from support import usual_reasons
from support.models import Closure, Offering, TranslationState
from tests import factories
from tests.support.october import DAY, MONDAY, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def page_of(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.pk}/change/"


# --- A line that unfolds --------------------------------------------------------------


def lines(html: str) -> list[str]:
    """What each folded or unfolded row says of itself, and whether it stands open."""
    rows = re.findall(r'<details class="times-row"( open)?>\s*<summary>(.*?)</summary>', html)
    shown = [(opened, re.sub(r"<strong[^>]* hidden>.*?</strong>", "", line)) for opened, line in rows]
    return [re.sub(r"<[^>]+>", "", line) + opened.upper() for opened, line in shown]


def test_each_stored_row_says_in_a_line_when_what_where_and_how_sure_it_is(editor, cafe):
    dates = {"valid_from": datetime.date(2026, 8, 17), "valid_until": datetime.date(2026, 12, 18)}
    factories.confirmed_schedule(cafe, 1, label_sv="Öppet", place=factories.place("parken"), **dates)
    factories.schedule(cafe, 2, "13:00", "16:30", interval_weeks=2, valid_from=dates["valid_from"])
    starts = datetime.datetime(2026, 11, 4, 18, tzinfo=MONDAY.tzinfo)
    factories.occasion(cafe, starts, ends_at=starts + DAY / 12, label_sv="Kursstart", is_full=True)
    factories.closure(cafe, datetime.date(2026, 11, 2), reason_sv="Studiedag")
    factories.closure(cafe, datetime.date(2026, 12, 21), datetime.date(2027, 1, 8))

    assert lines(editor.open(page_of(cafe))) == [
        "måndag 09:00–12:00 · Öppet · Parken · gäller 2026-08-17–2026-12-18 · bekräftad 2026-10-05",
        "tisdag varannan vecka 13:00–16:30 · gäller från 2026-08-17 · inte bekräftad",
        "onsdag 2026-11-04 18:00–20:00 · Kursstart · fullt · inte bekräftad",
        "måndag 2026-11-02 · Studiedag",
        "2026-12-21–2027-01-08",
    ]


def test_a_line_says_for_whom_and_on_which_days_it_runs(editor, cafe):
    days = {"term_time_only": True, "closed_on_red_days": False}
    factories.schedule(
        cafe, 1, "09:00", "10:00", minimum_age_months=0, maximum_age_months=11, age_note_sv="Ligger", **days
    )
    factories.schedule(cafe, 2, "09:00", "10:00", minimum_age_months=30)
    factories.schedule(cafe, 3, "09:00", "10:00", maximum_age_months=30)

    assert lines(editor.open(page_of(cafe))) == [
        "måndag 09:00–10:00 · under 1 år · Ligger · bara under terminen · öppet röda dagar · inte bekräftad",
        "tisdag 09:00–10:00 · från 30 månader · inte bekräftad",
        "onsdag 09:00–10:00 · till och med 30 månader · inte bekräftad",
    ]


def test_a_form_with_times_leads_down_to_them(editor, cafe):
    page = editor.open(page_of(cafe))

    links = re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', page.split("Längre ner:")[1].split("</nav>")[0])
    assert links[:3] == [
        ("schedules-group", "Tider som återkommer"),
        ("occasions-group", "Tillfällen"),
        ("closures-group", "Stängda dagar"),
    ]
    for anchor, _ in links:
        assert f'id="{anchor}"' in page
    assert f'href="{page_of(cafe)}#schedules-group"' in editor.open("/redaktion/support/offering/")
    assert "Längre ner:" not in editor.open(f"/redaktion/support/topic/{cafe.topics.get().pk}/change/")


def test_a_row_with_a_fault_stands_open_and_so_does_one_that_is_not_saved_because_of_it(editor, cafe):
    for day in (1, 2, 3):
        factories.confirmed_schedule(cafe, day)

    changes = {"schedules-0-closes_at": "tolv", "schedules-2-label_sv": "Lek"}
    html = editor.send(page_of(cafe), **changes).content.decode()

    wrong, untouched, changed = lines(html)
    assert wrong.endswith(" OPEN") and changed.endswith("Lek · bekräftad 2026-10-05 · inte sparad än OPEN")
    assert untouched == "tisdag 09:00–12:00 · bekräftad 2026-10-05"


def test_what_is_over_is_folded_together_and_still_saved_with_the_rest(editor, cafe):
    factories.schedule(cafe, 1, "09:00", "12:00", valid_until=TODAY - DAY)
    factories.schedule(cafe, 2, "09:00", "12:00", valid_until=TODAY)
    factories.occasion(cafe, MONDAY - DAY)
    factories.occasion(cafe, MONDAY)  # today
    for first, last in ((-40, -30), (-20, 0), (-10, -9), (5, 6)):
        factories.closure(cafe, TODAY + first * DAY, TODAY + last * DAY)

    html = editor.open(page_of(cafe))

    assert re.findall(r"<summary>Tidigare \((\d+)\)", html) == ["1", "1", "2"]
    assert lines(html)[:2] == [
        "måndag 09:00–12:00 · slutade gälla 2026-10-04",
        "tisdag 09:00–12:00 · gäller till och med 2026-10-05 · inte bekräftad",
    ]
    first_days = [line.split("–")[0] for line in lines(html)[4:]]
    assert first_days == ["2026-08-26", "2026-09-25", "2026-09-15", "2026-10-10"]  # the last two are not over
    editor.save(page_of(cafe), **{"closures-2-reason_sv": "Flytt"})
    assert cafe.closures.get(starts_on=TODAY - 10 * DAY).reason_sv == "Flytt"
    assert cafe.closures.count() == 4


def test_weekly_times_that_have_all_ended_are_in_view_for_they_are_what_goes_on(editor, cafe):
    factories.schedule(cafe, 1, "09:00", "12:00", valid_until=TODAY - DAY)
    factories.closure(cafe, TODAY - DAY)
    past = '<details class="times-past"'

    html = editor.open(page_of(cafe))
    assert (html.count(f"{past} open>"), html.count(f"{past}>")) == (1, 1)

    factories.schedule(cafe, 2, "09:00", "12:00")
    html = editor.open(page_of(cafe))
    assert (html.count(f"{past} open>"), html.count(f"{past}>")) == (0, 2)


def test_a_fault_in_what_is_over_is_not_hidden_among_it(editor, cafe):
    factories.closure(cafe, TODAY - 9 * DAY)

    html = editor.send(page_of(cafe), **{"closures-0-ends_on": "2026-01-01"}).content.decode()

    assert 'class="times-past"' not in html
    assert lines(html)[0].endswith(" OPEN")


# --- Why it is closed -----------------------------------------------------------------------------------


@pytest.fixture
def holiday(monkeypatch) -> dict[str, str]:
    """A usual reason that the interface has in every language already: its words, by language."""
    monkeypatch.setitem(usual_reasons.USUAL_REASONS, "Inställt", gettext_lazy("Cancelled"))
    said = {}
    for code in usual_reasons.COLUMNS:
        with override(code):
            said[code] = gettext("Cancelled")
    return said


def closed(**values) -> dict:
    typed = {"starts_on": "2026-11-02", **values}
    return {"closures-TOTAL_FORMS": 1, **{f"closures-0-{name}": value for name, value in typed.items()}}


def reasons(closure: Closure) -> dict[str, str]:
    return {code: getattr(closure, name) for code, name in usual_reasons.COLUMNS.items()}


def test_a_usual_reason_comes_in_every_language_and_no_person_is_credited_with_it(editor, cafe, holiday):
    editor.save(page_of(cafe), **closed(reason_sv="Inställt"))

    closure = cafe.closures.get()
    assert reasons(closure) == holiday and len(set(holiday.values())) > 7
    states = TranslationState.objects.about(closure)
    assert {state.language for state in states} == set(holiday)
    assert not states.exclude(origin="machine").exists() and not any(state.is_outdated for state in states)


def test_what_the_editor_writes_in_a_language_stays(editor, cafe, holiday):
    editor.save(page_of(cafe), **closed(reason_sv="Inställt", reason_en="Gone fishing"))

    assert reasons(cafe.closures.get()) == holiday | {"en": "Gone fishing"}


def test_another_reason_takes_the_interfaces_words_away_but_no_persons(editor, cafe, holiday):
    editor.save(page_of(cafe), **closed(reason_sv="Inställt", reason_fi="Kalassa"))

    editor.save(page_of(cafe), **{"closures-0-reason_sv": "Vi flyttar"})

    closure = cafe.closures.get()
    assert {code: text for code, text in reasons(closure).items() if text} == {"fi": "Kalassa"}
    assert [state.language for state in TranslationState.objects.about(closure)] == ["fi"]


def test_a_reason_in_an_editors_own_words_is_left_alone(editor, cafe):
    editor.save(page_of(cafe), **closed(reason_sv="Studiedag för alla"))

    assert not any(reasons(cafe.closures.get()).values())


def test_a_language_that_the_interface_lacks_words_in_is_not_given_another_ones(monkeypatch):
    monkeypatch.setitem(usual_reasons.USUAL_REASONS, "Flytt", gettext_lazy("Moving to another house"))

    assert usual_reasons.in_other_languages("Flytt") == {"reason_en": "Moving to another house"}


def test_the_usual_reasons_are_offered_wherever_a_closed_day_is_written(editor, cafe):
    place = cafe.places.get()
    closure = factories.closure(cafe, datetime.date(2026, 11, 2))

    for path, name in (
        (page_of(cafe), "id_closures-0-reason_sv"),
        (f"/redaktion/support/place/{place.pk}/change/", "id_closures-__prefix__-reason_sv"),
        (f"/redaktion/support/closure/{closure.pk}/change/", "id_reason_sv"),
    ):
        html = editor.open(path)
        assert f'list="{name}_usual"' in html
        assert (
            '<option value="Julledigt">'
            in html.split(f'<datalist id="{name}_usual">')[1].split("</datalist>")[0]
        )
