"""Inputs that say which language they are written in.

Screen readers, spelling and the writing direction follow `lang` and `dir`; the tabs take the
language's Swedish name from `data-language`.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Field
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from modeltranslation.admin import (
    TabbedTranslationAdmin,
    TranslationBaseModelAdmin,
    TranslationStackedInline,
)

from boras_guide.languages import LANGUAGES
from support.admin.inputs import INPUTS, DeskForm
from support.admin.permitted import PermittedInline

HOW_TO_WRITE = (
    "<strong>Så skriver du.</strong> Tom rad: nytt stycke. <code>- morgon</code>: punkt i en lista. "
    "<code>[boka tid](https://www.boras.se)</code>: länk. <code>## Ta med</code>: rubrik. "
    "<code>**viktigt**</code>: fetstil."
)


class LanguageMarks(TranslationBaseModelAdmin):
    """Marks every translated input with its language."""

    markdown_fields: Sequence[str] = ()  # these get a hint, and with script a preview

    def patch_translation_field(
        self, db_field: Field, field: forms.Field, request: HttpRequest, **kwargs: Any
    ) -> None:
        super().patch_translation_field(db_field, field, request, **kwargs)
        code = getattr(db_field, "language", None)
        if code is None:
            return
        language = LANGUAGES[code]
        # The tabs' script takes the brackets away: each tab has the name already.
        field.label = capfirst(f"{db_field.translated_field.verbose_name} [{language.swedish_name}]")
        field.widget.attrs.update(
            {
                "lang": language.html_lang,
                "dir": language.direction,
                "data-language": language.swedish_name,
            }
        )
        if db_field.translated_field.name in self.markdown_fields:
            field.widget.attrs["data-markdown-preview"] = reverse("markdown_preview")
            field.help_text = mark_safe(f"{field.help_text}<br>{HOW_TO_WRITE}")  # noqa: S308 (both are ours)


class TranslatedAdmin(LanguageMarks, TabbedTranslationAdmin):
    """A row with a tab for each language."""

    class Media:
        # Both are named, for the order: ours names the tabs that the other has made.
        js = (
            "modeltranslation/js/tabbed_translation_fields.js",
            "desk/language_tabs.js",
            "desk/markdown_preview.js",
        )


class TranslatedStackedInline(PermittedInline, LanguageMarks, TranslationStackedInline):
    form = DeskForm
    formfield_overrides = INPUTS
    extra = 0
