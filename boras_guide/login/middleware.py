"""The door of the desk: who has not come all the way in reaches nothing behind it."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from boras_guide.login import session
from boras_guide.login.session import Over, Step
from boras_guide.middleware import is_desk

# By name; everything else under /redaktion/ is behind the door, whoever wrote it.
OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
}
# What is needed to take each step; the first is where one is sent.
TAKING = {
    Step.PASSWORD: ("account_change_password",),
    Step.FACTOR: ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
}


class DeskDoor:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        turned_away = turn_away(request) if is_desk(request) else None
        return turned_away or self.get_response(request)


def turn_away(request: HttpRequest) -> HttpResponse | None:
    name, now = name_of(request.path_info), timezone.now()
    if not request.user.is_authenticated:
        why = why_nobody(request)
        if SESSION_KEY in request.session:
            session.end_all_if_closed(request, at=now)
            request.session.flush()
        return None if name in OPEN else to_login(request, why)
    if over := session.why_over(request, at=now):
        session.end_all_if_closed(request, at=now)
        logout(request)
        return None if name in OPEN else to_login(request, over)
    session.keep_alive(request, at=now)
    step = Step(request.session[session.KEY]["step"])
    if step == Step.IN or name in OPEN or name in TAKING[step]:
        return None
    if is_background(request):
        return HttpResponse(status=403)
    return HttpResponseRedirect(reverse(TAKING[step][0]))


def name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def why_nobody(request: HttpRequest) -> Over | None:
    """Somebody was logged in, and no longer is: the password changed, or the account was disabled."""
    had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return Over.OTHER if had_session and "account_login" not in request.session else None


def to_login(request: HttpRequest, why: Over | None) -> HttpResponse:
    """And back here afterwards; a form that was sent is found at the same address."""
    if is_background(request):
        return HttpResponse(status=401)
    query = {"next": request.get_full_path()} | ({"varfor": why} if why else {})
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(query, safe='/')}")


def is_background(request: HttpRequest) -> bool:
    """Asked by a script of the page, which can do nothing with a login page."""
    return (
        request.headers.get("Sec-Fetch-Mode", "navigate") == "cors"
        or request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.headers.get("Accept", "").startswith("application/json")
    )
