"""Which of the texts on a page no person has read since a machine made them."""

from collections.abc import Iterable, Sequence

from django.db import models

from boras_guide.languages import LANGUAGES, SOURCE
from catalog.shown import shown
from support.models import TranslationState


def mark(objects: Sequence[models.Model], language: str) -> None:
    """Set `machine_made` on each: (field, language) of its unread texts, along the language's chain."""
    for obj in objects:
        obj.machine_made = set()  # type: ignore[attr-defined]
    if language == SOURCE or not objects:
        return
    by_id = {(type(obj)._meta.model_name, obj.pk): obj for obj in objects}
    rows = (
        TranslationState.objects.about(*objects)
        .machine_made(LANGUAGES[language].chain)
        .values_list("content_type__model", "object_id", "field", "language")
    )
    for model, pk, field, code in rows:
        by_id[model, pk].machine_made.add((field, code))


def is_any_shown(objects: Iterable[models.Model], fields: Iterable[str], language: str) -> bool:
    """Whether any of these texts, as a page in this language shows them, is machine-made. After `mark`."""
    fields = tuple(fields)
    return any(shown(obj, field, language).is_machine for obj in objects for field in fields)


def has_names(language: str) -> bool:
    """Whether names of topics, types and the like were translated by machine, and read by no person since."""
    return TranslationState.objects.machine_made([language]).filter(field="name").exists()
