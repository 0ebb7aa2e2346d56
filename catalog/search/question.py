"""What a question asks for: its words, each with the ways in which the guide may say it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from boras_guide.languages import LANGUAGES, SOURCE
from catalog.search import weights
from catalog.search.ages import Ages, ages_in
from catalog.search.analysis import COMPOUNDING, Word, fold, forms, is_small, read, stem
from catalog.search.compounds import ends, split
from catalog.search.day_words import Days, days_in
from catalog.search.dictionaries import is_word
from catalog.search.lexicon import LanguageWords, Lexicon
from catalog.search.near_words import near_in
from catalog.search.phrases import Phrase
from catalog.search.spelling import nearest
from catalog.search.stop_words import NEGATIONS

MOST_READ = 100  # words; a danger may stand last in a long question
MOST_WORDS = 24  # different ones, that each are looked for
MOST_CORRECTED = 6
SHORTEST_BEGINNING = 4

_SMALL_NUMBER = re.compile(r"\d{1,2}")
_PART_OF_YEAR = re.compile(r"(?<=\d)[.,]\d|½")  # "2,5 år" is two years

OWN = {"same", "stem", "kindred", "language"}  # the word itself, not what it may mean

Part = frozenset[tuple[str, str]]  # (language, form): any of these


@dataclass(frozen=True)
class Alternative:
    """One way to say a word: all the parts of it."""

    parts: tuple[Part, ...]
    quality: int  # per cent
    how: str  # for editors: same, synonym, stem …
    text: str = ""  # what was written, where it is not the word itself
    entries: tuple[Phrase, ...] = ()  # what it names in another language

    def damped(self, share: int) -> "Alternative":
        """The same, with this share (per cent) of its quality."""
        return replace(self, quality=self.quality * share // 100)


@dataclass
class Concept:
    """A word that says something."""

    word: Word
    alternatives: list[Alternative] = field(default_factory=list)
    used: str = ""  # what it was read as, where it was misspelt

    def as_it_stands(self) -> "Concept":
        return Concept(self.word, [one for one in self.alternatives if one.how in OWN])

    @property
    def own_forms(self) -> set[str]:
        """The forms of the very word, in any language."""
        return {form for one in self.alternatives if one.how in OWN for part in one.parts for _, form in part}


@dataclass
class Question:
    """A question, read in the page's language and in Swedish."""

    text: str
    language: str
    said: list[Word]  # in order
    telling: list[Word]  # without small words, ages, days and what is near
    concepts: list[Concept]
    ages: Ages
    days: Days
    near: frozenset[int]  # which of what is said asks for what is near
    forms: frozenset[str]  # of all its words, small ones too
    unknown: list[str] = field(default_factory=list)
    is_foreign: bool = False  # some word is of neither language

    @property
    def sequence(self) -> tuple[list[frozenset[str]], list[str]]:
        """All words in order: the forms of each, and as they were written or meant."""
        meant = dict(self.corrections)
        words = read(self.text)[:MOST_READ]
        read_as = [read(meant[word.written])[0] if word.written in meant else word for word in words]
        found = [frozenset(form for code in self.languages for form in forms(word, code)) for word in read_as]
        return found, [word.folded for word in read_as]

    @property
    def words(self) -> list[Word]:
        """The different ones."""
        return list(dict.fromkeys(self.said))

    @property
    def asks_only_near(self) -> bool:
        return bool(self.near) and not self.concepts and not self.ages

    @property
    def written(self) -> set[str]:
        """The words as they were written, or meant; folded."""
        return {word.folded for word in self.words} | {fold(used) for _, used in self.corrections}

    @property
    def languages(self) -> set[str]:
        return {self.language, SOURCE}

    @property
    def corrections(self) -> list[tuple[str, str]]:
        return [(concept.word.written, concept.used) for concept in self.concepts if concept.used]


class Reader:
    """Reads one question, by the vocabularies of its page's language and of Swedish."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.languages = list(dict.fromkeys((language, SOURCE)))
        self.vocabularies = [lexicon.of(code) for code in self.languages]
        text = _PART_OF_YEAR.sub("", text)
        sequence = read(text)[:MOST_READ]
        ages, days = ages_in(text, sequence, self.languages), days_in(sequence, self.languages)
        near = near_in(sequence)
        more = {number for number in days.telling if self.is_content(sequence[number])}
        consumed = near | ages.consumed | days.consumed - more
        said = list(dict.fromkeys(word for number, word in enumerate(sequence) if number not in consumed))
        telling = [word for word in said if not self.is_small(word)]
        concepts = [self.concept(word) for word in telling[:MOST_WORDS]]
        if not telling and not near:  # "hjälp!": all that somebody says, and then no part of another word
            concepts = [self.concept(word).as_it_stands() for word in said[:MOST_WORDS]]
        self._join(said, concepts)
        said_forms = {form for word in sequence for code in self.languages for form in forms(word, code)}
        said_forms |= {form for concept in concepts for form in concept.own_forms}
        self.question = Question(
            text, language, sequence, telling, concepts, ages, days, near, frozenset(said_forms)
        )
        for concept in concepts:
            self._add_synonyms(concept)

    def is_small(self, word: Word) -> bool:
        """A stop word, a negation, or a single letter: by themselves they say nothing."""
        own, *swedish = self.vocabularies
        if any(word.folded in NEGATIONS[code] for code in self.languages):
            return True
        if is_small(word, own.language) or len(word.folded) == 1 or _SMALL_NUMBER.fullmatch(word.folded):
            return True
        return word.folded not in own.words and any(is_small(word, one.language) for one in swedish)

    def is_content(self, word: Word) -> bool:
        """Among the words that editors have entered for the search."""
        return any(
            phrases.with_form(form)
            for one in self.vocabularies
            for phrases in (one.entries, one.synonyms)
            for form in forms(word, one.language)
        )

    def concept(self, word: Word) -> Concept:
        found = [alternative for one in self.vocabularies for alternative in self._known(word, one)]
        if len({code for one in found for part in one.parts for code, _ in part}) > 1:
            found = [self._as_other(one) for one in found]
        return Concept(word, found)

    def _as_other(self, one: Alternative) -> Alternative:
        """A word of both languages: the page's own is meant."""
        if all(code == self.languages[0] for part in one.parts for code, _ in part):
            return one
        return one.damped(weights.OTHER_LANGUAGE)

    def _known(self, word: Word, vocabulary: LanguageWords) -> Iterator[Alternative]:
        """The ways in which this language says the word."""
        code = vocabulary.language
        same = [form for form in forms(word, code) if form in vocabulary.words]
        if same:
            yield self._one(code, same, weights.SAME, "same")
        # A word that the dictionary has needs no rules: they take "dotter" for a form of "dött".
        alike = "" if is_word(word.written, code) else stem(word.folded, code)
        stems = [other for other in vocabulary.stems.get(alike, ()) if other not in same] if alike else []
        if stems:
            yield self._one(code, stems, weights.STEM, "stem")
        if not stems and not any(map(vocabulary.is_alone, same)):
            kindred = vocabulary.kindred(word.folded)
            if kindred:
                yield self._one(code, kindred, weights.KINDRED, "kindred")
        if code in COMPOUNDING:
            yield from self._compounds(word, vocabulary)

    def _compounds(self, word: Word, vocabulary: LanguageWords) -> Iterator[Alternative]:
        code = vocabulary.language
        parts = split(word.folded, vocabulary)
        if parts:
            yield Alternative(
                tuple(frozenset((code, form) for form in part) for part in parts),
                weights.COMPOUND,
                "compound",
                " + ".join(sorted(part)[0] for part in parts),
            )
        for form in forms(word, code):
            heads, modifiers = ends(form, vocabulary)
            if heads:
                yield self._one(code, heads, weights.HEAD, "head")
            if modifiers:
                yield self._one(code, modifiers, weights.MODIFIER, "modifier")

    def _one(self, code: str, found: list[str], quality: int, how: str) -> Alternative:
        text = "" if how == "same" else ", ".join(found[:3])
        return Alternative((frozenset((code, form) for form in found),), quality, how, text)

    # --- Words that belong together -----------------------------------------------------------------

    def _join(self, words: list[Word], concepts: list[Concept]) -> None:
        """ "läx hjälp" is läxhjälp."""
        by_word = {concept.word: concept for concept in concepts}
        for vocabulary in self.vocabularies:
            if vocabulary.language not in COMPOUNDING:
                continue
            for first, second in pairwise(words):
                joined = Word(first.written + second.written, first.folded + second.folded)
                known = [form for form in forms(joined, vocabulary.language) if form in vocabulary.words]
                for word in (first, second) if known else ():
                    if word in by_word:
                        by_word[word].alternatives.append(
                            self._one(vocabulary.language, known, weights.SAME, "joined")
                        )

    def _add_synonyms(self, concept: Concept) -> None:
        """What editors say that it means."""
        own = concept.own_forms | {form for code in self.languages for form in forms(concept.word, code)}
        meanings = self._meanings(
            own, weights.SYNONYM_OF_KNOWN if self._is_said(concept) else weights.SYNONYM
        )
        found = (self._meaning(meaning, quality) for meaning, quality in sorted(meanings.items()))
        concept.alternatives += filter(None, found)

    def _meanings(self, own: set[str], quality: int) -> dict[str, int]:
        """Term → how well it fits, for the synonyms that hold one of these forms and are said in full."""
        said = self.question.forms | own
        found: dict[str, int] = {}
        for vocabulary in self.vocabularies:
            share = 100 if vocabulary.language == self.languages[0] else weights.OTHER_LANGUAGE
            for phrase in {
                id(one): one for form in own for one in vocabulary.synonyms.with_form(form)
            }.values():
                if phrase.is_in(said):
                    worth = (weights.SYNONYM if len(phrase.words) > 1 else quality) * share // 100
                    found[phrase.code] = max(worth, found.get(phrase.code, 0))
        return found

    def _is_said(self, concept: Concept) -> bool:
        """That some offering says the word itself, not only those who listed what parents search by."""
        return any(
            form in self.lexicon.terms[code]
            for one in concept.alternatives
            if one.how in OWN
            for part in one.parts
            for code, form in part
        )

    def _meaning(self, text: str, quality: int) -> Alternative | None:
        """What a synonym leads to: words of the guide, in Swedish."""
        vocabulary = self.lexicon.of(SOURCE)
        parts = []
        for word in read(text):
            if is_small(word, SOURCE):
                continue
            known = [form for form in forms(word, SOURCE) if form in vocabulary.words]
            known = known or vocabulary.stems.get(stem(word.folded, SOURCE), [])
            if not known:
                return None
            parts.append(frozenset((SOURCE, form) for form in known))
        return Alternative(tuple(parts), quality, "synonym", text) if parts else None

    # --- Words that found nothing -------------------------------------------------------------------

    def mend(self, lost: list[Concept], *, as_typed: bool) -> None:
        """Other languages, half words, and spelling; in that order."""
        # One strange word in a sentence is misspelt or a name; a sentence of them is another language.
        self.question.is_foreign = 2 * len(lost) >= len(self.question.concepts)
        meant: dict[str, Concept] = {}
        for concept in lost:
            if not concept.alternatives and self._is_small_elsewhere(concept.word):
                self.question.concepts.remove(concept)
                continue
            found = [*self._elsewhere(concept.word)] if self.question.is_foreign else []
            found = found or [*self._begun(concept.word)]
            if not found and not as_typed and len(meant) < MOST_CORRECTED:
                right = self._correct(concept)
                if right:
                    meant[right] = concept
            concept.alternatives += found
        for form, written in self.lexicon.spelled(meant.keys(), self.languages).items():
            meant[form].used = written

    def _is_small_elsewhere(self, word: Word) -> bool:
        return any(is_small(word, code) for code in LANGUAGES if code not in self.languages)

    def _elsewhere(self, word: Word) -> Iterator[Alternative]:
        """In another language, where one has it as it is written."""
        form = word.folded
        said = self.question.forms | {form}
        for vocabulary in self._other_vocabularies():
            if form in vocabulary.terms:
                yield self._one(vocabulary.language, [form], weights.SAME, "language")
            entries = {
                (phrase.kind, phrase.code): phrase
                for phrase in vocabulary.entries.with_form(form)
                if phrase.is_in(said)
            }
            if entries:
                yield Alternative((), weights.SAME, "language", form, tuple(entries.values()))
            synonyms = vocabulary.synonyms.with_form(form)
            for meaning in sorted({phrase.code for phrase in synonyms if phrase.is_in(said)}):
                alternative = self._meaning(meaning, weights.SYNONYM)
                if alternative is not None:
                    yield alternative

    def _other_vocabularies(self) -> Iterator[LanguageWords]:
        return (self.lexicon.of(code) for code in LANGUAGES if code not in self.languages)

    def _begun(self, word: Word) -> Iterator[Alternative]:
        if len(word.folded) >= SHORTEST_BEGINNING:
            for vocabulary in self.vocabularies:
                found = [*vocabulary.beginning_with(word.folded)]
                if found:
                    yield self._one(vocabulary.language, found, weights.BEGINNING, "beginning")
                phrases = (phrase for form in found for phrase in vocabulary.synonyms.with_form(form))
                for meaning in sorted({phrase.code for phrase in phrases if len(phrase.words) == 1}):
                    alternative = self._meaning(meaning, weights.BEGINNING)
                    if alternative is not None:
                        yield alternative

    def _correct(self, concept: Concept) -> str:
        """The word that was meant, folded; "" where none is near, or where the word is right as it is."""
        word = concept.word.folded
        if not word.isalpha() or any(is_word(concept.word.written, code) for code in self.languages):
            return ""
        meant = nearest(word, self.vocabularies)
        if meant is None or meant == word:
            return ""
        right = self.concept(Word(meant, meant))
        self.question.forms |= right.own_forms | {meant}
        self._add_synonyms(right)
        concept.alternatives = right.alternatives
        return meant
