"""What is on today, on the start page and the pages of areas. With the clock held still."""

import datetime

import pytest
from django.utils import translation
from django.utils.translation import gettext

from boras_guide.languages import LANGUAGES
from tests.catalog.clock import DAY, TUESDAY
from tests.catalog.reading import Element, read
from tests.factories import (
    area,
    closure,
    confirmed_schedule,
    offering,
    offering_type,
    place,
    schedule,
    topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]


def today(client, path: str = "/sv/") -> list[Element]:
    return [
        row
        for hours in read(client.get(path)).all("ol", class_="hours")
        for row in hours.all("li")
        if row.parent is hours
    ]


def titles(client, path: str = "/sv/") -> list[str]:
    return [row.one("a").text for row in today(client, path)]


def test_what_is_open_comes_first_then_what_comes_later_by_the_clock(client):
    confirmed_schedule(offering("evening"), 2, "18:00", "20:00")
    confirmed_schedule(offering("noon"), 2, "12:00", "13:00")
    confirmed_schedule(offering("now"), 2, "09:00", "10:00")
    confirmed_schedule(offering("earlier"), 2, "08:00", "12:00")

    assert titles(client) == ["Earlier", "Now", "Noon", "Evening"]
    assert [row.get("class") for row in today(client)] == ["is-now", "is-now", "", ""]


def test_what_is_over_closed_unconfirmed_or_on_another_day_is_not_on(client):
    confirmed_schedule(offering("over"), 2, "08:00", "09:40")
    confirmed_schedule(offering("tomorrow"), 3)
    schedule(offering("unsure"), 2, "09:00", "12:00")
    closed = offering("closed")
    confirmed_schedule(closed, 2)
    closure(closed, TUESDAY)

    assert titles(client) == []


def test_what_began_last_night_and_is_not_over_is_on(client, it_is):
    it_is(TUESDAY, "01:00")
    confirmed_schedule(offering("night"), 1, "22:00", "02:00")
    confirmed_schedule(offering("evening"), 1, "18:00", "22:00")

    assert titles(client) == ["Night"]


def test_five_are_enough_and_each_stands_once(client):
    for number in range(7):
        confirmed_schedule(offering(f"o{number}"), 2, f"1{number}:00", "20:00")
    twice = offering("twice")
    for opens in ("10:00", "11:00"):
        confirmed_schedule(twice, 2, opens, "12:00")

    assert len(titles(client)) == 5
    assert titles(client).count("Twice") == 1


def test_a_library_that_opens_without_staff_says_when_they_are_there(client, it_is):
    library = offering("library")
    confirmed_schedule(library, 2, "07:00", "22:00", label_sv="Ingen personal")
    confirmed_schedule(library, 2, "10:00", "18:00", label_sv="Med personal")
    it_is(TUESDAY, "11:00")

    [row] = today(client)

    assert [time["datetime"][11:16] for time in row.all("time")] == ["07:00", "10:00"]
    assert "10.00–18.00 Med personal" in row.text and "Öppet nu (Med personal)" in row.text


def test_the_same_at_two_places_is_two_lines_that_say_where(client):
    bus = offering("bus")
    for slug in ("park", "square"):
        confirmed_schedule(bus, 2, "10:00", "11:00", place=place(slug))

    assert titles(client) == ["Bus", "Bus"]
    assert ["Park" in row.text for row in today(client)] == [True, False]


def test_nothing_sensitive_is_among_what_is_on_in_an_area(client):
    violence = topic("violence", is_sensitive=True)
    confirmed_schedule(offering("refuge", areas=["boda"], topics=[violence]), 2, "13:00", "15:00")
    confirmed_schedule(offering("cafe", areas=["boda"]), 2, "13:00", "15:00")

    assert titles(client, "/sv/omrade/boda/") == ["Cafe"]


def test_nothing_sensitive_is_on_the_start_page(client):
    confirmed_schedule(offering("refuge", topics=[topic("violence", is_sensitive=True)]), 2)

    assert titles(client) == []


def test_a_line_says_when_until_when_where_for_whom_and_what_it_costs(client):
    cafe = offering("babycafe", ages=(0, 6), cost="free", places=[place("library")])
    confirmed_schedule(cafe, 2, "09:00", "12:00")

    row = today(client)[0]

    for words in ("09.00", "12.00", "Library", "0–6 år", "Gratis"):
        assert words in row.text
    assert row.one("time")["datetime"] == "2026-11-24T09:00+01:00"
    assert row.one("time").is_inside(data_occurrence=True)


def test_a_line_says_where_also_when_that_is_elsewhere(client):
    cafe = offering("babycafe", places=[place("library")])
    confirmed_schedule(cafe, 2, "09:00", "12:00", place=place("park"))

    assert "Park" in today(client)[0].text
    assert "Library" not in today(client)[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_on_it_says_whom_to_ask(client, language):
    offering("o", type=offering_type("open_preschool"))

    main = read(client.get(f"/{language}/")).one("div", class_="today__nothing")

    assert f"/{language}/typ/open_preschool/" in {link["href"] for link in main.all("a")}
    assert main.all("a", href="tel:+4633357000")


def test_that_there_is_nothing_more_is_said_only_where_there_was_something(client, it_is):
    confirmed_schedule(offering("earlier"), 2, "08:00", "09:00")
    nothing_more = nothing(client)

    it_is(TUESDAY + DAY, "09:40")

    assert nothing_more.split(".")[0] == "Vi känner inte till något mer i dag"
    assert nothing(client).split(",")[0] != nothing_more.split(".")[0]
    assert "mer i dag" not in nothing(client)


@pytest.mark.parametrize("has_times", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_red_day_it_says_which_and_nobody_is_told_to_call(client, it_is, language, has_times):
    it_is(datetime.date(2026, 12, 24), "09:40")
    cafe = offering("cafe", type="open_preschool")
    if has_times:
        confirmed_schedule(cafe, 4, "13:00", "15:00")

    main = read(client.get(f"/{language}/")).one("div", class_="today__nothing")

    with translation.override(language):
        assert gettext("Christmas Eve") in main.text
    assert not main.all("a")


def test_what_is_on_all_the_same_on_a_red_day_is_shown(client, it_is):
    it_is(datetime.date(2026, 12, 24), "09:40")
    confirmed_schedule(offering("cafe"), 4, "13:00", "15:00", closed_on_red_days=False)

    assert titles(client) == ["Cafe"]


def nothing(client) -> str:
    return read(client.get("/sv/")).one("div", class_="today__nothing").all("p")[0].text


def test_there_is_a_way_to_the_whole_week(client):
    assert read(client.get("/ar/")).one("main").all("a", href="/ar/kalender/")


def test_an_area_says_what_is_on_there_today_and_only_there(client):
    here, there = place("hall", area="norrby"), place("shed", area="boda")
    confirmed_schedule(offering("here", places=[here]), 2)
    confirmed_schedule(offering("there", places=[there]), 2)
    confirmed_schedule(offering("city", is_area_wide=True), 2)
    confirmed_schedule(offering("moved", places=[here]), 2, place=there)

    assert titles(client, "/sv/omrade/norrby/") == ["Here"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_area_where_nothing_is_on_says_whom_to_ask(client, language):
    confirmed_schedule(offering("here", areas=["norrby"]), 3)

    nothing = read(client.get(f"/{language}/omrade/norrby/")).one("div", class_="today__nothing")

    assert today(client, f"/{language}/omrade/norrby/") == []
    assert nothing.all("a", href="tel:+4633357000")


def test_an_area_without_anything_of_its_own_says_nothing_of_today(client):
    area("norrby")

    assert "today__nothing" not in client.get("/sv/omrade/norrby/").content.decode()


@pytest.mark.parametrize(
    ("fields", "is_kept"), [({}, True), ({"topics": ["violence"]}, False), ({"status": "draft"}, False)]
)
def test_the_times_of_an_area_and_a_place_can_be_kept_unless_sensitive(client, fields, is_kept):
    topic("violence", is_sensitive=True)
    hall = place("hall", area="norrby")
    offering("near-the-other", areas=["norrby"])
    confirmed_schedule(offering("here", places=[hall], **fields), 3)

    for path in ("/sv/omrade/norrby/", "/sv/plats/hall/"):
        kept = [link["href"] for link in read(client.get(path)).all("a") if link.get("href").endswith(".ics")]
        assert (f"{path}kalender.ics" in kept) is is_kept, path
