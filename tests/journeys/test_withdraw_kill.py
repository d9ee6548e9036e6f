"""A withdrawal killed at any moment is finished by the next command, and nothing of the person is left anywhere."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.material import SAID
from tests.services.withdrawn import lying, marks_of, opened
from toolkit.cli.main import run
from toolkit.services.projects import withdrawal_ledger
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

NURSERY = Path(__file__).with_name("nursery.py")
KILLS = 4
SOAKED = 100
WITHDRAW = ["privacy", "withdraw", "T1", "--yes", "--delete-files"]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]


@pytest.fixture(scope="module")
def drafted(small_coded, tmp_path_factory):
    folder = Path(shutil.copytree(small_coded, tmp_path_factory.mktemp("drafted") / "project"))
    for command in (["themes"], ["draft", "--format", "docx"], ["backup"], ["backup"]):
        assert run([*command, "-p", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def nursery(small_coded):
    command = [sys.executable, str(NURSERY), str(small_coded)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=NURSERY.parents[2]
    ) as process:
        yield process
        process.stdin.close()


def started(nursery, arguments):
    nursery.stdin.write(json.dumps(arguments) + "\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def finished(nursery):
    return int(nursery.stdout.readline())


def words_of(person):
    return marks_of(*(one.words for one in SAID if one.person == person))


def is_gone(project):
    """Whether nothing of T1 is left, and all is well with what stays."""
    assert withdrawal_ledger.pending(project) == ()
    assert lying(project, words_of("T1")) == {}
    with Store.open(project / "project.db", now=opened(project).now, write=True) as store:
        assert store.check() == []
        with store.reading() as connection:
            assert next(one.words for one in SAID if one.person == "T2") in sources.text(connection, "team.txt")
    assert list((project / "withdrawals").glob("*.txt"))
    assert not list(project.glob(".erasing-*"))
    return True


@pytest.mark.parametrize("kills", [KILLS, pytest.param(SOAKED, marks=pytest.mark.soak)])
def test_a_kill_at_any_moment_leaves_it_pending_and_the_next_command_finishes_it(nursery, drafted, tmp_path, kills):
    durations = []
    for name in ("first", "second"):
        project = shutil.copytree(drafted, tmp_path / name)
        begun = time.monotonic()
        started(nursery, [*WITHDRAW, "-p", str(project)])
        assert finished(nursery) == 0
        durations.append(time.monotonic() - begun)
        assert is_gone(project)
    killed = begun_before = tried = 0
    while tried < kills or killed < kills // 2 or begun_before < kills // 4:
        assert tried < 4 * kills, (killed, begun_before)
        project = shutil.copytree(drafted, tmp_path / f"killed{tried}")
        child = started(nursery, [*WITHDRAW, "-p", str(project)])
        wait = min(durations) * ((tried % kills) + 0.5) / kills
        killer = threading.Timer(wait, os.kill, (child, signal.SIGKILL))
        killer.start()
        was_killed = finished(nursery) == -signal.SIGKILL
        killer.cancel()
        killer.join()
        killed += was_killed
        pending = bool(withdrawal_ledger.pending(project))
        begun_before += pending
        again = ["status"] if pending or not was_killed else WITHDRAW
        started(nursery, [*again, "-p", str(project)])
        assert finished(nursery) in (0, 1)
        if not is_begun(project):
            assert run([*WITHDRAW, "-p", str(project)]) == 0
        assert is_gone(project)
        shutil.rmtree(project)
        tried += 1


def is_begun(project):
    """Whether the ledger knows of a withdrawal."""
    return (project / "withdrawals.jsonl").exists()
