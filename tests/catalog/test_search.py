"""What a reader's own words find."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.models import Posting
from catalog.search import index
from support.catalogue import affected_offerings, announce_change
from support.models import Offering
from tests.catalog.reading import counts, hits, read, total
from tests.factories import administration, area, offering, place, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(client):
    """`found("öppen förskola", "ar")`: slugs of the hits, best first."""

    def search(text: str, language: str = "sv") -> list[str]:
        return hits(client.get(f"/{language}/stod/", {"q": text}))

    return search


# --- Where words are looked for --------------------------------------------------------------------


@pytest.fixture
def rich():
    """Every word of it stands in one place only."""
    offering("other", title="Något annat")
    topic("sleep", name_sv="Nattvila", search_terms_sv="insomning\nvaken på natten")
    return offering(
        "rich",
        title="Babycafé",
        summary="Träffa andra föräldrar.",
        description_sv="Vi **sjunger** tillsammans.",
        topics=["sleep"],
        places=[
            place(
                "hassleholmen",
                area="norrby",
                name="Hässleholmens bibliotek",
                street_address="Våglängdsgatan 1",
            )
        ],
        areas=[area("gota", name="Göta")],
        administration=administration("fof", name_sv="Fritidsförvaltningen"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "babycafé",
        "träffa",
        "föräldrar",
        "sjunger",
        "nattvila",
        "insomning",
        "vaken natten",
        "hässleholmens",
        "bibliotek",
        "våglängdsgatan",
        "norrby",
        "göta",
        "fritidsförvaltningen",
        "babycafé träffa sjunger nattvila norrby fritidsförvaltningen",
        "sjung",  # the beginning of a word
        "tidsförv",  # the inside of one
    ],
)
def test_a_word_is_found_in_its_name_texts_topics_places_and_administration(rich, found, words):
    assert found(words) == ["rich"]


def test_every_word_must_occur_but_not_in_the_same_text(found):
    offering("both", title="Sömnkurs", summary="För nyblivna.")
    offering("one", title="Sömnkurs", summary="För alla.")

    assert found("sömnkurs nyblivna") == ["both"]
    assert found("sömnkurs finnsinte") == []


def test_the_order_of_words_does_not_matter(found):
    offering("a", title="Öppen förskola")

    assert found("förskola öppen") == found("öppen förskola") == ["a"]


def test_a_short_word_does_not_find_every_word_that_contains_it(found):
    offering("bvc", title="BVC i centrum")
    offering("vi", title="Vi ses")
    offering("video", title="Video och individ")

    assert found("vi") == ["vi"]


# --- In which languages ----------------------------------------------------------------------------


@pytest.fixture
def arabic_and_english():
    return offering(
        "preschool",
        title="Öppen förskola",
        title_ar="روضة مفتوحة",
        title_en="Open preschool",
        summary_ar="العبوا معا",
    )


def test_words_are_looked_for_in_the_language_of_the_page_and_in_swedish(found, arabic_and_english):
    assert found("روضة", "ar") == ["preschool"]
    assert found("förskola", "ar") == ["preschool"]
    assert found("preschool", "en") == ["preschool"]


def test_words_of_other_languages_find_nothing(found, arabic_and_english):
    assert found("preschool", "sv") == []
    assert found("روضة", "sv") == []
    assert found("preschool", "fi") == []


def test_words_may_be_of_both_languages_at_once(found, arabic_and_english):
    assert found("روضة förskola", "ar") == ["preschool"]


def test_hits_are_shown_in_the_language_of_the_page(client, arabic_and_english):
    page = read(client.get("/ar/stod/", {"q": "förskola"}))

    assert "روضة مفتوحة" in page.one("article", data_offering="preschool").text


# --- How words are written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "language", "title"),
    [
        ("oppna forskola", "sv", "Öppna förskolan"),
        ("ÖPPNA FÖRSKOLA", "sv", "Öppna förskolan"),
        ("öppna förskola", "sv", "ÖPPNA FÖRSKOLAN"),
        ("O\u0308ppna", "sv", "Öppna förskolan"),
        ("اطفال", "ar", "أطفال"),
        ("أطفال", "ar", "اطفال"),
        ("مدرسه", "ar", "مدرسة"),
        ("مُدَرِّسَة", "ar", "مدرسة"),
        ("١٢", "ar", "12 شهر"),
        ("۱۲ ماه", "fa", "12 ماه"),
        ("12", "fa", "۱۲ ماه"),
        ("كودك", "fa", "کودک"),
        ("میخواهم", "fa", "می‌خواهم"),
        ("dijecu", "bs", "Djeca i Diječu"),
        ("FËMIJË", "sq", "fëmijë"),
        ("femije", "sq", "fëmijë"),
        ("п'ять", "uk", "п’ять"),
        ("ДІТИ", "uk", "діти"),
    ],
)
def test_a_word_is_found_however_it_is_written(found, written, language, title):
    offering("a", **({"title": title} if language == "sv" else {f"title_{language}": title}))

    assert found(written, language) == ["a"]


# --- Order -----------------------------------------------------------------------------------------


def test_a_name_that_says_it_comes_before_a_long_text_that_mentions_it(found):
    offering("described", title="Familjecentral", description_sv="Här finns mycket om sömn.")
    offering("named", title="Om sömn")

    assert found("sömn") == ["named", "described"]


def test_the_word_itself_comes_before_a_word_that_contains_it(found):
    offering("inside", title="Barnsömnskolan")
    offering("beginning", title="Sömnskolan")
    offering("itself", title="Sömn")

    assert found("sömn") == ["itself", "beginning", "inside"]


def test_equally_good_hits_stand_in_the_order_they_were_made(found):
    slugs = [offering(slug, title="Sömn").slug for slug in ("c", "a", "b")]

    assert found("sömn") == slugs


def test_saying_a_word_twice_changes_nothing(found):
    offering("a", title="Sömn", summary="Om mat.")
    offering("b", title="Mat", summary="Om sömn och sömn.")

    assert found("sömn sömn mat") == found("sömn mat")


# --- What finds nothing, and what can never break it -----------------------------------------------


@pytest.mark.parametrize("text", ["qxzqxz", "???", "!", "...", "–", "🙂", "*", "%", "_", "\u200c", "''"])
def test_nonsense_finds_nothing(client, text):
    offering("a", title="Alla % _ * 'är' välkomna")

    response = client.get("/sv/stod/", {"q": text})

    assert response.status_code == 200
    assert hits(response) == []
    assert total(response) == 0
    assert set(counts(response).values()) == {0}


OPERATORS = [
    '"sömn"',
    "'sömn'",
    "sömn*",
    "*sömn",
    "%sömn%",
    "(sömn)",
    "-sömn",
    "+sömn",
    "^sömn",
    "sömn:*",
    "!sömn",
    "sömn & sömn",
    "sömn | sömn",
    "{sömn}",
    "sömn\\",
    "sömn;--",
    "sömn\x00",
    "\x00sömn",
    "\u202esömn\u202c",
    "sömn\ud800",
    "<sömn>",
    "sömn~",
    "sömn^",
    "@sömn",
]


@pytest.mark.parametrize("text", OPERATORS)
def test_no_sign_that_a_reader_types_is_a_command(found, text):
    offering("sleep", title="Sömn")
    offering("other", title="Annat")

    assert found(text.encode("utf-8", "replace").decode()) == ["sleep"]


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "NEAR", "null", "select", "true"])
def test_words_that_databases_know_are_words_like_any_other(found, word):
    offering("sleep", title="Sömn")
    offering("named", title=f"Om {word}")

    assert found(f"om {word}") == ["named"]
    assert found(f"sömn {word}") == []


def test_a_wildcard_inside_a_word_finds_nothing_more(found):
    offering("a", title="förskola")

    assert found("f_rskola") == found("f%a") == []


@pytest.mark.parametrize("letter", ["a", "ö", "ا", "🙂", "\x00", "%"])
def test_ten_thousand_letters_are_too_many_and_said_so(client, letter):
    response = client.get("/sv/stod/", {"q": letter * 10_000})

    assert response.status_code == (200 if letter == "\x00" else 400)
    assert total(response) == 0
    if letter != "\x00":
        assert read(response).one(id="q-error-1").text


def test_a_whole_question_fits(client):
    question = ("hur gör jag när mitt barn inte vill sova " * 5)[:199].strip()

    assert client.get("/sv/stod/", {"q": question}).status_code == 200


def test_what_was_asked_stands_in_the_field_and_is_never_markup(client):
    text = '"><script>alert(1)</script>'

    response = client.get("/ar/stod/", {"q": text})
    page = read(response)

    assert page.one("input", name="q")["value"] == text
    assert not page.all("script")


@settings(max_examples=60)
@given(text=st.text(max_size=210), language=st.sampled_from(["sv", "ar", "fa", "uk", "sv-simple"]))
def test_no_text_whatever_is_an_error(client, text, language):
    response = client.get(f"/{language}/stod/", {"q": text.encode("utf-8", "replace").decode()})

    assert response.status_code in (200, 400)
    assert total(response) == 0


@settings(max_examples=60)
@given(query=st.binary(max_size=60))
def test_no_address_whatever_is_an_error(client, query):
    response = client.get("/sv/stod/", QUERY_STRING=query.decode("latin-1"))

    assert response.status_code in (200, 400)


# --- Fresh and complete ----------------------------------------------------------------------------


def postings() -> set[tuple]:
    return set(Posting.objects.values_list("term__language", "term__text", "offering_id", "field"))


def test_a_new_name_is_found_and_the_old_one_is_not_once_the_change_is_announced(found):
    course = offering("course", title="Sovkurs")
    course.title_sv = "Matkurs"
    course.save()

    announce_change([course.pk])

    assert found("sovkurs") == []
    assert found("matkurs") == ["course"]


def test_a_topic_put_on_an_offering_is_found(found):
    course = offering("course")
    course.topics.add(topic("honour", name_sv="Hedersvåld"))

    announce_change([course.pk])

    assert found("hedersvåld") == ["course"]


def test_search_words_that_an_editor_adds_to_a_topic_are_found(found):
    offering("course", topics=["honour"])

    announce_change(
        affected_offerings(topic("honour", search_terms_sv="tvångsgifte", search_terms_ar="زواج"))
    )

    assert found("tvångsgifte") == ["course"]
    assert found("زواج", "ar") == ["course"]


def test_an_area_with_a_new_name_is_found_under_that_name(found):
    offering("course", places=[place("library", area="norrby")])

    announce_change(affected_offerings(area("norrby", name="Nya Norrby")))

    assert found("nya norrby") == ["course"]


def test_making_the_index_anew_gives_what_the_changes_gave(rich):
    offering("draft", draft_of=rich, title="Utkastet")
    rich.title_sv, rich.title_ar = "Nytt namn", "اسم جديد"
    rich.save()
    rich.topics.clear()
    announce_change([rich.pk])
    after_changes = postings()

    assert index.rebuild() == Offering.objects.count()

    assert postings() == after_changes != set()


def test_making_the_index_anew_says_how_far_it_has_come():
    for number in range(3):
        offering(f"o{number}")
    steps = []

    index.rebuild(lambda done, total: steps.append((done, total)))

    assert steps == [(3, 3)]


def test_refreshing_twice_changes_nothing(rich):
    before = postings()

    index.refresh([rich.pk])
    index.refresh([rich.pk, rich.pk])

    assert postings() == before


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_never_found(client, status):
    offering("secret", title="Hemligt", status=status)

    response = client.get("/sv/stod/?q=hemligt")

    assert hits(response) == []
    assert total(response) == 0
    assert set(counts(response).values()) == {0}


def test_a_working_copy_is_never_found_by_its_new_words(found):
    published = offering("course", title="Gammalt namn")
    offering("course", title="Nytt namn", draft_of=published)

    assert found("nytt") == []
    assert found("gammalt") == ["course"]
