"""Who works at the desk: coordinators make accounts and give assignments, and nobody gets more than that."""

import datetime
import json
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from boras_guide.login.models import OneTimePassword
from support.models import Assignment, AuditEntry, Offering
from support.moments import day
from tests.factories import administration, assigned, offering
from tests.login import log_in
from tests.support.editor import Editor, PageForm

pytestmark = pytest.mark.django_db
ACCOUNTS = "/redaktion/auth/user/"


@pytest.fixture
def coordinator(db) -> Editor:
    return Editor(log_in(Client(), assigned("kim", "coordinator")))


def page_of(user: User) -> str:
    return f"{ACCOUNTS}{user.pk}/change/"


def given(role: str, number: int = 0, **scope) -> dict:
    return {
        "assignments-TOTAL_FORMS": number + 1,
        f"assignments-{number}-role": role,
        **{f"assignments-{number}-{name}": value for name, value in scope.items()},
    }


def roles(user: User) -> set[str]:
    return {str(one) for one in user.assignments.all()}


def test_a_coordinator_gives_an_assignment_and_it_counts_from_the_next_request(coordinator):
    alfa, eva = administration("alfa"), assigned("eva")
    draft = offering("utkast", administration="alfa", status=Offering.Status.DRAFT)
    editor = log_in(Client(), eva)
    path = f"/redaktion/support/offering/{draft.pk}/change/"
    assert editor.get("/redaktion/support/offering/").status_code == 403
    coordinator.save(page_of(eva), **given("editor", administration=alfa.pk))
    assert roles(eva) == {"redaktör, Alfa"}
    assert editor.get(path).status_code == 200


def test_an_assignment_that_is_taken_away_counts_no_more_at_the_next_request(coordinator):
    eva = assigned("eva", "editor", "alfa")
    draft = offering("utkast", administration="alfa", status=Offering.Status.DRAFT)
    editor = log_in(Client(), eva)
    path = f"/redaktion/support/offering/{draft.pk}/change/"
    assert editor.get(path).status_code == 200
    coordinator.save(page_of(eva), **{"assignments-0-DELETE": "on"})
    assert roles(eva) == set()
    assert editor.get(path).status_code != 200


def test_a_username_has_no_spaces_and_it_says_so(coordinator):
    answer = coordinator.send(f"{ACCOUNTS}add/", username="eva ek")

    assert "utan mellanslag" in answer.content.decode()
    assert not User.objects.filter(username__contains=" ").exists()


def test_a_disabled_account_does_nothing_more(coordinator):
    eva = assigned("eva", "editor", "alfa")
    editor = log_in(Client(), eva)
    assert editor.get("/redaktion/support/offering/").status_code == 200
    coordinator.save(page_of(eva), is_active=[])
    assert editor.get("/redaktion/support/offering/").status_code == 302


@pytest.mark.parametrize("closed_at_the_desk", [True, False])
def test_no_session_lives_again_when_the_account_is_opened_again(coordinator, closed_at_the_desk):
    eva = assigned("eva", "editor", "alfa")
    sessions = [log_in(Client(), eva) for _ in range(2)]
    if closed_at_the_desk:
        coordinator.save(page_of(eva), is_active=[])
        User.objects.filter(pk=eva.pk).update(is_active=True)
    else:
        User.objects.filter(pk=eva.pk).update(is_active=False)
        coordinator.save(page_of(eva), is_active="on")
    eva.refresh_from_db()
    assert eva.is_active
    assert [one.get("/redaktion/").status_code for one in sessions] == [302, 302]


def test_other_changes_of_an_account_log_nobody_out(coordinator):
    eva = assigned("eva", "editor", "alfa")
    editor = log_in(Client(), eva)
    coordinator.save(page_of(eva), first_name="Eva")
    assert editor.get("/redaktion/").status_code == 200


def test_who_closes_her_own_account_is_led_to_the_login(coordinator):
    kim = User.objects.get(username="kim")
    page = coordinator.open(page_of(kim))
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=2)):  # her session is written again
        response = coordinator.send_back(page_of(kim), page, is_active=[])
    assert response.redirect_chain[-1][0].startswith("/redaktion/login/")
    assert not User.objects.get(pk=kim.pk).is_active


def test_saving_an_account_changes_nothing_that_was_not_touched(coordinator, admin_user):
    eva = assigned("eva", "editor", "alfa")
    assigned("eva", "translator", language="so")
    eva.set_password("hemligt")
    eva.save()
    before = User.objects.filter(pk=eva.pk).values().get()
    coordinator.save(page_of(eva), first_name="Eva")
    assert User.objects.filter(pk=eva.pk).values().get() == {**before, "first_name": "Eva"}
    assert roles(eva) == {"redaktör, Alfa", "översättare, somaliska"}


@pytest.mark.parametrize("page", ["change/", "password/", "delete/", "history/"])
def test_the_operators_account_is_not_the_coordinators_to_touch(coordinator, admin_user, page):
    before = User.objects.filter(pk=admin_user.pk).values().get()
    path = f"{ACCOUNTS}{admin_user.pk}/{page}"
    sent = {"username": "annan", "password1": "Ett-nytt-0rd!", "password2": "Ett-nytt-0rd!", "post": "yes"}
    assert coordinator.client.get(path).status_code != 200
    assert coordinator.client.post(path, sent).status_code != 200
    assert User.objects.filter(pk=admin_user.pk).values().get() == before
    assert page_of(admin_user) not in coordinator.open(ACCOUNTS)


def test_nobody_is_made_an_operator_from_the_desk(coordinator):
    eva = assigned("eva")
    coordinator.send(
        page_of(eva), first_name="Eva", is_superuser="on", is_staff="", groups="1", user_permissions="1"
    )
    eva.refresh_from_db()
    assert (eva.first_name, eva.is_superuser, eva.is_staff) == ("Eva", False, True)


@pytest.mark.parametrize("role", ["editor", "publisher", "translator", ""])
def test_only_a_coordinator_reaches_the_accounts(role):
    scope = {"language": "ar"} if role == "translator" else {"administration": "alfa"}
    eva = assigned("eva", role, **scope)
    other = assigned("kim", "coordinator")
    client = log_in(Client(), eva)
    for path in (ACCOUNTS, f"{ACCOUNTS}add/", page_of(other), page_of(eva), f"{ACCOUNTS}{eva.pk}/password/"):
        assert client.get(path).status_code in (302, 403), path
        client.post(path, given("coordinator"))
    assert Assignment.objects.filter(role="coordinator").count() == 1


@pytest.mark.parametrize(
    ("role", "scope", "field"),
    [
        ("editor", {}, "administration"),
        ("publisher", {}, "administration"),
        ("translator", {}, "language"),
        ("coordinator", {"language": "so"}, "language"),
        ("editor", {"administration": "alfa", "language": "so"}, "language"),
        ("translator", {"administration": "alfa", "language": "so"}, "administration"),
    ],
)
def test_what_does_not_go_with_the_role_is_said_where_it_is_to_be_mended(coordinator, role, scope, field):
    body, eva = administration("alfa"), assigned("eva")
    scope = {**scope, **({"administration": body.pk} if "administration" in scope else {})}
    response = coordinator.send(page_of(eva), **given(role, **scope))
    [form] = [one for one in response.context["inline_admin_formsets"][0].formset if one.errors]
    assert list(form.errors) == [field]
    assert roles(eva) == set()


# --- Let in ------------------------------------------------------------------------------------------


def test_a_new_account_gets_its_assignment_and_a_password_that_nobody_has_typed(coordinator):
    alfa = administration("alfa")

    page = coordinator.open(f"{ACCOUNTS}add/")
    assert "password" not in page.partition('id="content-main"')[2]
    told = coordinator.send_back(
        f"{ACCOUNTS}add/", page, username="eva", **given("editor", administration=alfa.pk)
    ).content.decode()

    eva = User.objects.get(username="eva")
    password = re.search(r"<code>([a-z0-9-]{23})</code>", told)[1]
    assert eva.check_password(password) and eva.is_staff and not eva.is_superuser
    assert roles(eva) == {"redaktör, Alfa"}
    assert eva.one_time_password.made_at
    assert "http://testserver/redaktion/" in told and "användarnamnet eva" in told
    assert password not in coordinator.open(page_of(eva))


def test_the_same_form_once_more_makes_no_other_account_nor_password(coordinator):
    page = coordinator.open(f"{ACCOUNTS}add/")
    first, second = (coordinator.send_back(f"{ACCOUNTS}add/", page, username="eva") for _ in range(2))

    assert "<code>" in first.content.decode()
    assert "<code>" not in second.content.decode()
    assert User.objects.filter(username="eva").count() == 1


def test_a_browser_that_shows_the_second_answer_offers_another_password(coordinator):
    page = coordinator.open(f"{ACCOUNTS}add/")
    first, second, again = (
        coordinator.send_back(f"{ACCOUNTS}add/", page, username="eva").content.decode() for _ in range(3)
    )

    assert "Engångslösenordet visades en gång." in second and "Engångslösenordet visades en gång." in again
    told = coordinator.answer(ACCOUNTS, again)
    password = re.search(r"<code>([a-z0-9-]{23})</code>", told)[1]
    assert password not in first
    assert User.objects.get(username="eva").check_password(password)


def test_the_same_form_long_after_says_only_that_it_is_saved(coordinator):
    page = coordinator.open(f"{ACCOUNTS}add/")
    coordinator.send_back(f"{ACCOUNTS}add/", page, username="eva")
    OneTimePassword.objects.all().delete()  # she has chosen her own

    again = coordinator.send_back(f"{ACCOUNTS}add/", page, username="eva").content.decode()

    assert "Redan sparat." in again and "Engångslösenordet visades" not in again


def test_a_name_that_is_another_in_capitals_only_is_the_same(coordinator):
    assigned("eva")

    response = coordinator.send(f"{ACCOUNTS}add/", username="EVA")

    assert "finns redan" in response.content.decode()
    assert not User.objects.filter(username="EVA").exists()


def test_from_the_page_of_an_account_one_is_asked_about_that_account(coordinator):
    eva = assigned("eva")
    page = PageForm(coordinator.open(page_of(eva))).values
    tools = {name: page[name] for name in ("_selected_action", "_seen_rows")}

    asked = coordinator.client.post(ACCOUNTS, {**tools, "action": "give_one_time_password"}).content.decode()

    assert "Ge ett nytt engångslösenord?" in asked and "eva" in asked
    assert "Engångslösenord som inte är använt" not in coordinator.open(page_of(eva))
    assert "<code>" in coordinator.answer(ACCOUNTS, asked)
    assert "Engångslösenord som inte är använt" in coordinator.open(page_of(eva))


def test_accounts_are_not_found_by_their_passwords(coordinator):
    eva = assigned("eva")

    right, wrong = (
        coordinator.client.get(ACCOUNTS, {"password__startswith": start}) for start in (eva.password[:3], "x")
    )

    assert right.url == wrong.url == f"{ACCOUNTS}?e=1"


def test_the_list_names_its_filters_and_holds_every_account_on_one_page(coordinator):
    assigned("eva", "editor", "alfa")
    assigned("ek", "editor", "beta")
    for number in range(120):
        User.objects.create(username=f"konto-{number}", is_staff=True)

    page = coordinator.open(ACCOUNTS)

    assert "Efter förvaltning" in page and "för förvaltningen" not in page
    assert page.count('name="_selected_action"') == User.objects.count()


def test_one_more_assignment_is_added_by_its_name(coordinator):
    answer = coordinator.client.get(page_of(assigned("eva")))

    [rows] = answer.context["inline_admin_formsets"]
    assert json.loads(rows.inline_formset_data)["options"]["addText"] == "Lägg till uppdrag"


# --- What others did with the way in ---------------------------------------------------------------------


def start_page_of(user: User) -> str:
    return Editor(log_in(Client(), User.objects.get(pk=user.pk))).open("/redaktion/")


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("give_one_time_password", "Du fick ett nytt engångslösenord"),
        ("remove_second_factor", "Din andra faktor togs bort"),
    ],
)
def test_who_was_let_in_by_somebody_else_is_told_who_and_when(coordinator, action, told):
    User.objects.filter(username="kim").update(first_name="Kim", last_name="Ek")
    eva, per = assigned("eva", "editor", "alfa"), assigned("per", "editor", "alfa")
    for one in (eva, per):
        log_in(Client(), one)
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=eva, type=kind, data={})

    coordinator.answer(ACCOUNTS, coordinator.act(ACCOUNTS, action, eva))

    page = start_page_of(eva)
    assert page.count(f"<strong>{told}</strong>") == 1
    assert f"Ändrat {day(timezone.localdate())} av Kim Ek" in page
    assert told not in start_page_of(per)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)):
        assert told not in start_page_of(eva)


def test_her_first_password_and_what_she_does_herself_are_no_news(coordinator):
    coordinator.send(
        f"{ACCOUNTS}add/", username="eva", **given("editor", administration=administration("alfa").pk)
    )
    eva = User.objects.get(username="eva")
    log_in(Client(), eva)
    AuditEntry.objects.create(
        at=timezone.now(),
        user=eva,
        act="Andra faktorn: app med koder borttagen",
        content_type=ContentType.objects.get_for_model(User),
        object_id=eva.pk,
    )

    assert "Din inloggning är ändrad" not in start_page_of(eva)


def test_what_a_command_did_is_told_too(coordinator):
    eva = assigned("eva", "editor", "alfa")
    log_in(Client(), eva)
    call_command("one_time_password", "eva")

    assert "av den som sköter driften" in start_page_of(eva)
