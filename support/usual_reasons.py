"""Why it is usually closed: said by the interface itself in every language, so nobody need translate it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from boras_guide.languages import LANGUAGES, SOURCE, column

# As editors write them, and as the interface is translated.
USUAL_REASONS = {
    "Studiedag": _("Staff training day"),
    "Sommaruppehåll": _("Summer break"),
    "Julledigt": _("Christmas break"),
    "Sjukdom": _("Illness"),
    "Renovering": _("Repairs"),
}
COLUMNS = {code: column("reason", code) for code in LANGUAGES if code != SOURCE}


def in_other_languages(reason: str | None) -> dict[str, str]:
    """By column: the interface's words for a usual reason, where it has them; nothing for any other."""
    words = USUAL_REASONS.get(reason or "")
    if words is None:
        return {}
    english, swedish = _said(words, "en"), _said(words, SOURCE)
    found = {}
    for code, name in COLUMNS.items():
        text = _said(words, code)
        # Not translated yet, it comes in Swedish or English: parents get that anyway, and are told so.
        is_own = text != english and (text != swedish or LANGUAGES[code].is_variant)
        if is_own or code == "en":
            found[name] = text
    return found


def _said(words: Promise, code: str) -> str:
    with override(code):
        return str(words)
