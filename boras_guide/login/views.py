"""Where the guide's login differs from the library's."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.account import views as account
from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import views as webauthn
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic.edit import FormMixin

from boras_guide.login import forms, oidc, session
from boras_guide.login.models import OneTimePassword
from boras_guide.login.session import Over, Step

Found = TypeVar("Found")

WHY_OVER = {
    Over.IDLE: "Du har varit borta i mer än 30 minuter.",
    Over.LONG: "Du har varit inloggad i åtta timmar.",
    Over.OTHER: "Du är inte inloggad längre.",
}


class LoginView(account.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict:
        why = WHY_OVER.get(self.request.GET.get("varfor", ""))
        context = super().get_context_data(why_over=why, **kwargs)
        context["redirect_field"] = context["redirect_field"] if self.get_next_url() else ""
        return context | {"city_login": city_login(self.request), "ask": settings.GUIDE_EMAIL}


def city_login(request: HttpRequest) -> dict | None:
    """The button to the city's own login, where there is one."""
    if not oidc.is_configured():
        return None
    address = reverse("openid_connect_login")
    return {"name": settings.OIDC_NAME, "address": passthrough_next_redirect_url(request, address, "next")}


class CodeView(mfa.AuthenticateView):
    """The second factor at login: a code of the app, a key, or a recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict:
        types = Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True)
        return super().get_context_data(**kwargs) | {"types": set(types)}


class PasswordChangeView(account.PasswordChangeView):
    """Also the first step with a one-time password, which then need not be typed a second time."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.info(request, "Du har inget lösenord här: du loggar in med stadens inloggning.")
            return HttpResponseRedirect(reverse("mfa_index"))
        self.is_first = session.step_of(request) == Step.PASSWORD
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[Form]:
        return forms.FirstPasswordForm if self.is_first else forms.ChangePasswordForm

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        OneTimePassword.objects.filter(user=self.request.user).delete()
        if self.is_first:
            session.go_to(self.request, session.first_step(self.request, self.request.user))
        return response

    def get_default_success_url(self) -> str:
        return reverse("admin:index" if self.is_first else "mfa_index")


class FactorsView(mfa.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict:
        context = super().get_context_data(**kwargs)
        of_type = context["authenticators"]
        app, codes = of_type.get(Authenticator.Type.TOTP), of_type.get(Authenticator.Type.RECOVERY_CODES)
        return context | {
            "has_lost_app": app and unless_lost(lambda: decrypt(app.instance.data["secret"])) is None,
            "codes_left": unless_lost(codes.get_unused_codes) if codes else [],
        }


class CodesView(recovery_codes.ViewRecoveryCodesView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = unless_lost(lambda: super(CodesView, self).get(request, *args, **kwargs))
        return page or HttpResponseRedirect(reverse("mfa_generate_recovery_codes"))


class NewCodesView(recovery_codes.GenerateRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict:
        context = unless_lost(lambda: super(NewCodesView, self).get_context_data(**kwargs))
        return context or {"form": self.get_form(), "are_lost": True}


def unless_lost(read: Callable[[], Found]) -> Found | None:
    """None where it was stored with another SECRET_KEY than today's."""
    try:
        return read()
    except InvalidToken:
        return None


class OneMoreFactor(FormMixin):
    request: HttpRequest

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        session.go_to(self.request, Step.IN)
        return response


class OneFactorLess(FormMixin):
    request: HttpRequest

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        if not session.has_second_factor(self.request.user):
            session.go_to(self.request, Step.FACTOR)  # to set up another, before anything else
        return response


class ActivateView(OneMoreFactor, totp.ActivateTOTPView):
    pass


class DeactivateView(OneFactorLess, totp.DeactivateTOTPView):
    pass


class AddKeyView(OneMoreFactor, webauthn.AddWebAuthnView):
    pass


class RemoveKeyView(OneFactorLess, webauthn.RemoveWebAuthnView):
    pass


class PasskeyLoginView(webauthn.LoginWebAuthnView):
    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, forms.UNKNOWN_KEY)
        return HttpResponseRedirect(
            passthrough_next_redirect_url(self.request, reverse("account_login"), "next")
        )


class PasskeyReauthenticateView(webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, forms.UNKNOWN_KEY)
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))
