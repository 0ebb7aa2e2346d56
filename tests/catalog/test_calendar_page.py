"""`/kalender/`: what is on, by week and by day, with all filters. With the clock held still."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from boras_guide.languages import LANGUAGES
from tests.catalog.clock import DAY, TUESDAY, moment
from tests.catalog.reading import Element, counts, hits, read, suggested, total
from tests.catalog.searching import protection
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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("it_is")]

MONDAY = datetime.date(2026, 11, 23)


# --- Which days ------------------------------------------------------------------------------------


def test_it_shows_this_week_from_monday_to_sunday(on):
    cafe = offering("babycafe")
    for weekday in range(1, 8):
        confirmed_schedule(cafe, weekday, assured_on=MONDAY)

    assert on() == [("babycafe", f"2026-11-{day}") for day in range(23, 30)]


def test_a_day_stands_by_the_clock(on):
    confirmed_schedule(offering("later"), 3, "13:00", "14:00")
    confirmed_schedule(offering("first"), 3, "08:00", "14:00")

    assert [slug for slug, _ in on()] == ["first", "later"]


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("week=2026-W47", "2026-11-17"),
        ("week=2026-W48", "2026-11-24"),
        ("week=2026-W53", "2026-12-29"),
        ("week=2027-W01", "2027-01-05"),
        ("date=2026-12-01", "2026-12-01"),
    ],
)
def test_another_week_or_day_has_its_own_times(on, query, day):
    confirmed_schedule(offering("babycafe"), 2, assured_on=datetime.date(2026, 11, 1))

    assert on(query) == [("babycafe", day)]


@pytest.mark.parametrize(
    "query",
    [
        "week=2026-W46",
        "week=2027-W48",
        "week=2026-W54",
        "week=2025-W53",
        "week=2026-W00",
        "week=2026-48",
        "week=nonsense",
        "week=٢٠٢٦-W48",
        "date=2026-11-15",
        "date=2027-12-01",
        "date=2026-02-30",
        "date=20261124",
        "date=today",
        "date=9999-12-31",
        "date=0001-01-01",
        "week=" + "9" * 5_000,
        "age=99",
        "day=8",
    ],
)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_what_makes_no_sense_is_a_whole_page_that_says_so(client, query, language):
    confirmed_schedule(offering("babycafe"), 2)

    response = client.get(f"/{language}/kalender/?{query}")

    assert response.status_code == 400
    assert read(response).one("div", class_="problem").text
    assert hits(response) == [] and total(response) == 0


@pytest.mark.parametrize("query", ["week=2026-W54", "week=2024-W10", "date=2026-13-40", "date=2027-12-01"])
def test_a_week_that_does_not_exist_is_one_plain_line_and_the_way_to_this_week(client, query):
    page = read(client.get(f"/sv/kalender/?{query}"))

    problem = page.one("div", class_="problem")
    after = page.elements()
    next(one for one in after if one is problem)
    way_on = next(one for one in after if one.tag == "a")

    assert [one.tag for one in problem.elements()] == ["h2"] and "W4" not in problem.text
    assert (way_on["href"], way_on["class"]) == ("/sv/kalender/", "button")
    assert not any("open" in one.attrs for one in page.all("details") if "filters" in one.get("class"))


@pytest.mark.parametrize("query", ["week=2026-W47", "week=2027-W47", "date=2026-11-16", "date=2027-11-28"])
def test_the_first_and_the_last_day_there_is_are_shown(client, query):
    assert client.get(f"/sv/kalender/?{query}").status_code == 200


@pytest.mark.parametrize("query", ["week=", "date=", "page=x", "unknown=1"])
def test_what_says_nothing_is_ignored(client, query):
    assert client.get(f"/sv/kalender/?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["", "week=2026-W47", "week=2027-W47", "date=2026-11-24", "date=2026-11-16"]
)
def test_every_way_to_other_days_leads_there_and_keeps_the_question(client, query):
    confirmed_schedule(offering("babycafe"), 2)
    page = read(client.get(f"/sv/kalender/?{query}&age=3"))

    for link in page.one("nav", class_="calendar__ways").all("a"):
        assert client.get(f"/sv/kalender/{link['href']}").status_code == 200, link["href"]
        assert parse_qs(urlsplit(link["href"]).query)["age"] == ["3"]


# --- How much --------------------------------------------------------------------------------------


def test_a_day_of_a_week_shows_twelve_and_leads_to_all(client, on):
    for number in range(15):
        confirmed_schedule(offering(f"o{number}"), 3)

    response = client.get("/sv/kalender/")
    more = [link for link in read(response).all("a", class_="more") if "15" in link.text]

    assert len(on()) == 12
    assert total(response) == 15
    assert len(on(more[0]["href"][1:])) == 15


def test_a_day_has_everything_page_by_page(client, on):
    for number in range(55):
        confirmed_schedule(offering(f"o{number}"), 3)

    pages = [on(f"date=2026-11-25&page={number}") for number in (1, 2)]

    assert [len(page) for page in pages] == [50, 5]
    assert len({slug for page in pages for slug, _ in page}) == 55
    assert on("date=2026-11-25&page=99") == pages[1]


def test_what_goes_on_for_days_stands_on_each_of_them(on):
    confirmed_occasion(offering("camp"), moment(TUESDAY, "08:00"), ends_at=moment(TUESDAY + 2 * DAY, "16:00"))

    assert len(on()) == 3
    assert len(on("date=2026-11-26")) == 1


# --- The question ----------------------------------------------------------------------------------


def test_filters_narrow_it_as_they_narrow_the_list(on):
    norrby = place("hall", area="norrby")
    confirmed_schedule(offering("baby", ages=(0, 1), places=[norrby]), 3)
    confirmed_schedule(offering("teen", ages=(13, 17), areas=["boda"]), 3)

    assert [slug for slug, _ in on("age=0")] == ["baby"]
    assert [slug for slug, _ in on("area=norrby")] == ["baby"]
    assert [slug for slug, _ in on("q=teen")] == ["teen"]
    assert on("age=0&area=boda") == []


def test_what_began_last_night_is_open_until_it_closes_and_stands_today(client, on, it_is):
    it_is(MONDAY, "01:00")
    confirmed_schedule(offering("night"), 7, "22:00", "02:00", assured_on=MONDAY - 30 * DAY)
    confirmed_schedule(offering("evening"), 7, "18:00", "23:00", assured_on=MONDAY - 30 * DAY)

    for question in ("open=now", "day=today", "open=now&date=2026-11-23"):
        assert on(question) == [("night", "2026-11-22")], question
    assert on("date=2026-11-24") == []
    today = read(client.get("/sv/kalender/?open=now")).one("section", aria_labelledby="day-2026-11-23")
    assert today.all("article", data_offering="night")
    it_is(MONDAY, "02:00")
    assert on("open=now") == []


def test_open_now_is_what_runs_now(on):
    confirmed_schedule(offering("now"), 2, "09:00", "12:00")
    confirmed_schedule(offering("later"), 2, "10:00", "12:00")

    assert on("open=now") == [("now", "2026-11-24")]


def test_the_counts_are_of_what_these_days_have(client):
    confirmed_schedule(offering("tuesday", ages=(3, 3)), 2)
    confirmed_occasion(offering("later", ages=(3, 3)), moment(TUESDAY + 7 * DAY, "18:00"))
    offering("never", ages=(3, 3))

    assert counts(client.get("/sv/kalender/"))["age", "3"] == 1
    assert counts(client.get("/sv/kalender/?week=2026-W49"))["age", "3"] == 2


def test_every_count_is_the_number_of_offerings_one_gets(client, on):
    for number in range(6):
        made = offering(
            f"o{number}", ages=(number, number + 4), areas=["norrby"], cost=("free", "fee")[number % 2]
        )
        confirmed_schedule(made, number + 1)

    for (facet, value), number in counts(client.get("/sv/kalender/?week=2026-W49&cost=free")).items():
        if facet != "cost":
            found = on(f"week=2026-W49&cost=free&{facet}={value}")
            assert len({slug for slug, _ in found}) == number, (facet, value)


def test_nearness_is_told_and_the_clock_still_decides(client, on):
    near, far = place("near", latitude=57.72, longitude=12.94), place("far", latitude=57.9, longitude=12.94)
    confirmed_schedule(offering("far-first", places=[far]), 3, "08:00", "09:00")
    confirmed_schedule(offering("near-later", places=[near]), 3, "10:00", "11:00")

    confirmed_schedule(offering("again-far", places=[far]), 3, "10:00", "11:00")

    response = client.get("/sv/kalender/?near=57.72,12.94")

    assert hits(response) == ["far-first", "near-later", "again-far"]
    assert "20" in read(response).one("article", data_offering="far-first").text
    assert response["Cache-Control"] == "no-store"


def test_a_chip_takes_away_its_filter_and_keeps_the_days(client):
    page = read(client.get("/sv/kalender/?week=2026-W49&age=3"))

    chip = page.one("ul", class_="chips").all("a")[0]

    assert parse_qs(urlsplit(chip["href"]).query) == {"week": ["2026-W49"]}


def test_nobody_is_told_that_the_nearest_comes_first(client):
    confirmed_schedule(offering("babycafe"), 3)

    page = read(client.get("/en/kalender/?near=57.72,12.94&week=2026-W49"))

    assert "With distances" in page.one("ul", class_="chips").text
    assert "earest" not in page.one("main").text
    assert "earest" not in read(client.get("/en/kalender/")).one("main").text


def test_the_form_keeps_the_days(client):
    for query, name in (("week=2026-W49", "week"), ("date=2026-11-30", "date")):
        form = read(client.get(f"/sv/kalender/?{query}")).one("form", id="find")
        assert f"{name}={form.one('input', name=name)['value']}" == query


# --- What it says ----------------------------------------------------------------------------------


def test_what_is_closed_is_struck_through_with_its_reason(client):
    cafe = offering("babycafe")
    confirmed_schedule(cafe, 3)
    closure(cafe, TUESDAY + DAY, reason_sv="Studiedag")

    wednesday = read(client.get("/sv/kalender/")).one("section", aria_labelledby="day-2026-11-25")
    article = wednesday.one("article", data_offering="babycafe")

    assert article.text.startswith("Stängt: Studiedag 09.00 till 12.00")
    assert article.one("s").text == "09.00 till 12.00"
    assert "is-stopped" in article.parent["class"]


def test_one_can_skip_what_stands_before_the_days(client):
    main = read(client.get("/sv/kalender/")).one("main")

    first = next(one for one in main.elements() if one.tag in ("a", "input", "button"))

    assert first["href"] == "#days"
    assert main.one(id="days").one(data_total=True)


def test_every_entry_has_its_time_in_the_hook(client):
    confirmed_schedule(offering("babycafe"), 2)

    article = read(client.get("/ar/kalender/")).one("article")

    assert all(time.is_inside(data_occurrence=True) for time in article.all("time"))
    assert article.one("time")["datetime"] == "2026-11-24T09:00+01:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_confirmed_it_says_so_and_whom_to_ask(client, language):
    schedule(offering("babycafe"), 2, "09:00", "12:00", valid_until=datetime.date(2023, 6, 1))
    offering("never")

    response = client.get(f"/{language}/kalender/")

    assert hits(response) == [] and total(response) == 0
    assert suggested(response) == ["babycafe"]
    assert "2023" in read(response).one("section", data_suggestions=True).text
    assert read(response).one("main").all("a", href="tel:+4633357000")


def test_what_is_over_today_was_confirmed_all_the_same(client, it_is):
    def heading() -> str:
        page = read(client.get("/sv/kalender/?day=today"))
        return page.one("div", class_="stack calendar__nothing").one("h3").text

    unsure = heading()
    confirmed_schedule(offering("babycafe"), 2, "07:00", "09:00")

    assert heading() != unsure
    it_is(TUESDAY + DAY, "09:00")
    confirmed_schedule(offering("song"), 5)
    assert heading() != unsure


def test_what_to_ask_answers_the_question_and_has_nothing_confirmed(client):
    schedule(offering("teen", ages=(13, 17)), 2, "09:00", "12:00")
    schedule(offering("baby", ages=(0, 1)), 2, "09:00", "12:00")
    confirmed_schedule(offering("sure", ages=(0, 1)), 2, valid_from=TUESDAY + 30 * DAY)

    assert suggested(client.get("/sv/kalender/?age=0")) == ["baby"]


def test_nothing_sensitive_is_suggested(client):
    schedule(offering("refuge", topics=[topic("violence", is_sensitive=True)]), 2, "09:00", "12:00")

    assert suggested(client.get("/sv/kalender/")) == []


def test_this_selection_can_be_kept_in_a_calendar(client):
    area("norrby")
    confirmed_schedule(offering("babycafe", areas=["norrby"]), 2)

    page = read(client.get("/sv/kalender/?area=norrby&sort=title&day=2"))

    assert files(page) == ["/sv/kalender/kalender.ics?day=2&area=norrby"]
    assert client.get(files(page)[0]).status_code == 200
    assert any(link.get("href").startswith("webcal://") for link in page.all("a"))


def files(page: Element) -> list[str]:
    return [
        link["href"] for link in page.all("a") if link.get("href").startswith("/sv/kalender/kalender.ics")
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("day=2", "day=2"),
        ("day=today", ""),
        ("open=now", ""),
        ("date=2026-11-24", ""),
        ("day=today&day=2", ""),
        ("date=2026-11-24&day=2", "day=2"),
    ],
)
def test_a_calendar_with_more_days_than_the_page_says_so(client, asked, kept):
    confirmed_schedule(offering("babycafe"), 2)
    plain = read(client.get("/sv/kalender/")).one("section", class_="block calendar__keep")

    page = read(client.get(f"/sv/kalender/?{asked}"))
    promise = page.one("section", class_="block calendar__keep").all("p")[0].text

    assert files(page) == ["/sv/kalender/kalender.ics" + (kept and f"?{kept}")]
    assert (promise == plain.all("p")[0].text) is bool(kept)


def test_what_somebody_typed_leaves_with_no_calendar_and_the_page_says_so(client):
    confirmed_schedule(offering("babycafe"), 2)

    response = client.get("/sv/kalender/?q=babycafe")

    assert hits(response) == ["babycafe"]
    assert files(read(response)) == []
    assert read(response).one("p", class_="calendar__keep").text


def test_where_somebody_is_leaves_with_no_calendar_and_the_times_are_the_same(client):
    area("norrby")
    confirmed_schedule(offering("babycafe", areas=["norrby"]), 2)

    page = read(client.get("/sv/kalender/?near=57.72,12.94&area=norrby"))

    assert files(page) == ["/sv/kalender/kalender.ics?area=norrby"]


def test_someone_in_danger_who_writes_here_is_told_whom_to_call(client):
    refuge = offering("refuge", type="helpline", topics=[topic("violence", is_sensitive=True)])
    protection("danger", first=refuge, sv="min man slår")

    response = client.get("/sv/kalender/", {"q": "min man slår mig"})

    assert read(response).one(data_protection=True)["data-protection"] == "refuge"
    assert response["Cache-Control"] == "no-store"


def test_a_question_about_something_sensitive_leaves_no_trace_and_is_not_kept(client):
    violence = topic("violence", is_sensitive=True)
    confirmed_schedule(offering("refuge", topics=[violence]), 2)

    response = client.get("/sv/kalender/?topic=violence")

    assert hits(response) == ["refuge"]
    assert response["Cache-Control"] == "no-store"
    assert ".ics" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "is_kept"),
    [
        ("", True),
        ("week=2026-W48", True),
        ("week=2026-W49", False),
        ("age=3", False),
        ("date=2026-11-24", False),
    ],
)
def test_search_engines_keep_this_week_and_nothing_else(client, query, is_kept):
    confirmed_schedule(offering("babycafe"), 2)

    robots = [
        meta["content"] for meta in read(client.get(f"/sv/kalender/?{query}")).all("meta", name="robots")
    ]

    assert ("noindex" in " ".join(robots)) is not is_kept


def test_the_menu_of_every_page_leads_to_it(client):
    for language in LANGUAGES:
        menu = read(client.get(f"/{language}/kalender/")).one("nav", class_="menu")
        assert menu.one("a", href=f"/{language}/kalender/")["aria-current"] == "page"


def test_the_other_languages_show_the_same_days(client):
    links = read(client.get("/sv/kalender/?week=2026-W49&age=3")).one("nav", class_="languages").all("a")

    assert "/ar/kalender/?age=3&week=2026-W49" in {link["href"] for link in links}


@pytest.mark.parametrize("query", ["q=<script>", "q=" + "x" * 300, "week=<script>&q=%00", "date='--"])
def test_hostile_words_stay_words(client, query):
    response = client.get(f"/sv/kalender/?{query}")

    assert response.status_code in (200, 400)
    assert b"<script>" not in response.content
