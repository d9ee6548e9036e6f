"""A workbench as a process that may die, and a browser's window on it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reliability.struck import Nursery, Point, ended, state, tracer

PATIENCE = 60.0
LOST = 0  # the status of a request that nobody answered


@dataclass(frozen=True)
class Reply:
    """What came back: the status (`LOST`: nothing), and the body, read where it is JSON."""

    status: int
    body: Any = None

    @property
    def said(self) -> str:
        """The refusal as the window shows it."""
        if isinstance(self.body, dict):
            return f"{self.body.get('error', '')}\n  → {self.body.get('hint', '')}".removesuffix("\n  → ")
        return str(self.body)


@dataclass
class Window:
    """A workbench on a project and the one window that was let in."""

    process: int
    port: int
    language: str
    cookie: str = ""

    @classmethod
    def opened(cls, nursery: Nursery, kept: Path, project: Path, language: str) -> Window:
        """Start a workbench and come in with its start address."""
        out = kept / "out.beside"
        out.unlink(missing_ok=True)
        options = ("--no-browser", "--json", "--coder", "EA", "--language", language, "-p", project)
        process = nursery.beside("command", "serve", *options)
        ready = json.loads(_awaited(out, process, kept / "err.beside"))
        window = cls(process, ready["port"], language)
        window.come_in(ready["address"])
        return window

    def come_in(self, address: str) -> None:
        """Trade the start address for a cookie."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", address.removeprefix(f"http://127.0.0.1:{self.port}"))
        answer = connection.getresponse()
        assert answer.status == 303, answer.read()
        self.cookie = str(answer.headers["Set-Cookie"]).partition(";")[0]
        connection.close()

    def ask(self, path: str, body: object = None, *, leaves: bool = False) -> Reply:
        """Send a request; `leaves`: and be gone before the answer comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
        try:
            connection.request("GET" if body is None else "POST", path, body and json.dumps(body), headers)
            if leaves:
                return Reply(LOST)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return Reply(LOST)
        finally:
            connection.close()
        document = str(answer.headers["Content-Type"]).startswith("application/json")
        return Reply(answer.status, json.loads(text) if document else text)

    def killed(self, signal_sent: int = signal.SIGKILL) -> None:
        """End the workbench, and wait until it is gone."""
        os.kill(self.process, signal_sent)
        gone(self.process)

    @contextmanager
    def struck(self, point: Point, what: str, log: Path) -> Iterator[None]:
        """Strike the workbench at a system call while this lasts."""
        command = ["strace", "-f", "-qq", "-o", str(log), *point.injected(what), "-p", str(self.process)]
        with subprocess.Popen(command) as strace:
            begun = time.monotonic()
            while not tracer(self.process):
                assert time.monotonic() - begun < PATIENCE
                time.sleep(0.002)
            time.sleep(0.05)  # until the other threads are held too
            try:
                yield
            finally:
                ended(strace)


def gone(process: int) -> None:
    """Wait until a process is no more, or only its number."""
    begun = time.monotonic()
    while Path(f"/proc/{process}").exists() and state(process) not in "ZX":
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.005)


def _awaited(out: Path, process: int, err: Path) -> str:
    begun = time.monotonic()
    while True:
        text = out.read_text("utf-8") if out.exists() else ""
        if text.endswith("}\n"):
            return text
        assert state(process) not in "ZX", err.read_text("utf-8")
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)
