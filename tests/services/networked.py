"""The small project with the ties of `tied`, made once for all who look at its network."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.made_once import made_once
from tests.services import tied
from toolkit.services.projects.project import open_project


@pytest.fixture(scope="session")
def networked_once(tmp_path_factory: pytest.TempPathFactory, small_coded: Path) -> Path:
    """The project; not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(small_coded, folder)
        tied.tie(folder)

    return made_once(tmp_path_factory, "networked", make)


def opened(folder: Path, now=tied.NOW):
    """The project on the day of its ties."""
    return open_project(folder, now=now)


def number_of(project, name: str) -> int:
    """The number of a partner."""
    from toolkit.storage.findings import partners

    with project.store() as store, store.reading() as connection:
        return next(one.id for one in partners.partners(connection) if one.name == name)
