"""What a reader's own words find, and in which order."""

import datetime

import pytest

from tests.catalog.reading import counts, hits, read, total
from tests.catalog.searching import ask, best
from tests.factories import administration, area, offering, place, topic

pytestmark = pytest.mark.django_db


# --- Where words are looked for --------------------------------------------------------------------


@pytest.fixture
def rich():
    """Every word of it stands in one place only."""
    offering("other", title="Något annat", areas=["boda"], administration="svenska-kyrkan")
    topic("sleep", name_sv="Nattvila", search_terms_sv="insomning\nvaken på natten")
    return offering(
        "rich",
        title="Babycafé",
        summary="Träffa grannar.",
        description_sv="Vi **sjunger** tillsammans.",
        type="meeting_place",
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
        audiences=["farmor"],
        administration=administration("fof", name_sv="Fritidsförvaltningen"),
    )


@pytest.mark.parametrize(
    "words",
    [
        "babycafé",
        "träffa",
        "grannar",
        "sjunger",
        "nattvila",
        "insomning",
        "vaken natten",
        "hässleholmens",
        "bibliotek",
        "våglängdsgatan",
        "norrby",
        "göta",
        "meeting",
        "farmor",
        "fritidsförvaltningen",
        "babycafé träffa sjunger nattvila norrby fritidsförvaltningen",
        "sjung",  # the beginning of a word
    ],
)
def test_a_word_is_found_in_names_and_texts_and_in_what_an_offering_belongs_to(rich, found, words):
    assert found(words) == ["rich"]


@pytest.mark.parametrize("inside", ["ycaf", "tidsförv", "glängds"])
def test_a_piece_out_of_a_word_finds_nothing(rich, found, inside):
    assert found(inside) == []


def test_a_short_word_does_not_find_every_word_that_begins_so(found):
    offering("bvc", title="BVC i centrum")
    offering("vi", title="Vira")
    offering("video", title="Video och individ")

    assert found("vira") == ["vi"]
    assert found("bv") == []


def test_any_word_counts_and_what_has_most_of_them_comes_first(found):
    offering("one", title="Sömnkurs", summary="För alla.")
    offering("both", title="Sömnkurs", summary="För nyblivna.")
    offering("none", title="Fotboll", summary="För alla.")

    assert found("sömnkurs nyblivna")[0] == "both"
    assert "none" not in found("sömnkurs nyblivna")


def test_a_word_that_the_guide_does_not_have_takes_no_hit_away_and_is_named(found):
    offering("course", title="Sömnkurs")
    offering("other", title="Fotboll")

    assert found("sömnkurs qxzqxz") == ["course"]
    assert ask("sömnkurs qxzqxz").question.unknown == ["qxzqxz"]


def test_the_order_of_words_and_saying_them_twice_change_nothing(found):
    offering("a", title="Öppen förskola")
    offering("b", title="Sen förskola", summary="Öppen om natten.")

    assert found("förskola öppen") == found("öppen förskola") == found("öppen förskola öppen öppen")


# --- In which languages ----------------------------------------------------------------------------


@pytest.fixture
def arabic_and_english():
    offering("other", title="Fotboll", title_ar="كرة القدم", title_en="Football")
    return offering(
        "preschool",
        title="Öppen förskola",
        title_ar="روضة مفتوحة",
        title_en="Open preschool",
        summary_ar="العبوا معا",
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("روضة", "ar"),
        ("förskola", "ar"),  # Swedish, on every page
        ("preschool", "en"),
        ("روضة förskola", "ar"),  # both at once
        ("preschool", "sv"),  # a word that neither the page's language nor Swedish has
        ("روضة", "sv"),
        ("preschool", "fi"),
    ],
)
def test_words_are_found_in_the_language_they_are_written_in(found, arabic_and_english, words, language):
    assert found(words, language) == ["preschool"]


def test_a_word_of_the_page_is_not_taken_for_another_languages(found):
    offering("poison", title="Giftinformation", summary="Ring om gift.")
    offering("present", title="Julklappar", title_en="A gift for all")

    assert found("gift") == ["poison"]
    assert found("gift", "en")[0] == "present"


def test_hits_are_shown_in_the_language_of_the_page(client, arabic_and_english):
    page = read(client.get("/ar/stod/", {"q": "förskola"}))

    assert "روضة مفتوحة" in page.one("article", data_offering="preschool").text


# --- Order -----------------------------------------------------------------------------------------


def test_the_very_name_comes_first(found):
    offering("more", title="Familjecentralen Norrby", summary="Familjecentralen på Norrby.", areas=["norrby"])
    offering("longer", title="Familjecentralen Norrby öppnar familjecentralen")
    offering("itself", title="Familjecentralen")

    assert found("familjecentralen")[0] == "itself"
    assert found("FAMILJECENTRALEN!")[0] == "itself"
    assert found("Familjecentralen Norrby")[0] == "more"


def test_a_name_inside_a_name_is_a_name(found):
    offering("mentions", title="Kurs", summary="Maskrosbarn, maskrosbarn och maskrosbarn.")
    offering("called", title="Stöd för unga (Maskrosbarn)")

    assert found("maskrosbarn")[0] == "called"


def test_the_very_name_in_another_language_is_also_a_name(found):
    offering("mentions", title="Kurs", description_sv="Som en open preschool.")
    offering("called", title="Öppna dörren", title_en="Open preschool")

    assert found("open preschool", "en")[0] == "called"


def test_a_name_that_says_it_comes_before_a_long_text_that_mentions_it(found):
    offering("described", title="Familjecentral", description_sv="Här finns mycket om sömn.")
    offering("named", title="Om sömn")

    assert found("sömn")[0] == "named"


def test_a_name_that_says_it_comes_before_a_topic_full_of_words(found):
    terms = ["sömn", "sömnbrist", "vaken", "nattning", "läggdags", "snarkar", "mardröm", "gråter"]
    topic("nights", name_sv="Nätter", search_terms_sv="\n".join(terms))
    offering("topical", title="Familjecentral", topics=["nights"])
    offering("named", title="Sömn")

    assert found("sömn") == ["named", "topical"]


def test_a_rare_word_says_more_than_a_common_one(found):
    for number in range(8):
        offering(f"course-{number}", title="Kurs på kvällen")
    offering("swimming", title="Simning på kvällen")

    assert found("kurs simning")[0] == found("simning kurs")[0] == "swimming"


def test_a_whole_question_finds_what_it_is_about(found):
    for number in range(6):
        offering(f"parents-{number}", title="Föräldragrupp", summary="Vi talar om barn och vardag.")
    offering("homework", title="Läxhjälp", summary="För barn i skolan.")
    question = "Hej! Jag undrar vem som kan hjälpa mitt barn med läxorna efter skolan?"

    assert found(question)[0] == "homework"


def test_what_fits_badly_beside_the_best_is_no_hit(found):
    for number in range(6):
        offering(f"parents-{number}", title="Föräldragrupp", description_sv="Ibland kommer ett barn.")
    offering("dentist", title="Tandläkare på kvällen", summary="Tandläkare för barn på Norrby.")

    assert found("tandläkare barn kvällen norrby") == ["dentist"]
    assert len(found("barn")) == 7


def test_of_equally_good_hits_the_confirmed_come_first_and_then_the_oldest(found):
    for slug in ("c", "a", "b"):
        offering(slug, title="Sömn")
    offering("sure", title="Sömn", assured_on=datetime.date(2026, 5, 4))

    assert found("sömn") == ["sure", "c", "a", "b"]


def test_a_better_hit_comes_before_a_confirmed_one(found):
    offering("sure", title="Kurs", summary="Om sömn.", assured_on=datetime.date(2026, 5, 4))
    offering("better", title="Sömn")

    assert found("sömn") == ["better", "sure"]


def test_an_area_and_a_kind_of_support_in_the_question_are_recognised_and_lift_what_has_them(found):
    offering("elsewhere", title="Sagostund", type="library", areas=["boda"])
    offering("other-kind", title="Sagostund", type="course", areas=["norrby"])
    offering("wanted", title="Sagostund", type="library", areas=["norrby"])

    recognised = set(ask("sagostund library norrby").entries)

    assert found("sagostund library norrby")[0] == "wanted"
    assert recognised == {("type", "library"), ("area", "norrby")}


def test_half_the_name_of_an_area_is_not_recognised_as_the_area():
    area("norra-sjobo", name="Norra Sjöbo")
    offering("a", title="Sagostund", areas=["norra-sjobo"])

    assert not ask("norra").entries
    assert ask("sjöbo, norra").entries == [("area", "norra-sjobo")]


# --- What finds nothing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "qxzqxz",
        "vinterdäck",
        "asdfgh jkl",
        "???",
        "!",
        "...",
        "–",
        "🙂",
        "*",
        "%",
        "_",
        "\u200c",
        "''",
        "och",
    ],
)
def test_nonsense_finds_nothing(client, text):
    offering("a", title="Alla % _ * 'är' välkomna")

    response = client.get("/sv/stod/", {"q": text})

    assert response.status_code == 200
    assert hits(response) == []
    assert total(response) == 0
    assert set(counts(response).values()) == {0}


def test_one_common_word_among_many_that_nobody_knows_is_nonsense(found):
    for number in range(20):
        offering(f"o{number}", title="Familj", description_sv="Vi har tid.")

    assert found("qxz tid vbn wrt plk xcv mnb") == []


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_never_found(client, status):
    offering("secret", title="Hemligt", status=status)

    response = client.get("/sv/stod/?q=hemligt")

    assert hits(response) == []
    assert total(response) == 0
    assert set(counts(response).values()) == {0}


def test_what_is_not_published_yet_or_any_longer_is_not_found(client, found):
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    offering("later", title="Hemligt", publish_from=now + day)
    offering("over", title="Hemligt", publish_until=now - day)
    offering("now", title="Hemligt", publish_from=now - day, publish_until=now + day)

    assert found("hemligt") == ["now"]


def test_a_working_copy_is_never_found_by_its_new_words(found):
    published = offering("course", title="Gammalt namn")
    offering("course", title="Qxzqxz", draft_of=published)

    assert found("qxzqxz") == []
    assert found("gammalt") == ["course"]


# --- Filters and counts ----------------------------------------------------------------------------


def test_filters_narrow_what_the_words_find(found):
    offering("sleep-norrby", title="Sömn", areas=["norrby"])
    offering("sleep-boda", title="Sömn", areas=["boda"])
    offering("food-norrby", title="Mat", areas=["norrby"])

    assert found("sömn", area="norrby") == ["sleep-norrby"]


def test_counts_and_totals_know_only_hits(client):
    for slug, title, kind in (("a", "Sömn", "course"), ("b", "Sömn", "group"), ("c", "Mat", "course")):
        offering(slug, title=title, type=kind)

    response = client.get("/sv/stod/?q=sömn")
    shown = counts(response)

    assert total(response) == len(hits(response)) == 2
    assert (shown["type", "course"], shown["type", "group"]) == (1, 1)


def test_the_points_of_a_hit_are_whole_numbers():
    """Fractions add up differently on different machines."""
    offering("a", title="Sömn för barn och föräldrar", summary="Sömn.", ages=(2, 3))

    assert {type(points) for points in ask("sömnen för 3 åring som är barn").scores.values()} == {int}
    assert best(ask("sömn")) == ["a"]
