"""Swedish red days, and the eves on which everything is closed as well.

By the library `holidays`, which knows the law (1989:253 om allmänna helgdagar) and when Easter is. Midsummer Eve,
Christmas Eve and New Year's Eve are no holidays by that law, yet closed in practice. A Sunday that is nothing but
a Sunday is not among them: a library may well be open.
"""

import datetime
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

NAMES: dict[str, Promise] = {
    "Nyårsdagen": _("New Year’s Day"),
    "Trettondedag jul": _("Epiphany"),
    "Långfredagen": _("Good Friday"),
    "Påskdagen": _("Easter Sunday"),
    "Annandag påsk": _("Easter Monday"),
    "Första maj": _("May Day"),
    "Kristi himmelsfärdsdag": _("Ascension Day"),
    "Pingstdagen": _("Whit Sunday"),
    "Nationaldagen": _("Sweden’s National Day"),
    "Midsommarafton": _("Midsummer Eve"),
    "Midsommardagen": _("Midsummer Day"),
    "Alla helgons dag": _("All Saints’ Day"),
    "Julafton": _("Christmas Eve"),
    "Juldagen": _("Christmas Day"),
    "Annandag jul": _("Boxing Day"),
    "Nyårsafton": _("New Year’s Eve"),
}


def red_day(day: datetime.date) -> str:
    """Its Swedish name; "" when it is none."""
    return _of_year(day.year).get(day, "")


def named(swedish: str) -> str:
    """What it is called in the reader's language; in 2049 two fall on one day."""
    return ", ".join(str(NAMES.get(name, name)) for name in swedish.split("; "))


def coming_day(swedish: str, today: datetime.date) -> datetime.date:
    """The next such day, from today on."""
    days = (day for year in (today.year, today.year + 1) for day in sorted(_of_year(year)))
    return next(day for day in days if day >= today and swedish in red_day(day).split("; "))


@lru_cache(maxsize=64)
def _of_year(year: int) -> dict[datetime.date, str]:
    found = country_holidays(
        "SE", years=year, language="sv", categories=("public", "de_facto"), include_sundays=False
    )
    return dict(found.items())
