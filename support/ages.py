"""A child's age, as the guide counts it: in months, both ends included."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MONTHS = 12
YEARS_OF_CHILDHOOD = range(18)  # 0–17, the guide's promise
EXPECTING = "expecting"  # before birth, where addresses name an age


@dataclass(frozen=True)
class AgeSpan:
    """From `minimum` to `maximum` months, both included; `expecting`: also before birth."""

    minimum: int
    maximum: int
    expecting: bool = False

    @classmethod
    def of_year(cls, years: int) -> "AgeSpan":
        """The twelve months in which a child is `years` old."""
        return cls(MONTHS * years, MONTHS * years + MONTHS - 1)

    @classmethod
    def from_years(cls, youngest: int | None, oldest: int, *, expecting: bool = False) -> "AgeSpan":
        """From completed years; no youngest year means from pregnancy."""
        return cls(
            MONTHS * (youngest or 0),
            cls.of_year(oldest).maximum,
            expecting=expecting or youngest is None,
        )

    def overlaps(self, other: "AgeSpan") -> bool:
        return self.minimum <= other.maximum and other.minimum <= self.maximum

    def __contains__(self, years: int) -> bool:
        """Any month of that year of life will do."""
        return self.overlaps(self.of_year(years))

    def includes(self, age: str) -> bool:
        """An age as addresses write it: "0" to "17", or "expecting", which "0" does not imply."""
        return self.expecting if age == EXPECTING else int(age) in self

    @property
    def is_whole_years(self) -> bool:
        return self.minimum % MONTHS == 0 and (self.maximum + 1) % MONTHS == 0

    @property
    def counts_months(self) -> bool:
        """Shown in months: below two years, when the span is not whole years."""
        return not self.is_whole_years and self.maximum < 2 * MONTHS

    @property
    def years(self) -> tuple[int, int]:
        """Youngest and oldest completed year."""
        return self.minimum // MONTHS, self.maximum // MONTHS

    def __str__(self) -> str:
        """In the reader's words: "0–12 months", "1–5 years", "from pregnancy to 1 year"."""
        from_pregnancy = self.expecting and self.minimum == 0
        in_months = self.counts_months or (from_pregnancy and self.maximum < MONTHS)
        youngest, oldest = (self.minimum, self.maximum) if in_months else self.years
        if from_pregnancy and in_months:
            words = ngettext(
                "from pregnancy to %(oldest)s month", "from pregnancy to %(oldest)s months", oldest
            )
        elif from_pregnancy:
            words = ngettext(
                "from pregnancy to %(oldest)s year", "from pregnancy to %(oldest)s years", oldest
            )
        elif in_months:
            words = ngettext("%(youngest)s–%(oldest)s month", "%(youngest)s–%(oldest)s months", oldest)
        elif youngest == oldest == 0:
            words = _("under 1 year")
        elif youngest == oldest:
            words = ngettext("%(oldest)s year", "%(oldest)s years", oldest)
        else:
            words = ngettext("%(youngest)s–%(oldest)s year", "%(youngest)s–%(oldest)s years", oldest)
        return words % {"youngest": youngest, "oldest": oldest}
