"""Puts places and areas on the map from a file: all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from support.catalogue import affected_offerings, announce_change, one_at_a_time
from support.coordinates import COLUMNS, DECIMALS, far_away, read, write
from support.fingerprint import fingerprint
from support.models import Area, Place

Located = Area | Place
REASON = "Koordinater från en fil"


@dataclass(frozen=True)
class Move:
    what: Located
    latitude: float
    longitude: float

    @property
    def is_needed(self) -> bool:
        before = (self.what.latitude, self.what.longitude)
        return [value and round(value, DECIMALS) for value in before] != [self.latitude, self.longitude]

    @property
    def far_away(self) -> str:
        return far_away(self.latitude, self.longitude)


class NotAsLookedAt(Exception):
    """Something has changed since somebody looked at what would be moved."""


def moves(rows: QuerySet, content: bytes) -> list[Move]:
    """What the file would change among these places or areas. Raises BrokenFile."""
    by_slug = {row.slug: row for row in rows}
    found = (Move(by_slug[row.slug], row.latitude, row.longitude) for row in read(content, by_slug))
    return [move for move in found if move.is_needed]


def looks(made: list[Move]) -> str:
    return fingerprint(
        [(one.what.pk, one.what.latitude, one.what.longitude, one.latitude, one.longitude) for one in made]
    )


def move(
    rows: QuerySet,
    content: bytes,
    *,
    looked: str | None = None,
    note: Callable[[Located], None] = lambda row: None,
) -> list[Move]:
    """Change it, each with its history, announced together.

    `looked` is how the moves looked to whoever wants them. Raises BrokenFile or NotAsLookedAt, with nothing changed.
    """
    touched: set[int] = set()
    with transaction.atomic():
        one_at_a_time()
        made = moves(rows.select_for_update(), content)
        if made and looked not in (None, looks(made)):
            raise NotAsLookedAt
        for one in made:
            row: Any = one.what  # its type knows no history
            row.latitude, row.longitude = one.latitude, one.longitude
            row._change_reason = REASON
            row.save()
            note(row)
            touched |= affected_offerings(row)
        if made:
            announce_change(touched)
    return made


def as_file(rows: QuerySet) -> bytes:
    """Every one of them, to fill in where a position is lacking. An area has no address."""
    return write([getattr(row, name, None) for name in COLUMNS] for row in rows.order_by("slug"))
