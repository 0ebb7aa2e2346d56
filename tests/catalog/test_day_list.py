"""Days in the list of hits: beside other questions, in its facet and chips, and where they find nothing."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from catalog.days import DAYS
from support.models import Schedule
from tests.catalog.reading import counts, hits, read, suggested, total
from tests.factories import closure, confirmed_occasion, confirmed_schedule, offering, place

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


# --- Together with other questions -----------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def week(for_the_module) -> Iterator[None]:
    """Made once; all is asked on a Monday at ten."""
    with for_the_module(), time_machine.travel(AT, tick=False):
        confirmed_schedule(offering("monday-boda", ages=(0, 3), areas=["boda"]), 1, "09:00", "12:00")
        confirmed_schedule(offering("monday-evening", ages=(0, 3), areas=["norrby"]), 1, "17:00", "19:00")
        confirmed_schedule(
            offering("tuesday-boda", ages=(4, 6), areas=["boda"]), 2, place=place("playground")
        )
        everyday = offering("everyday", ages=(13, 17), cost="free")
        for weekday in range(1, 8):
            confirmed_schedule(everyday, weekday, "09:30", "10:30")
        offering("never", ages=(0, 17), areas=["boda"])
        yield


def test_days_are_alternatives_and_parameters_narrow_each_other(listed):
    assert listed("day=1&day=2") == ["everyday", "monday-boda", "monday-evening", "tuesday-boda"]
    assert listed("day=1&day=2&area=boda") == ["monday-boda", "tuesday-boda", "everyday"]
    assert listed("day=1&day=2&age=5") == ["tuesday-boda"]
    assert listed("day=1&age=2&area=boda") == ["monday-boda"]
    assert listed("day=today&open=now") == ["everyday", "monday-boda"]
    assert listed("day=2&open=now") == []
    assert listed("day=weekend&cost=free&age=14") == ["everyday"]
    assert listed("day=today&day=today&day=") == listed("day=today")
    assert listed("open=now&open=now") == listed("open=now") == ["everyday", "monday-boda"]


def test_words_and_days_narrow_each_other(listed):
    assert listed("q=boda&day=2") == ["tuesday-boda"]


@pytest.mark.parametrize(
    "query", ["", "area=boda", "day=2", "open=now", "open=now&day=weekend", "age=2&age=13", "q=monday"]
)
def test_the_number_at_each_day_is_the_number_of_hits_it_gives(client, query):
    shown = counts(client.get(f"/sv/stod/?{query}"))
    others = [part for part in query.split("&") if part]

    for (name, value), number in shown.items():
        if name in ("day", "open"):
            kept = [part for part in others if not part.startswith(f"{name}=")]
            address = "/sv/stod/?" + "&".join([*kept, f"{name}={value}"])
            assert number == total(client.get(address)), address


def test_open_now_stands_first_in_the_same_group_as_the_days_monday_before_sunday(client):
    group = read(client.get("/sv/stod/?open=now")).one(id="facet-day").parent
    values = [(one["data-facet"], one["data-value"]) for one in group.all(data_facet=True)]

    assert group.tag == "details" and "open" in group.attrs
    assert values == [("open", "now"), *(("day", code) for code in DAYS)]
    assert group.one("input", name="open").attrs.keys() >= {"checked"}
    labels = [group.one(data_value=str(number)).one("label").text.split()[0] for number in range(1, 8)]
    assert labels == ["Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_and_the_numbers_are_alike_in_every_language(client, listed, language):
    query = "day=today&open=now"

    assert set(listed(query, language)) == set(listed(query))
    assert counts(client.get(f"/{language}/stod/?{query}")) == counts(client.get(f"/sv/stod/?{query}"))


def test_each_day_can_be_taken_away_and_the_rest_stays(client):
    page = read(client.get("/sv/stod/?day=today&day=2&open=now&age=2"))

    assert {link["href"] for link in page.one(class_="chips").all("a")} == {
        "?day=today&day=2&open=now",
        "?age=2&day=2&open=now",
        "?age=2&day=today&open=now",
        "?age=2&day=today&day=2",
        "/sv/stod/",
    }


# --- What makes no sense, and what finds nothing ---------------------------------------------------


@pytest.mark.parametrize(
    "query",
    ["day=8", "day=0", "day=-1", "day=01", "day=monday", "day=TODAY", "day=١", "day=2026-11-23",
     "day=today,tomorrow", "day=1&day=8", "open=yes", "open=1", "open=today", "open=NOW", "day=today&open=later"],
)  # fmt: skip
def test_a_day_that_makes_no_sense_is_said_at_the_field_and_finds_nothing(client, query):
    response = client.get(f"/sv/stod/?{query}")
    page = read(response)

    assert response.status_code == 400
    assert total(response) == 0 and hits(response) == []
    target = page.one(role="alert").one("a")["href"]
    assert target == "#facet-day"
    group = page.one(id="facet-day").parent
    assert "open" in group.attrs
    bad = query.rpartition("=")[2]
    assert bad in group.one(id="facet-day-error-1").text
    assert page.one("h1") and page.one("footer")


def test_several_values_that_make_no_sense_are_each_said_under_an_id_of_its_own(client):
    page = read(client.get("/sv/stod/?day=8&open=yes"))

    said = page.one(id="facet-day-error-1").text + page.one(id="facet-day-error-2").text
    assert "8" in said and "yes" in said


def test_where_nothing_is_on_it_is_the_day_that_can_be_left_out_first(client):
    response = client.get("/sv/stod/?day=2&age=2&area=norrby")
    links = read(response).one("ul", class_="loosened").all("a")

    assert hits(response) == []
    assert links[0]["href"] == "?age=2&area=norrby"
    assert suggested(response)[0] in ("monday-evening", "never")
    for link in links:
        number = int(re.findall(r"\d+", link.text)[-1])
        assert total(client.get(f"/sv/stod/{link['href']}")) == number > 0


def test_open_now_is_given_up_before_the_day(client):
    query = "open=now&day=today&age=2&area=norrby"

    links = read(client.get(f"/sv/stod/?{query}")).one("ul", class_="loosened").all("a")

    assert links[0]["href"] == "?age=2&day=today&area=norrby"


def test_where_no_time_at_all_is_confirmed_a_day_finds_nothing_and_leaves_a_way_on(client):
    Schedule.objects.update(assured_on=None)

    for query in ("day=today", "open=now", "day=weekend"):
        response = client.get(f"/sv/stod/?{query}")
        main = read(response).one("main")
        assert (response.status_code, total(response)) == (200, 0)
        assert {"/sv/stod/", "/sv/akut/"} <= {link["href"] for link in main.all("a")}
        assert any(link["href"].startswith("tel:") for link in main.all("a"))


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("day=3&area=boda&age=2", {"?age=2&day=today&area=boda": 1}),
        ("day=3&age=2", {"?age=2&day=today": 2}),
        ("open=now&age=2&area=norrby", {"?age=2&day=today&area=norrby": 1}),
        ("day=weekend&day=1&age=5", {"?age=5&day=tomorrow": 1}),
    ],
)
def test_where_nothing_is_on_it_says_on_which_days_there_is_and_how_much(client, query, days):
    links = read(client.get(f"/sv/stod/?{query}")).one("ul", class_="loosened next-days").all("a")

    assert {link["href"]: int(re.findall(r"\d+", link.text)[-1]) for link in links} == days
    for link in links:
        assert total(client.get(f"/sv/stod/{link['href']}")) == days[link["href"]]


def test_what_comes_later_than_in_a_week_stands_in_the_calendar(client):
    confirmed_occasion(offering("yearly", ages=(8, 9)), AT + datetime.timedelta(days=17))

    (link,) = read(client.get("/sv/stod/?day=today&age=8")).one("ul", class_="loosened next-days").all("a")

    assert link["href"] == "/sv/kalender/?age=8&date=2026-12-10"
    assert link.text == "Torsdag 10 december"
    assert "/sv/stod/yearly/" in client.get(link["href"]).content.decode()


@pytest.mark.parametrize(
    ("today", "query", "said"),
    [
        ("2026-12-24", "day=today", "Julafton: mycket är stängt i dag."),
        ("2026-12-24", "open=now", "Julafton: mycket är stängt i dag."),
        ("2026-12-23", "day=tomorrow", "Julafton"),
        ("2026-12-21", "day=4", "Julafton"),
    ],
)
def test_on_a_red_day_it_says_why_and_does_not_claim_to_know_nothing(client, today, query, said):
    with time_machine.travel(f"{today}T11:00+01:00", tick=False):
        page = read(client.get(f"/sv/stod/?{query}"))

    empty = page.one("div", class_="empty")
    assert said in empty.all("h3")[0].text
    assert "inte bekräftade" not in empty.text and "Inget" not in empty.all("h3")[0].text
    assert [link["href"] for link in page.one("ul", class_="loosened next-days").all("a")]


@pytest.mark.parametrize("query", ["day=today&age=8", "day=2&age=2&area=norrby"])
@pytest.mark.parametrize("is_red", [True, False])
def test_the_number_to_call_stands_there_once(client, query, is_red):
    with time_machine.travel(AT + datetime.timedelta(days=31 if is_red else 2), tick=False):
        empty = read(client.get(f"/sv/stod/?{query}")).one("div", class_="empty")

    assert len(empty.all("a", class_="call__number call__number--small")) == 1


# --- What others are told --------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["day=today", "day=1", "open=now", "open=now&age=14"])
def test_no_search_engine_keeps_what_is_true_only_today(client, query):
    page = read(client.get(f"/sv/stod/?{query}"))

    assert total(client.get(f"/sv/stod/?{query}")) > 0
    assert page.one("meta", name="robots")["content"] == "noindex"


def test_the_languages_keep_the_day(client):
    page = read(client.get("/sv/stod/?day=today&open=now"))

    assert page.all("a", href="/ar/stod/?day=today&open=now")


def test_a_day_is_no_secret_and_needs_no_no_store(client):
    assert client.get("/sv/stod/?day=today&open=now")["Cache-Control"].startswith("public, max-age=0")


# --- Questions to the database ---------------------------------------------------------------------


def test_a_day_costs_as_many_questions_for_thirty_offerings_as_for_five(client):
    queries = ["day=today", "day=weekend&day=1&open=now", "day=2&area=boda&age=5", "open=now", "day=2&q=boda"]

    def questions(query: str) -> int:
        client.get(f"/sv/stod/?{query}")  # what a process learns once, it knows
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/sv/stod/?{query}")
        return len(asked)

    few = {query: questions(query) for query in queries}
    for number in range(25):
        made = offering(f"o{number}", areas=["boda"], places=[f"hall-{number % 5}"], ages=(0, 17))
        confirmed_schedule(made, number % 7 + 1, "09:00", "12:00", place=place(f"church-{number % 3}"))
        confirmed_occasion(made, AT + datetime.timedelta(hours=8))
        closure(made, timezone.localdate() + datetime.timedelta(days=1))
    many = {query: questions(query) for query in queries}

    assert max(many.values()) <= 12
    assert all(many[query] <= max(few.values()) for query in queries)
