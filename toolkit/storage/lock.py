"""One writing process per project: a lock of the operating system on a file beside project.db."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime
from pathlib import Path

from toolkit.errors import NotSaved, ProjectBusy
from toolkit.messages import N_

if sys.platform == "win32":
    import msvcrt

    # A byte far behind the content: Windows forbids others to read what is locked, and they shall read the pid.
    _FAR = 1 << 30

    def _hold(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def lock_path(path: Path) -> Path:
    """The lock file of the database at `path`."""
    return path.with_name(path.name + ".lock")


class OwnerLock:
    """A held lock; it ends with `release` or with the process, however that ends."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle

    def release(self) -> None:
        """Give the project free; again is harmless. The lock file stays: removing it would let two own the project."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def os_lock(path: Path, *, now: datetime) -> OwnerLock:
    """Make this process the owner of the database at `path`; raise ProjectBusy, naming the owner, when there is one.

    The file's content only tells who; a content left by a dead process means nothing, for the system's lock decides.
    """
    try:
        handle = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise NotSaved(
            N_("Nothing can be written in the folder {folder}."),
            hint=N_("Check the folder's permissions, or move the project to a folder of your own."),
            folder=path.parent,
        ) from None
    try:
        _hold(handle)
    except OSError:
        owner = _owner(handle)
        os.close(handle)
        raise _busy(owner) from None
    _write_owner(handle, {"pid": os.getpid(), "since": now.isoformat(timespec="seconds")})
    return OwnerLock(handle)


def _write_owner(handle: int, owner: dict[str, object]) -> None:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(owner).encode())
    except OSError:  # a full disk: the lock holds all the same, only its owner goes unnamed
        return


def _owner(handle: int) -> dict[str, object]:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        found = json.loads(os.read(handle, 200))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _busy(owner: dict[str, object]) -> ProjectBusy:
    hint = N_("Wait until it is done, or end it, and try again.")
    if not {"pid", "since"} <= owner.keys():
        return ProjectBusy(N_("Spegla is already at work in this project."), hint=hint)
    return ProjectBusy(
        N_("Spegla is already at work in this project (process number {pid}, since {since})."),
        hint=hint,
        pid=owner["pid"],
        since=owner["since"],
    )
