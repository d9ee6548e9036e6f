"""What several processes need is made by one of them, and a maker that fails fails them all."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.made_once import made_once


def test_of_many_who_ask_at_once_one_makes_and_each_has_a_copy(tmp_path_factory):
    makers = []

    def make(folder):
        makers.append(folder)
        time.sleep(0.3)
        folder.mkdir()
        (folder / "a.txt").write_text("made")

    with ThreadPoolExecutor(4) as pool:
        found = [one.result() for one in [pool.submit(made_once, tmp_path_factory, "many", make) for _ in range(4)]]
    assert len(makers) == 1
    assert len({*found, *makers}) == 5
    (found[0] / "a.txt").write_text("changed")
    assert [(one / "a.txt").read_text() for one in found[1:]] == ["made"] * 3


def test_a_maker_that_fails_fails_who_comes_later(tmp_path_factory):
    def fail(_):
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        made_once(tmp_path_factory, "failing", fail)
    with pytest.raises(pytest.fail.Exception, match="failing"):
        made_once(tmp_path_factory, "failing", Path.mkdir)


DYING = """
import os, sys
from pathlib import Path
from tests.made_once import made_once

class Factory:
    def getbasetemp(self):
        return Path(sys.argv[1])

def die(folder):
    folder.mkdir()
    (folder / "half.txt").touch()
    os._exit(9)

made_once(Factory(), "dying", die)
"""


def test_a_maker_that_dies_leaves_it_to_the_next(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    without = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    call = [sys.executable, "-c", DYING, str(shared)]
    assert subprocess.run(call, check=False, env=without, cwd=Path(__file__).parents[1]).returncode == 9
    found = made_once(tmp_path_factory, "dying", Path.mkdir)
    assert list(found.iterdir()) == []
