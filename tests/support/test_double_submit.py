"""A form that is sent twice makes one object, whoever was impatient: the editor, the browser or the network."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from support.admin.double_submit import Receipt
from support.models import Area, FormReceipt, Offering, Place, Strategy
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm, new_row, story_time

pytestmark = pytest.mark.django_db
DESK = "/redaktion/support"
ADD = f"{DESK}/strategy/add/"
TYPED = {"name": "Tidigt", "source": "Målbild", "slug": "tidigt"}


def values_of(page: str, **typed: str) -> dict:
    return PageForm(page).values | {name: [value] for name, value in typed.items()}


def test_the_second_leads_to_what_the_first_made(editor):
    sent = values_of(editor.open(ADD), **TYPED)
    editor.client.post(ADD, sent)

    again = editor.client.post(ADD, sent, follow=True)

    made = Strategy.objects.get()
    assert again.redirect_chain[0][0] == f"{DESK}/strategy/{made.pk}/change/"
    assert "Redan sparat." in again.content.decode()
    assert made.history.count() == 1


def test_two_forms_with_the_same_words_make_two(editor):
    for slug in ("ett", "tva"):
        editor.save(ADD, **TYPED | {"slug": slug})

    assert Strategy.objects.count() == 2


def test_going_back_to_change_the_words_is_asked_about_and_loses_nothing(editor):
    opened = editor.open(ADD)
    editor.client.post(ADD, values_of(opened, **TYPED))

    shown = editor.client.post(ADD, values_of(opened, **TYPED | {"name": "Senare", "slug": "senare"}))

    page = shown.content.decode()
    assert Strategy.objects.count() == 1
    assert "Du har redan lagt till" in page and "Tidigt</a>" in page
    editor.send_back(ADD, page)
    assert Strategy.objects.filter(name="Senare").exists()


def test_a_form_without_a_receipt_is_shown_once_more_with_what_was_typed(editor):
    shown = editor.client.post(ADD, TYPED)

    assert not Strategy.objects.exists()
    assert values_of(shown.content.decode())["name"] == ["Tidigt"]
    editor.send_back(ADD, shown.content.decode())
    assert Strategy.objects.exists()


def test_a_form_with_a_fault_keeps_its_receipt_until_it_is_saved(editor):
    faulty = editor.client.post(ADD, values_of(editor.open(ADD), **TYPED | {"name": ""})).content.decode()
    sent = values_of(faulty, **TYPED)
    for _ in range(2):
        editor.client.post(ADD, sent)

    assert Strategy.objects.count() == 1


def test_another_persons_receipt_is_nobodys(editor):
    sent = values_of(editor.open(ADD), **TYPED)
    editor.client.post(ADD, sent)
    other = Editor(log_in(Client(), User.objects.create_superuser("anna")))

    other.client.post(ADD, sent | {"slug": ["annas"]})

    assert Strategy.objects.count() == 2


def test_adding_with_the_plus_beside_a_choice(editor):
    """The second answer, too, is the script that puts the new one into the form behind."""
    path = f"{DESK}/area/add/?_to_field=id&_popup=1"
    sent = values_of(editor.open(path), name="Norrby", slug="norrby")

    answers = [editor.client.post(path, sent) for _ in range(2)]

    made = Area.objects.get()
    for answer in answers:
        assert "popup_response" in answer.content.decode()
        assert f"&quot;value&quot;: &quot;{made.pk}&quot;" in answer.content.decode()


def test_a_row_added_by_a_change_that_is_sent_twice(editor):
    place = factories.place("huset")
    path = f"{DESK}/place/{place.pk}/change/"
    row = {"closures-TOTAL_FORMS": "1", "closures-0-starts_on": "2030-01-01"}
    sent = values_of(editor.open(path), **row)

    pages = [editor.client.post(path, sent, follow=True) for _ in range(2)]

    assert place.closures.count() == 1
    assert "Redan sparat." in pages[1].content.decode()


def test_going_back_after_a_change_and_changing_more_is_a_conflict_with_oneself(editor):
    place = factories.place("huset", name="Huset")
    path = f"{DESK}/place/{place.pk}/change/"
    opened = editor.open(path)
    editor.send_back(path, opened, name="Nya huset")

    held = editor.send_back(path, opened, name="Nyaste huset")

    assert held.status_code == 409
    assert "dig själv i ett annat fönster" in held.content.decode()
    assert Place.objects.get().name == "Nya huset"


def test_receipts_are_kept_for_a_week(editor):
    with time_machine.travel("2026-10-01 12:00Z", tick=False) as clock:
        editor.save(ADD, **TYPED)
        clock.shift(datetime.timedelta(days=8))
        log_in(editor.client, User.objects.get())
        editor.save(ADD, **TYPED | {"slug": "senare"})

    assert FormReceipt.objects.get().made == Strategy.objects.get(slug="senare")


def test_a_change_beside_what_is_published_that_is_sent_twice(editor):
    """The first makes the working version, in which the rows have other ids."""
    cafe = factories.offering("babycafe", topics=["lek"], places=["familjehuset"])
    factories.schedule(cafe, 2, "09:00", "12:00")
    path = f"{DESK}/offering/{cafe.pk}/change/"
    sent = values_of(editor.open(path), title_sv="Sagostund", **new_row(1, weekday="3"), _save="")

    pages = [editor.client.post(path, sent, follow=True) for _ in range(2)]

    draft = Offering.objects.get(draft_of=cafe)
    assert draft.schedules.count() == 2
    assert "Redan sparat." in pages[1].content.decode()


@pytest.mark.parametrize("is_new", [True, False])
def test_going_back_to_send_what_was_saved_sends_it_once(editor, is_new):
    cafe = factories.offering("babycafe", status="draft", topics=["lek"], places=["familjehuset"])
    path = f"{DESK}/offering/add/" if is_new else f"{DESK}/offering/{cafe.pk}/change/"
    typed = {**story_time(cafe), "places": [cafe.places.get().pk], "phone": "033-35 70 00"}
    sent = PageForm(editor.open(path)).values | {
        name: value if isinstance(value, list) else [str(value)] for name, value in typed.items()
    }
    told = []
    for button in ("_save", "_submit", "_submit"):
        page = editor.client.post(path, sent | {button: [""]}, follow=True).content.decode()
        told.append(page)

    made = Offering.objects.get(slug="sagostund")
    assert "sparat som utkast" in told[0]
    assert "skickat för granskning" in told[1]
    assert "Redan sparat." in told[2]
    assert (made.status, made.submissions.count()) == ("review", 1)


def test_a_receipt_holds_nothing_of_a_password(rf):
    first, second = (
        Receipt.sent_with(rf.post("/", {"_receipt": "0" * 16, "username": "eva", "password1": word}))
        for word in ("hemligt", "annat")
    )
    assert first == second
