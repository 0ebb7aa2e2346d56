"""Help for someone in danger stands first, whatever else the words would find."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from boras_guide.languages import LANGUAGES, SOURCE, column
from catalog.emergency import CONTACTS
from catalog.search.dictionaries import is_word
from catalog.search.lexicon import LanguageWords, Lexicon
from catalog.search.phrases import Phrase
from catalog.search.question import Question
from support.models import Protection

EMERGENCY_NUMBER = CONTACTS[0].number
SHORTEST_MISSPELT = 3  # letters


@dataclass
class Protected:
    """Ids of offerings."""

    for_everyone: list[int] = field(default_factory=list)  # answers at any hour, whoever is in danger
    first: list[int] = field(default_factory=list)  # for this danger, in order
    then: list[int] = field(default_factory=list)  # in any order


def protected_from(dangers: Iterable[Phrase]) -> Protected:
    """What helps in these dangers, the most urgent first."""
    codes = {phrase.code for phrase in dangers}
    rows = Protection.objects.filter(code__in=codes).order_by("position", "pk", "then")
    found = Protected()
    title = f"then__{column('title', SOURCE)}"
    for first, then, name in rows.values_list("first", "then", title):
        # The emergency number itself; others have it as theirs at night.
        is_for_everyone = (name or "").startswith(EMERGENCY_NUMBER)
        for pk, place in (
            (first, found.first),
            (then, found.for_everyone if is_for_everyone else found.then),
        ):
            if pk is not None and pk not in place:
                place.append(pk)
    return found


def _near(question: Question, vocabulary: LanguageWords) -> set[str]:
    """Words of danger that a misspelt word may be: whoever is afraid types badly, and short words too."""
    strange = (
        word.folded
        for word in question.words
        if len(word.folded) >= SHORTEST_MISSPELT
        and word.folded not in vocabulary.words
        and not any(is_word(word.written, language) for language in question.languages)
    )
    return {
        other
        for word in strange
        for other, _, _ in process.extract(
            word, vocabulary.of_danger, scorer=OSA.distance, score_cutoff=1, limit=None
        )
    }


def dangers_in(question: Question, lexicon: Lexicon) -> list[Phrase]:
    """The phrases of danger that are said.

    Whoever is afraid does not look for the page in her language first: every language's phrases count.
    """
    found = []
    for language in question.languages:
        vocabulary = lexicon.of(language)
        near = _near(question, vocabulary)
        found += vocabulary.protections.said(question.forms | near, question.written | near)
    written = question.written
    for language in LANGUAGES if question.is_foreign else ():
        found += lexicon.of(language).protections.said(written, written)
    sequence, words = question.sequence
    return [phrase for phrase in found if not phrase.is_in_order or phrase.is_spoken(sequence, words)]
