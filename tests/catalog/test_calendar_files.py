"""Calendar files: which times stand in which, what stands in none, and how they are written and answered."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from boras_guide.languages import LANGUAGES
from boras_guide.middleware import PUBLIC_CACHE
from support.models import Offering
from support.schedule import STOCKHOLM
from tests.catalog.reading import hits
from tests.catalog.reading_calendars import (
    DAY,
    EVERY_KIND,
    NOW,
    TODAY,
    at,
    expanded,
    fetched,
    lines,
    titles,
)
from tests.factories import (
    area,
    confirmed_occasion,
    confirmed_schedule,
    offering,
    offering_type,
    place,
    place_in_use,
    topic,
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def on_monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


# --- Which times stand in which --------------------------------------------------------------------------


def test_the_calendar_of_a_place_has_what_happens_there_alone(client, on_monday):
    there, elsewhere = place("norrby", name="Norrby bibliotek"), place("boda")
    moving = offering("moving", title="Flyttande", places=[there])
    confirmed_schedule(moving, 2)
    confirmed_schedule(moving, 3, place=elsewhere, label_sv="någon annanstans")
    guest = offering("guest", title="Gäst", places=[elsewhere])
    confirmed_schedule(guest, 4)
    confirmed_schedule(guest, 5, place=there, label_sv="på besök")
    confirmed_occasion(offering("fest", title="Fest"), at(10, 18), place=there, assured_on=TODAY - 30 * DAY)

    calendar = fetched(client, "/sv/plats/norrby/kalender.ics")

    assert titles(calendar) == ["Fest", "Flyttande", "Gäst: på besök"]
    assert {str(event["location"]) for event in calendar.events} == {"Norrby bibliotek, Borås"}
    assert calendar["x-wr-calname"].startswith("Norrby bibliotek – ")


def test_the_calendar_of_an_area_has_what_is_local_there(client, on_monday):
    for title, fields in {
        "Här": {"areas": ["norrby"]},
        "På plats": {"places": [place("norrbyhuset", area="norrby")]},
        "Hela staden": {},
        "Boda": {"areas": ["boda"]},
    }.items():
        confirmed_schedule(
            offering(
                title.lower().replace(" ", "-").replace("ä", "a").replace("å", "a"), title=title, **fields
            ),
            2,
        )

    assert titles(fetched(client, "/sv/omrade/norrby/kalender.ics")) == ["Här", "På plats"]


def test_the_calendar_of_an_area_leaves_out_what_the_same_offerings_do_elsewhere(client, on_monday):
    here, elsewhere = place("norrbyhuset", area="norrby"), place("bodahuset", area="boda")
    moving = offering("moving", title="Flyttande", places=[here, elsewhere])
    confirmed_schedule(moving, 2)
    confirmed_schedule(moving, 3, place=here, label_sv="här")
    confirmed_schedule(moving, 4, place=elsewhere, label_sv="någon annanstans")
    confirmed_occasion(moving, at(24, 18), place=elsewhere, label_sv="utflykt")

    assert titles(fetched(client, "/sv/omrade/norrby/kalender.ics")) == ["Flyttande", "Flyttande: här"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("day=2", ["Lägret", "Tisdag", "Varje dag"]),
        ("day=5", ["Varje dag"]),
        ("day=weekend", ["Lördag", "Varje dag"]),
        ("day=weekend&day=2", ["Lägret", "Lördag", "Tisdag", "Varje dag"]),
    ],
)
def test_the_calendar_of_a_weekday_has_that_day_alone(client, on_monday, question, found):
    confirmed_schedule(offering("tisdag"), 2)
    confirmed_schedule(offering("lordag", title="Lördag"), 6)
    daily = offering("varje-dag")
    confirmed_schedule(daily, None, rrule="FREQ=DAILY", valid_from=TODAY)
    confirmed_occasion(offering("lagret", title="Lägret"), at(23, 8), ends_at=at(24, 16))

    calendar = fetched(client, f"/sv/kalender/kalender.ics?{question}")

    assert titles(calendar) == found
    codes = question.replace("day=", "").replace("weekend", "6&7").split("&")
    spans = [start.astimezone(STOCKHOLM) for start, _ in expanded(calendar)]
    # The camp begins on a Monday, and goes on.
    assert {str(start.isoweekday()) for start in spans} - set(codes) <= {"1"}
    assert {str(start.isoweekday()) for start in spans} >= set(codes)


QUESTIONS = [
    "",
    "age=1",
    "age=1&age=7&cost=free",
    "area=norrby",
    "type=course&topic=somn",
    "q=kurs",
    "q=kurs&age=7",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_calendar_of_a_question_has_what_the_list_has(client, on_monday, question):
    found = {}
    for number, ages in enumerate([(0, 1), (6, 9), (0, 17), (None, 2)]):
        made = offering(
            f"kurs-{number}", ages=ages, topics=["somn"] * (number % 2), areas=["norrby"] * (number // 2),
            cost="free" if number else "fee",
        )  # fmt: skip
        confirmed_schedule(made, 2)
        found[made.title] = made.slug
    topic("somn")

    calendar = fetched(client, f"/sv/kalender/kalender.ics?{question}")
    listed = hits(client.get(f"/sv/stod/?{question}"))

    assert sorted(found[title] for title in titles(calendar)) == sorted(listed)
    assert listed


def test_what_means_today_or_here_is_left_out_of_a_calendar_that_lasts(client, on_monday):
    confirmed_schedule(offering("kurs"), 5)
    everything = client.get("/sv/kalender/kalender.ics").content

    for passing in (
        "day=today",
        "day=tomorrow&day=2",
        "open=now",
        "open=now&day=2",
        "near=57.72,12.94",
        "near=x",
        "sort=near",
        "sort=x",
        "page=7",
    ):
        assert client.get(f"/sv/kalender/kalender.ics?{passing}").content == everything


def test_a_question_that_makes_no_sense_is_told_so_in_the_readers_language(client, on_monday):
    swedish, english = (client.get(f"/{code}/kalender/kalender.ics?age=33&type=<b>") for code in ("sv", "en"))

    assert swedish.status_code == english.status_code == 400
    assert english["Content-Type"] == "text/plain; charset=utf-8"
    assert len(english.content.decode().splitlines()) == 2
    assert "“33” is not one of the choices" in english.content.decode()
    assert swedish.content != english.content


def test_the_calendar_is_called_by_its_filters_but_not_by_what_somebody_typed(client, on_monday):
    area("norrby")

    def called(question: str) -> str:
        return str(fetched(client, f"/en/kalender/kalender.ics?{question}")["x-wr-calname"])

    assert called("") == called("q=bråk") == "The Parenting Guide"
    assert called("area=norrby&age=2") == "2 years and Norrby – The Parenting Guide"


def test_one_address_for_everything_leads_there_for_good(client):
    response = client.get("/so/kalender.ics?age=1&q=a%20b")

    assert response.status_code == 301
    assert response["Location"] == "/so/kalender/kalender.ics?age=1&q=a%20b"
    assert client.get("/so/kalender.ics")["Location"] == "/so/kalender/kalender.ics"


# --- What a phone must not show -----------------------------------------------------------------------


def test_nothing_sensitive_stands_in_any_calendar(client, on_monday):
    violence = topic("vald", name_sv="Våld", is_sensitive=True)
    shelter = offering(
        "jour", title="Kvinnojouren", topics=[violence], places=[place("norrby", area="norrby")]
    )
    confirmed_schedule(shelter, 2)
    confirmed_schedule(offering("babycafe", places=["norrby"]), 2)
    confirmed_occasion(shelter, at(24, 18))

    for path in (
        *EVERY_KIND,
        "/sv/kalender/kalender.ics?topic=vald",
        "/sv/kalender/kalender.ics?q=kvinnojouren",
    ):
        response = client.get(path)
        assert response.status_code == 200
        text = Calendar.from_ical(response.content).to_ical().decode()
        assert "Kvinnojour" not in text and "Våld" not in text
    unknown = client.get("/sv/stod/ingenting/kalender.ics")
    for path in ("/sv/stod/jour/kalender.ics", "/sv/stod/jour/kalender.ics?at=2026-11-24T18:00"):
        response = client.get(path)
        assert (response.status_code, response.content) == (404, unknown.content)
        assert response["Cache-Control"] == "no-store"


def test_a_shelter_has_no_calendar_not_even_an_empty_one_of_its_name(client, on_monday):
    violence = topic("vald", is_sensitive=True)
    offering("jour", topics=[violence], places=[place("kvinnojouren")])
    offering("sagostund", places=["biblioteket"])

    assert client.get("/sv/plats/kvinnojouren/kalender.ics").status_code == 404
    assert client.get("/sv/plats/biblioteket/kalender.ics").status_code == 200


@pytest.mark.parametrize("question", ["q=min+man+sl%C3%A5r+mig", "q=s%C3%B6mn", "topic=vald"])
def test_what_somebody_asked_for_in_words_or_in_danger_is_kept_nowhere(client, question):
    topic("vald", is_sensitive=True)

    assert client.get(f"/sv/kalender/kalender.ics?{question}")["Cache-Control"] == "no-store"


# --- Addresses ---------------------------------------------------------------------------------------


def test_what_is_not_there_has_no_calendar(client, on_monday):
    confirmed_schedule(offering("kurs", status=Offering.Status.DRAFT), 2)

    for path in ("stod/kurs", "stod/ingen", "plats/ingen", "omrade/ingen"):
        response = client.get(f"/en/{path}/kalender.ics")
        assert response.status_code == 404
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response["Content-Language"] == "en"


@pytest.mark.parametrize(("sensitivity", "status"), [("no", 410), ("yes", 404)])
def test_of_what_is_withdrawn_programs_are_told_that_it_is_gone(client, on_monday, sensitivity, status):
    confirmed_schedule(offering("kurs", status=Offering.Status.WITHDRAWN, sensitivity=sensitivity), 2)

    assert client.get("/en/stod/kurs/kalender.ics").status_code == status


@pytest.mark.parametrize(("kind", "make"), [("stod", offering), ("plats", place_in_use), ("omrade", area)])
def test_a_calendar_follows_its_page_to_a_new_address(client, settings, kind, make):
    settings.SIMPLE_HISTORY_ENABLED = True
    row = make("old")
    row.slug = "new"
    row.save()

    response = client.get(f"/ar/{kind}/old/kalender.ics?at=2026-11-24T09:00")

    assert response.status_code == 301
    assert response["Location"] == f"/ar/{kind}/new/kalender.ics?at=2026-11-24T09:00"


def test_where_something_sensitive_has_moved_nobody_is_told(client, settings):
    settings.SIMPLE_HISTORY_ENABLED = True
    shelter = offering("old", sensitivity="yes")
    shelter.slug = "new"
    shelter.save()

    assert client.get("/sv/stod/old/kalender.ics").status_code == 404


# --- How it is written and answered ------------------------------------------------------------------

HOSTILE = [
    "Fika\r\nBEGIN:VEVENT\r\nUID:1",
    "Fika\nATTENDEE:mailto:a@example.org",
    "a;b,c:d\\e",
    "\\n \\, \\;",
    'a"b;X=1:c',
    "\x01\x0b\x1b\x7f\x85\u2028\u2029end",
    "😀" * 100,
    "ملعب جديد " * 15,
    "\u200f\u202ex",
    "x" * 160,
]


def spoken(text: str) -> str:
    """As it must come out: on one line, without control characters."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(client, on_monday, words):
    words = words[:160]
    hostile = offering(
        "babycafe", title=words, cost_text_sv=words, type=offering_type("hostile", name_sv=words[:80]), phone=words[:40], start="phone",
        places=[place("norrby", area="norrby", name=words[:120], street_address=words)],
    )  # fmt: skip
    confirmed_schedule(hostile, 2, label_sv=f"!{words[1:150]}", age_note_sv=words[:120])
    usual = offering("usual", places=["norrby"])
    confirmed_schedule(usual, 2, label_sv="!", age_note_sv="!", place=place("norrby"))

    for path in EVERY_KIND[:3]:
        response = client.get(path)
        read = lines(response.content)
        names = [re.match("[A-Z-]+", line)[0] for line in read]
        event = Calendar.from_ical(response.content).events[0]
        counted = Counter(names)
        assert counted["UID"] == counted["SUMMARY"] == len(Calendar.from_ical(response.content).events)
        assert not {"ATTENDEE", "X"} & counted.keys()
        [summary] = {line for line in read if line.startswith("SUMMARY") and "Usual" not in line}
        assert unescaped(summary) == spoken(f"{words}: !{words[1:150]}")
        assert event["url"].startswith("http")


def unescaped(line: str) -> str:
    """Of a property of text: its value. By RFC 5545 (3.3.11), not by icalendar, which reads `\\\\n` as a new line."""
    value = re.match('[A-Z-]+(?:;[A-Z]+=(?:"[^"]*"|[^;:"]*))*:(.*)', line)[1]
    assert not re.search(r"(?<!\\)(\\\\)*[;,]", value)
    return re.sub(r"\\([\\;,nN])", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_has_what_the_standards_demand(client, on_monday, language):
    babycafe = offering("babycafe", places=[place("norrby", area="norrby")])
    confirmed_schedule(babycafe, 6, "22:00", "06:00", assured_on=datetime.date(2026, 10, 20))
    confirmed_occasion(babycafe, at(24, 18))

    for path in EVERY_KIND:
        file = client.get(path.replace("/sv/", f"/{language}/")).content
        read, calendar = lines(file), Calendar.from_ical(file)
        assert (read[0], read[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
        assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
        assert calendar["prodid"] and calendar["name"] and calendar["x-wr-calname"]
        assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in read  # RFC 7986 (5.7)
        assert "X-PUBLISHED-TTL:P1D" in read
        assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Europe/Stockholm"]
        assert len(calendar.events) == 4  # with the two nights when clocks change
        for event in calendar.events:
            for name in (
                "uid",
                "dtstamp",
                "dtstart",
                "sequence",
                "summary",
                "url",
                "last-modified",
                "status",
            ):
                assert not isinstance(event[name], list)
        names = [(str(event["uid"]), str(event.get("recurrence-id"))) for event in calendar.events]
        assert len(set(names)) == 4


@pytest.mark.parametrize("path", EVERY_KIND)
def test_an_empty_calendar_is_one_too(client, path):
    offering("babycafe", places=[place("norrby", area="norrby")])

    calendar = fetched(client, path)

    assert calendar.events == []
    assert len(calendar.timezones) == 1


@pytest.mark.parametrize("path", EVERY_KIND)
def test_it_may_be_kept_is_not_sent_again_unchanged_and_stands_in_no_search_engine(
    client, settings, on_monday, path
):
    settings.PREVIEW = False
    confirmed_schedule(offering("babycafe", places=[place("norrby", area="norrby")]), 2)
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.ics"', first["Content-Disposition"])
    assert first["X-Robots-Tag"] == "noindex"
    assert first["Cache-Control"] == again["Cache-Control"] == PUBLIC_CACHE
    assert again.status_code == 304
    assert not first.cookies
    assert client.head(path).status_code == 200
    assert client.post(path).status_code == 405


def test_without_a_database_it_asks_to_come_back(client, database_down):
    with database_down():
        assert client.get("/sv/kalender/kalender.ics").status_code == 503


def test_two_hundred_offerings_are_no_more_questions_than_two(on_monday):
    paths = [
        *EVERY_KIND,
        "/sv/stod/babycafe/kalender.ics?at=2026-11-17T09:00",
        "/sv/kalender/kalender.ics?q=babycafe",
    ]

    def asked() -> list[int]:
        numbers = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(path).status_code == 200
            numbers.append(len(queries))
        return numbers

    def another(slug: str) -> None:
        made = offering(
            slug,
            title=f"Babycafe {slug}",
            places=[place(f"{slug}-hus", area="norrby"), place("norrby", area="norrby")],
        )
        confirmed_schedule(made, 2)
        confirmed_occasion(made, at(24, 18))

    another("babycafe")
    another("second")
    asked()  # what a process learns once, it knows
    few = asked()
    for number in range(198):
        another(f"offering-{number}")
    asked()

    assert asked() == few
    assert max(few) <= 8
