"""Every way in which the desk changes what the public sees ends in the one door.

Whatever the editor does, the catalogue's number rises and the search knows exactly what a fresh
rebuild would know.
"""

import datetime

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction

from catalog.models import Posting
from catalog.search import index
from support.catalogue import announce_change
from support.models import (
    CatalogueRevision,
    Occasion,
    Offering,
    Place,
    Schedule,
    SpokenLanguage,
    Term,
    TranslationState,
)
from support.models.translation_state import source_hash
from tests import factories
from tests.catalog.searching import ask
from tests.support.editor import PageForm, story_time

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"
OFFERINGS = f"{DESK}/offering/"


@pytest.fixture
def cafe() -> Offering:
    return factories.offering(
        "babycafe", topics=["anknytning"], places=["familjehuset"], areas=["boda"], spoken=["so"]
    )


@pytest.fixture(autouse=True)
def door(cafe):
    """What the desk does in a test is compared with what it should have done."""
    before = CatalogueRevision.objects.current().number
    yield
    assert CatalogueRevision.objects.current().number > before
    assert_search_is_fresh()


def assert_search_is_fresh() -> None:
    known = found_words()
    with transaction.atomic():
        index.rebuild()
        rebuilt = found_words()
        transaction.set_rollback(True)
    assert known == rebuilt


def found_words() -> set[tuple]:
    return set(Posting.objects.values_list("term__language", "term__text", "offering", "field"))


def words_of(offering: Offering) -> set[str]:
    return set(Posting.objects.filter(offering=offering).values_list("term__text", flat=True))


def found_by(words: str) -> set[int]:
    """Ids: a topic's words are not written for each offering, but found by."""
    return set(ask(words).scores)


def page_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/change/"


# --- An offering ----------------------------------------------------------------------------------


def test_adding_an_offering(editor, cafe):
    editor.save(f"{OFFERINGS}add/", **story_time(cafe))

    made = Offering.objects.get(slug="sagostund")
    assert made.status == Offering.Status.DRAFT
    assert words_of(made) == set()  # nobody learns a word of a draft


def test_changing_its_words_and_relations(editor, cafe):
    lek, huset = factories.topic("lek"), factories.place("lekhuset")

    editor.save(page_of(cafe), title_sv="Fikastund", topics=[lek.pk], places=[huset.pk])

    assert {"fikastund", "lekhuset"} <= words_of(cafe)
    assert not {"babycafe", "familjehuset"} & words_of(cafe)
    assert cafe.pk in found_by("lek")
    assert cafe.pk not in found_by("anknytning")


def test_a_topic_that_becomes_sensitive_makes_its_offerings_sensitive_at_once(editor, cafe):
    topic = cafe.topics.first()

    editor.save(f"/redaktion/support/topic/{topic.pk}/change/", is_sensitive="on")

    cafe.refresh_from_db()
    assert cafe.is_sensitive


def test_a_sensitive_topic_that_is_added_waits_for_a_second_person(editor, cafe):
    editor.save(page_of(cafe), topics=[factories.topic("vald", is_sensitive=True).pk])

    cafe.refresh_from_db()
    assert (cafe.is_sensitive, cafe.draft.is_sensitive, cafe.draft.status) == (False, True, "review")


def test_adding_changing_and_removing_a_time(editor, cafe):
    new = {"schedules-TOTAL_FORMS": 1, "schedules-0-weekday": 2, "schedules-0-interval_weeks": 1}
    editor.save(page_of(cafe), **new, **{"schedules-0-opens_at": "09:00", "schedules-0-closes_at": "12:00"})
    added = CatalogueRevision.objects.current().number

    editor.save(page_of(cafe), **{"schedules-0-weekday": 3})
    changed = CatalogueRevision.objects.current().number

    editor.save(page_of(cafe), **{"schedules-0-DELETE": "on"})
    assert added < changed < CatalogueRevision.objects.current().number
    assert not cafe.schedules.exists()


def test_deleting_a_draft(editor):
    draft = factories.offering("utkast", status="draft")

    editor.save(f"{OFFERINGS}{draft.pk}/delete/")

    assert not Offering.objects.filter(slug="utkast").exists()


@pytest.mark.parametrize(
    ("action", "status_before", "status_after"),
    [
        ("publish", "draft", "published"),
        ("withdraw", "published", "withdrawn"),
        ("assure", "published", "published"),
    ],
)
def test_an_action_on_many(editor, action, status_before, status_after):
    several = [factories.offering(slug, status=status_before) for slug in ("ett", "tva")]
    time = factories.schedule(several[0], 2, "09:00", "12:00")
    number = CatalogueRevision.objects.current().number

    page = editor.act(OFFERINGS, action, *several)
    if action == "withdraw":
        assert "Det här dras tillbaka (2)" in page
        assert Offering.objects.filter(status="withdrawn").count() == 0
        editor.answer(OFFERINGS, page)

    for offering in several:
        offering.refresh_from_db()
        assert offering.status == status_after
        assert offering.history.first().history_user.username == "admin"
    time.refresh_from_db()
    assert time.assured_on is None  # nobody has looked at it
    assert CatalogueRevision.objects.current().number > number


def test_going_back_to_an_earlier_version(editor, cafe):
    editor.save(page_of(cafe), title_sv="Fikastund", topics=[factories.topic("lek").pk])
    first = cafe.history.filter(title_sv="Babycafe").first()
    number = CatalogueRevision.objects.current().number

    editor.save(f"{OFFERINGS}{cafe.pk}/history/{first.pk}/")

    assert "babycafe" in words_of(cafe)
    assert "fikastund" not in words_of(cafe)
    assert cafe.pk in found_by("anknytning")
    assert cafe.pk not in found_by("lek")
    assert CatalogueRevision.objects.current().number > number


# --- What offerings refer to ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "change"),
    [
        (lambda cafe: cafe.type, {"name_sv": "Mötesplats"}),
        (lambda cafe: cafe.topics.get(), {"name_sv": "Tumme", "search_terms_sv": "mysa\ngosa"}),
        (lambda cafe: cafe.topics.get(), {"name_ar": "الارتباط"}),
        (lambda cafe: cafe.places.get(), {"name": "Kvarteret", "street_address": "Nygatan 1"}),
        (lambda cafe: cafe.areas.get(), {"name": "Norrby"}),
        (lambda cafe: cafe.administration, {"name_sv": "Nämnden"}),
        (lambda cafe: cafe.spoken_languages.get(), {"code": "ar"}),
    ],
)
def test_changing_a_word_that_offerings_use(editor, cafe, of, change):
    editor.save(page_of(of(cafe)), **change)


def test_moving_a_place_to_another_area(editor, cafe):
    place = cafe.places.get()
    place.area = factories.area("sodra")
    place.save()
    announce_change([cafe.pk])

    editor.save(page_of(place), area=factories.area("norra").pk)

    assert "norra" in words_of(cafe) and "sodra" not in words_of(cafe)


def test_closing_a_place_for_some_days(editor, cafe):
    editor.save(
        page_of(cafe.places.get()),
        **{
            "closures-TOTAL_FORMS": 1,
            "closures-0-starts_on": "2026-12-24",
            "closures-0-ends_on": "2026-12-26",
        },
    )

    assert cafe.places.get().closures.exists()


@pytest.mark.parametrize("of", ["offering", "place"])
def test_closing_many_for_some_days(editor, cafe, of):
    row = cafe if of == "offering" else cafe.places.get()
    factories.schedule(cafe, 2, "09:00", "12:00")
    cafe.refresh_from_db()
    before = cafe.calendar_sequence
    form = PageForm(editor.act(f"{DESK}/{of}/", "close", row)).values

    editor.client.post(f"{DESK}/{of}/", form | {"starts_on": "2099-12-24"})

    cafe.refresh_from_db()
    assert row.closures.exists()
    assert cafe.calendar_sequence == before + 1


def test_confirming_the_times_of_a_whole_place(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    place = cafe.places.get()
    numbers = [CatalogueRevision.objects.current().number]

    path = f"{DESK}/place/{place.pk}/tiderna/"
    editor.client.post(path, PageForm(editor.open(path)).values)
    numbers.append(CatalogueRevision.objects.current().number)
    form = PageForm(editor.act(f"{DESK}/place/", "assure_times", place)).values
    editor.client.post(f"{DESK}/place/", form)
    numbers.append(CatalogueRevision.objects.current().number)

    time.refresh_from_db()
    assert time.assured_on
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("of", ["place", "area"])
def test_putting_places_and_areas_on_the_map_from_a_file(editor, cafe, of, tmp_path):
    row = cafe.places.get() if of == "place" else cafe.areas.get()
    content = f"slug;latitude;longitude\n{row.slug};57,7;12,9\n"
    before = cafe.calendar_sequence

    path, file = f"{DESK}/{of}/koordinater/", tmp_path / "koordinater.csv"
    preview = editor.client.post(path, {"file": SimpleUploadedFile(file.name, content.encode())})
    editor.client.post(path, PageForm(preview.content.decode()).values)
    file.write_text(content.replace("12,9", "13"))
    call_command("import_coordinates", file, areas=of == "area")

    row.refresh_from_db()
    cafe.refresh_from_db()
    assert row.longitude == 13
    assert cafe.calendar_sequence == before + 2


def test_adding_changing_going_back_and_deleting_a_term(editor, cafe):
    """What runs in term time runs on other days then; nothing else does."""
    story = factories.offering("sagostund")
    factories.schedule(cafe, 2, "09:00", "12:00", term_time_only=True)
    factories.schedule(story, 2, "09:00", "12:00")
    cafe.refresh_from_db()
    story.refresh_from_db()
    days = {"starts_on": "2026-08-19", "ends_on": "2026-12-18"}
    number, before = CatalogueRevision.objects.current().number, story.calendar_sequence

    editor.save(f"{DESK}/term/add/", name_sv="Höstterminen", kind="term", **days)
    term = Term.objects.get()
    editor.save(page_of(term), ends_on="2026-12-21")
    editor.save(f"{DESK}/term/{term.pk}/history/{term.history.last().pk}/")
    editor.save(f"{DESK}/term/{term.pk}/delete/")

    cafe.refresh_from_db()
    story.refresh_from_db()
    assert (cafe.calendar_sequence, story.calendar_sequence) == (number + 4, before)


def test_moving_a_time_to_another_offering(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    other = factories.offering("annat")

    editor.save(page_of(time), offering=other.pk)

    assert other.schedules.get() == time


def test_confirming_times_in_their_lists(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    occasion = factories.occasion(cafe, datetime.datetime(2099, 5, 4, 9, tzinfo=datetime.UTC))
    number = CatalogueRevision.objects.current().number

    for row in (time, occasion):
        path = f"{DESK}/{row._meta.model_name}/"
        editor.client.post(path, PageForm(editor.act(path, "assure_times", row)).values)

    assert Schedule.objects.get().assured_on and Occasion.objects.get().assured_on
    assert CatalogueRevision.objects.current().number >= number + 2


def test_deleting_a_time(editor, cafe):
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    number = CatalogueRevision.objects.current().number

    editor.save(f"{DESK}/schedule/{time.pk}/delete/")

    assert CatalogueRevision.objects.current().number > number


def test_deleting_several_languages_at_once(editor, cafe):
    so, ar = cafe.spoken_languages.get(), factories.spoken_language("ar")
    number = CatalogueRevision.objects.current().number

    asked = editor.act(f"{DESK}/spokenlanguage/", "delete_selected", so, ar)
    editor.client.post(f"{DESK}/spokenlanguage/", PageForm(asked).values)

    assert not SpokenLanguage.objects.exists()
    assert CatalogueRevision.objects.current().number > number


def test_a_place_in_use_is_not_deleted_but_an_unused_one_is(editor, cafe):
    used, unused = cafe.places.get(), factories.place("tomma-huset")

    page = editor.open(f"{DESK}/place/{used.pk}/delete/")
    editor.client.post(f"{DESK}/place/{used.pk}/delete/", {"post": "yes"})
    editor.save(f"{DESK}/place/{unused.pk}/delete/")

    assert "Erbjudande: Babycafe" in page
    assert Place.objects.get() == used


# --- What the public sees beside offerings --------------------------------------------------------


def test_news_and_goals(editor):
    news, draft = factories.update("nyhet"), factories.update("utkast", is_published=False)
    numbers = [CatalogueRevision.objects.current().number]

    for path, change in (
        (page_of(news), {"title_sv": "En annan nyhet"}),
        (f"{DESK}/strategy/add/", {"name": "Tidigt", "source": "Målbild", "slug": "tidigt"}),
        (f"{DESK}/update/{draft.pk}/delete/", {}),
    ):
        editor.save(path, **change)
        numbers.append(CatalogueRevision.objects.current().number)
    for action in ("withdraw", "publish"):
        editor.act(f"{DESK}/update/", action, news)
        numbers.append(CatalogueRevision.objects.current().number)

    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("model", "what", "change"),
    [
        ("synonym", {"term": "öppen förskola", "words_sv": "öppis"}, {"words_ar": "حضانة"}),
        ("protection", {"code": "danger", "name": "Fara", "words_sv": "man slår"}, {"words_en": "hits me"}),
    ],
)
def test_what_the_search_understands(editor, cafe, model, what, change):
    """No offering is touched, yet the guide answers otherwise: the number must rise each time."""
    more = {"first": cafe.pk, "then": [cafe.pk]} if model == "protection" else {}
    rows = apps.get_model("support", model).objects
    numbers = [CatalogueRevision.objects.current().number]

    def save(path: str, **values) -> None:
        editor.save(f"{DESK}/{model}/{path}", **values)
        numbers.append(CatalogueRevision.objects.current().number)

    save("add/", **what, **more)
    row = rows.get()
    save(f"{row.pk}/change/", **change)
    save(f"{row.pk}/history/{row.history.last().pk}/")
    save(f"{row.pk}/delete/")

    assert numbers == sorted(set(numbers))
    assert not rows.exists()


def test_reviewing_a_machine_made_text(editor, cafe):
    state = TranslationState.objects.create(
        content=cafe, field="title", language="en", origin="machine", source_hash=source_hash("Babycafe")
    )

    editor.act(f"{DESK}/translationstate/", "review", state)

    state.refresh_from_db()
    assert state.reviewed_on


def test_what_fails_half_way_leaves_nothing_behind(editor, cafe, monkeypatch):
    """The row, its relations, its history and the search are saved together or not at all."""

    def breaks(*args, **kwargs):
        raise RuntimeError("the index broke")

    first = cafe.history.first()
    editor.save(page_of(cafe), title_sv="Fikastund")
    with monkeypatch.context() as broken:
        broken.setattr(index, "refresh", breaks)
        for path in (page_of(cafe), f"{OFFERINGS}{cafe.pk}/history/{first.pk}/"):
            with pytest.raises(RuntimeError):
                editor.send(path, title_sv="Halvvägs")

    cafe.refresh_from_db()
    assert cafe.title_sv == "Fikastund"
    assert not cafe.history.filter(title_sv="Halvvägs").exists()
    announce_change([])
