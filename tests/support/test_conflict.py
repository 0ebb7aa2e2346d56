"""Two editors at once: what one has saved is never written over unseen, and what the other typed is never lost."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support.admin.conflict import SavesWhatWasSeen
from support.models import Closure, Offering, Place, Schedule, Update
from tests import factories
from tests.login import log_in
from tests.support.editor import Editor, PageForm, new_row

pytestmark = [pytest.mark.django_db, pytest.mark.long]
DESK = "/redaktion/support"
OFFERINGS = f"{DESK}/offering/"


@pytest.fixture
def colleague(db) -> Editor:
    anna = User.objects.create_superuser("anna", first_name="Anna", last_name="Ek")
    return Editor(log_in(Client(), anna))


@pytest.fixture
def draft(db) -> Offering:
    return factories.offering("babycafe", topics=["lek"], places=["familjehuset"], status="draft")


def page_of(obj) -> str:
    return f"{DESK}/{obj._meta.model_name}/{obj.pk}/change/"


def values_of(response) -> dict:
    return PageForm(response.content.decode()).values


# --- The form -------------------------------------------------------------------------------------


def test_what_a_colleague_saved_meanwhile_is_not_written_over(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Annas text.")

    response = editor.send_back(page_of(draft), opened, summary_sv="Min text.", phone="033-35 70 99")

    draft.refresh_from_db()
    assert response.status_code == 409
    assert draft.summary_sv == "Annas text."
    assert not draft.history.filter(phone="033-35 70 99").exists()


def test_the_conflict_page_says_who_and_shows_all_three(november, editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Kom och fika.")

    page = editor.send_back(page_of(draft), opened, summary_sv="Kom och lek.").content.decode()

    assert "Anna Ek, i dag" in page
    assert draft.summary_sv in page
    assert "Kom och fika." in page
    assert "lek" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert 'name="_take-summary_sv" value="mine">' in page


def test_the_form_keeps_what_was_typed_and_takes_what_was_not_touched(editor, colleague, draft):
    lek, somn = draft.topics.get(), factories.topic("somn")
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), title_sv="Nytt namn", topics=[lek.pk, somn.pk], is_online=["on"])

    response = editor.send_back(page_of(draft), opened, summary_sv="Min text.", title_ar="مقهى")

    values = values_of(response)
    assert values["title_sv"] == ["Nytt namn"]
    assert set(values["topics"]) == {str(lek.pk), str(somn.pk)}
    assert values["is_online"] == ["on"]
    assert (values["summary_sv"], values["title_ar"]) == (["Min text."], ["مقهى"])


def test_saving_the_conflict_page_is_knowing(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Annas text.", title_sv="Annas namn")
    held = editor.send_back(page_of(draft), opened, summary_sv="Min text.")

    response = editor.send_back(page_of(draft), held.content.decode(), **{"_take-summary_sv": "mine"})

    draft.refresh_from_db()
    assert response.status_code == 200
    assert (draft.summary_sv, draft.title_sv) == ("Min text.", "Annas namn")


def test_until_all_is_chosen_the_choices_stand_there_and_nothing_is_saved(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Annas text.", title_sv="Annas namn")
    held = editor.send_back(page_of(draft), opened, summary_sv="Min text.", title_sv="Mitt namn")
    asked = held.content.decode()

    again = editor.send_back(page_of(draft), asked, **{"_take-title_sv": "stored"})

    draft.refresh_from_db()
    page = again.content.decode()
    assert (again.status_code, draft.summary_sv) == (409, "Annas text.")
    assert page.count("Välj en av de två.") == 1
    assert 'name="_take-title_sv" value="stored" checked' in page
    editor.send_back(page_of(draft), page, **{"_take-summary_sv": "mine"})
    draft.refresh_from_db()
    assert (draft.summary_sv, draft.title_sv) == ("Min text.", "Annas namn")


def test_a_choice_about_a_time_that_was_removed_is_asked_for_until_it_is_made(editor, colleague, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    opened = editor.open(page_of(draft))
    colleague.save(f"{DESK}/schedule/{time.pk}/delete/")
    held = editor.send_back(page_of(draft), opened, **{"schedules-0-closes_at": "14:00"}).content.decode()

    again = editor.send_back(page_of(draft), held).content.decode()

    assert "Lägg tillbaka min" in again
    assert "Välj en av de två." in again
    editor.send_back(page_of(draft), again, **{"_take-schedules-0": "mine"})
    assert f"{draft.schedules.get().closes_at:%H}" == "14"


def test_choosing_the_stored_on_the_conflict_page(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Annas text.", topics=[factories.topic("somn").pk])
    held = editor.send_back(
        page_of(draft), opened, summary_sv="Min.", phone="033-35 70 99", topics=[factories.topic("mat").pk]
    )

    editor.send_back(
        page_of(draft), held.content.decode(), **{"_take-summary_sv": "stored", "_take-topics": "stored"}
    )

    draft.refresh_from_db()
    assert (draft.summary_sv, draft.phone) == ("Annas text.", "033-35 70 99")
    assert draft.topics.get().code == "somn"


def test_a_third_save_while_the_conflict_page_is_read_is_seen_as_well(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), summary_sv="Annas text.")
    held = editor.send_back(page_of(draft), opened, summary_sv="Min text.").content.decode()
    colleague.save(page_of(draft), summary_sv="Annas andra text.")

    again = editor.send_back(page_of(draft), held)

    draft.refresh_from_db()
    assert again.status_code == 409
    assert draft.summary_sv == "Annas andra text."
    assert values_of(again)["summary_sv"] == ["Min text."]


def test_both_have_typed_the_same(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), phone="033-35 70 99")

    response = editor.send_back(page_of(draft), opened, phone="033-35 70 99")

    assert "Redan sparat." in response.content.decode()


def test_a_form_that_carries_nothing_seen_is_held(editor, draft):
    values = PageForm(editor.open(page_of(draft))).values
    del values["_seen"]

    response = editor.client.post(page_of(draft), values | {"title_sv": ["Annat"]})

    draft.refresh_from_db()
    assert response.status_code == 409
    assert values_of(response)["title_sv"] == ["Annat"]
    assert draft.title_sv == "Babycafe"


def test_a_fault_in_the_form_is_told_as_before_and_then_it_is_saved(editor, draft):
    held = editor.send(page_of(draft), title_sv="")
    assert held.status_code == 200

    editor.send_back(page_of(draft), held.content.decode(), title_sv="Nytt")

    draft.refresh_from_db()
    assert draft.title_sv == "Nytt"


def test_what_was_not_changed_is_not_saved(editor, draft):
    Offering.objects.filter(pk=draft.pk).update(description_sv="En rad.\nEn till.")
    records = draft.history.count()

    opened = PageForm(editor.open(page_of(draft))).values
    as_browsers_send = opened | {"description_sv": ["En rad.\r\nEn till."]}
    page = editor.client.post(page_of(draft), as_browsers_send, follow=True).content.decode()

    assert "Ingenting var ändrat." in page
    assert draft.history.count() == records


def test_a_change_to_somebodys_account_without_history(editor, colleague):
    kim = User.objects.create_user("kim", first_name="Kim")
    path = f"/redaktion/auth/user/{kim.pk}/change/"
    opened = editor.open(path)
    colleague.save(path, first_name="Kimberly")

    response = editor.send_back(path, opened, last_name="Ås")

    kim.refresh_from_db()
    assert response.status_code == 409
    assert (kim.first_name, kim.last_name) == ("Kimberly", "")
    chosen = {"_take-first_name": "stored", "_take-last_name": "mine"}
    editor.send_back(path, response.content.decode(), **chosen)
    kim.refresh_from_db()
    assert (kim.first_name, kim.last_name) == ("Kimberly", "Ås")


# --- Rows beneath ---------------------------------------------------------------------------------


def test_a_time_that_a_colleague_added_stands_in_the_form_beside_the_one_typed(editor, colleague, draft):
    opened = editor.open(page_of(draft))
    colleague.save(page_of(draft), **new_row(weekday=2))

    held = editor.send_back(page_of(draft), opened, **new_row(weekday=4))

    assert held.status_code == 409
    editor.send_back(page_of(draft), held.content.decode())
    assert sorted(draft.schedules.values_list("weekday", flat=True)) == [2, 4]


def test_a_time_that_both_have_changed(editor, colleague, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    opened = editor.open(page_of(draft))
    colleague.save(f"{DESK}/schedule/{time.pk}/change/", closes_at="13:00", label_sv="Lek")

    held = editor.send_back(page_of(draft), opened, **{"schedules-0-closes_at": "14:00"})

    values = values_of(held)
    assert held.status_code == 409
    assert (values["schedules-0-closes_at"], values["schedules-0-label_sv"]) == (["14:00"], ["Lek"])
    editor.send_back(
        page_of(draft),
        held.content.decode(),
        **{"_take-schedules-0-closes_at": "stored", "phone": "0701234567"},
    )
    time.refresh_from_db()
    assert f"{time.closes_at:%H}" == "13"


def test_a_time_that_was_removed_meanwhile_can_be_put_back_or_left(editor, colleague, draft):
    for choice, left in (("mine", 1), ("stored", 0)):
        time = factories.schedule(draft, 2, "09:00", "12:00")
        opened = editor.open(page_of(draft))
        colleague.save(f"{DESK}/schedule/{time.pk}/delete/")

        held = editor.send_back(page_of(draft), opened, **{"schedules-0-closes_at": "14:00"})

        assert held.status_code == 409
        page = held.content.decode()
        editor.send_back(page_of(draft), page, **{"_take-schedules-0": choice}, phone=f"07012345{left}0")
        assert draft.schedules.count() == left
        draft.schedules.all().delete()


def test_removing_a_time_that_was_changed_meanwhile_is_asked_about(editor, colleague, draft):
    time = factories.schedule(draft, 2, "09:00", "12:00")
    opened = editor.open(page_of(draft))
    colleague.save(f"{DESK}/schedule/{time.pk}/change/", closes_at="13:00")

    held = editor.send_back(page_of(draft), opened, **{"schedules-0-DELETE": "on"}).content.decode()

    assert Schedule.objects.filter(pk=time.pk).exists()
    assert "Ta bort den ändå" in held
    editor.send_back(page_of(draft), held, **{"_take-schedules-0": "stored"}, phone="0701234567")
    assert Schedule.objects.filter(pk=time.pk).exists()


# --- Deleting, and going back -----------------------------------------------------------------------


def test_deleting_what_was_changed_meanwhile_is_asked_once_more(editor, colleague, draft):
    path = f"{OFFERINGS}{draft.pk}/delete/"
    opened = editor.open(path)
    colleague.save(page_of(draft), summary_sv="Annas text.")

    held = editor.send_back(path, opened)

    assert held.status_code == 409
    assert "Anna Ek" in held.content.decode()
    assert Offering.objects.filter(pk=draft.pk).exists()
    editor.send_back(path, held.content.decode())
    assert not Offering.objects.filter(pk=draft.pk).exists()


def test_what_was_typed_in_something_that_is_deleted_meanwhile_can_be_added_anew(editor, colleague):
    place = factories.place("huset", name="Huset")
    opened = editor.open(page_of(place))
    colleague.save(f"{DESK}/place/{place.pk}/delete/")
    closed = {
        "closures-TOTAL_FORMS": 1,
        "closures-0-starts_on": "2030-01-01",
        "closures-0-reason_sv": "Flytt",
    }

    gone = editor.send_back(page_of(place), opened, name="Nya huset", **closed)

    page = gone.content.decode()
    assert gone.status_code == 409
    assert "Anna Ek" in page and "Nya huset" in page
    shown = editor.client.post(f"{DESK}/place/add/", PageForm(page).values)
    assert not Place.objects.exists()  # it is looked at first
    editor.send_back(f"{DESK}/place/add/", shown.content.decode())
    assert Place.objects.get().name == "Nya huset"
    assert Closure.objects.get().reason_sv == "Flytt"


def test_going_back_to_an_earlier_version_of_what_was_changed_meanwhile(editor, colleague):
    place = factories.place("huset", name="Huset")
    editor.save(page_of(place), name="Husets nya namn")
    path = f"{DESK}/place/{place.pk}/history/{place.history.last().pk}/"
    opened = editor.open(path)
    colleague.save(page_of(place), name="Annas namn")

    held = editor.send_back(path, opened)

    place.refresh_from_db()
    assert held.status_code == 409
    assert place.name == "Annas namn"
    editor.send_back(path, held.content.decode())
    place.refresh_from_db()
    assert place.name == "Huset"


# --- Lists ----------------------------------------------------------------------------------------


def chosen(page: str, action: str, *rows, **more) -> dict:
    ids = [str(row.pk) for row in rows]
    return PageForm(page).values | {"action": [action], "_selected_action": ids} | more


def test_an_action_leaves_out_what_was_changed_since_the_list_was_shown(editor, colleague):
    news, other = factories.update("nyhet", title="Nyhet"), factories.update("annan", title="Annan")
    path = f"{DESK}/update/"
    listed = editor.open(path)
    colleague.save(page_of(news), title_sv="Rättad nyhet")

    page = editor.client.post(path, chosen(listed, "withdraw", news, other), follow=True).content.decode()

    news.refresh_from_db()
    other.refresh_from_db()
    assert (news.is_published, other.is_published) == (True, False)
    assert "Rättad nyhet</a> (av Anna Ek, i dag" in page


def test_an_action_on_all_pages_leaves_out_what_was_changed_since(editor, colleague):
    for number in range(60):
        factories.update(f"nyhet-{number:02}")
    path = f"{DESK}/update/"
    listed = editor.open(path)
    on_page = {pair.partition(":")[0] for pair in PageForm(listed).values["_seen_rows"][0].split()[1:]}
    hidden = next(one for one in Update.objects.all() if str(one.pk) not in on_page)
    colleague.save(page_of(hidden), title_sv="Rättad")

    every = chosen(listed, "withdraw", Update.objects.first(), select_across=["1"])
    editor.client.post(path, every, follow=True)

    hidden.refresh_from_db()
    assert hidden.is_published
    assert Update.objects.get(is_published=True) == hidden


def test_an_action_without_what_the_list_showed_does_nothing(editor):
    news = factories.update("nyhet")

    page = editor.client.post(
        f"{DESK}/update/", {"action": "withdraw", "_selected_action": [news.pk]}, follow=True
    ).content.decode()

    news.refresh_from_db()
    assert news.is_published
    assert "Listan var för gammal" in page


def test_deleting_several_after_one_has_got_something_more(editor, colleague):
    path = f"{DESK}/place/"
    one, two = factories.place("ett"), factories.place("tva")
    asked = editor.act(path, "delete_selected", one, two)
    colleague.save(
        page_of(one), **{"closures-TOTAL_FORMS": 1, "closures-0-starts_on": "2030-01-01"}, name="Ett"
    )

    editor.client.post(path, PageForm(asked).values)

    assert Place.objects.get() == one


# --- A working version ------------------------------------------------------------------------------


def test_two_who_change_the_same_published_offering_meet_in_its_working_version(editor, colleague):
    cafe = factories.offering("babycafe", topics=["lek"], places=["familjehuset"])
    time = factories.schedule(cafe, 2, "09:00", "12:00")
    opened = editor.open(page_of(cafe))
    colleague.save(page_of(cafe), summary_sv="Annas text.", _save="")

    held = editor.send_back(page_of(cafe), opened, **{"schedules-0-closes_at": "13:00"}, _save="")

    draft = Offering.objects.get(draft_of=cafe)
    page = held.content.decode()
    assert held.status_code == 409
    assert values_of(held)["summary_sv"] == ["Annas text."]
    assert f'action="{page_of(draft)}"' in page
    editor.send_back(page_of(draft), page, _save="")
    draft.refresh_from_db()
    time.refresh_from_db()
    assert draft.summary_sv == "Annas text."
    assert f"{draft.schedules.get().closes_at:%H}" == "13"
    assert f"{time.closes_at:%H}" == "12"  # what parents read


# --- Everywhere -----------------------------------------------------------------------------------


def test_every_list_and_form_of_the_desk_compares_with_what_was_seen(rf, admin_user):
    request = rf.get("/")
    request.user = admin_user
    for model, desk in admin.site._registry.items():
        assert not desk.list_editable, model  # it would save what nobody has compared
        if desk.has_change_permission(request) or desk.has_add_permission(request):
            assert isinstance(desk, SavesWhatWasSeen), model


def test_what_was_seen_takes_no_more_questions_for_more_rows(editor):
    counts = []
    for number in range(2):
        for more in range(5 * number + 1):
            factories.update(f"nyhet-{number}-{more}")
        with CaptureQueriesContext(connection) as queries:
            editor.open(f"{DESK}/update/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
