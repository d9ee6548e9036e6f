"""Four coders at once against one workbench: the server's time for each coding, and whether any is lost or doubled.

A real `spegla serve` in a process of its own on a copy of a project (`demo` unless named), four sessions, 250 codings
each as fast as the answers come. Aims: no error, 1,000 stored, p99 under 100 ms. Figure A3 (`tests/reliability`) is the
same with eight coders and 1,000 codings each.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
LETTERS = (30, 37)
CODES = ("needs", "solutions", "actors", "followup")


@dataclass
class Window:
    """One coder's browser: a session of its own over one kept connection."""

    coder: str
    port: int
    cookie: str = ""
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, str, http.client.HTTPMessage]:
        """The answer's status, text (what is none, such as a Word file, as well as it goes) and headers."""
        headers = {"Cookie": self.cookie, "Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/json"}
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace"), answer.headers

    def enter(self, address: str) -> None:
        """Come in by a start address and say who codes."""
        parts = urlsplit(address)
        _, _, headers = self.ask("GET", f"{parts.path}?{parts.query}")
        self.cookie = str(headers["Set-Cookie"]).partition(";")[0]
        self.got("POST", "/api/coder", {"coder": self.coder})

    def got(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """The answer's JSON; SystemExit when it says no."""
        status, text, _ = self.ask(method, path, body)
        if status >= 400:
            raise SystemExit(f"{method} {path}: {status} {text}")
        told: dict[str, Any] = json.loads(text)
        return told

    def code(self, bodies: list[dict[str, Any]]) -> None:
        """Send codings one after the other, and time each."""
        for body in bodies:
            started = time.perf_counter()
            status, text, _ = self.ask("POST", "/api/codings", body)
            self.times.append(time.perf_counter() - started)
            if status != 200:
                self.errors.append(f"{status} {text}")


def processor_seconds(process: int) -> float:
    """How long the processor worked for this process so far (Linux): what it cost however busy the machine is."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, Any]]:
    """A workbench on the project: what it says when it is ready, and its process."""
    command = [*SPEGLA, "serve", "--no-browser", "--json", "--language", "en", "-p", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        said = ""
        while process.stdout is not None and not said.rstrip().endswith("}"):
            said += process.stdout.readline() or "}"
        yield {**json.loads(said), "process": process.pid}
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _whole(text: str, start: int, end: int) -> bool:
    place = text[start:end]
    return end < len(text) and place == place.strip()


def bodies(turns: list[dict[str, Any]], source: int, count: int) -> list[dict[str, Any]]:
    """As many different codings as wanted, spread over the respondents' turns; none with a space at an edge.

    Spaces at the edges are left out of a coding, so that two places with such would be one.
    """
    said = [(turn["number"], turn["text"]) for turn in turns if turn["role"] == "respondent"]
    steps = (range(0, 4000, 7), [at for at in range(4000) if at % 7])  # far apart first, then all others
    spans = [(at, at + letters) for letters in LETTERS for step in steps for at in step]
    places = [(number, start, end) for start, end in spans for number, text in said if _whole(text, start, end)]
    wanted = [(place, code) for code in range(len(CODES)) for place in enumerate(places, code)]
    return [
        {
            "command": str(uuid.uuid4()),
            "source": source,
            "start": {"turn": number, "offset": start},
            "end": {"turn": number, "offset": end},
            "codes": [CODES[place % len(CODES)]],
        }
        for (place, (number, start, end)), _ in wanted[:count]
    ]


def measured(folder: Path, coders: int, each: int) -> dict[str, Any]:
    """Let them code at once; how long each coding took, what failed, and how many are stored."""
    with serving(folder) as told:
        windows = [Window(f"W{number}", told["port"]) for number in range(coders)]
        windows[0].enter(told["address"])
        for other in windows[1:]:
            other.enter(windows[0].got("POST", "/api/invite", {})["address"])
        source = 1
        turns = windows[0].got("GET", f"/api/sources/{source}/reading")["turns"]
        wanted = [bodies(turns, source, each) for _ in windows]
        threads = [threading.Thread(target=one.code, args=(own,)) for one, own in zip(windows, wanted, strict=True)]
        worked, started = processor_seconds(told["process"]), time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - started
        worked = processor_seconds(told["process"]) - worked
        codings = windows[0].got("GET", f"/api/sources/{source}/codings")["codings"]
        for window in windows:
            window.connection.close()
    times = sorted(value * 1000 for one in windows for value in one.times)
    stored = [one for one in codings if one["coder"].startswith("W")]
    return {
        "codings sent": sum(map(len, wanted)),
        "stored": len(stored),
        "errors": [error for one in windows for error in one.errors][:5],
        "failed": sum(len(one.errors) for one in windows),
        "p50 ms": round(statistics.median(times), 1),
        "p99 ms": round(times[int(len(times) * 0.99)], 1),
        "max ms": round(times[-1], 1),
        "codings per second": round(len(times) / seconds),
        "processor ms per coding": round(1000 * worked / len(times), 1),
    }


def main() -> None:
    """Measure on a copy, and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path, default=ROOT / "demo")
    parser.add_argument("--coders", type=int, default=4)
    parser.add_argument("--each", type=int, default=250)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(shutil.copytree(chosen.project, Path(work) / "project"))
        print(json.dumps(measured(folder, chosen.coders, chosen.each), indent=1))


if __name__ == "__main__":
    main()
