"""What can be sent to the desk, made from the registry: every form, action and button, with every row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from support import positions
from support.admin.times_confirmed import look
from support.models import Occasion, Place, Schedule
from tests.support.rights_world import (
    DAY,
    OF_OFFERING,
    READ_ONLY,
    A,
    B,
    C,
    Person,
    Row,
    World,
    adds,
    decides,
    deletes,
    opens_list,
    sees,
    translates,
    writes,
)

SWEDISH = ("title_sv", "name_sv", "label_sv", "reason_sv", "credit", "name", "term", "first_name", "code")
ARABIC = ("title_ar", "name_ar", "label_ar", "reason_ar", "alt_ar", "accessibility_ar")
BUTTONS = ("_approve", "_approve_later", "_send_back", "_take_back", "_discard")


@dataclass(frozen=True)
class Act:
    screen: str
    kind: str
    path: str
    page: str = ""  # whose form is sent
    blank: str = ""  # the empty form, where a row is added
    said: dict[str, Any] = field(default_factory=dict)
    texts: tuple[str, ...] = ()  # of which the first that is there is changed
    about: str = ""
    must_change: bool = False
    is_denied: bool = False  # nothing at all may happen; else whatever happens must be this person's to do


def acts(world: World, who: Person) -> Iterator[Act]:
    for model, desk in admin.site._registry.items():
        kind = model._meta.model_name
        rows = [row for row in world.distinct(kind) if not has_no_page(row)]
        for row in rows if kind not in READ_ONLY else ():
            yield from _changes(world, who, row)
        for row in rows:
            yield from _deletions(who, row)
        yield from _actions(who, model, desk, rows)
    yield from _additions(world, who)
    yield from _plants(world, who)
    yield from _reviews(world, who)
    yield from _others(world, who)


def has_no_page(row: Row) -> bool:
    return row.kind in OF_OFFERING and row.above.state == "working"


def alike(who: Person, row: Row) -> str:
    """Rows with which this person may do the same."""
    own = "decided" if row.owner in who.publishes else "own" if row.owner in who.writes else ""
    return " ".join(
        [row.kind, row.state, "sensitive" * row.is_sensitive, own, row.suggested_by, row.cooperating]
    )


def address(row: Row, page: str = "change/") -> str:
    label = f"{row.obj._meta.app_label}_{row.kind}"
    return reverse(f"admin:{label}_changelist") + f"{row.obj.pk}/{page}"


def _changes(world: World, who: Person, row: Row) -> Iterator[Act]:
    path, about = address(row), alike(who, row)
    may_write, may_translate = sees(who, row) and writes(who, row), translates(who, row)
    drafts = [one for one in world.of("offering", state="working") if one.obj.draft_of_id == row.obj.pk]
    if row.kind == "offering" and drafts:  # its address leads there; or somebody else is changing it
        may_write = sees(who, drafts[0]) and writes(who, drafts[0])
        may_translate = translates(who, drafts[0])
    said = {
        "_publish": "",
        **({"reviewed_on": timezone.localdate()} if row.kind == "translationstate" else {}),
    }
    may_touch = may_write or may_translate  # a translator's Swedish is disregarded, not refused
    yield Act("change", row.kind, path, path, said=said, texts=SWEDISH, about=about, is_denied=not may_touch,
              must_change=may_write)  # fmt: skip
    if may_translate:
        yield Act("translate", row.kind, path, path, said=said, texts=ARABIC, about=about, must_change=True)
    if row.kind in ("offering", "update", "schedule", "topic"):
        first = type(row.obj).history.filter(id=row.obj.pk).earliest("pk").pk
        path = address(row, f"history/{first}/")
        yield Act("revert", row.kind, path, path, said={"_publish": ""}, about=about, is_denied=not may_write)


def _deletions(who: Person, row: Row) -> Iterator[Act]:
    may = deletes(who, row) and sees(who, row)
    path = address(row, "delete/")
    yield Act("delete", row.kind, path, path, said={"post": "yes"}, about=alike(who, row), is_denied=not may,
              must_change=may)  # fmt: skip


def _actions(who: Person, model: type[Model], desk: admin.ModelAdmin, rows: list[Row]) -> Iterator[Act]:
    kind = model._meta.model_name
    path = reverse(f"admin:{model._meta.app_label}_{kind}_changelist")
    day = timezone.localdate() + 50 * DAY
    filled = {
        "days_are_said": 1,
        "starts_on": day,
        "ends_on": day,
        "reason_sv": "Studiedag",
        "looks": looks(),
        "post": "yes",
        "index": 0,
    }
    for name in [*(desk.actions or ()), "delete_selected"]:
        is_told_apart = kind in ("offering", "update") and name in ("publish", "withdraw", "close")
        chosen = [(alike(who, row), [row]) for row in rows if is_told_apart]
        for about, some in [*chosen, ("all", rows)]:
            ids = [str(row.obj.pk) for row in some]
            said = {**filled, "action": name, "_selected_action": ids, "select_across": int(about == "all")}
            may = opens_list(who, kind) and any(may_act(who, name, row) for row in some)
            yield Act(f"action {name}", kind, path, path, said=said, about=about, is_denied=not may)


def may_act(who: Person, name: str, row: Row) -> bool:
    """As far as it could change anything."""
    if not sees(who, row):
        return False
    if name == "delete_selected":
        return deletes(who, row)
    if row.kind == "place":
        return who.is_coordinator or (name == "assure_times" and bool(who.publishes))
    if name in ("publish", "withdraw", "assure", "assure_times"):
        return decides(who, row)
    return writes(who, row)


def looks() -> str:
    return " ".join(look(time) for model in (Schedule, Occasion) for time in model.objects.all())


def _additions(world: World, who: Person) -> Iterator[Act]:
    for kind, like, about, said in _new_rows(world):
        path = reverse(f"admin:{like.obj._meta.app_label}_{kind}_add")
        said = {"_publish": "", **said}
        yield Act("add", kind, path, address(like), path, said, about=alike(who, about),
                  is_denied=not adds(who, kind))  # fmt: skip


def _new_rows(world: World) -> Iterator[tuple[str, Row, Row, dict[str, Any]]]:
    """Of which kind, filled in like which row, about which row or administration, and what is said of it."""
    draft, news = world.one("offering", owner=A, state="draft"), world.one("update", owner=A, state="draft")
    for slug in (A, B, C):
        said = {"administration": world.bodies[slug], "slug": "ny"}
        yield "offering", draft, Row(draft.obj, owner=slug), {**said, "title_sv": "Ny"}
        yield "update", news, Row(news.obj, owner=slug), {**said, "is_published": "on"}
    day = "2031-01-02"
    for kind in sorted(OF_OFFERING):
        like = next(row for row in world.of(kind, owner=A) if row.above is draft)
        for above in world.distinct("offering"):
            yield kind, like, above, {"offering": above.obj.pk, "starts_on": day, "ends_on": day}
        if kind == "closure":
            yield kind, like, world.one("place"), {"offering": "", "place": world.one("place").obj.pk}
        if kind == "image":
            for above in world.distinct("update"):
                yield kind, like, above, {"offering": "", "update": above.obj.pk}
    new = {"slug": "ny", "code": "ny", "name": "Ny", "name_sv": "Ny", "term": "ny"}
    closed = {"closures-TOTAL_FORMS": 1, "closures-0-id": "", "closures-0-place": ""}
    closed |= {"closures-0-starts_on": day, "closures-0-ends_on": day}
    yield "place", world.one("place"), Row(world.one("place").obj, state="closed"), {**new, **closed}
    for kind in ("place", "area", "topic", "strategy", "synonym", "term", "administration"):
        yield kind, world.one(kind), world.one(kind), new


def _plants(world: World, who: Person) -> Iterator[Act]:
    """In forms of one's own, what is another's."""
    secret = world.one("offering", owner=B, state="draft")
    theirs = next(row for row in world.of("schedule", owner=B) if row.above is secret).obj.pk
    row = {"schedules-0-id": theirs, "schedules-0-offering": secret.obj.pk, "schedules-0-weekday": 3}
    planted = {
        "their administration": {"administration": world.bodies[B]},
        "my administration": {"administration": world.bodies[A]},
        "replaced_by": {"replaced_by": secret.obj.pk},
        "row": row,
        "new row": {
            "schedules-TOTAL_FORMS": 3,
            "schedules-2-weekday": 1,
            "schedules-2-opens_at": "10:00",
            "schedules-2-closes_at": "11:00",
            "schedules-2-interval_weeks": 1,
        },
        "row's owner": {"schedules-0-offering": secret.obj.pk, "schedules-0-label_sv": "Flyttad"},
        "columns": {
            "status": "published",
            "draft_of": secret.obj.pk,
            "id": secret.obj.pk,
            "is_sensitive": "",
        },
    }
    forms = [("offering", one, what, said) for one in _some(world) for what, said in planted.items()]
    said = {"administration": world.bodies[B], "is_published": "on"}
    forms += [("update", one, "", said) for one in world.distinct("update")]
    rows = [one for kind in sorted(OF_OFFERING) for one in world.distinct(kind) if not has_no_page(one)]
    forms += [
        (one.kind, one, "", {"offering": secret.obj.pk}) for one in rows if one.above.kind == "offering"
    ]
    for kind, one, what, said in forms:
        path, said = address(one), {**said, "_publish": ""}
        yield Act("plant", kind, path, path, said=said, texts=SWEDISH, about=f"{what} {alike(who, one)}",
                  is_denied=not sees(who, one))  # fmt: skip


def _some(world: World) -> list[Row]:
    """One's own and another's, as they are met most."""
    return [world.one("offering", owner=A, state="public"), world.one("offering", suggested_by=C)]


def _reviews(world: World, who: Person) -> Iterator[Act]:
    said = {"day": timezone.localdate() + 10 * DAY, "clock": "08:00", "comment": "Inte än."}
    for row in world.distinct("offering"):
        for number, button in enumerate(BUTTONS if row.state in ("working", "draft") else ()):
            pk = row.obj.lasting_id if number % 2 else row.obj.pk
            path, about = reverse("admin:support_offering_review", args=[pk]), f"{button} {alike(who, row)}"
            is_denied = not sees(who, row)
            yield Act(
                "review", row.kind, path, path, said={**said, button: ""}, about=about, is_denied=is_denied
            )


def _others(world: World, who: Person) -> Iterator[Act]:
    place, publishes = world.one("place").obj, who.is_coordinator or bool(who.publishes)
    moved = f"slug;latitude;longitude\n{place.slug};57,72;12,94\n"
    path, is_denied = reverse("admin:support_place_coordinates"), not who.is_coordinator
    said = {"content": moved, "looks": positions.looks(positions.moves(Place.objects.all(), moved.encode()))}
    yield Act("coordinates", "place", path, said=said, is_denied=is_denied)
    path = reverse("admin:support_place_assure_times", args=[Place.objects.get(slug="torget").pk])
    yield Act("assure times", "place", path, said={"looks": looks()}, is_denied=not publishes)
    today = timezone.localdate()
    for row in world.distinct("offering"):
        ended = Schedule.objects.filter(offering=row.obj.pk, valid_until__lt=today)
        times = [str(time.pk) for time in ended]
        said = {"times": times, "valid_from": today + DAY, "valid_until": today + 90 * DAY}
        path = reverse("admin:support_offering_copy_times", args=[row.obj.pk])
        yield Act(
            "copy times",
            "offering",
            path,
            path,
            said=said,
            about=alike(who, row),
            is_denied=not sees(who, row),
        )
        path = reverse("times_preview", args=[row.obj.pk])
        yield Act("times preview", "offering", path, address(_some(world)[0]), is_denied=True)
    path, own = f"/redaktion/support/offering/{world.gone.obj.pk}/change/", address(_some(world)[0])
    yield Act("gone", "offering", path, own, is_denied=is_denied)
