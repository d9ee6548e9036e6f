"""A5: a disk that is full in any command: a message in words, a project that opens, nothing lost, and on it goes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reliability.stages import NEW, coded_by_another, copied, held
from tests.services.withdrawn import NOW
from toolkit.cli.main import run
from toolkit.storage.findings import themes
from toolkit.storage.projects.store import Store

pytestmark = pytest.mark.slow

SIZE = 64  # megabytes of the small file system
SHORT_ROOM, ROOMS = (0,), (0, 12, 60, 250)  # kilobytes that are free
COMMANDS = {
    "add": ["add", "{f}/p77.txt"],
    "codings import": ["codings", "import", "{f}/codings_b.csv", "--coder", "B"],
    "codings export": ["codings", "export", "{p}/out.csv", "--force"],
    "find and code": ["find", "bus", "--code", "needs/work", "--coder", "B", "--yes"],
    "suggest": ["suggest"],
    "themes": ["themes", "--anew", "--yes"],
    "draft": ["draft", "--format", "md"],
    "draft in Word": ["draft", "--format", "docx"],
    "merge": ["merge", "{f}/other"],
    "backup": ["backup"],
    "restore": ["restore", "{backup}", "--yes"],
    "restore elsewhere": ["restore", "{backup}", "--as", "{p}/elsewhere", "--yes"],
    "revise": ["sources", "revise", "p01.txt", "--replace", "village", "town", "--all", "--yes", "--coder", "KL"],
    "kind": ["sources", "kind", "p02.txt", "narrative"],
    "speakers": ["sources", "speakers", "p03.txt", "--date", "2025-03-31"],
    "remove": ["sources", "remove", "p09.txt", "--yes"],
    "claims": ["claims", "add", "Many miss the bus.", "--theme", "{theme}", "--coder", "KL"],
    "theme's name": ["themes", "rename", "--coder", "KL", "{theme}", "Waiting for the bus"],
    "assign": ["coders", "assign", "B", "--sources", "p02.txt"],
    "undo": ["undo", "--coder", "KL"],
    "restrict": ["privacy", "restrict", "P02"],
    "register": ["privacy", "register", "--to", "{p}/art30.docx", "--force"],
    "subject copy": ["privacy", "subject-copy", "P01", "--to", "{p}/copy.docx", "--force"],
    "withdraw": ["privacy", "withdraw", "T1", "--yes", "--delete-files"],
    "export project": ["export", "project", "{p}/whole.zip", "--force"],
    "export tables": ["export", "all", "{p}/tables.xlsx", "--force"],
    "exchange export": ["exchange", "export", "{p}/out.qdpx", "--force"],
    "exchange import": ["exchange", "import", "{f}/other.qdpx", "--coder", "B"],
    "init": ["init", "{p}/new"],
    "doctor": ["doctor", "--mend"],
}
QUICK = ("add", "codings import", "find and code", "merge", "backup", "revise", "restrict", "withdraw", "init")
TAKES_AWAY = {"remove", "withdraw", "undo", "revise", "restore"}  # when they succeed


@pytest.fixture(scope="module")
def stage(nursery, small_coded, tmp_path_factory):
    """A project with themes, a draft, a backup and a step of today; beside it what is taken in."""
    folder = tmp_path_factory.mktemp("stage")
    (folder / "p77.txt").write_text(NEW, "utf-8")
    project = copied(small_coded, folder / "project")
    table = coded_by_another(project, folder)
    other = copied(small_coded, folder / "other")
    assert run(["codings", "import", str(table), "--coder", "C", "-p", str(other)]) == 0
    assert run(["exchange", "export", str(folder / "other.qdpx"), "-p", str(other)]) == 0
    for command in (["suggest"], ["themes"], ["draft", "--format", "md"], ["backup"]):
        assert run([*command, "-p", str(project)]) == 0
    assert nursery.run("code", project, "first") == 0
    return project


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """A file system of its own, of a few megabytes."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def filled(disk: Path, room: int) -> Path:
    """Leave so many kilobytes free."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        free = shutil.disk_usage(disk).free - room * 1024
        file.write(b"\0" * max(free, 0))
    return ballast


def call(command, stage, project):
    """The command's words for this project."""
    with Store.open(project / "project.db", now=NOW) as store, store.reading() as connection:
        theme = next(one.id for one in themes.each(connection) if not one.pile)
    backup = next(iter(sorted((project / "backups").glob("*-hand")))).name
    words = {"f": stage.parent, "p": project, "theme": theme, "backup": backup}
    filled_in = [part.format(**words) for part in COMMANDS[command]]
    return filled_in if command == "init" else [*filled_in, "-p", str(project)]


@pytest.mark.figure("A5")
@pytest.mark.parametrize(
    ("command", "rooms"),
    [
        *((name, SHORT_ROOM) for name in QUICK),
        *(pytest.param(name, ROOMS, marks=pytest.mark.soak) for name in COMMANDS),
    ],
)
def test_a_full_disk_is_told_and_nothing_is_lost(stage, disk, spegla, command, rooms, figure):
    refused = 0
    for room in rooms:
        shutil.rmtree(disk / "project", ignore_errors=True)
        project = copied(stage, disk / "project")
        before, arguments = held(project), call(command, stage, project)
        ballast = filled(disk, room)
        answer = spegla(*arguments, "--language", "en")
        assert answer.code in (0, 1), (room, answer)
        refused += answer.code
        assert answer.code == 0 or answer.err.strip(), room
        assert "toolkit/" not in answer.out + answer.err
        ballast.unlink()
        after = held(project)
        if command != "withdraw" and (answer.code or command not in TAKES_AWAY):
            assert before <= after, room
        if answer.code and command != "undo":
            again = spegla(*arguments, "--language", "en")
            assert again.code == 0 or "withdrawn" in again.err, (room, again)
        held(project)
    figure(commands=1, times=len(rooms), refused=refused, lost=0)
