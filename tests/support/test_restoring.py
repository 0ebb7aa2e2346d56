"""Going back to an earlier version: first to look, then all of it, or nothing."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.utils.html import strip_tags

from support.models import (
    AuditEntry,
    CatalogueRevision,
    Image,
    Occasion,
    Offering,
    Place,
    Schedule,
    Topic,
    TranslationState,
)
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"
MAY = datetime.datetime(2099, 5, 4, 9, tzinfo=datetime.UTC)


def page_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/change/"


def version_of(obj, record=None) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/history/{(record or obj.history.first()).pk}/"


def latest_version(editor: Editor, obj) -> str:
    """The address that the history gives for what stands second from the top."""
    page = editor.open(f"{DESK}/{obj._meta.model_name}/{obj.pk}/history/")
    return page.partition('<p><a href="')[2].partition('"')[0].replace("&amp;", "&")


def words_of(page: str) -> str:
    return " ".join(strip_tags(page.partition('id="content-main"')[2]).split())


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """What is done at different times is done in different acts."""
    with time_machine.travel("2026-11-22 12:00+01:00") as clock:
        yield clock


@pytest.fixture
def draft(db) -> Offering:
    return factories.offering(
        "sagostund",
        status="draft",
        places=["huset"],
        topics=["lek"],
        areas=["boda"],
        spoken=["so"],
        title_ar="قصة",
        title_en="Story time",
        description_sv="Vi läser.",
        description_fa="می‌خوانیم",
    )


def test_all_languages_and_relations_come_back(editor, draft):
    before = draft.history.first()
    editor.save(
        page_of(draft),
        title_sv="Lässtund",
        title_ar="",
        title_en="Reading",
        description_fa="",
        title_so="Sheeko",
        topics=[factories.topic("sova").pk],
        places=[],
        is_area_wide="on",
        areas=[],
        spoken_languages=[],
    )
    number = CatalogueRevision.objects.current().number

    editor.save(version_of(draft, before))

    draft.refresh_from_db()
    assert (draft.title_sv, draft.title_ar, draft.title_en) == ("Sagostund", "قصة", "Story time")
    assert draft.description_fa == "می‌خوانیم" and not draft.title_so and not draft.is_area_wide
    assert [
        list(related.values_list("slug", flat=True)) for related in (draft.topics, draft.places, draft.areas)
    ] == [
        ["lek"],
        ["huset"],
        ["boda"],
    ]
    assert draft.spoken_languages.get().code == "so"
    assert CatalogueRevision.objects.current().number > number


def test_whoever_looks_sees_the_difference_and_changes_nothing(editor, clock, draft):
    factories.schedule(draft, 2, "09:00", "12:00")
    before = draft.history.first()
    editor.save(
        page_of(draft), title_ar="مقهى", topics=[factories.topic("sova").pk], **{"schedules-0-DELETE": "on"}
    )
    records = draft.history.count()

    told = words_of(editor.open(latest_version(editor, draft)))

    assert "Namn på arabiska [borttaget: مقهى][tillagt: قصة]" in told
    assert "Ämnen Tillagda: Lek. Borttagna: Sova" in told
    assert "Tid som återkommer tisdag 09:00–12:00: tillkom" in told
    draft.refresh_from_db()
    assert (draft.title_ar, draft.history.count(), draft.schedules.count()) == ("مقهى", records, 0)
    assert before.title_ar == "قصة"


def test_times_occasions_closures_and_picture_come_back_as_they_were(editor, clock, draft):
    weekly = factories.schedule(draft, 2, "09:00", "12:00", label_ar="صباح")
    course = factories.occasion(draft, MAY)
    image = factories.image(draft)
    kept = image.pk, image.file.name
    draft.save()  # a version that has all of them
    version = draft.history.first()
    clock.shift(120)
    Schedule.objects.get(pk=weekly.pk).delete()
    course.is_full = True
    course.save()
    image.delete()
    added = factories.schedule(draft, 5, "10:00", "11:00")

    editor.save(version_of(draft, version))

    back = draft.schedules.get()
    assert (back.pk, back.weekday, back.label_ar) == (weekly.pk, 2, "صباح")
    assert not Occasion.objects.get(pk=course.pk).is_full
    assert not Schedule.objects.filter(pk=added.pk).exists()
    picture = Image.objects.get()
    assert (picture.pk, picture.file.name) == kept


def test_what_was_noted_of_translations_comes_back_with_them(editor, clock, draft):
    TranslationState.objects.create(
        content=draft, field="title", language="en", origin="machine", source_hash="abc"
    )
    draft.save()
    version = draft.history.first()
    clock.shift(120)
    editor.save(page_of(draft), title_en="Reading", title_so="Sheeko")

    editor.save(version_of(draft, version))

    state = TranslationState.objects.about(draft).get()
    assert (state.language, state.origin, state.source_hash) == ("en", "machine", "abc")


def test_what_has_disappeared_is_said_and_not_guessed(editor, clock, draft):
    retired, gone = draft.topics.get(), draft.places.get()
    time = factories.schedule(draft, 2, "09:00", "12:00", place=gone)
    draft.save()
    version = draft.history.first()
    clock.shift(120)
    time.delete()
    draft.topics.set([factories.topic("sova")])
    draft.places.set([factories.place("tornet")])
    Topic.objects.filter(pk=retired.pk).update(is_retired=True)
    Place.objects.get(pk=gone.pk).delete()

    looked = words_of(editor.open(version_of(draft, version)))
    answer = editor.save(version_of(draft, version))

    for words in ("Ämnen: Lek används inte längre", "Platser: Huset finns inte längre"):
        assert words in looked and words in answer
    assert "tisdag 09:00–12:00: Huset finns inte längre" in looked
    assert not draft.topics.exists() and not draft.places.exists() and not draft.schedules.exists()


def test_a_time_that_belongs_to_another_offering_now_stays_there(editor, clock, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    draft.save()
    version = draft.history.first()
    clock.shift(120)
    time.offering = factories.offering("annat", status="draft")
    time.save()
    draft.title_sv = "Lässtund"
    draft.save()

    page = editor.save(version_of(draft, version))

    assert "hör nu till något annat" in page
    assert Schedule.objects.get().offering.slug == "annat"


def test_what_is_not_allowed_now_is_refused_whole(editor, draft):
    version = draft.history.first()
    editor.save(page_of(draft), slug="lasstund", title_sv="Lässtund")
    factories.offering("sagostund", status="draft")  # has taken the address

    page = editor.send(version_of(draft, version)).content.decode()

    draft.refresh_from_db()
    assert "Ett annat erbjudande har redan den adressen." in page
    assert (draft.slug, draft.title_sv) == ("lasstund", "Lässtund")


def test_going_back_is_one_line_of_history_and_one_entry_of_the_trail(editor, draft):
    version = draft.history.first()
    editor.save(page_of(draft), title_sv="Lässtund", topics=[])
    records, entries = draft.history.count(), AuditEntry.objects.count()

    editor.save(version_of(draft, version))

    assert (draft.history.count(), AuditEntry.objects.count()) == (records + 1, entries + 1)
    entry = AuditEntry.objects.first()
    assert entry.screen == "Historik: tillbaka till tidigare version"
    assert entry.act.startswith("Tillbaka till versionen från ")
    assert draft.history.first().history_change_reason == entry.act


@pytest.mark.parametrize("button", ["_publish", "_save"])
def test_a_published_offering_goes_back_as_it_is_changed(editor, button):
    """At once by who may, or in a working version."""
    cafe = factories.offering("babycafe", places=["huset"], topics=["lek"])
    version = cafe.history.first()
    cafe.title_sv = "Fikastund"
    cafe.save()

    editor.save(version_of(cafe, version), **{button: "yes"})

    cafe.refresh_from_db()
    assert cafe.status == Offering.Status.PUBLISHED
    if button == "_publish":
        assert cafe.title_sv == "Babycafe" and not Offering.objects.filter(draft_of=cafe).exists()
    else:
        assert cafe.title_sv == "Fikastund" and cafe.draft.title_sv == "Babycafe"
        assert [topic.code for topic in cafe.draft.topics.all()] == ["lek"]


def test_a_published_one_is_never_left_without_what_parents_need(editor):
    cafe = factories.offering("babycafe", places=["huset"], phone="", email="", website="")
    version = cafe.history.first()
    house = cafe.places.get()
    cafe.places.set([factories.place("tornet")])
    house.delete()

    page = editor.send(version_of(cafe, version), _publish="yes").content.decode()

    assert "Skriv minst ett sätt att få kontakt" in page
    assert cafe.places.get().slug == "tornet"


def test_what_was_deleted_comes_back_with_its_times(editor, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    code, pk, time_pk = draft.code, draft.pk, time.pk
    draft.save()
    version = draft.history.first()
    editor.save(f"{DESK}/offering/{pk}/delete/")

    editor.save(f"{DESK}/offering/{pk}/history/{version.pk}/")

    back = Offering.objects.get()
    assert (back.pk, back.code, back.title_ar, back.schedules.get().pk) == (pk, code, "قصة", time_pk)
    assert back.topics.get().slug == "lek"


def test_only_who_may_change_it_may_go_back(client, django_user_model, draft):
    client.force_login(django_user_model.objects.create_user("ny", is_staff=True))
    title, version = draft.title_sv, version_of(draft)

    assert client.get(version).status_code in (302, 403)
    assert client.post(version).status_code in (302, 403)
    draft.refresh_from_db()
    assert draft.title_sv == title


@pytest.fixture
def working_version(editor, clock) -> Offering:
    """Of an offering with two times; written in once more after it was made."""
    cafe = factories.offering("babycafe", places=["huset"], topics=["lek"])
    for weekday in (2, 4):
        factories.schedule(cafe, weekday, "09:00", "12:00")
    clock.shift(120)
    editor.save(page_of(cafe), title_sv="Fikastund", _save="")
    draft = Offering.objects.get(draft_of=cafe)
    clock.shift(120)
    editor.save(page_of(draft), title_sv="Lässtund", _save="")
    return draft


def test_going_back_in_a_working_version_keeps_its_times(editor, working_version):
    editor.save(latest_version(editor, working_version))

    working_version.refresh_from_db()
    assert working_version.title_sv == "Fikastund"
    assert working_version.schedules.exclude(copy_of=None).count() == 2


def test_the_making_of_a_working_version_is_one_line_of_its_history(editor, working_version):
    page = editor.open(f"{DESK}/offering/{working_version.pk}/history/")

    assert page.count('<p><a href="') == 1  # the way back to it as it was made, with all its times


def test_a_copied_time_that_was_taken_away_comes_back_as_a_copy(editor, clock, working_version):
    editor.save(page_of(working_version), **{"schedules-0-DELETE": "on", "_save": ""})
    clock.shift(120)

    editor.save(latest_version(editor, working_version))

    assert working_version.schedules.exclude(copy_of=None).count() == 2


def test_going_back_never_decides_what_is_published(client):
    """An editor writes news; a publisher decides when it is shown."""
    news = factories.update("nytt", is_published=True)
    shown = news.history.first()
    news.is_published, news.title_sv = False, "Annat"
    news.save()
    eva = factories.assigned("eva", "editor", news.administration.slug)

    Editor(log_in(client, eva)).save(version_of(news, shown))

    news.refresh_from_db()
    assert (news.title_sv, news.is_published) == (shown.title_sv, False)
