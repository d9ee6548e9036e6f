"""A writer killed at any moment leaves a project that opens, with all that it said was saved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store

NURSERY = Path(__file__).with_name("nursery.py")
PER_COMMIT = 7
KILLS = 15


def killed_writer(nursery, coder, seconds):
    """Let a writer run for `seconds` after its first commit and kill it; give the commits it acknowledged."""
    nursery.stdin.write(f"{coder}\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline())
    acknowledged = [int(nursery.stdout.readline())]
    killer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
    killer.start()
    for line in nursery.stdout:
        if line == "gone\n":
            break
        acknowledged.append(int(line))
    killer.join()
    return acknowledged


@pytest.mark.parametrize("way", ["alone", "standing"])
def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(posix, store, path, put, now, way):
    put()
    store.close()
    chance, acknowledged = random.Random(9), {}
    with subprocess.Popen(
        [sys.executable, NURSERY, path, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:
        for number in range(KILLS):
            coder = f"coder{number}"
            acknowledged[coder] = killed_writer(nursery, coder, chance.uniform(0, 0.08))
            with Store.open(path, now=now, write=True) as opened:
                assert opened.check() == []
                with opened.reading() as connection:
                    saved = Counter(one.code for one in codings.each(connection, coder=coder))
            assert {f"code{commit}" for commit in acknowledged[coder]} <= saved.keys()
            assert len(saved) <= len(acknowledged[coder]) + 1
            assert set(saved.values()) == {PER_COMMIT}
    assert sum(map(len, acknowledged.values())) > KILLS
