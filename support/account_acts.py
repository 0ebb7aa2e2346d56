"""What the audit trail tells of accounts: who logged in, who failed to, whose password and second factor changed.

Only the name of an account that exists is kept: never a password, nor what somebody typed in place of a name.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_signed_up
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords  # type: ignore[import-untyped]

from support.audit import note

LOGIN, OWN_ACCOUNT, ACCOUNTS, COMMAND = "Inloggning", "Den egna inloggningen", "Lista: konton", "Kommando"
FACTORS = {
    Authenticator.Type.TOTP: "app med koder",
    Authenticator.Type.WEBAUTHN: "nyckel (passkey)",
    Authenticator.Type.RECOVERY_CODES: "reservkoder",
}


def note_of_account(act: str, account: Any) -> None:
    """By whoever the request is from: oneself, a coordinator, or nobody at all."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        user = account if request else None
    screen = COMMAND if user is None else OWN_ACCOUNT if user.pk == account.pk else ACCOUNTS
    note(act, screen, user=user, obj=account)


@receiver(user_logged_in, dispatch_uid="audit")
def logged_in(user: Any, **rest: Any) -> None:
    note("Loggade in", LOGIN, user=user, obj=user)


@receiver(user_login_failed, dispatch_uid="audit")
def login_failed(credentials: dict[str, Any], closed: str = "", **rest: Any) -> None:
    """`closed` where it was not even tried: there had been too many before it."""
    model = get_user_model()
    typed = credentials.get(model.USERNAME_FIELD) or ""
    account = model._base_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": typed}).first()
    if closed:
        note(f"Inloggningen stängd en stund: för många försök {closed}", LOGIN, obj=account)
    elif account is None:
        note("Misslyckad inloggning: det finns inget sådant konto", LOGIN)
    else:
        note("Misslyckad inloggning", LOGIN, obj=account)


@receiver(authentication_failed, dispatch_uid="audit")
def factor_failed(user: Any, **rest: Any) -> None:
    note("Misslyckad inloggning: fel kod eller nyckel", LOGIN, obj=user)


@receiver(user_signed_up, dispatch_uid="audit")
def signed_up(user: Any, **rest: Any) -> None:
    note("Kontot kom till vid den första inloggningen", LOGIN, user=user, obj=user)


@receiver([password_changed, password_set, password_reset], dispatch_uid="audit")
def password_chosen(user: Any, **rest: Any) -> None:
    note_of_account("Nytt lösenord", user)


@receiver(post_save, sender="login.OneTimePassword", dispatch_uid="audit")
def one_time_password_given(instance: Any, **rest: Any) -> None:
    note_of_account("Engångslösenord", instance.user)


@receiver(post_save, sender=Authenticator, dispatch_uid="audit")
def factor_added(instance: Authenticator, created: bool, **rest: Any) -> None:
    if created:
        note_of_account(f"Andra faktorn: {FACTORS[instance.type]} tillagd", instance.user)


@receiver(post_delete, sender=Authenticator, dispatch_uid="audit")
def factor_removed(instance: Authenticator, **rest: Any) -> None:
    note_of_account(f"Andra faktorn: {FACTORS[instance.type]} borttagen", instance.user)
