"""A1: killed at every call that writes, and at random beside another process: nothing acknowledged is lost."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.material import SAID
from tests.reliability.stages import NEW, coded_by_another, copied, held
from tests.reliability.struck import Point, needs_strace, spread
from tests.services.withdrawn import lying, marks_of
from toolkit.cli.main import run
from toolkit.services.projects import withdrawal_ledger
from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store

pytestmark = pytest.mark.slow

WRITERS = Path(__file__).with_name("writers.py")
SHORT = 2  # places for each command
PARTS = [slice(start, None, 8) for start in range(8)]  # of the places of a withdrawal, so that they can be tried apart
MIDWAY = Point("pwrite64", 1_000)  # in a withdrawal
COMMANDS = {
    "add": ["add", "{f}/p77.txt"],
    "code": ["codings", "import", "{f}/codings_b.csv", "--coder", "B"],
    "merge": ["merge", "{f}/other"],
    "undo": ["undo", "--coder", "KL"],
    "withdraw": ["privacy", "withdraw", "T1", "--yes", "--delete-files"],
}


@pytest.fixture(scope="module")
def stage(nursery, small_coded, tmp_path_factory):
    """A project with a step of today to undo, and beside it a file, a table and a copy to take in."""
    folder = tmp_path_factory.mktemp("stage")
    (folder / "p77.txt").write_text(NEW, "utf-8")
    project = copied(small_coded, folder / "project")
    table = coded_by_another(project, folder)
    other = copied(small_coded, folder / "other")
    assert run(["codings", "import", str(table), "--coder", "C", "-p", str(other)]) == 0
    assert nursery.run("code", project, "first") == 0
    return project


def call(command, stage, project):
    return [part.format(f=stage.parent) for part in COMMANDS[command]] + ["-p", str(project)]


@needs_strace
@pytest.mark.figure("A1")
@pytest.mark.parametrize("most", [SHORT, pytest.param(None, marks=pytest.mark.soak)], ids=["some", "every"])
@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "withdraw"])
def test_killed_wherever_it_writes(nursery, stage, tmp_path, command, most, figure):
    project = copied(stage, tmp_path / "project")
    nursery.warm("command", *call(command, stage, copied(stage, tmp_path / "other")))
    before = held(project)
    points = spread(nursery.points("command", *call(command, stage, project)), most)
    result = held(project)
    killed = 0
    for point in points:
        copied(stage, project)
        code = nursery.struck(point, "signal=KILL", "command", *call(command, stage, project))
        if code == 0:  # it wrote less often this time: strike where it surely writes
            assert held(project) == result, point
            copied(stage, project)
            earlier = replace(point, number=max(1, point.number // 2))
            code = nursery.struck(earlier, "signal=KILL", "command", *call(command, stage, project))
        killed += code == -signal.SIGKILL
        after = held(project)
        assert code != 0 or after == result, point
        assert after in (before, result), point
        if after == before:
            assert nursery.run("command", *call(command, stage, project)) == 0, point
        assert held(project) == result, point
    figure(kills=killed, lost=0, faults=0)
    assert killed >= len(points) * 0.9


@needs_strace
@pytest.mark.figure("A1")
@pytest.mark.parametrize(
    ("most", "part"), [(SHORT, slice(None)), *(pytest.param(None, part, marks=pytest.mark.soak) for part in PARTS)]
)
def test_a_withdrawal_killed_wherever_it_writes(nursery, stage, tmp_path, most, part, figure):
    project = copied(stage, tmp_path / "project")
    points = spread(places(nursery, stage, project), most)[part]
    words = marks_of(*(one.words for one in SAID if one.person == "T1"))
    result, killed = held(project), 0
    for point in points:
        copied(stage, project)
        killed += nursery.struck(point, "signal=KILL", "command", *call("withdraw", stage, project)) == -signal.SIGKILL
        nursery.run("command", "status", "-p", project)
        if not any(one.respondent == "T1" for one in withdrawn(project)):
            assert nursery.run("command", *call("withdraw", stage, project)) == 0, point
        assert withdrawal_ledger.pending(project) == (), point
        assert lying(project, words) == {}, point
        after = held(project)
        assert (after.texts, after.codings) == (result.texts, result.codings), point
    figure(kills=killed, lost=0, faults=0)
    assert killed >= len(points) * 0.9


def places(nursery, stage, project):
    """The places at which a withdrawal writes; the nursery has made one before, and finished one that was killed."""
    other = project.with_name("other")
    nursery.warm("command", *call("withdraw", stage, copied(stage, other)))
    nursery.struck(MIDWAY, "signal=KILL", "command", *call("withdraw", stage, copied(stage, other)))
    nursery.warm("command", "status", "-p", other)
    return nursery.points("command", *call("withdraw", stage, project))


def withdrawn(project):
    """The withdrawals that the ledger knows."""
    from toolkit.services.projects import withdrawal_ledger

    return withdrawal_ledger.errands(project)


class Writer:
    """A nursery of writers; `begun` starts one and waits for what it saved first."""

    def __init__(self, path, way):
        self.process = subprocess.Popen(
            [sys.executable, WRITERS, path, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begun(self, coder):
        self.process.stdin.write(f"{coder}\n")
        self.process.stdin.flush()
        self.pid = int(self.process.stdout.readline())
        self.saved = [int(self.process.stdout.readline())]

    def killed(self, seconds):
        killer = threading.Timer(seconds, os.kill, (self.pid, signal.SIGKILL))
        killer.start()
        self.saved += [int(line) for line in itertools.takewhile(lambda line: line != "gone\n", self.process.stdout)]
        killer.join()

    def end(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.figure("A1")
@pytest.mark.parametrize("rounds", [5, pytest.param(250, marks=pytest.mark.soak)])
def test_a_workbench_and_a_command_killed_at_random(small, rounds, figure):
    """Each round kills two processes that write at the same time: 250 rounds are 500 kills."""
    path, chance, acknowledged = small / "project.db", random.Random(1), 0
    writers = Writer(path, "standing"), Writer(path, "beside")
    try:
        for number in range(rounds):
            for which, writer in enumerate(writers):
                writer.begun(f"w{which}n{number}")
            threads = [threading.Thread(target=one.killed, args=(chance.uniform(0, 0.2),)) for one in writers]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            with Store.open(path, now=datetime.now(UTC), write=True) as store:
                assert store.check() == []
                for which, writer in enumerate(writers):
                    with store.reading() as connection:
                        found = Counter(one.code for one in codings.each(connection, coder=f"w{which}n{number}"))
                    assert {f"code{saved}" for saved in writer.saved} <= found.keys()
                    assert len(found) <= len(writer.saved) + 1
                    assert set(found.values()) == {3}
                    acknowledged += len(writer.saved)
    finally:
        for writer in writers:
            writer.end()
    figure(kills=2 * rounds, acknowledged=acknowledged, lost=0, faults=0)
