"""When next: the one line on a card, and the first thing on an offering's page. With the clock held still."""

import datetime

import pytest

from boras_guide.languages import LANGUAGES
from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import Element, notices, read
from tests.factories import (
    area,
    closure,
    confirmed_occasion,
    confirmed_schedule,
    offering,
    place,
    schedule,
    topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]

ASCENSION = datetime.date(2027, 5, 6)  # a Thursday


def card(client, language: str = "sv", query: str = "") -> Element:
    return read(client.get(f"/{language}/stod/?{query}")).one("article", data_offering="babycafe")


def said(client, query: str = "") -> str:
    """The line about time on the only card there is."""
    lines = card(client, query=query).all("p")
    return " ".join(line.text for line in lines if "next" in line.get("class").split())


def answer(client, language: str = "sv") -> Element:
    return read(client.get(f"/{language}/stod/babycafe/")).one("div", class_="answer")


# --- On a card -------------------------------------------------------------------------------------


def test_what_is_open_says_so_and_until_when(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00")

    line = card(client).one("p", class_="next")

    assert line.text.startswith("I dag") and "09.00–12.00" in line.text
    assert line.one("strong", class_="now").text
    assert line.one("time")["datetime"] == "2026-11-24T09:00+01:00"
    assert "data-occurrence" in line.attrs


@pytest.mark.parametrize(
    ("weekday", "words"), [(2, "tisdag 24 november"), (3, "onsdag 25 november"), (4, "")]
)
def test_today_and_tomorrow_have_their_date_beside_them_on_paper(client, weekday, words):
    confirmed_schedule(offering("babycafe"), weekday, "09:00", "12:00")

    for outer in (card(client).one("p", class_="next"), answer(client).one("dd", class_="answer__when")):
        assert "".join(one.text for one in outer.all(class_="on-paper")) == words


def test_so_has_what_is_closed_today(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, "09:00", "12:00")
    closure(cafe, TUESDAY, reason_sv="Studiedag")

    for outer in (card(client), answer(client)):
        stopped = outer.all(data_occurrence=True)[0]
        assert stopped.one(class_="on-paper").text == "tisdag 24 november"


def test_what_comes_later_is_not_open(client):
    confirmed_schedule(offering("babycafe"), 1, "10:00", "12:00")

    assert said(client) == "Måndag 30 november 10.00–12.00"


def test_what_is_over_today_is_next_week(client):
    confirmed_schedule(offering("babycafe"), 2, "07:00", "09:40")

    assert said(client).startswith("Tisdag 1 december")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "Måndag 30 november"),
        ("sv-simple", "Måndag 30 november"),
        ("en", "Monday, 30 November"),
        ("fi", "Maanantai 30. marraskuuta"),
        ("ar", "الاثنين، 30 نوفمبر"),
        ("fa", "دوشنبه 30 نوامبر"),
        ("so", "Isniin, Noofeembar 30"),
        ("uk", "Понеділок, 30 листопада"),
        ("bs", "Ponedjeljak, 30. novembar"),
        ("sq", "E hënë, 30 nëntor"),
    ],
)
def test_a_day_is_written_as_each_language_writes_it(client, language, words):
    confirmed_schedule(offering("babycafe"), 1, "10:00", "12:00")

    assert card(client, language).one("p", class_="next").text.startswith(words)


def test_every_language_is_among_those(client):
    pattern = test_a_day_is_written_as_each_language_writes_it.pytestmark[0].args[1]

    assert {language for language, _ in pattern} == set(LANGUAGES)


def test_a_time_elsewhere_says_where(client):
    cafe = offering("babycafe", places=[place("library")])
    confirmed_schedule(cafe, 2, "13:00", "15:00", place=place("park"))

    assert said(client).endswith("Park")


def test_the_only_place_is_not_said_twice(client):
    library = place("library")
    confirmed_schedule(offering("babycafe", places=[library]), 2, "13:00", "15:00", place=library)

    assert "Library" not in said(client)


def test_a_closed_day_is_said_with_its_reason_and_then_the_next(client, it_is):
    it_is(ASCENSION, "08:00")
    cafe = offering("babycafe")
    for weekday in (4, 5):
        confirmed_schedule(cafe, weekday, "09:00", "12:00")

    stopped, coming = (line for line in card(client).all(data_occurrence=True))

    assert "Ascension Day" in stopped.text or "Kristi himmelsfärd" in stopped.text
    assert stopped.one("time")["datetime"].startswith("2027-05-06")
    assert coming.one("time")["datetime"].startswith("2027-05-07")
    assert not card(client).all(class_="now")


def test_what_is_closed_in_two_weeks_is_no_news_yet(client):
    confirmed_schedule(offering("babycafe"), 2, "07:00", "08:00")
    cafe = offering("other")
    confirmed_schedule(cafe, 3, "09:00", "12:00")
    closure(cafe, TUESDAY + 8 * DAY, reason_sv="Städdag")

    assert "Städdag" not in client.get("/sv/stod/").content.decode()


def test_times_that_nobody_has_confirmed_say_their_year_and_to_ask_once(client):
    cafe = offering("babycafe", source_seen_year=2023)
    schedule(cafe, 2, "09:00", "12:00", valid_until=datetime.date(2023, 6, 1))

    assert "2023" in said(client)
    assert card(client).text.count("2023") == 1
    assert "09.00" not in card(client).text


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"valid_until": datetime.date(2024, 6, 1)}, "2024"),
        ({"valid_from": datetime.date(2022, 8, 1)}, "2022"),
        ({"assured_on": datetime.date(2021, 8, 1)}, "2021"),
        ({"valid_until": datetime.date(2030, 1, 1)}, "2026"),
        ({}, "2019"),
    ],
)
def test_the_card_and_the_page_say_the_same_year(client, fields, year):
    cafe = offering("babycafe", source_seen_year=2019)
    schedule(cafe, 2, "09:00", "12:00", **fields)

    assert year in said(client)
    assert any(year in notice for notice in notices(client.get("/sv/stod/babycafe/")))


def test_confirmed_times_that_begin_beyond_the_coming_weeks_say_when_they_begin(client):
    confirmed_schedule(offering("babycafe", source_seen_year=2024), 2, valid_from=TUESDAY + 77 * DAY)

    assert "9 februari 2027" in said(client)
    assert not card(client).all(class_="next next--unsure")


def test_what_one_books_is_never_closed(client):
    offering("babycafe", start="booking")

    assert said(client)
    assert "Stängt" not in said(client) and "Closed" not in said(client)


def test_where_one_may_come_at_times_that_nobody_knows_one_calls(client):
    offering("babycafe", start="drop_in", phone="033-35 70 01")

    phones = card(client).all("a", href="tel:+4633357001")

    assert len(phones) == 1
    assert "033-35 70 01" in said(client)


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("open_preschool", "unknown"),
        ("family_centre", "unknown"),
        ("group", "booking"),
        ("leisure", "drop_in"),
    ],
)
def test_the_page_says_so_too_where_one_would_look_for_the_times(client, kind, start):
    offering("babycafe", type=kind, start=start, phone="033-35 70 01", places=[place("library")])

    when = read(client.get("/sv/stod/babycafe/")).one("section", id="when")

    assert when.one("h2").text == "När"
    assert when.one("p").text == said(client)
    assert when.one("a", href="tel:+4633357001")


def test_where_it_has_no_number_of_its_own_one_asks_the_city(client):
    offering("babycafe", start="drop_in", phone="", email="babycafe@boras.se")

    assert read(client.get("/sv/stod/babycafe/")).one("section", id="when").one("a", href="tel:+4633357000")


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("helpline", "phone"),
        ("counselling", "booking"),
        ("counselling", "unknown"),
        ("information", "booking"),
    ],
)
def test_what_one_calls_or_has_a_time_of_ones_own_for_has_no_times_to_ask_about(client, kind, start):
    offering("babycafe", type=kind, start=start, places=[place("library")])

    assert not read(client.get("/sv/stod/babycafe/")).all("section", id="when")


@pytest.mark.parametrize("start", ["phone", "unknown"])
def test_a_helpline_says_nothing_of_times(client, start):
    offering("babycafe", start=start)

    assert said(client) == ""


def test_a_full_occasion_says_so(client):
    confirmed_occasion(offering("babycafe"), moment(TUESDAY + DAY, "18:00"), is_full=True)

    assert "18.00" in said(client)
    assert card(client).one("span", class_="next__place").text


# --- Where a day was asked for ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "I dag tisdag 24 november 09.00–12.00"),
        ("day=2", "I dag tisdag 24 november 09.00–12.00"),
        ("day=tomorrow", "I morgon onsdag 25 november 13.00–15.00"),
        ("day=3", "I morgon onsdag 25 november 13.00–15.00"),
        ("day=6", "Lördag 28 november 11.00–16.00"),
        ("day=weekend", "Lördag 28 november 11.00–16.00"),
        ("day=6&day=3", "I morgon onsdag 25 november 13.00–15.00"),
    ],
)
def test_the_line_is_about_the_day_that_was_asked_for(client, query, words):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, "09:00", "12:00")
    confirmed_schedule(cafe, 3, "13:00", "15:00")
    confirmed_schedule(cafe, 6, "11:00", "16:00")

    assert said(client, query).startswith(words)


def test_what_is_over_on_its_day_is_of_the_next_such_day(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, "07:00", "09:00")
    confirmed_schedule(cafe, 4, "07:00", "09:00")

    assert said(client, "day=2") == "Tisdag 1 december 07.00–09.00"


def test_of_what_was_asked_for_today_what_is_open_comes_first(client):
    cafe = offering("babycafe")
    confirmed_occasion(cafe, moment(TUESDAY, "09:00"), ends_at=moment(TUESDAY, "10:00"))
    confirmed_schedule(cafe, 6, "11:00", "16:00")

    assert said(client, "open=now").startswith("I dag")
    assert said(client, "open=now&day=today").startswith("I dag")


def test_of_a_weekend_the_day_that_is_closed_is_said_with_its_reason(client):
    cafe = offering("babycafe")
    for weekday in (3, 6, 7):
        confirmed_schedule(cafe, weekday, "11:00", "16:00")
    closure(cafe, TUESDAY + DAY, reason_sv="Studiedag")
    closure(cafe, TUESDAY + 4 * DAY, reason_sv="Städdag")

    line = said(client, "day=weekend")

    assert "Städdag" in line and "Studiedag" not in line
    assert line.endswith("Söndag 29 november 11.00–16.00")


def test_the_place_is_that_of_the_day_that_was_asked_for(client):
    cafe = offering("babycafe", places=[place("library")])
    confirmed_schedule(cafe, 2, "13:00", "15:00")
    confirmed_schedule(cafe, 3, "13:00", "15:00", place=place("park"))

    assert said(client, "day=3").endswith("Park")
    assert "Park" not in said(client, "day=2")


# --- On the page of an offering --------------------------------------------------------------------


def test_the_answer_begins_with_the_next_time(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00")

    first = next(one for one in answer(client).elements() if one.tag == "dd")

    assert first.text == "I dag tisdag 24 november 09.00–12.00"


def test_ranges_are_in_words_where_one_reads_from_the_right(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00")

    assert answer(client, "ar").one("time").text == "من 09:00 إلى 12:00"


def test_it_is_not_called_what_the_page_is(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00", label_sv="Babycafe (bokad grupp)")

    assert "Bokad grupp" in [one.text for one in answer(client).all("dd")]


def doubts(client) -> list[str]:
    """How sure the card, the head of the page and its record say that the facts are."""
    page = read(client.get("/sv/stod/babycafe/"))
    (dt,) = [dt for dt in page.one("div", class_="record").all("dt") if dt.text == "Bekräftad"]
    return [
        *(one.text for one in card(client).all("p", class_="doubt")),
        page.one("p", class_="doubt").text,
        dt.parent.one("dd").text,
    ]


def test_where_the_times_are_sure_and_nothing_else_is_one_is_not_told_to_ask_first(client):
    cafe = offering("babycafe", source_seen_year=2023)
    schedule(cafe, 2, "09:00", "12:00")
    unsure = doubts(client)

    cafe.schedules.update(assured_on=TUESDAY)
    sure = doubts(client)

    assert len(unsure) == 2 and len(sure) == 3  # a card says once that one has to ask
    assert len(set(sure)) == 1
    assert "2023" in sure[0] and "Fråga" not in sure[0]
    assert not set(sure) & set(unsure)


def test_nor_is_a_year_made_up(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00")

    head, record = doubts(client)

    assert head == record
    assert "None" not in head and "Fråga" not in head


def test_one_time_can_be_kept(client):
    confirmed_schedule(offering("babycafe"), 2, "09:00", "12:00")

    links = [link["href"] for link in answer(client).all("a") if "kalender.ics" in link.get("href")]

    assert len(links) == 1
    assert client.get(links[0]).status_code == 200


def test_nothing_from_a_sensitive_page_is_kept_in_a_calendar(client):
    refuge = offering("babycafe", topics=[topic("violence", is_sensitive=True)])
    confirmed_schedule(refuge, 2, "09:00", "12:00")
    confirmed_occasion(refuge, moment(TUESDAY + DAY, "18:00"))

    page = read(client.get("/sv/stod/babycafe/"))

    assert page.one("dd", class_="answer__when")
    assert not [link for link in page.all("a") if ".ics" in link.get("href")]


def test_without_anything_confirmed_the_answer_pretends_nothing(client):
    schedule(offering("babycafe"), 2, "09:00", "12:00")

    assert not answer(client).all(data_occurrence=True)
    assert not read(client.get("/sv/stod/babycafe/")).all("div", class_="answer__next")


# --- On the pages where one looks around -----------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "amne/sleep",
        "typ/course",
        "for/father",
        "alder/3",
        "alder/2",
        "omrade/norrby",
        "omrade/boda",
        "plats/hall",
        "aktor/forskoleforvaltningen",
    ],
)
def test_an_offering_among_many_says_when_next(client, path):
    area("norrby", latitude=57.72, longitude=12.92)
    area("boda", latitude=57.74, longitude=12.92)
    hall, park = place("hall", area="norrby"), place("park", area="norrby")
    cafe = offering("babycafe", ages=(3, 4), topics=["sleep"], audiences=["father"], places=[hall])
    confirmed_schedule(cafe, 3, "13:00", "15:00", place=park)

    entry = read(client.get(f"/sv/{path}/")).one("article", data_offering="babycafe")
    line = entry.one("p", class_="next")

    assert line.text.startswith("I morgon") and line.text.endswith("13.00–15.00 Park")
    assert "data-occurrence" in line.attrs


def test_so_do_those_that_fit_almost_all_that_was_asked(client):
    confirmed_schedule(offering("babycafe", ages=(3, 4), cost="fee"), 3, "13:00", "15:00")

    page = read(client.get("/sv/stod/?age=3&cost=free"))
    line = page.one("section", data_suggestions=True).one("p", class_="next")

    assert line.text.startswith("I morgon") and line.text.endswith("13.00–15.00")
