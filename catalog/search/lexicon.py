"""The guide's own vocabulary, in memory: the words of the texts, of what offerings belong to, and synonyms.

Read in three questions, and again when the catalogue's revision has risen: an edit takes effect at once.
"""

import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from threading import RLock

from django.db.models import CharField, F, QuerySet, Value
from modeltranslation.manager import MultilingualQuerySet

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.models import Term
from catalog.search.analysis import STEMMED, read, stem
from catalog.search.dictionaries import LISTS
from catalog.search.phrases import ContentRow, Phrase, PhraseReader, Phrases
from support.models import (
    Administration,
    Area,
    Audience,
    CatalogueRevision,
    Offering,
    OfferingType,
    Protection,
    Synonym,
    Topic,
)

# What offerings belong to (the names are the parameters of the list), and the editors' own words.
ENTRIES = {
    "type": OfferingType,
    "topic": Topic,
    "area": Area,
    "administration": Administration,
    "audience": Audience,
}
CONTENT = {**ENTRIES, "synonym": Synonym, "protection": Protection}
OFFERINGS_TO_SPELL = 5  # in one of these a word stands as it should be written
SAME_BEGINNING = 4  # letters: shorter ones are kin to everything


class Lexicon:
    """Everything the search knows of one revision of the catalogue. Never changed once it is made."""

    def __init__(self, before: "Lexicon | None" = None) -> None:
        self.terms: dict[str, dict[str, int]] = {code: {} for code in LANGUAGES}
        for language, text, pk in Term.objects.values_list("language", "text", "pk"):
            self.terms[language][sys.intern(text)] = pk
        self.rows = [*_content_rows()]
        self.reader: PhraseReader = PhraseReader(before.reader if before else None)
        self._vocabularies: dict[str, LanguageWords] = {}

    def of(self, language: str) -> "LanguageWords":
        if language not in self._vocabularies:
            with _reading:
                if language not in self._vocabularies:
                    self._vocabularies[language] = LanguageWords(language, self)
        return self._vocabularies[language]

    def spelled(self, folded: Collection[str], languages: Iterable[str]) -> dict[str, str]:
        """Folded words as the guide writes them, with their dots."""
        vocabularies = [self.of(language) for language in languages]
        texts = [
            phrase.text
            for form in folded
            for vocabulary in vocabularies
            for phrases in (vocabulary.entries, vocabulary.synonyms)
            for phrase in phrases.with_form(form)[:1]
        ]
        found = _written(folded, texts)
        terms = [
            one.terms[form]
            for form in folded
            if form not in found
            for one in vocabularies
            if form in one.terms
        ]
        if terms:
            found = _written(folded, _texts_with(terms, languages)) | found
        return {form: found.get(form, form) for form in folded}


class LanguageWords:
    """The words of one language."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self.language = language
        self.terms = lexicon.terms[language]
        learnt: dict[str, list[Phrase]] = {"entry": [], "synonym": [], "protection": []}
        for row in lexicon.rows:
            learnt["entry" if row.kind in ENTRIES else row.kind] += lexicon.reader.read(row, language)
            if row.is_two_way and language == SOURCE:
                learnt["synonym"] += _turned_round(row, lexicon.reader)
        lexicon.reader.known.clear()
        self.entries, self.synonyms = Phrases(learnt["entry"]), Phrases(learnt["synonym"])
        self.protections = Phrases(learnt["protection"], by_longest=True)
        phrases = [phrase for found in learnt.values() for phrase in found]
        leading = {form for phrase in phrases for word in phrase.words for form in word if form[-1] != "*"}
        self.words = leading.union(text for text in self.terms if " " not in text)
        self.in_order = sorted(self.words)
        of_danger = {form for one in learnt["protection"] for word in one.words for form in word}
        self.of_danger = sorted({form.rstrip("*") for form in of_danger})
        # Words that lead somewhere; the others only stand in a text.
        self.leading = sorted(
            leading.union(word for text in self.terms if " " in text for word in text.split())
        )

    def is_alone(self, form: str) -> bool:
        """That the word says something by itself, not only together with others."""
        return form in self.terms or any(
            len(phrase.words) == 1
            for phrases in (self.entries, self.synonyms, self.protections)
            for phrase in phrases.with_form(form)
        )

    @cached_property
    def stems(self) -> dict[str, list[str]]:
        """Stem → the words that have it."""
        found = defaultdict(list)
        if self.language in STEMMED:
            for word in self.in_order:
                found[stem(word, self.language)].append(word)
        return found

    @cached_property
    def from_behind(self) -> list[str]:
        return sorted(word[::-1] for word in self.in_order)

    def beginning_with(self, start: str) -> Iterator[str]:
        return _beginning_with(start, self.in_order)

    def ending_with(self, end: str) -> Iterator[str]:
        return (word[::-1] for word in _beginning_with(end[::-1], self.from_behind))

    def kindred(self, word: str) -> list[str]:
        """Words with the same beginning and other endings, where no rules or dictionary know them."""
        if self.language in STEMMED or len(word) < SAME_BEGINNING:
            return []
        ending = 3 if self.language in LISTS else 4  # letters; Somali has the longest
        shared = max(SAME_BEGINNING, len(word) - ending)
        return [other for other in self.beginning_with(word[:shared]) if len(other) - shared <= ending]


def _turned_round(row: ContentRow, reader: PhraseReader) -> Iterator[Phrase]:
    """Of a synonym that goes both ways: from the word of the guide to what people write instead."""
    for phrase in reader.lines(row, row.code, SOURCE):
        for meaning in row.texts[SOURCE].splitlines():
            yield Phrase(row.kind, meaning, row.code, phrase.words)


def _beginning_with(start: str, in_order: list[str]) -> Iterator[str]:
    for number in range(bisect_left(in_order, start), len(in_order)):
        if not in_order[number].startswith(start):
            break
        yield in_order[number]


def _written(folded: Collection[str], texts: Iterable[str]) -> dict[str, str]:
    return {word.folded: word.written for text in texts for word in read(text) if word.folded in folded}


def _texts_with(terms: list[int], languages: Iterable[str]) -> Iterator[str]:
    offerings = Offering.objects.rewrite(False).filter(postings__term__in=terms).order_by("pk").distinct()
    for offering in offerings[: len(terms) * OFFERINGS_TO_SPELL]:
        for language in languages:
            for field in ("title", "summary", "description"):
                yield getattr(offering, column(field, language), None) or ""


# --- Reading it ------------------------------------------------------------------------------------


_current: tuple[int, Lexicon] | None = None
_reading = RLock()  # a worker has several threads; one of them reads for all


def current(revision: int | None = None) -> Lexicon:
    """The lexicon of the catalogue as it is now, in the revision that the caller has just read."""
    global _current
    if revision is None:
        revision = CatalogueRevision.objects.current().number
    known = _current
    if known is None or known[0] != revision:
        with _reading:
            known = _current
            if known is None or known[0] != revision:
                known = _current = (revision, Lexicon(known[1] if known else None))
    return known[1]


def forget() -> None:
    """For tests, whose transactions take revisions back."""
    global _current
    _current = None


def _content_rows() -> Iterator[ContentRow]:
    first, *rest = (_rows(kind, model._default_manager.all()) for kind, model in CONTENT.items())
    codes = list(LANGUAGES)
    for kind, pk, code, is_two_way, *texts in sorted(first.union(*rest, all=True), key=_kind_and_id):
        names, more = texts[: len(codes)], texts[len(codes) :]
        by_language = {
            language: f"{name}\n{words}".strip()
            for language, name, words in zip(codes, names, more, strict=True)
        }
        yield ContentRow(kind, pk, code, bool(is_two_way), by_language)


def _kind_and_id(row: tuple) -> tuple[str, int]:
    """A union has no order of its own."""
    return row[0], row[1]


def _rows(kind: str, rows: QuerySet) -> QuerySet:
    """(kind, id, code, both ways, the name in every language, its words in every language), alike for every model."""
    if isinstance(rows, MultilingualQuerySet):
        rows = rows.rewrite(False)
    own = {field.name for field in rows.model._meta.fields}
    nothing = Value("", output_field=CharField())
    code = next(name for name in ("term", "code", "slug") if name in own)

    def texts(*fields: str) -> list[F | Value]:
        found = []
        for language in LANGUAGES:
            names = [column(field, language) for field in fields]
            if language == SOURCE:
                names += fields  # a text that is the same in every language
            found.append(next((F(name) for name in names if name in own), nothing))
        return found

    name = [] if kind == "synonym" or kind == "protection" else ["name"]
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        "pk",
        code,
        F("is_two_way") if "is_two_way" in own else Value(False),
        *texts(*name),
        *texts("search_terms", "words"),
    )
