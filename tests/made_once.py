"""Folders that are made once for all processes of a test run: who asks first makes one, the others wait and copy it.

Each process gets a copy of its own, so that nobody copies a database that another process has open.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

PATIENCE = 600.0  # seconds for what somebody else makes
MADE = "made"


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """This process's copy of the folder that `make` fills; where making it failed, it fails for everybody."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    place = shared / "made_once" / name
    place.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(place.with_suffix(".lock"), timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # given back by the system when the process dies
        lock.execute("CREATE TABLE IF NOT EXISTS told (outcome TEXT)")
        outcome = (lock.execute("SELECT outcome FROM told").fetchone() or [""])[0]
        if not outcome:
            outcome = _made(place, make)
            lock.execute("INSERT INTO told VALUES (?)", (outcome,))
        lock.execute("COMMIT")
    if outcome != MADE:
        pytest.fail(f"{name} could not be made:\n{outcome}", pytrace=False)
    return Path(shutil.copytree(place, factory.mktemp(name) / "project"))


def _made(place: Path, make: Callable[[Path], object]) -> str:
    """Fill the folder; what went wrong, where something did."""
    shutil.rmtree(place, ignore_errors=True)  # what a process that was killed left
    try:
        make(place)
    except (Exception, pytest.fail.Exception):
        return traceback.format_exc()
    return MADE
