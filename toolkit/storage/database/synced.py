"""Files and renamings that last through a power cut."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

    def flushed(handle: int) -> None:
        """See what was written to the disk itself: on macOS `fsync` leaves it in the disk's own memory."""
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:  # a file system that does not know it
            os.fsync(handle)
else:

    def flushed(handle: int) -> None:
        """See what was written to the disk."""
        os.fsync(handle)


def sync_file(path: Path) -> None:
    """See a finished file to the disk; never one that a connection of this process has open."""
    handle = os.open(path, os.O_RDWR)
    try:
        flushed(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a renaming last through a power cut; where folders cannot be opened (Windows) the system sees to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            flushed(handle)
        finally:
            os.close(handle)
