"""Who has saved what since somebody opened a page, as far as the history knows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model
from django.utils import timezone

from support.admin.inputs import is_id
from support.models import Assignment
from support.moments import day
from support.people import name_of
from support.seen import Beneath, Seen

MOST_SAVES = 5


@dataclass(frozen=True)
class Save:
    who: str
    at: datetime.datetime
    what: str = ""

    def __str__(self) -> str:
        return f"{self.who}, {in_words(self.at)}"


def in_words(at: datetime.datetime) -> str:
    at, today = timezone.localtime(at), timezone.localdate()
    return f"{'i dag' if at.date() == today else day(at)} {at:%H:%M}"


def person(user: Any, reader: Any = None) -> str:
    """By name, and where they work."""
    if user is None:
        return "en inläsning"
    if reader is not None and user.pk == reader.pk:
        return "dig själv i ett annat fönster"
    name = name_of(user)
    work = Assignment.objects.filter(user=user, administration__isnull=False).select_related("administration")
    places = sorted({str(one.administration) for one in work})
    return f"{name} ({', '.join(places)})" if places else name


def saves_of(row: Model, seen: Seen | None, beneath: Beneath = (), reader: Any = None) -> list[Save]:
    """The latest first. Where it is not known what was seen, the very latest."""
    kinds = [(type(row), row._meta.pk), *beneath]
    records = [record for model, key in kinds for record in _records(model, {key.attname: row.pk}, seen)]
    records.sort(key=lambda record: record.history_date, reverse=True)
    found: dict[tuple, Save] = {}
    for record in records[: None if seen else 1]:
        moment = timezone.localtime(record.history_date).replace(second=0, microsecond=0)
        key = (record.history_user_id, moment)
        if key not in found and len(found) < MOST_SAVES:
            what = record.history_change_reason or ""
            found[key] = Save(person(record.history_user, reader), record.history_date, what)
    return list(found.values())


def latest_saves(rows: Iterable[Model], reader: Any) -> dict[int, Save]:
    """By the row's id, for rows of one kind."""
    rows = list(rows)
    if not rows or not hasattr(type(rows[0]), "history"):
        return {}
    records = type(rows[0]).history.filter(id__in=[row.pk for row in rows]).select_related("history_user")
    latest = {record.id: record for record in records.order_by("history_id")}
    users = {record.history_user_id: record.history_user for record in latest.values()}
    people = {pk: person(user, reader) for pk, user in users.items()}
    return {pk: Save(people[one.history_user_id], one.history_date) for pk, one in latest.items()}


def earlier(model: type[Model], pk: Any, seen: Seen | None) -> Model | None:
    """The row as it was when it was seen; where that is not known, None."""
    records = _known(model, seen)
    record = records.filter(id=pk).first() if records is not None and is_id(str(pk)) else None
    return record and record.instance


def last_known(model: type[Model], pk: Any) -> Model | None:
    """Of what is gone: as it was last."""
    if not hasattr(model, "history") or not is_id(str(pk)):
        return None
    record = model.history.filter(id=pk).order_by("-history_id").first()
    return record and record.instance


def earlier_rows(model: type[Model], key: ForeignKey, pk: Any, seen: Seen | None) -> dict[int, Model]:
    """The rows beneath it as they were, by their id; a working version's also by that of the row they stand for."""
    records = _known(model, seen)
    if records is None:
        return {}
    latest = {record.id: record for record in records.filter(**{key.attname: pk}).order_by("history_id")}
    standing = [record.instance for record in latest.values() if record.history_type != "-"]
    return {pk: row for row in standing for pk in (row.pk, getattr(row, "copy_of_id", None)) if pk}


def _known(model: type[Model], seen: Seen | None) -> Any:
    """The records up to then, the latest first."""
    until = seen.records.get(model._meta.model_name) if seen else None
    if not until or not hasattr(model, "history"):
        return None
    return model.history.filter(history_id__lte=until).order_by("-history_id")


def _records(model: type[Model], which: dict[str, Any], seen: Seen | None) -> list[Any]:
    if not hasattr(model, "history"):
        return []
    since = seen.records.get(model._meta.model_name, 0) if seen else 0
    records = model.history.filter(**which, history_id__gt=since).select_related("history_user")
    return list(records.order_by("-history_id")[:MOST_SAVES])
