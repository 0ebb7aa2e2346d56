"""`/kalender/`: which days a question means, and how each day of it stands. With the clock held still."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.catalog.clock import DAY, TUESDAY
from tests.catalog.reading import counts, read, total
from tests.factories import area, closure, confirmed_schedule, offering, place, schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]

MONDAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "week", "found"),
    [
        ("3", "2026-W48", ["2026-11-25"]),
        ("3", "2026-W49", ["2026-12-02"]),
        ("weekend", "2026-W48", ["2026-11-28", "2026-11-29"]),
        ("weekend", "2026-W49", ["2026-12-05", "2026-12-06"]),
        ("today", "2026-W48", ["2026-11-24"]),
        ("tomorrow", "2026-W48", ["2026-11-25"]),
        ("today", "2026-W49", []),
    ],
)
def test_a_day_narrows_to_that_day_of_the_week_that_is_shown(on, day, week, found):
    cafe = offering("babycafe")
    for weekday in range(1, 8):
        confirmed_schedule(cafe, weekday)

    assert [date for _, date in on(f"day={day}&week={week}")] == found


@pytest.mark.parametrize(
    ("today", "asked", "found"),
    [
        (3, "6", ["2026-11-28"]),
        (3, "1", ["2026-11-30"]),
        (3, "1&day=6", ["2026-11-28"]),
        (6, "7", ["2026-11-29", "2026-12-06"]),
        (6, "1", ["2026-11-30"]),
        (6, "weekend", ["2026-11-29"]),
        (6, "today&day=tomorrow", ["2026-11-29", "2026-11-30"]),
    ],
)
def test_without_a_week_a_day_is_the_coming_one_as_in_the_list(client, on, it_is, today, asked, found):
    it_is(MONDAY + today * DAY, "08:00")
    cafe = offering("babycafe")
    for weekday in range(1, 8):
        confirmed_schedule(cafe, weekday, assured_on=MONDAY - 10 * DAY)

    assert [date for _, date in on(f"day={asked}")] == found


def test_the_week_of_a_day_is_kept_when_the_day_is_taken_away(client, it_is):
    it_is(MONDAY + 3 * DAY, "08:00")
    confirmed_schedule(offering("babycafe"), 1, assured_on=MONDAY)

    page = read(client.get("/sv/kalender/?day=1"))

    assert page.one("form", id="find").one("input", name="week")["value"] == "2026-W49"
    assert page.one("ul", class_="chips").all("a")[0]["href"] == "?week=2026-W49"
    back = page.one("nav", class_="calendar__ways").all("a", rel="prev nofollow")[0]["href"]
    assert parse_qs(back[1:]) == {"day": ["1"], "week": ["2026-W48"]}


def test_when_offers_only_days_that_are_shown_and_not_past(client, it_is):
    it_is(MONDAY + 3 * DAY, "08:00")
    confirmed_schedule(offering("babycafe"), 5)

    def offered(query: str) -> set[str]:
        return {
            code for facet, code in counts(client.get(f"/sv/kalender/?{query}")) if facet in ("day", "open")
        }

    assert offered("") == {"today", "tomorrow", "weekend", "4", "5", "6", "7", "now"}
    assert offered("week=2026-W49") == {"weekend", *"1234567"}
    assert offered("date=2026-11-26") == {"today", "4", "now"}
    assert offered("date=2026-12-01") == {"2"}
    assert offered("week=2026-W47") == set()


def test_days_that_were_not_asked_for_are_left_out(client):
    confirmed_schedule(offering("babycafe"), 6)

    page = read(client.get("/sv/kalender/?day=6&week=2026-W49&age=3"))

    assert [day["aria-labelledby"] for day in page.all("section", class_="calendar__day")] == [
        "day-2026-12-05"
    ]
    assert page.all("a", href="?age=3&week=2026-W49", class_="more")


def test_tomorrow_on_a_sunday_is_in_the_next_week(client, on, it_is):
    it_is(MONDAY + 6 * DAY, "12:00")
    confirmed_schedule(offering("babycafe"), 1)

    assert on("day=tomorrow") == [("babycafe", "2026-11-30")]
    form = read(client.get("/sv/kalender/?day=tomorrow")).one("form", id="find")
    assert form.one("input", name="week")["value"] == "2026-W49"


def test_no_way_to_other_days_asks_for_today_there(client):
    page = read(client.get("/sv/kalender/?day=today&day=tomorrow&day=5&open=now&age=3"))
    ways = [
        parse_qs(urlsplit(link["href"]).query) for link in page.one("nav", class_="calendar__ways").all("a")
    ]

    days = {"2026-11-24": ["today"], "2026-11-25": ["tomorrow"], "2026-11-27": ["5"]}
    for way in ways:
        [date] = way.get("date", [""])
        assert way["age"] == ["3"]
        assert way.get("day", []) == (days.get(date, []) if date else ["5"])
        assert ("open" in way) is (date == "2026-11-24")
    assert len(ways) == 9


# --- What is over, closed, or comes next -----------------------------------------------------------


def test_all_hours_of_a_day_at_a_place_are_one_entry(client, it_is):
    library, hall = offering("library"), place("hall")
    confirmed_schedule(library, 3, "10:00", "18:00", label_sv="Med personal")
    confirmed_schedule(library, 3, "07:00", "22:00", label_sv="Utan personal")
    confirmed_schedule(library, 3, "15:00", "16:00", place=hall)
    it_is(TUESDAY + DAY, "11:00")

    response = client.get("/sv/kalender/?date=2026-11-25")
    whole, elsewhere = read(response).all("article", data_offering="library")

    assert total(response) == 2
    assert [time["datetime"][11:16] for time in whole.all("time")] == ["07:00", "10:00"]
    assert "10.00–18.00 Med personal" in whole.text
    assert whole.text.count("Öppet nu") == 1 and "Öppet nu (Med personal)" in whole.text
    assert all(time.is_inside(data_occurrence=True) for time in whole.all("time"))
    assert "Hall" in elsewhere.text
    it_is(TUESDAY + DAY, "19:00")
    left = read(client.get("/sv/kalender/?day=today")).one("article", data_offering="library")
    assert "Utan personal" in left.text and "Med personal" not in left.text


def test_hours_apart_are_one_entry_by_the_clock_and_what_is_over_goes(client, it_is):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 2, "13:00", "17:00")
    confirmed_schedule(cafe, 2, "10:00", "12:00")

    def times() -> list[str]:
        article = read(client.get("/sv/kalender/?date=2026-11-24")).one("article", data_offering="babycafe")
        return [time["datetime"][11:16] for time in article.all("time")]

    assert times() == ["10:00", "13:00"]
    it_is(TUESDAY, "12:30")
    assert times() == ["13:00"]


def test_what_is_over_today_stands_behind_a_press(client, it_is):
    for number in range(2):
        confirmed_schedule(offering(f"over{number}"), 2, "08:00", "09:00")
    confirmed_schedule(offering("left"), 2, "18:00", "20:00")

    for query in ("", "date=2026-11-24"):
        page = read(client.get(f"/en/kalender/?{query}"))
        earlier = next(fold for fold in page.all("details") if "Earlier today (2)" in fold.text)
        assert {one["data-offering"] for one in earlier.all("article")} == {"over0", "over1"}
        assert not page.one("article", data_offering="left").is_inside(class_="fold calendar__past")
        assert total(client.get(f"/en/kalender/?{query}")) == 3


def test_a_red_day_has_its_name_a_mark_and_what_is_open_before_what_is_closed(client):
    for number in range(3):
        confirmed_schedule(offering(f"closed{number}"), 4, "08:00", "09:00")
    confirmed_schedule(offering("open"), 4, "13:00", "15:00", closed_on_red_days=False)

    page = read(client.get("/en/kalender/?week=2026-W52"))
    eve = page.one("section", aria_labelledby="day-2026-12-24")

    assert "Christmas Eve" in eve.one("h3").text
    assert "3 are closed" in eve.one("summary").text
    assert [one["data-offering"] for one in eve.all("article")] == ["open", "closed0", "closed1", "closed2"]
    assert not eve.one("article", data_offering="open").is_inside(class_="fold")
    assert "Christmas Eve" not in eve.one("details").text
    strip = page.one("ul", class_="calendar__days")
    assert [link.text for link in strip.all("a") if "Christmas Eve" in link.text]


def test_two_that_are_closed_stand_open_with_their_reasons(client):
    for number in range(2):
        cafe = offering(f"closed{number}")
        confirmed_schedule(cafe, 3)
        closure(cafe, datetime.date(2026, 12, 2), reason_sv="Studiedag")

    day = read(client.get("/sv/kalender/?week=2026-W49")).one("section", aria_labelledby="day-2026-12-02")

    assert not day.all("details")
    assert day.text.count("Studiedag") == 2


@pytest.mark.parametrize("day", [5, 6])
def test_at_the_weekend_the_coming_week_follows(client, on, it_is, day):
    it_is(MONDAY + day * DAY, "09:40")
    cafe = offering("babycafe")
    for weekday in (2, 7):
        confirmed_schedule(cafe, weekday, assured_on=MONDAY - 30 * DAY)

    page = read(client.get("/sv/kalender/"))

    assert [date for _, date in on()] == ["2026-11-24", "2026-11-29", "2026-12-01", "2026-12-06"]
    assert len(page.all("h2", class_="calendar__week")) == 1
    assert counts(client.get("/sv/kalender/"))["day", "2"] == 1
    assert on("week=2026-W48") == on()
    assert [date for _, date in on("day=2")] == ["2026-12-01"]


def test_where_nothing_is_left_of_the_week_the_coming_one_follows(on, it_is):
    confirmed_schedule(offering("monday", ages=(0, 1)), 1, assured_on=MONDAY - 30 * DAY)
    confirmed_schedule(offering("friday", ages=(2, 3)), 5)

    assert ("monday", "2026-11-30") not in on()
    assert ("monday", "2026-11-30") in on("age=0")


# --- What nobody has confirmed ---------------------------------------------------------------------


def unsure(client, query: str = "") -> str:
    found = read(client.get(f"/en/kalender/?{query}")).all("p", class_="notice calendar__unsure")
    return found[0].text.split()[0] if found else ""


def test_it_counts_who_may_be_on_without_anybody_knowing_when(client):
    norrby = area("norrby").slug
    confirmed_schedule(offering("sure", areas=[norrby]), 2)
    schedule(offering("old", areas=[norrby], start="phone"), 2, "09:00", "12:00")
    offering("open-door", areas=[norrby], start="drop_in")
    offering("helpline", areas=[norrby], start="phone")
    offering("boda", areas=["boda"], start="drop_in")

    assert unsure(client) == "3"
    assert unsure(client, "area=norrby&day=3") == "2"
    link = read(client.get("/en/kalender/?area=norrby&day=3&week=2026-W49")).one(
        "p", class_="notice calendar__unsure"
    )
    assert link.one("a")["href"] == "/en/stod/?area=norrby"


def test_who_is_known_not_to_be_on_is_not_among_them(client):
    confirmed_schedule(offering("tuesdays"), 2)
    confirmed_schedule(offering("from-january"), 2, valid_from=TUESDAY + 50 * DAY)
    confirmed_schedule(offering("until-january"), 2, valid_until=TUESDAY + 50 * DAY)

    assert unsure(client, "date=2026-11-25") == ""
    assert unsure(client, "week=2027-W10") == "1"
