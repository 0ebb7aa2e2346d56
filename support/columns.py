"""A model's columns as they are stored: a translated text has one for each language."""

from functools import cache

from django.db.models import Field, Model
from modeltranslation.translator import NotRegistered, translator


@cache
def stored_columns(model: type[Model]) -> list[Field]:
    """Without the untranslated column, which repeats the Swedish one."""
    try:
        repeated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        repeated = set()
    return [field for field in model._meta.concrete_fields if field.name not in repeated]
