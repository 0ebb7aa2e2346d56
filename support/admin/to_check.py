"""New numbers and addresses, which somebody has to try, and numbers that a translation alone says.

A wrong one harms a reader most.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from boras_guide.languages import SOURCE
from support.admin.content_differences import ContentDifferences, Said
from support.numbers import LONG, numbers_in, unfounded_numbers

# The form's own fields: changed, new, and gone.
FIELDS = {
    "phone": (
        "Telefonnumret är ändrat. Ring och kontrollera.",
        "Telefonnumret är nytt. Ring och kontrollera.",
        "Telefonnumret är borttaget.",
    ),
    "email": (
        "E-postadressen är ändrad. Kontrollera att den stämmer.",
        "E-postadressen är ny. Kontrollera att den stämmer.",
        "E-postadressen är borttagen.",
    ),
    "website": (
        "Webbplatsen är ändrad. Öppna länken och kontrollera.",
        "Webbplatsen är ny. Öppna länken och kontrollera.",
        "Webbplatsen är borttagen.",
    ),
}
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\"”]+")
HOW = {
    "phone": "Ring och kontrollera",
    "mail": "Kontrollera att den stämmer",
    "link": "Öppna och kontrollera",
}


def to_check(found: ContentDifferences) -> list[str]:
    fields = [
        (changed if one.before else new) if one.after else gone
        for name, (changed, new, gone) in FIELDS.items()
        for one in found.of(name)
    ]
    return [*fields, *_in_texts(found), *_in_translations(found)]


def _in_texts(found: ContentDifferences) -> Iterator[str]:
    """Each once, with the texts in which it is new."""
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    written: dict[tuple[str, str], str] = {}
    for text in found.texts:
        before = reachable(text.before)
        for key, as_written in reachable(text.after).items():
            if key not in before:
                labels[key].append(f"”{text.label}”")
                written.setdefault(key, as_written)
    for key, where in labels.items():
        yield f"{written[key]} är nytt i {', '.join(where)}. {HOW[key[0]]}."


def _in_translations(found: ContentDifferences) -> Iterator[str]:
    """What whoever wrote it was told when it was saved."""
    for where, one in _placed(found):
        numbers = unfounded_numbers(one.after, one.source)
        if numbers and one.is_text and one.language.code != SOURCE:
            said = ", ".join(dict.fromkeys(numbers))
            yield f"{said} i ”{where}” står inte i den svenska texten. Jämför dem."


def _placed(found: ContentDifferences) -> Iterator[tuple[str, Said]]:
    for one in found.said:
        yield one.label, one
    for row in found.rows:
        for one in row.written:
            yield f"{row.label}: {row.name}, {one.label.lower()}", one


def reachable(text: str) -> dict[tuple[str, str], str]:
    """What one can dial, write to or open there: its kind and what it comes to → as it is written."""
    found = {}
    for kind, pattern in {"link": LINK, "mail": MAIL}.items():
        for match in pattern.findall(text):
            address = match.rstrip(".,;:!?")
            found[kind, address.lower()] = address
        text = pattern.sub(" ", text)
    for number in numbers_in(text):
        is_phone = any(reading.startswith("phone") for reading in number.readings)
        if is_phone or len(re.sub(r"\D", "", number.written)) >= LONG:
            found["phone", min(number.readings)] = number.written
    return found
