"""Which recurrence rules (RRULE, RFC 5545 section 3.3.10) an editor may write.

By day or longer, without a start of their own. Left out is what may never come about, such as 30 February: a program looking
for the next such day would look until the end of the calendar.
"""

import datetime
import re

from django.core.exceptions import ValidationError

EXAMPLE = (
    "Skriv till exempel FREQ=MONTHLY;BYDAY=1MO (första måndagen i månaden). "
    "För varannan vecka: lämna regeln tom, välj veckodag och skriv 2 i ”var n:te vecka”."
)

_DAY = "(MO|TU|WE|TH|FR|SA|SU)"
_DAY_OF_MONTH = r"-?([1-9]|1\d|2[0-8])"  # every month has it, from its beginning or its end
_MONTH = "([1-9]|1[0-2])"
_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d?",
    "COUNT": r"[1-9]\d{0,2}",
    "UNTIL": r"\d{8}",
    "BYMONTH": f"{_MONTH}(,{_MONTH})*",
    "BYMONTHDAY": f"{_DAY_OF_MONTH}(,{_DAY_OF_MONTH})*",
    "BYDAY": f"(-?[1-4])?{_DAY}(,(-?[1-4])?{_DAY})*",
    "BYSETPOS": "-?[1-4]",
}
_ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL"}
_WHICH_DAYS: dict[str, list[set[str]]] = {
    "DAILY": [set()],
    "WEEKLY": [set(), {"BYDAY"}],
    "MONTHLY": [set(), {"BYDAY"}, {"BYDAY", "BYSETPOS"}, {"BYMONTHDAY"}],
    "YEARLY": [set(), {"BYMONTH", "BYDAY"}, {"BYMONTH", "BYMONTHDAY"}],
}


def as_written_here(pasted: str) -> str:
    """A rule as another calendar exports it: with its name, a start of its own, or a clock after the last day."""
    rule = re.sub(r"\b(DTSTART|DTEND)\b\S*?(?=RRULE:|\s|$)", "", pasted.upper())
    rule = rule.rpartition("RRULE:")[2]
    rule = re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", re.sub(r"\s", "", rule))
    return ";".join(part for part in rule.split(";") if part not in ("", "WKST=MO"))


def _pairs(rule: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (part.partition("=") for part in rule.split(";"))]


def validate_rrule(text: str) -> None:
    pairs = _pairs(text)
    parts = dict(pairs)
    if len(parts) < len(pairs) or not all(
        name in _PARTS and re.fullmatch(_PARTS[name], value, re.ASCII) for name, value in pairs
    ):
        raise ValidationError(f"Regeln går inte att läsa. {EXAMPLE}")
    if parts.keys() - _ALWAYS not in _WHICH_DAYS.get(parts.get("FREQ", ""), []):
        raise ValidationError(f"Regelns delar går inte ihop. {EXAMPLE}")
    numbered = {bool(re.search(r"\d", day)) for day in parts.get("BYDAY", "MO").split(",")}
    if len(numbered) > 1:  # dateutil looks for a day that is both, until the end of the calendar
        raise ValidationError(f"Skriv en siffra före alla veckodagar eller före ingen. {EXAMPLE}")
    if True in numbered and (parts["FREQ"] == "WEEKLY" or "BYSETPOS" in parts):
        raise ValidationError(f"Skriv veckodagen utan siffra när regeln gäller varje vecka. {EXAMPLE}")
    if parts["FREQ"] == "YEARLY" and len(parts.get("INTERVAL", "")) > 1:
        raise ValidationError("Skriv högst INTERVAL=9 i en regel för vissa år.")
    if {"COUNT", "UNTIL"} <= parts.keys():
        raise ValidationError("Skriv COUNT eller UNTIL, inte båda.")
    _validate_until(parts.get("UNTIL"))


def _validate_until(until: str | None) -> None:
    try:
        datetime.datetime.strptime(until or "20000101", "%Y%m%d").replace(tzinfo=datetime.UTC)
    except ValueError:
        raise ValidationError("Datumet efter UNTIL finns inte. Skriv till exempel UNTIL=20271231.") from None


# --- In words: Swedish, for editors --------------------------------------------------------------------

_WEEKDAYS = dict(
    zip(
        ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
        ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
        strict=True,
    )
)
_WHICH = {"1": "första", "2": "andra", "3": "tredje", "4": "fjärde", "-1": "sista"}
_EVERY = {"DAILY": "varje dag", "WEEKLY": "en gång i veckan", "MONTHLY": "en gång i månaden"}


def in_words(rule: str) -> str:
    """A usual rule as one would say it: "torsdagar (5 gånger)". Any other names no days."""
    parts = dict(_pairs(rule))
    ending = ""
    if "COUNT" in parts:
        ending = f" ({parts['COUNT']} {'gång' if parts['COUNT'] == '1' else 'gånger'})"
    elif until := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", parts.get("UNTIL", "")):
        ending = f" (till och med {'-'.join(until.groups())})"
    return f"{_days_in_words(parts) or 'vissa dagar'}{ending}"


def every_so_many_weeks(number: str) -> str:
    return {"1": "", "2": " varannan vecka"}.get(number, f" var {number}:e vecka")


def _days_in_words(parts: dict[str, str]) -> str | None:
    which = parts.keys() - {"FREQ", "COUNT", "UNTIL"}
    frequency, days = parts.get("FREQ", ""), parts.get("BYDAY", "").split(",")
    if not which:
        return _EVERY.get(frequency)
    named = [_WEEKDAYS.get(day[-2:]) for day in days]
    if which - {"INTERVAL"} == {"BYDAY"} and frequency == "WEEKLY" and all(named):
        return _listed([f"{day}ar" for day in named]) + every_so_many_weeks(parts.get("INTERVAL", "1"))
    numbered = [_WHICH.get(day[:-2]) for day in days]
    if which == {"BYDAY"} and frequency == "MONTHLY" and all(named) and all(numbered):
        which_days = [f"{number} {day}en" for number, day in zip(numbered, named, strict=True)]
        return f"{_listed(which_days)} i månaden"
    if which == {"BYMONTHDAY"} and frequency == "MONTHLY" and parts["BYMONTHDAY"].isdecimal():
        return f"den {parts['BYMONTHDAY']} i varje månad"
    return None


def _listed(words: list[str]) -> str:
    return " och ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
