"""What half-typed words may become, as the script of the search field is told."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boras_guide.languages import LANGUAGES
from catalog.search.suggestions import LONGEST, MOST
from tests.catalog.reading import read
from tests.factories import area, offering, offering_type, place, topic, update

pytestmark = pytest.mark.django_db


def suggested(client, text: str, language: str = "sv") -> list[dict[str, str]]:
    response = client.get(f"/{language}/stod/forslag/", {"q": text})
    assert response.status_code == 200
    return response.json()["suggestions"]


def names(client, text: str, language: str = "sv") -> list[str]:
    return [one["text"] for one in suggested(client, text, language)]


# --- What is suggested -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("sö", "Sömn"),
        ("SÖMN", "Sömn"),
        ("somn", "Sömn"),
        ("so\u0308mn", "Sömn"),  # the dots typed apart
        ("sömnlös", None),
        ("ömn", None),  # inside a word
        ("öppen förs", "Öppen förskola"),
        ("förs", "Öppen förskola"),
        ("öppen  FÖRS ", "Öppen förskola"),
        ("öpp förs", None),  # only the last word is half typed
        ("nor", "Norrby"),
        ("baby", "Babycafé på biblioteket"),
        ("på bib", "Babycafé på biblioteket"),
        ("babycafe pa", "Babycafé på biblioteket"),
        ("barnvagnsp", None),  # stands in a text, not in a name
    ],
)
def test_a_name_comes_up_when_one_of_its_words_begins_so(client, text, name):
    topic("sleep", name_sv="Sömn")
    offering_type("open_preschool", name_sv="Öppen förskola")
    area("norrby")
    offering("babycafe", title="Babycafé på biblioteket", description_sv="Ta barnvagnspromenaden hit.")

    assert names(client, text) == ([name] if name else [])


@pytest.mark.parametrize("text", ["", "s", " s ", "?!", "“”", "\x00", "👶", "\u200c\u200f"])
def test_less_than_two_letters_are_not_answered(client, text):
    topic("sleep", name_sv="Sömn")

    assert suggested(client, text) == []


def test_each_suggestion_leads_to_its_own_page(client):
    topic("sleep", name_sv="Sång om natten", slug="somn")
    offering_type("song_group", name_sv="Sånggrupp", slug="sanggrupp")
    area("songarden", name="Sångården")
    offering("song", title="Sång för små", type="song_group")

    found = suggested(client, "sång")

    assert {(one["kind"], one["url"]) for one in found} == {
        ("topic", "/sv/amne/somn/"),
        ("type", "/sv/typ/sanggrupp/"),
        ("area", "/sv/omrade/songarden/"),
        ("offering", "/sv/stod/song/"),
    }
    assert all(client.get(one["url"]).status_code == 200 for one in found)


def test_the_name_that_begins_so_comes_before_one_that_has_it_later(client):
    topic("late", name_sv="Barn som leker")
    offering("early", title="Leker i parken")
    topic("first", name_sv="Leker ute")

    assert names(client, "leker") == ["Leker ute", "Leker i parken", "Barn som leker"]


def test_topics_and_kinds_come_before_areas_and_those_before_offerings(client):
    offering("mat", title="Mat")
    area("mat", name="Matby")
    offering_type("food", name_sv="Matlagningskurs för alla")
    topic("food", name_sv="Mat och ätande")

    assert names(client, "mat") == ["Mat och ätande", "Matlagningskurs för alla", "Matby", "Mat"]


def test_the_exact_name_comes_before_a_longer_one(client):
    for name in ("Skola och fritid", "Skolan", "Skola"):
        topic(name.casefold().replace(" ", "_"), name_sv=name)

    assert names(client, "skola") == ["Skola", "Skolan", "Skola och fritid"]


def test_at_most_eight_are_suggested_in_the_same_order_each_time(client):
    for number in range(12):
        offering(f"song-{number}", title=f"Sång {12 - number}")

    found = names(client, "sång")

    assert len(found) == MOST
    assert found == names(client, "sång")
    assert found[0] == "Sång 1"


def test_what_the_public_may_not_see_is_not_suggested(client):
    now = timezone.now()
    topic("retired", name_sv="Sångämne", is_retired=True)
    for status in ("draft", "review", "withdrawn"):
        offering(status, title=f"Sång {status}", status=status)
    offering("later", title="Sång senare", publish_from=now + datetime.timedelta(days=1))
    offering("over", title="Sång förr", publish_until=now - datetime.timedelta(days=1))
    offering("copy", title="Sång ny", draft_of=offering("public", title="Sång"))

    assert names(client, "sång") == ["Sång"]


def test_a_sensitive_topic_is_suggested_but_no_sensitive_offering_by_its_name(client):
    topic("violence", name_sv="Våld i hemmet", is_sensitive=True)
    offering("refuge", title="Våldsskyddet Eken", topics=["violence"])
    offering("study", title="Våldsforskning", topics=["violence"], sensitivity="no")

    assert names(client, "våld") == ["Våld i hemmet", "Våldsforskning"]
    assert names(client, "eken") == []


# --- Languages -------------------------------------------------------------------------------------


def test_names_are_found_in_the_language_of_the_page_and_in_swedish(client):
    topic("sleep", name_sv="Sömn", name_ar="النوم")
    shown = {"text": "النوم", "url": "/ar/amne/sleep/", "kind": "topic"}

    assert suggested(client, "النو", "ar") == [shown]
    assert suggested(client, "söm", "ar") == [{**shown, "swedish": "Sömn"}]  # why it came up
    assert suggested(client, "النو", "sv") == []


def test_the_swedish_name_is_not_said_twice(client):
    offering("club", title="Klubben", title_ar="النادي (Klubben)")

    assert "swedish" not in suggested(client, "klub", "ar")[0]


def test_letters_may_be_written_as_people_write_them(client):
    topic("library", name_sv="Bibliotek", name_ar="المَكْتَبة", name_fa="کتابخانه")

    assert names(client, "المكتبه", "ar") == ["المَكْتَبة"]
    assert names(client, "كتابخانه", "fa") == ["کتابخانه"]


def test_a_name_in_another_language_than_the_page_says_so(client):
    offering("babycafe", title="Babycafé", title_en="Baby café")
    offering("song", title="Sång")

    assert suggested(client, "baby", "so")[0]["lang"] == "en"
    assert suggested(client, "sång", "so")[0]["lang"] == "sv"
    assert "lang" not in suggested(client, "baby", "en")[0]


def test_what_fits_in_the_language_of_the_page_comes_before_what_fits_in_swedish(client):
    topic("a", name_sv="Barn", name_en="Children")
    topic("b", name_sv="Skulder", name_en="Barnacles and more")

    assert names(client, "barn", "en") == ["Barnacles and more", "Children"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_is_said_in_every_language(client, language):
    topic("sleep", name_sv="Sömn")

    answer = client.get(f"/{language}/stod/forslag/?q=söm").json()

    assert len(answer["suggestions"]) == 1
    assert "1" in answer["said"]
    assert client.get(f"/{language}/stod/forslag/?q=zzz").json() == {"suggestions": [], "said": ""}


# --- Promises --------------------------------------------------------------------------------------


def test_what_is_being_typed_is_kept_nowhere_and_names_nobody(client):
    client.cookies["tracker"] = "1"
    response = client.get("/sv/stod/forslag/?q=våld", headers={"accept-encoding": "gzip"})

    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Content-Type"] == "application/json"
    assert "Set-Cookie" not in response and "ETag" not in response


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_asked(client, method):
    assert getattr(client, method)("/sv/stod/forslag/?q=våld").status_code == 405


def test_a_head_request_is_answered(client):
    assert client.head("/sv/stod/forslag/?q=våld").status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "%",
        "%%",
        "__",
        "%ömn",
        "s_mn",
        "'; --",
        '"><script>',
        "\\\\",
        "a" * 5_000,
        "ab " * 2_000,
        "\ud800",
        "ab\x00cd",
    ],
)
def test_hostile_words_are_only_words(client, text):
    topic("sleep", name_sv="Sömn")
    offering("song", title="Sång")

    response = client.get("/sv/stod/forslag/", {"q": text.encode("utf-8", "surrogatepass")})

    assert response.status_code == 200
    assert response.json()["suggestions"] == []


def test_what_is_longer_than_a_question_is_cut(client):
    topic("sleep", name_sv="Sömn")

    assert names(client, "sömn" + " " * LONGEST + "annat") == ["Sömn"]


def test_a_name_that_looks_like_markup_stays_text(client):
    topic("odd", name_sv="<b>Mat</b> & dryck")

    assert names(client, "mat") == ["<b>Mat</b> & dryck"]


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_it_asks_the_database_as_much_for_many_as_for_few(client, language):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/{language}/stod/forslag/?q=sång").json()["suggestions"]
        return len(asked)

    topic("song", name_sv="Sång")
    few = queries()
    for number in range(30):
        offering(
            f"song-{number}", title=f"Sång {number}", areas=[f"area-{number}"], topics=[f"topic-{number}"]
        )

    assert queries() == few <= 3


# --- The address -----------------------------------------------------------------------------------


def test_an_offering_may_have_the_same_address(client):
    assert client.get("/sv/stod/forslag/").status_code == 404

    offering("forslag", title="Förslagslådan")

    assert read(client.get("/sv/stod/forslag/")).one("h1").text == "Förslagslådan"


@pytest.mark.parametrize("path", ["/{}/", "/{}/stod/", "/{}/stod/?q=zzz", "/{}/stod/?age=99"])
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_the_search_field_knows_where_to_ask_and_is_a_plain_field_until_then(client, path, language):
    page = read(client.get(path.format(language)))
    field, asked = page.one("input", name="q"), page.one(id="suggestions")

    assert asked["data-url"] == f"/{language}/stod/forslag/"
    assert asked["role"] == "listbox" and "hidden" in asked.attrs
    assert "role" not in field.attrs and field["type"] == "search"
    assert "/static/suggestions.js" in [script["src"] for script in page.all("script")]
    assert {script["type"] for script in page.all("script")} == {"module"}


def test_a_page_without_a_search_field_has_no_script(client):
    offering("babycafe", places=[place("hall", area="norrby")])
    update("news")

    for path in ("/sv/stod/babycafe/", "/sv/nytt/", "/sv/akut/", "/sv/omrade/norrby/", "/sv/om/"):
        assert not read(client.get(path)).all("script"), path
