"""What tests of commands share: projects that are made once, and one of them opened."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.made_once import made_once
from toolkit.cli.main import run
from toolkit.services.projects.project import Project, open_project

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def opened(small_coded: Path) -> Project:
    """The small coded project, to be read."""
    return open_project(small_coded, now=NOW)


@pytest.fixture(scope="session")
def themed_once(small_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small coded project with its four themes; not to be changed: copy it with `themed`."""

    def make(folder: Path) -> None:
        shutil.copytree(small_coded, folder)
        assert run(["themes", "-p", str(folder)]) == 0

    return made_once(tmp_path_factory, "themed", make)


@pytest.fixture
def themed(themed_once: Path, tmp_path: Path) -> Path:
    """A copy of the small project with themes that a test may change."""
    return Path(shutil.copytree(themed_once, tmp_path / "themed"))


@pytest.fixture(scope="session")
def looked_at(small_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small coded project for commands that only look: not to be changed."""
    return Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("looked_at") / "small"))


@pytest.fixture(scope="session")
def drafted_once(themed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with themes and one draft in Word, in `drafts/`; not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(themed_once, folder)
        assert run(["draft", "--format", "docx", "-p", str(folder)]) == 0

    return made_once(tmp_path_factory, "drafted", make)


@pytest.fixture
def drafted(drafted_once: Path, tmp_path: Path) -> Path:
    """A copy of the small project with a draft that a test may change."""
    return Path(shutil.copytree(drafted_once, tmp_path / "drafted"))
