"""The week on the page of an offering and of a place. With the clock held still."""

import datetime

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from catalog.offering_times import doors
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

MONDAY, SUNDAY = TUESDAY - DAY, TUESDAY + 5 * DAY


def days(client, path: str = "/sv/stod/babycafe/") -> list[Element]:
    page = read(client.get(path))
    return [one for one in page.all("div") if "week__day" in one.get("class").split()]


def times(client, path: str = "/sv/stod/babycafe/") -> list[str]:
    return [slot.one("time")["datetime"][:16] for day in days(client, path) for slot in day.all("li")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_week_begins_on_monday_in_every_language(client, it_is, language):
    it_is(MONDAY)
    cafe = offering("babycafe")
    for weekday in range(1, 8):
        confirmed_schedule(cafe, weekday)

    assert times(client, f"/{language}/stod/babycafe/") == [f"2026-11-{day}T09:00" for day in range(23, 30)]


def test_a_weekend_without_anything_is_left_out(client, it_is):
    it_is(MONDAY)
    confirmed_schedule(offering("babycafe"), 2)

    assert len(days(client)) == 5


@pytest.mark.parametrize("path", ["/sv/stod/babycafe/", "/sv/plats/library/"])
def test_what_is_over_this_week_is_left_out(client, it_is, path):
    it_is(TUESDAY + 2 * DAY)
    cafe = offering("babycafe", places=[place("library")])
    for weekday in range(1, 6):
        confirmed_schedule(cafe, weekday)

    assert times(client, path) == ["2026-11-26T09:00", "2026-11-27T09:00"]
    assert len(days(client, path)) == 2


@pytest.mark.parametrize("path", ["/sv/stod/babycafe/", "/sv/plats/library/"])
@pytest.mark.parametrize(
    ("weekday", "clock", "shown"),
    [
        (4, "11:59", ["26T09:00"]),
        (4, "12:00", ["30T09:00", "03T09:00"]),
        (6, "09:00", ["30T09:00", "03T09:00"]),
    ],
)
def test_after_its_last_time_this_week_begins_the_next(client, it_is, path, weekday, clock, shown):
    it_is(MONDAY + (weekday - 1) * DAY, clock)
    cafe = offering("babycafe", places=[place("library")])
    for weekday in (1, 4):
        confirmed_schedule(cafe, weekday)

    assert [time[8:] for time in times(client, path)] == shown


@pytest.mark.parametrize("path", ["/sv/stod/babycafe/", "/sv/plats/library/"])
def test_at_a_weekend_the_coming_week_follows(client, it_is, path):
    it_is(SUNDAY)
    cafe = offering("babycafe", places=[place("library")])
    for weekday in (2, 7):
        confirmed_schedule(cafe, weekday)

    assert times(client, path) == ["2026-11-29T09:00", "2026-12-01T09:00", "2026-12-06T09:00"]
    assert len(read(client.get(path)).all(class_="week__title")) == 2


def test_where_all_that_is_left_of_this_week_is_closed_the_next_in_which_it_runs_follows(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 3)
    closure(cafe, TUESDAY, TUESDAY + 10 * DAY)

    assert times(client) == ["2026-11-25T09:00", "2026-12-09T09:00"]


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

    slot = days(client)[1].one("li")

    assert slot.text == "Stängt: Studiedag 09.00–12.00"
    assert slot.one("s").text == "09.00–12.00"


def test_what_else_is_at_the_same_place_stands_beside_and_is_a_link(client):
    library = place("library")
    confirmed_schedule(offering("babycafe", places=[library]), 2)
    confirmed_schedule(offering("song", places=[library]), 2, "13:00", "14:00")
    schedule(offering("unsure", places=[library]), 2, "14:00", "15:00")
    confirmed_schedule(offering("elsewhere", places=[place("park")]), 2)
    confirmed_schedule(offering("draft", places=[library], status="draft"), 2)

    own, other = days(client)[0].all("li")

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


def test_a_working_version_does_not_stand_beside_itself():
    library = place("library")
    cafe = offering("babycafe", places=[library])
    working = offering("babycafe", status="draft", draft_of=cafe, places=[library])
    song = offering("song", places=[library])

    assert doors(working, "sv", timezone.now()) == ([library], [song])


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


def rules(client) -> list[str]:
    return [row.text for row in read(client.get("/sv/stod/babycafe/")).one("ul", class_="times").all("li")]


def test_times_that_differ_only_by_the_day_are_one_row(client):
    cafe = offering("babycafe")
    for weekday in range(1, 6):
        confirmed_schedule(cafe, weekday, "09:00", "12:00")
    for weekday in (2, 4):
        confirmed_schedule(cafe, weekday, "13:00", "15:00")
    confirmed_schedule(cafe, 6, "09:00", "12:00", label_sv="Pappor")

    assert [row.partition(" ")[0] for row in rules(client)] == ["Måndag–fredag", "Tisdag", "Lördag"]
    assert rules(client)[1].startswith("Tisdag och torsdag 13.00–15.00")


def test_every_other_week_from_another_week_is_a_row_of_its_own(client):
    cafe = offering("babycafe")
    for weekday, since in ((1, MONDAY), (2, MONDAY), (3, MONDAY - 7 * DAY)):
        confirmed_schedule(cafe, weekday, interval_weeks=2, valid_from=since)

    assert [row.partition(" 09")[0] for row in rules(client)] == ["Måndag och tisdag", "Onsdag"]


def test_it_says_once_until_when_all_times_hold(client):
    cafe = offering("babycafe")
    for weekday in (2, 4):
        confirmed_schedule(cafe, weekday, valid_until=datetime.date(2027, 1, 20))

    text = read(client.get("/sv/stod/babycafe/")).one("section", id="when").text

    assert text.count("20 januari 2027") == 1


def test_else_each_says_from_and_until_when(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, valid_until=datetime.date(2027, 1, 20))
    confirmed_schedule(cafe, 3, valid_from=datetime.date(2027, 2, 1), valid_until=datetime.date(2027, 6, 4))
    confirmed_schedule(cafe, 4)

    ends, begins, stays = rules(client)

    assert "20 januari 2027" in ends
    assert "1 februari 2027" in begins and "4 juni 2027" in begins
    assert "20" not in stays.replace("12.00", "")


def test_what_was_valid_once_says_the_year_and_no_last_day(client):
    schedule(offering("babycafe"), 2, "09:00", "12:00", valid_until=datetime.date(2023, 6, 1))

    assert "1 juni" not in read(client.get("/sv/stod/babycafe/")).one("section", id="when").text


# --- Closed days -----------------------------------------------------------------------------------


def closed(client) -> list[str]:
    return [
        row.text
        for rows in read(client.get("/sv/stod/babycafe/")).all("ul", class_="times times--closed")
        for row in rows.all("li")
    ]


def test_red_days_and_school_breaks_that_leave_nothing_on_are_closed_days(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 4)
    confirmed_schedule(cafe, 1, term_time_only=True)
    term("Vårtermin", datetime.date(2027, 1, 11), datetime.date(2027, 6, 11))
    term("Hösttermin", datetime.date(2026, 8, 17), datetime.date(2026, 12, 21))
    term("Studiedag", MONDAY + 7 * DAY, MONDAY + 7 * DAY, kind="break")

    assert closed(client) == [
        "30 november 2026 Studiedag",
        "24 december 2026 Julafton",
        "31 december 2026 Nyårsafton",
    ]


def test_a_day_on_which_something_is_on_is_not_closed(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 4)
    confirmed_schedule(cafe, 4, "13:00", "15:00", closed_on_red_days=False)

    assert closed(client) == []


def test_a_red_day_within_days_that_are_closed_anyhow_is_not_said_beside(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 4)
    closure(cafe, datetime.date(2026, 12, 21), datetime.date(2027, 1, 6), reason_sv="Juluppehåll")

    assert closed(client) == ["21 december 2026 till 6 januari 2027 Juluppehåll"]


def test_closed_days_are_told_for_three_months_the_first_five_at_once(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2)
    for week in range(1, 16):
        closure(cafe, TUESDAY + 7 * week * DAY, reason_sv=f"Nummer {week}")

    page = read(client.get("/sv/stod/babycafe/"))
    folded = [one for one in page.all("details", class_="fold") if "Nummer" in one.text]

    assert len(closed(client)) == 13
    assert [row.text.split()[-1] for row in folded[0].all("li")] == [str(number) for number in range(6, 14)]
    assert "8" in folded[0].one("summary").text


def test_of_several_places_the_one_that_is_closed_is_named(client):
    library, park = place("library"), place("park")
    confirmed_schedule(offering("babycafe", places=[library, park]), 2)
    closure(park, TUESDAY + 7 * DAY, reason_sv="Ombyggnad")

    assert closed(client) == ["1 december 2026 Ombyggnad Park"]


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
