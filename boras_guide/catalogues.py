"""The interface's words in every language: collected from the code, kept in `locale/`, compiled.

Works with Babel alone; GNU gettext need not be installed. The words of the content itself (titles,
descriptions) are in the database, not here.
"""

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import extract
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from boras_guide.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("boras_guide", "support", "catalog")
TEMPLATES = "templates"

_WORD, _COUNTED = None, (1, 2)
_IN_CONTEXT, _COUNTED_IN_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": _WORD,
    "gettext": _WORD,
    "gettext_lazy": _WORD,
    "gettext_noop": _WORD,
    "ngettext": _COUNTED,
    "ngettext_lazy": _COUNTED,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": _COUNTED_IN_CONTEXT,
    "npgettext_lazy": _COUNTED_IN_CONTEXT,
}

# Which form a number takes, from CLDR, for whole numbers (CLDR's further forms are for fractions).
ONE_AND_MANY = "nplurals=2; plural=(n != 1);"
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "bs": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "fa": "nplurals=2; plural=(n > 1);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}

LANGUAGE_OF_THE_CODE = "en"  # its catalogue says what the code says

HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plural_forms}\n"

"""


@dataclass
class Message:
    """One text that code or templates ask for. `plural` is empty where nothing is counted."""

    singular: str
    plural: str = ""
    context: str | None = None
    places: set[str] = field(default_factory=set)
    hints: set[str] = field(default_factory=set)  # comments that begin with "Translators:"

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


# --- Collecting -----------------------------------------------------------------------------------


def extracted_messages() -> list[Message]:
    """Every text that the guide's Python and templates ask for, in alphabetical order."""
    messages: dict[tuple[str, str], Message] = {}
    for place, source in _sources():
        for _line, words, hints, context in extract.extract(
            "python", io.BytesIO(source.encode()), KEYWORDS, comment_tags=["Translators:"]
        ):
            singular, plural = words if isinstance(words, tuple) else (words, "")
            message = messages.setdefault((singular, context or ""), Message(singular, context=context))
            # The same word alone and counted is one entry, as GNU gettext has it.
            message.plural = message.plural or plural
            message.places.add(place)
            message.hints.update(hints)
    return [messages[key] for key in sorted(messages)]


def _sources() -> Iterator[tuple[str, str]]:
    """Every file that may ask for a text, as Python."""
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield str(file.relative_to(ROOT)), file.read_text()
    for file in sorted((ROOT / TEMPLATES).rglob("*.*")):
        place = str(file.relative_to(ROOT))
        python = templatize(file.read_text(), origin=place)
        # What remains of the markup's indentation is not Python's.
        yield place, "\n".join(line.strip() for line in python.splitlines())


# --- Keeping --------------------------------------------------------------------------------------


def file_of(language: str) -> Path:
    """`locale/sv_Simple/LC_MESSAGES/django.po` for sv-simple."""
    return ROOT / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language; an empty one where there is none yet."""
    file = file_of(language)
    return read_po(io.BytesIO(file.read_bytes() if file.exists() else _header(language).encode()))


def update(language: str, messages: list[Message]) -> bool:
    """Bring the language's file in step with the code. True when that changed it.

    Translations are kept, new texts are added empty, unused ones are dropped. Nothing is guessed
    from similar texts.
    """
    kept = read(language)
    catalogue = read_po(io.StringIO(_header(language)))
    for message in messages:
        catalogue.add(
            message.id,
            string=_translation(kept, message, catalogue.num_plurals)
            if language != LANGUAGE_OF_THE_CODE
            else message.id,
            locations=[(place, 0) for place in sorted(message.places)],  # lines would change too often
            auto_comments=sorted(message.hints),
            user_comments=_remarks(kept, message),
            context=message.context,
        )
    words = io.BytesIO()
    write_po(words, catalogue, width=100, omit_header=True, include_lineno=False)
    text = _header(language) + words.getvalue().decode().strip() + "\n"

    file = file_of(language)
    if file.exists() and file.read_text() == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, text.encode())
    return True


def _header(language: str) -> str:
    return HEADER.format(
        language=LANGUAGES[language].html_lang, plural_forms=PLURAL_FORMS.get(language, ONE_AND_MANY)
    )


def _translation(catalogue: Catalog, message: Message, forms: int) -> str | tuple[str, ...]:
    """What the catalogue has for the message, if it has the right number of forms."""
    found = catalogue.get(message.singular, message.context)
    translations = forms_of(found.string) if found and not found.fuzzy else ("",)
    if not message.plural:
        return translations[0]
    return translations if len(translations) == forms else ("",) * forms


def _remarks(catalogue: Catalog, message: Message) -> list[str]:
    """What a translator has noted beside it."""
    found = catalogue.get(message.singular, message.context)
    return found.user_comments if found else []


def untranslated(language: str, messages: list[Message]) -> list[Message]:
    """Those of the messages that the language has no text for, or not in every form."""
    catalogue = read(language)
    return [
        message
        for message in messages
        if not all(forms_of(_translation(catalogue, message, catalogue.num_plurals)))
    ]


def forms_of(translation: str | Sequence[str] | None) -> tuple[str, ...]:
    """The translation of a text, or of each of its forms where it is counted."""
    return (translation,) if isinstance(translation, str) else tuple(translation or ("",))


# --- Compiling ------------------------------------------------------------------------------------


def compile_stale() -> list[Path]:
    """Compile every .po file that is newer than its .mo. Returns those files.

    Several processes may do this at once: each file appears whole or not at all.
    """
    folders = [ROOT / "locale", *(ROOT / package / "locale" for package in PACKAGES)]
    stale = [po for folder in folders for po in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(po)]
    for po in stale:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(po.read_bytes())))
        _write(po.with_suffix(".mo"), compiled.getvalue())
    return stale


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _write(file: Path, content: bytes) -> None:
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
