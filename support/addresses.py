"""Where a row stood before its address was changed. History knows: every slug a row has had is in it."""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def moved_from(rows: "models.QuerySet[Row]", slug: str) -> Row | None:
    """The one of these rows that had this address last, if it stands elsewhere now."""
    history = rows.model.history  # type: ignore[attr-defined]
    pks = history.filter(slug=slug, id__in=rows.order_by().values("pk")).order_by(
        "-history_date", "-history_id"
    )
    pk = pks.values_list("id", flat=True).first()
    return None if pk is None else rows.exclude(slug=slug).filter(pk=pk).first()
