"""The words of the content: names, search words, synonyms and phrases of danger, read once for each language."""

import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Set
from dataclasses import dataclass

from catalog.search.analysis import Word, forms, is_small, read
from support.models.protection import words_of


@dataclass(frozen=True)
class ContentRow:
    """An entry (what offerings belong to), a synonym or a protection, as it is in every language."""

    kind: str  # the parameter of the list it narrows, "synonym" or "protection"
    pk: int
    code: str  # of the entry; the term of a synonym
    is_two_way: bool
    texts: dict[str, str]  # language → name and search words, one a line


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words of a row, and what they lead to."""

    kind: str
    code: str
    text: str  # as editors wrote it
    words: tuple[tuple[str, ...], ...]  # the forms of each; "misshand*" for what begins so
    is_in_order: bool = False  # they must follow each other

    def share_in(self, said: Container[str]) -> int:
        """How much of it is among these forms, per cent."""
        there = sum(1 for word in self.words if any(form in said for form in word))
        return 100 * there // len(self.words)

    def is_in(self, said: Container[str], written: Iterable[str] = ()) -> bool:
        """That every word of it is among these forms, or begins one of the words as written."""
        return all(any(form in said for form in word) or _begins_one(word[0], written) for word in self.words)

    def is_spoken(self, sequence: list[frozenset[str]], written: list[str]) -> bool:
        """That its words follow each other in a question: the forms of each word, and how it was written."""
        length = len(self.words)
        return any(
            all(
                any(form in sequence[start + number] for form in word)
                or _begins_one(word[0], written[start + number : start + number + 1])
                for number, word in enumerate(self.words)
            )
            for start in range(len(sequence) - length + 1)
        )


def _begins_one(form: str, written: Iterable[str]) -> bool:
    return form.endswith("*") and any(word.startswith(form[:-1]) for word in written)


class Phrases:
    """Phrases by each form of their words; or, where only whole phrases are asked for, of their longest word."""

    def __init__(self, phrases: Iterable[Phrase], *, by_longest: bool = False) -> None:
        by_form: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            words = (max(phrase.words, key=_letters),) if by_longest else phrase.words
            for form in {form for word in words for form in word}:
                by_form[form].append(phrase)
        self.by_form = {form: tuple(found) for form, found in by_form.items()}
        self.beginnings = {form[:-1] for form in by_form if form.endswith("*")}

    def with_form(self, form: str) -> tuple[Phrase, ...]:
        return self.by_form.get(form, ())

    def said(self, forms: Set[str], written: Set[str]) -> list[Phrase]:
        """Those that these words say; their forms, and as they were written."""
        beginnings = {word[:length] for word in written for length in range(1, len(word) + 1)}
        keys = {*forms, *(f"{one}*" for one in beginnings & self.beginnings)}
        once = {id(phrase): phrase for key in keys for phrase in self.with_form(key)}
        return [phrase for phrase in once.values() if phrase.is_in(forms, written)]


def _letters(word: tuple[str, ...]) -> int:
    return len(word[0])


class PhraseReader:
    """Reads rows to phrases. What has not changed since `before` is not read again: an edit touches few rows."""

    def __init__(self, before: "PhraseReader | None" = None) -> None:
        self.before = before.done if before else {}
        self.done: dict[tuple[str, int, str], tuple[ContentRow, list[Phrase]]] = {}
        self.known: dict[tuple[str, str], tuple[str, ...]] = {}  # the same few words come again and again

    def read(self, row: ContentRow, language: str) -> list[Phrase]:
        key = (row.kind, row.pk, language)
        earlier, phrases = self.before.get(key, (None, []))
        if earlier is None or (earlier.code, earlier.texts[language]) != (row.code, row.texts[language]):
            phrases = [*self.lines(row, row.texts[language], language)]
        self.done[key] = (row, phrases)
        return phrases

    def lines(self, row: ContentRow, text: str, language: str) -> Iterator[Phrase]:
        """Danger is told in small words too: "slår mig"; elsewhere they say nothing. A star stands for any ending."""
        for line in text.splitlines():
            is_in_order = False
            if row.kind == "protection":
                parts, is_in_order = words_of(line)
                words = tuple(
                    (sys.intern(word.folded + "*"),) if part.endswith("*") else self._forms(word, language)
                    for part in parts
                    for word in read(part)
                )
            else:
                words = tuple(self._forms(word, language) for word in _telling(read(line), language))
            if words:
                yield Phrase(row.kind, row.code, line, words, is_in_order)

    def _forms(self, word: Word, language: str) -> tuple[str, ...]:
        key = (language, word.written)
        if key not in self.known:
            self.known[key] = tuple(map(sys.intern, forms(word, language)))
        return self.known[key]


def _telling(words: list[Word], language: str) -> list[Word]:
    """Without small words, unless hardly anything is left: "ska få barn" is not "barn"."""
    found = [word for word in words if not is_small(word, language)]
    return found if len(found) > 1 else words
