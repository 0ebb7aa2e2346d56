"""The dictionary forms of words in seven of our languages.

The lists come with a library, packed. Unpacked once to tries in `settings.DICTIONARIES` they take 20 MB for all,
open at once, and are mapped into memory, so that workers share them. Reading the packed lists themselves takes
seconds and 80 MB in each worker.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version

from django.conf import settings
from marisa_trie import BytesTrie

# The library's name for each language it knows.
LISTS = {
    "sv": "sv",
    "sv-simple": "sv",
    "en": "en",
    "fi": "fi",
    "fa": "fa",
    "uk": "uk",
    "bs": "hbs",
    "sq": "sq",
}

FORMAT = 2  # of the files
_directory = settings.DICTIONARIES / f"{version('simplemma')}-{FORMAT}"


def dictionary_form(word: str, language: str) -> str:
    """What a dictionary lists the word under; the word itself where it has none. Lower case in, lower case out.

    What no dictionary has is not guessed: guessing makes one family of all compounds that begin alike.
    """
    if language not in LISTS:
        return word
    found = _trie(LISTS[language]).get(word)
    return _changed(word, found[0]) if found else word


def is_word(word: str, language: str) -> bool:
    """That a dictionary of the language has it, in any form."""
    return language in LISTS and word in _trie(LISTS[language])


@lru_cache
def _trie(name: str) -> BytesTrie:
    if name in missing():
        unpack()
    return BytesTrie().mmap(str(_directory / f"{name}.trie"))


def missing() -> list[str]:
    """The lists that have not been unpacked yet."""
    return sorted({name for name in LISTS.values() if not (_directory / f"{name}.trie").exists()})


def unpack(report: Callable[[str], None] = lambda name: None) -> None:
    """Once. Finnish, by far the longest, takes some ten seconds and, while it lasts, 700 MB."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # 3 MB that no worker needs

    _directory.mkdir(parents=True, exist_ok=True)
    for name in missing():
        report(name)
        trie = BytesTrie(_changes(DefaultDictionaryFactory(cache_max_size=1).get_dictionary(name)))
        unfinished = _directory / f"{name}.{os.getpid()}"
        trie.save(str(unfinished))
        unfinished.rename(_directory / f"{name}.trie")


# A form is kept as what must change in the word, which few words have to themselves: how many letters go from its
# end, and which come instead.


def _changes(forms: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for word, form in forms.items():
        if word != word.casefold():
            continue
        alike = 0
        for one, other in zip(word, form, strict=False):
            if one != other:
                break
            alike += 1
        yield word, bytes([len(word) - alike]) + form[alike:].encode()


def _changed(word: str, change: bytes) -> str:
    return (word[: len(word) - change[0]] + change[1:].decode()).casefold()
