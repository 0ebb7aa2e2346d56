"""Text to words, and words to forms: the one way in which the index, the content and a question are read."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from catalog.search.dictionaries import dictionary_form
from catalog.search.stop_words import STOP_WORDS

LONGEST_WORD = 80
SHORTEST_WITH_AND = 4  # letters, in Arabic
SIGNS_REMEMBERED = 5_000  # of the million there are, so that nobody can fill the memory

# A word may hold what Persian and Ukrainian write inside words, and the ending of an abbreviation: bvc:n.
_WORD = re.compile(r"[^\W_]+(?:[\u200c\u200d'’ʼ‘`´′:][^\W_]+)*")
_ENDING_OF_ABBREVIATION = re.compile(r":[^\W\d_]{1,4}$")


class _Signs(dict):
    """What each sign becomes; asked once, then known."""

    def __init__(self, known: dict[str, str | None], rule: Callable[[str], str | None]) -> None:
        super().__init__({ord(sign): other for sign, other in known.items()})
        self.rule = rule

    def __missing__(self, code: int) -> str | None:
        becomes = self.rule(chr(code))
        if len(self) < SIGNS_REMEMBERED:
            self[code] = becomes
        return becomes


def _folded(sign: str) -> str | None:
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "Cc":
        return " "
    return None if category in ("Mn", "Cf") else sign


def _tight(sign: str) -> str | None:
    category = unicodedata.category(sign)
    return None if category == "Mn" or (category == "Cf" and sign not in JOINERS) else sign


JOINERS = "\u200c\u200d"  # inside words, in Persian and other scripts
# Letters that Unicode does not take apart, but people write in more than one way.
_LETTERS: dict[str, str | None] = {
    "đ": "d",
    "ø": "o",
    "æ": "ae",
    "ł": "l",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ە": "ه",  # what is left of ۀ
    "ٱ": "ا",
    "ـ": None,  # tatweel only stretches a word
    "'": None,  # Ukrainian writes an apostrophe inside a word
    "’": None,
    "ʼ": None,
    "‘": None,
    "`": None,
    "′": None,
    ":": None,
}
_FOLDED = _Signs(_LETTERS, _folded)
_ASCII = {**dict.fromkeys(range(32), " "), 127: " ", **dict.fromkeys(map(ord, "'`:"))}
_LOOSE_MARKS = _Signs({}, _tight)

# Stems group words that the lemmatiser does not know, and words typed without their dots.
STEMMED = {
    "sv": "swedish",
    "sv-simple": "swedish",
    "en": "english",
    "fi": "finnish",
    "ar": "arabic",
    "fa": "persian",
}
# Where words are written together: förskola + plats, vauva + ryhmä.
COMPOUNDING = {"sv", "sv-simple", "fi"}

# Where dots and accents tell words apart; elsewhere they are a matter of taste and keyboard.
DOTS_MAKE_WORDS = {"sv", "sv-simple", "fi", "bs", "sq"}

_ARABIC_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)(?=.{3})")

_PERSIAN_LETTERS = str.maketrans("كيى", "کیی")  # an Arabic keyboard writes the same words


class Word(NamedTuple):
    """A word as it was written, and folded."""

    written: str
    folded: str


def fold(text: str) -> str:
    """Without case, marks above and below letters, invisible signs, or other scripts' digits.

    >>> fold("Öppen FÖRSKOLA ۱۲")
    'oppen forskola 12'
    """
    if text.isascii():
        return text.lower().translate(_ASCII)
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_FOLDED)


def read(text: str) -> list[Word]:
    """The words of a text, in order.

    >>> [word.folded for word in read("Öppna förskolan, BVC:n!")]
    ['oppna', 'forskolan', 'bvc']
    """
    return [word for _, word in pieces(_without_loose_marks(text)) if word is not None]


def as_typed(text: str) -> list[str]:
    """The same words, with their capitals."""
    return [piece for piece, word in pieces(_without_loose_marks(text)) if word is not None]


def pieces(text: str) -> Iterator[tuple[str, Word | None]]:
    """The text cut into words and what stands between them, which is None."""
    end = 0
    for match in _WORD.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], None
        written = _ENDING_OF_ABBREVIATION.sub("", match[0].casefold())[:LONGEST_WORD]
        folded = fold(written)[:LONGEST_WORD]
        yield match[0], Word(written, folded) if folded else None
        end = match.end()
    if end < len(text):
        yield text[end:], None


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("Öppna förskolan, Boda!")
    ['oppna', 'forskolan', 'boda']
    """
    return [word.folded for word in read(text)]


def _without_loose_marks(text: str) -> str:
    """Tashkeel, direction marks and the like would cut a word in two."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_LOOSE_MARKS)


def lemma(word: Word, language: str) -> str:
    """The word as a dictionary has it, folded; the word itself where none knows it.

    >>> lemma(read("läxorna")[0], "sv")
    'laxa'
    """
    if language == "ar":
        bare = _ARABIC_ARTICLE.sub("", word.folded)
        return stem(bare, "ar") or bare
    written = word.written
    if language in ("sv", "sv-simple") and "é" in written[:-1]:
        written = written[: written.index("é") + 1]  # idéer, språkcaféet: what follows é is an ending
    if language == "fa":
        written = written.translate(_PERSIAN_LETTERS)
    found = dictionary_form(written, language)
    if found in STOP_WORDS[language] and fold(found) != found:
        return word.folded  # "två gånger" is not about "gång", which without its dots is "gäng"
    return fold(found)[:LONGEST_WORD] if found != word.written else word.folded


def stem(folded: str, language: str) -> str:
    """What the folded word begins with in all its forms; "" for a language without rules for it."""
    algorithm = STEMMED.get(language)
    return _stemmer(algorithm).stemWord(folded) if algorithm else ""


@lru_cache
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm, 0)


def is_small(word: Word, language: str) -> bool:
    """A stop word. Without its dots a word may be one: "nar"; with the wrong ones it is another word.

    >>> [is_small(word, "sv") for word in read("gång gang gäng")]
    [True, True, False]
    """
    if word.written in STOP_WORDS[language]:
        return True
    has_own_dots = language in DOTS_MAKE_WORDS and word.written != word.folded
    return not has_own_dots and word.folded in _folded_stop_words(language)


@lru_cache
def _folded_stop_words(language: str) -> frozenset[str]:
    return frozenset(map(fold, STOP_WORDS[language]))


def forms(word: Word, language: str) -> tuple[str, ...]:
    """The folded forms under which a word is kept: as written, and as the dictionary has it.

    A small word is itself alone: a dictionary makes "mig" of "jag", and then "slår mig" is "jag slår".
    """
    if is_small(word, language):
        return (word.folded,)
    found = [word.folded, lemma(word, language)]
    if language == "ar" and word.folded.startswith("و") and len(word.folded) > SHORTEST_WITH_AND:
        found.append(lemma(Word(word.written[1:], word.folded[1:]), language))  # "and" is written together
    return tuple(dict.fromkeys(found))
