"""Somebody at the desk who has given her password and her second factor, without going through the forms."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from boras_guide.login.session import KEY, Step


def log_in(client: Client, user: AbstractUser, step: Step = Step.IN) -> Client:
    client.force_login(user)
    session, now = client.session, timezone.now().timestamp()
    session[KEY] = {"since": now, "seen": now, "step": step}
    session.save()
    return client


def code_of_app(secret: str, *, at: float | None = None) -> str:
    """What an app on a phone shows."""
    return format_hotp_value(hotp_value(secret, int(time.time() if at is None else at) // 30))
