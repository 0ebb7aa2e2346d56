"""What may need a second look among an offering's times, said when they are saved; and single dates that cannot be right."""

import pytest

from support.models import Offering
from tests import factories
from tests.support.editor import new_row
from tests.support.october import DAY, MONDAY, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def page_of(offering: Offering) -> str:
    return f"/redaktion/support/offering/{offering.pk}/change/"


def new_date(**values: str) -> dict:
    """new_date(starts="2026-12-05 12", ends=" 14")"""
    typed = {"occasions-TOTAL_FORMS": 1}
    for name, text in values.items():
        typed[f"occasions-0-{name}_at_0"], typed[f"occasions-0-{name}_at_1"] = text.split(" ")
    return typed


# --- What is pointed out after saving ------------------------------------------------------------------


def test_what_may_need_a_second_look_is_said_but_saved(editor, cafe):
    factories.confirmed_schedule(cafe, 6, "19:00", "22:00", label_sv="Lek")
    night = {"weekday": 6, "opens_at": "20", "closes_at": "2", "valid_until": "2026-10-20"}

    html = editor.save(page_of(cafe), **new_row(1, **night))

    assert cafe.schedules.count() == 2
    assert "lördag 19:00–22:00 (Lek) och lördag 20:00–02:00. Första gången är 2026-10-10." in html
    assert "Tiden går över midnatt: lördag 20:00–02:00. Den slutar nästa dag klockan 02:00." in html
    assert "Slutar snart gälla: lördag 20:00–02:00, till och med 2026-10-20." in html
    assert "Ändra ”gäller till och med” och kryssa i ”Tiden stämmer i dag”" in html
    assert "Stängt på röda dagar: Alla helgons dag (lördag 2026-10-31)." in html


@pytest.mark.parametrize(("label", "is_told"), [("Lek", False), ("Sång", True)])
def test_a_time_that_goes_on_in_the_next_row_does_not_soon_end(editor, cafe, label, is_told):
    factories.confirmed_schedule(cafe, 6, label_sv="Lek", valid_until=TODAY + 9 * DAY)

    html = editor.save(
        page_of(cafe),
        **new_row(1, weekday=6, opens_at="9", closes_at="12", label_sv=label, valid_from="2026-10-15"),
    )

    assert ("Slutar snart gälla" in html) == is_told


def test_the_same_on_many_weekdays_is_said_once(editor, cafe):
    for day in range(1, 7):
        factories.confirmed_schedule(cafe, day, "10:00", "12:30", label_sv="Lek", valid_until="2026-10-30")
        if day < 6:
            factories.confirmed_schedule(cafe, day, "12:00", "16:00", label_sv="Sång")

    page = editor.save(page_of(cafe), **new_row(11, weekday=7, valid_until="2026-10-30"))

    html = page.partition('class="messagelist"')[2].partition("</ul>")[0]
    assert html.count("Slutar snart gälla") == 1
    assert "måndag–lördag 10:00–12:30 (Lek) och söndag 10:00–16:00, till och med 2026-10-30." in html
    assert html.count("går in i varandra") == 1
    assert (
        "måndag–fredag 10:00–12:30 (Lek) och måndag–fredag 12:00–16:00 (Sång). Första gången är 2026-10-05."
        in html
    )


@pytest.mark.parametrize(("label", "is_told"), [("Med personal", False), ("Meröppet", True), ("", True)])
def test_a_time_within_another_is_meant_where_both_have_names(editor, cafe, label, is_told):
    factories.confirmed_schedule(cafe, 1, "07:00", "22:00", label_sv="Meröppet")

    html = editor.save(page_of(cafe), **new_row(1, label_sv=label))

    assert ("går in i varandra" in html) == is_told


def test_what_concerns_the_row_just_written_is_said_first(editor, cafe):
    for opens in range(8, 18):
        factories.confirmed_schedule(
            cafe, 2, f"{opens:02}:00", f"{opens + 1:02}:30", label_sv=f"Grupp {opens}"
        )

    html = editor.save(page_of(cafe), **new_row(10, weekday=3, opens_at="20", closes_at="2"))

    said = html.split('<ul class="messagelist">')[1].split("</li>")
    assert "Tiden går över midnatt: onsdag 20:00–02:00." in said[0]
    assert "Det finns 2 saker till att se över" in html


def test_what_was_removed_is_named(editor, cafe):
    for day in range(1, 8):
        factories.confirmed_schedule(cafe, day, label_sv="Lek")
    factories.closure(cafe, TODAY, reason_sv="Studiedag")

    removed = {f"schedules-{number}-DELETE": "on" for number in range(7)}
    html = editor.save(page_of(cafe), **removed, **{"closures-0-DELETE": "on"})

    assert "Borttagna tider som återkommer: måndag–söndag 09:00–12:00 (Lek)." in html
    assert "Borttagna stängda dagar: 2026-10-05 (Studiedag)." in html


def test_every_other_week_that_leaves_out_the_coming_day_says_so(editor, cafe):
    fortnightly = {"weekday": 2, "interval_weeks": 2, "valid_from": "2026-11-25"}

    html = editor.save(page_of(cafe), **new_row(**fortnightly))

    assert "Tisdag 10:00–16:00 varannan vecka: första gången blir tisdag 8 december" in html
    assert "Ska det vara tisdag 1 december? Skriv då 2026-12-01 i ”gäller från”." in html


def test_what_is_open_on_a_red_day_is_named_and_a_date_is_only_asked_about(editor, cafe):
    html = editor.save(
        page_of(cafe),
        **new_row(weekday=6, label_sv="Lek", closed_on_red_days=[]),
        **new_date(starts="2027-01-06 18"),
    )

    assert "Öppet fast det är röd dag: Alla helgons dag (lördag 2026-10-31)." in html
    assert "Det gäller lördag 10:00–16:00 (Lek). Kryssa i ”stängt röda dagar” där" in html
    assert (
        "Tillfället 2027-01-06 18:00 är på en röd dag: Trettondedag jul (onsdag 2027-01-06). Stämmer datumet?"
        in html
    )


def test_buttons_and_new_rows_say_what_they_are_and_not_their_number(editor, cafe):
    html = editor.open(page_of(cafe))

    for name in ("ny tid", "nytt tillfälle", "nya stängda dagar"):
        assert f'"addText": "Lägg till {name}"' in html
        assert f"<h3><b>{name.capitalize()}</b></h3>" in html


def test_a_change_of_a_text_does_not_go_on_about_times(editor, cafe):
    factories.confirmed_schedule(cafe, 6)

    html = editor.save(page_of(cafe), title_sv="Fikastund")

    assert "messagelist" in html and "röda dagar" not in html.split("messagelist")[1].split("</ul>")[0]


# --- Single dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ends", "stored"),
    [
        ("2026-12-05 14", "2026-12-05 14:00"),
        (" 14.30", "2026-12-05 14:30"),
        (" 24", "2026-12-06 00:00"),
        ("2026-12-19 12", "2026-12-19 12:00"),
    ],
)
def test_an_end_needs_only_its_clock(editor, cafe, ends, stored):
    editor.save(page_of(cafe), **new_date(starts="2026-12-05 12", ends=ends))

    assert f"{cafe.occasions.get().ends_at.astimezone(MONDAY.tzinfo):%Y-%m-%d %H:%M}" == stored


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ({"starts": "2026-12-05 "}, "Skriv klockslaget också"),
        ({"starts": " 12"}, "Skriv datumet också"),
        ({"starts": "2026-12-05 12", "ends": "2026-12-06 "}, "Skriv klockslaget också"),
        ({"starts": "2026-12-05 12", "ends": "2027-12-05 14"}, "Tillfället blir 365 dagar långt"),
        ({"starts": "2026-12-05 12", "ends": " 11"}, "Tillfället slutar innan det börjar"),
    ],
)
def test_a_date_that_cannot_be_right_says_what_to_write(editor, cafe, dates, told):
    assert told in editor.send(page_of(cafe), **new_date(**dates)).content.decode()
    assert not cafe.occasions.exists()


def test_a_long_date_that_is_there_already_stands_in_nobodys_way(editor, cafe):
    factories.occasion(cafe, MONDAY, ends_at=MONDAY + 60 * DAY)

    editor.save(page_of(cafe), **{"occasions-0-label_sv": "Utställning"})

    assert cafe.occasions.get().label_sv == "Utställning"


def test_a_date_that_has_been_is_remarked_upon_on_either_page(editor, cafe):
    told = "Tillfället 2025-12-05 12:00: dagen har redan varit. Kontrollera året."

    assert told in editor.save(page_of(cafe), **new_date(starts="2025-12-05 12"))
    assert "har redan varit" not in editor.save(page_of(cafe), **{"occasions-0-label_sv": "Kurs"})

    alone = f"/redaktion/support/occasion/{cafe.occasions.get().pk}/change/"
    assert "har redan varit" in editor.save(alone, starts_at_0="2025-12-06")
    assert "har redan varit" not in editor.save(alone, starts_at_0="2026-12-06")
