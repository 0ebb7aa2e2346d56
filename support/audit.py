"""The audit trail on top of the history: who did what, when, and by which screen, action or import.

Whatever changes something at the desk ends in one `note`, in the same transaction. What is noted is never changed.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from simple_history.models import HistoricalRecords

from support.models import AuditEntry, Offering, TranslationState
from support.models.translation_state import content_of

LONGEST = 200


def note(
    act: str,
    screen: str,
    *,
    user: Any = None,
    obj: Model | None = None,
    record: int | None = None,
    first: int | None = None,
    details: Iterable[dict] = (),
) -> AuditEntry:
    """`obj` as it is now, or with the key that it had.

    `record` is what its history tells of this act; `first` the first of several.
    """
    known = user if user is not None and user.is_authenticated else None
    return AuditEntry.objects.create(
        at=timezone.now(),
        user_id=known.pk if known else None,
        username=known.get_username() if known else "",
        screen=_short(screen),
        act=_short(act),
        content_type=ContentType.objects.get_for_model(obj) if obj is not None else None,
        object_id=obj.pk if obj is not None else None,
        object_name=_short(str(obj) if obj is not None else ""),
        record_before=_record_before(obj, first or record),
        record_after=record,
        details=list(details),
    )


def last_record(obj: Any) -> int | None:
    """For who has just saved it."""
    return (
        type(obj)
        .history.filter(**{obj._meta.pk.attname: obj.pk})
        .order_by("-history_id")
        .values_list("history_id", flat=True)
        .first()
    )


def _record_before(obj: Any, first: int | None) -> int | None:
    """What stood before the act; for a new working version, what it was made of."""
    if obj is None or first is None:
        return None
    records = type(obj).history.filter(history_id__lt=first).order_by("-history_id")
    own = records.filter(**{obj._meta.pk.attname: obj.pk}).values_list("history_id", "history_type").first()
    if own:
        return own[0] if own[1] != "-" else None
    origin = getattr(obj, "draft_of_id", None)
    return records.filter(id=origin).values_list("history_id", flat=True).first() if origin else None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


# --- What a request has changed beneath the row that it is about -------------------------------------------


def remember(history_instance: Any, **rest: Any) -> None:
    """A receiver: history has written a record. Outside of a request nobody asks for it."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is not None:
        request.__dict__.setdefault("history_made", []).append(history_instance)


def taken_records(request: HttpRequest) -> list[Any]:
    """All that history has written since the last act of this request; of each row the last record.

    `first_id` is its first. Not what goes away with something else: a working version's copies, which say what
    is published, and what is noted of the translations of what is gone.
    """
    last: dict[tuple[type[Any], int], Any] = {}
    for record in request.__dict__.pop("history_made", []):
        row = row_of(record)
        record.first_id = last[row].first_id if row in last else record.history_id
        last[row] = record
    gone = {row for row, record in last.items() if record.history_type == "-"}
    return [record for row, record in last.items() if not (row in gone and _whole_of(record) in gone)]


def _whole_of(record: Any) -> tuple[type[Any], int] | None:
    if record.instance_type is TranslationState:
        return content_of(record)
    return (Offering, record.offering_id) if getattr(record, "copy_of_id", None) else None


def origin_of(record: Any) -> int | None:
    """The row that this one of a working version is a copy of."""
    return getattr(record, "copy_of_id", None) or getattr(record, "draft_of_id", None)


def row_of(record: Any) -> tuple[type[Any], int]:
    """Of which row this is a record."""
    model = record.instance_type
    return model, getattr(record, model._meta.pk.attname)


def row_details(record: Any) -> dict:
    model, pk = row_of(record)
    return {
        "model": model._meta.model_name,
        "id": pk,
        "record": record.history_id,
        "first": record.first_id,
        "kind": record.history_type,
        "name": _short(str(record.instance)),
    }
