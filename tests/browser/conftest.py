"""A real Chromium in front of a real guide (`running_guide`, in tests/conftest.py).

Tests here are marked `browser`. Where there is no Chromium they are skipped, loudly;
REQUIRE_BROWSER=1 makes that a failure.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.browser.first_editor import FirstEditor, go_all_the_way_in
from tests.conftest import NO_CHROMIUM
from tests.processes import SET_UP_LOG

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium():
    """The system's Chromium, driven by Playwright.

    Not for the whole session: Playwright keeps an event loop running in this process, in which Django
    would refuse the database to the ordinary tests that follow on the same worker.
    """
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            # Also as root and in containers, and without calling home.
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def browser(chromium, running_guide):
    """A fresh page, as on a small phone. Addresses are relative: `browser.goto("/sv/")`."""
    context = chromium.new_context(
        base_url=running_guide, locale="sv-SE", viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def first_editor(running_guide, state_of_running_guide) -> FirstEditor:
    """Has logged in with the password that set-up printed, and set up all that is asked of her."""
    password = re.search(r"password  (\S+)", (state_of_running_guide / SET_UP_LOG).read_text())[1]
    return go_all_the_way_in(running_guide, password)


@pytest.fixture
def signed_in(chromium, running_guide, first_editor):
    """A browser on an office computer, in which she is logged in."""
    context = chromium.new_context(
        base_url=running_guide, locale="sv-SE", viewport={"width": 1280, "height": 900}
    )
    context.base_url = running_guide
    context.add_cookies(first_editor.cookies)
    yield context
    context.close()


@pytest.fixture
def editors_phone(chromium, running_guide):
    """A page of a small phone that knows nobody yet. `complaints` are what it writes in the console."""
    context = chromium.new_context(
        base_url=running_guide, locale="sv-SE", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()
