"""Every file of a folder by its hash, so that a test can say that nothing was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "project.db.lock"  # holds who had the project open last


def files(folder: Path) -> dict[str, str]:
    """The hash of each file in the folder, by its path."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """What is done inside leaves the folder as it was."""
    before = files(folder)
    yield
    assert files(folder) == before
