"""What parents will see of the times in an editor's form, before they are saved."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext

from support.models import Offering, Schedule
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = pytest.mark.django_db
MONDAY = datetime.datetime(2026, 10, 5, 8, tzinfo=ZoneInfo("Europe/Stockholm"))
TODAY = MONDAY.date()
NEW = "/redaktion/tider/ny/"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", places=["familjehuset"])


def page_of(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.pk}/change/"


def preview_of(offering: Offering) -> str:
    return f"/redaktion/tider/{offering.pk}/"


def row(kind: str, number: int = 0, **values: str) -> dict[str, str]:
    """What is typed in a new row: row("schedules", weekday="2", …)."""
    return {f"{kind}-{number}-{name}": value for name, value in values.items()}


TUESDAY = row("schedules", weekday="2", opens_at="9", closes_at="12", interval_weeks="1")
CONFIRMED = TUESDAY | row("schedules", is_right_today="on", closed_on_red_days="on")


def forms(**totals: int) -> dict[str, int]:
    return {
        f"{kind}-{name}": totals.get(kind, 0) if name == "TOTAL_FORMS" else 0
        for kind in ("schedules", "occasions", "closures")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }


def preview(editor: Editor, address: str, values: dict) -> str:
    response = editor.client.post(address, values)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_time_that_is_only_typed_shows_on_its_days_for_eight_weeks(editor, cafe):
    html = preview(editor, preview_of(cafe), forms(schedules=1) | CONFIRMED)

    assert html.count("09:00–12:00") == 8
    assert "Vecka 41" in html and "tis 6/10" in html
    assert "Inte bekräftade" not in html
    assert not Schedule.objects.exists()


def test_what_nobody_has_confirmed_stands_apart_and_as_it_would_be(editor, cafe):
    Offering.objects.filter(pk=cafe.pk).update(source_seen_year=2025)

    html = preview(editor, preview_of(cafe), forms(schedules=1) | TUESDAY)

    before, after = html.split("Inte bekräftade")
    assert "09:00" not in before and "Föräldrar ser ingenting i kalendern" in before
    assert "Tider från 2025. Fråga först." in after
    assert "<li>tisdag 09:00–12:00</li>" in after
    assert after.split("Så blir det om de bekräftas i dag")[1].count("09:00–12:00") == 8


def test_a_row_ticked_for_more_days_shows_on_all_of_them(editor, cafe):
    values = forms(schedules=1) | CONFIRMED | {"schedules-0-also_on": ["1", "2", "4"]}

    html = preview(editor, preview_of(cafe), values)

    assert html.count("09:00–12:00") == 3 * 8
    assert "mån 5/10" in html and "tors 8/10" in html


def test_closed_days_say_why(editor, cafe):
    factories.closure(
        factories.place("familjehuset"), datetime.date(2026, 10, 13), reason_sv="Golvet läggs om"
    )
    values = (
        forms(schedules=1, closures=1)
        | CONFIRMED
        | row("closures", starts_on="2026-10-06", reason_sv="Studiedag")
        | {"places": [factories.place("familjehuset").pk]}
    )

    html = preview(editor, preview_of(cafe), values)

    assert "<s>09:00–12:00</s> <strong>Stängt: Studiedag</strong>" in html
    assert "<strong>Stängt: Golvet läggs om, Familjehuset</strong>" in html


def test_red_days_and_school_breaks_say_why_too(editor, cafe):
    factories.term("Hösten", datetime.date(2026, 8, 17), datetime.date(2026, 12, 18))
    factories.term("Höstlov", datetime.date(2026, 10, 26), datetime.date(2026, 11, 1), kind="break")
    saturday = CONFIRMED | row("schedules", weekday="6", term_time_only="on")
    friday = CONFIRMED | row("schedules", weekday="5", term_time_only="on")

    assert "Stängt: Alla helgons dag" in preview(editor, preview_of(cafe), forms(schedules=1) | saturday)
    assert "Stängt: Höstlov" in preview(editor, preview_of(cafe), forms(schedules=1) | friday)


def test_it_is_said_when_nobody_knows_the_terms(editor, cafe):
    html = preview(
        editor, preview_of(cafe), forms(schedules=1) | CONFIRMED | row("schedules", term_time_only="on")
    )

    assert "Ingen har skrivit in när det är termin från och med 2026-10-06." in html
    assert "tisdag 09:00–12:00: bara under terminen" in html


def test_a_row_that_cannot_be_read_is_named_and_the_others_count(editor, cafe):
    broken = row("schedules", 1, weekday="3", opens_at="nio", closes_at="12", interval_weeks="1")

    html = preview(editor, preview_of(cafe), forms(schedules=2) | CONFIRMED | broken)

    assert "Ny tid: Från: " in html
    assert html.count("09:00–12:00") == 8


def test_a_year_that_looks_mistyped_is_told_of_before_it_is_saved(editor, cafe):
    html = preview(editor, preview_of(cafe), forms(closures=1) | row("closures", starts_on="2025-12-24"))

    assert "Stängt 2025-12-24: dagen har redan varit. Kontrollera året." in html


def test_a_date_and_a_cancelled_one(editor, cafe):
    typed = {
        "starts_at_0": "2026-10-20",
        "starts_at_1": "18",
        "is_right_today": "on",
        "label_sv": "Kursstart",
    }

    on = preview(editor, preview_of(cafe), forms(occasions=1) | row("occasions", **typed))
    off = preview(editor, preview_of(cafe), forms(occasions=1) | row("occasions", **typed, is_cancelled="on"))

    assert "tis 20/10" in on and "18:00 Kursstart" in on
    assert "<s>18:00 Kursstart</s> <strong>Inställt</strong>" in off


def test_a_date_that_ends_on_another_day_says_which(editor, cafe):
    typed = row("occasions", starts_at_0="2026-10-17", starts_at_1="12", is_right_today="on")
    until = row("occasions", ends_at_0="2026-10-18", ends_at_1="14")

    html = preview(editor, preview_of(cafe), forms(occasions=1) | typed | until)

    assert "12:00 till söndag 18 oktober 14:00" in html


def test_a_weekly_night_needs_no_date(editor, cafe):
    night = CONFIRMED | row("schedules", opens_at="22", closes_at="01")

    assert "22:00–01:00" in preview(editor, preview_of(cafe), forms(schedules=1) | night)


def test_what_is_closed_without_a_reason_does_not_read_as_open(editor, cafe):
    typed = CONFIRMED | row("schedules", label_sv="Öppet") | row("closures", starts_on="2026-10-06")

    html = preview(editor, preview_of(cafe), forms(schedules=1, closures=1) | typed)

    assert "<s>09:00–12:00 Öppet</s> <strong>Stängt</strong>" in html


def test_an_unconfirmed_time_beside_a_confirmed_one_is_told_as_on_the_page(editor, cafe):
    Offering.objects.filter(pk=cafe.pk).update(source_seen_year=2025)
    factories.confirmed_schedule(cafe, 2)
    factories.schedule(cafe, 3, "13:00", "15:00")
    factories.occasion(cafe, MONDAY + datetime.timedelta(days=3), label_sv="Kursstart")
    factories.occasion(cafe, MONDAY - datetime.timedelta(days=3), label_sv="Förra kursen")
    values = PageForm(editor.open(page_of(cafe))).values

    told = preview(editor, preview_of(cafe), values).split("Inte bekräftade")[1].split("</ul>")[0]

    assert f"”{gettext('This time is not confirmed. Ask first.')}”" in told
    assert "<li>onsdag 13:00–15:00</li>" in told and "(Kursstart)</li>" in told
    assert "Tider från 2025" not in told and "Förra kursen" not in told


def test_weekly_times_that_nobody_has_confirmed_are_told_of_once_and_dates_each(editor, cafe):
    Offering.objects.filter(pk=cafe.pk).update(source_seen_year=2025)
    factories.schedule(cafe, 3, "13:00", "15:00")
    factories.occasion(cafe, MONDAY + datetime.timedelta(days=3), label_sv="Kursstart")
    values = PageForm(editor.open(page_of(cafe))).values

    weekly, dated = preview(editor, preview_of(cafe), values).split("med orden ”")[1:3]

    assert weekly.startswith("Tider från 2025. Fråga först.”") and "onsdag 13:00–15:00" in weekly
    assert "(Kursstart)" in dated and "(Kursstart)" not in weekly


def test_a_row_to_be_removed_does_not_count(editor, cafe):
    factories.confirmed_schedule(cafe, 2)
    values = PageForm(editor.open(page_of(cafe))).values

    with_it = preview(editor, preview_of(cafe), values)
    without = preview(editor, preview_of(cafe), values | {"schedules-0-DELETE": "on"})

    assert "09:00–12:00" in with_it
    assert "Här finns inga tider än" in without


def test_what_shows_on_no_day_says_why(editor, cafe):
    values = forms(schedules=1) | CONFIRMED | row("schedules", valid_until="2026-06-12")

    html = preview(editor, preview_of(cafe), values)

    assert "Syns inte de närmaste åtta veckorna" in html
    assert "tisdag 09:00–12:00: slutade gälla 2026-06-12" in html


def test_a_new_offering_has_a_preview_as_well(editor):
    assert preview(editor, NEW, forms(schedules=1) | CONFIRMED).count("09:00–12:00") == 8


def test_what_is_stored_stands_in_the_page_without_script(editor, cafe):
    factories.confirmed_schedule(cafe, 2)

    html = editor.open(page_of(cafe))

    assert html.split("Så ser föräldrar tiderna")[1].count("09:00–12:00") == 8


def test_what_an_editor_types_is_never_markup(editor, cafe):
    values = forms(schedules=1) | CONFIRMED | row("schedules", label_sv="<b>Lek</b>")

    assert "&lt;b&gt;Lek" in preview(editor, preview_of(cafe), values)


@pytest.mark.parametrize("places", ["x", "9" * 30, "-1", "²"])
def test_a_place_that_is_none_is_no_fault_of_the_preview(editor, cafe, places):
    assert "09:00" in preview(editor, preview_of(cafe), forms(schedules=1) | CONFIRMED | {"places": [places]})


def test_a_form_with_nothing_in_it_is_answered(editor, cafe):
    assert "Här finns inga tider än" in preview(editor, preview_of(cafe), {})


# --- Who may ask ------------------------------------------------------------------------------------


def test_a_stranger_learns_nothing(client, cafe):
    assert client.post(preview_of(cafe), forms(), headers={"sec-fetch-mode": "cors"}).status_code == 401


def test_only_sent_forms_are_answered(admin_client, cafe):
    assert admin_client.get(preview_of(cafe)).status_code == 405


def test_an_offering_that_is_not_there(admin_client):
    assert admin_client.post("/redaktion/tider/4711/", forms()).status_code == 404


def test_a_form_from_another_site_is_refused(cafe):
    strict = Client(enforce_csrf_checks=True)
    log_in(strict, User.objects.create_superuser("chef"))

    assert strict.post(preview_of(cafe), forms()).status_code == 403


def test_who_may_only_look_has_no_form_to_preview(client, cafe):
    log_in(client, factories.assigned("redaktor", "editor", "annan-forvaltning"))

    assert client.post(preview_of(cafe), forms()).status_code == 403


def test_more_rows_take_no_more_questions(editor, cafe):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            editor.open(page_of(cafe))
        return len(asked)

    huset = factories.place("annexet")
    factories.confirmed_schedule(cafe, 1, place=huset)
    factories.occasion(cafe, MONDAY + datetime.timedelta(days=3), place=huset)
    questions()  # the first page of all also asks what is kept in memory since
    few = questions()
    for weekday in range(2, 8):
        factories.confirmed_schedule(cafe, weekday, place=huset)
        factories.occasion(cafe, MONDAY + datetime.timedelta(days=weekday), place=huset)
        factories.closure(cafe, TODAY + datetime.timedelta(days=weekday))

    assert questions() == few
