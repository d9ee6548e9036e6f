"""Processor time of every page of the workbench at 24 and at 1,000 interviews, the first time and again.

In-process on copies of two projects: `demo`, and a large one that is made when none is named (about ten minutes).
Work must not grow with the project where a page does not show the whole of it: those are marked "one".
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from benchmarks import material
from toolkit.services.coding.scheme_views import key
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk
from toolkit.workbench.door import Door

ROOT = Path(__file__).parents[1]
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
PORT = 5005
CODE, OTHER = "needs/health", "solutions"
# Codings out of suggestions: most of coder A, some of coder B beside them and some elsewhere.
SHARES = (("A", "s.id % 4 = 0"), ("B", "s.id % 16 IN (0, 5)"), ("A", "s.id % 16 = 9"))
CODED = """
INSERT OR IGNORE INTO coding (source_id, start, "end", quote, code, coder, time, scheme_version)
SELECT g.source_id, g.start, g."end", substr(t.text, g.start + 1, g."end" - g.start), s.code, ?, ?, 1
FROM suggestion s JOIN segment g ON g.id = s.segment_id JOIN source t ON t.id = g.source_id WHERE {share}
"""


@dataclass(frozen=True)
class Ask:
    """One request: whether its page shows "one" thing or the "whole", and what is sent."""

    shows: str
    method: str
    path: str
    name: str = ""
    form: dict[str, Any] | None = None
    body: Callable[[int], dict[str, Any]] | None = None

    @property
    def title(self) -> str:
        """What the table calls it."""
        return f"{self.method} {self.name or self.path}"


def coded(folder: Path) -> None:
    """Code a large project by its suggestions."""
    with closing(sqlite3.connect(folder / "project.db")) as connection, connection:
        for coder, share in SHARES:
            connection.execute(CODED.format(share=share), (coder, datetime.now(UTC).isoformat(timespec="microseconds")))


def alone(folder: Path) -> bool:
    """Whether fewer than two coders coded the project."""
    with closing(sqlite3.connect(folder / "project.db")) as connection:
        return bool(connection.execute("SELECT count(DISTINCT coder) < 2 FROM coding").fetchone()[0])


def large(folder: Path, interviews: int) -> Path:
    """A project of this many interviews of 5,000 words, with suggestions, codings and themes."""
    files, project = folder / "files", folder / "project"
    material.write(files, interviews, 5000)
    run("init", str(project), "--language", "sv")
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    shutil.copytree(material.SAMPLE / "guides", project / "interviews" / "guides", dirs_exist_ok=True)
    run("add", *map(str, sorted(files.glob("*.txt"))), "--project", str(project))
    run("suggest", "--project", str(project))
    coded(project)
    run("themes", "--project", str(project))
    return project


def run(*words: str) -> None:
    """A command of Spegla's, to its end."""
    subprocess.run([*SPEGLA, *words], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


class Bench:
    """A workbench on a copy of a project, with one session."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.door = Desk(folder, coder="A"), Door(PORT)
        self.client = TestClient(make_app(self.desk, self.door), base_url=f"http://127.0.0.1:{PORT}")
        secret, _ = self.door.new_session()
        self.client.cookies.set(self.door.cookie, secret)
        self.client.headers["Origin"] = f"http://127.0.0.1:{PORT}"

    def cost(self, ask: Ask, time_: int) -> tuple[float, str]:
        """Milliseconds of the processor, and the answer's text."""
        body = ask.body(time_) if ask.body else None
        started = time.process_time()
        answer = self.client.request(ask.method, ask.path, json=body, data=ask.form)
        spent = 1000 * (time.process_time() - started)
        if answer.status_code >= 400:
            raise SystemExit(f"{ask.title}: {answer.status_code} {answer.text[:200]}")
        return spent, answer.text

    def asks(self) -> list[Ask]:
        """Every page, and what is most often sent, for this project."""
        turns = self.client.get("/api/sources/3/reading").json()
        said = [one for one in turns["turns"] if one["role"] == "respondent" and len(one["text"]) > 80]
        own = next(one for one in turns["codings"] if one["coder"] == "A")
        pages = {
            "one": (
                "/api/mark", "/read/3", "/read/3/rest", "/api/sources/3/reading", "/api/sources/3/codings",
                "/api/queue?source=3", "/api/memos/codes", "/find", f"/scheme/{key(CODE)}",
                f"/scheme/{key(CODE)}/sort", "/themes/area/1", "/themes/area/1/group/1",
                "/themes/area/1/group/1/column", "/api/themes/state", f"/api/evidence/{own['id']}",
                "/api/draft/last", "/api/jobs",
            ),
            "whole": (
                "/", "/read", "/api/scheme", "/scheme", "/api/queue", "/api/queue?order=instructive", "/themes",
                "/passages", "/passages/matrix", "/passages/together", "/compare", "/compare?coders=1-2",
                "/compare/table?coders=1-2", "/api/compare/settled?coders=1-2", "/draft", "/draft/outline/1/ready",
            ),
        }  # fmt: skip
        return [*(Ask(shows, "GET", path) for shows, paths in pages.items() for path in paths), *_posts(said, own)]


def _posts(said: list[dict[str, Any]], own: dict[str, Any]) -> list[Ask]:
    def coding(number: int) -> dict[str, Any]:
        turn = said[number]["number"]
        place = {"start": {"turn": turn, "offset": 5}, "end": {"turn": turn, "offset": 60}}
        return {"command": str(uuid.uuid4()), "source": 3, **place, "codes": [CODE]}

    def changed(number: int) -> dict[str, Any]:
        return {"command": str(uuid.uuid4()), "revision": own["revision"] + number, "code": (CODE, OTHER)[number]}

    def in_vivo(number: int) -> dict[str, Any]:
        return {name: value for name, value in coding(number + 3).items() if name != "codes"} | {"parent": "needs"}

    def wish(_: int) -> dict[str, Any]:
        return {"what": "retire", "code": CODE}

    return [
        Ask("one", "POST", "/api/codings", body=coding),
        Ask("one", "POST", f"/api/codings/{own['id']}/change", "/api/codings/…/change", body=changed),
        Ask("one", "POST", "/api/codings/in-vivo", body=in_vivo),
        Ask("one", "POST", "/api/undo", body=lambda _: {"command": str(uuid.uuid4())}),
        Ask("whole", "POST", "/api/scheme/preview", body=wish),
        Ask("whole", "POST", "/find", "/find arbete", form={"words": "arbete"}),
        Ask("whole", "POST", "/find", "/find och", form={"words": "och"}),
        Ask("whole", "POST", "/find", "/find a code", form={"words": "arbete", "code": CODE}),
        Ask("whole", "POST", "/passages", "/passages of a code", form={"code": CODE}),
        Ask("whole", "POST", "/passages", "/passages of an area", form={"code": "needs"}),
        Ask("whole", "POST", "/passages/matrix", "/passages/matrix phases", form={"columns": "phase"}),
    ]


def measured(folder: Path) -> dict[str, tuple[str, float, float]]:
    """What each request shows, and its cost the first time and again."""
    found: dict[str, tuple[str, float, float]] = {}
    with tempfile.TemporaryDirectory() as work:
        copy = Path(shutil.copytree(folder, Path(work) / "project"))
        if alone(copy):
            coded(copy)
        bench = Bench(copy)
        try:
            for ask in bench.asks():
                found[ask.title] = (ask.shows, bench.cost(ask, 0)[0], bench.cost(ask, 1)[0])
        finally:
            bench.desk.close()
    return found


def printed(small: dict[str, tuple[str, float, float]], big: dict[str, tuple[str, float, float]]) -> None:
    """The table."""
    print(f"{'processor ms':<42}{'shows':>7}{'first':>8}{'again':>8}{'first':>9}{'again':>8}{'× again':>9}")
    for title, (shows, first, again) in small.items():
        _, big_first, big_again = big[title]
        name = re.sub(r"[0-9a-f]{12}", "…", title)
        ratio = big_again / max(again, 1)
        print(f"{name:<42}{shows:>7}{first:>8.0f}{again:>8.0f}{big_first:>9.0f}{big_again:>8.0f}{ratio:>9.1f}")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=Path, default=ROOT / "demo")
    parser.add_argument("--large", type=Path, help="a large project that is there already")
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        big = measured(chosen.large or large(Path(work), chosen.interviews))
    small = {title: big_ for title, big_ in measured(chosen.small).items() if title in big}
    rest = {title: small.get(title, one) for title, one in big.items()}
    if chosen.json:
        print(json.dumps({"small": rest, "large": big}, indent=1))
    else:
        printed(rest, big)


if __name__ == "__main__":
    main()
