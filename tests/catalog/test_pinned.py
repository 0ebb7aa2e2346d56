"""What everybody needs to know now: a line at the top of every page."""

import datetime
from itertools import cycle

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from tests.catalog import every_page
from tests.catalog.reading import Element, read
from tests.factories import update

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DAY = datetime.timedelta(days=1)
NEEDS_NO_DATABASE = {"urgent help"}


@pytest.fixture(scope="module")
def content(for_the_module):
    with for_the_module():
        every_page.make()
        yield


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


def line(page: Element) -> str:
    """The address it leads to; "" where there is none."""
    found = page.all("div", class_="banner banner--pinned")
    assert len(found) <= 1
    return found[0].one("a")["href"] if found else ""


def test_it_is_on_every_page_and_in_every_language(client, content, today):
    """Each kind of page in one language, each language on some pages."""
    update("closed", title="Allt är stängt", title_ar="مغلق", pinned_until=today)
    assert len(every_page.PATHS) > len(LANGUAGES)

    for language, (kind, path) in zip(cycle(LANGUAGES), every_page.PATHS.items(), strict=False):
        page = read(client.get(f"/{language}/{path}"))
        expected = "" if kind in NEEDS_NO_DATABASE else f"/{language}/nytt/closed/"
        assert line(page) == expected, (language, path)


def test_it_leads_to_the_news_in_the_readers_language(client, content, today):
    update(
        "closed", title="Allt är stängt", title_en="All is closed", title_ar="كل شيء مغلق", pinned_until=today
    )

    def said(language: str) -> Element:
        return read(client.get(f"/{language}/stod/")).one("div", class_="banner banner--pinned").one("p")

    assert (said("ar").text, said("ar").get("lang")) == ("كل شيء مغلق", "")
    assert (said("fa").text, said("fa")["data-fallback"], said("fa")["dir"]) == ("All is closed", "en", "ltr")
    assert (said("fi").text, said("fi")["lang"]) == ("Allt är stängt", "sv")
    assert client.get("/fa/nytt/closed/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "is_there"),
    [
        ({"pinned_until": 0 * DAY}, True),  # until its day, and that day too
        ({"pinned_until": 1 * DAY}, True),
        ({"pinned_until": -1 * DAY}, False),
        ({"pinned_until": 9 * DAY, "is_published": False}, False),
        ({"pinned_until": 9 * DAY, "published_on": DAY}, False),
        ({"pinned_until": 9 * DAY, "publish_until": -DAY}, False),
        ({}, False),
    ],
)
def test_it_stands_while_it_is_public_and_until_its_day(client, today, fields, is_there):
    days = {"pinned_until": today, "published_on": today, "publish_until": timezone.now()}
    fields = {name: days[name] + value if name in days else value for name, value in fields.items()}
    update("closed", **{"published_on": today - 5 * DAY, **fields})

    assert bool(line(read(client.get("/sv/stod/")))) is is_there


@pytest.mark.parametrize(("minute", "is_there"), [("22:59", True), ("23:01", False)])
def test_its_day_ends_at_midnight_in_borås(client, time_machine, minute, is_there):
    update("closed", published_on=datetime.date(2026, 11, 1), pinned_until=datetime.date(2026, 11, 20))
    time_machine.move_to(f"2026-11-20T{minute}:00+00:00", tick=False)

    assert bool(line(read(client.get("/sv/stod/")))) is is_there


def test_of_several_the_newest_is_said(client, today):
    update("old", published_on=today - 3 * DAY, pinned_until=today + 9 * DAY)
    update("new", published_on=today - DAY, pinned_until=today)
    update("newest", published_on=today)
    update("ended", published_on=today - DAY, pinned_until=today)
    update("newest-but-hidden", pinned_until=today, is_published=False)

    assert line(read(client.get("/sv/"))) == "/sv/nytt/ended/"  # of one day, the last one made


def test_it_goes_when_it_is_taken_away(client, today):
    news = update("closed", pinned_until=today)
    assert line(read(client.get("/sv/")))

    news.is_published = False
    news.save()

    assert not line(read(client.get("/sv/")))


def test_a_page_kept_by_a_browser_is_sent_again_with_it(client, today):
    first = client.get("/sv/omrade/")

    update("closed", pinned_until=today)
    again = client.get("/sv/omrade/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 200
    assert line(read(again))


def test_a_hostile_title_stays_words(client, today):
    hostile = '</a><script>alert(1)</script>"><b>&amp;'
    update("closed", title=hostile, pinned_until=today)

    page = read(client.get("/sv/alder/"))

    assert page.one("div", class_="banner banner--pinned").text == hostile
    assert not page.all("script")


@pytest.mark.parametrize("path", ["/sv/akut/", "/sv/nonsense/", "/sv/stod/nonsense/", "/sv/alder/18/"])
def test_it_is_not_where_a_page_must_stand_without_a_database(client, today, path):
    update("closed", pinned_until=today)

    assert not line(read(client.get(path)))


def test_without_a_database_urgent_help_stands_all_the_same(client, today, database_down):
    update("closed", pinned_until=today)

    with database_down():
        assert client.get("/ar/akut/").status_code == 200
        assert client.get("/ar/nonsense/").status_code == 404


def test_it_costs_no_question_to_the_database(client, content, today):
    def asked() -> dict[str, int]:
        numbers = {}
        for path in every_page.PATHS.values():
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/ar/{path}")
            numbers[path] = len(queries)
        return numbers

    asked()  # what a process learns once, it knows
    before = asked()
    # As long ago as to be in no list that is new because of it.
    update("closed", published_on=today - 300 * DAY, pinned_until=today)

    assert asked() == before


def test_a_guide_where_nothing_was_ever_changed_has_pages(client):
    assert client.get("/sv/").status_code == 200
    assert not line(read(client.get("/sv/")))
