"""When nothing fits all that was asked: what each part of the question costs, and a few that fit almost."""

import re

import pytest
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog.reading import Element, hits, named_in, read, total
from tests.factories import area, audience, confirmed_schedule, offering, offering_type, schedule, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> None:
    offering("baby-norrby", ages=(0, 1), areas=["norrby"], topics=["sleep"], cost="free", spoken=["so"])
    offering("teen-norrby", ages=(13, 17), areas=["norrby"], topics=["school"], cost="fee")
    offering("baby-boda", ages=(0, 1), areas=["boda"], topics=["sleep"], cost="fee", type="group")
    offering("twin-boda", ages=(0, 1), areas=["boda"], topics=["food"], cost="fee", type="group")
    offering("hidden", ages=(13, 17), areas=["norrby"], topics=["sleep"], status="draft")


def loosened(client, address: str) -> dict[str, int]:
    """Address without one part of the question → how many hits the page says it has."""
    lists = read(client.get(address)).all("ul", class_="loosened")
    links = [link for one in lists for link in one.all("a")]
    return {link["href"]: int(re.findall(r"\d+", link.text)[-1]) for link in links}


def instead(client, address: str) -> list[str]:
    outers = read(client.get(address)).all("section", data_suggestions=True)
    return [one["data-offering"] for outer in outers for one in outer.all("article", data_offering=True)]


def questions(addresses) -> set[frozenset[str]]:
    return {frozenset(address.removeprefix("?").split("&")) for address in addresses}


def test_it_says_how_many_there_are_without_each_part(client, content):
    found = loosened(client, "/sv/stod/?age=13&area=norrby&topic=sleep")

    assert questions(found) == {
        frozenset({"age=13", "area=norrby"}),
        frozenset({"area=norrby", "topic=sleep"}),
    }
    assert set(found.values()) == {1}


@pytest.mark.parametrize(
    "question",
    [
        "age=13&topic=sleep",
        "age=13&age=14&topic=sleep&topic=food&area=norrby",
        "age=13&cost=free",
        "age=0&area=norrby&cost=fee",
        "type=group&area=norrby&spoken=so&cost=free",
        "q=baby&age=13",
        "q=zzz&age=0",
        "q=baby&area=norrby&cost=fee&sort=title",
        "age=expecting&area=norrby",
        "start=phone&area=boda",
        "administration=forskoleforvaltningen&age=5",
        "age=13&topic=sleep&page=7",
        "topic=retired&age=13&cost=free",
    ],
)
def test_the_number_it_says_is_the_number_the_link_gives(client, content, question):
    topic("retired", is_retired=True)
    response = client.get(f"/sv/stod/?{question}")
    found = loosened(client, f"/sv/stod/?{question}")

    assert total(response) == 0 and hits(response) == []
    assert found
    for address, number in found.items():
        assert total(client.get(f"/sv/stod/{address}")) == number > 0, address


def test_what_is_shown_instead_is_no_hit_and_fits_all_but_what_is_easiest_given_up(client, content):
    address = "/sv/stod/?age=0&area=norrby&cost=fee"

    assert hits(client.get(address)) == []
    # Another part of the city is easier than money, and the child's age cannot be changed.
    assert set(instead(client, address)) == {"baby-boda", "twin-boda"}
    assert next(iter(loosened(client, address))) == "?age=0&cost=fee"


def test_at_most_three_are_shown_instead_in_the_same_order_each_time(client):
    for number in range(5):
        offering(f"o{number}", areas=["boda"], cost="free")
    area("norrby")

    found = instead(client, "/sv/stod/?area=norrby&cost=free")

    assert found == ["o0", "o1", "o2"]


@pytest.mark.parametrize(
    "question", ["q=zzz", "q=zzz+yyy+xxx", "q=%F0%9F%98%80", "topic=nothing", "type=nothing", "area=nothing"]
)
def test_nothing_is_suggested_where_nothing_would_be_left_of_the_question(client, content, question):
    """Without its only part every offering would "fit". That is no answer."""
    topic("nothing")
    offering_type("nothing")
    offering("elsewhere", places=["hall"])
    area("nothing")
    address = f"/sv/stod/?{question}"

    assert total(client.get(address)) == 0
    assert loosened(client, address) == {}
    assert instead(client, address) == []
    assert "/sv/stod/" in {link["href"] for link in read(client.get(address)).one("main").all("a")}


def test_nonsense_with_a_filter_offers_the_filter_without_the_nonsense(client, content):
    assert loosened(client, "/sv/stod/?q=zzz&age=13") == {"?age=13": 1}
    assert instead(client, "/sv/stod/?q=zzz&age=13") == ["teen-norrby"]


def test_what_would_not_help_is_not_proposed(client, content):
    audience("nobody")

    found = loosened(client, "/sv/stod/?audience=nobody&age=13&cost=fee")

    assert questions(found) == {frozenset({"age=13", "cost=fee"})}


def test_nothing_helps_where_two_parts_are_in_the_way(client, content):
    audience("nobody")
    topic("nothing")

    address = "/sv/stod/?audience=nobody&topic=nothing"

    assert (loosened(client, address), instead(client, address)) == ({}, [])
    assert total(client.get(address)) == 0


def test_nothing_that_is_not_public_is_counted_or_shown(client, content):
    """ "hidden" would fit without a part, were it public."""
    offering("copy", ages=(13, 13), topics=["play"], draft_of=offering("public", ages=(9, 9), cost="free"))

    assert loosened(client, "/sv/stod/?topic=play&age=13&cost=free") == {}
    assert "hidden" not in instead(client, "/sv/stod/?age=13&topic=sleep&area=norrby")


def test_where_there_are_hits_nothing_else_is_proposed(client, content):
    address = "/sv/stod/?age=0&area=norrby"

    assert total(client.get(address)) == 1
    assert (loosened(client, address), instead(client, address)) == ({}, [])


def test_a_question_that_makes_no_sense_is_not_loosened(client, content):
    response = client.get("/sv/stod/?age=99&topic=sleep")

    assert response.status_code == 400
    assert total(response) == 0
    assert not read(response).all("ul", class_="loosened")
    assert not read(response).all(data_suggestions=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_every_language_there_is_a_way_on(client, content, language):
    page = read(client.get(f"/{language}/stod/?age=13&topic=sleep"))
    main = page.one("main")

    assert len(main.one("ul", class_="loosened").all("a")) == 2
    assert {f"/{language}/stod/", f"/{language}/akut/"} <= {link["href"] for link in main.all("a")}
    assert any(link["href"].startswith("tel:") for link in main.all("a"))


def test_hostile_words_stay_words(client, content):
    page = read(client.get("/sv/stod/", {"q": '"><script>alert(1)</script>', "age": "13"}))

    assert {script["src"] for script in page.all("script")} == {"/static/suggestions.js", "/static/near.js"}
    for link in page.one("ul", class_="loosened").all("a"):
        assert link["href"] == "?age=13"


def test_what_was_searched_for_is_still_kept_nowhere(client, content):
    assert client.get("/sv/stod/?q=zzz&age=13")["Cache-Control"] == "no-store"


def test_a_search_without_a_hit_about_a_sensitive_topic_stays_sensitive(client):
    topic("violence", is_sensitive=True)
    offering("refuge", topics=["violence"], ages=(0, 3))

    response = client.get("/sv/stod/?topic=violence&age=13")

    assert response["Cache-Control"] == "no-store"
    assert read(response).all("aside", class_="exit-bar")


def outside_hits(page: Element) -> list[str]:
    return [one["data-offering"] for one in page.all("article", data_offering=True)]


def test_an_empty_guide_proposes_nothing(client):
    page = read(client.get("/sv/stod/?age=3&cost=free"))

    assert outside_hits(page) == []
    assert not page.all("ul", class_="loosened")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("when", ["day=today", "open=now", "day=weekend&q=babycafe"])
def test_with_no_confirmed_times_it_says_whom_to_ask(client, language, when):
    schedule(offering("babycafe"), 2, "09:00", "12:00")
    schedule(offering("refuge", topics=[topic("violence", is_sensitive=True)]), 2, "09:00", "12:00")

    response = client.get(f"/{language}/stod/?{when}&age=3")

    assert hits(response) == [] and total(response) == 0
    assert named_in(read(response).one("section", class_="block", data_suggestions=True)) == ["babycafe"]
    assert len(read(response).all("article", data_offering="babycafe")) == 1
    assert read(response).one("div", class_="empty").all("a", href="tel:+4633357000")


def test_it_says_that_nothing_is_confirmed_only_when_that_is_so(client):
    def heading() -> str:
        return read(client.get("/sv/stod/?open=now&age=3")).one("div", class_="empty").all("h3")[0].text

    unsure = heading()
    confirmed_schedule(
        offering("night", ages=(0, 5)),
        None,
        "03:00",
        "03:01",
        rrule="FREQ=WEEKLY",
        valid_from=timezone.localdate(),
    )

    assert heading() != unsure
