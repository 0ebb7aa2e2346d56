"""How true a page is, who answers for it, and whom to ask."""

import datetime

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext, pgettext

from boras_guide.languages import LANGUAGES
from catalog.emergency import SWITCHBOARD
from support.models import Administration, Offering, Update
from tests.catalog import every_page
from tests.catalog.reading import Element, read
from tests.factories import administration, offering, update

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
CHANGED = datetime.datetime(2026, 5, 4, 23, 30, tzinfo=datetime.UTC)  # the fifth in Borås
OWN, THEIRS = "033-12 34 56", "033-65 43 21"
SWITCH_TEL = "tel:+46" + SWITCHBOARD.replace("-", "").replace(" ", "").removeprefix("0")
# On these stands nothing that anybody could have changed or confirmed: they list pages, or are in the code.
WITHOUT_RECORD = {
    "start",
    "list",
    "list with a filter",
    "list without a hit",
    "calendar",
    "list of times without anything",
    "list of the times of a day",
    "topics",
    "types",
    "audiences",
    "areas",
    "places",
    "administrations",
    "news",
    "urgent help",
}


def record(client, path: str) -> Element:
    return read(client.get(path)).one("div", class_="record")


def said(outer: Element, label: str, language: str = "sv") -> list[Element]:
    """What stands under a label, whatever the label is called in that language."""
    with translation.override(language):
        names = {gettext(label), pgettext("date", label)}
    return [dd for dt in outer.all("dt") if dt.text in names for dd in dt.parent.all("dd")]


def one_day(elements: list[Element]) -> str:
    (element,) = elements
    return element.one("time")["datetime"]


def numbers(outer: Element) -> set[str]:
    return {link["href"] for link in outer.all("a") if link.get("href").startswith("tel:")}


def changed(row: Offering | Update, by: str, at: datetime.datetime = CHANGED) -> None:
    """As the desk leaves it behind."""
    type(row).objects.filter(pk=row.pk).update(changed_by=administration(by), changed_at=at)


# --- On every page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_with_content_says_who_answers_for_it_and_whom_to_ask(client, language):
    every_page.make()

    for kind, path in every_page.PATHS.items():
        if kind in WITHOUT_RECORD:
            continue
        outer = record(client, f"/{language}/{path}")
        assert said(outer, "Responsible", language)[0].text, kind
        assert numbers(outer) or kind == "a piece of news", kind


# --- Changed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "path"), [(offering, "/sv/stod/a/"), (update, "/sv/nytt/a/")], ids=["offering", "news"]
)
def test_it_says_when_it_was_changed_and_by_which_administration_after_an_editor_changed_it(
    client, make, path
):
    row = make("a")
    before = record(client, path)

    changed(row, "socialforvaltningen")
    after = record(client, path)

    assert said(before, "Last changed") == said(before, "Changed by") == []
    assert one_day(said(after, "Last changed")) == "2026-05-05"
    assert [one.text for one in said(after, "Changed by")] == ["Socialforvaltningen"]


def test_it_never_says_which_person_changed_it(client, admin_user, settings):
    settings.SIMPLE_HISTORY_ENABLED = True
    admin_user.first_name, admin_user.last_name, admin_user.username = "Lisa", "Lagerlöf", "lisa.lagerlof"
    admin_user.save()
    babycafe = offering("a")
    babycafe._history_user = admin_user
    babycafe.save()
    changed(babycafe, "socialforvaltningen")

    content = client.get("/sv/stod/a/").content.decode().lower()

    assert "lisa" not in content and "lagerl" not in content


@pytest.mark.parametrize(
    "path",
    ["alder/3/", "amne/sleep/", "typ/course/", "for/father/", "omrade/norrby/", "plats/hall/", "aktor/own/"],
)
def test_a_page_that_gathers_changes_when_something_on_it_does(client, path):
    fields = {
        "ages": (3, 3),
        "topics": ["sleep"],
        "audiences": ["father"],
        "places": ["hall"],
        "areas": ["norrby"],
        "administration": "own",
    }
    first, latest = offering("first", **fields), offering("latest", **fields)
    offering("untouched", **fields)
    elsewhere = offering(
        "elsewhere", ages=(9, 9), type="group", places=["library"], areas=["boda"], administration="other"
    )
    before = record(client, f"/sv/{path}")

    changed(first, "own", CHANGED - 9 * DAY)
    changed(latest, "socialforvaltningen")
    changed(elsewhere, "other", CHANGED + 9 * DAY)
    after = record(client, f"/sv/{path}")

    assert said(before, "Last changed") == said(before, "Changed by") == []
    assert one_day(said(after, "Last changed")) == "2026-05-05"
    assert [one.text for one in said(after, "Changed by")] == ["Socialforvaltningen"]


# --- Confirmed -------------------------------------------------------------------------------------


def test_an_offering_says_on_which_day_it_was_confirmed(client):
    offering("a", assured_on=datetime.date(2026, 5, 4), source_seen_year=2025)

    (confirmed,) = said(record(client, "/sv/stod/a/"), "Confirmed")

    assert confirmed.one("time")["datetime"] == "2026-05-04"
    assert "2025" not in confirmed.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [2023, None])
def test_or_that_nobody_has_and_from_which_year_the_facts_are(client, language, year):
    offering("a", source_seen_year=year)

    (confirmed,) = said(record(client, f"/{language}/stod/a/"), "Confirmed", language)

    assert not confirmed.all("time") and confirmed.text
    assert ("2023" in confirmed.text) is (year is not None)
    assert "None" not in confirmed.text


@pytest.mark.parametrize(
    "path", ["alder/3/", "amne/sleep/", "typ/course/", "for/father/", "aktor/own/", "alder/"]
)
def test_a_page_that_gathers_says_how_many_of_its_offerings_somebody_has_confirmed(client, path):
    fields = {"ages": (2, 4), "topics": ["sleep"], "audiences": ["father"], "administration": "own"}
    for number in range(3):
        offering(f"o{number}", **fields)
    offering("confirmed", assured_on=timezone.localdate(), **fields)
    offering("draft", status="draft", assured_on=timezone.localdate(), **fields)

    (confirmed,) = said(record(client, f"/sv/{path}"), "Confirmed")

    assert [int(word) for word in confirmed.text.split() if word.isdigit()] == [1, 4]


def test_where_none_is_confirmed_it_counts_nothing(client):
    offering("a", topics=["sleep"])

    assert said(record(client, "/sv/amne/sleep/"), "Confirmed") == []


def test_it_counts_what_did_not_fit_on_the_page_too(client):
    for number in range(30):
        offering(f"o{number:02}", topics=["sleep"], assured_on=timezone.localdate())

    (confirmed,) = said(record(client, "/sv/amne/sleep/"), "Confirmed")

    assert [int(word) for word in confirmed.text.split() if word.isdigit()] == [30, 30]


# --- Questions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Administration.Kind.values)
@pytest.mark.parametrize(
    ("own", "theirs", "expected"),
    [
        (OWN, THEIRS, {"tel:+4633123456"}),
        (OWN, "", {"tel:+4633123456"}),
        ("", THEIRS, {"tel:+4633654321"}),
        ("", "", None),
    ],
)
def test_a_question_goes_to_its_own_number_else_the_administrations_else_the_citys(
    client, kind, own, theirs, expected
):
    offering("a", phone=own, administration=administration("who", kind=kind, phone=theirs))

    if expected is None:  # the city answers for the city alone
        expected = {SWITCH_TEL} if kind == "municipal" else set()
    assert numbers(record(client, "/sv/stod/a/")) == expected


def test_at_the_switchboard_one_asks_for_it_by_its_swedish_name(client):
    offering("a", phone="", title="Babycafé Norrby", title_ar="مقهى")

    outer = record(client, "/ar/stod/a/")

    assert "Babycafé Norrby" in outer.text
    assert outer.one("bdi", lang="sv").text == "Babycafé Norrby"


def test_a_hostile_name_to_ask_for_stays_a_name(client):
    hostile = "<script>alert(1)</script>"
    offering("a", phone="", title=hostile)

    assert record(client, "/sv/stod/a/").one("bdi", lang="sv").text == hostile


@pytest.mark.parametrize(
    ("kind", "phone", "expected"),
    [
        ("municipal", THEIRS, {"tel:+4633654321"}),
        ("municipal", "", {SWITCH_TEL}),
        ("civil_society", THEIRS, {"tel:+4633654321"}),
        ("civil_society", "", set()),
    ],
)
@pytest.mark.parametrize("path", ["/sv/aktor/who/", "/sv/nytt/a/"])
def test_a_question_about_an_administration_or_its_news_goes_to_it(client, kind, phone, expected, path):
    update("a", administration=administration("who", kind=kind, phone=phone))

    assert numbers(record(client, path)) == expected


def test_mail_and_website_are_the_offerings_own(client):
    offering("a", email="egen@example.se", website="https://www.boras.se/a")

    links = {link["href"]: link for link in record(client, "/sv/stod/a/").all("a")}

    assert {"mailto:egen@example.se", "https://www.boras.se/a"} <= links.keys()
    assert links["https://www.boras.se/a"]["rel"] == "noreferrer"


# --- Responsible -----------------------------------------------------------------------------------


def test_the_responsible_and_the_cooperating_lead_to_their_pages(client):
    offering("a", administration="own", cooperating=["partner"])

    outer = record(client, "/sv/stod/a/")

    assert said(outer, "Responsible")[0].one("a")["href"] == "/sv/aktor/own/"
    assert said(outer, "Together with")[0].one("a")["href"] == "/sv/aktor/partner/"
    for link in outer.all("a"):
        if link["href"].startswith("/"):
            assert client.get(link["href"]).status_code == 200


# --- May be out of date ----------------------------------------------------------------------------


def outdated(client, path: str) -> str:
    """What the notice says first; "" where there is none. It stands once."""
    found = [
        one
        for one in read(client.get(path)).one("main").all("div", class_="notice")
        if icon(one) == "history"
    ]
    assert len(found) <= 1
    return found[0].all("p")[0].text if found else ""


def icon(outer: Element) -> str:
    return outer.all("use")[0]["href"].partition("#")[2] if outer.all("use") else ""


@pytest.fixture
def words(client) -> dict[str, str]:
    """Reason → how the notice words it."""
    offering("old-one", assured_on=timezone.localdate() - 900 * DAY)
    offering("replaced-one", replaced_by=Offering.objects.get(slug="old-one"))
    said = {"": "", **{reason: outdated(client, f"/sv/stod/{reason}-one/") for reason in ("old", "replaced")}}
    assert len(set(said.values())) == 3
    return said


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"assured_on": 0}, ""),
        ({"assured_on": 364}, ""),
        ({"assured_on": 400}, "old"),
        ({"source_seen_year": 0}, ""),
        ({"source_seen_year": 1}, ""),
        ({"source_seen_year": 2}, "old"),
        ({"source_seen_year": 5, "assured_on": 3}, ""),  # somebody has looked since
        ({}, ""),
    ],
)
def test_an_offering_that_nobody_has_looked_after_for_a_year_says_so(client, words, fields, reason):
    today = timezone.localdate()
    if "assured_on" in fields:
        fields = fields | {"assured_on": today - fields["assured_on"] * DAY}
    if "source_seen_year" in fields:
        fields = fields | {"source_seen_year": today.year - fields["source_seen_year"]}
    offering("a", **fields)

    assert outdated(client, "/sv/stod/a/") == words[reason]


def test_an_offering_that_something_newer_has_replaced_says_so_and_leads_there(client, words):
    newer = offering("newer", title="Det nya", ages=(9, 9))
    offering("a", replaced_by=newer, assured_on=timezone.localdate())

    assert outdated(client, "/sv/stod/a/") == words["replaced"]
    assert read(client.get("/sv/stod/a/")).one("main").all("a", href="/sv/stod/newer/")


def test_an_offering_does_not_lead_to_a_successor_that_is_not_public(client, words):
    offering("a", replaced_by=offering("newer", title="Hemligt", status="draft"))

    content = client.get("/sv/stod/a/").content.decode()

    assert outdated(client, "/sv/stod/a/") == words["replaced"]
    assert "Hemligt" not in content and "/stod/newer/" not in content


@pytest.mark.parametrize(("days", "reason"), [(0, ""), (365, ""), (366, "old")])
def test_old_news_says_so_once(client, words, days, reason):
    update("a", published_on=timezone.localdate() - days * DAY)

    assert outdated(client, "/sv/nytt/a/") == words[reason]


def test_replaced_news_says_so_rather_than_that_it_is_old(client, words):
    update("a", published_on=timezone.localdate() - 900 * DAY, replaced_by=update("newer"))

    assert outdated(client, "/sv/nytt/a/") == words["replaced"]
