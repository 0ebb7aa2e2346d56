"""How many guesses at a password reach the hasher, which is slow on purpose.

A guess takes a ticket from every bucket it falls into; where one is empty it goes no further. A right password gives
its tickets back. A browser that has logged in to the account before has a bucket of its own (OWASP's "device
cookie"), so that guesses from elsewhere do not shut its owner out. Passkeys and the city's own login take no tickets.
"""

import ipaddress
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

WINDOW = 15 * 60  # seconds
# One address cannot use up an account's tickets, nor guesses at one account the whole desk's. Guesses that lie on
# both sides of a new window get twice as many: 20.
OF_ADDRESS, AT_ACCOUNT, AT_DESK = 5, 8, 10
OF_KNOWN_BROWSER = 10

COOKIE = "__Host-enhet"
COOKIE_AGE = 180 * 24 * 60 * 60  # seconds
SALT = "boras_guide.login.throttle"
# allauth's own words for having tried too often, with codes as with passwords.
REFUSALS = {"too_many_login_attempts", "rate_limited"}


class Bucket(NamedTuple):
    name: str
    size: int
    against: str = ""  # in words, for the audit trail

    def tickets(self, window: int) -> list[str]:
        return [f"{self.name}:{window}:{number}" for number in range(self.size)]


class TooManyTries(Exception):
    """`closed` is empty; `again_at`, in seconds, there are new tickets."""

    def __init__(self, closed: Bucket, again_at: int) -> None:
        self.closed, self.again_at = closed, again_at


def take(buckets: list[Bucket], now: float) -> list[str]:
    """One ticket from every bucket, or none at all.

    `cache.add` is atomic for a name that was never there; for one that has run out, the database's cache is not.
    Therefore the window is part of the name, instead of the cache's own expiry.
    """
    window = int(now // WINDOW)
    tickets = {bucket: bucket.tickets(window) for bucket in buckets}
    # Under attack this is nearly all there is to do.
    gone = cache.get_many(chain.from_iterable(tickets.values()))
    closed = next((bucket for bucket in buckets if all(ticket in gone for ticket in tickets[bucket])), None)
    taken: list[str] = []
    for bucket in () if closed else buckets:
        free = (ticket for ticket in tickets[bucket] if ticket not in gone)
        ticket = next((ticket for ticket in free if cache.add(ticket, 1, 2 * WINDOW)), None)
        if ticket is None:
            closed = bucket
            break
        taken.append(ticket)
    if closed:
        give_back(taken)
        raise TooManyTries(closed, (window + 1) * WINDOW)
    return taken


def give_back(tickets: list[str]) -> None:
    cache.delete_many(tickets)


def tell_once(request: HttpRequest, username: str, closed: Bucket) -> None:
    """Django's own signal, once while it is closed: of a thousand guesses the audit trail needs no more."""
    told = f"{closed.name}:told:{int(time.time() // WINDOW)}"
    if not cache.get(told) and cache.add(told, 1, 2 * WINDOW):
        credentials = {"username": username}
        user_login_failed.send(__name__, credentials=credentials, request=request, closed=closed.against)


def sealed(value: str) -> str:
    """Recognizable, but not readable: neither names nor addresses lie in the cache or in a cookie."""
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:32]


def sealed_name(name: str) -> str:
    return sealed(f"name {name.strip().casefold()}")


def sealed_address(address: str) -> str:
    """One household or office has a whole /64 of IPv6 addresses."""
    if ":" in address:
        ip = ipaddress.IPv6Address(address)
        address = str(ip.ipv4_mapped or ip.packed[:8].hex())
    return sealed(f"address {address}")


def buckets_of(request: HttpRequest, name: str, address: str) -> list[Bucket]:
    account = sealed_name(name)
    if browser := known_browser(request, account):
        return [Bucket(f"login:browser:{browser}", OF_KNOWN_BROWSER, "från en webbläsare som är känd")]
    return [
        Bucket(f"login:address:{sealed_address(address)}", OF_ADDRESS, "från samma ställe"),
        Bucket(f"login:account:{account}", AT_ACCOUNT, "mot kontot"),
        Bucket("login:desk", AT_DESK, "mot hela redaktionen"),
    ]


def known_browser(request: HttpRequest, account: str) -> str | None:
    """Its number, where it has logged in to this very account before."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return None
    return known["browser"] if account == known["account"] else None


def remember_browser(response: HttpResponse, user: AbstractBaseUser) -> None:
    """Call it when somebody is all the way in."""
    known = {"browser": secrets.token_urlsafe(12), "account": sealed_name(user.get_username())}
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=COOKIE_AGE,
        secure=True,
        httponly=True,
        samesite="Lax",
    )


class ThrottledLogin:
    """For the account adapter: allauth's per-key lock, which anybody could close for anybody, replaced by tickets."""

    tickets: list[str]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            address = self.get_client_ip(request)
        except PermissionDenied:
            address = ""  # over a socket without an address: all in one bucket
        try:
            self.tickets = take(buckets_of(request, credentials["username"], address), time.time())
        except TooManyTries as refusal:
            tell_once(request, credentials["username"], refusal.closed)
            raise self.refusal(request, refusal.again_at) from None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        user = super().authenticate(request, **credentials)
        if user:
            give_back(self.tickets)
        return user

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in REFUSALS:  # allauth's own limit, on codes: from the last try, not by our windows
            return self.refusal(self.request, int(time.time()) + WINDOW)
        return super().validation_error(code, *args)

    def refusal(self, request: HttpRequest, again_at: int) -> ValidationError:
        request.try_again_at = again_at
        clock = timezone.localtime(datetime.fromtimestamp(again_at + 59, UTC))  # the next whole minute
        return ValidationError(
            f"Någon har försökt för många gånger. Vänta till klockan {clock:%H.%M} och försök sedan igen. "
            "Redan nu kan du logga in med nyckel, eller från en webbläsare där du har loggat in förut.",
            code="too_many_login_attempts",
        )


def too_many_tries(get_response: Callable) -> Callable:
    """Middleware: the page that says when to try again is answered as what it is, 429."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        again_at = getattr(request, "try_again_at", None)
        if again_at and response.status_code == 200:
            response.status_code = 429
            response["Retry-After"] = max(1, again_at - int(time.time()))
        return response

    return answer
