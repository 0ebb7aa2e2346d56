"""Where django-allauth asks the guide how it wants things."""

import base64
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from requests import Session

from boras_guide.login import oidc, session
from boras_guide.login.models import OneTimePassword
from boras_guide.login.throttle import ThrottledLogin, remember_browser

SITE_NAME = "Föräldraskapsguiden"


class AccountAdapter(ThrottledLogin, DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Användarnamnet eller lösenordet stämmer inte.",
        "incorrect_password": "Lösenordet stämmer inte.",
        "enter_current_password": "Det är inte ditt nuvarande lösenord.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["boras_guide.login.stages.SecondFactor"]

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        if not user.is_staff:
            return self.respond_user_inactive(request, user)
        if by_password(request, user) and OneTimePassword.objects.too_old(user, at=timezone.now()):
            clear_login(request)
            messages.error(request, "Engångslösenordet är för gammalt. Be om ett nytt.")
            return HttpResponseRedirect(reverse("account_login"))
        return super().pre_login(request, user, **kwargs)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        session.begin(request, user, at=timezone.now())

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        remember_browser(response, user)
        if last_record(request, user).get("type") == Authenticator.Type.RECOVERY_CODES:
            left = recovery_codes_left(user)
            messages.warning(
                request,
                f"Du loggade in med en reservkod. Du har {left} kvar: gör nya under Din inloggning innan de tar slut.",
            )
        return response

    def is_safe_url(self, url: str) -> bool:
        request = context.request
        return url_has_allowed_host_and_scheme(url, request.get_host(), require_https=request.is_secure())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just logged in need not say again who she is."""
        last = last_record(context.request, context.request.user).get("at", 0)
        return time.time() - last > app_settings.REAUTHENTICATION_TIMEOUT


def last_record(request: HttpRequest, user: User) -> dict:
    """How she last showed who she is in this session."""
    return (get_authentication_records(request, user) or [{}])[-1]


def by_password(request: HttpRequest, user: User) -> bool:
    return last_record(request, user).get("method") == "password"


def recovery_codes_left(user: User) -> int:
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return len(codes.wrap().get_unused_codes())


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        oidc.let_in(request, sociallogin)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, **kwargs: Any
    ) -> None:
        raise ImmediateHttpResponse(oidc.refuse(request, exception or error))

    def get_requests_session(self) -> Session:
        """The provider is where it says it is: nothing of ours is sent on elsewhere."""
        requests = super().get_requests_session()
        requests.max_redirects = 0
        return requests


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Koden stämmer inte, eller så är den redan använd. Skriv nästa kod som appen visar.",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text).decode()

    def build_totp_svg(self, url: str) -> str:
        """As part of the page: without the declaration that begins a file."""
        return super().build_totp_svg(url).partition("?>")[2]

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return f"Nyckel {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def _get_site_name(self) -> str:
        return SITE_NAME


def _cipher() -> MultiFernet:
    """What is stored of a second factor is of no use to whoever has the database but not the secret."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    digest = salted_hmac("boras_guide.login", "second factor", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
