"""Logging in to the desk: a password, and something that only she has. The first time, both are chosen."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from boras_guide.login.models import OneTimePassword
from boras_guide.login.passwords import LocalWordsValidator
from tests.login import code_of_app, log_in
from tests.support.editor import Editor

LOGIN, USERS = "/redaktion/login/", "/redaktion/auth/user/"
PASSWORD = "fyra gula cyklar i regn"
SECRET = generate_totp_secret()
INSIDE = "/redaktion/jsi18n/"  # of the desk, and quick to make
NOON = "2026-11-20 12:00:10+01:00"


@pytest.fixture
def editor(db) -> User:
    """With a password and an app."""
    user = User.objects.create_user("lisa", password=PASSWORD, is_staff=True, is_superuser=True)
    TOTP.activate(user, SECRET)
    return user


def give_password(client: Client, password: str = PASSWORD, **form: str):
    return client.post(LOGIN, {"login": "lisa", "password": password, **form})


def give_code(client: Client, code: str):
    return client.post("/redaktion/2fa/authenticate/", {"code": code})


def words(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- In --------------------------------------------------------------------------------------------------


@time_machine.travel(NOON, tick=False)
def test_a_password_and_a_code_lead_to_the_page_that_was_asked_for(client, editor):
    assert client.get("/redaktion/support/topic/")["Location"] == f"{LOGIN}?next=/redaktion/support/topic/"

    asked = give_password(client, next="/redaktion/support/topic/")
    assert asked["Location"] == "/redaktion/2fa/authenticate/"
    answer = give_code(client, code_of_app(SECRET))

    assert answer["Location"] == "/redaktion/support/topic/"
    assert client.get(INSIDE).status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_host(client, editor, elsewhere):
    Authenticator.objects.all().delete()

    assert "example" not in client.get(LOGIN, {"next": elsewhere}).content.decode()
    assert give_password(client, next=elsewhere)["Location"] == "/redaktion/"


def test_a_wrong_password_says_the_same_as_an_unknown_name(client, editor):
    wrong = words(give_password(client, "fel"))
    unknown = words(client.post(LOGIN, {"login": "nobody", "password": "fel"}))

    assert "Användarnamnet eller lösenordet stämmer inte." in wrong
    assert unknown == wrong


def test_a_code_is_good_for_one_time_even_while_the_app_still_shows_it(editor):
    with time_machine.travel(NOON, tick=False) as clock:
        code = code_of_app(SECRET)
        first, second = Client(), Client()
        for client in first, second:
            give_password(client)
        assert give_code(first, code).status_code == 302
        for _ in range(3):
            assert "redan använd" in words(give_code(second, f" {code[:3]} {code[3:]}"))
            clock.shift(20)  # longer than the library remembers, shorter than it accepts
        assert second.get(INSIDE).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_the_code_that_set_the_app_up_does_not_log_in_as_well(client, editor):
    Authenticator.objects.all().delete()
    give_password(client)
    page = client.get("/redaktion/2fa/totp/activate/").content.decode()
    code = code_of_app(re.search(r'login-secret">([^<]+)<', page)[1].replace(" ", ""))
    assert client.post("/redaktion/2fa/totp/activate/", {"code": code}).status_code == 302

    other = Client()
    give_password(other)

    assert give_code(other, code).status_code == 200


def test_a_recovery_code_is_good_once_and_says_how_many_are_left(editor):
    first, second = Client(), Client()
    code = RecoveryCodes.activate(editor).get_unused_codes()[0]
    for client in first, second:
        give_password(client)

    give_code(first, code)

    assert "Du har 9 kvar" in words(first.get("/redaktion/"))
    assert give_code(second, code).status_code == 200


def test_what_is_stored_of_the_second_factor_is_of_no_use_to_who_reads_the_database(editor):
    RecoveryCodes.activate(editor)

    stored = [str(row.data) for row in Authenticator.objects.all()]

    assert len(stored) == 2
    assert not any(SECRET in text for text in stored)
    assert all("gAAAA" in text for text in stored)  # Fernet


def test_who_comes_in_by_key_when_the_secret_key_is_another_is_told_what_to_make_anew(
    client, editor, settings
):
    RecoveryCodes.activate(editor)
    settings.SECRET_KEY = "another " * 10
    log_in(client, editor)
    session = client.session
    records = [{"method": "mfa", "type": "webauthn", "at": time.time()}]
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(editor.pk)
    session.save()
    codes = "/redaktion/2fa/recovery-codes/"

    own = words(client.get("/redaktion/2fa/"))
    assert "Ta bort appen här och lägg in den på nytt" in own
    assert "De du har fungerar inte längre" in own
    assert client.get(codes)["Location"] == f"{codes}generate/"
    assert "De du har fungerar inte längre" in words(client.get(f"{codes}generate/"))

    assert client.post(f"{codes}generate/")["Location"] == codes
    assert len(re.findall(r"<code>\d{8}</code>", client.get(codes).content.decode())) == 10
    assert client.get("/redaktion/2fa/totp/deactivate/").status_code == 200
    client.post("/redaktion/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(type="totp").exists()


def test_with_another_secret_key_the_page_says_what_to_do(client, editor, settings):
    settings.SECRET_KEY = "another " * 10
    give_password(client)

    assert "går inte att läsa" in words(give_code(client, "123456"))


@pytest.mark.parametrize("flag", ["is_staff", "is_active"])
def test_who_may_not_work_at_the_desk_does_not_get_in(client, editor, flag):
    Authenticator.objects.all().delete()
    User.objects.update(**{flag: False})

    answer = give_password(client)

    assert client.get(INSIDE).status_code == 302
    assert "example" not in words(answer)
    assert "_auth_user_id" not in client.session


def test_logging_out_is_a_button_and_not_an_address(client, editor):
    log_in(client, editor)
    client.get("/redaktion/logout/")
    assert client.get(INSIDE).status_code == 200

    assert client.post("/redaktion/logout/")["Location"] == LOGIN
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "social/connections/",
     "login/code/", "login/code/confirm/", "2fa/recovery-codes/download/", "2fa/webauthn/signup/", "accounts/login/"],
)  # fmt: skip
def test_what_the_library_has_more_of_is_not_there(admin_client, path):
    assert admin_client.get(f"/redaktion/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "password/change/", "totp/activate/", "webauthn/add/"])
def test_its_pages_keep_the_desks_policy_and_are_kept_nowhere(client, editor, path):
    log_in(client, editor)
    Authenticator.objects.all().delete()
    client.session.save()

    answer = client.get(f"/redaktion/2fa/{path}" if path != "password/change/" else f"/redaktion/{path}")

    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]


# --- The first time ------------------------------------------------------------------------------------------


def test_a_one_time_password_leads_to_an_own_one_then_to_a_second_factor_then_to_the_desk(
    client, db, django_capture_on_commit_callbacks
):
    user = User.objects.create_superuser("lisa")
    given = OneTimePassword.objects.give(user, at=timezone.now())

    give_password(client, given)
    assert client.get(INSIDE)["Location"] == "/redaktion/password/change/"
    choose = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/redaktion/password/change/", choose).status_code == 302
    assert client.get(INSIDE)["Location"] == "/redaktion/2fa/"
    page = client.get("/redaktion/2fa/totp/activate/").content.decode()
    assert "<svg" in page and "data:" not in page
    secret = re.search(r'login-secret">([^<]+)<', page)[1].replace(" ", "")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/redaktion/2fa/totp/activate/", {"code": code_of_app(secret)})
    shown = client.get("/redaktion/2fa/recovery-codes/")

    assert len(re.findall(r"<code>\d{8}</code>", shown.content.decode())) == 10
    assert not re.findall(r"<code>", client.get("/redaktion/2fa/recovery-codes/").content.decode())
    assert client.get(INSIDE).status_code == 200
    assert not OneTimePassword.objects.exists()
    assert not Client().login(username="lisa", password=given)


def test_who_lost_her_password_but_not_her_phone_chooses_a_password_only(client, editor):
    given = OneTimePassword.objects.give(editor, at=timezone.now())
    give_password(client, given)
    give_code(client, code_of_app(SECRET))

    assert client.get(INSIDE)["Location"] == "/redaktion/password/change/"
    assert client.get("/redaktion/2fa/").status_code == 302
    client.post("/redaktion/password/change/", {"password1": PASSWORD, "password2": PASSWORD})

    assert client.get(INSIDE).status_code == 200


def test_after_two_weeks_a_one_time_password_is_too_old(client, db):
    user = User.objects.create_superuser("lisa")
    given = OneTimePassword.objects.give(user, at=timezone.now() - OneTimePassword.VALID)

    answer = give_password(client, given)

    assert "för gammalt" in words(client.get(answer["Location"]))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "minst 15"),
        ("123456789012345", "numeriskt"),
        ("Förskolan-Borås-2026", "lätta att gissa"),
        ("F0raldraskapsguiden!", "lätta att gissa"),
        ("", "måste fyllas i"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_and_told_why(client, editor, password, why):
    log_in(client, editor, step="password")

    answer = client.post("/redaktion/password/change/", {"password1": password, "password2": password})

    assert why in words(answer)


def test_a_long_sentence_may_speak_of_work():
    LocalWordsValidator().validate("boras regnar alltid på mina cyklar")
    with pytest.raises(ValidationError):
        LocalWordsValidator().validate("Borås kommun sommaren 2026")


def test_the_one_time_password_itself_is_no_own_password(client, db):
    user = User.objects.create_superuser("lisa")
    given = OneTimePassword.objects.give(user, at=timezone.now())
    give_password(client, given)

    answer = client.post("/redaktion/password/change/", {"password1": given, "password2": given})

    assert "Välj ett annat lösenord" in words(answer)


def test_who_does_not_know_the_password_learns_nothing_by_trying_to_change_it(client, editor):
    log_in(client, editor)
    page = "/redaktion/password/change/"

    answer = client.post(page, {"oldpassword": "fel", "password1": PASSWORD, "password2": PASSWORD})
    assert "Välj ett annat lösenord" not in words(answer)

    answer = client.post(page, {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD})
    assert "Välj ett annat lösenord" in words(answer)


# --- For who is locked out -------------------------------------------------------------------------------------


def test_the_operator_makes_the_first_account_and_new_passwords(client, db, capsys):
    call_command("one_time_password", "lisa", "--new")
    password = re.search(r"password  (\S+)", capsys.readouterr().out)[1]

    assert give_password(client, password).status_code == 302
    assert client.get(INSIDE)["Location"] == "/redaktion/password/change/"
    with pytest.raises(CommandError, match="already"):
        call_command("one_time_password", "lisa", "--new")
    with pytest.raises(CommandError, match="no account"):
        call_command("one_time_password", "lsia")


def test_the_operator_sets_no_password_that_would_stay(editor):
    with pytest.raises(CommandError, match="one_time_password lisa"):
        call_command("changepassword", "lisa")

    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_the_coordinator_lets_a_colleague_in_again(admin_client, editor):
    colleague = log_in(Client(), editor)

    asked = Editor(admin_client).act(USERS, "give_one_time_password", editor)
    assert "lisa" in asked and not OneTimePassword.objects.exists()
    page = Editor(admin_client).answer(USERS, asked)

    password = re.search(r"<code>([a-z0-9-]{23})</code>", page)[1]
    assert colleague.get(INSIDE).status_code == 302
    assert give_password(Client(), password)["Location"] == "/redaktion/2fa/authenticate/"


def test_and_takes_away_a_lost_phone(admin_client, editor):
    colleague = log_in(Client(), editor)

    asked = Editor(admin_client).act(USERS, "remove_second_factor", editor)
    assert "lisa" in asked and colleague.get(INSIDE).status_code == 200
    Editor(admin_client).answer(USERS, asked)

    assert colleague.get(INSIDE).status_code == 302
    give_password(colleague)
    assert colleague.get(INSIDE)["Location"] == "/redaktion/2fa/"


def test_nobody_does_so_with_her_own_account(admin_client, admin_user):
    for action in "give_one_time_password", "remove_second_factor":
        assert "Ditt eget konto rördes inte" in Editor(admin_client).act(USERS, action, admin_user)

    assert not OneTimePassword.objects.exists()
