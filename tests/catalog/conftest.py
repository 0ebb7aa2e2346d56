import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.catalog.clock import TUESDAY, moment
from tests.catalog.reading import hits, read, total

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


@pytest.fixture
def listed(client) -> Callable[..., list[str]]:
    """`listed("age=1&age=2", "ar")`: slugs of the hits in the list."""

    def ask(query: str = "", language: str = "sv") -> list[str]:
        response = client.get(f"/{language}/stod/?{query}")
        assert response.status_code == 200
        assert total(response) == len(hits(response))
        return hits(response)

    return ask


@pytest.fixture
def on(client) -> Callable[..., list[tuple[str, str]]]:
    """`on("week=2026-W49&age=3")`: (slug, day) of all entries of the calendar, in order."""

    def ask(query: str = "", language: str = "sv") -> list[tuple[str, str]]:
        response = client.get(f"/{language}/kalender/?{query}")
        assert response.status_code == 200
        return [
            (article["data-offering"], article.all("time")[0]["datetime"][:10])
            for article in read(response).all("article", data_offering=True)
            if not article.is_inside(data_suggestions=True)
        ]

    return ask


@pytest.fixture
def it_is(time_machine) -> Callable[..., None]:
    """The clock stands still: on a Tuesday morning, until `it_is(MONDAY, "18:00")`."""

    def set_clock(day: datetime.date = TUESDAY, clock: str = "09:40", *, fold: int = 0) -> None:
        time_machine.move_to(moment(day, clock, fold=fold), tick=False)

    set_clock()
    return set_clock
