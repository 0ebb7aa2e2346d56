"""What has become of something, and by whom, as an editor reads it."""

import datetime
from collections.abc import Iterator

import pytest
import time_machine
from django.utils.html import strip_tags

from support.models import Closure, Offering, Schedule, TranslationState
from tests import factories
from tests.support.editor import Editor

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"


def page_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/change/"


def history_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/history/"


def read(editor: Editor, obj) -> str:
    """The words of its history, with single spaces."""
    page = editor.open(history_of(obj)).partition('<ol class="history">')[2].partition("</ol>")[0]
    return " ".join(strip_tags(page).split())


@pytest.fixture
def draft(db) -> Offering:
    """At a place, about something, not published yet."""
    return factories.offering("sagostund", status="draft", places=["huset"], topics=["lek"])


@pytest.fixture
def summer_night() -> Iterator[None]:
    with time_machine.travel("2026-07-05 22:30Z", tick=False):
        yield


def test_each_line_says_when_who_by_which_screen_and_what(summer_night, editor, draft):
    editor.save(page_of(draft), title_ar="مقهى", summary_sv="Stöd för dig som är morfar.", cost="free")

    told = read(editor, draft)

    # In Borås it was the next day already.
    assert told.startswith("6 juli 2026 00:30 admin: Ändrad (Formulär: erbjudande)")
    assert "Namn på arabiska [tillagt: مقهى]" in told
    assert "Sammanfattning på svenska Stöd för dig som är [borttaget: förälder][tillagt: morfar]." in told
    assert "Kostnad" in told and "→" in told


def test_a_long_text_is_folded_to_what_changed(editor, draft):
    words = [f"ord{number}" for number in range(80)]
    draft.description_sv = " ".join(words)
    draft.save()
    editor.save(page_of(draft), description_sv=" ".join(words).replace("ord40", "nytt"))

    told = read(editor, draft)

    assert "… ord34 ord35 ord36 ord37 ord38 ord39 [borttaget: ord40][tillagt: nytt] ord41" in told
    assert "ord10 " not in told.partition("Det här gäller nu")[0]


def test_relations_are_told_by_name_also_what_is_gone(editor, draft):
    lek, sova = draft.topics.get(), factories.topic("sova")
    editor.save(page_of(draft), topics=[sova.pk])
    draft.topics.set([])
    lek.delete()

    assert "Ämnen Tillagda: Sova. Borttagna: Lek (borttagen)" in read(editor, draft)


def test_a_save_that_changed_nothing_is_no_line(editor, draft):
    before = read(editor, draft)
    draft.save()

    assert read(editor, draft) == before


def test_an_offering_tells_of_its_times_closures_picture_and_translations(editor, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    image = factories.image(draft)
    editor.save(f"{DESK}/schedule/{time.pk}/change/", closes_at="13:00")
    closure = Closure.objects.create(
        offering=draft, starts_on=datetime.date(2099, 1, 1), ends_on=datetime.date(2099, 1, 1)
    )
    editor.save(f"{DESK}/closure/{closure.pk}/delete/")
    image.delete()
    TranslationState.objects.create(
        content=draft, field="title", language="en", origin="machine", source_hash="x"
    )

    told = read(editor, draft)

    assert "Tid som återkommer tisdag 09:00–12:00: tillkom" in told
    assert "Tid som återkommer tisdag 09:00–13:00: ändrades Till 12:00 → 13:00" in told
    assert "Bild" in told and "togs bort" in told
    assert "admin: Borttagen (Formulär: ta bort stängda dagar)" in told or "2099-01-01: togs bort" in told
    assert "Översättning namn på engelska, av en maskin: tillkom" in told


def test_a_time_that_moved_to_another_offering_is_gone_from_this_one(editor, draft):
    time, other = factories.schedule(draft, 2, "09:00", "12:00"), factories.offering("annat", status="draft")
    editor.save(page_of(time), offering=other.pk)

    assert "tisdag 09:00–12:00: togs bort" in read(editor, draft)
    assert "tisdag 09:00–12:00: tillkom" in read(editor, other)


def test_all_words_are_swedish(editor, draft):
    editor.save(page_of(draft), title_sv="Lässtund")
    first = draft.history.last()

    for path in (history_of(draft), f"{history_of(draft)}{first.pk}/"):
        page = editor.open(path)
        for word in ("Revert", "Choose", "Press", "Change history", "View history", "Close"):
            assert word not in strip_tags(page)


def test_the_number_of_questions_does_not_grow_with_the_history(editor, draft, django_assert_max_num_queries):
    def change(times: int) -> None:
        for number in range(times):
            draft.title_sv = f"Stund {number} {times}"
            draft.topics.set([factories.topic(f"amne{number % 3}")])
            draft.save()
            factories.schedule(draft, 2, f"{number + 1:02}:00", "23:00")

    def questions() -> int:
        with django_assert_max_num_queries(200) as asked:
            editor.open(history_of(draft))
        return len(asked)

    change(3)
    few = questions()
    change(9)

    assert questions() <= few


def test_whose_object_is_gone_still_has_a_history(editor, draft):
    editor.save(f"{DESK}/offering/{draft.pk}/delete/")

    assert "admin: Borttagen (Formulär: ta bort erbjudande)" in read(editor, draft)
    assert not Schedule.objects.exists()
    assert editor.client.get(f"{DESK}/offering/999999/history/").status_code == 404


def test_a_place_tells_nothing_of_closed_days_from_when_they_were_a_drafts(editor, draft):
    closed = factories.closure(draft, datetime.date(2026, 12, 24), reason_sv="Jul")
    TranslationState.objects.create(content=closed, field="reason", language="ar", origin="machine")
    house = draft.places.get()
    closed.offering, closed.place = None, house
    closed.save()

    told = read(editor, house)

    assert "tillkom" in told and "på arabiska" not in told
