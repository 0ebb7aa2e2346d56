"""How far somebody has come into the desk, and for how long she may stay: kept in her session."""

import datetime
from enum import StrEnum

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from boras_guide.login.models import OneTimePassword

IDLE = datetime.timedelta(minutes=30)
LONGEST = datetime.timedelta(hours=8)
STAMPED_EVERY = datetime.timedelta(minutes=1)
KEY = "desk"
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class Step(StrEnum):
    PASSWORD = "password"  # noqa: S105  to choose one of her own, instead of the one-time password
    FACTOR = "factor"  # to set up a second factor
    IN = "in"  # everything is in place


class Over(StrEnum):
    """Why a session has ended. The value stands in the address of the login page."""

    IDLE = "borta"
    LONG = "lange"
    OTHER = "slut"


def begin(request: HttpRequest, user: User, *, at: datetime.datetime) -> None:
    stamp = at.timestamp()
    request.session[KEY] = {"since": stamp, "seen": stamp, "step": first_step(request, user)}


def first_step(request: HttpRequest, user: User) -> Step:
    shown = ways_shown(request, user)
    if "socialaccount" in shown:  # she needs no password here
        return Step.IN
    if OneTimePassword.objects.filter(user=user).exists():
        return Step.PASSWORD
    return Step.IN if "mfa" in shown else Step.FACTOR


def has_passed_second_factor(request: HttpRequest, user: User) -> bool:
    """By a code or a key of hers, or at the city's own login, which asks for one itself."""
    return not ways_shown(request, user).isdisjoint({"mfa", "socialaccount"})


def ways_shown(request: HttpRequest, user: User) -> set[str]:
    """In which ways she has shown who she is, in allauth's words."""
    return {record["method"] for record in get_authentication_records(request, user)}


def step_of(request: HttpRequest) -> Step | None:
    step = getattr(request, "session", {}).get(KEY, {}).get("step")
    return Step(step) if step else None


def go_to(request: HttpRequest, step: Step) -> None:
    request.session[KEY] = {**request.session[KEY], "step": step}


def why_over(request: HttpRequest, *, at: datetime.datetime) -> Over | None:
    """None while the session may go on."""
    stamps = request.session.get(KEY)
    if stamps is None or not request.user.is_staff:
        return Over.OTHER
    now = at.timestamp()
    if now - stamps["seen"] > IDLE.total_seconds():
        return Over.IDLE
    if now - stamps["since"] > LONGEST.total_seconds():
        return Over.LONG
    if stamps["step"] == Step.FACTOR and has_second_factor(request.user):
        return Over.OTHER  # set up elsewhere meanwhile: then it is needed here as well
    return None


def has_second_factor(user: User | AnonymousUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()


def keep_alive(request: HttpRequest, *, at: datetime.datetime) -> None:
    """Written at most once a minute: reading the desk must not become writing to the database."""
    stamps = request.session[KEY]
    if at.timestamp() - stamps["seen"] > STAMPED_EVERY.total_seconds():
        request.session[KEY] = {**stamps, "seen": at.timestamp()}


def remove_second_factors(user: User, *, at: datetime.datetime) -> None:
    """For who lost her phone: she sets up another the next time she logs in. Her sessions end."""
    Authenticator.objects.filter(user=user).delete()
    end_all_of(user.pk, at=at)


def end_all_of(user_id: int | str, *, at: datetime.datetime) -> None:
    for row in Session.objects.filter(expire_date__gt=at):
        if row.get_decoded().get(SESSION_KEY) == str(user_id):
            row.delete()


def end_all_if_closed(request: HttpRequest, *, at: datetime.datetime) -> None:
    """Of an account that is closed every session ends, not only this one: they would live again when it is opened."""
    user_id = request.session.get(SESSION_KEY)
    if user_id and not User.objects.filter(pk=user_id, is_active=True, is_staff=True).exists():
        end_all_of(user_id, at=at)
