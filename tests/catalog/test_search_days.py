"""Words that ask when: they narrow by day where nothing else can be meant, and otherwise hide nothing."""

import datetime
from urllib.parse import parse_qsl

import pytest

from catalog.search.analysis import read
from catalog.search.day_words import days_in
from support.red_days import coming_day
from tests.catalog.reading import hits
from tests.catalog.reading import read as read_page
from tests.catalog.searching import protection, synonym
from tests.factories import area, confirmed_schedule, offering, offering_type, topic

pytestmark = pytest.mark.django_db


def answered_by(client, page: str, question: str, **chosen: str) -> tuple[str, list[tuple[str, str]]]:
    """Where a question leads: the page, and what is asked of it. ("", []) where it is answered as it stands."""
    response = client.get(page, {"q": question, **chosen})
    if response.status_code == 200:
        return "", []
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    path, _, asked = response["Location"].partition("?")
    return path, sorted(parse_qsl(asked))


@pytest.fixture
def preschool():
    """Open on Saturdays, in Boda."""
    kind = offering_type("oppen_forskola", name_sv="Öppen förskola", name_ar="روضة مفتوحة")
    made = offering("oppna-boda", title="Träffen", type=kind, areas=[area("boda")])
    confirmed_schedule(made, 6)
    return made


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("öppet idag", "sv", [("day", "today")]),
        ("Vad händer i dag?", "sv-simple", [("day", "today")]),
        ("babycafé i morgon bitti", "sv", [("day", "tomorrow")]),
        ("bibliotek på lördag eller söndag", "sv", [("day", "6"), ("day", "7")]),
        ("öppet nu", "sv", [("open", "now")]),
        ("open preschool this weekend", "en", [("day", "weekend")]),
        ("viikonloppuna", "fi", [("day", "weekend")]),
        ("ماذا يوجد يوم السبت", "ar", [("day", "6")]),
        ("söndagsöppet", "sv", [("day", "7")]),
        ("helgöppet", "sv", [("day", "weekend")]),
        ("ons", "sv", []),
        ("kvällsöppet", "sv", []),
        ("söndagsskola", "sv", []),
        ("helgkurs", "sv", []),
        ("Norrbydagen", "sv", []),
        ("open on Good Friday", "en", []),
        ("کتابخانه سه‌شنبه", "fa", [("day", "2")]),
        ("maanta", "so", [("day", "today")]),
        ("бібліотека у п’ятницю", "uk", [("day", "5")]),
        ("igraonica u četvrtak", "bs", [("day", "4")]),
        ("biblioteka të shtunën", "sq", [("day", "6")]),
        ("sömn", "sv", []),
        ("morgonrutiner", "sv", []),
    ],
)
def test_a_day_is_understood_in_every_language(question, language, asked):
    assert list(days_in(read(question), [language, "sv"]).asked) == asked


def test_a_weekday_in_a_question_hides_nothing_and_can_be_narrowed_by(client):
    confirmed_schedule(offering("babycafe", title="Babycafé"), 6)
    offering("babyrytmik", title="Babycafé och rytmik")
    offering("hantverk", title="Hantverk på lördag")

    page = client.get("/sv/stod/", {"q": "Babycafé på lördag"})

    assert hits(page) == ["babycafe", "babyrytmik"]
    assert "?q=Babycaf%C3%A9&amp;day=6" in page.text
    assert hits(client.get("/sv/stod/?q=babycafé&day=6")) == ["babycafe"]


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("sv", "på lördag", "?day=6"),
        ("sv", "vad är öppet på lördag", "?day=6"),
        ("sv", "öppet nu nära mig", "?open=now&q=nära mig"),
        ("sv", "vad händer i helgen för barn", "?day=weekend"),
        ("sv", "öppet på lördag för bebisar", "?day=6&age=0"),
        ("sv", "öppet på lördag för 2 åring", "?day=6&age=2"),
        ("en", "what is open on Saturday", "?day=6"),
        ("ar", "مفتوح السبت", "?day=6"),
        ("ar", "ما المفتوح اليوم", "?day=today"),
        ("ar", "مفتوح يوم السبت", "?day=6"),
        ("fa", "امروز چه بازه", "?day=today"),
        ("so", "sabti furan", "?day=6"),
    ],
)
def test_who_asks_only_when_is_led_to_what_runs_then(client, language, question, answer):
    expected = sorted([("cost", "free"), *parse_qsl(answer.removeprefix("?"))])

    assert answered_by(client, f"/{language}/stod/", question, cost="free") == (
        f"/{language}/stod/",
        expected,
    )


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("Öppen förskola på lördag", "sv", "Öppen förskola"),
        ("Finns det öppen förskola på lördag i Boda?", "sv", "öppen förskola i Boda"),
        ("öppet i Boda på lördag", "sv", "Boda"),
        ("på lördag öppen förskola för 2 åring", "sv", "öppen förskola för 2 åring"),
        ("öppen förskola nära mig på lördag", "sv", "öppen förskola nära mig"),
        ("روضة مفتوحة يوم السبت", "ar", "روضة مفتوحة"),
        ("öppis på lördag", "sv", "öppis"),
    ],
)
def test_a_day_beside_a_kind_of_support_or_a_part_of_the_city_narrows(
    client, preschool, question, language, words
):
    synonym("öppen förskola", sv="öppis")

    page, asked = answered_by(client, f"/{language}/stod/", question)

    assert (page, asked) == (f"/{language}/stod/", [("day", "6"), ("q", words)])
    assert hits(client.get(page, dict(asked))) == ["oppna-boda"]


def test_the_day_that_narrows_is_taken_away_like_any_other_choice(client, preschool):
    page, asked = answered_by(client, "/sv/stod/", "öppen förskola på lördag")

    chips = read_page(client.get(page, dict(asked))).one("ul", class_="chips", aria_label="Valda filter")

    assert "?q=%C3%B6ppen+f%C3%B6rskola" in [link["href"] for link in chips.all("a")]


@pytest.mark.parametrize(
    "question",
    [
        "barnet kan inte sova på lördag",
        "sömn på lördag",
        "vad händer om mitt barn är sjukt på lördag",
        "öppen förskola eller sova på lördag",
        "Träffen på lördag",
        "Hantverk på lördag",
        "dagis lördag",
    ],
)
def test_a_day_that_may_belong_to_a_trouble_or_a_name_narrows_nothing(client, preschool, question):
    topic("somn", name_sv="Sömn", search_terms_sv="sova\nsjuk")
    offering_type("dagis")
    synonym("obekväm arbetstid", sv="dagis lördag")
    offering("hantverk", title="Hantverk på lördag")

    assert answered_by(client, "/sv/stod/", question) == ("", [])


def test_a_day_narrows_nothing_where_nobody_of_that_kind_has_said_when(client, preschool):
    offering("radgivning", type=offering_type("stodlinje", name_sv="Stödlinje"))

    assert answered_by(client, "/sv/stod/", "stödlinje på lördag") == ("", [])


def test_help_comes_first_whatever_the_day(client, preschool):
    helpline = offering("stodlinjen")
    protection("slar", first=helpline, sv="slår mig")

    assert answered_by(client, "/sv/stod/", "öppet på lördag han slår mig") == ("", [])
    assert answered_by(client, "/sv/kalender/", "öppet på lördag han slår mig") == ("", [])


def test_the_calendar_leads_to_the_day_and_leaves_the_week_it_stood_on(client, preschool):
    chosen = {"week": "2099-W01", "date": "2099-01-01", "area": "boda"}

    assert answered_by(client, "/sv/kalender/", "vad är öppet på lördag", **chosen) == (
        "/sv/kalender/",
        [("area", "boda"), ("day", "6")],
    )
    assert answered_by(client, "/sv/kalender/", "sagor på lördag") == (
        "/sv/kalender/",
        [("day", "6"), ("q", "sagor")],
    )
    assert answered_by(client, "/sv/kalender/", "sagor") == ("", [])


@pytest.mark.parametrize(
    ("language", "question", "date"),
    [
        ("sv", "öppet på julafton", "2026-12-24"),
        ("sv-simple", "Är det öppet på nyårsdagen?", "2027-01-01"),
        ("sv", "öppet på midsommarafton", "2027-06-25"),
        ("sv", "öppet 1 maj", "2027-05-01"),
        ("en", "open on New Year’s Eve", "2026-12-31"),
        ("en", "what is open on Good Friday", "2027-03-26"),
        ("ar", "مفتوح عشية عيد الميلاد", "2026-12-24"),
        ("uk", "відкрито у Святвечір", "2026-12-24"),
    ],
)
def test_a_red_day_is_its_date_in_the_calendar(client, it_is, language, question, date):
    for page in ("stod", "kalender"):
        assert answered_by(client, f"/{language}/{page}/", question, cost="free") == (
            f"/{language}/kalender/",
            [("cost", "free"), ("date", date)],
        )


def test_a_red_day_beside_a_kind_of_support_keeps_the_kind(client, it_is, preschool):
    assert answered_by(client, "/sv/stod/", "vad gör öppna förskolan på julafton") == (
        "/sv/kalender/",
        [("date", "2026-12-24"), ("q", "öppna förskolan")],
    )


def test_a_red_day_comes_again_and_may_be_today():
    assert coming_day("Julafton", datetime.date(2026, 12, 24)) == datetime.date(2026, 12, 24)
    assert coming_day("Julafton", datetime.date(2026, 12, 25)) == datetime.date(2027, 12, 24)


def test_an_event_named_after_a_red_day_is_still_found_by_it(client):
    offering("firande", title="Firande av nationaldagen")
    offering("annat", title="Öppet hus")

    assert hits(client.get("/sv/stod/", {"q": "firande nationaldagen"})) == ["firande"]


def test_an_open_preschool_on_a_day_is_still_an_open_preschool(client):
    confirmed_schedule(offering("oppen", title="Öppen förskola"), 6)

    page = client.get("/sv/stod/", {"q": "öppen förskola på lördag"})

    assert page.status_code == 200
    assert hits(page) == ["oppen"]
