"""What all tests share: the command line as a function, and a project made of the sample."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.figures import figure, mark_reports
from tests.made_once import made_once
from tests.material import make_project
from toolkit import messages
from toolkit.cli.main import run

__all__ = ["figure"]
settings.register_profile("spegla", deadline=None)  # time is measured by benchmarks/: a busy machine is no fault
settings.load_profile("spegla")
for library in ("OPENBLAS", "OMP"):  # there is a test for each core already; what tests start inherits it
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
REPOSITORY = Path(__file__).parents[1]
INTERVIEWS = REPOSITORY / "interviews"
SHARED = REPOSITORY.parent / "shared"
SLOW: Mapping[str, Sequence[str]] = tomllib.loads((REPOSITORY / "tests" / "slow.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Answer:
    """What a command said and with which exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON document on standard output; fails when there is anything else."""
        return json.loads(self.out)


Spegla = Callable[..., Answer]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: many tests wait for a browser, a disk or another process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    mark_reports(config, items)
    for item in items:
        if getattr(item, "originalname", item.name) in SLOW.get(item.path.relative_to(REPOSITORY).as_posix(), ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    messages.use_language("en")
    yield
    messages.use_language("en")


@pytest.fixture
def spegla(capfd: pytest.CaptureFixture[str]) -> Spegla:
    """Run the command line in this process."""

    def call(*arguments: object) -> Answer:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return Answer(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def small_coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small English project of `tests/material.py` with its codings; not to be changed: copy it with `small`."""
    folder = made_once(tmp_path_factory, "small", lambda folder: make_project(folder, run))
    before = beside_the_database(folder)
    yield folder
    assert beside_the_database(folder) == before, "A test has changed the shared project: it should ask for `small`."


def beside_the_database(folder: Path) -> dict[str, bytes]:
    """The files of a project by their places, the database left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("project.db"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def small(small_coded: Path, tmp_path: Path) -> Path:
    """A copy of the small coded project that a test may change."""
    return Path(shutil.copytree(small_coded, tmp_path / "small"))


@pytest.fixture(scope="session")
def suggested_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project without codings and with suggestions; not to be changed: copy it with `suggested`."""

    def make(folder: Path) -> None:
        make_project(folder, run, coded=False)
        assert run(["suggest", "-p", str(folder)]) == 0

    return made_once(tmp_path_factory, "suggested", make)


@pytest.fixture
def suggested(suggested_once: Path, tmp_path: Path) -> Path:
    """A copy of the small project with suggestions that a test may change."""
    return Path(shutil.copytree(suggested_once, tmp_path / "suggested"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a project with sources and coder A's codings; not to be changed: copy it with `own_sample`."""
    return made_once(tmp_path_factory, "sample", make_sample)


@pytest.fixture(scope="session")
def measured_sample(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with its suggestions measured; not to be changed."""
    from toolkit.services.projects.project import open_project
    from toolkit.services.suggesting.suggestion_report import report

    def make(folder: Path) -> None:
        shutil.copytree(sample, folder)
        report(open_project(folder, now=datetime(2026, 1, 2, 9, 0, tzinfo=UTC)))

    return made_once(tmp_path_factory, "measured", make)


@pytest.fixture
def own_sample(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample project that a test may change."""
    folder = tmp_path / "project"
    shutil.copytree(sample, folder)
    return folder


def make_sample(folder: Path) -> None:
    """Make the sample a project with sources and coder A's codings."""
    assert run(["init", str(folder), "--language", "sv"]) == 0
    copy_sample(folder)
    assert run(["add", str(folder / "interviews"), "-p", str(folder)]) == 0
    codings = folder / "interviews" / "codings" / "coder_a.csv"
    assert run(["codings", "import", str(codings), "--coder", "A", "-p", str(folder)]) == 0


def copy_sample(folder: Path) -> None:
    """Put the sample's interviews, guides, register and settings into a project folder."""
    shutil.copytree(INTERVIEWS, folder / "interviews", dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "project.toml", folder / "project.toml")
