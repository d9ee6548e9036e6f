"""Folders that are made once for all processes of a test run: who asks first makes one, the others wait for it.

Each process gets a copy of its own, so that nobody copies a database that another process has open.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

PATIENCE = 600.0  # seconds for what another process makes
MADE, FAILED = "made", "failed"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """This process's copy of the folder that `make` makes; where making it failed, it fails for everybody."""
    folder = _shared(factory) / name / "project"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone(folder.parent / "lock") as lock:
        outcome = _outcome(lock)
        if not outcome:
            _make(folder, make, lock)
    if outcome == FAILED:
        pytest.fail(f"“{name}” could not be made; who asked for it first is told why.", pytrace=False)
    return Path(shutil.copytree(folder, factory.mktemp(name) / "project"))


def _shared(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made_once"


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """One process at a time; the system gives the lock back when a process dies, and what it had told is forgotten."""
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        lock.execute("CREATE TABLE IF NOT EXISTS told (outcome TEXT)")
        try:
            yield lock
        finally:
            lock.execute("COMMIT")


def _outcome(lock: sqlite3.Connection) -> str:
    found = lock.execute("SELECT outcome FROM told").fetchone()
    return str(found[0]) if found else ""


def _make(folder: Path, make: Callable[[Path], object], lock: sqlite3.Connection) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # left by a process that died over it
    outcome = FAILED
    try:
        make(folder)
        outcome = MADE
    finally:
        lock.execute("INSERT INTO told VALUES (?)", (outcome,))
