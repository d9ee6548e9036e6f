"""Folders of words that a killed command left behind: locked while in use, cleared at the next start."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import SpeglaError

OTHER = ".other-"  # a copy of another project while it is merged
ARCHIVE = ".plain-"  # plain files while they are written or read back
RESTORE = ".restore-"  # a project while it is built of a backup
ERASING = ".erasing-"  # a backup's database while words are taken out of it
_SUFFIX, _HELD = ".part", "held"
_YOUNG = 60.0  # seconds in which one may not be locked yet


@contextmanager
def passing(folder: Path, prefix: str, *, now: datetime) -> Iterator[Path]:
    """A folder of ours in `folder`, locked as long as it lasts."""
    from toolkit.storage.database.lock import os_lock

    with TemporaryDirectory(prefix=prefix, suffix=_SUFFIX, dir=folder) as place:
        lock = os_lock(Path(place) / _HELD, now=now)
        try:
            yield Path(place)
        finally:
            lock.release()


def each(folder: Path) -> list[Path]:
    """Such folders, in use or not."""
    return [one for prefix in (OTHER, ARCHIVE, RESTORE) for one in folder.glob(f"{prefix}*{_SUFFIX}")]


def clear(folder: Path, *, now: datetime) -> None:
    """Remove such folders that nobody uses any more."""
    with suppress(OSError):
        for left in (
            one for prefix in (OTHER, ARCHIVE, RESTORE, ERASING) for one in folder.glob(f"{prefix}*{_SUFFIX}")
        ):
            if left.is_dir() and not left.is_symlink() and not _in_use(left, now):
                shutil.rmtree(left, ignore_errors=True)


def _in_use(left: Path, now: datetime) -> bool:
    from toolkit.storage.database.lock import lock_path, os_lock

    if not lock_path(left / _HELD).exists():
        return time.time() - left.stat().st_mtime < _YOUNG
    try:
        os_lock(left / _HELD, now=now).release()
    except SpeglaError:
        return True
    return False
