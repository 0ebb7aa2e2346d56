"""Whatever can be sent to the desk, sent by everybody: what it changed, and whether it may.

The forms are forged: filled in as the coordinator's page shows them, and sent by somebody else.
"""

import datetime
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from PIL import Image as Pillow

from support.admin.times_confirmed import look
from support.models import Occasion, Schedule
from tests.support.editor import PageForm, Values
from tests.support.rights_matrix import Matrix
from tests.support.rights_verdict import Content, is_anything, verdict
from tests.support.rights_world import (
    COORDINATOR,
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
    content,
    decides,
    deletes,
    opens_list,
    sees,
    translates,
    writes,
)

SWEDISH = (
    "title_sv",
    "name_sv",
    "label_sv",
    "reason_sv",
    "credit",
    "name",
    "term",
    "first_name",
    "reviewed_on_0",
)
ARABIC = ("title_ar", "name_ar", "label_ar", "reason_ar", "alt_ar")


@dataclass(frozen=True)
class Act:
    screen: str
    kind: str
    path: str
    values: Values
    changes: bool | None  # None: whatever happens must be this person's to do
    about: str = ""
    is_theirs: bool = True  # False: nothing at all may happen
    picture: bool = False

    @property
    def is_denied(self) -> bool:
        return self.changes is False or not self.is_theirs


@dataclass
class Acts(Matrix):
    pages: dict[str, PageForm] = field(default_factory=dict)
    worked: set[tuple[str, str]] = field(default_factory=set)

    def page(self, path: str) -> PageForm:
        """As the coordinator's browser would send it."""
        if path not in self.pages:
            response = self.client(COORDINATOR).get(path, follow=True)
            self.pages[path] = PageForm(response.content.decode())
        return self.pages[path]

    def form(self, path: str, **changes: Any) -> Values:
        values = dict(self.page(path).values)
        for name, value in changes.items():
            values[name] = value if isinstance(value, list) else [str(value)]
        return values

    # --- Sending ------------------------------------------------------------------------------------

    def acts(self, who: Person) -> list[Act]:
        """All that may not be done, and of what may be done in the same way one."""
        found: dict[tuple, Act] = {}
        for number, act in enumerate(acts(self, who)):
            found.setdefault((act.screen, act.kind, act.about, number if act.is_denied else -1), act)
        return list(found.values())

    def send_all(self, who: Person) -> None:
        everything, client = self.acts(who), self.client(who)
        before = content()  # the pages have been opened by now
        denied = [act for act in everything if act.is_denied]
        with undone():
            for act in denied:
                self._send(client, act)
            is_untouched = content() == before
        for act in everything:
            if not (act.is_denied and is_untouched):
                self._judge(client, who, act, before)

    def _send(self, client: Client, act: Act) -> int:
        values = {**act.values, "file": picture()} if act.picture else act.values
        return client.post(act.path, values).status_code

    def _judge(self, client: Client, who: Person, act: Act, before: Content) -> None:
        with undone():
            status = self._send(client, act)
            after = content()
        has_changed = is_anything(before, after)
        faults = [*verdict(self.world, who, act.screen, before, after)]
        if status == 500:
            faults.append("breaks down")
        if act.is_denied and before != after:
            faults.append("changed something")
        if act.changes and not has_changed:
            faults.append(f"changed nothing ({status})")
        self.leaks += [f"{who.name}: {act.screen} {act.kind} {act.about} {act.path}: {one}" for one in faults]
        if has_changed:
            self.worked.add((act.screen, act.kind))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Pillow.new("RGB", (60, 40), "teal").save(file, "PNG")
    return SimpleUploadedFile("bild.png", file.getvalue(), "image/png")


# --- What is sent ----------------------------------------------------------------------------------


def acts(to: Acts, who: Person) -> Iterator[Act]:
    for model, desk in admin.site._registry.items():
        kind = model._meta.model_name
        rows = [row for row in to.world.distinct(kind) if not is_on_another_page(row)]
        if kind not in READ_ONLY:
            for row in rows:
                yield from _changes(to, who, row)
                yield from _reverts(to, who, row)
        yield from _deletions(to, who, rows)
        yield from _actions(to, who, model, desk, rows)
    yield from _additions(to, who)
    yield from _plants(to, who)
    yield from _reviews(to, who)
    yield from _others(to, who)


def is_on_another_page(row: Row) -> bool:
    return row.kind in OF_OFFERING and row.above.state == "working"


def alike(who: Person, row: Row) -> str:
    """Rows with which this person may do the same."""
    own = "own" if row.owner in who.writes else ""
    own = "decided" if row.owner in who.publishes else own
    return " ".join([row.state, "sensitive" * row.is_sensitive, own, row.suggested_by, row.cooperating])


def address(row: Row, page: str = "change/") -> str:
    try:
        return reverse(f"admin:{row.obj._meta.app_label}_{row.kind}_changelist") + f"{row.obj.pk}/{page}"
    except NoReverseMatch:
        raise AssertionError(row.kind) from None


def _changes(to: Acts, who: Person, row: Row) -> Iterator[Act]:
    path = address(row)
    form = to.form(path)
    is_seen = sees(who, row) and not (
        row.kind == "offering" and row.has_working_version and not _sees_draft(to, who, row)
    )
    for screen, names, may in (
        ("change", SWEDISH, writes(who, row)),
        ("translate", ARABIC, writes(who, row) or translates(who, row)),
    ):
        name = next((name for name in names if name in form), None)
        if name is None or (screen == "translate" and not may):
            continue
        said = timezone.localdate().isoformat() if name.startswith("reviewed") else "Något annat"
        values = {**form, name: [said], "_publish": [""]}
        yield Act(screen, row.kind, path, values, may and is_seen, alike(who, row), is_theirs=is_seen)


def _sees_draft(to: Acts, who: Person, row: Row) -> bool:
    drafts = [one for one in to.world.of("offering", state="working") if one.obj.draft_of_id == row.obj.pk]
    return any(sees(who, one) for one in drafts)


def _reverts(to: Acts, who: Person, row: Row) -> Iterator[Act]:
    if not hasattr(type(row.obj), "history") or row.kind not in ("offering", "update", "schedule", "topic"):
        return
    first = type(row.obj).history.filter(id=row.obj.pk).earliest("pk").pk
    path = address(row, f"history/{first}/")
    may = writes(who, row) and sees(who, row)
    yield Act("revert", row.kind, path, to.form(path), None if may else False, alike(who, row))


def _deletions(to: Acts, who: Person, rows: list[Row]) -> Iterator[Act]:
    for row in rows:
        path = address(row, "delete/")
        may = deletes(who, row) and sees(who, row)
        values = (
            {**to.form(address(row)), "post": ["yes"]} if row.kind not in READ_ONLY else {"post": ["yes"]}
        )
        yield Act(
            "delete", row.kind, path, values, may if row.kind not in READ_ONLY else None, alike(who, row), may
        )


def _actions(to: Acts, who: Person, model: type, desk: Any, rows: list[Row]) -> Iterator[Act]:
    kind = model._meta.model_name
    path = reverse(f"admin:{model._meta.app_label}_{kind}_changelist")
    names = [*(desk.actions or ()), "delete_selected"]
    first_day = timezone.localdate() + 50 * DAY
    extra = {
        "days_are_said": ["1"],
        "starts_on": [str(first_day)],
        "ends_on": [str(first_day)],
        "reason_sv": ["Studiedag"],
        "looks": [looks()],
        "post": ["yes"],
        "index": ["0"],
    }
    for name in names:
        base = {**to.form(path), **extra, "action": [name]}
        one_by_one = rows if kind in ("offering", "update") else ()
        chosen = [(alike(who, row), [row]) for row in one_by_one] + [("all", rows)]
        for about, some in chosen:
            ids = [str(row.obj.pk) for row in some]
            across = {"select_across": ["1"] if about == "all" else ["0"]}
            is_theirs = opens_list(who, kind) and any(may_act(who, name, row) for row in some)
            values = {**base, **across, "_selected_action": ids}
            yield Act(f"action {name}", kind, path, values, None, about, is_theirs)


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


def _additions(to: Acts, who: Person) -> Iterator[Act]:
    for kind, like, about, changes in _new_rows(to.world):
        path = reverse(f"admin:{like.obj._meta.app_label}_{kind}_add")
        blank, filled = to.form(path), to.form(address(like))
        new = {name: values for name, values in filled.items() if not name.startswith("_")}
        counts = {name: ["0"] for name in new if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
        own = {name: values for name, values in blank.items() if name.startswith("_")}
        values = {
            **new,
            **counts,
            **own,
            "_publish": [""],
            **{name: [str(one)] for name, one in changes.items()},
        }
        yield Act(
            "add", kind, path, values, None, alike(who, about), adds(who, kind), picture=kind == "image"
        )


def _new_rows(world: World) -> Iterator[tuple[str, Row, Row, dict[str, Any]]]:
    """Of which kind, filled in like which row, about which row or administration, and what is said of it."""
    ids = {slug: world_id(slug) for slug in (A, B, C)}
    draft, news = world.one("offering", owner=A, state="draft"), world.one("update", owner=A, state="draft")
    for slug, body in ids.items():
        about = Row(draft.obj, owner=slug)
        yield "offering", draft, about, {"administration": body, "slug": "ny", "title_sv": "Ny"}
        yield "update", news, about, {"administration": body, "slug": "ny", "is_published": "on"}
    offerings = world.distinct("offering")
    for kind in sorted(OF_OFFERING):
        like = next(row for row in world.of(kind, owner=A, state="draft") if row.above is draft)
        for above in offerings if kind in ("schedule", "image") else offerings[:8]:
            yield (
                kind,
                like,
                above,
                {"offering": above.obj.pk, "starts_on": "2031-01-02", "ends_on": "2031-01-02"},
            )
    closed, image = (
        world.of("closure", owner=A, state="draft")[0],
        world.of("image", owner=A, state="draft")[0],
    )
    yield "closure", closed, world.one("place"), {"offering": "", "place": world.one("place").obj.pk}
    for news in world.distinct("update"):
        yield "image", image, news, {"offering": "", "update": news.obj.pk}
    unlike = {"slug": "ny", "code": "ny", "name": "Ny", "name_sv": "Ny", "term": "ny", "username": "ny"}
    for kind in ("place", "area", "topic", "strategy", "synonym", "term", "administration"):
        yield kind, world.one(kind), world.one(kind), unlike


def world_id(slug: str) -> int:
    from support.models import Administration

    return Administration.objects.get(slug=slug).pk


def _plants(to: Acts, who: Person) -> Iterator[Act]:
    """In forms of one's own, what is another's."""
    world = to.world
    secret = world.one("offering", owner=B, state="draft")
    theirs = next(row for row in world.of("schedule", owner=B) if row.above is secret)
    row_of_b = {
        "schedules-0-id": theirs.obj.pk,
        "schedules-0-offering": secret.obj.pk,
        "schedules-0-label_sv": "Tagen",
        "schedules-0-weekday": 3,
    }
    for row in _some(world):
        own = row.obj.pk
        for about, planted in (
            ("administration", {"administration": world_id(B)}),
            ("administration", {"administration": world_id(A)}),
            ("replaced_by", {"replaced_by": secret.obj.pk}),
            ("row", row_of_b),
            ("row's owner", {"schedules-0-offering": secret.obj.pk, "schedules-0-label_sv": "Flyttad"}),
            (
                "status",
                {"status": "published", "draft_of": secret.obj.pk, "id": secret.obj.pk, "is_sensitive": ""},
            ),
        ):
            values = to.form(address(row), **{"title_sv": f"Ny {own}", **planted}, _publish="")
            yield Act(
                "plant", "offering", address(row), values, None, f"{about} {alike(who, row)}", sees(who, row)
            )
    for kind in sorted(OF_OFFERING):
        for row in world.distinct(kind):
            if row.above.kind == "offering" and not is_on_another_page(row):
                values = to.form(address(row), offering=secret.obj.pk)
                yield Act("plant", kind, address(row), values, None, alike(who, row), sees(who, row))
    for row in world.distinct("update"):
        values = to.form(address(row), administration=world_id(B), is_published="on", title_sv="Ny")
        yield Act("plant", "update", address(row), values, None, alike(who, row), sees(who, row))


def _some(world: World) -> list[Row]:
    """One's own and another's, as they are met most."""
    of = world.one
    return [
        of("offering", owner=A, state="public"),
        of("offering", owner=A, state="draft"),
        of("offering", owner=A, state="draft", is_sensitive=True),
        of("offering", owner=B, state="public"),
        of("offering", cooperating=A),
        of("offering", suggested_by=C),
    ]


def _reviews(to: Acts, who: Person) -> Iterator[Act]:
    day = timezone.localdate() + 10 * DAY
    said = {"day": str(day), "clock": "08:00", "comment": "Inte än."}
    for row in to.world.distinct("offering"):
        if row.state not in ("working", "draft"):
            continue
        for number, button in enumerate(
            ("_approve", "_approve_later", "_send_back", "_take_back", "_discard")
        ):
            pk = row.obj.lasting_id if number % 2 else row.obj.pk
            path = reverse("admin:support_offering_review", args=[pk])
            values = to.form(path, **said, **{button: ""})
            yield Act("review", "offering", path, values, None, f"{button} {alike(who, row)}", sees(who, row))


def _others(to: Acts, who: Person) -> Iterator[Act]:
    place = to.world.one("place").obj
    latitude = f"nyckel;namn;latitud;longitud\n{place.slug};{place.name};57,72;12,94\n"
    path = reverse("admin:support_place_coordinates")
    yield Act("coordinates", "place", path, to.form(path, content=latitude), None, "", who.is_coordinator)
    path = reverse("admin:support_place_assure_times", args=[place.pk])
    is_theirs = who.is_coordinator or bool(who.publishes)
    yield Act("assure_times_here", "place", path, {"looks": [looks()]}, None, "", is_theirs)
    ended = timezone.localdate() + DAY
    for row in to.world.distinct("offering"):
        times = [str(one.pk) for one in Schedule.objects.filter(offering=row.obj.pk)]
        dates = {"valid_from": [str(ended)], "valid_until": [str(ended + datetime.timedelta(days=90))]}
        path = reverse("admin:support_offering_copy_times", args=[row.obj.pk])
        yield Act(
            "copy_times", "offering", path, {"times": times, **dates}, None, alike(who, row), sees(who, row)
        )
        path = reverse("times_preview", args=[row.obj.pk])
        yield Act("times_preview", "offering", path, to.form(address(row)), False, row.name)
    password = reverse("admin:auth_user_password_change", args=[to.world.one("user").obj.pk])
    word = ["Ett-nytt-l0senord!"]
    values = {"password1": word, "password2": word, "usable_password": ["true"]}
    yield Act("password", "user", password, values, None, "", who.is_coordinator)
