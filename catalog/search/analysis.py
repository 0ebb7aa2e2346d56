"""Text to words: the one way in which both the index and a reader's query are read."""

import re
import unicodedata

LONGEST_WORD = 80

_WORD = re.compile(r"[^\W_]+")
# Letters that Unicode does not take apart, but people write in more than one way.
_LETTERS = str.maketrans(
    {
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
    }
)


def fold(text: str) -> str:
    """Without case, marks above and below letters, invisible signs, or other scripts' digits.

    >>> fold("Öppen FÖRSKOLA ۱۲")
    'oppen forskola 12'
    """
    plain = []
    for sign in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()):
        category = unicodedata.category(sign)
        if category == "Nd":
            plain.append(str(unicodedata.digit(sign)))
        elif category == "Cc":
            plain.append(" ")
        elif category not in ("Mn", "Cf"):
            plain.append(sign)
    return "".join(plain).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in order.

    >>> words("Öppna förskolan, Boda!")
    ['oppna', 'forskolan', 'boda']
    """
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]
