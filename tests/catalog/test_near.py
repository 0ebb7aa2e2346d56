"""What is nearest stands first; nothing is left out, and nobody learns more of where the reader is than a kilometre."""

import datetime
import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from tests.catalog.reading import counts, hits, read, suggested, total
from tests.factories import area, confirmed_schedule, offering, place, schedule, topic

pytestmark = pytest.mark.django_db

HERE = "57.72,12.94"
EXACT = "57.721034,12.940178"  # somebody's front door
STOCKHOLM = "59.33,18.07"
KM_NORTH = 1 / 111.2  # degrees


def north(km: float) -> dict[str, float]:
    """Coordinates so many kilometres north of the reader."""
    return {"latitude": 57.72 + km * KM_NORTH, "longitude": 12.94}


def distances(response) -> dict[str, str]:
    """Slug → what its card says of the distance."""
    said = {}
    for card in read(response).all("article", data_offering=True):
        for fact in card.all("li"):
            if re.search(r"\bkm\b", fact.text):
                said[card["data-offering"]] = fact.text
    return said


@pytest.fixture
def city() -> None:
    """Three places on the map, two that are not, one area with a middle, and what is for the whole city."""
    area("boda", latitude=57.73, longitude=12.96)
    area("alingsas", **north(40))
    place("hall", **north(3))
    place("church", **north(0.2))
    place("barn", **north(20))
    place("attic", area="boda")
    place("cellar", area="norrby")
    offering("a-hall", places=["hall"], ages=(0, 3))
    offering("b-attic", places=["attic"], ages=(0, 3))
    offering("c-city", ages=(0, 3))
    offering("d-barn", places=["barn"])
    offering("e-church", places=["church"])
    offering("f-cellar", places=["cellar"])
    offering("g-alingsas", areas=["alingsas"])
    offering("h-online", is_online=True, is_area_wide=False)


IN_ORDER = ["e-church", "a-hall", "d-barn", "b-attic", "g-alingsas", "f-cellar", "c-city", "h-online"]


# --- The order -------------------------------------------------------------------------------------


def test_the_nearest_comes_first_then_by_area_what_is_on_no_map_then_what_has_no_place(listed, city):
    assert listed(f"near={HERE}") == IN_ORDER


@pytest.mark.parametrize(
    "query", ["", "age=2", "age=2&age=9", "area=boda", "q=hall", "cost=unknown&sort=title"]
)
@pytest.mark.parametrize("position", [HERE, STOCKHOLM, "-57.72,-12.94", "90,0", "0,180"])
def test_nobody_is_left_out_and_nobody_added(client, city, query, position):
    without = client.get(f"/sv/stod/?{query}")
    near = client.get(f"/sv/stod/?{query}&near={position}")

    assert sorted(hits(near)) == sorted(hits(without))
    assert total(near) == total(without)
    assert counts(near) == counts(without)


def test_elsewhere_the_same_offerings_stand_in_another_order(listed, city):
    assert listed("near=57.89,12.94")[:3] == ["d-barn", "a-hall", "e-church"]


def test_each_card_says_how_far_it_is_and_only_where_that_is_known(client, city):
    said = distances(client.get(f"/sv/stod/?near={HERE}"))

    assert said == {
        "e-church": gettext("Less than 1 km away"),
        "a-hall": gettext("About %(km)s km away") % {"km": 3},
        "d-barn": gettext("About %(km)s km away") % {"km": 20},
    }


def test_without_a_position_no_distance_is_told(client, city):
    assert distances(client.get("/sv/stod/?area=boda")) == {}
    assert distances(client.get(f"/sv/stod/?near={HERE}&sort=title")) == {}


def test_of_several_places_the_nearest_counts(client):
    place("hall", **north(3))
    place("barn", **north(20))
    offering("both", places=["barn", "hall"])
    offering("other", places=["barn"])

    response = client.get(f"/sv/stod/?near={HERE}")

    assert hits(response) == ["both", "other"]
    assert distances(response)["both"] == gettext("About %(km)s km away") % {"km": 3}


def test_a_time_that_is_held_elsewhere_counts_with_its_own_place(client):
    place("barn", **north(20))
    offering("a", places=["barn"])
    walk = offering("walk", places=["barn"])
    confirmed_schedule(walk, 1, place=place("hall", **north(3)))

    response = client.get(f"/sv/stod/?near={HERE}")

    assert hits(response) == ["walk", "a"]
    assert distances(response)["walk"] == gettext("About %(km)s km away") % {"km": 3}


def test_a_time_that_has_ended_leads_nobody_to_where_it_was(client):
    walk = offering("walk", areas=["boda"])
    last_year = timezone.localdate() - datetime.timedelta(days=300)
    schedule(walk, 1, "09:00", "12:00", place=place("hall", **north(3)), valid_until=last_year)

    assert distances(client.get(f"/sv/stod/?near={HERE}")) == {}


def test_what_is_as_near_stands_in_alphabetical_order(listed):
    place("hall", **north(3))
    for slug in ("b", "a", "c"):
        offering(slug, places=["hall"])

    assert listed(f"near={HERE}") == ["a", "b", "c"]


def test_farther_away_than_fifty_kilometres_nothing_is_near(client):
    place("ulricehamn", **north(49))
    place("far", area="faraway", **north(51))
    offering("a-far", places=["far"])
    offering("b-ulricehamn", places=["ulricehamn"])

    response = client.get(f"/sv/stod/?near={HERE}")

    assert hits(response) == ["b-ulricehamn", "a-far"]
    assert list(distances(response)) == ["b-ulricehamn"]


def test_the_places_of_a_draft_lead_nobody_anywhere(listed):
    place("hall", **north(3))
    public = offering("b-public", areas=["boda"])
    offering("b-public", draft_of=public, places=["hall"])
    offering("a-other", areas=["boda"])

    assert listed(f"near={HERE}") == ["a-other", "b-public"]


# --- Where the distances end -----------------------------------------------------------------------


def dividers(response) -> list[str]:
    """Slugs of the hits before which the page says that it does not know how far it is."""
    return [
        notice.parent.one("article")["data-offering"]
        for notice in read(response).all("p")
        if "hits__far" in notice.get("class").split()
    ]


def test_the_page_says_once_where_the_known_distances_end(client, city):
    assert dividers(client.get(f"/sv/stod/?near={HERE}")) == ["b-attic"]
    assert dividers(client.get(f"/sv/stod/?near={HERE}&age=2")) == ["b-attic"]


def test_where_every_distance_is_known_nothing_is_said_to_be_unknown(client):
    place("hall", **north(3))
    offering("a", places=["hall"])

    assert dividers(client.get(f"/sv/stod/?near={HERE}")) == []


def test_in_another_order_nothing_is_divided(client, city):
    assert dividers(client.get(f"/sv/stod/?near={HERE}&sort=title")) == []
    assert dividers(client.get("/sv/stod/?area=boda")) == []


def test_on_many_pages_it_is_said_once_and_every_page_keeps_the_position(client):
    place("hall", **north(3))
    for number in range(30):
        offering(f"near-{number:02}", places=["hall"])
        offering(f"a-city-{number:02}")

    address, seen, said = f"/sv/stod/?near={EXACT}", [], []
    while address:
        page = client.get(address)
        seen += hits(page)
        said += dividers(page)
        forward = read(page).all("a", rel="next")
        assert not forward or dict(parse_qsl(urlsplit(forward[0]["href"]).query))["near"] == HERE
        address = f"/sv/stod/{forward[0]['href']}" if forward else ""

    assert seen == [f"near-{n:02}" for n in range(30)] + [f"a-city-{n:02}" for n in range(30)]
    assert said == ["a-city-00"]


# --- With words, another order, an area ------------------------------------------------------------


def test_of_what_the_words_find_the_nearest_comes_first(listed):
    place("hall", **north(3))
    place("barn", **north(20))
    offering("best", title="Sömn", summary="Om sömn.", places=["barn"])
    offering("near", title="Samtal", summary="Om mat och sömn.", places=["hall"])
    offering("other", title="Lek", summary="Om lek.", places=["hall"])

    assert listed("q=sömn") == listed(f"q=sömn&near={HERE}&sort=relevance") == ["best", "near"]
    assert listed(f"q=sömn&near={HERE}") == listed(f"q=sömn&near={HERE}&sort=near") == ["near", "best"]


def test_who_chooses_an_order_gets_it(client, listed, city):
    assert listed(f"near={HERE}&sort=title") == sorted(IN_ORDER)
    page = read(client.get(f"/sv/stod/?near={HERE}&sort=title"))

    options = {option["value"]: "selected" in option.attrs for option in page.one(id="sort").all("option")}
    assert options == {"": False, "title": True, "changed": False}
    assert page.one("input", name="near")["value"] == HERE


def test_nearest_first_makes_no_sense_without_a_position_or_an_area(client, listed, city):
    assert listed("sort=near") == sorted(IN_ORDER)
    assert {option["value"] for option in read(client.get("/sv/stod/")).one(id="sort").all("option")} == {
        "",
        "changed",
    }


def test_in_a_chosen_area_what_is_there_comes_before_what_serves_the_whole_city(listed):
    offering("a-city")
    offering("b-boda", areas=["boda"])
    offering("c-boda", places=[place("hall", area="boda")])
    offering("d-norrby", areas=["norrby"])

    assert listed("area=boda") == ["b-boda", "c-boda", "a-city"]
    assert listed("area=boda&sort=title") == ["a-city", "b-boda", "c-boda"]
    assert listed("area=boda&area=norrby") == ["b-boda", "c-boda", "d-norrby", "a-city"]


def test_a_position_orders_what_an_area_has_narrowed(listed, city):
    offering("z-attic", areas=["boda"], places=["hall"])

    assert listed(f"area=boda&near={HERE}") == ["z-attic", "b-attic", "c-city"]


def test_a_position_does_not_change_what_is_chosen_or_counted_as_a_filter(client, city):
    offering("sleep", topics=["sleep"], places=["hall"])

    page = read(client.get(f"/sv/stod/?near={HERE}&topic=sleep&day="))

    assert {link["href"] for link in page.one(class_="chips").all("a")} == {
        f"?near={HERE.replace(',', '%2C')}",
        "?topic=sleep",
        "/sv/stod/",
    }


def test_where_nothing_fits_what_is_proposed_keeps_the_position(client, city):
    topic("sleep")

    response = client.get(f"/sv/stod/?near={EXACT}&age=2&topic=sleep")

    links = read(response).one("ul", class_="loosened").all("a")
    assert [unquote(link["href"]) for link in links] == [f"?age=2&near={HERE}"]
    assert set(suggested(response)) <= {"a-hall", "b-attic", "c-city"}


# --- Questions to the database ---------------------------------------------------------------------


def test_nearness_costs_as_many_questions_for_thirty_offerings_as_for_ten(client, city):
    queries = [f"near={HERE}", f"near={HERE}&area=boda&age=2&q=hall", f"near={HERE}&day=today"]
    today = timezone.localdate().isoweekday()

    def questions(query: str) -> int:
        client.get(f"/sv/stod/?{query}")  # what a process learns once, it knows
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/sv/stod/?{query}")
        return len(asked)

    hall = offering("hall-now", places=["hall"], areas=["boda"], ages=(0, 3))
    confirmed_schedule(hall, today, "00:00", "23:59", place=place("porch", **north(4)))
    few = {query: questions(query) for query in queries}
    for number in range(20):
        made = offering(f"hall-{number}", places=["hall", f"attic-{number}"], areas=["boda"], ages=(0, 3))
        confirmed_schedule(made, today, "00:00", "23:59", place=place(f"barn-{number}", **north(number)))
    many = {query: questions(query) for query in queries}

    assert many == few
    assert max(many.values()) <= 12


# --- Not decided yet -------------------------------------------------------------------------------


def test_where_no_distance_is_known_the_page_says_so(client, city):
    page = client.get(f"/sv/stod/?near={STOCKHOLM}")

    assert dividers(page) == hits(page)[:1]
