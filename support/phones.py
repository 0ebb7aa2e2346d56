"""Phone numbers: written as people write them in Sweden, dialled as telephones want them."""

import re

import phonenumbers
from django.core.exceptions import ValidationError

SHORT_NUMBER_DIGITS = 6  # 112, 1177, 90101, 116 111: dialled as they stand
_WRITTEN = re.compile(r"\+?[0-9](?:[ \-]{0,2}[0-9]){2,14}")


def tel_uri(number: str) -> str:
    """The `tel:` address of a number: "033-35 70 00" is "tel:+4633357000", "112" is "tel:112"."""
    digits = re.sub(r"[^0-9+]", "", number)
    if len(digits) <= SHORT_NUMBER_DIGITS:
        return f"tel:{digits}"
    try:
        parsed = phonenumbers.parse(digits, "SE")
    except phonenumbers.NumberParseException:
        return f"tel:{digits}"
    return f"tel:{phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)}"


def validate_phone(number: str) -> None:
    """Raise ValidationError unless a telephone could dial it."""
    if not _WRITTEN.fullmatch(number):
        raise ValidationError(
            "Skriv numret med siffror, mellanslag och bindestreck, till exempel 033-35 70 00."
        )
