"""The week on the page of an offering and of a place. With the clock held still."""

import datetime

import pytest

from boras_guide.languages import LANGUAGES
from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import Element, read
from tests.factories import (
    closure,
    confirmed_occasion,
    confirmed_schedule,
    offering,
    offering_type,
    place,
    schedule,
    term,
    topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]


def days(client, path: str = "/sv/stod/babycafe/") -> list[Element]:
    page = read(client.get(path))
    return [one for one in page.all("div") if "week__day" in one.get("class").split()]


def times(client, path: str = "/sv/stod/babycafe/") -> list[str]:
    return [slot.one("time")["datetime"][:16] for day in days(client, path) for slot in day.all("li")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_begins_on_monday_in_every_language(client, language):
    cafe = offering("babycafe")
    for weekday in range(1, 8):
        confirmed_schedule(cafe, weekday)

    assert times(client, f"/{language}/stod/babycafe/") == [f"2026-11-{day}T09:00" for day in range(23, 30)]


def test_a_weekend_without_anything_is_left_out(client):
    confirmed_schedule(offering("babycafe"), 2)

    assert len(days(client)) == 5


def test_today_is_marked(client):
    confirmed_schedule(offering("babycafe"), 2)

    marked = [day for day in days(client) if "is-today" in day["class"].split()]

    assert len(marked) == 1
    assert "I dag" in marked[0].one("h4").text
    assert marked[0].one("h4").one("span", class_="on-paper").text == "24 nov."


def test_when_this_week_is_over_it_is_the_next_in_which_something_happens(client):
    confirmed_occasion(offering("babycafe"), moment(TUESDAY + 16 * DAY, "18:00"))

    assert times(client) == ["2026-12-10T18:00"]
    assert "50" in read(client.get("/sv/stod/babycafe/")).one("h3", class_="week__title").text


def test_what_is_closed_has_its_reason_first_and_its_whole_time_struck_through(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 3)
    closure(cafe, TUESDAY + DAY, reason_sv="Studiedag")

    slot = days(client)[2].one("li")

    assert slot.text == "Stängt: Studiedag 09.00–12.00"
    assert slot.one("s").text == "09.00–12.00"


def test_what_else_is_at_the_same_place_stands_beside_and_is_a_link(client):
    library = place("library")
    confirmed_schedule(offering("babycafe", places=[library]), 2)
    confirmed_schedule(offering("song", places=[library]), 2, "13:00", "14:00")
    schedule(offering("unsure", places=[library]), 2, "14:00", "15:00")
    confirmed_schedule(offering("elsewhere", places=[place("park")]), 2)
    confirmed_schedule(offering("draft", places=[library], status="draft"), 2)

    own, other = days(client)[1].all("li")

    assert not own.all("a")
    assert other.one("a")["href"] == "/sv/stod/song/"
    assert "slot--other" in other["class"].split()
    assert not own.all("span", class_="visually-hidden")
    assert other.one("span", class_="visually-hidden").text


# --- What a time is called -------------------------------------------------------------------------


def called(client, label: str, language: str = "sv", **fields) -> str:
    """What the only time of the week says besides when; and so does the list of all times."""
    kind = offering_type("open_preschool", name_sv="Öppen förskola")
    cafe = offering("babycafe", title="Babycafé", title_en="Baby café (Babycafé)", type=kind)
    confirmed_schedule(cafe, 2, label_sv=label, **fields)
    path = f"/{language}/stod/babycafe/"
    (slot,) = [slot for day in days(client, path) for slot in day.all("li")]
    said = [one.text for one in slot.all("span")]
    assert [one.text for one in read(client.get(path)).one("ul", class_="times").all("p")] == said
    return " ".join(said)


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("Med personal", "Med personal"),
        ("Babycafé", ""),
        ("babycafé", ""),
        ("Öppet", ""),
        ("Meröppet", "Meröppet"),
        ("Öppen förskola", ""),
        ("Babycafé (bokad grupp)", "Bokad grupp"),
        ("Babycafé, utomhus (i parken)", "Utomhus (i parken)"),
        ("Babycaféets dag", "Babycaféets dag"),
        ("", ""),
    ],
)
def test_a_time_says_only_what_the_title_and_the_type_do_not(client, label, rest):
    assert called(client, label) == rest


@pytest.mark.parametrize(
    ("label", "label_en", "rest"),
    [
        ("Öppet", "Open", ""),
        ("Öppen förskola", "Drop-in", ""),
        ("Babycafé (bokad grupp)", "Baby café (Babycafé), booked group", "Booked group"),
        ("Med personal", "With staff", "With staff"),
    ],
)
def test_it_says_no_more_in_other_languages(client, label, label_en, rest):
    assert called(client, label, "en", label_en=label_en) == rest


@pytest.mark.parametrize(("note", "said"), [("0–6 år", ""), ("0–12 månader", "0–12 månader")])
def test_ages_are_said_where_they_are_not_those_of_the_offering(client, note, said):
    cafe = offering("babycafe", ages=(0, 6))
    confirmed_schedule(cafe, 2, age_note_sv=note)

    (slot,) = [slot for day in days(client) for slot in day.all("li")]

    assert " ".join(one.text for one in slot.all("span")) == said


# --- Beside ----------------------------------------------------------------------------------------


def test_a_time_of_another_offering_that_is_somewhere_else_is_not_here(client):
    library = place("library")
    confirmed_schedule(offering("babycafe", places=[library]), 2)
    confirmed_schedule(offering("song", places=[library]), 2, "13:00", "14:00", place=place("park"))

    assert times(client) == ["2026-11-24T09:00"]


def test_nothing_sensitive_stands_beside_and_a_sensitive_page_names_nothing_else(client):
    library, violence = place("library"), topic("violence", is_sensitive=True)
    confirmed_schedule(offering("babycafe", places=[library]), 2)
    confirmed_schedule(offering("refuge", places=[library], topics=[violence]), 2, "13:00", "14:00")

    assert times(client) == ["2026-11-24T09:00"]
    assert times(client, "/sv/stod/refuge/") == ["2026-11-24T13:00"]


def test_unconfirmed_times_make_no_week(client):
    schedule(offering("babycafe"), 2, "09:00", "12:00")

    assert days(client) == []


def test_all_rules_are_there_too_and_what_is_unsure_among_them_says_so(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2)
    schedule(cafe, 4, "09:00", "12:00")

    rules = read(client.get("/sv/stod/babycafe/")).one("details", class_="block__part fold").all("li")

    assert len(rules) == 2
    assert len(rules[1].text) > len(rules[0].text) + 10


def test_when_nobody_has_entered_the_school_terms_one_is_told_to_ask(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, term_time_only=True)
    unknown = read(client.get("/sv/stod/babycafe/")).one("ul", class_="times").text

    term("Hösttermin", datetime.date(2026, 8, 17), datetime.date(2026, 12, 21))
    half_known = read(client.get("/sv/stod/babycafe/")).one("ul", class_="times").text
    term("Vårtermin", datetime.date(2027, 1, 11), datetime.date(2027, 6, 11))
    known = read(client.get("/sv/stod/babycafe/")).one("ul", class_="times").text

    assert unknown == half_known
    assert len(unknown) > len(known)


def test_terms_after_the_last_time_concern_nobody(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, term_time_only=True, valid_until=datetime.date(2026, 12, 21))
    term("Hösttermin", datetime.date(2026, 8, 17), datetime.date(2026, 12, 21))

    assert "Fråga" not in read(client.get("/sv/stod/babycafe/")).one("ul", class_="times").text


def test_a_calendar_to_keep_is_offered_to_phones_and_as_a_file(client):
    confirmed_schedule(offering("babycafe"), 2)

    links = [link["href"] for link in read(client.get("/so/stod/babycafe/")).all("a")]

    assert "/so/stod/babycafe/kalender.ics" in links
    assert any(
        link.startswith("webcal://") and link.endswith(links[0][:0] + "kalender.ics") for link in links
    )


def test_closed_days_ahead_are_listed_whether_the_times_are_sure_or_not(client):
    library = place("library")
    sure, unsure = offering("babycafe", places=[library]), offering("unsure", places=[library])
    confirmed_schedule(sure, 2)
    schedule(unsure, 2, "09:00", "12:00")
    closure(library, TUESDAY + 30 * DAY, reason_sv="Ombyggnad")
    closure(library, TUESDAY - 3 * DAY, TUESDAY - DAY, reason_sv="Förra veckan")

    for slug in ("babycafe", "unsure"):
        text = read(client.get(f"/sv/stod/{slug}/")).one("main").text
        assert "Ombyggnad" in text and "Förra veckan" not in text


# --- At a place ------------------------------------------------------------------------------------


def test_the_page_of_a_place_has_its_week(client):
    library, park = place("library"), place("park")
    confirmed_schedule(offering("babycafe", places=[library]), 2)
    confirmed_schedule(offering("song", places=[park]), 3, place=library)
    confirmed_schedule(offering("walk", places=[library]), 4, place=park)

    assert times(client, "/sv/plats/library/") == ["2026-11-24T09:00", "2026-11-25T09:00"]
    links = {link["href"] for day in days(client, "/sv/plats/library/") for link in day.all("a")}
    assert links == {"/sv/stod/babycafe/", "/sv/stod/song/"}


def test_a_place_where_nothing_is_confirmed_has_no_week(client):
    schedule(offering("babycafe", places=[place("library")]), 2, "09:00", "12:00")

    assert days(client, "/sv/plats/library/") == []
