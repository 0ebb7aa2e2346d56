"""Words that ask when: they narrow by day, and do not hide what they stand beside."""

import pytest

from catalog.search.analysis import read
from catalog.search.day_words import days_in
from tests.catalog.reading import hits
from tests.factories import confirmed_schedule, offering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("öppet idag", "sv", [("day", "today")]),
        ("Vad händer i dag?", "sv-simple", [("day", "today")]),
        ("babycafé i morgon bitti", "sv", [("day", "tomorrow")]),
        ("bibliotek på lördag eller söndag", "sv", [("day", "6"), ("day", "7")]),
        ("öppet nu", "sv", [("open", "now")]),
        ("open preschool this weekend", "en", [("day", "weekend")]),
        ("viikonloppuna", "fi", [("day", "weekend")]),
        ("ماذا يوجد يوم السبت", "ar", [("day", "6")]),
        ("کتابخانه سه‌شنبه", "fa", [("day", "2")]),
        ("maanta", "so", [("day", "today")]),
        ("бібліотека у п’ятницю", "uk", [("day", "5")]),
        ("igraonica u četvrtak", "bs", [("day", "4")]),
        ("biblioteka të shtunën", "sq", [("day", "6")]),
        ("sömn", "sv", []),
        ("morgonrutiner", "sv", []),
    ],
)
def test_a_day_is_understood_in_every_language(question, language, asked):
    assert list(days_in(read(question), [language, "sv"]).asked) == asked


def test_a_weekday_in_a_question_hides_nothing_and_can_be_narrowed_by(client):
    confirmed_schedule(offering("babycafe", title="Babycafé"), 6)
    offering("babyrytmik", title="Babycafé och rytmik")
    offering("hantverk", title="Hantverk på lördag")

    page = client.get("/sv/stod/", {"q": "babycafé på lördag"})

    assert hits(page) == ["babycafe", "babyrytmik"]
    assert "?q=babycaf%C3%A9+p%C3%A5&amp;day=6" in page.text
    assert hits(client.get("/sv/stod/?q=babycafé&day=6")) == ["babycafe"]


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        ("sv", "på lördag", "?day=6"),
        ("sv", "vad är öppet på lördag", "?day=6"),
        ("sv", "öppet nu nära mig", "?open=now"),
        ("sv", "öppet på lördag för 2 åring", "?day=6&age=2"),
        ("en", "what is open on Saturday", "?day=6"),
        ("ar", "مفتوح السبت", "?day=6"),
        ("so", "sabti furan", "?day=6"),
    ],
)
def test_who_asks_only_when_is_led_to_what_runs_then(client, language, question, answer):
    response = client.get(f"/{language}/stod/", {"q": question, "cost": "free"})

    assert response.status_code == 302
    assert sorted(response["Location"].partition("?")[2].split("&")) == sorted(
        ["cost=free", *answer.removeprefix("?").split("&")]
    )
    assert response["Cache-Control"] == "no-store"


def test_an_open_preschool_on_a_day_is_still_an_open_preschool(client):
    confirmed_schedule(offering("oppen", title="Öppen förskola"), 6)

    page = client.get("/sv/stod/", {"q": "öppen förskola på lördag"})

    assert page.status_code == 200
    assert hits(page) == ["oppen"]
