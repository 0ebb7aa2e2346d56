"""What an address may ask of the desk's lists and forms, whoever wrote the address."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from support.models import Assignment, Offering
from tests import factories
from tests.login import log_in
from tests.support.editor import new_row, story_time

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support/"
OFFERINGS = f"{DESK}offering/"
GREAT = "9" * 20  # than any column
NULL = "\0"


@pytest.fixture
def other() -> Client:
    """Of an editor who writes for another administration."""
    user = User.objects.create_user("annan", is_staff=True)
    theirs = factories.administration("annan-forvaltning")
    Assignment.objects.create(user=user, role=Assignment.Role.EDITOR, administration=theirs)
    return log_in(Client(), user)


@pytest.fixture(params=["coordinator", "editor of others"])
def anyone(request, admin_client, other) -> Client:
    return admin_client if request.param == "coordinator" else other


@pytest.fixture
def hidden(cafe: Offering) -> Offering:
    """A draft of others, linked to all there is."""
    place = factories.place("hus", area="boda")
    draft = factories.offering(
        "hemligt", status="draft", topics=["lek"], places=[place], audiences=["foralder"], spoken=["so"]
    )
    factories.schedule(draft, 1, "09:00", "10:00", place=place)
    factories.occasion(draft, timezone.now(), place=place)
    factories.closure(draft, timezone.localdate())
    Offering.objects.filter(pk=cafe.pk).update(replaced_by=draft)
    return draft


def asked(client: Client, path: str, **question: object) -> str:
    """What the list does with that: "shown", "refused" (all of it is shown), or what is wrong."""
    response = client.get(path, question)
    if response.status_code == 302 and response["Location"] == f"{path}?e=1":
        return "refused"
    return {200: "shown", 403: "not theirs"}.get(response.status_code, f"{response.status_code} {question}")


# --- Of what nobody else may read ------------------------------------------------------------------


def test_no_list_tells_what_it_is_linked_to_of_drafts_of_others(other, hidden):
    told = set()
    for model, desk in admin.site._registry.items():
        path = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        if asked(other, path) != "shown":
            continue
        offered = {one if isinstance(one, str) else one[0] for one in desk.list_filter if not callable(one)}
        for field in model._meta.get_fields():
            if field.is_relation and field.name not in offered:
                for lookup in ("__id__exact", "__isnull"):
                    answer = asked(other, path, **{f"{field.name}{lookup}": hidden.pk})
                    if answer != "refused":
                        told.add(f"{model._meta.model_name}: {field.name}{lookup} {answer}")

    # To which the lists of these lead.
    words = ("directions", "spoken_languages", "strategies")
    assert told == {f"offering: {word}__id__exact shown" for word in words}


def test_no_filter_goes_by_offerings_or_news(hidden):
    """Their choices would name drafts. By an offering's own administration a time may be asked for."""
    last = {
        (model, path): model._meta.get_field(path.split("__")[0])
        for model, desk in admin.site._registry.items()
        for path in (one if isinstance(one, str) else one[0] for one in desk.list_filter if not callable(one))
    }
    through = {path for (_, path), field in last.items() if field.related_model is Offering}

    assert through == {"offering__administration"}


# --- What the desk itself asks ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "question"),
    [
        ("offering", {"status__exact": "draft", "is_sensitive__exact": "0"}),
        ("offering", {"review_by__gte": "2026-01-01", "review_by__lt": "2027-01-01"}),
        ("offering", {"review_by__isnull": "True", "type__id__exact": 1, "o": "-1.2", "q": "lek", "p": 1}),
        ("offering", {"id__in": "1,2,3"}),
        ("offering", {"pk__in": "1"}),
        ("offering", {"_popup": 1, "_to_field": "id", "all": "", "_facets": "True"}),
        ("administration", {"phone__isempty": "1", "kind__exact": "municipal"}),
        ("place", {"area__isnull": "True", "karta": "nej"}),
        ("schedule", {"offering__administration__id__exact": 1, "weekday__exact": 2}),
        ("occasion", {"starts_at__year": 2026, "starts_at__month": 12, "starts_at__day": 31}),
        ("update", {"published_on__year": 2026}),
    ],
)
def test_what_a_list_offers_is_answered(anyone, model, question):
    assert asked(anyone, f"{DESK}{model}/", **question) == "shown"


# --- What makes no sense, or harm -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "lookups"),
    [
        ("offering", ["title_sv__regex", "slug__startswith", "draft_of__title_sv", "changed_at__gt"]),
        ("place", ["name__regex", "name__iregex", "schedules__offering", "latitude__range"]),
        ("administration", ["note__contains", "assignments__user", "updates"]),
        ("closure", ["offering", "id__range", "starts_on__month", "place__name"]),
        ("update", ["replaced_by", "body_sv__contains", "nothing", "published_on__regex"]),
    ],
)
def test_nothing_else_can_be_asked(anyone, model, lookups):
    for lookup in lookups:
        for value in ("1", "^(a+)+$", "("):
            assert asked(anyone, f"{DESK}{model}/", **{lookup: value}) == "refused"


@pytest.mark.parametrize("model", ["support/auditentry", "auth/user", "catalog/searchmiss"])
def test_nor_of_what_only_coordinators_see(editor, model):
    for lookup in ("password__startswith", "details__contains", "at__regex", "word__regex", "id__gt"):
        assert asked(editor.client, f"/redaktion/{model}/", **{lookup: "a"}) == "refused"


@pytest.mark.parametrize(
    ("model", "lookups"),
    [
        ("offering", ["id__in", "type__id__exact", "topics__id__exact", "review_by__gte", "omrade", "plats"]),
        ("schedule", ["weekday__exact", "offering__administration__id__exact", "bekraftad"]),
        ("occasion", ["starts_at__year", "starts_at__gte"]),
        ("closure", ["pk__in", "starts_on__year", "starts_on__lt"]),
    ],
)
def test_no_value_breaks_a_list(anyone, model, lookups):
    for lookup in lookups:
        for value in (GREAT, "1,x", "", "0001-01-01", "9999-12-31", "9999", "1"):
            assert asked(anyone, f"{DESK}{model}/", **{lookup: value}) in ("shown", "refused")
        assert asked(anyone, f"{DESK}{model}/", **{lookup: f"a{NULL}"}) == "refused"


@pytest.mark.parametrize(("year", "month", "day"), [(9999, 12, 31), (1, 1, 1), (2026, 2, 30), (9999, 12, "")])
def test_no_day_breaks_a_list(editor, year, month, day):
    question = {"at__year": year, "at__month": month, "at__day": day}

    assert asked(editor.client, f"{DESK}auditentry/", **question) in ("shown", "refused")


def test_words_that_are_looked_for_may_hold_anything(anyone):
    field = {"app_label": "support", "model_name": "offering", "field_name": "places"}
    for term in (NULL, f"hus{NULL}", "%", "\\", "(", GREAT):
        response = anyone.get("/redaktion/autocomplete/", {**field, "term": term})
        assert response.status_code == 200
        assert asked(anyone, OFFERINGS, q=term) == "shown"


# --- Ids that no row can have -------------------------------------------------------------------------


def test_what_is_no_row_is_not_acted_on(editor, cafe):
    page = editor.open(OFFERINGS)
    for chosen in (["abc"], [NULL], [GREAT], ["²"]):
        response = editor.send_back(OFFERINGS, page, action="assure", _selected_action=chosen)
        assert response.status_code == 200
        cafe.refresh_from_db()
        assert cafe.assured_on is None

    editor.send_back(OFFERINGS, page, action="assure", _selected_action=["abc", GREAT, cafe.pk])

    cafe.refresh_from_db()
    assert cafe.assured_on == timezone.localdate()


@pytest.mark.parametrize("name", ["abc", NULL, GREAT, "1.0"])
def test_what_is_no_row_has_no_page(editor, cafe, name):
    for page in ("change/", "delete/", "history/", "history/1/"):
        for ask in (editor.client.get, editor.client.post):
            response = ask(f"{OFFERINGS}{quote(name)}/{page}")
            start = response.status_code == 302 and response["Location"] == "/redaktion/"  # which says so
            assert start or response.status_code == 404, (page, response.status_code)


@pytest.mark.parametrize("sent", ["abc", GREAT, NULL])
def test_a_choice_that_can_be_no_row_is_said_at_its_field(editor, cafe, sent):
    fields = ("administration", "type", "topics", "places", "replaced_by", "audiences", "spoken_languages")
    new = story_time(cafe) | new_row(place=sent) | dict.fromkeys(fields, sent)

    response = editor.send(f"{OFFERINGS}add/", **new)

    assert response.status_code == 200
    assert set(fields) <= set(response.context["adminform"].form.errors)
    assert not Offering.objects.filter(slug="sagostund").exists()
