"""The desk's lists: what they show, how they are narrowed, and that a longer one costs no more."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from support.models import Direction, Offering, Strategy, Term, TranslationState
from support.moments import moment
from tests import factories

pytestmark = pytest.mark.django_db
DESK = "/redaktion/"
OFFERINGS = f"{DESK}support/offering/"


@pytest.fixture
def cafe() -> Offering:
    return factories.offering("babycafe", topics=["anknytning"], places=["familjehuset"], spoken=["so"])


def rows(html: str) -> list[str]:
    """What each row of a list says, cell after cell."""
    body = html.split('id="result_list"')[-1].split("<tbody>")[-1].split("</tbody>")[0]
    return [
        " | ".join(re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row))
        for row in re.findall(r"<tr>.*?</tr>", body, re.S)
    ]


def names(html: str) -> list[str]:
    return re.findall(r'<th class="field-\w+[^"]*"><a [^>]*>([^<]+)</a>', html)


def test_the_list_answers_what_editors_ask(editor, cafe):
    html = editor.open(OFFERINGS)

    for heading in ("Namn", "Läge", "Ålder", "Slag av stöd", "Ansvarig", "Ändrad", "Bekräftad"):
        assert f">{heading}<" in html


def test_the_list_can_show_what_nobody_has_confirmed(editor):
    factories.offering("glomd")
    factories.offering("kontrollerad", assured_on=timezone.localdate())
    factories.offering("gammal", assured_on=datetime.date(2020, 1, 1))

    def names(chosen: str) -> set[str]:
        html = editor.open(f"{OFFERINGS}?bekraftad={chosen}")
        return {name for name in ("Glomd", "Kontrollerad", "Gammal") if f">{name}<" in html}

    assert names("aldrig") == {"Glomd"}
    assert names("i-ar") == {"Kontrollerad"}
    assert names("tidigare") == {"Gammal"}


@pytest.mark.once
@pytest.mark.parametrize(
    "name",
    [
        "administration",
        "area",
        "audience",
        "closure",
        "direction",
        "occasion",
        "offering",
        "offeringtype",
        "place",
        "schedule",
        "spokenlanguage",
        "strategy",
        "term",
        "topic",
        "translationstate",
        "update",
    ],
)
def test_a_longer_list_asks_the_database_no_more(editor, name):
    path = f"{DESK}support/{name}/"

    def one_more(slug: str) -> None:
        offering = factories.offering(
            slug, places=[slug], areas=[slug], topics=[slug], audiences=[slug], type=slug, administration=slug
        )
        factories.place(slug, area=slug)
        factories.schedule(offering, 1, "09:00", "12:00", place=offering.places.get())
        factories.occasion(offering, datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC))
        factories.closure(offering, datetime.date(2026, 5, 4))
        factories.update(slug, is_published=len(slug) % 2 == 0)
        factories.spoken_language(slug[-2:])
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=Term.objects.count())
        factories.term(slug, day, day)
        for goal in (Strategy, Direction):
            goal.objects.create(slug=slug, name=slug, source="Målbild")
        TranslationState.objects.create(
            content=offering, field="title", language="en", origin="machine", source_hash=slug[:16]
        )

    def queries() -> int:
        editor.open(path)  # fills what Django remembers between requests
        with CaptureQueriesContext(connection) as asked:
            editor.open(path)
        return len(asked)

    one_more("forst")
    few = queries()
    for number in range(8):
        one_more(f"nummer-{number}")

    assert queries() == few


# --- The number of offerings, and the way to them --------------------------------------------------


def test_a_number_of_offerings_leads_to_exactly_these(editor):
    north = factories.place("norrby-hus", area="norrby")
    times = factories.offering("tider", topics=["lek", "mat"], type="group", administration="kultur")
    factories.schedule(times, 1, "09:00", "12:00", place=north)
    factories.schedule(times, 2, "09:00", "12:00", place=north)
    factories.offering(
        "babycafe",
        topics=["lek"],
        areas=["boda"],
        places=[north],
        audiences=["foralder"],
        spoken=["so"],
        status="draft",
    )
    factories.offering("kurs", cooperating=["kultur"])
    for goal, field in ((Strategy, "strategies"), (Direction, "directions")):
        getattr(times, field).add(goal.objects.create(slug="tidigt", name="Tidigt", source="Målbild"))
    expected = {
        ("topic", "Lek"): {"Tider", "Babycafe"},
        ("topic", "Mat"): {"Tider"},
        ("offeringtype", "Group"): {"Tider"},
        ("audience", "Foralder"): {"Babycafe"},
        ("area", "Boda"): {"Babycafe"},
        ("area", "Norrby"): {"Babycafe"},  # by way of its place
        ("place", "Norrby hus"): {"Tider", "Babycafe"},
        ("administration", "Kultur"): {"Tider"},  # responsible for, not cooperating in
        ("spokenlanguage", "somaliska (so)"): {"Babycafe"},
        ("strategy", "Tidigt"): {"Tider"},
        ("direction", "Tidigt"): {"Tider"},
    }

    for (model, name), offerings in expected.items():
        html = editor.open(f"{DESK}support/{model}/")
        number, address = re.search(
            rf'<a href="([^"]*)" aria-label="(\d+) erbjudanden: {re.escape(name)}">', html
        ).group(2, 1)
        assert int(number) == len(offerings), (model, name)
        assert set(names(editor.open(address.replace("&amp;", "&")))) == offerings, (model, name)


def test_a_word_that_no_offering_has_says_so(editor):
    factories.topic("lek")

    assert '0 erbjudanden: Lek">0</a>' in editor.open(f"{DESK}support/topic/")


# --- Order and words -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", ["topic", "administration", "area", "place"])
def test_names_stand_in_swedish_order(editor, model):
    for number, name in enumerate(("Örby", "Zoo", "Ängen", "Åby", "adel")):
        column = "name" if model in ("area", "place") else "name_sv"
        getattr(factories, model)(f"nummer-{number}", **{column: name})

    assert names(editor.open(f"{DESK}support/{model}/")) == ["adel", "Zoo", "Åby", "Ängen", "Örby"]


def test_what_is_not_so_is_no_red_cross(editor):
    factories.topic("lek")
    factories.topic("vald", is_sensitive=True, is_retired=True)

    html = editor.open(f"{DESK}support/topic/")

    assert "icon-no" not in html
    assert rows(html) == ["Lek | 0 | – | lek | –", "Vald | 0 | ja | vald | ja"]


def test_the_list_says_whether_what_is_published_is_seen(editor):
    now = timezone.now()
    hour = datetime.timedelta(hours=1)
    factories.offering("kommer", publish_from=now + hour)
    factories.offering("slut", publish_until=now - hour)
    factories.offering("nu", publish_until=now + hour)
    factories.offering("utkast", status="draft", publish_from=now + hour)

    found = {row.split(" | ")[1]: row.split(" | ")[3] for row in rows(editor.open(OFFERINGS))}

    assert found["Kommer"] == f"publicerad, visas från {moment(now + hour)}"
    assert found["Slut"] == f"publicerad, slutade visas {moment(now - hour)}"
    assert found["Nu"] == f"publicerad, visas till {moment(now + hour)}"
    assert found["Utkast"] == "utkast"


# --- Filters ---------------------------------------------------------------------------------------


def test_times_that_are_over_can_be_left_out(editor, cafe):
    today = timezone.localdate()
    day = datetime.timedelta(days=1)
    factories.schedule(cafe, 1, "09:00", "10:00", valid_until=today - day)
    factories.schedule(cafe, 2, "09:00", "10:00", valid_until=today)
    factories.schedule(cafe, 3, "09:00", "10:00")
    factories.closure(cafe, today - day)
    factories.closure(cafe, today)
    factories.occasion(cafe, timezone.now() - 2 * day)
    factories.occasion(cafe, timezone.now() + day)

    def number(model: str, chosen: str) -> int:
        return len(rows(editor.open(f"{DESK}support/{model}/?tid={chosen}")))

    assert (number("schedule", "kvar"), number("schedule", "over")) == (2, 1)
    assert (number("closure", "kvar"), number("closure", "over")) == (1, 1)
    assert (number("occasion", "kvar"), number("occasion", "over")) == (1, 1)


def test_places_that_are_not_on_the_map_can_be_found(editor):
    factories.place("huset", latitude=57.72, longitude=12.94)
    factories.place("okant")

    assert names(editor.open(f"{DESK}support/place/?karta=nej")) == ["Okant"]
    assert names(editor.open(f"{DESK}support/place/?karta=ja")) == ["Huset"]


@pytest.mark.parametrize("chosen", ["bekraftad=x", "omrade=x", "plats=x", "overst=x", "tid=x", "karta=x"])
def test_a_filter_that_makes_no_sense_breaks_nothing(editor, cafe, chosen):
    for model in ("offering", "update", "schedule", "place"):
        response = editor.client.get(f"{DESK}support/{model}/?{chosen}", follow=True)
        assert response.status_code == 200


@pytest.mark.parametrize("model", ["offering", "update", "schedule", "occasion", "closure", "place"])
def test_numbers_at_the_filters_can_be_shown(editor, cafe, model):
    factories.area("boda")

    assert "facet" in editor.open(f"{DESK}support/{model}/?_facets=True")


def test_a_long_list_of_choices_is_closed_until_one_is_chosen(editor, cafe):
    for number in range(8):
        factories.topic(f"amne-{number}")

    def is_open(html: str) -> bool:
        return bool(re.search(r'data-filter-title="ämnen" open', html))

    assert not is_open(editor.open(OFFERINGS))
    assert is_open(editor.open(f"{OFFERINGS}?topics__id__exact={cafe.topics.get().pk}"))
