"""Makes the pictures in docs/redaktor.md again, from a guide of its own with made-up people.

    python docs/redaktor/screenshots.py

Needs what the browser tests need. What it starts and stores is gone when it ends.
"""

import datetime
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
sys.path.insert(0, str(ROOT))

from tests.processes import served  # noqa: E402

PHONE, OFFICE = {"width": 390, "height": 780}, {"width": 1280, "height": 800}
DESK = "/redaktion/"
OFFERINGS = f"{DESK}support/offering/"


def people(administration):
    from django.contrib.auth.models import User

    from support.models import Assignment

    def person(first: str, last: str, role: str, **scope) -> User:
        user = User.objects.create_user(first.lower(), first_name=first, last_name=last, is_staff=True)
        Assignment.objects.create(user=user, role=role, **scope)
        return user

    return {
        "kim": person("Kim", "Berg", "editor", administration=administration),
        "noor": person("Noor", "Lind", "publisher", administration=administration),
        "lo": person("Lo", "Ek", "translator", language="fi"),
    }


def changes(kim, noor):
    """Three changes by Kim: two sent for review, one of them sent back by Noor."""
    from django.db import transaction
    from django.utils import timezone

    from support import publication
    from support.models import Offering
    from support.working_version import make_working_version

    now = timezone.now()
    drafts = []
    with transaction.atomic():
        mine = Offering.objects.published(now).filter(administration__slug="forskoleforvaltningen")
        for number, published in enumerate(mine.order_by("pk")[:3]):
            draft = make_working_version(published)[published]
            draft.summary_sv = f"{draft.summary_sv} Välkommen när du vill!"
            draft.phone, draft._history_user = "033-35 70 00", kim
            draft.save()
            publication.submit(
                draft, kim, now - datetime.timedelta(days=3 - number), "Nya tider från januari."
            )
            drafts.append(draft)
        publication.send_back(
            drafts[2], noor, now, "Telefonnumret går till växeln. Skriv numret till avdelningen i stället."
        )
        ends = mine.order_by("pk")[3]
        ends.review_by = timezone.localdate() + datetime.timedelta(days=9)
        ends.save()
        translated = mine.order_by("pk")[4]
        translated.title_sv += " för alla"
        translated.save()
    return drafts


def keep(page, name: str) -> None:
    """With few colours: small, and as sharp."""
    from PIL import Image

    page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(64, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def take(browser, address: str) -> None:
    from django.conf import settings
    from django.db import close_old_connections
    from django.test import Client

    from boras_guide.login.session import Step
    from support.models import Administration
    from tests.login import log_in

    everybody = people(Administration.objects.get(slug="forskoleforvaltningen"))
    waiting, _, back = changes(everybody["kim"], everybody["noor"])

    def page_of(who: str = "", size: dict = OFFICE, step: Step = Step.IN):
        context = browser.new_context(base_url=address, locale="sv-SE", viewport=size, color_scheme="light")
        if who:
            session = log_in(Client(), everybody[who], step).cookies[settings.SESSION_COOKIE_NAME].value
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "secure": True}
            context.add_cookies([{**cookie, "domain": "localhost", "path": "/"}])
        return context.new_page()

    def show(name: str, path: str, who: str = "", size: dict = OFFICE, step: Step = Step.IN, at: str = ""):
        page = page_of(who, size, step)
        page.goto(path)
        if at:
            page.locator(at).first.evaluate("one => one.scrollIntoView()")
        keep(page, name)
        return page

    show("logga-in", DESK, size=PHONE)
    show("andra-faktor", f"{DESK}2fa/", "lo", PHONE, Step.FACTOR)
    show("start", DESK, "noor")
    show("nytt-erbjudande", f"{OFFERINGS}add/", "kim", PHONE)
    show("tillbakaskickat", f"{OFFERINGS}{back.pk}/change/", "kim")
    show("tider", f"{OFFERINGS}{waiting.pk}/change/", "kim", at="#schedules-group")
    show("granska", f"{OFFERINGS}{waiting.pk}/granska/", "noor")
    show("historik", f"{OFFERINGS}{waiting.pk}/history/", "noor")
    show("oversatta", DESK, "lo", PHONE)

    mine, others = page_of("kim"), page_of("noor")
    for page in (mine, others):
        page.goto(f"{OFFERINGS}{back.pk}/change/")
    for page, text in (
        (others, "Lek och sång för dig som är hemma."),
        (mine, "Sång, lek och fika varje vecka."),
    ):
        page.locator("#id_summary_sv").fill(text)
        with page.expect_navigation():
            page.locator("[name=_save]").first.click()
    keep(mine, "krock")
    close_old_connections()


def main() -> None:
    state = Path(tempfile.mkdtemp())
    os.environ |= {
        "VAR": str(state),
        "DJANGO_SETTINGS_MODULE": "boras_guide.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright keeps a loop running in this process
    }
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        with served(state) as address:
            import django
            from playwright.sync_api import sync_playwright

            django.setup()
            with sync_playwright() as playwright:
                take(playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]), address)
    finally:
        shutil.rmtree(state, ignore_errors=True)


if __name__ == "__main__":
    main()
