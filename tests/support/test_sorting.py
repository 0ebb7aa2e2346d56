"""Alphabetical order as each language has it, alike on every database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boras_guide.languages import LANGUAGES
from support.sorting import ALPHABETS, sort_key

IN_ORDER = {
    "sv": ["Alla", "bebis", "Zumba", "Åka pulka", "Älskade barn", "Öppen förskola"],
    "sv-simple": ["Alla", "Zumba", "Åka", "Älskade", "Öppen"],
    "fi": ["Avoin", "Zumba", "Åbo", "Äiti", "Öljy"],
    "en": ["Advice", "baby café", "Café for parents", "Öppen förskola", "Parents"],
    "ar": ["أطفال", "بيت", "تربية", "حوار", "روضة", "مدرسة", "يوم"],
    "fa": ["آموزش", "بازی", "پدر", "تربیت", "چای", "کودک", "گفتگو", "مادر", "یادگیری"],
    "so": ["Aabbe", "Carruur", "Hooyo", "Xanaano"],
    "uk": ["Абетка", "Ґанок", "Діти", "Єдність", "Зустріч", "Ігри", "Їжа", "Мама", "Яблуко"],
    "bs": ["Beba", "Cvijet", "Čaj", "Ćup", "Dijete", "Đak", "Sin", "Škola", "Zec", "Žena"],
    "sq": ["Babai", "Cak", "Çaj", "Dita", "Emri", "Ëndrra", "Fëmija"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_languages_own_alphabetical_order(language):
    names = IN_ORDER[language]

    assert sorted(reversed(names), key=lambda name: sort_key(name, language)) == names


def test_every_language_has_an_alphabet():
    assert set(ALPHABETS) == set(LANGUAGES)


def test_capitals_do_not_matter():
    assert sort_key("ÖPPEN FÖRSKOLA", "sv") == sort_key("öppen förskola", "sv")


def test_a_composed_letter_sorts_as_the_same_letter_in_two_parts():
    assert sort_key("A\u030aka", "sv") == sort_key("Åka", "sv")


def test_a_shorter_name_stands_before_a_longer_one_that_begins_alike():
    assert sort_key("Kurs", "sv") < sort_key("Kurs för nya", "sv") < sort_key("Kursen", "sv")


def test_numbers_stand_before_letters():
    assert sort_key("1177", "sv") < sort_key("Anhöriga", "sv")


def test_a_persian_reader_finds_a_word_whichever_keyboard_wrote_it():
    assert sort_key("كودك", "fa") == sort_key("کودک", "fa")


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(max_size=300))
def test_every_text_has_a_key_of_digits_that_fits_its_column(language, text):
    key = sort_key(text, language)

    assert len(key) <= 160
    assert key == "" or (key.isascii() and key.isdigit())
