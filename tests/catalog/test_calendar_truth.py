"""The calendar claims nothing that is not so: of other days, of what lasts for days, of what is closed or far away."""

import datetime

import pytest
from django.utils.translation import gettext, ngettext

from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import Element, read, suggested
from tests.factories import closure, confirmed_occasion, confirmed_schedule, offering, place, schedule, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]

THURSDAY = TUESDAY + 2 * DAY
UNSURE = (
    "%(more)s more may be on, but nobody has confirmed the times.",
    "%(more)s more may be on, but nobody has confirmed their times.",
)


@pytest.fixture
def page(client):
    """`page("date=2026-11-26")`"""

    def ask(question: str) -> Element:
        response = client.get(f"/sv/kalender/?{question}")
        assert response.status_code == 200
        return read(response)

    return ask


def unsure(number: int) -> str:
    return ngettext(*UNSURE, number) % {"more": number}


def hours(page: Element) -> list[str]:
    """What each line of time says."""
    return [" ".join(one.text.split()) for one in page.all(data_occurrence=True)]


# --- What is confirmed on other days ---------------------------------------------------------------


def test_what_is_confirmed_on_other_weekdays_is_not_called_unconfirmed(client, page):
    confirmed_schedule(offering("mondays"), 1)

    empty = page(f"date={THURSDAY}")

    assert unsure(1) not in empty.text
    assert gettext("No confirmed times") not in empty.text
    assert suggested(client.get(f"/sv/kalender/?date={THURSDAY}")) == []


def test_a_day_without_anything_is_called_by_its_name(page):
    assert page(f"date={THURSDAY}").one("title").text.casefold().startswith("torsdag 26 november")


def test_nor_is_what_has_a_confirmed_date_in_another_week(page):
    course = offering("course", start="booking", type="course", places=["hall"])
    confirmed_occasion(course, moment(TUESDAY + 16 * DAY, "18:00"))

    assert unsure(1) not in page("week=2026-W48").text


def test_nor_is_what_runs_in_term_time_while_the_terms_are_known(client, page):
    confirmed_schedule(offering("mondays", type="open_preschool"), 1, term_time_only=True)
    term("Läsåret", TUESDAY - 90 * DAY, TUESDAY + 200 * DAY)

    response = client.get(f"/sv/kalender/?date={THURSDAY}&type=open_preschool")

    assert suggested(response) == []
    assert gettext("Nothing in the coming eight weeks") not in read(response).text


def test_what_nobody_has_confirmed_is_counted_and_can_be_asked_about(client, page):
    schedule(offering("mondays"), 1, "09:00", "12:00")

    assert unsure(1) in page(f"date={THURSDAY}").text
    assert suggested(client.get(f"/sv/kalender/?date={THURSDAY}")) == ["mondays"]


def test_what_is_confirmed_until_january_is_unsure_in_march(page):
    confirmed_schedule(offering("mondays"), 1, valid_until=datetime.date(2027, 1, 20))

    assert unsure(1) in page("week=2027-W10").text
    assert unsure(1) not in page("week=2026-W49").text


# --- What lasts for days, beside other hours ---------------------------------------------------------


@pytest.fixture
def camp() -> None:
    """From Thursday to Saturday; and an evening on Thursday, at the same place."""
    made = offering("camp", places=["hall"])
    confirmed_occasion(
        made, moment(THURSDAY, "08:00"), ends_at=moment(THURSDAY + 2 * DAY, "16:00"), place=place("hall")
    )
    confirmed_schedule(made, 4, "18:00", "20:00", place=place("hall"))


def test_hours_beside_a_camp_stand_in_the_week_as_on_the_day(page, camp):
    assert any("18.00–20.00" in line for line in hours(page("week=2026-W48")))
    assert any("18.00–20.00" in line for line in hours(page(f"date={THURSDAY}")))


def test_a_camp_says_on_each_of_its_days_from_when_to_when(page, camp):
    for day in range(3):
        lines = hours(page(f"date={THURSDAY + day * DAY}"))
        assert any("26 nov" in line and "28 nov" in line and "16.00" in line for line in lines), day


# --- What is closed --------------------------------------------------------------------------------


def test_each_of_the_hours_of_a_closed_day_is_said(page):
    cafe = offering("cafe")
    confirmed_schedule(cafe, 4, "09:00", "12:00")
    confirmed_schedule(cafe, 4, "13:00", "16:00")
    closure(cafe, THURSDAY)

    text = " ".join(hours(page(f"date={THURSDAY}")))

    assert "09.00" in text and "13.00–16.00" in text


# --- Pages, weeks and positions that are not there ---------------------------------------------------


def test_the_second_page_of_today_does_not_say_that_nothing_more_is_on(page, it_is):
    it_is(TUESDAY, "12:30")
    for number in range(52):
        confirmed_schedule(offering(f"later-{number}"), 2, "14:00", "15:00")
    confirmed_schedule(offering("earlier"), 2, "08:00", "09:00")

    nothing_more = gettext(
        "We know of nothing more today. There may be more: many times are not confirmed yet."
    )

    assert nothing_more not in page(f"date={TUESDAY}&page=2").text


@pytest.mark.parametrize("question", ["week=9999-W52", "date=9999-12-31", "date=0001-01-01", "week=0001-W01"])
def test_weeks_at_the_end_of_all_calendars_are_out_of_reach(client, question):
    response = client.get(f"/sv/kalender/?{question}")

    assert response.status_code == 400
    assert gettext("The calendar goes from last week to a year ahead.") in read(response).text


def test_a_red_day_beyond_reach_stays_words(client, it_is):
    it_is(datetime.date(2027, 3, 30), "09:00")  # Good Friday was last week

    response = client.get("/sv/kalender/?q=öppet långfredagen", follow=True)

    assert response.status_code == 200


def test_from_far_away_no_line_is_said_to_tell_the_distance(page):
    confirmed_schedule(offering("cafe", places=[place("hall", latitude=57.72, longitude=12.94)]), 4)

    near, far = page("near=57.72,12.94&week=2026-W48"), page("near=59.33,18.07&week=2026-W48")

    assert gettext("With distances") in near.text
    assert gettext("With distances") not in far.text


def test_an_order_is_nothing_that_a_calendar_could_get_wrong(client):
    assert client.get("/sv/kalender/?sort=bogus").status_code == 200
