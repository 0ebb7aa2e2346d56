"""The audit trail on top of the history: who did what, when, and by which screen, action or import.

Whatever changes something at the desk ends in one `note`, in the same transaction. What is noted is never changed.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from support.models import AuditEntry

LONGEST = 200


def note(
    act: str,
    screen: str,
    *,
    user: Any = None,
    obj: Model | None = None,
    name: str = "",
    details: Iterable[dict] = (),
    at: datetime.datetime | None = None,
) -> AuditEntry:
    """`obj` as it is now, or with the key that it had. `name` where it has no name of its own to tell."""
    known = user if user is not None and user.is_authenticated else None
    after, before = _last_records(obj)
    return AuditEntry.objects.create(
        at=at or timezone.now(),
        user_id=known.pk if known else None,
        username=known.get_username() if known else "",
        screen=_short(screen),
        act=_short(act),
        content_type=ContentType.objects.get_for_model(obj) if obj is not None else None,
        object_id=obj.pk if obj is not None else None,
        object_name=_short(name or (str(obj) if obj is not None else "")),
        record_before=before,
        record_after=after,
        details=list(details),
    )


def _last_records(obj: Model | None) -> tuple[int | None, int | None]:
    """What stands in history after the act, and what stood before: every act leaves one record."""
    if obj is None or not hasattr(type(obj), "history"):
        return None, None
    records = type(obj).history.filter(**{obj._meta.pk.attname: obj.pk}).order_by("-history_id")
    last = list(records.values_list("history_id", "history_type")[:2])
    if not last:
        return None, None
    was_added = last[0][1] == "+"
    return last[0][0], last[1][0] if len(last) > 1 and not was_added else None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


# --- What a request has changed beneath the row that it is about -------------------------------------------


def remember(history_instance: Any, **rest: Any) -> None:
    """A receiver: history has written a record. Outside of a request nobody asks for it."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is not None:
        request.__dict__.setdefault("history_made", []).append(history_instance)


def taken_records(request: HttpRequest) -> list[Any]:
    """All that history has written since the last act of this request; of each row the last record."""
    made = request.__dict__.pop("history_made", [])
    return list({row_of(record): record for record in made}.values())


def row_of(record: Any) -> tuple[type[Model], int]:
    """Of which row this is a record."""
    model = record.instance_type
    return model, getattr(record, model._meta.pk.attname)


def row_details(record: Any) -> dict:
    model, pk = row_of(record)
    return {
        "model": model._meta.model_name,
        "id": pk,
        "record": record.history_id,
        "kind": record.history_type,
        "name": _short(str(record.instance)),
    }
