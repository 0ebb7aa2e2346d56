"""What cards and pages say where times pause, are for some ages, or are not confirmed. With the clock held still."""

import pytest
from django.utils.translation import gettext

from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import read, suggested
from tests.catalog.test_next_time import card, doubts, said
from tests.factories import closure, confirmed_schedule, occasion, offering, schedule, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]


@pytest.mark.parametrize("start", ["drop_in", "unknown"])
def test_confirmed_times_that_pause_say_so_and_nobody_is_told_to_ask(client, it_is, start):
    cafe = offering("babycafe", source_seen_year=2024, start=start)
    confirmed_schedule(cafe, 2)
    closure(cafe, TUESDAY, TUESDAY + 80 * DAY)
    it_is(TUESDAY + 2 * DAY, "09:00")

    assert said(client).endswith(gettext("Nothing in the coming eight weeks"))
    assert not card(client).all(class_="next next--unsure")


def test_times_in_terms_that_nobody_has_entered_are_to_be_asked_about(client):
    confirmed_schedule(offering("babycafe"), 2, term_time_only=True)

    assert said(client) == gettext("We do not know yet when the school terms are. Ask first.")
    assert "babycafe" in suggested(client.get("/sv/stod/?day=today"))


def test_a_pause_between_two_terms_is_a_pause(client):
    confirmed_schedule(offering("babycafe"), 2, term_time_only=True)
    term("Hösten", TUESDAY - 90 * DAY, TUESDAY - DAY)
    term("Våren", TUESDAY + 70 * DAY, TUESDAY + 200 * DAY)

    assert said(client) == gettext("Nothing in the coming eight weeks")
    assert "babycafe" not in suggested(client.get("/sv/stod/?day=today"))


def test_a_date_that_nobody_has_confirmed_is_to_be_asked_about(client):
    occasion(offering("babycafe", start="booking"), moment(TUESDAY + 3 * DAY, "18:00"))

    assert card(client).all("p", class_="next next--unsure")
    assert gettext("You get an appointment when you book") not in said(client)
    assert "babycafe" in suggested(client.get("/sv/stod/?day=today"))


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((0, 11), "nder 1 år"),
        ((6, 18), "6–18 månader"),
        ((24, None), "2–5 år"),
        ((None, 35), "0–2 år"),
        ((None, None), ""),
    ],
)
def test_a_time_for_some_ages_says_which(client, months, words):
    youngest, oldest = months
    confirmed_schedule(
        offering("babycafe", ages=(0, 5)), 2, minimum_age_months=youngest, maximum_age_months=oldest
    )

    page = read(client.get("/sv/stod/babycafe/"))

    assert words in page.one(id="when").text
    assert ("år" in page.one(id="when").text) == bool("år" in words)


def test_where_only_some_times_are_confirmed_the_page_does_not_say_that_they_are(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2)
    sure = gettext("The times are confirmed, but not yet the other facts.")
    unsure = gettext("Some of the times are not confirmed. Ask first.")
    assert sure in read(client.get("/sv/stod/babycafe/")).text

    schedule(cafe, 3, "09:00", "12:00")

    page = read(client.get("/sv/stod/babycafe/")).text
    assert unsure in page and sure not in page
    cafe.source_seen_year = 2023
    cafe.save()
    assert set(doubts(client)) == {unsure}


def test_a_time_that_has_ended_makes_the_others_no_less_sure(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2)
    schedule(cafe, 3, "09:00", "12:00", valid_until=TUESDAY - 90 * DAY)

    assert (
        gettext("Some of the times are not confirmed. Ask first.")
        not in read(client.get("/sv/stod/babycafe/")).text
    )
