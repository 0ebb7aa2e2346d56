"""Shows in a text which of its words were searched for."""

from collections.abc import Container

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.search.analysis import forms, is_small, pieces


def marked(text: str, language: str, marks: Container[str]) -> SafeString:
    """As HTML, every matching word in <mark>; all else escaped."""
    shown = []
    for piece, word in pieces(text):
        if word and not is_small(word, language) and any(form in marks for form in forms(word, language)):
            shown.append(format_html("<mark>{}</mark>", piece))
        else:
            shown.append(conditional_escape(piece))
    return mark_safe("".join(shown))  # noqa: S308  every piece is escaped above
