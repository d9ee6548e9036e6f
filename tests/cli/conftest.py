"""What tests of commands share: projects that are made once, and one of them opened."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import beside_the_database
from tests.made_once import made_once
from tests.material import SAID
from tests.services.met import ADDED, OBJECTED, RECOGNISED, held
from toolkit.cli.main import run
from toolkit.services.projects.project import Project, open_project

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BY = ("--coder", "KL")
PLACE = "112-133"  # “The bus was the worst” in p01.txt
WORK = (
    ("partners", "add", "Ängen", "--kind", "person"),
    ("partners", "add", "Zonen"),
    ("partners", "alias", "Zonen", "bussen", "--since", "2020-01-01", "--until", "2029-12-31", "--common"),
    ("network", "mark", "p01.txt", PLACE, "Zonen", "--need", "needs/work", "--effect", "hinders", "--time", "now"),
    ("claims", "add", "{who} {miss/misses} the bus", "--passage", f"p01.txt:{PLACE}"),
    ("obstacles", "add", "Nobody takes over", "--level", "organisation", "--owner", "the region"),
    ("obstacles", "lift", "1", "--forum", "the board", "--at", "2026-03-01"),
    ("obstacles", "step", "1", "they will see", "--at", "2026-03-20", "--answer"),
    ("quotes", "add", "p01.txt", "--words", SAID[0].words),
    ("reflect", "agree", "1", "Ask about nights.", "--owner", "T2", "--due", "2020-01-01"),
    ("reflect", "open", "--format", "priorities", "--audience", "steering", "--title", "Autumn", "--named", "--day",
     "2030-11-03"),
    ("reflect", "respond", "2", "--step", "ideas", "A bus that comes", "--who", "coach"),
    ("reflect", "respond", "2", "--step", "ideas", "A card"),
    ("reflect", "change", "4", "--hide"),
    ("reflect", "dots", "4", "3"),
)  # fmt: skip


@pytest.fixture
def in_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder; files that are named without a folder lie in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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
def looked_at(small_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small coded project for commands that only look: not to be changed."""
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("looked_at") / "small"))
    before = beside_the_database(folder)
    yield folder
    assert beside_the_database(folder) == before, "A test has changed the shared project: it should ask for `small`."


@pytest.fixture(scope="session")
def drafted_once(themed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with themes and one draft in Word, in `drafts/`; not to be changed."""

    def make(folder: Path) -> None:
        shutil.copytree(themed_once, folder)
        assert run(["draft", "--format", "docx", "-p", str(folder)]) == 0

    return made_once(tmp_path_factory, "drafted", make)


@pytest.fixture(scope="session")
def worked_once(themed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with something of each kind that a team makes; not to be changed.

    Partners Zonen and Ängen, with a mark of Zonen in p01.txt; claim 1 on those words; quote 1 of P01; obstacle 1; a
    closed session 1 with responses 1 to 3, of which 2 is an objection, and something agreed; an open session 2 with
    responses 4 (hidden, three dots) and 5.
    """

    def make(folder: Path) -> None:
        shutil.copytree(themed_once, folder)
        for words in WORK[:-6]:
            assert run([*words, *BY, "-p", str(folder)]) == 0, words
        held(folder, ("recognise", RECOGNISED), ("differently", OBJECTED, {"who": "T1"}), ("add", ADDED))
        for words in WORK[-6:]:
            assert run([*words, *BY, "-p", str(folder)]) == 0, words

    return made_once(tmp_path_factory, "worked", make)


@pytest.fixture
def drafted(drafted_once: Path, tmp_path: Path) -> Path:
    """A copy of the small project with a draft that a test may change."""
    return Path(shutil.copytree(drafted_once, tmp_path / "drafted"))
