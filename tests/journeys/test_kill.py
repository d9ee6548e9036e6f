"""A command killed at any moment leaves a project that opens, all that was stored before, and no half draft."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.material import write_material
from toolkit.cli.main import run
from toolkit.storage.codings import codings
from toolkit.storage.findings import themes
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

NURSERY = Path(__file__).with_name("nursery.py")
KILLS = 4
COMMANDS = {
    "add": ("added", ["add", "{p}/interviews"]),
    "suggest": ("small", ["suggest"]),
    "themes": ("small", ["themes"]),
    "draft": ("themed", ["draft", "--format", "docx", "--format", "html"]),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
]


@pytest.fixture(scope="module")
def nursery(small_coded):
    with subprocess.Popen(
        [sys.executable, str(NURSERY), str(small_coded)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=NURSERY.parents[2],
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture(scope="module")
def stages(tmp_path_factory, small_coded):
    """Projects to begin from: with one source, with all of them coded, with themes."""
    folder = tmp_path_factory.mktemp("stages")
    added, themed = folder / "added", folder / "themed"
    assert run(["init", str(added), "--language", "en"]) == 0
    write_material(added)
    assert run(["add", str(added / "interviews" / "p01.txt"), "-p", str(added)]) == 0
    shutil.copytree(small_coded, themed)
    assert run(["themes", "-p", str(themed)]) == 0
    return {"added": added, "small": small_coded, "themed": themed}


def started(nursery, arguments):
    nursery.stdin.write(json.dumps(arguments) + "\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def finished(nursery):
    return int(nursery.stdout.readline())


def stored(project):
    """Everything that a person or an earlier command put into the project; checks it on the way."""
    with Store.open(project / "project.db", now=datetime.now(UTC), write=True) as store:
        assert store.check() == []
        with store.reading() as connection:
            return {
                "sources": {name: sources.text(connection, name) for name in sources.names(connection)},
                "codings": codings.each(connection),
                "themes": themes.each(connection),
            }


def whole(path):
    """Whether a draft under its final name is complete."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and "word/document.xml" in archive.namelist()
    return path.read_text("utf-8").rstrip().endswith("</html>")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_at_any_moment_loses_nothing(nursery, stages, tmp_path, command):
    stage, template = COMMANDS[command]

    def call(project):
        return [*(part.format(p=project) for part in template), "-p", str(project)]

    durations = []
    for name in ("first", "second", "whole"):  # the first one warms the disk's cache
        whole_run = shutil.copytree(stages[stage], tmp_path / name)
        begun = time.monotonic()
        started(nursery, call(whole_run))
        assert finished(nursery) == 0
        durations.append(time.monotonic() - begun)
    duration = min(durations)
    result, before = stored(whole_run), stored(shutil.copytree(stages[stage], tmp_path / "before"))
    killed = 0
    for number in range(KILLS):
        project = shutil.copytree(stages[stage], tmp_path / f"killed{number}")
        killer = threading.Timer(
            duration * (number + 0.5) / KILLS, os.kill, (started(nursery, call(project)), signal.SIGKILL)
        )
        killer.start()
        killed += finished(nursery) == -signal.SIGKILL
        killer.cancel()
        killer.join()
        after = stored(project)
        assert before["sources"].items() <= after["sources"].items() <= result["sources"].items()
        assert after["codings"] == before["codings"]
        assert after["themes"] in (before["themes"], result["themes"])
        drafts = [path for path in (project / "drafts").glob("*") if not path.name.startswith(".")]
        assert all(whole(path) for path in drafts)
        started(nursery, call(project))
        assert finished(nursery) == 0
        again = stored(project)
        assert (again["sources"], again["themes"]) == (result["sources"], result["themes"])
        if command == "draft":
            made = [path for path in (project / "drafts").glob("*") if not path.name.startswith(".")]
            assert len(made) == len(drafts) + 2
            assert all(whole(path) for path in made)
    assert killed >= KILLS // 2
