"""Who wrote a translation: a text that a person saves is that person's, whoever made it before."""

from collections.abc import Iterator

from django.db import models
from modeltranslation.translator import NotRegistered, translator

from boras_guide.languages import LANGUAGES, SOURCE, column
from support.models import TranslationState
from support.models.translation_state import source_hash
from support.numbers import unfounded_numbers
from support.usual_reasons import in_other_languages

Text = tuple[str, str]  # field, language


def changed_texts(obj: models.Model) -> set[Text]:
    """The translations of an object that differ from what is stored, just before it is saved."""
    texts = list(_translations(type(obj)))
    if not texts:
        return set()
    columns = [column(*text) for text in texts]
    stored = type(obj)._base_manager.filter(pk=obj.pk).values(*columns).first() or {}
    return {
        text
        for text, name in zip(texts, columns, strict=True)
        if _lines(getattr(obj, name)) != _lines(stored.get(name))
    }


def is_a_translation(text: Text, columns: set[str]) -> bool:
    """Whether it stands in one of these columns."""
    return column(*text) in columns


def _lines(text: str | None) -> list[str]:
    """A browser ends lines in its own way; that is no change."""
    return (text or "").splitlines()


def credit_person(obj: models.Model, texts: set[Text]) -> None:
    """Note that a person wrote these translations from the Swedish as it is now.

    The interface's own words for a usual reason are a machine's until somebody has read them, here too.
    """
    for field, language in sorted(texts):
        state = TranslationState.objects.about(obj).filter(field=field, language=language).first()
        if not getattr(obj, column(field, language)):
            if state:
                state.delete()
            continue
        state = state or TranslationState(content=obj, field=field, language=language)
        source = getattr(obj, column(field, SOURCE)) or ""
        is_ours = in_other_languages(source).get(column(field, language)) == getattr(
            obj, column(field, language)
        )
        state.origin = TranslationState.Origin.MACHINE if is_ours else TranslationState.Origin.PERSON
        state.reviewed_on = None  # a review was of the text that stood here before
        state.source_hash = source_hash(source)
        state.save()


def doubtful_numbers(obj: models.Model, texts: set[Text]) -> Iterator[tuple[str, str, list[str]]]:
    """Field name, language name and the numbers of each translation that its Swedish text lacks."""
    for field, language in sorted(texts):
        source = getattr(obj, column(field, SOURCE)) or ""
        numbers = unfounded_numbers(getattr(obj, column(field, language)) or "", source)
        if numbers:
            name = obj._meta.get_field(field).verbose_name
            yield str(name), LANGUAGES[language].swedish_name, numbers


def _translations(model: type[models.Model]) -> Iterator[Text]:
    """Every translated text that people write, in every language but Swedish."""
    try:
        options = translator.get_options_for_model(model)
    except NotRegistered:
        return
    for field in options.all_fields:
        if model._meta.get_field(field).editable:
            yield from ((field, code) for code in LANGUAGES if code != SOURCE)
