"""What every test shares. Test data is made by the plain functions of tests/factories.py."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import translation

from boras_guide import catalogues
from catalog.search import dictionaries, lexicon
from tests.login import log_in
from tests.processes import database_of_its_own, served
from tests.support.editor import Editor

NO_CHROMIUM = "NO CHROMIUM: the browser tests did not run. On Debian: apt install chromium"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One loud line, however many tests and workers it concerns."""
    if any(NO_CHROMIUM in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_sep("*", NO_CHROMIUM, red=True, bold=True)


def pytest_configure() -> None:
    # A language without a compiled catalogue is 404 (Somali) or falls back to English.
    catalogues.compile_stale()
    dictionaries.unpack()


ASKS_A_DATABASE = {"db", "transactional_db", "_django_db_helper", "running_guide"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never asks a database, or asks how a browser shows a page, is the same on both: once, on SQLite."""
    items.sort(key=_is_short)
    if "DATABASE_URL" not in os.environ:
        return
    alike = [item for item in items if not _differs_by_database(item)]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if _differs_by_database(item)]


def _is_short(item: pytest.Item) -> bool:
    return not any(map(item.get_closest_marker, ("long", "once", "browser")))


def _differs_by_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") or item.get_closest_marker("once"):
        return False
    return item.get_closest_marker("django_db") is not None or not ASKS_A_DATABASE.isdisjoint(
        getattr(item, "fixturenames", ())
    )


def pytest_collection_finish() -> None:
    # Else Python walks, after every few hundred new objects, through all that Django and pytest keep: a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """A request in Arabic must not leave Arabic active for the next test."""
    with translation.override("sv"):
        yield


@pytest.fixture(autouse=True)
def no_remembered_words() -> None:
    """A test that is rolled back takes the catalogue's revision back with it."""
    lexicon.forget()


@pytest.fixture(scope="module")
def reference_content(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The real content, loaded once for the tests of a module and rolled back after the last.

    Each test still needs `db` (or the django_db mark), which undoes that test's own changes.
    Not for tests with `transaction=True`: they would see an empty database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("sv"):
            call_command("load_reference_content", verbosity=0)
        # Now, once: PostgreSQL would otherwise check every row of it again after each test.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def admin_client(admin_user) -> Client:
    """Instead of pytest-django's own, whose session has no second factor."""
    return log_in(Client(), admin_user)


@pytest.fixture
def editor(admin_client) -> Editor:
    """Somebody at the desk who may do everything."""
    return Editor(admin_client)


@pytest.fixture(scope="session")
def state_of_running_guide(tmp_path_factory) -> Path:
    """Where `running_guide` keeps its state and its log."""
    return tmp_path_factory.mktemp("guide")


@pytest.fixture(scope="session")
def database_of_running_guide() -> Iterator[dict[str, str]]:
    """What names it in the environment, for commands beside the guide that is served."""
    with database_of_its_own() as database:
        yield database


@pytest.fixture(scope="session")
def running_guide(state_of_running_guide, database_of_running_guide) -> Iterator[str]:
    """The address of a guide that is set up and served as `make run` does it, with the real content.

    It has a database of its own, of the kind under test; what a test changes there, stays.
    """
    with served(state_of_running_guide, **database_of_running_guide) as address:
        yield address
