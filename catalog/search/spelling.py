"""The word that was probably meant, among those the guide knows."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.search.lexicon import LanguageWords

SHORTEST = 5  # letters: shorter words are near to everything
# (letters at most, edits): a letter too many, missing, wrong, or two that changed places.
EDITS = ((7, 1), (12, 2), (80, 3))
NEAREST = 5


def nearest(word: str, vocabularies: Iterable[LanguageWords]) -> str | None:
    """The known word that takes fewest edits; of equals one with the same first letter, then the page's own.

    A word that only stands in some text must be nearer than one that is a name, a topic or a synonym.
    """
    if len(word) < SHORTEST:
        return None
    edits = next(edits for longest, edits in EDITS if len(word) <= longest)
    ranked = [
        (distance + penalty, other[0] != word[0], number, abs(len(other) - len(word)), other)
        for number, vocabulary in enumerate(vocabularies)
        for known, penalty in ((vocabulary.leading, 0), (vocabulary.in_order, 1))
        for other, distance, _ in process.extract(
            word, known, scorer=OSA.distance, score_cutoff=edits - penalty, limit=NEAREST
        )
        if len(other) >= SHORTEST - 1 and " " not in other
    ]
    return min(ranked)[-1] if ranked else None
