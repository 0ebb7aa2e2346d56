"""A page asks the database as much for a thousand offerings as for twenty."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from catalog.search import index, lexicon, misses
from support.ages import AgeSpan
from support.models import Closure, Occasion, Offering, Schedule, TranslationState
from support.models.translation_state import source_hash
from tests.catalog.searching import protection, synonym
from tests.factories import (
    administration,
    area,
    audience,
    offering_type,
    place,
    spoken_language,
    topic,
    update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # both are asked as often

LIST, DETAIL, LEXICON = 12, 8, 2
MANY = 1_020  # more than go as parameters into one question on SQLite: Django splits at 999
MOST = {
    "/ar/stod/": LIST,
    "/ar/stod/?page=2": LIST,
    "/ar/stod/?q=قهوة": LIST,
    "/ar/stod/?q=babycafe norrby&sort=title": LIST,
    "/ar/stod/?q=babycafé": LIST,
    "/ar/stod/?q=babycfe 3 år i area 2, type 1 om topic 3": LIST,  # misspelt, with an age and much to recognise
    "/ar/stod/?q=babycfe&as_typed=1": LIST,
    "/ar/stod/?q=qxzqxz babycafe": LIST,  # with a word that nobody knows
    "/ar/stod/?q=open baby cafe": LIST,
    "/ar/stod/?q=min man slår mig": LIST,  # protected
    "/ar/stod/?q=min man slår mig&topic=topic-1&age=3": LIST,
    "/sv/stod/?q=vi sjunger på norrby": LIST,
    "/sv/stod/forslag/?q=baby": 4,
    "/ar/stod/?q=babycafe&topic=topic-1&area=area-2&age=3&age=expecting&spoken=so&cost=fee": LIST,
    "/ar/stod/?type=type-1&audience=audience-1&administration=administration-1&start=booking&sort=changed": LIST,
    "/ar/stod/?age=99&q=babycafe": LIST,
    "/ar/stod/offering-7/": DETAIL,
    "/sv/stod/offering-7/": DETAIL,
    "/sv-simple/stod/offering-8/": DETAIL,
    "/ar/": DETAIL,
    "/ar/nytt/": DETAIL,
    "/ar/nytt/news-0/": DETAIL,
    "/ar/nytt/atom.xml": DETAIL,
    "/ar/stod/?q=zzzz&age=3&type=type-4&area=area-2": LIST,  # without a hit
    "/ar/stod/?age=17&type=type-4&area=area-1&spoken=so&cost=fee&open=now": LIST,
    "/ar/stod/?q=babycfe&day=tomorrow&type=type-4&area=area-1&spoken=so&cost=fee": LIST,
    "/ar/alder/": LIST,
    "/ar/alder/vantar-barn/": LIST,
    "/ar/alder/3/": LIST,
    "/ar/amne/": LIST,
    "/ar/amne/topic-1/": LIST,
    "/ar/typ/": LIST,
    "/ar/typ/type-1/": LIST,
    "/ar/for/": LIST,
    "/ar/for/audience-1/": LIST,
    "/ar/omrade/": LIST,
    "/ar/omrade/area-1/": LIST,
    "/ar/plats/": LIST,
    "/ar/plats/place-1/": LIST,
    "/ar/aktor/": LIST,
    "/ar/aktor/administration-1/": LIST,
    "/ar/om/": DETAIL,
    "/ar/kalender/": LIST,
    "/ar/kalender/?day=2&area=area-2&age=3&near=57.72,12.94": LIST,
    "/ar/kalender/?q=babycafe": LIST,
    "/ar/kalender/?age=17&type=type-4&area=area-1&spoken=so&cost=fee": LIST,  # without a hit
    f"/ar/kalender/?date={timezone.localdate() + datetime.timedelta(days=7)}&page=2": LIST,
    "/ar/akut/": 1,
    "/ar/nonsense/": 1,
}


def make_offerings(first: int, after_last: int) -> None:
    """With topics, areas, places, times and machine-made Arabic, in bulk."""
    linked = {
        "topics": [topic(f"topic-{n}") for n in range(12)],
        "areas": [area(f"area-{n}", latitude=57.6 + n / 50, longitude=12.8 + n / 50) for n in range(15)],
        "places": [place(f"place-{n}", area=f"area-{n}") for n in range(20)],
        "audiences": [audience(f"audience-{n}") for n in range(4)],
        "spoken_languages": [spoken_language(code) for code in ("sv", "ar", "so")],
        "cooperating": [administration(f"administration-{n}") for n in range(8)],
    }
    types = [offering_type(f"type-{n}") for n in range(5)]
    made = [offering_number(n, types, linked["cooperating"]) for n in range(first, after_last)]
    Offering.objects.bulk_create(made)
    link(made, linked)
    add_times(made, linked["places"])
    TranslationState.objects.bulk_create(
        TranslationState(
            content=new, field=field, language="ar", origin="machine", source_hash=source_hash("x")
        )
        for new in made
        for field in ("title", "summary")
    )
    for number in range(first, min(after_last, 60)):
        update(f"news-{number}")
        synonym(f"babycafé {number}", sv=f"småbarnsfika {number}")
        protection(f"danger-{number}", first=made[0], then=made[:5], sv="man slår")
    index.refresh([new.pk for new in made])


def offering_number(number: int, types: list, administrations: list) -> Offering:
    span = AgeSpan.from_years(None if number % 5 == 0 else number % 15, number % 15 + 2)
    new = Offering(
        slug=f"offering-{number}",
        code=f"c{number}",
        title_sv=f"Babycafé {number}",
        title_ar=f"قهوة {number}",
        summary_sv="Stöd på Norrby.",
        summary_ar="دعم",
        description_sv="Vi sjunger.",
        type=types[number % 5],
        administration=administrations[number % 8],
        minimum_age_months=span.minimum,
        maximum_age_months=span.maximum,
        expecting=span.expecting,
        is_area_wide=number % 3 == 0,
        cost=Offering.Cost.values[number % 3],
        start=Offering.Start.values[number % 5],
        phone="033-35 70 00",
        status="published",
        is_sensitive=number % 8 == 0,
    )
    new.set_sort_keys()
    return new


def link(made: list[Offering], linked: dict[str, list]) -> None:
    """Two of each kind of relation."""
    for relation, words in linked.items():
        field = Offering._meta.get_field(relation)
        through, word_id = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            through(offering_id=new.pk, **{word_id: words[(number + step) % len(words)].pk})
            for number, new in enumerate(made)
            for step in range(2)
        )


def add_times(made: list[Offering], places: list) -> None:
    """Two weekly times, one or two dates, one closed day."""
    now, today = timezone.now(), timezone.localdate()
    Schedule.objects.bulk_create(
        Schedule(
            offering=new,
            weekday=day,
            opens_at=datetime.time(9),
            closes_at=datetime.time(12),
            place=places[day],
            assured_on=today,
        )
        for new in made
        for day in (1, 3)
    )
    Occasion.objects.bulk_create(
        Occasion(
            offering=new, starts_at=now + datetime.timedelta(days=day), place=places[day], assured_on=today
        )
        for number, new in enumerate(made)
        for day in (2, 9)[: 1 + number % 2]
    )
    Closure.objects.bulk_create(Closure(offering=new, starts_on=today, ends_on=today) for new in made)


def know_the_tables() -> None:
    """A database that plans by what it knew of the tables before the tests filled them may take minutes."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture(scope="module")
def asked(for_the_module) -> dict[int, dict[str, int]]:
    """How many offerings there are → address → questions to the database."""

    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            Client().get(path)
        return len(queries)

    with for_the_module(), pytest.MonkeyPatch.context() as answer_only:
        answer_only.setattr(misses, "note", lambda *_: None)  # when the answer has left
        make_offerings(0, 20)
        know_the_tables()
        for path in MOST:
            Client().get(path)  # what a process learns once, it knows
        few = {path: questions(path) for path in MOST}
        make_offerings(20, MANY)
        know_the_tables()
        Client().get("/ar/stod/?q=words")  # and the words of the guide, until somebody changes it
        yield {20: few, MANY: {path: questions(path) for path in MOST}}


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_no_more_with_a_thousand_offerings_than_with_twenty(asked, path):
    assert asked[MANY][path] <= asked[20][path]


@pytest.mark.parametrize(("path", "most"), MOST.items())
def test_a_page_asks_the_database_little(asked, path, most):
    assert asked[MANY][path] <= most


def test_the_list_asks_as_much_in_every_language(asked, client):
    for language in LANGUAGES:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/{language}/stod/")
        assert len(queries) <= LIST


WITH_WORDS = [path for path in MOST if "q=" in path]


@pytest.mark.parametrize("path", WITH_WORDS)
def test_a_search_asks_little_also_when_the_guide_has_just_been_edited(asked, client, path):
    """What is remembered of its words is then read anew, in two questions more."""
    lexicon.forget()
    with CaptureQueriesContext(connection) as queries:
        client.get(path)

    assert len(queries) <= LIST + LEXICON


def test_nothing_is_asked_to_tell_a_reader_who_she_is(client, asked):
    with CaptureQueriesContext(connection) as queries:
        client.cookies["redaktion"] = "a" * 32
        client.get("/ar/stod/")

    assert not [query["sql"] for query in queries if "session" in query["sql"] or "auth_user" in query["sql"]]


def test_a_thousand_offerings_are_listed_in_order(client, asked):
    response = client.get("/ar/stod/?page=51")

    assert response.status_code == 200
    assert len(response.context["page"].object_list) == 20
