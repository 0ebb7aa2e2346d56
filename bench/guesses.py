"""How many of a thousand guesses at once reach the hasher, and whether the right person gets in meanwhile.

    python bench/guesses.py
    python bench/guesses.py --guesses 1000 --workers 4

Serves a guide of its own with several workers, as behind a proxy, so that guesses can come from many addresses (on
PostgreSQL where DATABASE_URL names an empty database). What a page answers tells whether the hasher was asked: "the
password is wrong" (200) or "too many tries" (429). Meanwhile somebody logs in over and over from a browser that has
done so before, and where guesses come from one address or at one account also somebody from elsewhere. Then codes, after a
right password; then how long known and unknown names take. More than 20 guesses, more than 10 codes, a right password
turned away, or 10 ms between names is an error. Nothing outside a temporary directory is touched.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_GUESSES, MOST_CODES, MOST_BETWEEN_NAMES = 20, 10, 10  # the last in milliseconds
AT_ONCE = 32
PASSWORD = "sju hav och åtta berg"  # of made-up accounts
ACCOUNTS = """
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
password = make_password({password!r})
users = [User(username=f"namn{{n}}", password=password, is_staff=True) for n in range({accounts})]
User.objects.bulk_create(users)
TOTP.activate(User.objects.get(username="namn2"), generate_totp_secret())
"""
NAMES = """
import statistics, time
from allauth.account.auth_backends import AuthenticationBackend
def ask(name):
    began = time.perf_counter()
    AuthenticationBackend().authenticate(None, username=name, password="fel")
    return (time.perf_counter() - began) * 1000
pairs = [(ask("namn0"), ask("ingen")) for _ in range({names})]
print(*(statistics.median(times) for times in zip(*pairs)))
"""


class Browser:
    """One that has opened the login page, at an address."""

    def __init__(self, guide: str, address: str) -> None:
        self.guide = guide
        self.session = requests.Session()
        self.session.headers["X-Forwarded-For"] = address
        self.open("login/")

    def open(self, page: str) -> None:
        text = self.session.get(f"{self.guide}/redaktion/{page}").text
        self.token = text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    def send(self, page: str, address: str = "", **form: str) -> int:
        headers = {"X-Forwarded-For": address} if address else {}
        form["csrfmiddlewaretoken"] = self.token
        answer = self.session.post(
            f"{self.guide}/redaktion/{page}", form, headers=headers, allow_redirects=False, timeout=120
        )
        return answer.status_code

    def guess(self, name: str, password: str, address: str = "") -> int:
        return self.send("login/", address, login=name, password=password)

    def forget_session(self) -> None:
        """But not the cookie that says that it has logged in before."""
        self.session.cookies.pop("redaktion", None)
        self.open("login/")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--guesses", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--names", type=int, default=100, help="how often each kind of name is asked for")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boras_guide.settings")
    os.environ.setdefault("DICTIONARIES", str(ROOT / "var" / "dictionaries"))
    from tests.processes import manage, served

    database = {name: os.environ[name] for name in ("DATABASE_URL",) if name in os.environ}
    with tempfile.TemporaryDirectory() as state:
        var = Path(state)

        def run(script: str) -> str:
            done = manage("shell", "--verbosity=0", "-c", script, var=var, **database)
            assert done.returncode == 0, done.stderr
            return done.stdout

        workers = {"WEB_CONCURRENCY": str(options.workers), "TRUSTED_PROXY_COUNT": "1"}
        with served(var, **workers, **database) as guide:
            run(ACCOUNTS.format(password=PASSWORD, accounts=options.guesses))
            faults = attack(guide, options.guesses, run) + codes(guide, options.guesses, run)
        known, unknown = map(float, run(NAMES.format(names=options.names)).split())
        print(f"known names {known:.1f} ms, unknown {unknown:.1f} ms")
        faults += abs(known - unknown) > MOST_BETWEEN_NAMES
    sys.exit(1 if faults else 0)


def attack(guide: str, guesses: int, run) -> int:
    faults = 0
    print(
        f"{'addresses':>10}{'accounts':>10}{'hashed':>8}{'refused':>9}{'other':>7}{'s':>6}  right person meanwhile"
    )
    for addresses, accounts in ((1, 1), (1, guesses), (guesses, 1), (guesses, guesses)):
        run("from django.core.cache import cache; cache.clear()")
        hers = [Browser(guide, "192.0.2.1")]
        assert hers[0].guess("namn0", PASSWORD) == 302
        if accounts == 1:
            elsewhere = "namn0" if addresses == 1 else "namn1"
        else:
            elsewhere = "namn1" if addresses == 1 else None
        over, logins = threading.Event(), []
        right = threading.Thread(target=log_in_over_and_over, args=(hers[0], guide, elsewhere, over, logins))
        began = time.monotonic()
        right.start()
        answers = guess(guide, guesses, addresses, accounts)
        over.set()
        right.join()
        hashed, refused = answers.pop(200, 0), answers.pop(429, 0)
        let_in = logins.count(302)
        print(
            f"{addresses:>10}{accounts:>10}{hashed:>8}{refused:>9}{sum(answers.values()):>7}"
            f"{time.monotonic() - began:>6.0f}  {let_in} of {len(logins)} logins"
        )
        faults += hashed > MOST_GUESSES or bool(answers) or let_in < len(logins) or not logins
    return faults


def guess(guide: str, guesses: int, addresses: int, accounts: int) -> Counter:
    browser = Browser(guide, "198.51.100.1")

    def one(number: int) -> int:
        address = f"2001:db8:{number % addresses:x}::1"
        return browser.guess(f"namn{number % accounts}", "fel lösenord", address)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return Counter(threads.map(one, range(guesses)))


def log_in_over_and_over(hers: Browser, guide: str, elsewhere: str | None, over, logins: list[int]) -> None:
    """From the browser she has used before, and from one that nobody has seen."""
    while not over.is_set():
        hers.forget_session()
        logins.append(hers.guess("namn0", PASSWORD))
        if elsewhere:
            logins.append(Browser(guide, "192.0.2.99").guess(elsewhere, PASSWORD))


def codes(guide: str, guesses: int, run) -> int:
    run("from django.core.cache import cache; cache.clear()")
    thief = Browser(guide, "198.51.100.1")
    assert thief.guess("namn2", PASSWORD) == 302
    thief.open("2fa/authenticate/")

    def one(number: int) -> int:
        return thief.send("2fa/authenticate/", code=f"{number:06}")

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = Counter(threads.map(one, range(guesses)))
    looked_at, refused = answers.pop(200, 0), answers.pop(429, 0)
    print(
        f"codes after the right password: {looked_at} looked at, {refused} refused, {sum(answers.values())} other"
    )
    return looked_at > MOST_CODES or bool(answers)


if __name__ == "__main__":
    main()
