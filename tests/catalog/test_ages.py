"""The unbroken chain: a page for each age, and what begins and ends there."""

import re

import pytest

from boras_guide.languages import LANGUAGES
from support.ages import EXPECTING
from tests.catalog.reading import Element, hits, read, total
from tests.factories import offering

pytestmark = pytest.mark.django_db

AGES = [EXPECTING, *map(str, range(18))]


def path(age: str) -> str:
    return f"/sv/alder/{'vantar-barn' if age == EXPECTING else age}/"


def in_months(slug: str, youngest: int, oldest: int, **fields):
    return offering(slug, minimum_age_months=youngest, maximum_age_months=oldest, **fields)


def names(outer: Element) -> list[str]:
    """The offerings that it links to, each once, in order."""
    links = [link["href"] for link in outer.all("a")]
    slugs = [re.fullmatch(r"/\w+/stod/([^/?]+)/", address) for address in links]
    return list(dict.fromkeys(found[1] for found in slugs if found))


def afterwards(client, age: str) -> tuple[set[str], set[str]]:
    """On the page of that age: for whom it is the last year, and what begins at the next."""
    suggestions = read(client.get(path(age))).all(data_suggestions=True)
    if not suggestions:
        return set(), set()
    (outer,) = suggestions
    begin = {one["data-offering"] for one in outer.all("article", data_offering=True)}
    return set(names(outer)) - begin, begin


def stages(client) -> dict[str, Element]:
    """Age → where it stands on the whole chain."""
    items = read(client.get("/sv/alder/")).one("ol", class_="chain").all("li", class_="stage")
    assert len(items) == len(AGES)
    return dict(zip(AGES, items, strict=True))


# --- A page for each age ---------------------------------------------------------------------------


@pytest.mark.parametrize("age", AGES)
def test_every_age_has_a_page_also_when_there_is_nothing(client, age):
    response = client.get(path(age))

    assert response.status_code == 200
    assert total(response) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_age_has_a_heading_of_its_own_in_every_language(client, language):
    ages = ["vantar-barn", *range(18)]
    headings = [read(client.get(f"/{language}/alder/{age}/")).one("h1").text for age in ages]

    assert len(set(headings)) == len(ages)
    assert all(str(age) in text for age, text in zip(ages[1:], headings[1:], strict=True))


@pytest.mark.parametrize(
    "address", ["18", "-1", "abc", "007", "00", "01", "1.5", "1,5", "expecting", "99999999999999999999", "٧"]
)
def test_other_ages_have_none(client, address):
    assert client.get(f"/sv/alder/{address}/").status_code == 404


@pytest.mark.parametrize(
    ("youngest", "oldest", "ages"),
    [
        (0, 11, {0}),
        (0, 12, {0, 1}),  # one month into the second year of life
        (0, 14, {0, 1}),
        (13, 14, {1}),
        (11, 11, {0}),
        (12, 23, {1}),
        (16 * 12, 20 * 12 + 11, {16, 17}),
        (17 * 12 + 11, 18 * 12, {17}),
        (18 * 12, 20 * 12 + 11, set()),
        (0, 215, set(range(18))),
    ],
)
def test_an_offering_is_on_the_pages_of_just_the_ages_it_takes(client, youngest, oldest, ages):
    in_months("a", youngest, oldest)

    assert {age for age in AGES if hits(client.get(path(age))) == ["a"]} == set(map(str, ages))


def test_a_child_not_born_yet_is_another_matter_than_a_child_of_0_years(client):
    offering("baby", ages=(0, 0))
    in_months("pregnancy", 0, 0, expecting=True, type="before")
    in_months("later", 24, 35, expecting=True)

    assert set(hits(client.get(path(EXPECTING)))) == {"pregnancy", "later"}
    assert set(hits(client.get(path("0")))) == {"baby", "pregnancy"}


def test_each_page_says_the_same_as_the_list_and_the_chain(client):
    """Sixty spans of months, no two alike; the list is told by its own parameter."""
    for number in range(60):
        youngest = number * 37 % 200
        in_months(
            f"o{number}",
            youngest,
            youngest + number * number % 90,
            expecting=number % 7 == 0,
            type=f"type-{number % 4}",
        )
    on_the_chain = stages(client)

    for age in AGES:
        page = client.get(path(age))
        listed = {
            slug for number in (1, 2, 3) for slug in hits(client.get(f"/sv/stod/?age={age}&page={number}"))
        }
        assert set(hits(page)) == listed
        assert total(page) == len(listed)
        (link,) = on_the_chain[age].all("a", href=path(age))
        assert re.findall(r"\d+", link.text)[0] == str(len(listed))
        chips = [chip for chip in read(page).all("a", class_="chip") if chip["href"].startswith("#")]
        assert sum(int(re.findall(r"\d+", chip.text)[-1]) for chip in chips) == len(listed)


def test_what_is_meant_most_for_an_age_comes_first_of_all(client):
    offering("everyone", ages=(None, 17))
    offering("toddlers", ages=(1, 3))
    offering("twos", ages=(2, 2))
    offering("another-kind", ages=(2, 2), type="zoo")

    assert hits(client.get("/sv/alder/2/")) == ["twos", "another-kind", "toddlers", "everyone"]


def test_more_than_fit_on_a_page_are_behind_a_link_that_says_how_many(client):
    for number in range(27):
        offering(f"course-{number}", ages=(0, 17))
    offering("group", ages=(0, 17), type="group")

    response = client.get("/sv/alder/3/")
    links = {link["href"]: link for link in read(response).one("main").all("a")}
    all_courses = links["/sv/stod/?age=3&type=course"]

    assert total(response) == 28
    assert len(hits(response)) < 28
    assert "27" in all_courses.text
    assert total(client.get(all_courses["href"])) == 27


# --- What comes next -------------------------------------------------------------------------------


def test_a_page_tells_what_begins_at_the_next_age_and_for_what_this_is_the_last_year(client):
    offering("babies", ages=(0, 0))
    offering("small", ages=(0, 3))
    offering("ones", ages=(1, 1))
    offering("later", ages=(2, 5))

    assert afterwards(client, "0") == ({"babies"}, {"ones"})
    assert afterwards(client, "1") == ({"ones"}, {"later"})
    assert afterwards(client, "2") == (set(), set())
    assert afterwards(client, "3") == ({"small"}, set())


def test_what_begins_in_the_middle_of_a_year_begins_in_that_year(client):
    in_months("fourteen", 14, 40)
    in_months("until-fourteen", 0, 14)

    assert afterwards(client, "0") == (set(), {"fourteen"})
    assert afterwards(client, "1") == ({"until-fourteen"}, set())


def test_birth_comes_after_expecting(client):
    in_months("pregnancy", 0, 0, expecting=True)
    offering("midwife", ages=(None, 0))
    offering("baby", ages=(0, 2))

    assert afterwards(client, EXPECTING) == (set(), {"baby"})


def test_the_last_year_on_a_page_is_the_last_year_on_the_chain(client):
    """Also where a course for those who expect a child goes on when that child is two."""
    in_months("twice", 24, 35, expecting=True)
    in_months("fourteen", 0, 14)
    offering("teenager", ages=(13, 17))
    ending = {
        age: set(names(stage)) - {one["data-offering"] for one in stage.all("article", data_offering=True)}
        for age, stage in stages(client).items()
    }

    assert {age: afterwards(client, age)[0] for age in AGES} == ending


def test_after_17_there_is_nothing_to_come(client):
    offering("young-adults", ages=(16, 20))
    offering("grown-up", ages=(18, 20))

    assert afterwards(client, "16") == (set(), set())
    assert not read(client.get(path("17"))).all(data_suggestions=True)


@pytest.mark.parametrize("age", AGES[:-1])
def test_each_page_leads_to_the_next(client, age):
    following = path(AGES[AGES.index(age) + 1])

    assert [
        link
        for link in read(client.get(path(age))).one(data_suggestions=True).all("a")
        if link["href"] == following
    ]


def test_nothing_that_is_not_public_begins_or_ends(client):
    for status in ("draft", "review", "withdrawn"):
        offering(status, ages=(3, 3), status=status)
    offering("copy", ages=(3, 3), draft_of=offering("public", ages=(9, 9)))

    assert afterwards(client, "2") == afterwards(client, "3") == (set(), set())
    assert names(read(client.get("/sv/alder/"))) == ["public"]


# --- The whole chain -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("youngest", "oldest", "expecting", "begins", "ends"),
    [
        (0, 14, False, "0", "1"),
        (14, 40, False, "1", "3"),
        (0, 14, True, EXPECTING, "1"),
        (0, 0, True, EXPECTING, "0"),
        (16 * 12, 20 * 12 + 11, False, "16", None),  # goes on after the guide ends
        (60, 215, False, "5", None),
        (18 * 12, 20 * 12, False, None, None),
    ],
)
def test_an_offering_begins_and_ends_once(client, youngest, oldest, expecting, begins, ends):
    in_months("a", youngest, oldest, expecting=expecting)

    cards = {age: len(stage.all("article", data_offering="a")) for age, stage in stages(client).items()}
    named = {age: len(stage.all("a", href="/sv/stod/a/")) for age, stage in stages(client).items()}

    assert [age for age in AGES if cards[age]] == ([begins] if begins else [])
    assert [age for age in AGES if named[age] > cards[age]] == ([ends] if ends else [])


def test_the_chain_says_how_many_begin_and_end_where_it_names_only_some(client):
    for number in range(7):
        offering(f"o{number}", ages=(4, 6))
    beginning, ending = stages(client)["4"], stages(client)["6"]

    shown = len(beginning.all("article", data_offering=True))
    named = len(names(ending))
    assert 0 < shown < 7 and "7" in re.findall(r"\d+", beginning.text)
    assert 0 < named < 7 and str(7 - named) in re.findall(r"\d+", ending.text)


def test_the_weave_counts_each_kind_at_each_age(client):
    spans = {"course": (0, 2), "group": (2, 17), "library": (None, 17)}
    for kind, ages in spans.items():
        offering(kind, ages=ages, type=kind)
    offering("another", type="library", ages=(5, 5))

    rows = read(client.get("/sv/alder/")).one("tbody").all("tr")
    numbers = {row.one("th").text: [int(cell.text) for cell in row.all("td")] for row in rows}

    assert numbers["Course"] == [0, 1, 1, 1, *[0] * 15]
    assert numbers["Group"] == [0, 0, 0, *[1] * 16]
    assert numbers["Library"] == [1, *[1] * 5, 2, *[1] * 12]


def test_an_empty_guide_has_a_chain(client):
    assert set(stages(client)) == set(AGES)
