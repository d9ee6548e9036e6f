"""Processes that are struck at a chosen system call: killed there, or told that the disk is full or broken.

strace stands on the process and counts its calls, so that every place at which something is written can be struck,
one after another, and the same again another time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

NURSERY = Path(__file__).with_name("nursery.py")
WRITING = (
    "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rename", "renameat2", "sendfile",
    "copy_file_range", "mkdir",
)  # fmt: skip
ATTACHED = 10.0  # seconds that strace may take to come

needs_strace = pytest.mark.skipif(not shutil.which("strace") or not hasattr(os, "fork"), reason="needs strace and fork")


@dataclass(frozen=True, slots=True)
class Point:
    """The `number`th time that a process makes this call; with `on` every later one too."""

    call: str
    number: int
    on: bool = False

    def injected(self, what: str) -> list[str]:
        """The options with which strace does this there: `signal=KILL`, `error=ENOSPC`."""
        times = f"{self.number}+" if self.on else str(self.number)
        return ["-e", f"trace={self.call}", "-e", f"inject={self.call}:{what}:when={times}"]


class Nursery:
    """Processes whose libraries are loaded already, one at a time."""

    def __init__(self, stdin: IO[str], stdout: IO[str], place: Path) -> None:
        self.stdin, self.stdout, self.log = stdin, stdout, place / "strace.log"

    def run(self, name: str, *arguments: object) -> int:
        """Do it; the exit code."""
        self._begin(name, arguments, "free")
        return int(self.stdout.readline())

    def warm(self, name: str, *arguments: object) -> None:
        """Do it in the nursery itself, on a project of another place: its children then begin with all it loads."""
        assert self._begin(name, arguments, "here") == 0

    def struck(self, point: Point, what: str, name: str, *arguments: object) -> int:
        """Do it and strike it there; the exit code, negative when it was killed."""
        return self._traced(point.injected(what), name, arguments)

    def barred(self, path: Path, name: str, *arguments: object) -> int:
        """Do it while this one file may not be opened, as one that another program holds; the exit code."""
        return self._traced(
            ["-P", str(path), "-e", "trace=openat", "-e", "inject=openat:error=EACCES"], name, arguments
        )

    def beside(self, name: str, *arguments: object) -> int:
        """Begin it and go on at once; its number."""
        child = self._begin(name, arguments, "beside")
        assert self.stdout.readline() == "0\n"
        return child

    def points(self, name: str, *arguments: object) -> list[Point]:
        """Do it, and give every place at which it wrote, in the order in which it came there."""
        assert self._traced(["-e", f"trace={','.join(WRITING)}"], name, arguments) == 0
        count: Counter[str] = Counter()
        found = []
        for line in self.log.read_text("utf-8", errors="replace").splitlines():
            if match := re.match(r"(\w+)\(", line):
                count[match[1]] += 1
                found.append(Point(match[1], count[match[1]]))
        return found

    def _traced(self, options: list[str], name: str, arguments: Sequence[object]) -> int:
        child = self._begin(name, arguments, "stopped")
        while state(child) not in "Tt":
            time.sleep(0.001)
        with subprocess.Popen(["strace", "-qq", "-o", str(self.log), *options, "-p", str(child)]) as strace:
            try:
                begun = time.monotonic()
                while not tracer(child):
                    assert time.monotonic() - begun < ATTACHED
                    time.sleep(0.001)
                os.kill(child, signal.SIGCONT)
                return int(self.stdout.readline())
            finally:
                ended(strace)

    def _begin(self, name: str, arguments: Sequence[object], how: str) -> int:
        self.stdin.write(json.dumps([name, how, *map(str, arguments)]) + "\n")
        self.stdin.flush()
        return int(self.stdout.readline())


def state(process: int) -> str:
    """The letter that says what a process does."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


def tracer(process: int) -> bool:
    """Whether somebody traces the process."""
    return "TracerPid:\t0\n" not in Path(f"/proc/{process}/status").read_text()


@contextmanager
def nursery_of(project: Path, place: Path, **environment: str) -> Iterator[Nursery]:
    """A nursery that has read this project's scheme already; `environment` is told it besides."""
    command = [sys.executable, str(NURSERY), str(project)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=NURSERY.parents[2],
        env={**os.environ, **environment},
    ) as process:
        assert process.stdin
        assert process.stdout
        yield Nursery(process.stdin, process.stdout, place)
        process.stdin.close()


def spread(points: Sequence[Point], most: int | None) -> list[Point]:
    """So many of the points, evenly spread; all of them when there are no more or no limit."""
    if most is None or len(points) <= most:
        return list(points)
    return [points[round((number + 0.5) * len(points) / most - 0.5)] for number in range(most)]


def ended(strace: subprocess.Popen[bytes]) -> None:
    """End strace; one whose process died, all threads of it, may wait for ever for what nobody tells it."""
    strace.terminate()
    try:
        strace.wait(ATTACHED)
    except subprocess.TimeoutExpired:
        strace.kill()
