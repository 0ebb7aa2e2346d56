"""Guessing at passwords and codes: few guesses reach the hasher, and the right person still gets in."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from allauth.account import auth_backends
from allauth.core import context
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from boras_guide.login import throttle
from boras_guide.login.adapter import AccountAdapter
from boras_guide.login.models import CacheEntry
from boras_guide.login.throttle import COOKIE, Bucket, TooManyTries, give_back, remember_browser, take
from support.models import AuditEntry

RIGHT, WRONG = "fyra olika ord i rad", "tre fel ord i rad"
NOW = 1_800_000_300  # five minutes into a quarter of an hour
GUESSES = 1000
AT_ONCE = 32
MOST = 20


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A quarter of an hour that does not end in the middle of a test."""
    clock = SimpleNamespace(now=NOW)
    monkeypatch.setattr(throttle, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


@pytest.fixture
def in_memory(settings) -> None:
    """A cache that threads of one process may share, empty."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "guesses"}}
    throttle.cache.clear()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that has reached the hasher."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return passwords


@pytest.fixture
def accounts(monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    """A thousand accounts that threads may look up, and fail to log in to, without a database."""
    password = make_password(RIGHT)
    users = {
        f"namn{number}": User(pk=number, username=f"namn{number}", password=password)
        for number in range(GUESSES)
    }
    monkeypatch.setattr(auth_backends, "get_user_by_username", users.get)
    monkeypatch.setattr(user_login_failed, "receivers", [])
    return users


@pytest.fixture
def anna(db) -> User:
    return User.objects.create_user("anna", "anna@boras.example", RIGHT, is_staff=True)


def asked(address: str = "203.0.113.7", cookie: str = ""):
    request = RequestFactory().post("/redaktion/login/", REMOTE_ADDR=address)
    if cookie:
        request.COOKIES[COOKIE] = cookie
    return request


def cookie_of(user: User) -> str:
    response = HttpResponse()
    remember_browser(response, user)
    return response.cookies[COOKIE].value


def lets_in(name: str, password: str, **where: str) -> bool:
    try:
        return bool(AccountAdapter().authenticate(asked(**where), username=name, password=password))
    except ValidationError:
        return False


def in_parallel(work, tries) -> list:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(work, tries))


def log_in(client: Client, name: str, password: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": name, "password": password}, secure=True)


# --- Tickets ----------------------------------------------------------------------------------------


def looking(monkeypatch: pytest.MonkeyPatch, look) -> None:
    """What everybody sees of the cache before taking a ticket."""
    cache = throttle.cache
    late = SimpleNamespace(get_many=look, add=cache.add, set=cache.set, delete_many=cache.delete_many)
    monkeypatch.setattr(throttle, "cache", late)


def test_however_many_ask_at_once_there_are_no_more_tickets_than_there_are(in_memory, monkeypatch):
    everybody = threading.Barrier(AT_ONCE)

    def look(keys) -> dict:
        everybody.wait(timeout=30)  # all have seen that every ticket is there
        return {}

    def try_once(_: int) -> bool:
        try:
            return bool(take([Bucket("desk", 10)], NOW))
        except TooManyTries:
            return False

    looking(monkeypatch, look)
    assert sum(in_parallel(try_once, range(AT_ONCE))) == 10


@pytest.mark.parametrize("sees_it", [True, False])
def test_who_gets_no_ticket_from_one_bucket_takes_none_from_the_others(in_memory, monkeypatch, sees_it):
    account, desk = Bucket("account", 2), Bucket("desk", 1)
    if not sees_it:
        looking(monkeypatch, lambda keys: {})
    first = take([account, desk], NOW)
    with pytest.raises(TooManyTries):
        take([account, desk], NOW)
    give_back(first)
    assert take([account, desk], NOW)
    assert take([account], NOW)


def test_there_are_new_tickets_when_it_says_so(in_memory):
    take([Bucket("desk", 1)], NOW)
    with pytest.raises(TooManyTries) as refusal:
        take([Bucket("desk", 1)], NOW)
    with pytest.raises(TooManyTries):
        take([Bucket("desk", 1)], refusal.value.again_at - 1)
    assert take([Bucket("desk", 1)], refusal.value.again_at)


# --- A thousand guesses -----------------------------------------------------------------------------


@pytest.mark.parametrize("addresses", [1, GUESSES])
@pytest.mark.parametrize("names", [1, GUESSES])
def test_of_a_thousand_guesses_at_once_few_reach_the_hasher(in_memory, hashed, accounts, addresses, names):
    def guess(number: int) -> bool:
        address = f"2001:db8:{number % addresses:x}::1"
        return lets_in(f"namn{number % names}", WRONG, address=address)

    cookie = cookie_of(accounts["namn0"])
    assert not any(in_parallel(guess, range(GUESSES)))
    assert 0 < hashed.count(WRONG) <= MOST / 2  # twice as many where a quarter of an hour begins in between
    assert lets_in("namn0", RIGHT, address="2001:db8::1", cookie=cookie)


def test_guesses_from_one_address_leave_the_account_open_from_elsewhere(in_memory, accounts):
    for _ in range(GUESSES):
        lets_in("namn0", WRONG, address="203.0.113.7")
    assert not lets_in("namn0", RIGHT, address="203.0.113.7")
    assert lets_in("namn0", RIGHT, address="198.51.100.4")


def test_guesses_at_one_account_leave_the_others_open(in_memory, accounts):
    for number in range(GUESSES):
        lets_in("namn0", WRONG, address=f"2001:db8:{number:x}::1")
    assert not lets_in("namn0", RIGHT)
    assert lets_in("namn1", RIGHT)


def test_addresses_of_one_network_count_as_one(in_memory, hashed, accounts):
    for number in range(100):
        lets_in(f"namn{number}", WRONG, address=f"2001:db8::{number:x}")
    assert hashed.count(WRONG) == throttle.OF_ADDRESS


def test_an_address_is_the_same_however_it_is_written():
    assert throttle.sealed_address("::ffff:203.0.113.7") == throttle.sealed_address("203.0.113.7")
    assert throttle.sealed_address("::ffff:203.0.113.8") != throttle.sealed_address("203.0.113.7")
    assert throttle.sealed_address("fe80::1%eth0") == throttle.sealed_address("fe80::2")


def test_a_name_is_the_same_however_it_is_written(in_memory, hashed, accounts):
    for number, name in enumerate(itertools.islice(itertools.cycle(["namn0", "NAMN0", " Namn0 "]), 30)):
        lets_in(name, WRONG, address=f"2001:db8:{number:x}::1")
    assert hashed.count(WRONG) == throttle.AT_ACCOUNT


def test_the_right_password_uses_nothing_up(in_memory, accounts):
    assert all(lets_in("namn0", RIGHT) for _ in range(50))


def test_known_and_unknown_names_are_hashed_alike(in_memory, hashed, accounts):
    accounts["stadens"] = User(username="stadens", password=make_password(None))
    accounts["stangt"] = User(username="stangt", password=make_password(RIGHT), is_active=False)
    hashed.clear()
    for name in ("namn0", "okand", "stadens", "stangt"):
        lets_in(name, WRONG)
        assert len(hashed) == 1, name
        hashed.clear()


# --- A browser that has logged in before ------------------------------------------------------------


def test_a_known_browser_has_guesses_of_its_own_but_not_without_end(in_memory, hashed, accounts):
    cookie = cookie_of(accounts["namn0"])
    for _ in range(100):
        lets_in("namn0", WRONG, cookie=cookie)
    assert hashed.count(WRONG) == throttle.OF_KNOWN_BROWSER
    assert lets_in("namn0", RIGHT), "its guesses shut out nobody else"


def test_a_browser_is_known_only_to_the_account_it_has_logged_in_to(in_memory, hashed, accounts):
    cookie = cookie_of(accounts["namn1"])
    for _ in range(100):
        lets_in("namn0", WRONG, cookie=cookie)
    assert hashed.count(WRONG) == throttle.OF_ADDRESS


@pytest.mark.parametrize("cookie", ["", "x", "eyJicm93c2VyIjoiMSJ9:1abcde:forged"])
def test_a_made_up_cookie_is_nobodys(in_memory, hashed, accounts, cookie):
    for _ in range(100):
        lets_in("namn0", WRONG, cookie=cookie)
    assert hashed.count(WRONG) == throttle.OF_ADDRESS


def test_the_cookie_is_for_the_server_alone_and_says_nobodys_name(anna, client):
    assert COOKIE not in log_in(client, "anna", WRONG).cookies
    cookie = log_in(client, "anna", RIGHT).cookies[COOKIE]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")  # as the prefix __Host- demands
    known = throttle.signing.loads(cookie.value, salt=throttle.SALT)
    assert "anna" not in str(known)


# --- What somebody sees -----------------------------------------------------------------------------


def test_the_page_says_when_to_try_again_to_known_and_unknown_alike(anna):
    def last_of(name: str, address: str) -> HttpResponse:
        answers = [log_in(Client(REMOTE_ADDR=address), name, WRONG) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        return answers[-1]

    known, unknown = last_of("anna", "203.0.113.7"), last_of("ingen", "203.0.113.8")
    assert known["Retry-After"] == unknown["Retry-After"] == "600"
    said = known.context["form"].non_field_errors()
    assert said == unknown.context["form"].non_field_errors()
    assert "Vänta till klockan 09.15 och försök sedan igen" in str(said)
    assert said[0] in known.text


def test_the_audit_trail_is_told_once_that_it_is_closed_and_to_whom_but_no_made_up_name(anna):
    for name, address in (("Anna", "203.0.113.7"), ("hemlig", "203.0.113.8")):
        for _ in range(9):
            log_in(Client(REMOTE_ADDR=address), name, WRONG)

    told = [(one.act, one.object_name) for one in AuditEntry.objects.filter(act__contains="för många försök")]
    closed = "Inloggningen stängd en stund: för många försök från samma ställe"
    assert sorted(told) == [(closed, ""), (closed, "anna")]
    assert "hemlig" not in str(list(AuditEntry.objects.values_list()))


def test_who_has_logged_in_before_does_so_in_the_midst_of_it(anna, client):
    log_in(client, "anna", RIGHT)
    client.logout()
    client.cookies[COOKIE] = cookie_of(anna)  # logging out of the test client takes every cookie
    stranger = Client()
    assert [log_in(stranger, "anna", WRONG).status_code for _ in range(6)][-1] == 429
    assert log_in(stranger, "anna", RIGHT).status_code == 429
    assert log_in(client, "anna", RIGHT).status_code == 302


def test_the_cache_holds_neither_addresses_nor_names(anna):
    log_in(Client(REMOTE_ADDR="203.0.113.7"), "anna", WRONG)
    rows = str(list(CacheEntry.objects.values_list()))
    assert "login:address" in rows
    assert "203.0.113" not in rows
    assert "anna" not in rows


def test_saying_again_who_one_is_counts_too(anna, client, hashed):
    log_in(client, "anna", RIGHT)
    del client.cookies[COOKIE]
    hashed.clear()
    form = {"password": WRONG}
    statuses = [
        client.post(reverse("account_reauthenticate"), form, secure=True).status_code for _ in range(8)
    ]
    assert statuses == [200] * 5 + [429] * 3
    assert hashed.count(WRONG) == 5


# --- Codes ------------------------------------------------------------------------------------------


def test_of_a_thousand_codes_at_once_few_are_looked_at(in_memory):
    def try_once(_: int) -> bool:
        with context.request_context(asked()):
            try:
                return bool(check_rate_limit(User(pk=1)))
            except ValidationError:
                return False

    assert 0 < sum(in_parallel(try_once, range(GUESSES))) <= 10


def test_wrong_codes_after_the_right_password_soon_come_to_an_end(anna, client):
    TOTP.activate(anna, generate_totp_secret())
    assert log_in(client, "anna", RIGHT)["Location"] == reverse("mfa_authenticate")
    assert Authenticator.objects.filter(user=anna).exists()
    statuses = [
        client.post(reverse("mfa_authenticate"), {"code": f"{number:06}"}, secure=True).status_code
        for number in range(7)
    ]
    assert statuses == [200] * 5 + [429] * 2
    assert AuditEntry.objects.filter(act__endswith="för många försök att skriva en kod").count() == 1
