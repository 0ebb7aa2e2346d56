"""What the audit trail tells of accounts: who logged in, who failed to, whose password and second factor changed.

Only the name of an account that exists is kept: never a password, nor what somebody typed in place of a name.
"""

import datetime
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set, user_signed_up
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, Subquery
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords  # type: ignore[import-untyped]

from support.audit import note
from support.models import AuditEntry

LOGGED_IN, GIVEN = "Loggade in", "Engångslösenord"
FACTOR, REMOVED = "Andra faktorn: ", " borttagen"
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


def let_in_by_others(user: Any, since: datetime.datetime) -> QuerySet[AuditEntry]:
    """Whoever gave her a new password or took her second factor away could have come in as her.

    Not what came before her first login: there was nothing of her own to change.
    """
    of_her = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(user), object_id=user.pk
    )
    first_login = of_her.filter(act=LOGGED_IN).order_by("at").values("at")[:1]
    changed = Q(act=GIVEN) | Q(act__startswith=FACTOR, act__endswith=REMOVED)
    return of_her.filter(changed, at__gt=since).filter(at__gt=Subquery(first_login)).exclude(user=user)


@receiver(user_logged_in, dispatch_uid="audit")
def logged_in(user: Any, **rest: Any) -> None:
    note(LOGGED_IN, LOGIN, user=user, obj=user)


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
    note_of_account(GIVEN, instance.user)


@receiver(post_save, sender=Authenticator, dispatch_uid="audit")
def factor_added(instance: Authenticator, created: bool, **rest: Any) -> None:
    if created:
        note_of_account(f"{FACTOR}{FACTORS[instance.type]} tillagd", instance.user)


@receiver(post_delete, sender=Authenticator, dispatch_uid="audit")
def factor_removed(instance: Authenticator, **rest: Any) -> None:
    note_of_account(f"{FACTOR}{FACTORS[instance.type]}{REMOVED}", instance.user)
