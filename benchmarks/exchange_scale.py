"""A large project to a QDPX file and back into a new project: time, memory, and whether every quote is right.

    nice python -m benchmarks.exchange_scale --interviews 1000 --codings 120000

The floors do the least of it with plain SQLite and ElementTree in the same run (`floor_exchange.py`). Aims: export
≤ 2.5 × its floor, re-import ≤ 30 s and ≤ 400 MB, every quote equal.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from benchmarks import material
from benchmarks.scale import SPEGLA, cost
from toolkit.domain.codings.codings import Coding
from toolkit.domain.sources.sources import Role
from toolkit.domain.texts.text import Span
from toolkit.services.projects.project import open_project

FLOOR = [sys.executable, str(Path(__file__).parent / "floor_exchange.py")]
WORDS = 5000
AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUOTES = (
    "SELECT s.name, c.start, c.end, c.quote, c.code, c.coder, c.time FROM coding c JOIN source s ON s.id = c.source_id"
)


def made(folder: Path, interviews: int, codings: int) -> Path:
    """A project with so many interviews, and so many codings by two coders spread over the answers."""
    files, project = folder / "files", folder / "project"
    material.write(files, interviews, WORDS)
    cost([*SPEGLA, "init", str(project), "--language", "sv"])
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    cost([*SPEGLA, "add", str(files), "-p", str(project)])
    code(project, codings)
    return project


def code(folder: Path, count: int) -> None:
    """Put codings of half answers and whole ones into the project."""
    from toolkit.storage.codings import codings
    from toolkit.storage.sources import sources

    project = open_project(folder, now=AT)
    codes = cycle(one.path for one in project.scheme_file.active())
    with project.store(write=True) as store, store.writing("codings import", now=AT) as change:
        names = sources.names(change.connection)
        each, more = divmod(count, len(names))
        for number, name in enumerate(names):
            source = sources.get(change.connection, name)
            spans = [turn.span for turn in source.turns if turn.role is Role.RESPONDENT]
            places = [*spans, *(Span(one.start, one.start + max(1, len(one) // 2)) for one in spans)]
            wanted = islice(cycle((span, coder) for coder in "AB" for span in places), each + (number < more))
            new = [Coding(name, span, span.of(source.text), next(codes), who, AT) for span, who in wanted]
            codings.add(change.connection, new)


def measured(folder: Path, interviews: int, codings: int) -> dict[str, object]:
    """Times, ratios and memory at one size."""
    project, back = made(folder, interviews, codings), folder / "back"
    file, floor_file = folder / "there.qdpx", folder / "floor.qdpx"
    least_out = cost([*FLOOR, "export", str(project / "project.db"), str(floor_file)])
    out = cost([*SPEGLA, "exchange", "export", str(file), "-p", str(project)])
    least_in = cost([*FLOOR, "import", str(floor_file), str(folder / "floor.db")])
    into = cost([*SPEGLA, "exchange", "import", str(file), "-p", str(back), "--language", "sv"])
    here, there = (set(sqlite3.connect(one / "project.db").execute(QUOTES)) for one in (project, back))
    return {
        "interviews": interviews,
        "codings": len(here),
        "megabytes_of_file": round(file.stat().st_size / 1e6, 1),
        "export": {"seconds": round(out.seconds, 2), "floor": round(least_out.seconds, 2), "mb": round(out.megabytes)},
        "export_ratio": round(out.seconds / least_out.seconds, 2),
        "import": {"seconds": round(into.seconds, 2), "floor": round(least_in.seconds, 2), "mb": round(into.megabytes)},
        "import_ratio": round(into.seconds / least_in.seconds, 2),
        "equal_quotes": round(len(here & there) / len(here), 6),
    }


def main() -> None:
    """Measure at the size asked for and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--codings", type=int, default=12_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="spegla-exchange-") as folder:
        print(json.dumps(measured(Path(folder), asked.interviews, asked.codings), indent=1))


if __name__ == "__main__":
    main()
