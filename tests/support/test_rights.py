"""Who may see, write, translate and decide what."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from support.models import Closure, Image, Offering, Place, Schedule, Topic, TranslationState, Update
from support.rights import Rights
from support.working_version import make_working_version
from tests.factories import assigned, closure, image, offering, place, schedule, topic, update

pytestmark = pytest.mark.django_db
Status = Offering.Status
A, B, C = "alfa", "beta", "gamma"


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def offerings(db) -> dict[str, Offering]:
    """Of A and B each one published and one draft; C cooperates in what B has published."""
    return {
        "a": offering("a", administration=A),
        "a-draft": offering("a-draft", administration=A, status=Status.DRAFT),
        "b": offering("b", administration=B, cooperating=[C]),
        "b-draft": offering("b-draft", administration=B, status=Status.DRAFT),
    }


def rights_of(*assignments: tuple, username: str = "eva") -> Rights:
    for role, *rest in assignments or [("",)]:
        language = {"language": rest[0]} if role == "translator" else {}
        user = assigned(username, role, *([] if language else rest), **language)
    return Rights.of(User.objects.get(pk=user.pk))


def slugs(rows) -> set[str]:
    return {f"{row.slug}{' (working version)' * bool(row.draft_of_id)}" for row in rows}


def seen(rights: Rights, at: datetime.datetime) -> set[str]:
    return slugs(rights.seen(Offering.objects.all(), at))


def written(rights: Rights) -> set[str]:
    return slugs(rights.written(Offering.objects.all()))


def decided(rights: Rights) -> set[str]:
    return slugs(rights.decided(Offering.objects.all()))


def translated(rights: Rights, at: datetime.datetime) -> set[str]:
    return slugs(rights.translated(Offering.objects.all(), at))


def test_an_editor_sees_what_is_public_and_the_drafts_of_her_own_administrations(offerings, now):
    assert seen(rights_of(("editor", A)), now) == {"a", "a-draft", "b"}


def test_an_editor_writes_for_her_own_administrations_and_decides_nothing(offerings):
    rights = rights_of(("editor", A))
    assert written(rights) == {"a", "a-draft"}
    assert decided(rights) == set()


def test_a_publisher_writes_and_decides_for_her_own_administrations(offerings):
    rights = rights_of(("publisher", A))
    assert written(rights) == decided(rights) == {"a", "a-draft"}


def test_who_writes_for_one_and_publishes_for_another_decides_only_for_the_other(offerings):
    rights = rights_of(("editor", A), ("publisher", B))
    assert written(rights) == {"a", "a-draft", "b", "b-draft"}
    assert decided(rights) == {"b", "b-draft"}


def test_a_coordinator_sees_writes_and_decides_everything(offerings, now):
    rights = rights_of(("coordinator",))
    assert seen(rights, now) == written(rights) == decided(rights) == set(offerings)
    assert rights.may_write(Topic)


def test_without_an_assignment_nothing_is_seen_at_the_desk(offerings, now):
    rights = rights_of()
    assert not rights.is_any
    assert seen(rights, now) == set()
    assert not rights.seen(Topic.objects.all(), now).exists()


def test_an_account_that_may_not_log_in_has_no_rights(offerings, now):
    user = assigned("eva", "coordinator")
    for name in ("is_active", "is_staff"):
        User.objects.filter(pk=user.pk).update(is_active=True, is_staff=True)
        User.objects.filter(pk=user.pk).update(**{name: False})
        assert Rights.of(User.objects.get(pk=user.pk)) == Rights()


def test_the_operator_may_do_everything_without_an_assignment(offerings, now, admin_user):
    assert seen(Rights.of(admin_user), now) == set(offerings)


# --- Translators -----------------------------------------------------------------------------------


def test_a_translator_translates_what_is_public_and_writes_nothing(offerings, now):
    rights = rights_of(("translator", "ar"))
    assert translated(rights, now) == seen(rights, now) == {"a", "b"}
    assert written(rights) == decided(rights) == set()


def test_a_translator_sees_working_versions_of_what_is_public_but_no_new_drafts(offerings, now):
    make_working_version(offerings["b"])
    assert seen(rights_of(("translator", "ar")), now) == {"a", "b", "b (working version)"}


def test_a_translator_is_told_only_of_texts_in_her_languages_that_she_may_read(offerings, now):
    for name in ("b", "b-draft"):
        for language in ("ar", "so"):
            TranslationState.objects.create(
                content=offerings[name], field="title", language=language, origin="machine"
            )
    found = rights_of(("translator", "ar")).seen(TranslationState.objects.all(), now)
    assert [(state.content, state.language) for state in found] == [(offerings["b"], "ar")]


def test_the_texts_of_a_time_are_translated_on_the_page_of_its_offering(offerings, now):
    schedule(offerings["b"], 2, "09:00", "12:00")
    picture, closed = image(update("nytt", administration=B)), closure(place("torget"), now.date())
    rights = rights_of(("translator", "ar"))
    assert not rights.translated(Schedule.objects.all(), now).exists()
    assert list(rights.translated(Image.objects.all(), now)) == [picture]
    assert list(rights.translated(Closure.objects.all(), now)) == [closed]


# --- Working versions and cooperation ---------------------------------------------------------------


def test_a_working_version_is_seen_by_its_own_administration_only(offerings, now):
    make_working_version(offerings["b"])
    assert "b (working version)" in seen(rights_of(("editor", B)), now)
    assert "b (working version)" not in seen(rights_of(("editor", A), username="adam"), now)
    assert "b (working version)" not in seen(rights_of(("editor", C), username="cilla"), now)


def test_a_cooperating_administration_suggests_and_the_responsible_one_decides(offerings, now):
    rights = rights_of(("publisher", C))
    assert written(rights) == {"b"}
    assert decided(rights) == set()
    make_working_version(offerings["b"], rights.administrations().get())
    assert written(rights) == {"b (working version)"}
    assert decided(rights) == set()
    assert decided(rights_of(("publisher", B), username="bo")) == {"b", "b-draft", "b (working version)"}


def test_a_cooperating_administration_waits_while_the_responsible_one_is_changing_it(offerings):
    make_working_version(offerings["b"])
    assert written(rights_of(("editor", C))) == set()


def test_a_working_version_does_not_bring_an_offering_to_another_administration_unasked(offerings):
    rights = rights_of(("editor", A), ("publisher", B))
    draft = make_working_version(offerings["a"])[offerings["a"]]
    Offering.objects.filter(pk=draft.pk).update(administration=offerings["b"].administration)
    assert "a (working version)" not in decided(rights)


# --- Rows beneath an offering, news, places ----------------------------------------------------------


def test_a_time_in_a_form_of_its_own_is_written_in_drafts_and_by_who_decides(offerings):
    for one in offerings.values():
        schedule(one, 2, "09:00", "12:00")

    def theirs(rights: Rights) -> set[str]:
        return {row.offering.slug for row in rights.written(Schedule.objects.all())}

    assert theirs(rights_of(("editor", A))) == {"a-draft"}
    assert theirs(rights_of(("publisher", B), username="bo")) == {"b", "b-draft"}


def test_nobody_writes_a_time_of_something_sensitive_in_a_form_of_its_own(offerings):
    schedule(offerings["a"], 2, "09:00", "12:00")
    Offering.objects.update(is_sensitive=True)
    for rights in (rights_of(("publisher", A)), rights_of(("coordinator",), username="kim")):
        assert not rights.written(Schedule.objects.all()).exists()
        assert slugs(rights.rows_added_to(Offering.objects.filter(administration__slug=A))) == {"a-draft"}


def test_an_editor_writes_news_until_it_is_published_and_a_publisher_afterwards(now):
    update("visad", administration=A)
    update("skriven", administration=A, is_published=False)
    update("annans", administration=B, is_published=False)
    editor, publisher = rights_of(("editor", A)), rights_of(("publisher", A), username="pia")
    assert slugs_of(editor.written(Update.objects.all())) == {"skriven"}
    assert slugs_of(publisher.written(Update.objects.all())) == {"visad", "skriven"}
    assert slugs_of(editor.seen(Update.objects.all(), now)) == {"visad", "skriven"}


def slugs_of(rows) -> set[str]:
    return set(rows.values_list("slug", flat=True))


def test_whoever_writes_adds_places_and_only_coordinators_change_them(now):
    place("torget")
    rights = rights_of(("editor", A))
    assert rights.may_add(Place)
    assert not rights.written(Place.objects.all()).exists()
    assert rights_of(("coordinator",), username="kim").written(Place.objects.all()).exists()
    assert not rights_of(("translator", "ar"), username="ali").may_add(Place)


def test_history_is_read_only_of_ones_own(offerings):
    topic("somn")
    rights = rights_of(("editor", A))
    assert slugs(rights.remembered(Offering.objects.all())) == {"a", "a-draft"}
    assert rights.remembered(Topic.objects.all()).exists()
    assert not rights_of(username="nils").remembered(Topic.objects.all()).exists()
