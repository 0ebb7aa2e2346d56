"""Text to words, and words to forms: what people write in different ways is the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boras_guide.languages import LANGUAGES
from catalog.search.analysis import LONGEST_WORD, fold, forms, is_small, pieces, read, stem, words
from catalog.search.stop_words import STOP_WORDS

ALIKE = [
    ("Öppen förskola", "oppen forskola"),
    ("ÖPPEN FÖRSKOLA", "öppen förskola"),
    ("Åsa", "asa"),
    ("Café", "cafe"),
    ("O\u0308ppen", "Öppen"),  # two signs, one letter
    ("förskola", "för\u00adskola"),  # soft hyphen
    ("đak Čaj šćž", "dak caj scz"),
    ("fëmijë", "femije"),
    ("Ærlig Øl", "aerlig ol"),  # a Dane's keyboard
    ("п'ять", "п’ять"),
    ("пʼять", "п'ять"),
    ("Їжа", "їжа"),
    ("أطفال", "اطفال"),
    ("إجازة", "اجازة"),
    ("آباء", "اباء"),
    ("مدرسة", "مدرسه"),
    ("على", "علي"),
    ("مُدَرِّسَة", "مدرسة"),  # tashkeel
    ("أطـــفال", "أطفال"),  # tatweel
    ("كودك", "کودک"),  # Arabic and Persian keyboards
    ("بازی", "بازي"),
    ("می‌خواهم", "میخواهم"),  # zero-width non-joiner
    ("خانهٔ", "خانه"),
    ("خانۀ", "خانه"),
    ("۱۲ ماه", "12 ماه"),
    ("١٢ شهر", "12 شهر"),
    ("\u200fروضة\u200e", "روضة"),  # marks of direction, pasted along
    ("\u2067أط\u200fفال\u2069", "أطفال"),
    ("ﻻ", "لا"),  # presentation form
    ("Straße", "STRASSE"),
    ("ｋｕｒｓ", "kurs"),  # full width
    ("𝐊𝐮𝐫𝐬", "kurs"),  # letters pasted from social media
    ("İstanbul", "istanbul"),
    ("BVC:n", "bvc"),
    ("SFI:s", "sfi"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_people_write_in_two_ways_is_one_word(one, other):
    assert words(one) == words(other) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Öppna förskolan, Boda!", ["oppna", "forskolan", "boda"]),
        ("bvc/familjecentral", ["bvc", "familjecentral"]),
        ("bvc:n och familjecentralen", ["bvc", "och", "familjecentralen"]),
        ("tid: 9:30", ["tid", "930"]),
        ("snake_case", ["snake", "case"]),
        ("033-35 70 00", ["033", "35", "70", "00"]),
        ("0–1 år", ["0", "1", "ar"]),
        ("(ADHD)", ["adhd"]),
        ("en\x00två\nett\ttre", ["en", "tva", "ett", "tre"]),
        ("", []),
        (" ?!… ’ ـ \u200c \u202e \u0301", []),
        ("🙂👍🏽", []),
    ],
)
def test_a_text_is_read_as_its_words(text, expected):
    assert words(text) == expected


# --- Inflections -----------------------------------------------------------------------------------

INFLECTED = [
    ("sv", "läxorna", "läxa"),
    ("sv", "laxorna", "läxa"),  # without its dots, by its stem
    ("sv", "bibliotekens", "bibliotek"),
    ("sv", "barnens", "barn"),
    ("sv", "språkcaféet", "språkcafé"),
    ("sv", "idéerna", "idé"),
    ("sv", "bvc:n", "BVC"),
    ("sv-simple", "läxorna", "läxa"),
    ("en", "children", "child"),
    ("en", "sleeping", "sleep"),
    ("fi", "kirjastossa", "kirjasto"),
    ("fi", "lapsille", "lapsi"),
    ("bs", "djeteta", "dijete"),
    ("bs", "biblioteci", "biblioteka"),
    ("uk", "бібліотеки", "бібліотека"),
    ("uk", "дітей", "дитина"),
    ("ar", "الروضات", "روضة"),
    ("ar", "للأطفال", "أطفال"),
    ("ar", "والمدرسة", "مدرسة"),
    ("fa", "کودکان", "کودک"),
    ("fa", "كودكان", "کودک"),
    ("sq", "fëmijëve", "fëmijë"),
]


def signs(text: str, language: str) -> set[str]:
    """By which a word is known again: its forms and its stem."""
    (word,) = read(text)
    return {*forms(word, language), stem(word.folded, language)} - {""}


@pytest.mark.parametrize(("language", "inflected", "plain"), INFLECTED)
def test_an_inflected_word_is_known_again(language, inflected, plain):
    assert signs(inflected, language) & signs(plain, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sv", "barn", "barnmorska"),
        ("sv", "sömn", "sorg"),
        ("en", "sleep", "slip"),
        ("ar", "روضة", "رياضة"),
        ("uk", "дитина", "дім"),
        ("fi", "kirja", "kirkko"),
    ],
)
def test_other_words_are_others(language, one, other):
    assert not signs(one, language) & signs(other, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_kept_as_it_was_written_too(language):
    for text in ("läxorna", "الروضات", "бібліотеки", "kirjastossa"):
        assert forms(*read(text), language)[0] == fold(text)


# --- Small words -----------------------------------------------------------------------------------


def small(text: str, language: str) -> bool:
    (word,) = read(text)
    return is_small(word, language)


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("sv", "jag"),
        ("sv", "GÖR"),
        ("sv", "gor"),  # without its dots
        ("sv-simple", "och"),
        ("en", "the"),
        ("en", "where's"),
        ("fi", "minä"),
        ("fi", "mina"),
        ("ar", "على"),
        ("ar", "علي"),
        ("uk", "його"),
        ("bs", "šta"),
        ("bs", "sta"),
        ("sq", "unë"),
        ("so", "aniga"),
        ("fa", "کی"),
        ("fa", "كي"),  # an Arabic keyboard
    ],
)
def test_a_word_that_says_nothing_is_small_however_it_is_written(language, word):
    assert small(word, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_small_word_is_one_that_can_be_read(language):
    assert len(STOP_WORDS[language]) > 50
    assert [word for word in STOP_WORDS[language] if len(read(word)) != 1 or not small(word, language)] == []


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("sv", "utan"),
        ("sv", "inte"),
        ("sv", "aldrig"),
        ("sv", "ensam"),
        ("sv", "mamma"),
        ("sv", "gäng"),  # though "gång" is small
        ("sv-simple", "inte"),
        ("en", "without"),
        ("en", "not"),
        ("fi", "ilman"),
        ("ar", "بدون"),
        ("fa", "بدون"),
        ("uk", "без"),
        ("bs", "bez"),
        ("sq", "pa"),
    ],
)
def test_a_word_that_says_something_or_turns_the_meaning_is_not_small(language, word):
    assert not small(word, language)


# --- Any text --------------------------------------------------------------------------------------


@given(st.text())
def test_any_text_can_be_read(text):
    for word in words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not set(word) & set("_%'\"*\\ \x00")


@given(st.text(), st.sampled_from(list(LANGUAGES)))
def test_any_word_has_forms(text, language):
    for word in read(text):
        assert all(0 < len(form) <= LONGEST_WORD for form in forms(word, language))


@given(st.text())
def test_what_is_read_once_reads_the_same_again(text):
    assert words(" ".join(words(text))) == words(text)


@given(st.text())
def test_the_pieces_of_a_text_are_the_whole_text(text):
    assert "".join(piece for piece, _word in pieces(text)) == text


@given(st.text())
def test_case_never_matters(text):
    assert fold(text.casefold()) == fold(text)


def test_a_very_long_word_is_cut():
    assert [len(word) for word in words("a" * 10_000)] == [LONGEST_WORD]
