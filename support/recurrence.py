"""Which recurrence rules (RRULE, RFC 5545 section 3.3.10) an editor may write.

By day or longer, without a start of their own. Left out is what may never come about, such as 30 February: a program looking
for the next such day would look until the end of the calendar.
"""

import datetime
import re

from django.core.exceptions import ValidationError

EXAMPLE = "Skriv till exempel FREQ=MONTHLY;BYDAY=1MO (första måndagen i månaden)."

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


def validate_rrule(text: str) -> None:
    pairs = [part.partition("=")[::2] for part in text.split(";")]
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
