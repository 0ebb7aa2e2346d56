"""What people write, for what the guide calls something else: how editors keep it."""

import pytest

from support.models import Synonym, TranslationState
from support.reference.faults import BrokenContent
from support.reference.loading import KEPT
from tests.support.editor import PageForm

pytestmark = pytest.mark.django_db
SYNONYMS = "/redaktion/support/synonym/"


def faults(copy) -> set[tuple[str, str]]:
    with pytest.raises(BrokenContent) as broken:
        copy.load()
    return {(fault.where.entry, fault.where.field) for fault in broken.value.faults}


def test_an_editor_writes_one_expression_a_line_and_space_does_not_matter(editor):
    words = "öppis\r\n\r\n  baby  café \r\nÖppis\r\noppis\r\n"
    editor.save(f"{SYNONYMS}add/", term="öppen förskola", words_sv=words, words_so="xanaano\r\n")

    synonym = Synonym.objects.get()
    assert synonym.words_in("sv") == ["öppis", "baby café"]
    assert synonym.words_in("so") == ["xanaano"]


def test_no_language_lends_its_words_to_another(editor):
    synonym = Synonym.objects.create(term="öppen förskola", words_sv="öppis")

    assert synonym.words_in("sv-simple") == synonym.words_in("ar") == []


def test_a_term_stands_once(editor):
    Synonym.objects.create(term="öppen förskola")

    page = editor.send(f"{SYNONYMS}add/", term="öppen förskola", words_sv="öppis").content.decode()

    assert "Det ordet finns redan i listan. Lägg till orden där." in page
    assert Synonym.objects.count() == 1


def test_the_form_can_be_opened_with_a_word_in_place(editor):
    page = editor.open(
        f"{SYNONYMS}add/?term=%C3%B6ppen+f%C3%B6rskola&words_ar=%D8%AD%D8%B6%D8%A7%D9%86%D8%A9"
    )

    values = PageForm(page).values
    assert values["term"] == ["öppen förskola"]
    assert values["words_ar"] == ["حضانة"]
    assert values["words_sv"] == [""]


def test_words_of_another_language_may_hold_numbers_that_the_swedish_lack(editor):
    page = editor.save(f"{SYNONYMS}add/", term="larmnummer", words_en="911")

    assert "Kontrollera" not in page
    assert Synonym.objects.get().words_in("en") == ["911"]


def test_words_that_an_editor_writes_are_a_persons(editor, loaded):
    synonym = Synonym.objects.get(term="bvc")
    editor.save(f"{SYNONYMS}{synonym.pk}/change/", words_en="well baby clinic")

    origins = TranslationState.objects.about(synonym).values_list("language", "origin")
    assert {("en", "person"), ("ar", "machine")} <= set(origins)


# --- The file --------------------------------------------------------------------------------------


def test_every_language_of_the_file_is_loaded(copy):
    words = {"sv": ["öppis", "babycafé"], "en": ["playgroup 911"], "sq": ["kopsht"]}
    copy.write("synonyms.json", [{"term": "öppen förskola", "is_two_way": True, "words": words}])

    copy.load()

    synonym = Synonym.objects.get()
    assert synonym.is_two_way
    assert {code: synonym.words_in(code) for code in words} == words
    assert not copy.load().has_written


def test_words_need_no_swedish(copy):
    words = {"sq": ["kopsht"]}
    copy.write("synonyms.json", [{"term": "förskola", "is_two_way": False, "words": words}])

    copy.load()

    assert Synonym.objects.get().words_in("sq") == ["kopsht"]
    assert Synonym.objects.get().words_in("sv") == []


def test_words_that_an_editor_has_written_are_kept(editor, loaded):
    synonym = Synonym.objects.get(term="bvc")
    editor.save(f"{SYNONYMS}{synonym.pk}/change/", words_sv="bebisdoktorn")

    report = loaded.load()

    synonym.refresh_from_db()
    assert synonym.words_in("sv") == ["bebisdoktorn"]
    assert report.counts[Synonym][KEPT] == 1


def test_faults_in_the_file_are_named(copy):
    def spoil(entries):
        entries[0]["words"] = {"sv": ["mvc", " ", "MVC"], "de": ["Hebamme"], "en": []}
        entries[1]["words"] = {}
        entries[2] = entries[1] | {"words": {"sv": ["öppis  på hörnet"]}}

    copy.change("synonyms.json", spoil)
    first, second = (entry["term"] for entry in copy.read("synonyms.json")[:2])

    assert faults(copy) == {
        (first, "words[sv][1]"),
        (first, "words[sv][2]"),
        (first, "words[de]"),
        (first, "words[en]"),
        (second, "words"),
        (second, "words[sv][0]"),
        (second, "term"),
    }
