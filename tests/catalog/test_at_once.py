"""It is one and the same time that must be on that day, in that area and for that age."""

import datetime

import pytest

from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import counts, hits
from tests.catalog.reading_calendars import fetched
from tests.factories import area, closure, confirmed_occasion, confirmed_schedule, offering, place

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("it_is")]

WEDNESDAY = TUESDAY + DAY


@pytest.fixture
def two_places() -> None:
    """On Tuesdays in Norrby, on Wednesdays in Boda."""
    cafe = offering(
        "cafe", ages=(0, 5), places=[place("norrbyhuset", area="norrby"), place("hall", area="boda")]
    )
    confirmed_schedule(cafe, 2, "13:00", "15:00", place=place("norrbyhuset"))
    confirmed_schedule(cafe, 3, "13:00", "15:00", place=place("hall"))


@pytest.fixture
def for_babies() -> None:
    """A café for all up to five years, which has an hour for babies on Tuesdays."""
    cafe = offering("cafe", ages=(0, 5), areas=["norrby"])
    confirmed_schedule(cafe, 2, "13:00", "14:00", minimum_age_months=0, maximum_age_months=11)
    confirmed_schedule(cafe, 3, "13:00", "15:00")


def in_calendar(client, question: str) -> list[str]:
    response = client.get(f"/sv/kalender/?week=2026-W48&{question}")
    assert response.status_code == 200
    return hits(response)


def weekdays(client, path: str) -> list[int]:
    return sorted(event.start.isoweekday() for event in fetched(client, path).events)


@pytest.mark.parametrize(
    ("question", "is_found"),
    [
        ("day=2&area=norrby", True),
        ("day=2&area=boda", False),
        ("day=3&area=boda", True),
        ("day=3&area=norrby", False),
        ("day=2&day=3&area=boda", True),
        ("day=2&area=boda&area=norrby", True),
        ("area=boda", True),
    ],
)
def test_a_day_and_an_area_are_asked_of_the_same_time(client, listed, two_places, question, is_found):
    assert listed(question) == (["cafe"] if is_found else [])


@pytest.mark.parametrize(
    ("question", "days"), [("area=norrby", [2]), ("area=boda", [3]), ("area=norrby&area=boda", [2, 3])]
)
def test_calendar_page_and_files_show_of_an_area_what_is_there(client, two_places, question, days):
    assert len(in_calendar(client, question)) == len(days)
    assert weekdays(client, f"/sv/kalender/kalender.ics?{question}") == days
    assert in_calendar(client, f"{question}&day=2") == (["cafe"] if 2 in days else [])


def test_an_areas_own_file_says_the_same(client, two_places):
    assert weekdays(client, "/sv/omrade/norrby/kalender.ics") == [2]
    assert weekdays(client, "/sv/omrade/boda/kalender.ics") == [3]


def test_what_is_for_an_area_without_being_there_counts_for_it_wherever_it_is(client, listed):
    confirmed_schedule(
        offering("bus", areas=["hulta"], places=[place("hall", area="boda")]), 2, "13:00", "15:00"
    )
    confirmed_schedule(offering("everyone", is_area_wide=True, places=[place("hall")]), 2, "13:00", "15:00")

    assert listed("day=2&area=hulta") == listed("day=2&area=boda") == ["bus", "everyone"]
    area("sjobo")
    assert listed("day=2&area=sjobo") == ["everyone"]


def test_a_door_that_is_shut_that_day_is_no_way_in(client, listed):
    cafe = offering("cafe", places=[place("norrbyhuset", area="norrby"), place("hall", area="boda")])
    confirmed_schedule(cafe, 2, "13:00", "15:00")
    closure(place("norrbyhuset"), TUESDAY, reason_sv="Vattenskada")

    assert listed("day=today&area=norrby") == []
    assert listed("day=today&area=boda") == ["cafe"]
    assert (
        "13.00"
        not in client.get("/sv/omrade/norrby/").content.decode().split("<main")[1].split("calendar")[0]
    )
    [event] = fetched(client, "/sv/plats/norrbyhuset/kalender.ics").events
    assert event.start.date() == TUESDAY + 7 * DAY
    [event] = fetched(client, "/sv/plats/hall/kalender.ics").events
    assert event.start.date() == TUESDAY


@pytest.mark.parametrize(
    ("question", "is_found"),
    [
        ("day=2&age=0", True),
        ("day=2&age=1", False),
        ("day=3&age=1", True),
        ("day=2&age=0&age=1", True),
        ("age=1", True),
        ("day=2", True),
        ("day=2&age=0&area=norrby", True),
        ("day=2&age=1&area=norrby", False),
    ],
)
def test_a_time_for_babies_is_no_time_for_a_two_year_old(client, listed, for_babies, question, is_found):
    assert listed(question) == (["cafe"] if is_found else [])


def test_a_time_for_babies_runs_now_for_babies_alone(listed, it_is, for_babies):
    it_is(TUESDAY, "13:30")

    assert listed("open=now&age=0") == ["cafe"]
    assert listed("open=now&age=2") == []


def test_calendar_page_and_files_leave_out_what_is_for_others(client, for_babies):
    assert len(in_calendar(client, "age=0")) == 2
    assert len(in_calendar(client, "age=2")) == 1
    assert weekdays(client, "/sv/kalender/kalender.ics?age=0") == [2, 3]
    assert weekdays(client, "/sv/kalender/kalender.ics?age=2") == [3]


@pytest.mark.parametrize("path", ["/sv/stod/", "/sv/kalender/"])
@pytest.mark.parametrize(
    "question", ["", "age=2", "area=boda", "day=2", "day=3", "day=2&area=norrby", "age=0&area=norrby&day=3"]
)
def test_the_counts_are_those_of_the_hits(client, path, question, two_places):
    baby = offering("baby", ages=(0, 5), areas=["norrby"], places=[place("norrbyhuset")])
    confirmed_schedule(baby, 2, "13:00", "14:00", minimum_age_months=0, maximum_age_months=11)
    confirmed_occasion(baby, moment(WEDNESDAY, "10:00"), ends_at=moment(WEDNESDAY, "11:00"))
    week = "week=2026-W48&" if "kalender" in path else ""
    shown = counts(client.get(f"{path}?{week}{question}"))
    kept = [part.split("=") for part in question.split("&") if part]

    for (name, value), number in shown.items():
        if name in ("age", "area", "day"):
            rest = [f"{other}={code}" for other, code in kept if other != name]
            found = hits(client.get(f"{path}?{week}{'&'.join([*rest, f'{name}={value}'])}"))
            assert len(set(found)) == number, (name, value)


def test_only_a_youngest_or_an_oldest_age_narrows_too(listed):
    cafe = offering("cafe", ages=(None, 5))
    confirmed_schedule(cafe, 2, "13:00", "14:00", minimum_age_months=24)
    confirmed_schedule(cafe, 3, "13:00", "14:00", maximum_age_months=23)

    assert listed("day=2&age=1") == listed("day=2&age=expecting") == listed("day=3&age=2") == []
    assert listed("day=2&age=2") == listed("day=3&age=1") == listed("day=3&age=expecting") == ["cafe"]


def test_a_single_date_is_for_everyone_the_offering_is_for(listed):
    cafe = offering("cafe", ages=(0, 5))
    confirmed_occasion(cafe, moment(TUESDAY, "13:00"), ends_at=moment(TUESDAY, "14:00"))

    assert listed("day=today&age=4") == ["cafe"]
    assert listed("day=today&age=6") == []


def test_days_beyond_the_coming_week_are_asked_for_in_the_calendar(client, for_babies):
    monday = datetime.date(2026, 12, 14)

    assert len(hits(client.get(f"/sv/kalender/?date={monday + DAY}&age=1"))) == 0
    assert len(hits(client.get(f"/sv/kalender/?date={monday + DAY}&age=0"))) == 1
