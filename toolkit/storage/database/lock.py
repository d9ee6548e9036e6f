"""One writing process at a time, one workbench: locks of the operating system on files beside project.db."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from toolkit.errors import NotSaved, ProjectBusy
from toolkit.messages import N_

PATIENCE = 10.0  # seconds for an owner that holds the lock for single changes
_GRACE = 0.1  # seconds, for an owner that has not yet said who it is
_POLL = 0.002
_OWNER = 400  # bytes that tell who the owner is

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


def os_lock(path: Path, *, now: datetime, patience: float = _GRACE, brief: bool = False) -> OwnerLock:
    """Make this process the owner of the database at `path`; raise ProjectBusy, naming the owner, when there is one.

    It waits `patience` seconds at least, and up to PATIENCE for an owner that is `brief`: one that holds the lock for
    a single change. The file's content only tells who; one left by a dead process means nothing, for the system's
    lock decides.
    """
    handle = _opened(lock_path(path))
    owner = _wait(handle, patience)
    if owner is not None:
        os.close(handle)
        raise _busy(owner)
    told = {"pid": os.getpid(), "since": now.isoformat(timespec="seconds")}
    _write_owner(handle, {**told, "brief": True} if brief else told)
    return OwnerLock(handle)


@contextmanager
def brief_hold(path: Path, *, patience: float = PATIENCE) -> Iterator[int]:
    """Hold the file at `path`, made when it is missing, for a moment; give its handle. ProjectBusy when it is taken."""
    handle = _opened(path)
    try:
        if _wait(handle, patience) is not None:
            raise _busy({})
        yield handle
    finally:
        os.close(handle)


def serve_place(path: Path, address: str, *, now: datetime) -> OwnerLock:
    """Take the place of the one workbench of the database at `path`; ProjectBusy says where another one runs."""
    handle = _opened(_place(path))
    owner = _wait(handle, _GRACE)
    if owner is not None:
        os.close(handle)
        raise ProjectBusy(
            N_("The workbench of this project is open already: {address} (process number {pid}, since {since})."),
            hint=N_("Go on there, or end it first (Ctrl-C in its terminal)."),
            address=owner.get("address", "?"),
            pid=owner.get("pid", "?"),
            since=_by_the_clock(owner.get("since")),
        )
    _write_owner(handle, {"pid": os.getpid(), "since": now.isoformat(timespec="seconds"), "address": address})
    return OwnerLock(handle)


def is_served(path: Path) -> bool:
    """Whether a workbench of the database at `path` runs."""
    place = _place(path)
    if not place.is_file():
        return False
    handle = _opened(place)
    try:
        _hold(handle)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def holder(path: Path) -> tuple[bool, object]:
    """Whether the database at `path` has an owner just now, and the process number that the lock file tells."""
    handle = _opened(lock_path(path))
    try:
        pid = _owner(handle).get("pid", "?")
        return _wait(handle, 0) is not None, pid
    finally:
        os.close(handle)


def _place(path: Path) -> Path:
    return path.with_name(path.name + ".workbench")


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise NotSaved(
            N_("Nothing can be written in the folder {folder}."),
            hint=N_("Check the folder's permissions, or move the project to a folder of your own."),
            folder=path.parent,
        ) from None


def _wait(handle: int, patience: float) -> dict[str, object] | None:
    """Hold the lock as soon as it is free; give its owner when it was not in time."""
    begun = time.monotonic()
    while True:
        try:
            _hold(handle)
        except OSError:
            owner = _owner(handle)
            limit = max(patience, PATIENCE if owner.get("brief") else 0)
            if time.monotonic() - begun >= limit:
                return owner
            time.sleep(_POLL)
        else:
            return None


def _write_owner(handle: int, owner: dict[str, object]) -> None:
    told = json.dumps(owner).encode().ljust(_OWNER)
    try:
        if _read(handle) != told:  # a brief owner comes again and again; and truncating the file takes 1.5 ms
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, told)
    except OSError:  # a full disk: the lock holds all the same, only its owner goes unnamed
        return


def _owner(handle: int) -> dict[str, object]:
    try:
        found = json.loads(_read(handle))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _read(handle: int) -> bytes:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, _OWNER)


def _busy(owner: dict[str, object]) -> ProjectBusy:
    hint = N_("Wait until it is done, or end it, and try again.")
    if not {"pid", "since"} <= owner.keys():
        return ProjectBusy(N_("Spegla is already at work in this project."), hint=hint)
    return ProjectBusy(
        N_("Spegla is already at work in this project (process number {pid}, since {since})."),
        hint=hint,
        pid=owner["pid"],
        since=_by_the_clock(owner["since"]),
    )


def _by_the_clock(since: object) -> str:
    """The moment as the clock on the wall showed it."""
    try:
        return f"{datetime.fromisoformat(str(since)).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return "?"
