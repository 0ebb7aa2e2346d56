"""Alphabetical order, the same on every database.

Databases sort ä before å, and each in its own way. A sort key of digits sorts alike everywhere.
"""

import unicodedata

_LATIN = "abcdefghijklmnopqrstuvwxyz"
# The order of each language's own alphabet. A letter that is not in it sorts as its base letter.
ALPHABETS = {
    "sv": _LATIN + "åäö",
    "sv-simple": _LATIN + "åäö",
    "fi": _LATIN + "åäö",
    "en": _LATIN,
    "so": _LATIN,
    "bs": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "sq": "abcçdeëfghijklmnopqrstuvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя" + _LATIN,
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي" + _LATIN,
    "fa": "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی" + _LATIN,
}
_VARIANTS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک"})
KEY_LENGTH = 80  # letters, two digits each


def sort_key(text: str, language: str) -> str:
    """A string of digits that sorts as `text` does in `language`: 01 a space, 02–11 digits, then letters."""
    alphabet = ALPHABETS[language]
    folded = unicodedata.normalize("NFC", text).casefold().translate(_VARIANTS)
    if language == "fa":
        folded = folded.translate(_PERSIAN)
    key = []
    for letter in folded:
        if letter not in alphabet:
            letter = unicodedata.normalize("NFD", letter)[0]
        if letter in alphabet:
            key.append(12 + alphabet.index(letter))
        elif letter.isdecimal():
            key.append(2 + unicodedata.digit(letter))
        elif letter.isspace():
            key.append(1)
    return "".join(f"{position:02}" for position in key[:KEY_LENGTH])
