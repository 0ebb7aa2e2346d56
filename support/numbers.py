"""The number check: a translation may say no number that its source does not.

A wrong digit in a telephone number or a price harms a reader more than a clumsy sentence, and is what
machines and tired people get wrong. How a number is written is left to the language: 13.00, 13:00 and
1 p.m. are one time, 12 000 and 12,000 one amount, 033-35 70 00 and +46 33 35 70 00 one telephone,
in the digits of any script.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?<!\d)(?:
        (?P<phone> (?: (?:\+|00)\d{1,3}(?:[ -]?\(0\))?(?:[ -]?\d){6,12}
                     | \(?0\d{1,3}\)?[ -]?\d{2,3}(?:[ -]?\d{2,4}){1,3} ) (?!\d|[.:]\d) )
      | (?P<clock> (?P<hour>\d{1,2}) (?:[.:](?P<minute>\d{2}))? [ ]?(?P<half>[ap])\.?[ ]?m\b\.? )
      | (?P<thousands> [1-9]\d{0,2} (?: (?:[ ]\d{3})+ | (?:[.]\d{3})+ | (?:[,]\d{3})+ | (?:['’]\d{3})+ ) (?!\d) )
      | (?P<divided> \d+[.,:]\d+ (?!\d) )
      | (?P<plain> \d+ )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")  # of any script
_SPACED_OUT = re.compile(r"\d+(?:[ -]\d+)+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_ARABIC_SEPARATORS = str.maketrans({"٫": ",", "٬": ","})
LONG = 5  # digits; a number as long as that is dialled, however it is spaced out (90101, 901 01)


@dataclass(frozen=True)
class Number:
    """As it is written, and every reading it may have: "10.50" is a price or a time of day."""

    written: str
    readings: frozenset[str]


def numbers_in(text: str) -> list[Number]:
    return [
        Number(match.group().strip(), frozenset(_readings(match))) for match in _TOKEN.finditer(_folded(text))
    ]


def unfounded_numbers(translation: str, source: str) -> list[str]:
    """The numbers of a translation that are not in its source, as the translation writes them."""
    if not _DIGIT.search(translation):
        return []
    founded = {reading for number in numbers_in(source) for reading in number.readings}
    founded |= {_amount(digits) for _run, digits in _spaced_out(_folded(source))}
    text = _folded(translation)
    # What the source writes with other spaces: 901 01 for 90101.
    regrouped = [run for run, digits in _spaced_out(text) if {_amount(digits), _phone(digits)} & founded]
    return [
        match.group().strip()
        for match in _TOKEN.finditer(text)
        if founded.isdisjoint(_readings(match)) and not any(match.start() in run for run in regrouped)
    ]


def _folded(text: str) -> str:
    """With ASCII digits, plain spaces and hyphens, and nothing invisible in between."""
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
    written = match.group()
    if match["phone"]:
        yield _phone(written)
    elif match["clock"]:
        afternoon = 12 if match["half"].lower() == "p" else 0
        yield _time(int(match["hour"]) % 12 + afternoon, int(match["minute"] or 0))
    elif match["thousands"]:
        yield _amount(re.sub(r"\D", "", written))
        if re.fullmatch(r"\d+[.,]\d{3}", written):
            yield _amount(written)  # 1,500 may also be one and a half
    elif match["divided"]:
        whole, sign, rest = re.split(r"([.,:])", written)
        if sign != "," and len(rest) == 2 and _is_hour(whole) and int(rest) < 60:
            yield _time(int(whole), int(rest))
        if sign != ":":
            yield _amount(written)
    else:
        yield _amount(written)
        if _is_hour(written):
            yield _time(int(written), 0)  # "kl. 13"


def _is_hour(digits: str) -> bool:
    return len(digits) <= 2 and int(digits) <= 24


def _phone(written: str) -> str:
    digits = re.sub(r"[^\d+]", "", written.replace("(0)", ""))
    return "phone " + re.sub(r"^(?:\+|00)46", "0", digits)


def _time(hour: int, minute: int) -> str:
    return f"time {hour % 24:02}:{minute:02}"


def _amount(written: str) -> str:
    whole, _point, rest = written.replace(",", ".").partition(".")
    return f"amount {whole.lstrip('0') or '0'}.{rest.rstrip('0')}"


def _spaced_out(text: str) -> Iterator[tuple[range, str]]:
    """Where in the text a long number stands in groups, and its digits together."""
    for match in _SPACED_OUT.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= LONG:
            yield range(*match.span()), digits
