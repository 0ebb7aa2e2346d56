"""Logging in through the city's identity provider (OpenID Connect), where the settings name one.

allauth speaks the protocol: addresses, state, PKCE, code. It trusts the identity token because it came straight from
the provider, and has no nonce; what the guide asks of a token stands here. Nobody gets an account by it.
"""

import logging
import secrets
from typing import Any

import jwt
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_GET
from requests import RequestException

ALGORITHMS = {"RS256", "PS256", "ES256"}  # never "none", nor one where a key that is public would sign
LEEWAY = 30  # seconds between the clocks of two machines
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
REQUIRED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]

logger = logging.getLogger(__name__)


class NotBelieved(OAuth2Error):
    """With the reason in words of our own, which may stand in a log."""


def is_configured() -> bool:
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID and settings.OIDC_CLIENT_SECRET)


# --- The city's provider, as allauth asks for it -------------------------------------------------


class CityAdapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, provider_id: str | None = None) -> None:
        super().__init__(request, provider_id or settings.OIDC_ISSUER)

    def get_provider(self) -> "CityProvider":
        app = SocialApp(
            provider="openid_connect",
            provider_id=settings.OIDC_ISSUER,  # links are kept by issuer and subject
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={"server_url": settings.OIDC_ISSUER.rstrip("/"), "oauth_pkce_enabled": True},
        )
        return CityProvider(self.request, app=app)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("openid_connect_callback"))

    @property
    def openid_config(self) -> dict:
        config = super().openid_config
        if not isinstance(config, dict) or config.get("issuer") != settings.OIDC_ISSUER:
            raise NotBelieved("the provider calls itself something else than OIDC_ISSUER")
        for name in ENDPOINTS:
            scheme = "https://" if settings.OIDC_ISSUER.startswith("https://") else "http"
            if not str(config.get(name, "")).startswith(scheme):
                raise NotBelieved(f"the provider has no {name}, or not by https")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        claims = self.verified_claims(kwargs["response"].get("id_token"))
        person = self._fetch_user_info(token.token)
        if not isinstance(person, dict) or person.get("sub") != claims["sub"]:
            raise NotBelieved("the details are those of somebody else")
        source = person if "email" in person else claims
        login = self.get_provider().sociallogin_from_response(
            request,
            {
                "sub": claims["sub"],
                "email": source.get("email"),
                "email_verified": source.get("email_verified") is True or settings.OIDC_TRUST_EMAIL,
            },
        )
        login.account.extra_data = {}  # the link is all we keep
        return login

    def verified_claims(self, id_token: Any) -> dict:
        try:
            header = jwt.get_unverified_header(id_token)
            algorithm = header.get("alg")
            if algorithm not in ALGORITHMS:
                raise NotBelieved("signed in a way that proves nothing")
            claims = jwt.decode(
                id_token,
                self.key(header.get("kid"), algorithm),
                algorithms=[algorithm],
                audience=settings.OIDC_CLIENT_ID,
                issuer=settings.OIDC_ISSUER,
                leeway=LEEWAY,
                options={"require": REQUIRED_CLAIMS},
            )
        except jwt.PyJWTError as error:
            raise NotBelieved(type(error).__name__) from error
        self.check_for_whom(claims)
        return claims

    def key(self, kid: Any, algorithm: str) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys = response.json()["keys"]
        for key in keys:
            if kid and key.get("kid") == kid and key.get("use", "sig") == "sig":
                if key.get("alg", algorithm) != algorithm:
                    break
                return jwt.PyJWK(key, algorithm=algorithm)
        raise NotBelieved("signed with a key that the provider does not have")

    def check_for_whom(self, claims: dict) -> None:
        """For this guide, for this very try to log in, and by somebody who showed what we ask for."""
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
            raise NotBelieved("made for another service")
        if claims["nonce"] != nonce_of(self.request.GET["state"]):
            raise NotBelieved("made for another try to log in")
        amr = claims.get("amr")
        shown = {claims.get("acr"), *(amr if isinstance(amr, list) else [])}
        if settings.OIDC_REQUIRED_AMR and shown.isdisjoint(settings.OIDC_REQUIRED_AMR):
            raise NotBelieved("without the second factor that OIDC_REQUIRED_AMR asks for")


class CityProvider(OpenIDConnectProvider):
    oauth2_adapter_class = CityAdapter


def nonce_of(state: str) -> str:
    """The session keeps the state and lets it be used once; so it does with the nonce."""
    return salted_hmac(f"{__name__}.nonce", state, algorithm="sha256").hexdigest()


# --- Pages ------------------------------------------------------------------------------------------


@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """By a link, not a form: the desk's policy lets no form lead to another host, not even by a redirect."""
    if not is_configured():
        raise Http404
    state = secrets.token_urlsafe(32)
    try:
        return (
            CityAdapter(request)
            .get_provider()
            .redirect(
                request,
                process=AuthProcess.LOGIN,
                next_url=get_next_redirect_url(request),
                auth_params={"nonce": nonce_of(state)},
                state_id=state,
            )
        )
    except (RequestException, OAuth2Error, KeyError, ValueError) as error:
        return refuse(request, error)


@require_GET
def answer(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the browser back with a code."""
    if not is_configured():
        raise Http404
    try:
        return OAuth2CallbackView.adapter_view(CityAdapter(request))(request)
    except (RequestException, OAuth2Error, KeyError, ValueError, TypeError, AttributeError) as error:
        return refuse(request, error)  # what a provider sends may look like anything


def refuse(request: HttpRequest, error: object) -> HttpResponse:
    if error == AuthError.CANCELLED:
        return page(request, "login_cancelled", status=200)
    if error == AuthError.UNKNOWN:
        error = NotBelieved("not begun in this browser, too old or used, or the provider could not do it")
    is_away = isinstance(error, RequestException)
    # Of what others say, only the kind: it may hold names and codes.
    reason = error if isinstance(error, NotBelieved) else type(error).__name__
    logger.warning("A login through %s was refused: %s", settings.OIDC_NAME, reason)
    return page(request, "authentication_error", status=503 if is_away else 401, is_away=is_away)


def page(request: HttpRequest, name: str, *, status: int, **words: Any) -> HttpResponse:
    context = {"city": settings.OIDC_NAME, "ask": settings.GUIDE_EMAIL, **words}
    return render(request, f"socialaccount/{name}.html", context, status=status)


# --- Which account -----------------------------------------------------------------------------------


def let_in(request: HttpRequest, login: SocialLogin) -> None:
    """Only an account that somebody has made for them, that is still open; linked at the first login."""
    user = login.user if login.is_existing else account_by_email(login)
    if user is None or not (user.is_active and user.is_staff):
        email = next((address.email for address in login.email_addresses), "")
        raise ImmediateHttpResponse(page(request, "no_account", status=403, email=email))
    if not login.is_existing:
        login.user = login.account.user = user
        login.account.save()


def account_by_email(login: SocialLogin) -> AbstractBaseUser | None:
    """The one account with that verified address, unless somebody else at the city is linked to it already."""
    email = next((address.email for address in login.email_addresses if address.verified), None)
    if email is None:
        return None
    of_staff = list(get_user_model().objects.filter(is_staff=True, email__iexact=email)[:2])
    if len(of_staff) != 1:
        return None
    linked = SocialAccount.objects.filter(user=of_staff[0], provider=login.account.provider)
    return None if linked.exists() else of_staff[0]
