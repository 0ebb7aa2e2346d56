"""What a word may mean: its forms, the words it is made of, synonyms and misspellings."""

import pytest

from support.models import Synonym
from tests.catalog.reading import hits, read
from tests.catalog.searching import ask, synonym
from tests.factories import offering, topic
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db


def titled(language: str, title: str) -> dict[str, str]:
    return {"title": title} if language in ("sv", "sv-simple") else {f"title_{language}": title}


# --- Forms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "language", "title"),
    [
        ("oppna forskola", "sv", "Öppna förskolan"),
        ("ÖPPNA FÖRSKOLA", "sv", "Öppna förskolan"),
        ("öppna förskola", "sv", "ÖPPNA FÖRSKOLAN"),
        ("O\u0308ppna", "sv", "Öppna förskolan"),
        ("läxorna", "sv", "Läxan"),
        ("laxorna", "sv", "Läxa"),
        ("bibliotekens", "sv", "Bibliotek"),
        ("bibliotek", "sv", "Bibliotekens dag"),
        ("bvc:n", "sv", "BVC Boda"),
        ("bvc", "sv", "Om BVC:s tider"),
        ("språkcaféet", "sv", "Språkcafé"),
        ("sprakcafe", "sv", "Språkcaféerna"),
        ("kirjastossa", "fi", "Kirjasto"),
        ("djeteta", "bs", "Dijete i mama"),
        ("dijecu", "bs", "Djeca i Diječu"),
        ("бібліотеки", "uk", "Бібліотека"),
        ("ДІТИ", "uk", "діти"),
        ("п'ять", "uk", "п’ять"),
        ("الروضات", "ar", "روضة"),
        ("روضة", "ar", "الروضات"),
        ("بالروضة", "ar", "روضة"),
        ("اطفال", "ar", "أطفال"),
        ("أطفال", "ar", "اطفال"),
        ("مدرسه", "ar", "مدرسة"),
        ("مُدَرِّسَة", "ar", "مدرسة"),
        ("١٢", "ar", "12 شهر"),
        ("\u200fروضة\u200f", "ar", "روضة"),
        ("12", "fa", "۱۲ ماه"),
        ("كودك", "fa", "کودک"),
        ("کودکان", "fa", "کودک"),
        ("میخواهم", "fa", "می‌خواهم"),
        ("carruurta", "so", "Carruur"),  # a language without rules or dictionary
        ("FËMIJËVE", "sq", "fëmijë"),
        ("femije", "sq", "fëmijë"),
    ],
)
def test_a_word_is_found_however_it_is_written(found, written, language, title):
    offering("other", title="Fotboll")
    offering("a", **titled(language, title))

    assert found(written, language) == ["a"]


# --- Words written together ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("öppenförskola", "Öppen förskola"),
        ("oppenforskola", "Öppen förskola"),
        ("öppen förskola", "Öppenförskola"),
        ("läx hjälp", "Läxhjälp"),
        ("kultur skola", "Kulturskolan"),
        ("psykolog", "Barnpsykolog"),
        ("barnpsykolog", "Psykolog för barn"),
        ("sommarlovsaktivitet", "Aktivitet på sommarlovet"),
        ("ungdomsmottagning", "Mottagning för ungdom"),
    ],
)
def test_words_are_taken_apart_and_joined_as_swedes_do(found, typed, title):
    offering("other", title="Fotboll", summary="För barn.")
    offering("a", title=title)

    assert found(typed) == ["a"]


def test_finnish_words_are_taken_apart_too(found):
    offering("other", title="Fotboll", title_fi="Jalkapallo")
    offering("a", title="Babygrupp", title_fi="Vauva ja ryhmä")

    assert found("vauvaryhmä", "fi") == ["a"]


def test_all_parts_of_a_compound_must_be_there(found):
    offering("preschool", title="Förskola för alla")
    offering("open", title="Öppen kväll")
    offering("both", title="Öppen förskola")

    assert found("öppenförskola") == ["both"]


def test_the_word_itself_comes_before_one_that_ends_with_it(found):
    offering("other", title="Barn")
    offering("child", title="Barnpsykolog")
    offering("itself", title="Psykolog")

    assert found("psykolog") == ["itself", "child"]


# --- Synonyms --------------------------------------------------------------------------------------


@pytest.fixture
def preschools():
    offering("other", title="Fotboll", title_ar="كرة القدم")
    offering("preschool", title="Öppen förskola")
    offering("slang", title="Öppis i parken")


def test_what_people_write_finds_what_the_guide_calls_it(found, preschools):
    synonym("öppen förskola", sv="öppis\nlekträff för små")

    assert set(found("öppis")) == {"preschool", "slang"}
    assert found("lekträff för små")[0] == "preschool"


def test_a_synonym_goes_one_way_unless_it_goes_both(found, preschools):
    one_way = synonym("öppen förskola", sv="öppis")
    assert found("öppen förskola") == ["preschool"]

    one_way.delete()
    synonym("öppen förskola", sv="öppis", is_two_way=True)
    assert set(found("öppen förskola")) == {"preschool", "slang"}
    assert found("öppen förskola")[0] == "preschool"


def test_a_synonym_of_several_words_needs_all_of_them(found, preschools):
    synonym("öppen förskola", sv="leka inne")

    assert found("leka inne") == ["preschool"]
    assert found("leka") == []


@pytest.mark.parametrize(
    ("language", "word"),
    [("ar", "حضانة"), ("so", "xanaano"), ("uk", "садок"), ("fa", "مهد"), ("sv-simple", "lekis")],
)
def test_each_language_has_synonyms_of_its_own(found, preschools, language, word):
    synonym("öppen förskola", **{language.replace("-", "_"): word})

    assert found(word, language) == ["preschool"]


@pytest.fixture
def gift():
    """Poison in Swedish, a present in English."""
    offering("poison", title="Giftinformation")
    offering("present", title="Julklapp")
    synonym("giftinformation", sv="gift")
    synonym("julklapp", en="gift")


def test_the_same_word_may_mean_different_things_in_two_languages(found, gift):
    assert found("gift") == ["poison"]
    assert "present" in found("gift", "en")


def test_a_word_means_first_what_it_means_in_the_language_of_the_page(found, gift):
    assert found("gift", "en")[0] == "present"


def test_a_synonym_is_found_however_it_is_written(found, preschools):
    synonym("Öppen Förskola", sv="Barnpassning")

    assert found("BARNPASSNINGEN") == ["preschool"]


def test_a_synonym_for_something_the_guide_does_not_have_finds_nothing(found, preschools):
    synonym("ridskola", sv="ponny")

    assert found("ponny") == []


def test_an_editor_sees_the_effect_of_a_synonym_at_once_and_it_is_gone_when_taken_away(
    admin_client, found, preschools
):
    desk, editor = "/redaktion/support/synonym", Editor(admin_client)
    assert found("tultklubb") == []

    editor.save(f"{desk}/add/", term="öppen förskola", words_sv="tultklubb")
    page = f"{desk}/{Synonym.objects.get().pk}"
    assert found("tultklubb") == ["preschool"]

    editor.save(f"{page}/change/", words_sv="krypargäng", words_ar="حضانة")
    assert found("tultklubb") == []
    assert found("krypargäng") == found("حضانة", "ar") == ["preschool"]

    editor.save(f"{page}/change/", term="fotboll")
    assert found("krypargäng") == ["other"]

    editor.save(f"{page}/delete/")
    assert found("krypargäng") == found("حضانة", "ar") == []


def test_an_editor_sees_the_effect_of_a_topics_words_at_once(admin_client, found):
    offering("other", title="Fotboll")
    offering("course", topics=["honour"])
    page = f"/redaktion/support/topic/{topic('honour').pk}/change/"

    Editor(admin_client).save(page, search_terms_sv="tvångsgifte", search_terms_ar="زواج")
    assert found("tvångsgifte") == found("زواج", "ar") == ["course"]

    Editor(admin_client).save(page, search_terms_sv="", search_terms_ar="")
    assert found("tvångsgifte") == found("زواج", "ar") == []


# --- Spelling --------------------------------------------------------------------------------------


@pytest.fixture
def library():
    offering("other", title="Fotboll")
    offering("library", title="Bibliotek")


@pytest.mark.parametrize(
    "typed", ["biblotek", "biblioteck", "bibliotke", "bilbiotek", "BIBLOTEK", "vibliotek", "biblotekk"]
)
def test_a_misspelt_word_finds_what_was_meant_and_it_is_said(client, library, typed):
    response = client.get("/sv/stod/", {"q": typed})

    assert hits(response) == ["library"]
    assert {word.text.lower() for word in read(response).one(class_="corrected").all("bdi")} == {
        "bibliotek",
        typed.lower(),
    }


def test_one_can_search_for_exactly_what_was_typed(client, library):
    page = read(client.get("/sv/stod/?q=biblotek&type=course"))
    back = page.one(class_="corrected").one("a")["href"]

    response = client.get(f"/sv/stod/{back}")

    assert back == "?q=biblotek&as_typed=1&type=course"
    assert hits(response) == []
    assert not read(response).all(class_="corrected")


def test_a_word_that_finds_something_is_never_corrected(client, library):
    offering("rare", title="Biblotek", description_sv="Så stavar vi.")

    response = client.get("/sv/stod/?q=biblotek")

    assert hits(response) == ["rare"]
    assert not read(response).all(class_="corrected")


@pytest.mark.parametrize("typed", ["bibl", "biblio", "bibliotekens", "Bibliotek"])
def test_half_a_word_and_an_inflected_one_are_not_misspelt(client, library, typed):
    response = client.get("/sv/stod/", {"q": typed})

    assert hits(response) == ["library"]
    assert not read(response).all(class_="corrected")


@pytest.mark.parametrize("typed", ["bib", "biot", "bxxlxxtxk", "fotografering", "112112", "0333570"])
def test_a_short_word_a_number_or_one_that_is_far_from_all_others_is_not_corrected(library, typed):
    assert ask(typed).question.corrections == []


def test_only_the_misspelt_words_of_a_question_are_corrected(library):
    question = ask("fotboll biblotek").question

    assert question.corrections == [("biblotek", "bibliotek")]
    assert ask("fotboll biblotek", as_typed=True).question.corrections == []


def test_words_of_every_script_are_corrected(found):
    offering("a", title="Bibliotek", title_uk="Бібліотека", title_ar="المكتبة العامة")

    assert found("бібліотка", "uk") == ["a"]
    assert found("المكتتبة", "ar") == ["a"]


def test_a_misspelt_synonym_is_understood(found, library):
    synonym("bibliotek", sv="boklådan")

    assert found("bokladdan") == ["library"]


def test_a_misspelt_word_is_nearest_to_what_leads_somewhere(found):
    offering("named", title="Simskola")
    offering("said", title="Fotboll", description_sv="Om sinskolan.")

    assert ask("simskolla").question.corrections == [("simskolla", "simskola")]
