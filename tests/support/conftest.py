"""The reference content for tests: a small copy, and that copy loaded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from support.models import Offering
from tests import factories
from tests.support.october import MONDAY
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


@pytest.fixture
def cafe(db) -> Offering:
    """At a place, about something, without times."""
    return factories.offering("babycafe", places=["familjehuset"], topics=["lek"])
