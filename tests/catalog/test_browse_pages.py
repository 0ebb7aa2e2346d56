"""A page for each topic, type, adult, area, place and administration."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from support.models import TranslationState
from tests.catalog.reading import Element, hits, named_in, notices, read, suggested, total
from tests.factories import (
    administration,
    area,
    audience,
    offering,
    offering_type,
    place,
    place_in_use,
    topic,
    update,
)

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = datetime.timedelta(days=1)
# Address → what makes the word it is about.
WORDS = {
    "/sv/amne/word/": topic,
    "/sv/typ/word/": offering_type,
    "/sv/for/word/": audience,
    "/sv/omrade/word/": area,
    "/sv/aktor/word/": administration,
}


def with_word(make, *slugs: str) -> None:
    """Offerings that have the word, whatever kind of word it is."""
    for slug in slugs:
        if make is topic:
            offering(slug, topics=["word"])
        elif make is offering_type:
            offering(slug, type="word")
        elif make is audience:
            offering(slug, audiences=["word"])
        elif make is area:
            offering(slug, areas=["word"])
        else:
            offering(slug, administration="word")


def promises(client: Client, page: Element) -> list[tuple[str, int, int]]:
    """(address, how many the link says, how many there are) of each link to the list that says how many."""
    found = []
    for link in page.one("main").all("a"):
        numbers = re.findall(r"\d+", link.text)
        if link.get("href").startswith("/sv/stod/?") and numbers:
            found.append((link["href"], int(numbers[0]), total(client.get(link["href"]))))
    return found


# --- All of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "make"), WORDS.items())
def test_a_page_shows_what_has_the_word_and_nothing_else(client, path, make):
    make("word")
    with_word(make, "a", "b")
    offering("other", places=["hall"])
    for status in ("draft", "review", "withdrawn"):
        offering(status, topics=["word"], audiences=["word"], areas=["word"], status=status)

    response = client.get(path)

    assert set(hits(response)) == {"a", "b"}
    assert total(response) == 2


@pytest.mark.parametrize(("path", "make"), WORDS.items())
def test_a_word_without_anything_has_a_page_that_says_so(client, path, make):
    make("word")

    response = client.get(path)

    assert response.status_code == 200
    assert total(response) == 0
    assert read(response).one("main").all("p")


@pytest.mark.parametrize("has_something", [False, True])
@pytest.mark.parametrize(("path", "make"), WORDS.items())
def test_a_page_is_on_the_map_just_when_search_engines_may_keep_it(client, path, make, has_something):
    make("word")
    if has_something:
        with_word(make, "a")

    may_be_kept = not read(client.get(path)).all("meta", name="robots")

    assert (f"{path}<" in client.get("/sitemap.xml").content.decode()) is may_be_kept
    assert may_be_kept or not has_something


@pytest.mark.parametrize("path", ["amne", "typ", "for", "omrade", "plats", "aktor"])
@pytest.mark.parametrize("slug", ["nonsense", "NONSENSE", "-", "_", "x" * 3_000])
def test_what_never_was_is_not_found(client, path, slug):
    assert client.get(f"/sv/{path}/{slug}/").status_code == 404


@pytest.mark.parametrize(("path", "make"), WORDS.items())
def test_a_word_that_is_not_used_any_more_keeps_its_page_for_old_links(client, path, make):
    make("word")
    with_word(make, "a")
    in_use = read(client.get(path))
    make("word", is_retired=True)

    response = client.get(path)
    retired = read(response)

    assert hits(response) == ["a"]
    assert len(retired.one("main").all("p", class_="notice")) == len(
        in_use.one("main").all("p", class_="notice")
    ) + (1)
    assert not in_use.all("meta", name="robots")
    assert retired.one("meta", name="robots")["content"] == "noindex"


@pytest.mark.parametrize(("path", "make"), WORDS.items())
@pytest.mark.parametrize("is_retired", [False, True])
def test_a_link_that_says_how_many_leads_to_as_many(client, path, make, is_retired):
    make("word")
    with_word(make, *(f"o{number}" for number in range(30)))
    offering("other", type="other", administration="other", places=["hall"])
    make("word", is_retired=is_retired)

    found = promises(client, read(client.get(path)))

    assert found or is_retired
    assert [promise for promise in found if promise[1] != promise[2]] == []


@pytest.mark.parametrize("path", ["/sv/typ/word/", "/sv/for/father/", "/sv/omrade/norrby/"])
def test_a_part_of_a_page_that_says_how_many_leads_to_as_many(client, path):
    audience("father")
    for number in range(30):
        offering(f"wide-{number}", type="word", audiences=["father"])
    for number in range(5):
        offering(f"local-{number}", type="word", areas=["norrby"])
        offering(f"other-{number}", type="counselling", audiences=["father"], areas=["boda"])

    found = promises(client, read(client.get(path)))

    assert found
    assert [promise for promise in found if promise[1] != promise[2]] == []


def test_more_than_fit_on_a_page_can_all_be_reached_from_it(client):
    """The rest is where a link leads that says how many there are."""
    many = {
        "/sv/plats/hall/": {"places": ["hall"]},
        "/sv/aktor/partner/": {"cooperating": ["partner"]},
        "/sv/for/neighbour/": {"audiences": ["all_important_adults"]},
        "/sv/omrade/gota/": {"areas": ["norrby"]},
    }
    audience("neighbour")
    area("gota", latitude=57.70, longitude=12.93)
    area("norrby", latitude=57.71, longitude=12.92)
    for address, fields in many.items():
        kind = address.split("/")[3]
        for number in range(30):
            offering(f"{kind}-{number}", type=kind, **fields)

    for address in many:
        page = client.get(address)
        shown = {slug for slug in named_in(read(page)) if slug.startswith(address.split("/")[3])}
        links = [link for link in read(page).one("main").all("a") if "30" in link.text]
        reached = {total(client.get(link["href"])) for link in links if link["href"]}
        assert len(shown) == 30 or 30 in reached, address


@pytest.mark.parametrize("path", ["amne/word/", "typ/word/", "for/word/"])
def test_texts_of_a_word_fall_back_and_say_so(client, path):
    for make in (topic, offering_type, audience):
        make("word", name_sv="Ordet", description_sv="Vad **det** är.")

    main = read(client.get(f"/ar/{path}")).one("main")

    assert main.one("h1").one("span")["data-fallback"] == "sv"
    prose = main.one("div", class_="prose browse__lead")
    assert (prose["lang"], prose["data-fallback"]) == ("sv", "sv")
    assert prose.one("strong").text == "det"


@pytest.mark.parametrize("path", ["amne/word/", "typ/word/", "for/word/", "omrade/word/", "plats/word/"])
def test_hostile_names_and_texts_stay_words(client, path):
    hostile = '<script>alert(1)</script>"><b>&amp;'
    for make in (topic, offering_type, audience):
        make("word", name_sv=hostile, description_sv=hostile)
    area("word", name=hostile[:80])
    place_in_use("word", name=hostile, area="word", street_address=hostile, accessibility_sv=hostile)

    page = read(client.get(f"/sv/{path}"))

    assert hostile in page.one("title").text
    assert not page.all("script") and not page.one("main").all("b")


# --- Made by a machine -----------------------------------------------------------------------------


def machine_made(row, *fields: str) -> None:
    for field in fields:
        TranslationState.objects.create(
            content=row, field=field, language="ar", origin="machine", source_hash="x"
        )


@pytest.mark.parametrize(
    "path",
    [
        *("alder/", "alder/3/", "amne/sleep/", "typ/course/", "for/father/", "for/neighbour/"),
        *("omrade/norrby/", "omrade/boda/", "plats/hall/", "aktor/own/", "aktor/partner/"),
        *("stod/other/", "stod/?topic=sleep&age=17&area=norrby"),
    ],
)
def test_a_machine_made_name_of_an_offering_is_labelled_until_a_person_has_read_it(client, path):
    audience("neighbour")
    area("norrby", latitude=57.71, longitude=12.92)
    area("boda", latitude=57.73, longitude=12.95)
    made = offering(
        "made",
        ages=(3, 3),
        title_ar="مقهى",
        topics=["sleep"],
        audiences=["father", "all_important_adults"],
        places=[place("hall", area="norrby")],
        administration="own",
        cooperating=["partner"],
    )
    offering("other", ages=(3, 3), topics=["sleep"], audiences=["mother"], assured_on=timezone.localdate())
    machine_made(made, "title")
    page = client.get(f"/ar/{path}")
    assert "مقهى" in page.content.decode()

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(notices(page)) == len(notices(client.get(f"/ar/{path}"))) + 1


@pytest.mark.parametrize(("path", "make"), list(WORDS.items())[:3])
@pytest.mark.parametrize("field", ["name", "description"])
def test_the_machine_made_words_of_a_page_are_labelled_too(client, path, make, field):
    word = make("word", **{f"{field}_sv": "Ord", f"{field}_ar": "كلمة"})
    machine_made(word, field)
    address = path.replace("/sv/", "/ar/")
    unread = notices(client.get(address))

    TranslationState.objects.update(reviewed_on=timezone.localdate())

    assert len(unread) == len(notices(client.get(address))) + 1


# --- Topics ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_sensitive_topic_leaves_no_trace_and_has_a_way_out(client, language):
    topic("violence", is_sensitive=True, name_sv="Våld", name_ar="عنف", description_sv="Om våld.")
    offering("refuge", topics=["violence"], title="Kvinnojouren")

    response = client.get(f"/{language}/amne/violence/")
    page = read(response)

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    assert page.one("aside", class_="exit-bar").one("a")["rel"].split()[0] == "noreferrer"
    for word in ("Våld", "våld", "عنف", "Kvinnojouren", "Föräldraskapsguiden"):
        assert word not in page.one("title").text
    assert hits(response) == ["refuge"]


def test_an_ordinary_topic_has_no_way_out_to_mistake_for_something(client):
    topic("sleep")

    response = client.get("/sv/amne/sleep/")

    assert response["Cache-Control"].startswith("public")
    assert not read(response).all(class_="exit-bar")


def test_a_retired_sensitive_topic_is_still_sensitive(client):
    topic("violence", is_sensitive=True, is_retired=True)

    response = client.get("/sv/amne/violence/")

    assert response["Cache-Control"] == "no-store"
    assert read(response).all(class_="exit-bar")


def test_a_topic_names_the_topics_it_shares_most_support_with(client):
    for number in range(8):
        offering(f"o{number}", topics=["sleep", f"near-{number}"])
    offering("both", topics=["sleep", "food", "crying"])
    offering("more", topics=["sleep", "food"])
    offering("far", topics=["school"])
    offering("draft", topics=["sleep", "secret"], status="draft")
    topic("near-0", is_retired=True)

    links = [link.get("href") for link in read(client.get("/sv/amne/sleep/")).one("main").all("a")]
    named = [address for address in links if address.startswith("/sv/amne/") and address != "/sv/amne/"]

    assert "/sv/amne/food/" in named
    assert not {"/sv/amne/sleep/", "/sv/amne/school/", "/sv/amne/secret/", "/sv/amne/near-0/"} & set(named)
    assert 1 < len(named) < 8


# --- Adults ----------------------------------------------------------------------------------------


def test_the_pages_of_two_adults_differ_in_words_and_in_what_they_show_first(client):
    audience("father", heading_sv="För dig som är pappa", description_sv="Du behövs.")
    audience("grandparent", heading_sv="För dig som är mormor", description_sv="Barnbarn och du.")
    offering("talk", type="counselling", audiences=["father"])
    offering("go", type="open_preschool", audiences=["father", "grandparent"])
    offering("learn", type="course", audiences=["father", "grandparent"])

    pages = {who: read(client.get(f"/sv/for/{who}/")) for who in ("father", "grandparent")}

    headings = {page.one("h1").text for page in pages.values()}
    assert headings == {"För dig som är pappa", "För dig som är mormor"}
    texts = {page.one("div", class_="prose browse__lead").text for page in pages.values()}
    assert texts == {"Du behövs.", "Barnbarn och du."}
    assert named_in(read(client.get("/sv/for/father/"))) == ["go", "talk", "learn"]
    assert named_in(read(client.get("/sv/for/grandparent/"))) == ["go", "learn"]
    assert [len(page.all("section", class_="shelf")) for page in pages.values()] == [3, 2]


def test_nobody_who_looks_for_a_playgroup_meets_a_crisis_line_first(client):
    topic("violence", is_sensitive=True)
    offering("crisis", type="helpline", audiences=["father"], topics=["violence"], ages=(3, 3))
    offering("chat", type="helpline", audiences=["father"])

    assert hits(client.get("/sv/for/father/")) == ["chat", "crisis"]


def test_what_is_for_every_adult_is_suggested_to_a_neighbour_for_whom_nobody_wrote_anything(client):
    audience("neighbour", heading_sv="För dig som är granne")
    offering("everyone", audiences=["all_important_adults"])
    offering("fathers", audiences=["father"])

    response = client.get("/sv/for/neighbour/")

    assert hits(response) == []
    assert total(response) == 0
    assert suggested(response) == ["everyone"]


def test_what_names_an_adult_is_not_suggested_to_her_once_more(client):
    offering("both", audiences=["all_important_adults", "father"])
    offering("everyone", audiences=["all_important_adults"])

    response = client.get("/sv/for/father/")

    assert hits(response) == ["both"]
    assert suggested(response) == ["everyone"]


def test_what_is_for_every_adult_is_not_for_the_child(client):
    offering("child", audiences=["child_itself"])
    offering("everyone", audiences=["all_important_adults"])

    response = client.get("/sv/for/child_itself/")

    assert (hits(response), suggested(response)) == (["child"], [])


def test_every_adult_together_has_a_page_of_its_own(client):
    offering("everyone", audiences=["all_important_adults"])

    response = client.get("/sv/for/all_important_adults/")

    assert (hits(response), suggested(response)) == (["everyone"], [])


# --- Administrations -------------------------------------------------------------------------------


def test_what_an_administration_answers_for_stands_apart_from_what_it_takes_part_in(client):
    administration("own", phone="033-12 34 56", email="egen@example.se")
    offering("responsible", administration="own", cooperating=["other"])
    offering("partner", administration="other", cooperating=["own"])
    offering("both", administration="own", cooperating=["own"])
    offering("stranger", administration="other")

    response = client.get("/sv/aktor/own/")
    links = {link["href"] for link in read(response).one("main").all("a")}

    assert set(hits(response)) == {"responsible", "both"}
    assert total(response) == 2
    assert suggested(response) == ["partner"]
    assert {"tel:+4633123456", "mailto:egen@example.se"} <= links


def test_an_administration_that_only_takes_part_says_so_and_may_be_found(client):
    offering("partner", administration="other", cooperating=["own"])

    response = client.get("/sv/aktor/own/")

    assert (hits(response), total(response), suggested(response)) == ([], 0, ["partner"])
    assert not read(response).all("meta", name="robots")


def test_an_administration_shows_its_latest_news(client):
    offering("a", administration="own")
    today = timezone.localdate()
    for number in range(4):
        update(f"news-{number}", administration="own", published_on=today - number * DAY)
    update("others", administration="other")
    update("secret", administration="own", is_published=False)

    links = [link["href"] for link in read(client.get("/sv/aktor/own/")).one("main").all("a")]

    assert [address for address in links if "/nytt/" in address] == [
        f"/sv/nytt/news-{number}/" for number in range(3)
    ]


def test_the_note_to_colleagues_is_on_no_page(client):
    administration("own", note="Ring inte Lisa.")
    offering("a", administration="own")

    assert "Lisa" not in client.get("/sv/aktor/own/").content.decode()


def test_a_type_tells_what_is_in_one_part_of_the_city_from_what_is_for_all(client):
    offering("wide", type="course", title="A")
    offering("local", type="course", title="B", areas=["norrby"])

    response = client.get("/sv/typ/course/")

    assert hits(response) == ["local", "wide"]
    assert len(read(response).all("section", class_="shelf")) == 2
