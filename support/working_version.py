"""A draft beside what is published: made as a copy of it, and later written onto it.

What is published keeps its ids, code, history and links (DESIGN §4). Publishing applies what was changed in the
working version since it was made; what was changed in the published one meanwhile (a time confirmed, some days
closed) stays.
"""

import copy
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.utils import bulk_create_with_history

from support.authorship import is_a_translation
from support.change import Change
from support.models import Administration, Closure, Image, Occasion, Offering, Schedule, TranslationState
from support.models.translation_state import content_of
from support.versions import (
    ROWS,
    changed_columns,
    content,
    related_ids,
    relations,
    rows_by_origin,
    rows_of,
    take_over,
    values,
)

Row = Schedule | Occasion | Closure | Image
Copies = dict[models.Model, models.Model]  # original → copy

REASON = "Publicerad ändring"


def make_working_version(published: Offering, suggested_by: Administration | None = None) -> Copies:
    """A copy with all it has; the offering's is among them. Not announced: nobody sees it but the desk."""
    draft = _copy_of(published, draft_of=published, status=Offering.Status.DRAFT, suggested_by=suggested_by)
    draft.uuid, draft.draft_base = uuid.uuid4(), content(published)
    draft.save()
    for field in relations(Offering):
        getattr(draft, field.name).set(related_ids(published)[field.name])
    Offering.objects.filter(pk=draft.pk).settle_sensitivity()
    copies: Copies = {published: draft}
    for model in ROWS:
        for row in rows_of(published, model):
            copies[row] = _copy_of(row, offering=draft, copy_of=row)
            copies[row].save()
    _copy_states(copies)
    return copies


def publish_working_version(draft: Offering, reason: str = REASON) -> Offering:
    """Write onto the published one what was changed here, and leave nothing of the draft. Answers the published one.

    Raises `ValidationError` where what was changed here and what was changed there cannot both be so.
    """
    published = Offering.objects.select_for_update().get(pk=draft.draft_of_id)
    draft = Offering.objects.select_for_update().get(pk=draft.pk)  # as it is stored
    change = Change(published)
    base = draft.draft_base
    columns = changed_columns(values(draft), base["values"])
    take_over(published, draft, columns)
    published.status = Offering.Status.PUBLISHED
    published.changed_by = draft.changed_by
    published.version += 1
    _save(published, reason)
    _take_over_states(draft, published, columns)
    _publish_relations(draft, published, base["relations"])
    for model in ROWS:
        _publish_rows(draft, published, model, base["rows"][model._meta.model_name])
    if faults := published.publishing_faults():
        raise ValidationError(list(faults.values()))
    forget(draft)
    change.announce()
    return published


def forget(draft: Offering) -> None:
    """The working version, its rows and what is noted of their translations."""
    rows = [row for model in ROWS for row in rows_of(draft, model)]
    TranslationState.objects.about(draft, *rows).delete()
    draft.delete()


def _publish_relations(draft: Offering, published: Offering, base: dict[str, list[int]]) -> None:
    there, here = related_ids(published), related_ids(draft)
    for name, before in base.items():
        now = set(there[name]) | set(here[name]) - set(before)
        getattr(published, name).set(now - (set(before) - set(here[name])))


def _publish_rows(
    draft: Offering, published: Offering, model: type[Row], base: dict[str, dict[str, Any]]
) -> None:
    there = {str(row.pk): row for row in rows_of(published, model)}
    here = rows_by_origin(draft, model)
    for key in base.keys() - here.keys():  # taken away in the working version
        if row := there.pop(key, None):
            TranslationState.objects.about(row).delete()
            row._change_reason = REASON
            row.delete()
    for key, row in here.items():
        before = base.get(key)
        columns = changed_columns(values(row), before or {})
        if not columns:
            continue
        original = there.get(key)
        if not original and model is Image and there:  # another has come there: an offering has one picture
            (original,), columns = there.values(), set(values(row))
        if original:
            take_over(original, row, columns)
            _save(original)
            _take_over_states(row, original, columns)
        else:
            # New here; or changed here, and taken away there: what somebody has written is not thrown away.
            row.offering, row.copy_of = published, None
            _save(row)


def _save(row: models.Model, reason: str = REASON) -> None:
    row.validate_constraints()
    row._change_reason = reason
    row.save()


def _copy_of(row: Any, **fields: Any) -> Any:
    made = copy.copy(row)
    made._state = copy.copy(row._state)
    made.pk, made._state.adding = None, True
    made._state.fields_cache = {}
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _copy_states(copies: Copies) -> None:
    """Of all that was copied at once: the copies have none yet."""
    of = {(type(original), original.pk): made for original, made in copies.items()}
    states = TranslationState.objects.about(*copies)
    bulk_create_with_history(
        [_copy_of(state, content=of[content_of(state)]) for state in states], TranslationState
    )


def _take_over_states(original: models.Model, made: models.Model, columns: set[str] | None = None) -> None:
    """How translated texts came to be goes with the texts: all of them, or those in these columns."""
    theirs = {(one.field, one.language): one for one in TranslationState.objects.about(made)}
    ours = {(one.field, one.language): one for one in TranslationState.objects.about(original)}
    for text in theirs.keys() | ours.keys():
        if columns is not None and not is_a_translation(text, columns):
            continue
        if text in theirs and text not in ours:
            theirs[text].delete()
        elif text in ours:
            state = copy.copy(ours[text])
            state.pk = theirs[text].pk if text in theirs else None
            state._state.adding = state.pk is None
            state.content = made
            state.save()
