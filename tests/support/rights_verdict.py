"""Whether somebody may have made what has become of the content, said independently of the guide."""

from collections.abc import Iterator
from typing import Any

from support.models import Administration
from tests.support.rights_world import (
    OF_OFFERING,
    Person,
    Row,
    World,
    adds_beneath,
    decides,
    deletes,
    sees,
    translates,
    writes,
)

Content = dict[tuple[str, int], dict[str, Any]]

# Follows from what is changed.
FOLLOWS = {
    "changed_at",
    "changed_by_id",
    "calendar_sequence",
    "calendar_changed_at",
    "version",
    "is_sensitive",
}
NOTED = {"auditentry", "cataloguerevision", "submission", "translationstate", "assignment"}
# What may be decided about something sensitive alone: nothing that it says.
ROWS = {"rows beneath it"}
ALONE = {"status", "assured_on", "publish_from", "goes_live_at"}


def is_anything(before: Content, after: Content) -> bool:
    return any(
        before.get(key) != after.get(key) for key in before.keys() | after.keys() if key[0] != "auditentry"
    )


def verdict(world: World, who: Person, screen: str, before: Content, after: Content) -> Iterator[str]:
    rows = {(row.kind, row.obj.pk): row for row in world.rows}
    bodies = dict(Administration.objects.values_list("pk", "slug"))
    for key in before.keys() | after.keys():
        kind, old, new = key[0], before.get(key), after.get(key)
        if old == new or kind in NOTED:
            continue
        row = rows.get(key)
        if old is None:
            fault = _made(who, kind, new, rows, after, bodies)
        elif row is None:  # an account, of which only coordinators know
            fault = not who.is_coordinator
        elif new is None:
            fault = not (
                deletes(who, row) or _is_over(who, row, rows, screen) or _goes_along(who, row, rows, screen)
            )
        else:
            changed = {name for name in new if new[name] != old[name] and not _follows(name)}
            fault = bool(changed) and not _may_change(who, row, changed, rows, screen)
            fault = fault or _is_planted(who, row, old, new, rows, bodies)
        if fault:
            what = (
                "gone"
                if new is None
                else "made"
                if old is None
                else sorted(n for n in new if new[n] != old[n])
            )
            yield f"{row.name if row else key}: {what}"


def _follows(name: str) -> bool:
    return name in FOLLOWS or name.startswith("sort_key")


def _may_change(who: Person, row: Row, changed: set[str], rows: dict, screen: str) -> bool:
    are_texts = bool(who.translates) and all(name.endswith(f"_{who.translates}") for name in changed)
    if are_texts and translates(who, row):
        return True
    if row.kind in OF_OFFERING and row.above.kind == "offering":
        if (are_texts and translates(who, row.above)) or (changed <= ALONE and decides(who, row)):
            return True
        return _may_alter_offering(who, row.above, ROWS, screen)
    if row.kind == "offering":
        return _may_alter_offering(who, row, changed, screen)
    if who.is_coordinator:
        return True
    return row.kind in ("update", "image") and writes(who, row)


def _may_alter_offering(who: Person, row: Row, changed: set[str], screen: str) -> bool:
    if row.state in ("draft", "working"):
        is_text = bool(who.translates) and row.state == "working" and changed <= {"status", "goes_live_at"}
        return writes(who, row) or is_text
    is_alone = row.is_sensitive and screen != "review"
    if is_alone and not changed <= ALONE:
        return False
    return decides(who, row)


def _is_over(who: Person, row: Row, rows: dict, screen: str) -> bool:
    """A working version that has become the published one, or has been thrown away."""
    working = row if row.kind == "offering" else row.above
    return (
        working is not None and working.state == "working" and (writes(who, working) or decides(who, working))
    )


def _goes_along(who: Person, row: Row, rows: dict, screen: str) -> bool:
    above = row.above
    if above is None or row.kind not in OF_OFFERING or above.kind not in ("offering", "update"):
        return False
    return deletes(who, above) or (above.kind == "offering" and _may_alter_offering(who, above, ROWS, screen))


def _made(who: Person, kind: str, new: dict, rows: dict, after: Content, bodies: dict) -> bool:
    if kind == "offering" and new["draft_of_id"]:
        published = rows["offering", new["draft_of_id"]]
        return not (writes(who, published) or translates(who, published))
    if kind in ("offering", "update"):
        body = bodies[new["administration_id"]]
        is_shown = new.get("status") == "published" or new.get("is_published")
        allowed = who.publishes if is_shown else who.writes
        return not (who.is_coordinator or body in allowed)
    if kind in OF_OFFERING:
        if new.get("place_id") and not new.get("offering_id") and kind == "closure":
            return not who.is_coordinator
        if new.get("update_id"):
            news = rows.get(("update", new["update_id"]))
            return news is not None and not writes(who, news)
        above = rows.get(("offering", new["offering_id"]))
        if above is None:  # of something made just now, which is judged by itself
            published = rows.get(("offering", after["offering", new["offering_id"]]["draft_of_id"]))
            return published is not None and not new["copy_of_id"] and not writes(who, published)
        return not (adds_beneath(who, above) or _may_alter_offering(who, above, ROWS, "review"))
    return not (who.is_coordinator or (kind == "place" and who.writes))


def _is_planted(who: Person, row: Row, old: dict, new: dict, rows: dict, bodies: dict) -> bool:
    """Handed to somebody whom one does not write for, or linked to what one may not know of."""
    if who.is_coordinator:
        return False
    for name, may in (
        ("administration_id", lambda pk: bodies[pk] in who.writes),
        (
            "replaced_by_id",
            lambda pk: sees(who, rows["offering" if row.kind == "offering" else "update", pk]),
        ),
        ("offering_id", lambda pk: adds_beneath(who, rows["offering", pk])),
    ):
        if new.get(name) and new.get(name) != old.get(name) and not may(new[name]):
            # Publishing a working version carries over what somebody else has suggested.
            return True
    return False
