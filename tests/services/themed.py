"""The small project with its themes found, made once for all who rest something on them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from tests.made_once import made_once
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
_commands = count(1)


@pytest.fixture(scope="session")
def themed_once(tmp_path_factory: pytest.TempPathFactory, small_coded: Path) -> Path:
    """The project; not to be changed."""
    from toolkit.services.themes import themes

    def make(folder: Path) -> None:
        shutil.copytree(small_coded, folder)
        themes.themes(open_project(folder, now=NOW))

    return made_once(tmp_path_factory, "themed", make)


def hand(coder: str = "KL", command: str = "") -> Hand:
    """A coder with a command of its own."""
    return Hand(coder, command or f"themed-{next(_commands)}")
