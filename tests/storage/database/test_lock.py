from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from toolkit.errors import ProjectBusy
from toolkit.storage.database.lock import lock_path, os_lock, serve_place

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.storage.database.lock import os_lock
held = os_lock(Path(sys.argv[1]), now=datetime(2026, 3, 1, 12, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_the_first_ones_number_until_it_dies(path, now):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(ProjectBusy, match=str(owner.pid)) as caught:
            os_lock(path, now=now)
        assert "since 2026-03-01 " in caught.value.sentence
        assert "+00:00" not in caught.value.sentence
        owner.kill()
        owner.wait()
    os_lock(path, now=now).release()


@pytest.mark.parametrize("left", [b"", b"not json", b"[1, 2]", b'{"pid": 1}', b'{"pid": 1, "since": "x"}' * 40])
def test_what_a_dead_process_left_is_harmless(path, now, left):
    lock_path(path).write_bytes(left)
    held = os_lock(path, now=now)
    with pytest.raises(ProjectBusy, match="number"):
        os_lock(path, now=now)
    held.release()
    held.release()
    os_lock(path, now=now).release()


def test_a_lock_whose_owner_cannot_be_read_is_still_a_lock(path, now):
    held = os_lock(path, now=now)
    lock_path(path).write_bytes(b"half a li")
    with pytest.raises(ProjectBusy, match="already at work"):
        os_lock(path, now=now)
    held.release()


def test_an_owner_for_a_single_change_is_waited_for(path, now):
    held = os_lock(path, now=now, brief=True)
    threading.Timer(0.3, held.release).start()
    begun = time.monotonic()
    os_lock(path, now=now).release()
    assert 0.2 < time.monotonic() - begun < 5


def test_an_owner_for_long_is_not_waited_for_but_with_patience(path, now):
    held = os_lock(path, now=now)
    begun = time.monotonic()
    with pytest.raises(ProjectBusy):
        os_lock(path, now=now)
    assert time.monotonic() - begun < 1
    threading.Timer(0.3, held.release).start()
    os_lock(path, now=now, patience=10).release()


def test_a_second_workbench_is_told_where_the_first_one_is(path, now):
    place = serve_place(path, "http://127.0.0.1:4711", now=now)
    os_lock(path, now=now).release()  # the place is no claim on the project
    with pytest.raises(ProjectBusy, match="4711"):
        serve_place(path, "http://127.0.0.1:4712", now=now)
    place.release()
    serve_place(path, "http://127.0.0.1:4712", now=now).release()
