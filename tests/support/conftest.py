"""The reference content for tests: a small copy, and that copy loaded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import translation

from support.models import Offering
from tests import factories
from tests.support.october import MONDAY
from tests.support.rights_world import World, make_world
from tests.support.small_copy import SmallCopy


@pytest.fixture
def copy(tmp_path: Path) -> SmallCopy:
    return SmallCopy(tmp_path)


@pytest.fixture
def loaded(copy: SmallCopy) -> SmallCopy:
    copy.load()
    return copy


@pytest.fixture
def november() -> Iterator[None]:
    """The clock stands still, at noon on Sunday 22 November 2026."""
    with time_machine.travel("2026-11-22 12:00+01:00", tick=False):
        yield


@pytest.fixture
def monday() -> Iterator[None]:
    """The clock stands still, on Monday morning 5 October 2026."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(scope="module")
def rights_world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """Three administrations and everybody at the desk, made once for the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("sv"):
            world = make_world()
        connection.check_constraints()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def cafe(db) -> Offering:
    """At a place, about something, without times."""
    return factories.offering("babycafe", places=["familjehuset"], topics=["lek"])
