"""The pages of the login, under /redaktion/. Named one by one: what the library has more of is not here."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from csp.decorators import csp
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from boras_guide.desk import POLICY
from boras_guide.login import oidc, views


def page(route: str, view: Callable, name: str) -> URLPattern:
    return path(route, csp(POLICY)(never_cache(view)), name=name)


urlpatterns = [
    page("login/", views.LoginView.as_view(), "account_login"),
    page("logout/", account.logout, "account_logout"),
    page("inactive/", account.account_inactive, "account_inactive"),
    page("reauthenticate/", account.reauthenticate, "account_reauthenticate"),
    page("password/change/", views.PasswordChangeView.as_view(), "account_change_password"),
    page("2fa/", views.FactorsView.as_view(), "mfa_index"),
    page("2fa/authenticate/", views.CodeView.as_view(), "mfa_authenticate"),
    page("2fa/reauthenticate/", mfa.reauthenticate, "mfa_reauthenticate"),
    page("2fa/totp/activate/", views.ActivateView.as_view(), "mfa_activate_totp"),
    page("2fa/totp/deactivate/", views.DeactivateView.as_view(), "mfa_deactivate_totp"),
    page("2fa/recovery-codes/", views.CodesView.as_view(), "mfa_view_recovery_codes"),
    page("2fa/recovery-codes/generate/", views.NewCodesView.as_view(), "mfa_generate_recovery_codes"),
    page("2fa/webauthn/", RedirectView.as_view(pattern_name="mfa_index"), "mfa_list_webauthn"),
    page("2fa/webauthn/add/", views.AddKeyView.as_view(), "mfa_add_webauthn"),
    page("2fa/webauthn/login/", views.PasskeyLoginView.as_view(), "mfa_login_webauthn"),
    page(
        "2fa/webauthn/reauthenticate/",
        views.PasskeyReauthenticateView.as_view(),
        "mfa_reauthenticate_webauthn",
    ),
    page("2fa/webauthn/keys/<int:pk>/edit/", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    page("2fa/webauthn/keys/<int:pk>/remove/", views.RemoveKeyView.as_view(), "mfa_remove_webauthn"),
    # The city's own login. The library leads nowhere else from here: nobody makes an account of her own.
    page("oidc/login/", oidc.login, "openid_connect_login"),
    page("oidc/callback/", oidc.answer, "openid_connect_callback"),
]
