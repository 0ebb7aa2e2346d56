"""A form of one version of an offering, sent to another: whose rows they are there."""

from django.http import QueryDict

from support.models import Closure, Occasion, Offering, Schedule

TIMES = {"schedules": Schedule, "occasions": Occasion, "closures": Closure}


def as_of_copies(data: QueryDict, draft: Offering) -> QueryDict:
    """What was sent of the published offering's page, as if it came from the working version's."""
    data = data.copy()
    for prefix, model in TIMES.items():
        copies = model.objects.filter(offering=draft, copy_of__isnull=False)
        _renumber(data, prefix, dict(copies.values_list("copy_of_id", "pk")))
    return _with_picture_of(draft, data)


def as_of_published(data: QueryDict, gone: Offering) -> QueryDict:
    """What was sent of the page of a working version that is gone, as if it came from the published offering's."""
    data = data.copy()
    for prefix, model in TIMES.items():
        copies = model.history.filter(offering_id=gone.pk, copy_of__isnull=False)
        ids = dict(copies.values_list("id", "copy_of_id"))
        moved = model.objects.filter(offering=gone.draft_of_id, pk__in=list(ids))
        for pk in moved.values_list("pk", flat=True):
            del ids[pk]
        _renumber(data, prefix, ids)
    return _with_picture_of(gone.draft_of, data)


def _renumber(data: QueryDict, prefix: str, ids: dict[int, int]) -> None:
    said = {str(old): str(new) for old, new in ids.items()}
    for name in [name for name in data if name.startswith(f"{prefix}-") and name.endswith("-id")]:
        data[name] = said.get(data[name], data[name])


def _with_picture_of(offering: Offering, data: QueryDict) -> QueryDict:
    """There is one: what was sent of any is of that."""
    if data.get("image-0-id") and hasattr(offering, "image"):
        data["image-0-id"] = str(offering.image.pk)
    return data
