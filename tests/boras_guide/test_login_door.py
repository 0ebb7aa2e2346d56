"""Who has not come all the way in reaches nothing of the desk; who has, stays in for as long as she works."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, get_resolver

from boras_guide.login.middleware import OPEN, TAKING
from boras_guide.login.session import Step
from tests import factories
from tests.login import log_in

MORNING = datetime.datetime(2026, 11, 20, 7, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
DESK = "/redaktion/"
INSIDE = f"{DESK}jsi18n/"  # quick to make
FETCH = {"sec-fetch-mode": "cors"}


@pytest.fixture
def editor(db) -> User:
    return User.objects.create_superuser("lisa", password="fyra gula cyklar i regn")


def addresses_of_the_desk(row: int) -> dict[str, str]:
    """Every address there is under /redaktion/, and its name, with a row that exists."""

    def walk(patterns: list, path: str = ""):
        for pattern in patterns:
            here = path + str(pattern.pattern).strip("^$")
            if isinstance(pattern, URLPattern):
                yield here, pattern.name
            else:
                yield from walk(pattern.url_patterns, here)

    def example(route: str) -> str:
        route = re.sub(
            r"<slug:kind>|<slug:language>", lambda found: "offering" if "kind" in found[0] else "sv", route
        )
        route = re.sub(r"\(\?P<app_label>(\w+)[^)]*\)", r"\1", route).replace("(?P<url>.*)", "nonsense/")
        return "/" + re.sub(r"<[^>]+>|\(\[\^/\]\+\)", str(row), route).replace("$", "").replace("^", "")

    found = {}
    for route, name in walk(get_resolver().url_patterns):
        if route.startswith("redaktion/"):
            found.setdefault(example(route), name)  # the first is the one that answers
    return found


@pytest.mark.parametrize("step", [None, Step.PASSWORD, Step.FACTOR])
def test_nobody_who_is_on_her_way_in_reaches_anything_of_the_desk(client, editor, step):
    offering = factories.offering("babycafe")
    if step:
        log_in(client, editor, step)
    addresses = addresses_of_the_desk(offering.pk)
    needed = OPEN | set(TAKING.get(step, ()))
    behind = [path for path, name in addresses.items() if name not in needed]

    assert len(behind) > 150
    reached = [
        path
        for path in behind
        for answer in (client.get(path), client.post(path), client.get(path, headers=FETCH))
        if answer.status_code not in {302, 401, 403}
    ]
    assert reached == []


def test_who_is_in_reaches_them(admin_client):
    offering = factories.offering("babycafe")
    paths = ["", "jsi18n/", "varfor/", f"visa/offering/{offering.pk}/sv/", "support/offering/", "2fa/"]

    assert [admin_client.get(DESK + path).status_code for path in paths] == [200] * len(paths)


def test_a_script_of_the_page_is_told_and_not_led_elsewhere(client, admin_client):
    assert client.post(f"{DESK}markdown/", {"text": "hej"}, headers=FETCH).status_code == 401
    assert (
        client.get(f"{DESK}autocomplete/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 401
    )
    assert client.get(DESK, headers={"sec-fetch-mode": "navigate"}).status_code == 302
    assert admin_client.post(f"{DESK}markdown/", {"text": "hej"}, headers=FETCH).status_code == 200


def test_a_second_factor_set_up_elsewhere_is_needed_in_a_session_that_began_without(client, editor):
    log_in(client, editor, Step.FACTOR)
    assert client.get(f"{DESK}2fa/webauthn/add/").status_code == 302  # to say again who she is
    TOTP.activate(editor, generate_totp_secret())

    assert client.get(f"{DESK}2fa/webauthn/add/")["Location"].startswith(f"{DESK}login/")


def test_who_removes_her_last_second_factor_sets_up_another_before_anything_else(client, editor):
    log_in(client, editor)
    factor = TOTP.activate(editor, generate_totp_secret()).instance
    confirmed = {"password": "fyra gula cyklar i regn", "next": f"{DESK}2fa/totp/deactivate/"}
    client.post(f"{DESK}reauthenticate/", confirmed)

    client.post(f"{DESK}2fa/totp/deactivate/")

    assert not type(factor).objects.exists()
    assert client.get(INSIDE)["Location"] == f"{DESK}2fa/"


def test_a_stolen_session_cannot_change_the_second_factor_without_the_password(client, editor):
    log_in(client, editor)
    TOTP.activate(editor, generate_totp_secret())

    for path in "totp/deactivate/", "webauthn/add/", "recovery-codes/generate/":
        assert "reauthenticate" in client.post(f"{DESK}2fa/{path}")["Location"]


# --- How long ---------------------------------------------------------------------------------------------


def test_after_half_an_hour_away_she_logs_in_again_and_comes_back(editor):
    page = f"{DESK}support/topic/add/?_popup=1"
    with time_machine.travel(MORNING, tick=False) as clock:
        client = log_in(Client(), editor)
        clock.shift(30 * MINUTE)
        assert client.get(page).status_code == 200
        clock.shift(31 * MINUTE)
        answer = client.post(page, {"title_sv": "Lek"})

        assert (
            answer["Location"] == f"{DESK}login/?next=/redaktion/support/topic/add/%3F_popup%3D1&varfor=borta"
        )
        login = client.get(answer["Location"]).content.decode()
        assert "Du har varit borta i mer än 30 minuter." in login
        assert 'name="next" value="/redaktion/support/topic/add/?_popup=1"' in login
        assert client.get(INSIDE).status_code == 302


def test_after_eight_hours_she_logs_in_again_however_busy_she_is(editor):
    with time_machine.travel(MORNING, tick=False) as clock:
        client = log_in(Client(), editor)
        for _ in range(24):
            clock.shift(20 * MINUTE)
            assert client.get(INSIDE).status_code == 200
        clock.shift(MINUTE)

        assert client.get(INSIDE)["Location"].endswith("varfor=lange")


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "!"}])
def test_a_session_ends_when_the_account_is_closed_or_gets_another_password(client, editor, change):
    log_in(client, editor)
    assert client.get(INSIDE).status_code == 200

    User.objects.update(**change)

    answer = client.get(INSIDE)
    assert answer["Location"].endswith("varfor=slut")
    assert "Du är inte inloggad längre." in client.get(answer["Location"]).content.decode()
    User.objects.update(is_active=True, is_staff=True)
    assert client.get(INSIDE).status_code == 302


@pytest.mark.parametrize("closed", ["is_active", "is_staff"])
def test_no_other_session_lives_again_when_one_has_met_the_closed_account(editor, closed):
    here, there = log_in(Client(), editor), log_in(Client(), editor)
    other = log_in(Client(), factories.assigned("kim", "editor", "alfa"))

    User.objects.filter(pk=editor.pk).update(**{closed: False})
    assert here.get(INSIDE).status_code == 302
    User.objects.filter(pk=editor.pk).update(**{closed: True})

    assert there.get(INSIDE).status_code == 302
    assert other.get(INSIDE).status_code == 200


def test_her_own_new_password_ends_her_other_sessions_only(editor):
    here, there = log_in(Client(), editor), log_in(Client(), editor)
    new = {"oldpassword": "fyra gula cyklar i regn", "password1": "fem röda bussar i sol"}

    here.post(f"{DESK}password/change/", new | {"password2": "fem röda bussar i sol"})

    assert here.get(f"{DESK}2fa/").status_code == 200
    assert there.get(f"{DESK}2fa/").status_code == 302


def test_reading_the_desk_writes_her_session_at_most_once_a_minute(editor, django_assert_num_queries):
    with time_machine.travel(MORNING, tick=False) as clock:
        client = log_in(Client(), editor)
        clock.shift(30)
        with django_assert_num_queries(2):  # her session, herself
            client.get(INSIDE)
        clock.shift(31)
        client.get(INSIDE)
        with django_assert_num_queries(2):
            client.get(INSIDE)


def test_a_form_from_before_she_logged_in_again_says_where_its_text_is(editor):
    client = log_in(Client(enforce_csrf_checks=True), editor)

    answer = client.post(f"{DESK}support/topic/add/", {"title_sv": "Lek"})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "finns kvar i den här webbläsaren" in page
    assert 'href="/redaktion/support/topic/add/"' in page
