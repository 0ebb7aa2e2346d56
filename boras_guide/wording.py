"""Dates, times, numbers and language names in the reader's language, from CLDR through Babel."""

import datetime
import re
from collections.abc import Sequence
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_day_names
from babel.lists import format_list

from boras_guide.languages import LANGUAGES

# Own names where CLDR has none, or has one that nobody uses: what a speaker calls the language.
OWN_NAMES = {
    "swl": {
        "sv": "svenskt teckenspråk",
        "sv-simple": "svenskt teckenspråk",
        "en": "Swedish Sign Language",
        "fi": "ruotsalainen viittomakieli",
        "ar": "لغة الإشارة السويدية",
        "fa": "زبان اشارهٔ سوئدی",
        "so": "luqadda dhegoolaha ee Iswiidhishka",
        "uk": "шведська жестова мова",
        "bs": "švedski znakovni jezik",
        "sq": "gjuha suedeze e shenjave",
    },
    "prs": {
        "sv": "dari",
        "sv-simple": "dari",
        "en": "Dari",
        "fi": "dari",
        "ar": "الدرية",
        "fa": "دری",
        "so": "Dari",
        "uk": "дарі",
        "bs": "dari",
        "sq": "dari",
    },
}


def locale(language: str) -> Locale:
    return Locale.parse(LANGUAGES[language].babel_locale)


def language_name(code: str, language: str) -> str:
    """What the language `code` is called in `language`; the code itself where nobody says."""
    own = OWN_NAMES.get(code, {}).get(language)
    return own or locale(language).languages.get(code) or code


def day(date: datetime.date, language: str, length: str = "long") -> str:
    """A date in words; `length` as CLDR has them: short, medium, long, full."""
    return format_date(date, format=length, locale=locale(language))


def weekday_and_day(date: datetime.date, language: str) -> str:
    """ "tisdag 24 november": what is near needs no year."""
    with_year = locale(language).date_formats["full"].pattern
    return format_date(date, re.sub(r"[,،]?\s*y.*", "", with_year), locale(language))


def short_day(date: datetime.date, language: str) -> str:
    """ "24 nov." """
    return format_skeleton("MMMd", date, locale=locale(language))


def short_days(first: datetime.date, last: datetime.date, language: str) -> str:
    """ "16–22 nov." """
    return format_interval(first, last, "MMMd", locale=locale(language))


def clock(time: datetime.time, language: str) -> str:
    return format_time(time, format=LANGUAGES[language].time_pattern, locale=locale(language))


def weekday(number: int, language: str, width: Literal["wide", "abbreviated", "short"] = "wide") -> str:
    """The name of ISO weekday 1 (Monday) to 7 (Sunday); `width` as CLDR has them: wide, abbreviated, short."""
    return get_day_names(width, "stand-alone", locale(language))[number - 1]


def capitalized(text: str) -> str:
    """As at the beginning of a line; the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str], language: str) -> str:
    """Words in a row, with the language's own comma and "and"."""
    return format_list(words, locale=locale(language))
