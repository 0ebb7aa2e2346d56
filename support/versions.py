"""What an offering says, all of it, as plain values that can be stored and compared."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from support.columns import stored_columns
from support.models import Closure, Image, Occasion, Offering, Schedule

ROWS = (Schedule, Occasion, Closure, Image)  # what an offering has of its own, beneath it
# Who it is, where it stands in its life, and what is computed: not what it says.
NOT_SAID = {
    "id",
    "code",
    "uuid",
    "draft_of",
    "draft_base",
    "suggested_by",
    "goes_live_at",
    "version",
    "calendar_sequence",
    "calendar_changed_at",
    "status",
    "is_published",
    "is_sensitive",
    "is_guarded",
    "created_at",
    "changed_at",
    "changed_by",
    # of the rows beneath it
    "offering",
    "update",
    "copy_of",
}

Values = dict[str, Any]


def said_columns(model: type[models.Model]) -> list[models.Field]:
    """The columns that hold what a row says."""
    return [
        field
        for field in stored_columns(model)
        if field.name not in NOT_SAID and not field.name.startswith("sort_key")
    ]


def relations(model: type[models.Model]) -> list[models.ManyToManyField]:
    return list(model._meta.many_to_many)


def values(row: models.Model) -> Values:
    """Column → value."""
    return plain({field.attname: _said(field, row) for field in said_columns(type(row))})


def _said(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, models.CharField | models.TextField):
        # A browser ends lines in its own way, and an empty text is none: no change.
        return "\n".join((value or "").splitlines())
    return str(value) if isinstance(field, models.FileField) else value


def related_ids(offering: Offering) -> dict[str, list[int]]:
    return {
        field.name: sorted(getattr(offering, field.name).order_by().values_list("pk", flat=True))
        for field in relations(Offering)
    }


def rows_of(offering: Offering, model: type[models.Model]) -> list[Any]:
    return list(model._base_manager.filter(offering=offering.pk).order_by("pk"))


def rows_by_origin(offering: Offering, model: type[models.Model]) -> dict[str, Any]:
    """Its rows, each under the id of the one that it stands for in the published version, or its own."""
    return {str(row.copy_of_id or row.pk): row for row in rows_of(offering, model)}


def content(offering: Offering) -> Values:
    """{"values": {column: value}, "relations": {name: [id]}, "rows": {model: {id: {column: value}}}}"""
    return {
        "values": values(offering),
        "relations": related_ids(offering),
        "rows": {
            model._meta.model_name: {key: values(row) for key, row in rows_by_origin(offering, model).items()}
            for model in ROWS
        },
    }


def plain(said: Any) -> Any:
    """As it comes back from storage."""
    return json.loads(json.dumps(said, cls=DjangoJSONEncoder))


def changed_columns(now: Values, before: Values) -> set[str]:
    return {name for name, value in now.items() if value != before.get(name)}


def both_changed(one: Values, other: Values, before: Values) -> bool:
    """Whether some column, relation or row of two contents says something new in both, and not the same."""
    return (
        any(
            one[part].get(key) != before[part].get(key) != other[part].get(key) != one[part].get(key)
            for part in ("values", "relations")
            for key in before[part]
        )
        or any(
            one["rows"][kind].get(key) != said != other["rows"][kind].get(key) != one["rows"][kind].get(key)
            for kind, rows in before["rows"].items()
            for key, said in rows.items()
        )
        or all(said["rows"]["image"].keys() - before["rows"]["image"].keys() for said in (one, other))
    )


def take_over(row: models.Model, other: models.Model, columns: Iterable[str]) -> None:
    """These columns say what they say in the other."""
    for name in columns:
        setattr(row, name, getattr(other, name))
