from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.catalog.reading import hits

# Examples are read-only, so fixtures of the test may stand for all of them. The same examples each
# time: a test that fails on one machine fails on every machine.
settings.register_profile(
    "guide",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("guide")


@pytest.fixture(scope="package", autouse=True)
def without_history() -> Iterator[None]:
    """Readers never see an editor's history, and writing it is most of what making an offering takes."""
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        yield


@pytest.fixture(scope="module")
def for_the_module(django_db_setup, django_db_blocker) -> Callable[[], AbstractContextManager]:
    """`with for_the_module(): offering(…)`: made once for a module's tests, rolled back after the last."""

    @contextmanager
    def made_once() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic(), translation.override("sv"):
            yield
            transaction.set_rollback(True)

    return made_once


@pytest.fixture
def database_down() -> Callable[..., AbstractContextManager]:
    """`with database_down():` every question to the database fails."""

    def down(error: type[Exception] = OperationalError) -> AbstractContextManager:
        def fail(execute, sql, params, many, context):
            raise error("the server closed the connection")

        return connection.execute_wrapper(fail)

    return down


@pytest.fixture
def found(client) -> Callable[..., list[str]]:
    """`found("öppen förskola", "ar", area="boda")`: slugs of the hits that a reader sees, best first."""

    def search(text: str, language: str = "sv", **chosen: str) -> list[str]:
        response = client.get(f"/{language}/stod/", {"q": text, **chosen})
        assert response.status_code == 200
        return hits(response)

    return search
