"""Where the reader is: nobody learns more of it than a kilometre, and what is no position is said."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from tests.catalog.reading import hits, read, total
from tests.factories import area, offering, place, topic

pytestmark = pytest.mark.django_db

HERE = "57.72,12.94"
EXACT = "57.721034,12.940178"  # somebody's front door
STOCKHOLM = "59.33,18.07"


@pytest.fixture(scope="module", autouse=True)
def city(for_the_module) -> Iterator[None]:
    """Two pages full."""
    with for_the_module():
        area("boda")
        topic("sleep")
        place("hall", latitude=57.75, longitude=12.94)
        offering("a-city", ages=(0, 3))
        for number in range(25):
            offering(f"hall-{number:02}", places=["hall"], areas=["boda"], ages=(0, 3))
        yield


# --- What makes no sense ---------------------------------------------------------------------------

NONSENSE = [
    "norrby", "57.72", "57.72,", ",", "57.72,12.94,1", "57,72,12,94", "57.72;12.94", "nan,nan", "inf,inf",
    "-inf,12", "1e999,12", "91,12", "57.72,181", "57.72,12.94x", "<script>", "'; DROP TABLE x; --", "٩١,١٢",
    "9" * 3000 + ",1", "57.72\x00,12.94\x00,", "\u202e57.72,12.94,", "%,%", "😀",
]  # fmt: skip


@pytest.mark.parametrize("text", NONSENSE, ids=lambda text: ascii(text[:24]))
def test_what_is_no_position_is_said_on_a_whole_page(client, text):
    response = client.get("/sv/stod/", {"near": text, "age": "2"})
    page = read(response)

    assert response.status_code == 400
    assert total(response) == 0 and hits(response) == []
    assert page.one(role="alert") is page.one(id="near-error-1")
    assert page.one(id="near-error-1").text
    assert page.one("h1") and page.one("footer")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("faults", ["near=abc", "near=abc&q=" + "a" * 300])
def test_the_filters_stay_folded_where_the_fault_is_not_in_them(client, faults):
    page = read(client.get(f"/sv/stod/?{faults}&age=2"))

    assert "open" not in page.one("details", class_="filters").attrs


def test_of_two_faults_each_is_named_and_leads_to_its_field(client):
    page = read(client.get("/sv/stod/?near=abc&age=99"))

    links = page.one(role="alert").all("a")
    assert [link["href"] for link in links] == ["#near-error-1", "#facet-age"]
    assert "open" in page.one("details", class_="filters").attrs
    assert page.one(id="near-error-1").text


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200f"])
def test_no_position_at_all_is_no_question(client, text):
    response = client.get("/sv/stod/", {"near": text})

    assert response.status_code == 200
    assert hits(response)[0] == "a-city"


def test_arabic_digits_are_digits(client):
    response = client.get("/sv/stod/?near=٥٧.٧٢,١٢.٩٤")

    assert hits(response)[0] == "hall-00"
    assert read(response).one("input", name="near")["value"] == HERE


def test_of_several_positions_the_last_counts(client):
    response = client.get(f"/sv/stod/?near={STOCKHOLM}&near={EXACT}")

    assert hits(response)[0] == "hall-00"
    assert "59.33" not in response.content.decode()


# --- Nobody learns where the reader is -------------------------------------------------------------


def told(response) -> list[str]:
    """Every address and value on the page that names a position."""
    page = read(response)
    values = [unquote(value) for element in page.elements() for value in element.attrs.values()]
    return [value for value in values if re.search(r"57[.,]7", value)]


@pytest.mark.parametrize("exact", [EXACT, "57.72103400000001,12.9", " 57.721034 , 12.940178 "])
@pytest.mark.parametrize(
    "rest", ["", "&age=2&area=boda", "&q=hall", "&sort=title", "&page=2", "&topic=sleep&age=9"]
)
def test_nothing_on_the_page_is_more_exact_than_a_kilometre(client, exact, rest):
    response = client.get(f"/ar/stod/?near={exact}{rest}")

    assert response.status_code == 200
    assert told(response)
    assert "57.721" not in response.content.decode()
    for value in told(response):
        for number in re.findall(r"\d+\.\d+", value):
            assert len(number.partition(".")[2]) <= 2, value


def test_the_form_keeps_the_position_rounded(client):
    form = read(client.get(f"/sv/stod/?near={EXACT}")).one("form", id="find")

    assert form.one("input", name="near").attrs == {"type": "hidden", "name": "near", "value": HERE}


def test_the_same_page_in_another_language_keeps_the_position_rounded(client):
    page = read(client.get(f"/sv/stod/?near={EXACT}&age=2"))

    language = next(link for link in page.all("a") if link["href"].startswith("/ar/stod/"))
    assert dict(parse_qsl(urlsplit(language["href"]).query)) == {"age": "2", "near": HERE}


@pytest.mark.parametrize(
    "query", [f"near={EXACT}", f"near={HERE}&age=2", f"near={HERE}&sort=near", f"near={HERE}&page=2"]
)
def test_no_address_to_keep_or_to_share_holds_a_position(client, query):
    page = read(client.get(f"/sv/stod/?{query}"))
    head = page.one("head")

    assert head.one("link", rel="canonical")["href"].startswith("http")
    for element in head.elements():
        for value in element.attrs.values():
            assert "near" not in value.split("/")[-1] or element.tag == "script", element
            assert "57.7" not in value and "57%2C7" not in value, element
    assert head.one("meta", name="robots")["content"] == "noindex"


def test_the_position_can_be_taken_away(client):
    page = read(client.get(f"/sv/stod/?near={EXACT}&age=2"))

    assert "?age=2" in {link["href"] for link in page.one(class_="chips").all("a")}


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_an_answer_about_a_position_is_stored_nowhere_and_sent_on_to_nobody(client, language):
    response = client.get(f"/{language}/stod/?near={HERE}")

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response


def test_also_of_a_position_that_is_refused_nothing_exact_stands_in_a_link(client):
    """As when a program writes one number too many."""
    response = client.get("/sv/stod/?near=57.721034,12.940178,90&age=2")

    assert response.status_code == 400
    assert not [link for link in read(response).all("a") if "57.721" in link["href"]]


# --- The browser may be asked here only ------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/sv/stod/", f"/ar/stod/?near={HERE}", "/sv/stod/?q=hall", "/sv/stod/?near=nonsense"]
)
def test_the_list_may_ask_the_browser_where_it_is_and_use_nothing_else(client, path):
    policy = client.get(path)["Permissions-Policy"]

    assert "geolocation=(self)" in policy
    assert "camera=()" in policy and "microphone=()" in policy


@pytest.mark.parametrize(
    "path",
    ["/sv/", "/sv/stod/hall-00/", "/sv/omrade/boda/", "/sv/plats/hall/", "/sv/alder/2/", "/sv/akut/", "/sv/nytt/",
     "/sv/om/", "/sv/nonsense/", "/redaktion/login/"],
)  # fmt: skip
def test_no_other_page_may_even_ask(client, path):
    assert "geolocation=()" in client.get(path)["Permissions-Policy"]


def test_a_way_to_an_area_stands_beside_for_who_tells_no_position(client):
    for query in ("", f"?near={HERE}", "?near=nonsense"):
        page = read(client.get(f"/sv/stod/{query}"))
        target = page.one(class_="near").one("a")["href"]
        assert target == "#facet-area" and page.one(id="facet-area")


def test_the_button_is_hidden_until_a_script_can_answer_it(client):
    page = read(client.get("/sv/stod/"))

    assert "hidden" in page.one(id="near-ask").attrs
    assert page.one(id="near-button").is_inside(id="near-ask")
    assert "disabled" in page.one("input", name="near").attrs
