"""The offerings of one page of hits, with everything their cards print."""

from collections.abc import Sequence

from django.db.models import Prefetch

from boras_guide.languages import SOURCE
from support.models import Offering, Place, TranslationState

CARD_FIELDS = ("title", "summary")


def cards(ids: Sequence[int], language: str) -> list[Offering]:
    """In the order of `ids`. Three queries, however many."""
    offerings = (
        Offering.objects.readable_in(language)
        .filter(pk__in=ids)
        .prefetch_related(Prefetch("places", Place.objects.select_related("area")))
    )
    found = {offering.pk: offering for offering in offerings}
    mark_machine_made(list(found.values()), language)
    return [found[pk] for pk in ids if pk in found]


def mark_machine_made(objects: Sequence, language: str) -> None:
    """Set `machine_made_fields` on each: the texts that no person has read in this language."""
    for obj in objects:
        obj.machine_made_fields = set()
    if language == SOURCE or not objects:
        return
    by_id = {(type(obj)._meta.model_name, obj.pk): obj for obj in objects}
    rows = (
        TranslationState.objects.about(*objects)
        .machine_made(language)
        .values_list("content_type__model", "object_id", "field")
    )
    for model, pk, field in rows:
        by_id[model, pk].machine_made_fields.add(field)
