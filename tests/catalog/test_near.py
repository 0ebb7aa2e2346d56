"""What is nearest stands first; nothing is left out, and nobody learns more of where the reader is than a kilometre."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import counts, hits, read, suggested, total
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
    "query",
    ["", "age=2", "age=2&age=9", "area=boda", "q=hall", "administration=forskoleforvaltningen&sort=title"],
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


@pytest.fixture
def walk(it_is):
    """Its own place is far off; what makes it near is where its times are."""
    place("hall", **north(3))
    return offering("walk", places=[place("barn", **north(20))])


def how_far(client) -> str:
    return distances(client.get(f"/sv/stod/?near={HERE}"))["walk"]


KM_3, KM_20 = "Ungefär 3 km bort", "Ungefär 20 km bort"


@pytest.mark.parametrize("weekday", range(1, 8))
def test_a_time_of_the_coming_week_that_is_held_elsewhere_counts_with_its_own_place(client, walk, weekday):
    confirmed_schedule(walk, weekday, place=place("hall"))

    assert how_far(client) == KM_3


@pytest.mark.parametrize(("days", "said"), [(0, KM_3), (6, KM_3), (7, KM_20)])
def test_so_does_a_single_occasion_within_seven_days(client, walk, days, said):
    confirmed_occasion(walk, moment(TUESDAY + days * DAY, "12:00"), place=place("hall"))

    assert how_far(client) == said


def test_where_it_is_not_this_week_nobody_is_led(client, walk):
    hall = place("hall")
    confirmed_occasion(walk, moment(TUESDAY, "08:00"), ends_at=moment(TUESDAY, "09:00"), place=hall)  # over
    confirmed_occasion(walk, moment(TUESDAY, "12:00"), place=hall, is_cancelled=True)
    schedule(walk, 3, "09:00", "12:00", place=hall)  # nobody has vouched for it
    confirmed_schedule(walk, 4, place=hall, valid_until=TUESDAY - DAY)
    confirmed_schedule(walk, 5, place=hall)
    closure(walk, TUESDAY + 3 * DAY)

    assert how_far(client) == KM_20


def test_its_own_place_counts_where_its_times_are_farther_away(client, walk):
    confirmed_schedule(walk, 3, place=place("forest", **north(30)))

    assert how_far(client) == KM_20


def test_what_is_as_near_stands_in_alphabetical_order(listed):
    place("hall", **north(3))
    for slug in ("b", "a", "c"):
        offering(slug, places=["hall"])

    assert listed(f"near={HERE}") == ["a", "b", "c"]


def test_also_what_is_far_away_is_told_with_its_distance(client):
    place("ulricehamn", **north(49))
    place("far", area="faraway", **north(51))
    offering("a-far", places=["far"])
    offering("b-ulricehamn", places=["ulricehamn"])

    response = client.get(f"/sv/stod/?near={HERE}")

    assert list(distances(response).items()) == [
        ("b-ulricehamn", "Ungefär 49 km bort"),
        ("a-far", "Ungefär 51 km bort"),
    ]


def test_an_area_is_as_near_as_what_is_known_to_lie_in_it(listed):
    """By its east too, not only by its north."""
    place("west", area="a-west", latitude=57.72, longitude=12.80)
    place("east", area="b-east", latitude=57.72, longitude=13.00)
    offering("a", places=[place("western-attic", area="a-west")])
    offering("b", places=[place("eastern-attic", area="b-east")])
    offering("c", areas=["c-nowhere"])

    assert listed(f"near={HERE}") == ["b", "a", "c"]
    assert listed("near=57.72,12.81") == ["a", "b", "c"]


def test_the_places_of_a_draft_lead_nobody_anywhere(listed):
    place("hall", **north(3))
    public = offering("b-public", areas=["boda"])
    offering("b-public", draft_of=public, places=["hall"])
    offering("a-other", areas=["boda"])

    assert listed(f"near={HERE}") == ["a-other", "b-public"]


# --- Under headings --------------------------------------------------------------------------------


def headed(response) -> dict[str, list[str]]:
    """Heading → slugs of the hits under it, on this page."""
    headings = read(response).all("h2", class_="hits__group")
    found = {}
    for heading in headings:
        following = heading.parent.children[heading.parent.children.index(heading) :]
        cards = next(one for one in following if getattr(one, "tag", "") == "ol")
        found[heading.text] = [card["data-offering"] for card in cards.all("article")]
    return found


def heading(title: str, number: int) -> str:
    return (
        f"{gettext(title)}: {ngettext('%(total)s result', '%(total)s results', number) % {'total': number}}"
    )


def test_each_heading_says_what_is_known_and_of_how_many(client, city):
    assert headed(client.get(f"/sv/stod/?near={HERE}")) == {
        heading("Nearest first", 3): ["e-church", "a-hall", "d-barn"],
        heading("We do not know how far", 3): ["b-attic", "g-alingsas", "f-cellar"],
        heading("For all of Borås", 2): ["c-city", "h-online"],
    }


def test_there_is_no_heading_over_nothing(client, city):
    assert list(headed(client.get(f"/sv/stod/?near={HERE}&q=church"))) == [heading("Nearest first", 1)]


def test_in_another_order_nothing_is_divided(client, city):
    assert headed(client.get(f"/sv/stod/?near={HERE}&sort=title")) == {}
    assert headed(client.get("/sv/stod/?area=boda")) == {}


def test_on_every_page_it_is_clear_what_stands_there_and_the_position_is_kept(client):
    place("hall", **north(3))
    for number in range(30):
        offering(f"near-{number:02}", places=["hall"])
        offering(f"a-city-{number:02}")

    address, seen, said = f"/sv/stod/?near={EXACT}", [], []
    while address:
        page = client.get(address)
        seen += hits(page)
        said += [list(headed(page))]
        forward = read(page).all("a", rel="next")
        assert not forward or dict(parse_qsl(urlsplit(forward[0]["href"]).query))["near"] == HERE
        address = f"/sv/stod/{forward[0]['href']}" if forward else ""

    near, everywhere = heading("Nearest first", 30), heading("For all of Borås", 30)
    assert seen == [f"near-{n:02}" for n in range(30)] + [f"a-city-{n:02}" for n in range(30)]
    assert said == [[near], [near, everywhere], [everywhere]]


# --- Far from Borås --------------------------------------------------------------------------------


def notice_of_far(response) -> str:
    """What stands beside the way to choose an area."""
    return " ".join(said.text for said in read(response).one("div", class_="near").all("p", class_="notice"))


def test_who_seems_to_be_far_away_is_told_so_and_nothing_is_called_near(client, city):
    page = client.get(f"/sv/stod/?near={STOCKHOLM}")

    assert page.status_code == 200
    assert notice_of_far(page) == gettext(
        "You seem to be far from Borås, so we cannot say what is nearest to you. Choose an area instead."
    )
    assert headed(page) == distances(page) == {}
    assert gettext("Nearest first") not in read(page).text


def test_what_is_listed_from_far_away_stands_by_area_then_for_all(listed, city):
    by_area = ["g-alingsas", "b-attic", "f-cellar", "c-city", "h-online"]

    assert [slug for slug in listed(f"near={STOCKHOLM}") if slug in by_area] == by_area


def test_from_far_away_the_best_match_is_first(listed, city):
    offering("best", title="Sömn", summary="Om sömn.")
    offering("other", title="Samtal", summary="Om mat och sömn.", places=["hall"], areas=["boda"])

    assert listed(f"q=sömn&near={STOCKHOLM}") == ["best", "other"]


def test_the_next_question_from_far_away_goes_without_the_position(client, city):
    page = read(client.get(f"/sv/stod/?near={STOCKHOLM}"))

    assert page.all("input", name="near") == []
    assert page.one("div", class_="near").one("a")["href"] == "#facet-area"


@pytest.mark.parametrize(("km", "is_far"), [(48, False), (52, True)])
def test_fifty_kilometres_from_borås_is_far(client, km, is_far):
    page = client.get(f"/sv/stod/?near={57.72 + km * KM_NORTH:.2f},12.94")

    assert bool(notice_of_far(page)) == is_far


def test_where_nothing_at_all_is_on_the_map_we_do_not_know(client):
    offering("a", areas=["boda"])

    page = client.get(f"/sv/stod/?near={HERE}")

    assert notice_of_far(page) == ""
    assert list(headed(page)) == [heading("We do not know how far", 1)]


@pytest.mark.parametrize("away", [{"latitude": 58.70}, {"latitude": 58.45, "longitude": 14.30}])
def test_what_is_out_of_reach_has_no_distance_nor_in_the_corners_of_the_box_that_is_read(client, away):
    offering("near", places=[place("hall", **north(3))])
    offering("away", places=[place("barn", **{"latitude": 57.72, "longitude": 12.94, **away})])

    assert distances(client.get(f"/sv/stod/?near={HERE}")).keys() == {"near"}


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
