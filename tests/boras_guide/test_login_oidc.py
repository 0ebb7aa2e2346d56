"""Logging in through the city's identity provider: who gets in, and whose answers are not believed."""

import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from boras_guide.login.models import OneTimePassword
from boras_guide.login.oidc import ENDPOINTS, CityAdapter, NotBelieved
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, KEY_ID, IdentityProvider, Key, answering
from tests.processes import manage

DESK = "/redaktion/"


@pytest.fixture(scope="module")
def running_provider() -> Iterator[IdentityProvider]:
    provider = IdentityProvider(Key())
    with answering(provider):
        yield provider


@pytest.fixture
def provider(running_provider, settings) -> IdentityProvider:
    running_provider.tell_truth()
    settings.OIDC_ISSUER = running_provider.issuer
    settings.OIDC_CLIENT_ID = CLIENT_ID
    settings.OIDC_CLIENT_SECRET = CLIENT_SECRET
    return running_provider


@pytest.fixture(scope="module")
def strange_key() -> Key:
    return Key()


@pytest.fixture
def anna(db) -> User:
    return User.objects.create_user("anna", "anna@boras.example", is_staff=True)


def begin(client: Client, **query: str) -> HttpResponse:
    return client.get(reverse("openid_connect_login"), query)


def come_back(client: Client, code: str, state: str) -> HttpResponse:
    return client.get(reverse("openid_connect_callback"), {"code": code, "state": state})


def log_in(client: Client, provider: IdentityProvider, **query: str) -> HttpResponse:
    return come_back(client, *provider.code_for(begin(client, **query)["Location"]))


def assert_refused(response: HttpResponse, client: Client, status: int = 401) -> None:
    assert response.status_code == status
    assert "<h1>" in response.text
    assert "Till inloggningen" in response.text
    assert "_auth_user_id" not in client.session
    assert client.get(DESK).status_code == 302


# --- The right one gets in ---------------------------------------------------------------------------


def test_the_account_made_for_her_is_found_by_her_address_and_then_by_who_she_is(provider, anna, client):
    response = log_in(client, provider, next="/redaktion/support/")
    assert (response.status_code, response["Location"]) == (302, "/redaktion/support/")
    assert client.get(DESK).status_code == 200, "the city has asked for her second factor"
    link = SocialAccount.objects.get(user=anna)
    assert (link.provider, link.uid, link.extra_data) == (provider.issuer, "a-1", {})

    provider.person = {"sub": "a-1", "email": "nytt.namn@boras.example"}
    again = Client()
    assert log_in(again, provider).status_code == 302
    assert again.get(DESK).wsgi_request.user == anna
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_who_comes_by_the_city_need_not_exchange_a_password_that_she_never_used(provider, anna, client):
    OneTimePassword.objects.give(anna, at=timezone.now())

    log_in(client, provider)

    assert client.get(DESK).status_code == 200


def test_she_is_sent_to_the_provider_with_proof_of_her_own(provider, client, db):
    question = parse_qs(urlsplit(begin(client)["Location"]).query)
    assert question["redirect_uri"] == ["http://testserver/redaktion/oidc/callback/"]
    assert set(question["scope"][0].split()) == {"openid", "profile", "email"}
    assert question["code_challenge_method"] == ["S256"]
    assert len(question["nonce"][0]) == 64
    assert len(question["state"][0]) >= 40
    assert begin(Client(), scope="admin", auth_params="prompt=none")["Location"].count("prompt") == 0


def test_it_leads_back_to_no_other_site(provider, anna, client):
    assert log_in(client, provider, next="https://example.com/")["Location"] == DESK


def test_what_the_user_info_does_not_say_the_token_may(provider, anna, client):
    provider.claims = {"email": "anna@boras.example", "email_verified": True}
    provider.person = {"sub": "a-1"}
    assert log_in(client, provider).status_code == 302


def test_a_token_for_several_services_says_that_it_is_for_this_one(provider, anna, client):
    provider.claims = {"aud": [CLIENT_ID, "annan"], "azp": CLIENT_ID}
    assert log_in(client, provider).status_code == 302


def test_clocks_may_differ_a_little(provider, anna, client):
    provider.claims = {"iat": time.time() + 15, "nbf": time.time() + 15}
    assert log_in(client, provider).status_code == 302


@pytest.mark.parametrize("shown", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}])
def test_a_second_factor_can_be_asked_for(provider, anna, client, settings, shown):
    settings.OIDC_REQUIRED_AMR = ["mfa", "hwk"]
    provider.claims = {"amr": ["pwd"], "acr": "1"}
    assert_refused(log_in(client, provider), client)
    provider.claims = shown
    assert log_in(client, provider).status_code == 302


def test_a_provider_that_never_says_verified_can_be_trusted_by_the_operator(provider, anna, client, settings):
    settings.OIDC_TRUST_EMAIL = True
    provider.person = {"sub": "a-1", "email": "Anna@boras.example"}
    assert log_in(client, provider).status_code == 302


# --- Answers that are not believed -------------------------------------------------------------------


def signed_with_the_public_key(provider: IdentityProvider, claims: dict) -> str:
    """HS256, which jwt refuses to make with such a key: so by hand."""
    header = {"alg": "HS256", "typ": "JWT", "kid": KEY_ID}
    parts = [jwt.utils.base64url_encode(json.dumps(part).encode()) for part in (header, claims)]
    signature = hmac.digest(provider.key.as_pem(), b".".join(parts), hashlib.sha256)
    return b".".join([*parts, jwt.utils.base64url_encode(signature)]).decode()


def other_signature(token: str) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body}.{signature[::-1]}"


def other_body(provider: IdentityProvider, claims: dict) -> str:
    head, _, signature = provider.signed(claims).split(".")
    body = jwt.utils.base64url_encode(json.dumps(claims | {"sub": "b-2"}).encode()).decode()
    return f"{head}.{body}.{signature}"


FORGED_SIGNATURES: dict[str, Callable[[IdentityProvider, dict, Key], str]] = {
    "alg none": lambda provider, claims, _: jwt.encode(claims, None, algorithm="none"),
    "alg none with a key": lambda provider, claims, _: jwt.encode(
        claims, None, algorithm="none", headers={"kid": KEY_ID}
    ),
    "HS256 with the public key": lambda provider, claims, _: signed_with_the_public_key(provider, claims),
    "HS256 with the client's secret": lambda provider, claims, _: jwt.encode(
        claims, CLIENT_SECRET.ljust(32), algorithm="HS256", headers={"kid": KEY_ID}
    ),
    "RS384, which is not on the list": lambda provider, claims, _: jwt.encode(
        claims, provider.key.private, algorithm="RS384", headers={"kid": KEY_ID}
    ),
    "another key by the same name": lambda provider, claims, strange: jwt.encode(
        claims, strange.private, algorithm="RS256", headers={"kid": KEY_ID}
    ),
    "a key brought along": lambda provider, claims, strange: jwt.encode(
        claims,
        strange.private,
        algorithm="RS256",
        headers={"kid": "min-egen", "jwk": strange.as_jwk("min-egen"), "jku": "http://127.0.0.1:1/"},
    ),
    "an unknown key": lambda provider, claims, _: provider.signed(claims, kid="nyckel-2"),
    "no key named": lambda provider, claims, _: jwt.encode(claims, provider.key.private, algorithm="RS256"),
    "a broken signature": lambda provider, claims, _: other_signature(provider.signed(claims)),
    "another body": lambda provider, claims, _: other_body(provider, claims),
    "not a token": lambda provider, claims, _: "abc",
    "no text": lambda provider, claims, _: {"sub": "a-1"},
    "nothing": lambda provider, claims, _: None,
}


@pytest.mark.parametrize("forged", FORGED_SIGNATURES)
def test_a_token_that_the_provider_did_not_sign_is_refused(provider, anna, client, strange_key, forged):
    provider.sign = lambda claims: FORGED_SIGNATURES[forged](provider, claims, strange_key)
    assert_refused(log_in(client, provider), client)


@pytest.mark.parametrize("meant_for", [{"use": "enc"}, {"alg": "PS256"}])
def test_a_key_that_is_meant_for_something_else_is_not_used(provider, anna, client, meant_for):
    keys = {"keys": [provider.key.as_jwk(KEY_ID) | meant_for]}
    provider.raw["/keys"] = json.dumps(keys).encode()
    assert_refused(log_in(client, provider), client)


@pytest.mark.parametrize("meant_for", [{}, {"alg": "PS256"}])
def test_ps256_is_as_good(provider, anna, client, meant_for):
    keys = {"keys": [provider.key.as_jwk(KEY_ID) | meant_for]}
    provider.raw["/keys"] = json.dumps(keys).encode()
    provider.sign = lambda claims: jwt.encode(
        claims, provider.key.private, algorithm="PS256", headers={"kid": KEY_ID}
    )
    assert log_in(client, provider).status_code == 302


FALSE_CLAIMS = {
    "another service": {"aud": "annan"},
    "several services, for whom unsaid": {"aud": [CLIENT_ID, "annan"]},
    "made for another service": {"azp": "annan"},
    "several services, made for another": {"aud": [CLIENT_ID, "annan"], "azp": "annan"},
    "for nobody": {"aud": None},
    "another issuer": {"iss": "https://example.com"},
    "another tenant of the issuer": {"iss": "{issuer}/annan-kommun"},
    "no issuer": {"iss": None},
    "another nonce": {"nonce": "0" * 64},
    "no nonce": {"nonce": None},
    "an empty nonce": {"nonce": ""},
    "a nonce that is no text": {"nonce": ["0"]},
    "expired": {"exp": -120},
    "never expires": {"exp": None},
    "issued in the future": {"iat": 3600},
    "issued no time": {"iat": None},
    "not valid yet": {"nbf": 3600},
    "about nobody": {"sub": None},
}


@pytest.mark.parametrize("false", FALSE_CLAIMS)
def test_a_token_that_says_something_else_is_refused(provider, anna, client, false):
    provider.claims = {
        name: (time.time() + value if isinstance(value, int) else value)
        if not isinstance(value, str)
        else value.format(issuer=provider.issuer)
        for name, value in FALSE_CLAIMS[false].items()
    }
    assert_refused(log_in(client, provider), client)


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "b-2", "email": "anna@boras.example", "email_verified": True},
        {"email": "anna@boras.example", "email_verified": True},
        ["anna"],
    ],
)
def test_details_of_somebody_else_than_the_token_is_about_are_refused(provider, anna, client, person):
    provider.claims, provider.person = {"sub": "a-1"}, {"sub": "a-1"}
    code, state = provider.code_for(begin(client)["Location"])
    provider.raw["/me"] = json.dumps(person).encode()
    assert_refused(come_back(client, code, state), client)


def test_an_answer_is_good_for_one_time(provider, anna, client):
    location = begin(client)["Location"]
    code, state = provider.code_for(location)
    assert come_back(client, code, state).status_code == 302
    client.post(reverse("account_logout"))
    assert_refused(come_back(client, code, state), client)
    assert_refused(come_back(client, provider.code_for(location)[0], state), client)


def test_an_answer_meant_for_another_browser_is_refused(provider, anna, client):
    code, state = provider.code_for(begin(Client())["Location"])
    assert_refused(come_back(client, code, state), client)


def test_a_code_that_somebody_else_was_given_is_refused(provider, anna, client):
    stolen, _ = provider.code_for(begin(Client())["Location"])
    _, state = provider.code_for(begin(client)["Location"])
    assert_refused(come_back(client, stolen, state), client)


def test_a_provider_that_calls_itself_something_else_is_refused(provider, anna, client):
    provider.discovery = {"issuer": "https://example.com"}
    assert_refused(begin(client), client)


def test_a_provider_by_https_that_leads_to_plain_http_is_refused(settings):
    settings.OIDC_ISSUER = "https://example.com"
    adapter = CityAdapter(RequestFactory().get("/"))
    adapter._openid_config = {"issuer": settings.OIDC_ISSUER} | {
        name: f"https://example.com/{name}" for name in ENDPOINTS
    }
    assert adapter.access_token_url == "https://example.com/token_endpoint"
    adapter._openid_config["jwks_uri"] = "http://example.com/keys"
    with pytest.raises(NotBelieved):
        _ = adapter.access_token_url


def test_production_does_not_start_with_a_provider_by_plain_http(tmp_path):
    production = {"GUIDE_ENV": "production", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "guide.example"}
    started = manage("check", var=tmp_path, **production, OIDC_ISSUER="http://example.com")
    assert started.returncode != 0
    assert "OIDC_ISSUER must begin with https://" in started.stderr


def test_who_changes_her_mind_is_told_that_she_is_not_logged_in(provider, client, db):
    _, state = provider.code_for(begin(client)["Location"])
    query = {"error": "access_denied", "state": state}
    response = client.get(reverse("openid_connect_callback"), query)
    assert_refused(response, client, status=200)
    assert "Du avbröt inloggningen" in response.text


# --- People without an account -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "person",
    [
        {"email": "bo@boras.example", "email_verified": True},
        {"email": "anna@boras.example", "email_verified": False},
        {"email": "anna@boras.example", "email_verified": "true"},
        {"email": "anna@boras.example"},
        {"email": "", "email_verified": True},
        {"email": ["anna@boras.example"], "email_verified": True},
        {},
    ],
)
def test_nobody_gets_an_account_or_anothers_by_an_address_that_is_not_proved(provider, anna, client, person):
    provider.person = {"sub": "b-2", **person}
    response = log_in(client, provider)
    assert_refused(response, client, status=403)
    assert "Be den som samordnar redaktionen" in response.text
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("closed", [{"is_active": False}, {"is_staff": False}])
def test_a_closed_account_stays_closed(provider, anna, client, closed):
    User.objects.update(**closed)
    assert_refused(log_in(client, provider), client, status=403)
    assert not SocialAccount.objects.exists()
    SocialAccount.objects.create(user=anna, provider=provider.issuer, uid="a-1")
    assert_refused(log_in(client, provider), client, status=403)


def test_an_address_that_two_accounts_share_is_nobodys(provider, anna, client):
    User.objects.create_user("anna2", "ANNA@boras.example", is_staff=True)
    assert_refused(log_in(client, provider), client, status=403)


def test_an_account_that_is_linked_is_not_given_to_the_next_with_its_address(provider, anna, client):
    assert log_in(client, provider).status_code == 302
    provider.person = {"sub": "b-2", "email": "anna@boras.example", "email_verified": True}
    assert_refused(log_in(Client(), provider), Client(), status=403)


def test_a_link_holds_for_the_issuer_it_was_made_with(provider, anna, client):
    SocialAccount.objects.create(user=anna, provider="https://example.com", uid="a-1")
    provider.person = {"sub": "a-1"}
    assert_refused(log_in(client, provider), client, status=403)


# --- The provider is away ----------------------------------------------------------------------------


def test_without_a_provider_in_the_settings_there_is_no_such_login(client, db):
    assert begin(client).status_code == 404
    assert come_back(client, "x", "y").status_code == 404
    assert reverse("openid_connect_login") not in client.get(reverse("account_login")).text


def test_when_it_is_away_the_page_says_what_to_do_instead(provider, anna, client, settings):
    assert reverse("openid_connect_login") in client.get(reverse("account_login")).text
    settings.OIDC_ISSUER = "http://127.0.0.1:1"
    response = begin(client)
    assert_refused(response, client, status=503)
    assert "Försök igen om en stund, eller logga in med användarnamn och lösenord" in response.text
    assert reverse("openid_connect_login") in client.get(reverse("account_login")).text


@pytest.mark.parametrize(
    ("path", "nonsense"),
    [
        *itertools.product(
            ["/.well-known/openid-configuration", "/token", "/keys", "/me"], [b"<html>", b"[]", b"{}"]
        ),
        ("/keys", b'{"keys": [1]}'),
        ("/token", b'{"access_token": "x", "expires_in": "snart"}'),
    ],
)
def test_nonsense_is_an_answer_that_is_not_believed(provider, anna, client, path, nonsense):
    code, state = provider.code_for(begin(client)["Location"])
    provider.raw[path] = nonsense
    response = come_back(client, code, state)
    assert_refused(response, client, status=response.status_code)
    assert response.status_code in {401, 503}


def test_the_log_says_why_but_not_who(provider, anna, client, caplog):
    provider.claims = {"nonce": "0" * 64}
    log_in(client, provider)
    assert "made for another try to log in" in caplog.text
    assert "anna" not in caplog.text
    assert provider.issuer not in caplog.text
