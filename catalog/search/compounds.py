"""Words written together, taken apart by the guide's own vocabulary: no general dictionary knows öppenförskola."""

from catalog.search.analysis import Word, is_small, stem
from catalog.search.lexicon import LanguageWords

SHORTEST_PART = 3  # letters
SHORTEST_WORD = 7
SHORTEST_END = 4
# What may stand between the parts (ungdoms-, förskole-, kvinno-), and what the first part may have lost (läxa: läx-).
JOINTS = ("", "s", "e", "o", "u", "n")
LOST = ("", "a", "e")


def split(word: str, vocabulary: LanguageWords) -> list[list[str]]:
    """The forms of each part of a compound of two, the longest last part first; [] where it is none."""
    if len(word) < SHORTEST_WORD:
        return []
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        end = word[cut:]
        last = _last(end, vocabulary)
        is_small_end = is_small(Word(end, end), vocabulary.language)  # amningshjälp
        first = _first(word[:cut], vocabulary) if last or is_small_end else []
        if first:
            return [first] if is_small_end else [first, last]
    return []


def ends(word: str, vocabulary: LanguageWords) -> tuple[list[str], list[str]]:
    """The compounds of the guide that end with the word, and those that begin with it."""
    if len(word) < SHORTEST_END:
        return [], []
    heads = [
        other
        for other in vocabulary.ending_with(word)
        if len(other) - len(word) >= SHORTEST_PART and _first(other[: -len(word)], vocabulary)
    ]
    modifiers = [other for other in vocabulary.beginning_with(word) if _rest(other[len(word) :], vocabulary)]
    return sorted(heads), modifiers


def _last(part: str, vocabulary: LanguageWords) -> list[str]:
    """In any of its forms: only the end of a compound is inflected."""
    if part in vocabulary.words:
        return [part]
    return vocabulary.stems.get(stem(part, vocabulary.language), [])


def _first(part: str, vocabulary: LanguageWords) -> list[str]:
    for joint in JOINTS:
        bare = part.removesuffix(joint)
        if len(bare) < SHORTEST_PART or not part.endswith(joint):
            continue
        found = [bare + lost for lost in LOST if bare + lost in vocabulary.words]
        if found:
            return found
    return []


def _rest(part: str, vocabulary: LanguageWords) -> bool:
    """That what follows is a word, not an ending."""
    return any(
        len(bare) > SHORTEST_PART and bare in vocabulary.words
        for bare in (part.removeprefix(joint) for joint in JOINTS if part.startswith(joint))
    )
