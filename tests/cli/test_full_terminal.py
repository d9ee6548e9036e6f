"""What is said goes to a disk that is full: a sentence, no traceback, and what was done is done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
SWEDISH = {**os.environ, "LC_ALL": "sv_SE.UTF-8", "LANGUAGE": ""}
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_an_answer_that_finds_no_room_is_told(small, form):
    command = [*SPEGLA, "backup", "-p", str(small), "--language", "en", *form]
    with FULL.open("w") as nowhere:
        done = subprocess.run(command, stdout=nowhere, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "could not be written where it was sent" in done.stderr
    assert "→" in done.stderr
    assert len(list((small / "backups").glob("*-hand"))) == 1


def test_an_error_that_nobody_can_hear_is_still_an_exit_code(small):
    command = [*SPEGLA, "restore", "nothing", "-p", str(small)]
    with FULL.open("w") as nowhere:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=nowhere, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("words", [["--help"], ["privacy", "--help"], ["merge", "-h"]])
def test_help_that_finds_no_room_is_told_like_an_answer(words):
    with FULL.open("w") as nowhere:
        said = {"stdout": nowhere, "stderr": subprocess.PIPE, "text": True}
        done = subprocess.run([*SPEGLA, *words], env=SWEDISH, check=False, **said)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "disken är full" in done.stderr
    assert "\n  → " in done.stderr
