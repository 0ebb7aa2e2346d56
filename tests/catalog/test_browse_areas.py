"""What there is in an area and at a place, and what is nearest elsewhere."""

import datetime

import pytest
from django.utils import timezone

from catalog.where import distance_km
from support.models import Area
from tests.catalog.reading import hits, named_in, read, suggested, total
from tests.factories import area, closure, occasion, offering, place, schedule

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = datetime.timedelta(days=1)


# --- Areas -----------------------------------------------------------------------------------------


@pytest.fixture
def four_areas() -> None:
    area("norrby", latitude=57.72, longitude=12.92)
    area("boda", latitude=57.74, longitude=12.92)  # 2.2 km to the north
    area("hulta", latitude=57.72, longitude=12.98)  # 3.6 km to the east: a degree is shorter there
    area("fristad", latitude=57.83, longitude=13.01)
    area("nowhere")


def test_what_is_there_comes_before_what_serves_the_whole_city(client, four_areas):
    offering("everywhere", ages=(1, 1))
    offering("there", areas=["norrby"])
    offering("at-a-place", places=[place("hall", area="norrby")])
    offering("elsewhere", areas=["boda"])

    response = client.get("/sv/omrade/norrby/")

    assert set(named_in(read(response))[:2]) == {"there", "at-a-place"}
    assert named_in(read(response))[2] == "everywhere"
    assert set(hits(response)) == {"there", "at-a-place", "everywhere"}
    assert set(hits(client.get("/sv/stod/?area=norrby"))) == set(hits(response))
    assert suggested(response) == ["elsewhere"]


def test_an_area_with_nothing_of_its_own_says_so_and_offers_the_rest(client, four_areas):
    offering("everywhere")
    offering("near", areas=["boda"])
    area("gota")

    for slug, suggestions in {"norrby": ["near"], "gota": []}.items():
        response = client.get(f"/sv/omrade/{slug}/")
        assert hits(response) == ["everywhere"]
        assert total(response) == 1
        assert suggested(response) == suggestions
        assert read(response).one("main").all("p", class_="notice")
        assert "/sv/omrade/boda/" in {link["href"] for link in read(response).one("main").all("a")}


def test_what_is_nearest_elsewhere_comes_from_the_nearest_areas(client, four_areas):
    area("sandared", latitude=57.71, longitude=12.79)  # 7.9 km
    area("viskafors", latitude=57.63, longitude=12.84)  # 11 km
    for slug in ("boda", "hulta", "fristad", "sandared", "viskafors", "nowhere"):
        offering(slug, areas=[slug])

    response = client.get("/sv/omrade/norrby/")
    links = [link["href"] for link in read(response).one("main").all("a")]
    order = [address.split("/")[3] for address in links if address.startswith("/sv/omrade/")]

    assert set(suggested(response)) == {"boda", "hulta", "sandared"}
    assert order[1:] == ["boda", "hulta", "sandared", "viskafors", "fristad", "nowhere"]


def test_distance_counts_that_degrees_of_longitude_are_short_this_far_north():
    boras = Area(latitude=57.7210, longitude=12.9401)
    goteborg = Area(latitude=57.7089, longitude=11.9746)
    stockholm = Area(latitude=59.3293, longitude=18.0686)

    assert distance_km(boras, goteborg) == pytest.approx(57.4, abs=0.3)
    assert distance_km(boras, stockholm) == pytest.approx(348, abs=2)
    assert distance_km(boras, boras) == 0
    assert distance_km(boras, Area()) is None


def test_what_is_in_an_area_and_for_the_whole_city_too_is_counted_once(client):
    offering("both", areas=["norrby"], is_area_wide=True)

    response = client.get("/sv/omrade/norrby/")

    assert (hits(response), total(response)) == (["both"], 1)


# --- Places ----------------------------------------------------------------------------------------


def test_a_place_shows_what_is_there_always_or_at_some_times(client):
    hall = place("hall", area="norrby", street_address="Norrbygatan 1", postal_code="504 35")
    offering("always", places=[hall])
    schedule(offering("weekly", areas=["boda"]), 2, "09:00", "12:00", place=hall)
    occasion(offering("once", areas=["boda"]), NOW + DAY, place=hall)
    offering("elsewhere", places=["library"])

    response = client.get("/sv/plats/hall/")

    assert set(hits(response)) == {"always", "weekly", "once"}
    assert total(response) == 3
    assert "Norrbygatan 1" in read(response).one("main").text
    assert read(response).one("main").one("dl", class_="place").all("a", href="/sv/omrade/norrby/")


def test_a_place_where_something_was_once_but_is_no_more_has_nothing(client):
    hall = place("hall")
    occasion(offering("once", areas=["boda"]), NOW - 400 * DAY, place=hall)

    assert hits(client.get("/sv/plats/hall/")) == []
    assert "/sv/plats/hall/" not in {link["href"] for link in read(client.get("/sv/plats/")).all("a")}


def test_a_place_says_when_it_is_closed_and_how_one_gets_in(client):
    hall = place("hall", accessibility_sv="Ramp vid entrén.")
    today = timezone.localdate()
    closure(hall, today - 3 * DAY, today, reason_sv="Sista dagen")
    closure(hall, today - 9 * DAY, today - DAY, reason_sv="Förra veckan")
    closure(hall, today + 30 * DAY, reason_sv="Städdag")
    closure(place("other"), today, reason_sv="Någon annanstans")
    offering("babycafe", places=[hall, place("other")])

    text = read(client.get("/sv/plats/hall/")).one("main").text

    assert "Ramp vid entrén." in text
    assert "Sista dagen" in text and "Städdag" in text
    assert "Förra veckan" not in text and "Någon annanstans" not in text


def test_a_place_without_area_address_or_anything_has_a_page(client):
    offering("gone", status="withdrawn", places=[place("shed", city="")])

    response = client.get("/ar/plats/shed/")

    assert response.status_code == 200
    assert total(response) == 0


@pytest.mark.parametrize("way", ["places", "schedules", "occasions"])
def test_a_place_has_a_page_once_something_there_has_been_public(client, settings, way):
    """What an editor writes of a new one is read by nobody else until then."""
    settings.SIMPLE_HISTORY_ENABLED = True
    shed = place("shed", area="norrby")
    club = offering("club", status="draft", places=[shed] if way == "places" else ["hall"])
    if way == "schedules":
        schedule(club, 2, "09:00", "12:00", place=shed)
    if way == "occasions":
        occasion(club, NOW - 400 * DAY, place=shed)
    offering("babycafe", places=[place("library", area="norrby")])

    def answers() -> set[int]:
        return {client.get(f"/sv/plats/shed/{end}").status_code for end in ("", "kalender.ics")}

    def is_named() -> bool:
        pages = ("omrade/norrby/", "plats/library/", "plats/")
        return any("/plats/shed/" in client.get(f"/sv/{page}").content.decode() for page in pages)

    assert (answers(), is_named()) == ({404}, False)
    for status, is_there in (
        ("review", False),
        ("published", way != "occasions"),
        ("withdrawn", False),
        ("draft", False),
    ):
        club.status = status
        club.save()
        assert answers() == ({404} if status == "review" else {200})
        assert is_named() == is_there


def test_an_address_leads_on_to_no_place_without_a_page(client, settings):
    settings.SIMPLE_HISTORY_ENABLED = True
    shed = place("shed")
    shed.slug = "new"
    shed.save()

    for path in ("shed/", "shed/kalender.ics", "new/"):
        assert client.get(f"/sv/plats/{path}").status_code == 404
