"""Whatever somebody types is words, or nothing: never an error, a command, or endless work."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from boras_guide.languages import LANGUAGES
from catalog.filters import LONGEST_QUERY
from catalog.search import misses
from catalog.search.question import MOST_CORRECTED, MOST_READ, MOST_WORDS
from tests.catalog.hostile import HEAVY, MANY, hostile
from tests.catalog.reading import hits, read, total
from tests.catalog.searching import ask, everyone, protection, synonym
from tests.factories import offering, topic

pytestmark = pytest.mark.django_db

HOSTILE = hostile()
AT_A_TIME = 100
LIST = 12  # questions to the database, at most
BY_HTTP = [*HEAVY, *HOSTILE[len(HEAVY) :: MANY // 70]]
# To the database: for the revision, for the words, once more for words that found nothing, and for how those
# that were corrected are written; and for who helps.
QUESTIONS, FOR_HELP = 4, 2


@pytest.fixture(scope="module", autouse=True)
def guide(for_the_module):
    """Something of everything, so that words have something to meet."""
    with for_the_module():
        topic("sleep", name_sv="Sömn", search_terms_sv="vaken på natten\nvill inte sova")
        line = offering("line", title="Linjen för barn", phone="020-50 50 50")
        offering(
            "preschool", title="Öppen förskola", title_ar="روضة", title_uk="Дитячий садок", topics=["sleep"]
        )
        offering("library", title="Bibliotek % _ * ' \" \\", areas=["norrby"], ages=(3, 9))
        offering(
            "homework", title="Läxhjälp", title_so="Carruur", title_fa="می‌خواهم", description_sv="NEAR AND"
        )
        synonym("öppen förskola", is_two_way=True, sv="öppis\nbarnens dag", ar="حضانة")
        protection("danger", first=line, sv="man slår\nmisshand*", ar="يضربني")
        yield


@pytest.fixture(scope="module")
def among(guide):
    return everyone()


@pytest.mark.parametrize("start", range(0, MANY, AT_A_TIME))
def test_no_text_is_an_error_and_none_asks_the_database_for_more(among, start):
    ask("sömn", among=among)  # what is remembered of the guide is read once
    languages = list(LANGUAGES)
    for number, text in enumerate(HOSTILE[start : start + AT_A_TIME], start):
        with CaptureQueriesContext(connection) as asked:
            found = ask(text, languages[number % len(languages)], among=among)

        assert len(asked) <= QUESTIONS + FOR_HELP * bool(found.protected), repr(text)
        assert len(found.question.words) <= MOST_READ, repr(text)
        assert len(found.question.concepts) <= MOST_WORDS, repr(text)
        assert len(found.question.corrections) <= MOST_CORRECTED, repr(text)
        assert set(found.scores) <= among.everyone, repr(text)
        assert all(points > 0 for points in found.scores.values()), repr(text)


def test_there_are_as_many_hostile_texts_as_we_say_and_each_is_another():
    assert len(set(HOSTILE)) == len(HOSTILE) == MANY


@pytest.mark.parametrize("number", range(len(BY_HTTP)))
def test_the_page_answers_whatever_is_typed(client, number):
    text, language = BY_HTTP[number], list(LANGUAGES)[number % len(LANGUAGES)]

    response = client.get(f"/{language}/stod/?q={quote(text.encode('utf-8', 'surrogatepass'))}")

    assert response.status_code in (200, 400)
    assert total(response) == len(hits(response)) <= 4


def test_the_page_asks_the_database_no_more_whatever_is_typed(client, monkeypatch):
    monkeypatch.setattr(misses, "note", lambda *_: None)  # when the answer has left

    def questions(text: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/sv/stod/", {"q": text}).status_code == 200
        return len(asked)

    questions("sömn")  # what is remembered of the guide is read once
    most = questions("sömn biblotek läxhjälp qxzqxz")

    for text in ("sömn OR 1=1", "sömn*", "sömn 🙂 \u202e", "sömn " * 39, "sömn biblotek " * 14, "%' sömn --"):
        assert questions(text) <= most <= LIST, text


# --- What is typed is never a command --------------------------------------------------------------

OPERATORS = [
    '"läxhjälp"',
    "'läxhjälp'",
    "läxhjälp*",
    "*läxhjälp",
    "%läxhjälp%",
    "(läxhjälp)",
    "-läxhjälp",
    "+läxhjälp",
    "^läxhjälp",
    "läxhjälp:*",
    "!läxhjälp",
    "läxhjälp & läxhjälp",
    "läxhjälp | läxhjälp",
    "{läxhjälp}",
    "läxhjälp\\",
    "läxhjälp;--",
    "läxhjälp\x00",
    "\x00läxhjälp",
    "\u202eläxhjälp\u202c",
    "läx\u200bhjälp",
    "l\u202eäxhjälp",
    "läxhjälp\ud800",
    "<läxhjälp>",
    "läxhjälp~",
    "@läxhjälp",
    "läxhjälp" + "\u0301" * 150,
]


@pytest.mark.parametrize("text", OPERATORS)
def test_no_sign_that_a_reader_types_is_a_command(found, text):
    assert found(text.encode("utf-8", "replace").decode()) == ["homework"]


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR", "null", "select", "true"])
def test_words_that_databases_know_are_words_like_any_other(found, word):
    offering("named", title=f"Qxz{word}")

    assert found(f"qxz{word}") == ["named"]
    assert found(f"läxhjälp {word} läxhjälp")[0] == "homework"


def test_a_wildcard_inside_a_word_finds_nothing_more(found):
    assert found("f_rskola") == found("f%a") == found("l%p") == []


@pytest.mark.parametrize("letter", ["a", "ö", "ا", "🙂", "\x00", "%"])
def test_ten_thousand_letters_are_too_many_and_said_so(client, letter):
    response = client.get("/sv/stod/", {"q": letter * 10_000})

    is_text = letter != "\x00"
    assert response.status_code == (400 if is_text else 200)
    assert bool(read(response).all(id="q-error-1")) == is_text
    assert not is_text or total(response) == 0


def test_a_whole_question_fits(client):
    question = ("hur gör jag när mitt barn inte vill sova " * 5)[: LONGEST_QUERY - 1].strip()

    assert client.get("/sv/stod/", {"q": question}).status_code == 200


def test_what_was_asked_stands_in_the_field_and_is_never_markup(client):
    text = '"><script>alert(1)</script>'

    page = read(client.get("/ar/stod/", {"q": text}))

    assert page.one("input", name="q")["value"] == text
    assert all(script.get("src").startswith("/static/") and not script.text for script in page.all("script"))


@settings(max_examples=60)
@given(text=st.text(max_size=210), language=st.sampled_from(["sv", "ar", "fa", "uk", "sv-simple"]))
def test_no_text_whatever_is_an_error(client, text, language):
    response = client.get(f"/{language}/stod/", {"q": text.encode("utf-8", "replace").decode()})

    assert response.status_code in (200, 400)


@settings(max_examples=60)
@given(query=st.binary(max_size=60))
def test_no_address_whatever_is_an_error(client, query):
    response = client.get("/sv/stod/", QUERY_STRING=query.decode("latin-1"))

    assert response.status_code in (200, 400)
