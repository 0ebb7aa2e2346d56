"""The number check: a translation may say no number that its source does not.

A wrong digit in a telephone number or a price harms the reader more than any clumsy sentence, and is
what machines and tired people get wrong. Layout is left alone: 13.00, 13:00 and 1 p.m. are one time,
12 000 and 12,000 one number, 033-35 70 00 and +46 33 35 70 00 one telephone number, in the digits of any script.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_ARABIC_SEPARATORS = str.maketrans({"٫": ",", "٬": ",", "،": ", "})
_TOKEN = re.compile(
    r"""(?<!\d)(?:
        (?P<phone> (?:\+|00)\d{1,3}(?:[ -]?\(0\))?(?:[ -]?\d){6,12} | \(?0\d{1,3}\)?[ -]?\d{2,3}(?:[ -]?\d{2,4}){1,3} )(?!\d|[.:]\d)
      | (?P<clock> (?P<hour>\d{1,2}) (?:[.:](?P<minute>\d{2}))? [ ]? (?P<half>[ap])\.?[ ]?m\b )
      | (?P<grouped> [1-9]\d{0,2} (?:[ ]\d{3})+ (?:[.,]\d{1,2})? | [1-9]\d{0,2} (?:[.,'’]\d{3})+ )(?!\d)
      | (?P<divided> (?P<whole>\d+) (?P<sign>[.,:]) (?P<rest>\d+) )(?![.,:]?\d)
      | (?P<plain> \d+ )
    )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Number:
    """As it is written, and every reading it may have: "10.50" is a price or a time of day."""

    written: str
    readings: frozenset[str]


def numbers_in(text: str) -> list[Number]:
    return [Number(match.group().strip(), frozenset(_readings(match))) for match in _TOKEN.finditer(_fold(text))]


def unfounded_numbers(translation: str, source: str) -> list[str]:
    """The numbers of a translation that are not in its source, as they are written there."""
    founded = {reading for number in numbers_in(source) for reading in number.readings}
    return [number.written for number in numbers_in(translation) if not number.readings & founded]


def _fold(text: str) -> str:
    """ASCII digits, plain spaces and hyphens, and nothing invisible between them."""
    folded = []
    for letter in text.translate(_ARABIC_SEPARATORS):
        category = unicodedata.category(letter)
        if category == "Nd":
            folded.append(str(unicodedata.decimal(letter)))
        elif category == "Zs":
            folded.append(" ")
        elif category != "Cf":  # direction marks, joiners, soft hyphens
            folded.append(letter)
    return _DASHES.sub("-", "".join(folded))


def _readings(match: re.Match[str]) -> Iterator[str]:
    if match["phone"]:
        yield _dialled(match["phone"])
    elif match["clock"]:
        afternoon = 12 if match["half"].lower() == "p" else 0
        yield _time(int(match["hour"]) % 12 + afternoon, int(match["minute"] or 0))
    elif match["grouped"]:
        yield from _grouped(match["grouped"])
    elif match["divided"]:
        whole, rest = int(match["whole"]), match["rest"]
        if match["sign"] != "," and len(rest) == 2 and whole <= 24 and int(rest) < 60:
            yield _time(whole, int(rest))
        if match["sign"] != ":":
            yield _amount(f"{whole}.{rest}")
    else:
        yield _amount(match["plain"])
        if len(match["plain"]) <= 2 and int(match["plain"]) <= 24:
            yield _time(int(match["plain"]), 0)


def _grouped(written: str) -> Iterator[str]:
    """12 000, 12,000, 12.000: thousands; with one comma or point it may be a decimal as well."""
    thousands, _, decimals = re.sub(r"[ '’]", "", written).partition(",") if " " in written else (written, "", "")
    if " " in written:
        yield _amount(f"{thousands}.{decimals or 0}")
        return
    yield _amount(re.sub(r"\D", "", written))
    if len(re.findall(r"[.,]", written)) == 1:
        yield _amount(written.replace(",", "."))


def _dialled(written: str) -> str:
    digits = re.sub(r"[^\d+]", "", written.replace("(0)", ""))
    return "phone " + re.sub(r"^(?:\+|00)46", "0", digits)


def _time(hour: int, minute: int) -> str:
    return f"time {hour % 24:02}:{minute:02}"


def _amount(digits: str) -> str:
    return f"amount {Decimal(digits).normalize():f}"
