"""Every screen of the desk for everybody, made from the registry: administrations × roles × models × actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from support.models import Closure, Image, Occasion, Offering, Schedule, TranslationState, Update
from tests.login import log_in
from tests.support.rights_world import (
    COORDINATOR,
    OF_OFFERING,
    Person,
    Row,
    World,
    adds,
    adds_beneath,
    deletes,
    opens_list,
    remembers,
    sees,
)

SECRET = "hemlig"  # every word begins so
# What could be asked about by way of a relation, and a text in it.
TEXTS = {
    Offering: "title_sv",
    Update: "title_sv",
    Image: "alt_sv",
    Schedule: "label_sv",
    Occasion: "label_sv",
    Closure: "reason_sv",
    TranslationState: "field",
}


@dataclass(frozen=True)
class Cell:
    screen: str
    kind: str
    path: str
    opens: bool | None  # None: whatever it answers, it must not tell
    state: str = ""


@dataclass
class Matrix:
    world: World
    leaks: list[str] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, who: Person) -> Client:
        if who.name not in self.clients:
            user = self.world.people[who.name]
            self.clients[who.name] = log_in(Client(raise_request_exception=False), user)
        return self.clients[who.name]

    def cells(self, who: Person) -> Iterator[Cell]:
        """All that is closed, and of pages that open in the same way for the same reason one."""
        done = set()
        for cell in reading(self.world, who):
            alike = (cell.screen, cell.kind, cell.state if who != COORDINATOR else "-")
            if not (cell.opens and cell.state and alike in done):
                done.add(alike)
                yield cell

    def read(self, who: Person) -> None:
        client, forbidden = self.client(who), self.world.forbidden_words(who)
        for cell in self.cells(who):
            response = client.get(cell.path)
            self.leaks += [f"{who.name}: {cell.path} {fault}" for fault in faults(cell, response, forbidden)]


def faults(cell: Cell, response: HttpResponse, forbidden: list[str]) -> Iterator[str]:
    moved = ("/change/", "/granska/") if cell.screen in ("change", "review") else ()
    has_opened = response.status_code == 200 or any(one in response.get("Location", "") for one in moved)
    if cell.opens is not None and has_opened != cell.opens:
        yield f"{cell.screen} {cell.state}: {response.status_code} {response.get('Location', '')}"
    told = f"{response.headers} {response.content.decode(errors='replace')}"
    if words := [word for word in forbidden if word in told]:
        yield f"tells {words}"


# --- The screens -----------------------------------------------------------------------------------


def reading(world: World, who: Person) -> Iterator[Cell]:
    for model, desk in admin.site._registry.items():
        rows = world.distinct(model._meta.model_name)
        if model._meta.model_name in OF_OFFERING:  # read by the same people, sensitive or not
            rows = [row for row in rows if not row.is_sensitive]
        for pattern in desk.get_urls():
            yield from _pages(who, model, pattern, rows)
        yield from _lists(who, model)
        yield from _suggestions(model, desk)
    yield from _others(world, who)
    yield from _gone(world)


def _pages(who: Person, model: type[Model], pattern: URLPattern, rows: list[Row]) -> Iterator[Cell]:
    if pattern.name is None:
        return
    kind = model._meta.model_name
    screen = pattern.name.removeprefix(f"{model._meta.app_label}_{kind}_")
    arguments = pattern.pattern.regex.groups
    if not arguments:
        yield Cell(
            screen, kind, reverse(f"admin:{pattern.name}"), OF_ALL.get(screen, nobody_knows)(who, kind)
        )
        return
    for row in rows:
        ids = [[row.obj.pk]]
        if arguments == 2:
            versions = model.history.filter(id=row.obj.pk).order_by("-pk").values_list("pk", flat=True)
            ids = [[row.obj.pk, version] for version in versions[:1]]
        for one in ids:
            opens = False if on_another_page(screen, row) else OF_ONE.get(screen, nobody_knows)(who, row)
            state = f"{row.state} {'own' * (row.owner in who.writes)}{row.suggested_by}{row.cooperating}"
            yield Cell(screen, kind, reverse(f"admin:{pattern.name}", args=one), opens, state)


def on_another_page(screen: str, row: Row) -> bool:
    """The rows of a working version have no pages of their own."""
    return bool(row.kind in OF_OFFERING and row.above.state == "working" and screen in ("change", "delete"))


def nobody_knows(*about: Any) -> None:
    """A screen that came later: it must not tell, at least."""


OF_ALL = {
    "changelist": opens_list,
    "add": adds,
    "coordinates": opens_list,
    "coordinates_file": opens_list,
}
OF_ONE = {
    "change": sees,
    "delete": deletes,
    "history": remembers,
    "simple_history": remembers,
    "review": sees,
    "copy_times": lambda who, row: adds_beneath(who, row) if sees(who, row) else None,
    "assure_times": lambda who, row: who.is_coordinator or bool(who.publishes),
}


def _lists(who: Person, model: type[Model]) -> Iterator[Cell]:
    kind = model._meta.model_name
    path = reverse(f"admin:{model._meta.app_label}_{kind}_changelist")
    opens = opens_list(who, kind)
    yield Cell("search", kind, f"{path}?q={SECRET}&_facets=True", opens)
    yield Cell("to_field", kind, f"{path}?_popup=1&_to_field=password", False)
    for relation in model._meta.get_fields():
        text = TEXTS.get(relation.related_model) if relation.is_relation else None
        if text:
            name = relation.name
            yield Cell("lookup", kind, f"{path}?{name}__{text}__contains={SECRET}", False)
            yield Cell("lookup", kind, f"{path}?{name}__draft_of__{text}__contains={SECRET}", False)


def _suggestions(model: type[Model], desk: admin.ModelAdmin) -> Iterator[Cell]:
    """For every field that suggests rows, on the page itself and in the rows beneath."""
    path = reverse("admin:autocomplete")
    for one, of in ((model, desk), *((inline.model, inline) for inline in desk.inlines)):
        for name in of.autocomplete_fields:
            asked = f"app_label={one._meta.app_label}&model_name={one._meta.model_name}&field_name={name}"
            for term in ("", SECRET):
                yield Cell("suggestions", model._meta.model_name, f"{path}?{asked}&term={term}", None)


def _others(world: World, who: Person) -> Iterator[Cell]:
    for row in (*world.of("offering"), *world.of("update")):
        for language in ("sv", "ar") if row.state == "working" else ("sv",):
            path = reverse("preview", args=[row.kind, row.obj.pk, language])
            yield Cell("preview", row.kind, path, sees(who, row), f"{row.state} {language}")
    drafts = [row for row in world.of("offering") if not row.is_public]
    ids = ",".join(str(row.obj.pk) for row in drafts)
    yield Cell(
        "copy_times_of_many", "offering", f"/redaktion/support/offering/kopiera-tider/?ids={ids}", None
    )
    for row in drafts:
        for kind, name in (("offering", "replaced_by"), ("schedule", "offering"), ("image", "offering")):
            path = reverse(f"admin:support_{kind}_add")
            yield Cell("planted in the address", kind, f"{path}?{name}={row.obj.pk}", adds(who, kind), kind)
    for path in (
        "",
        "support/",
        "jsi18n/",
        f"varfor/?q={SECRET}",
        "varfor/?q=namn",
        "2fa/",
        "password/change/",
    ):
        yield Cell("desk", path, f"/redaktion/{path}", None)
    for row in (*drafts[:4], *world.of("update", state="draft")):
        kind = ContentType.objects.get_for_model(row.obj)
        yield Cell("r", row.kind, f"/redaktion/r/{kind.pk}/{row.obj.pk}/", False)


def _gone(world: World) -> Iterator[Cell]:
    pk = world.gone.obj.pk
    version = Offering.history.filter(id=pk).latest("pk").pk
    for path in ("change/", "history/", f"history/{version}/", "delete/", "granska/"):
        yield Cell("gone", "offering", f"/redaktion/support/offering/{pk}/{path}", None)
