"""The reference content for tests: a small copy, and that copy loaded."""

from pathlib import Path

import pytest

from tests.support.small_copy import SmallCopy


@pytest.fixture
def copy(tmp_path: Path) -> SmallCopy:
    return SmallCopy(tmp_path)


@pytest.fixture
def loaded(copy: SmallCopy) -> SmallCopy:
    copy.load()
    return copy
