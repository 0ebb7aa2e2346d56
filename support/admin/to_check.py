"""New numbers and addresses, which somebody has to try: a wrong one harms a reader most."""

import re
from collections import defaultdict
from collections.abc import Iterator

from support.admin.content_differences import ContentDifferences
from support.numbers import LONG, numbers_in

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
    return [*fields, *_in_texts(found)]


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
