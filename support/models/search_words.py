"""Words that nobody reads but many type: one expression a line, in each language by itself."""

from collections.abc import Iterable

from django.db import models

from boras_guide.languages import LANGUAGES, column
from support.folding import fold


def one_a_line(lines: Iterable[str]) -> str:
    """Each expression once, whatever its case and marks, without needless space and empty lines."""
    once: dict[str, str] = {}
    for line in lines:
        expression = " ".join(line.split())
        once.setdefault(fold(expression), expression)
    return "\n".join(filter(None, once.values()))


class SearchWords(models.Model):
    """Has `words`, which are translated (see `support.translation`): no language lends them to another."""

    class Meta:
        abstract = True

    def words_in(self, language: str) -> list[str]:
        return (getattr(self, column("words", language)) or "").splitlines()

    def clean(self) -> None:
        super().clean()
        for language in LANGUAGES:
            setattr(self, column("words", language), one_a_line(self.words_in(language)))
