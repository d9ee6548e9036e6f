"""One nursery for all tests here: its libraries take longer to load than most of the deeds in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.struck import Nursery, nursery_of


@pytest.fixture(scope="session")
def nursery(small_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Processes that are begun at once and can be struck at a chosen system call."""
    with nursery_of(small_coded, tmp_path_factory.mktemp("nursery")) as found:
        yield found
