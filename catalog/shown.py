"""A text as a reader sees it: in the page's language, or openly in another one."""

from collections.abc import Container, Iterable

from django.db import models
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from boras_guide.languages import LANGUAGES, column


class ShownText(str):
    """The text, and the language it is really in."""

    language: str  # of the text
    is_fallback: bool  # it is not the page's language
    is_machine: bool  # nobody has read the translation yet

    def __new__(
        cls, text: str, language: str, *, is_fallback: bool = False, is_machine: bool = False
    ) -> "ShownText":
        self = super().__new__(cls, text)
        self.language = language
        self.is_fallback = is_fallback
        self.is_machine = is_machine
        return self

    def __deepcopy__(self, memo: dict) -> "ShownText":
        return self  # forms copy their choices; a text never changes

    @property
    def attrs(self) -> SafeString | str:
        """HTML attributes for the element around it; none when it is in the page's language."""
        if not self.is_fallback or not self:
            return ""
        language = LANGUAGES[self.language]
        return format_html(
            ' lang="{}" dir="{}" data-fallback="{}"',
            language.html_lang,
            language.direction,
            language.code,
        )


def current_language() -> str:
    """Code of the page's language."""
    code = translation.get_language()
    return code if code in LANGUAGES else "sv"


def shown(obj: models.Model, field: str, language: str | None = None) -> ShownText:
    """The first text there is along the language's chain of fallbacks."""
    language = language or current_language()
    return first_shown(
        ((code, getattr(obj, column(field, code))) for code in LANGUAGES[language].chain),
        language,
        machine_made={code for name, code in getattr(obj, "machine_made", ()) if name == field},
    )


def first_shown(
    texts: Iterable[tuple[str, str]], language: str, *, machine_made: Container[str] = ()
) -> ShownText:
    """The first text that is not empty of (language code, text) pairs."""
    for code, text in texts:
        if text:
            return ShownText(text, code, is_fallback=code != language, is_machine=code in machine_made)
    return ShownText("", language)
