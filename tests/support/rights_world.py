"""Three administrations with one row of every kind, and who may do what with it, said independently of the guide.

Every secret row has a word of its own, so that a page shows by its words what it lets somebody read.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from catalog.models import SearchMiss
from support.models import (
    Administration,
    Closure,
    Image,
    Occasion,
    Offering,
    Protection,
    Schedule,
    Submission,
    Synonym,
    TranslationState,
)
from support.working_version import make_working_version
from tests import factories

A, B, C = "alfa", "beta", "gamma"
COMMON = {  # read by everybody with an assignment, changed by coordinators
    "administration",
    "area",
    "audience",
    "direction",
    "offeringtype",
    "place",
    "spokenlanguage",
    "strategy",
    "term",
    "topic",
}
OF_OFFERING = {"schedule", "occasion", "closure", "image"}
READ_ONLY = {"cataloguerevision", "auditentry", "searchmiss"}
# Nobody deletes these by hand.
KEPT = {
    "administration",
    "area",
    "audience",
    "offeringtype",
    "topic",
    "user",
    "translationstate",
    "cataloguerevision",
    "auditentry",
}
TRANSLATED = {"administration", "audience", "offeringtype", "place", "term", "topic"}


@dataclass(frozen=True)
class Person:
    name: str
    edits: frozenset[str] = frozenset()
    publishes: frozenset[str] = frozenset()
    translates: str = ""
    is_coordinator: bool = False

    @property
    def writes(self) -> frozenset[str]:
        return self.edits | self.publishes

    @property
    def has_work(self) -> bool:
        return self.is_coordinator or bool(self.writes or self.translates)

    def make(self) -> User:
        made = factories.assigned(self.name)
        for role, bodies in (("editor", self.edits), ("publisher", self.publishes)):
            for body in bodies:
                factories.assigned(self.name, role, body)
        if self.translates:
            factories.assigned(self.name, "translator", language=self.translates)
        if self.is_coordinator:
            factories.assigned(self.name, "coordinator")
        return made


COORDINATOR = Person("samordnare", is_coordinator=True)
PEOPLE = [
    Person("redaktor-a", edits=frozenset([A])),
    Person("publicerare-a", publishes=frozenset([A])),
    Person("redaktor-c", edits=frozenset([C])),
    Person("oversattare", translates="ar"),
    COORDINATOR,
    Person("utan-uppdrag"),
    Person("redaktor-a-publicerare-b", edits=frozenset([A]), publishes=frozenset([B])),
]


@dataclass
class Row:
    """One row, and what is so about it."""

    obj: Model
    word: str = ""
    owner: str = ""  # the responsible administration; of a working version, the published one's
    state: str = "public"  # or "draft", "planned", "withdrawn", "working"
    is_sensitive: bool = False
    suggested_by: str = ""
    cooperating: str = ""
    language: str = ""  # of a translation's state
    above: "Row | None" = None  # what it stands beneath, or speaks of
    has_working_version: bool = False
    is_used: bool = False

    @property
    def kind(self) -> str:
        return self.obj._meta.model_name

    @property
    def name(self) -> str:
        facts = [self.kind, self.owner, self.state, "sensitive" * self.is_sensitive]
        return " ".join([*facts, self.language, self.cooperating, self.suggested_by]).strip()

    @property
    def is_public(self) -> bool:
        return self.state in ("public", "withdrawn")


# --- Who may do what, in plain words ---------------------------------------------------------------


def sees(who: Person, row: Row) -> bool:
    if who.is_coordinator:
        return True
    if not who.has_work:
        return False
    if row.kind in COMMON:
        return True
    if row.kind == "translationstate":
        return bool(who.translates) and row.language == who.translates and sees(who, row.above)
    if row.above and row.kind in OF_OFFERING:
        return sees(who, row.above)
    if row.kind in ("offering", "update"):
        is_own = row.owner in who.writes or row.suggested_by in who.writes
        translates_it = bool(who.translates) and row.kind == "offering" and row.state == "working"
        return is_own or translates_it or (row.is_public and (row.kind, row.state) != ("update", "withdrawn"))
    return False


def writes(who: Person, row: Row) -> bool:
    """May change all of it; of what is published, beside it."""
    if row.kind in OF_OFFERING:
        return writes_beneath(who, row)
    if who.is_coordinator:
        return row.kind not in READ_ONLY
    if row.kind == "offering":
        is_own = row.owner in who.writes or row.suggested_by in who.writes
        suggests = row.state == "public" and row.cooperating in who.writes and not row.has_working_version
        return is_own or suggests
    if row.kind == "update":
        return row.owner in (who.publishes if row.state in ("public", "planned") else who.writes)
    if row.kind == "translationstate":
        return bool(who.translates) and sees(who, row)
    return False


def writes_beneath(who: Person, row: Row) -> bool:
    """In a form of its own."""
    above = row.above
    if above.kind == "place":
        return who.is_coordinator
    if above.kind == "update":
        return writes(who, above)
    if above.state in ("draft", "working"):
        return writes(who, above)
    return decides(who, above) and not above.is_sensitive


def decides(who: Person, row: Row) -> bool:
    if row.kind in OF_OFFERING:
        return decides(who, row.above)
    return who.is_coordinator or row.owner in who.publishes


def translates(who: Person, row: Row) -> bool:
    """May change the texts in one language, and nothing else."""
    if who.is_coordinator or not who.translates or not sees(who, row) or writes(who, row):
        return False
    if row.kind in OF_OFFERING:
        return row.above.kind != "offering"
    return row.kind in TRANSLATED | {"offering", "update"}


def remembers(who: Person, row: Row) -> bool:
    """May read what it said before."""
    if who.is_coordinator:
        return True
    if row.kind in COMMON:
        return who.has_work
    if row.above and row.kind in OF_OFFERING:
        return row.above.kind != "place" and remembers(who, row.above)
    is_own = row.owner in who.writes or row.suggested_by in who.writes
    return row.kind in ("offering", "update") and is_own


def adds_beneath(who: Person, row: Row) -> bool:
    """A time, closed days or a picture, apart from the offering's own page."""
    return writes_beneath(who, Row(row.obj, above=row))


def deletes(who: Person, row: Row) -> bool:
    """What has been read is withdrawn, a working version thrown away on the page where it is looked at."""
    if row.kind in KEPT:
        return False
    if row.kind == "searchmiss":
        return who.is_coordinator
    if row.kind in ("offering", "update"):
        may = decides(who, row) if row.state == "planned" else writes(who, row)
        return may and row.state in ("draft", "planned")
    return writes(who, row) and not (row.kind == "place" and row.is_used)


def opens_list(who: Person, kind: str) -> bool:
    if who.is_coordinator:
        return True
    if kind == "translationstate":
        return bool(who.translates)
    return who.has_work and kind in COMMON | OF_OFFERING | {"offering", "update"}


def adds(who: Person, kind: str) -> bool:
    if who.is_coordinator:
        return kind not in READ_ONLY | {"translationstate"}
    return bool(who.writes) and kind in OF_OFFERING | {"offering", "update", "place"}


# --- The rows --------------------------------------------------------------------------------------


@dataclass
class World:
    rows: list[Row] = field(default_factory=list)
    people: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)  # administrations
    gone: Row | None = None  # a draft of B that somebody has thrown away

    def word(self) -> str:
        return f"hemlig{len(self.rows):02}x"

    def add(self, obj: Model, **facts: Any) -> Row:
        self.rows.append(Row(obj, **facts))
        return self.rows[-1]

    def of(self, kind: str, **facts: Any) -> list[Row]:
        """`of("offering", owner=B, state="draft")`"""
        found = [row for row in self.rows if row.kind == kind]
        return [row for row in found if all(getattr(row, name) == value for name, value in facts.items())]

    def distinct(self, kind: str) -> list[Row]:
        """Of rows about which the same is so, one."""
        return list({row.name: row for row in self.of(kind)}.values())

    def one(self, kind: str, **facts: Any) -> Row:
        return self.of(kind, **facts)[0]

    def forbidden_words(self, who: Person) -> list[str]:
        rows = [row for row in [*self.rows, self.gone] if row.word and not sees(who, row)]
        allowed = {row.word for row in self.rows if sees(who, row)}
        return [row.word for row in rows if row.word not in allowed]


def make_world() -> World:
    world = World()
    for slug in (A, B, C):
        world.bodies[slug] = factories.administration(slug).pk
    for owner in (A, B):
        published = _offering(world, owner, "public")
        _working_version(world, published)
        _offering(world, owner, "draft")
        _offering(world, owner, "withdrawn")
        _offering(world, owner, "planned", publish_from=timezone.now() + datetime.timedelta(days=30))
        sensitive = _offering(world, owner, "public", sensitivity="yes")
        _working_version(world, sensitive)
        _offering(world, owner, "draft", sensitivity="yes")
        for state in ("public", "draft", "planned", "withdrawn"):
            _update(world, owner, state)
    _offering(world, B, "public", cooperating=A)
    _working_version(world, _offering(world, B, "public", cooperating=C), suggested_by=C)
    _offering(world, B, "public", sensitivity="yes", cooperating=C)
    _common(world)
    _gone(world)
    for who in PEOPLE:
        world.people[who.name] = who.make()
    for name in ("redaktor-a", "samordnare"):
        world.add(world.people[name])
    disabled = factories.assigned("avstangd", "coordinator")
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    world.people["avstangd"] = disabled
    return world


STATUS = {"public": "published", "planned": "published", "draft": "draft", "withdrawn": "withdrawn"}


def _offering(world: World, owner: str, state: str, cooperating: str = "", **fields: Any) -> Row:
    word = world.word()
    made = factories.offering(
        f"adress-{word}",
        title=f"Namn {word}",
        administration=owner,
        cooperating=[cooperating] if cooperating else [],
        summary=f"Sammanfattning {word}",
        status=STATUS[state],
        title_ar=f"ar {word}",
        email=f"{word}@boras.se",
        source_url=f"https://www.boras.se/{word}",
        **fields,
    )
    Offering.objects.filter(pk=made.pk).settle_sensitivity()
    made.refresh_from_db()
    made.who_you_meet_sv = "Någon"  # what history has to tell
    made.save()
    facts = {"owner": owner, "state": state, "is_sensitive": made.is_sensitive, "cooperating": cooperating}
    row = world.add(made, word=word, **facts)
    if state in ("public", "draft"):
        _rows_beneath(world, row)
        _translation(world, row)
    return row


def _rows_beneath(world: World, above: Row) -> None:
    facts = {"owner": above.owner, "state": above.state, "above": above, "is_sensitive": above.is_sensitive}
    today, torget = timezone.localdate(), factories.place("torget")
    for make in (
        lambda word: factories.confirmed_schedule(above.obj, 2, place=torget, label_sv=word, label_ar=word),
        lambda word: factories.schedule(
            above.obj, 4, "14:00", "15:00", label_sv=word, valid_until=today - DAY
        ),
        lambda word: factories.confirmed_occasion(above.obj, timezone.now() + 9 * DAY, label_sv=word),
        lambda word: factories.closure(above.obj, today + 20 * DAY, reason_sv=word, reason_ar=word),
        lambda word: factories.image(above.obj, size=(60, 40), alt_sv=word, credit=word),
    ):
        word = world.word()
        world.add(make(word), word=word, **facts)


DAY = datetime.timedelta(days=1)


def _translation(world: World, about: Row) -> None:
    for language in ("ar", "so"):
        state = TranslationState.objects.create(
            content=about.obj, field="title", language=language, origin="machine", source_hash="0" * 16
        )
        world.add(state, language=language, above=about)


def _working_version(world: World, published: Row, suggested_by: str = "") -> Row:
    """All of its texts are other than the published one's."""
    body = Administration.objects.filter(slug=suggested_by).first()
    copies = make_working_version(published.obj, body)
    facts = {"owner": published.owner, "state": "working", "is_sensitive": published.is_sensitive}
    published.has_working_version = True
    draft = copies[published.obj]
    row = world.add(draft, word=world.word(), suggested_by=suggested_by, **facts)
    for name in ("title_sv", "summary_sv", "title_ar", "description_sv"):
        setattr(draft, name, f"Arbete {row.word}")
    draft.email, draft.status = f"{row.word}@boras.se", Offering.Status.REVIEW
    draft.save()
    Submission.objects.create(offering=published.obj, sent_at=timezone.now())
    for original, copy in copies.items():
        if isinstance(original, Schedule | Occasion | Closure | Image):
            text = {Closure: "reason_sv", Image: "alt_sv"}.get(type(original), "label_sv")
            word = world.word()
            setattr(copy, text, word)
            copy.save()
            world.add(copy, word=word, above=row, suggested_by=suggested_by, **facts)
    for state in TranslationState.objects.about(draft):
        world.add(state, language=state.language, above=row)
    return row


def _update(world: World, owner: str, state: str) -> None:
    word = world.word()
    made = factories.update(
        f"nytt-{word}",
        title=f"Nytt {word}",
        summary=f"Ingress {word}",
        body_sv=f"Text {word}",
        title_ar=f"ar {word}",
        administration=owner,
        is_published=state != "draft",
        published_on=timezone.localdate() + (40 * DAY if state == "planned" else 0 * DAY),
    )
    if state == "withdrawn":
        made.is_published = False
        made.save()
    row = world.add(made, word=word, owner=owner, state=state)
    word = world.word()
    picture = factories.image(made, size=(60, 40), alt_sv=word, credit=word)
    world.add(picture, word=word, owner=owner, state=state, above=row)
    _translation(world, row)


def _common(world: World) -> None:
    place = factories.place("familjehuset", area="norrby")
    world.add(Administration.objects.get(slug=B))
    for row in (
        place,
        place.area,
        factories.topic("somn"),
        factories.audience("morforalder"),
        factories.offering_type("kurs"),
        factories.spoken_language("so"),
        factories.term("Hösten", timezone.localdate(), timezone.localdate() + 90 * DAY),
        apps.get_model("support", "Strategy").objects.create(name="Mål", slug="mal", source="Plan"),
        apps.get_model("support", "Direction").objects.create(
            name="Inriktning", slug="inriktning", source="Plan"
        ),
    ):
        world.add(row)
    closed = factories.closure(place, timezone.localdate() + 30 * DAY, reason_sv="Studiedag")
    world.add(closed, above=world.one("place"))
    word = world.word()
    world.add(Synonym.objects.create(term=word, words_sv=word), word=word)
    word = world.word()
    first = world.one("offering", owner=A, state="public").obj
    protection = Protection.objects.create(code="fara", name=word, position=9, words_sv=word, first=first)
    world.add(protection, word=word)
    world.add(apps.get_model("support", "CatalogueRevision").objects.get())
    word = world.word()
    miss = {"month": timezone.localdate().replace(day=1), "language": "sv", "digest": word, "word": word}
    world.add(apps.get_model("catalog", "SearchMiss").objects.create(**miss, count=12), word=word)
    word = world.word()
    entry = {"at": timezone.now(), "screen": "Lista", "act": "Publicerad", "object_name": word}
    world.add(apps.get_model("support", "AuditEntry").objects.create(**entry), word=word)


def _gone(world: World) -> None:
    word = "hemligborta"
    made = factories.offering("borta", title=word, administration=B, status=Offering.Status.DRAFT)
    pk = made.pk
    made.delete()
    made.pk = pk
    world.gone = Row(made, word=word, owner=B, state="draft")


UNTOLD = {"formreceipt", "cataloguerevision"}  # say that something was sent, and no more


def content() -> dict[tuple[str, int], dict[str, Any]]:
    """All that the desk could change."""
    found = {}
    for model in (*apps.get_app_config("support").get_models(), User, SearchMiss):
        if model._meta.model_name.startswith("historical") or model._meta.model_name in UNTOLD:
            continue
        for row in model._base_manager.values():
            row.pop("last_login", None)
            found[model._meta.model_name, row[model._meta.pk.attname]] = row
    return found
