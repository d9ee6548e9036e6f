"""Time and memory of suggesting at 20, 200 and 1,000 interviews of 5,000 words, as ratios to bare spaCy tokenisation.

    python -m benchmarks.suggestions_scale [--sizes 20 200 1000] [--coded 20] [--json]

Steps: suggesting from the scheme alone; after `--coded` interviews have been coded (their suggestions, taken as a
coder's), learning and suggesting anew; again with nothing new; with one interview more; and the figures of trust.
Seconds are those of the processor, which other work on the machine disturbs less than the clock. Tokenisation is
measured in the same run, starting Python and importing spaCy taken off.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks import material
from benchmarks.scale import HERE, SPEGLA, Cost, cost

CODED = """
    SELECT source.name, segment.start, segment.end, suggestion.code, source.text
    FROM suggestion JOIN segment ON segment.id = suggestion.segment_id JOIN source ON source.id = segment.source_id
    WHERE source.name < ? ORDER BY suggestion.id
"""
MOMENT = "2026-01-01T09:00:00+00:00"


def measured(count: int, words: int, coded: int, folder: Path) -> dict[str, object]:
    """All costs at one size."""
    files = folder / "files"
    material.write(files, count + 1, words)
    new = files / f"p{count:04d}.txt"
    later = shutil.move(new, folder / new.name)
    floor = _floor(files, folder)
    project = _project(folder, files)
    costs = {"from the scheme alone": _suggest(project)}
    taken = take_as_codings(project, folder / "codings.csv", coded)
    cost([*SPEGLA, "codings", "import", str(folder / "codings.csv"), "--coder", "A", "--project", str(project)])
    costs["learned, all anew"] = _suggest(project)
    costs["nothing new"] = _suggest(project)
    cost([*SPEGLA, "add", str(later), "--project", str(project)])
    costs["one interview more"] = _suggest(project)
    costs["how far they can be trusted"] = cost([*SPEGLA, "suggest", "--report", "--project", str(project)])
    return {
        "interviews": count,
        "codings": taken,
        "floor": round(floor, 2),
        "steps": {
            name: {
                "seconds": round(one.seconds, 2),
                "processor": round(one.processor, 2),
                "megabytes": round(one.megabytes),
                "ratio": _ratio(one, floor),
            }
            for name, one in costs.items()
        },
    }


def _floor(files: Path, folder: Path) -> float:
    """Seconds of the processor that bare tokenisation takes."""
    empty = folder / "empty"
    empty.mkdir()
    script = str(HERE / "floor_tokenise.py")
    return cost([sys.executable, script, str(files)]).processor - cost([sys.executable, script, str(empty)]).processor


def _project(folder: Path, files: Path) -> Path:
    project = folder / "project"
    cost([*SPEGLA, "init", str(project), "--language", "sv"])
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    shutil.copytree(material.SAMPLE / "guides", project / "interviews" / "guides", dirs_exist_ok=True)
    cost([*SPEGLA, "add", *map(str, sorted(files.glob("*.txt"))), "--project", str(project)])
    return project


def _suggest(project: Path) -> Cost:
    return cost([*SPEGLA, "suggest", "--project", str(project)])


def take_as_codings(project: Path, path: Path, coded: int) -> int:
    """Write the suggestions of the first interviews as a coder's table; gives how many."""
    rows = list(_rows(project, f"p{coded:04d}"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "start", "end", "quote", "code", "coder", "time"])
        writer.writerows(rows)
    return len(rows)


def _rows(project: Path, before: str) -> Iterator[list[object]]:
    with closing(sqlite3.connect(project / "project.db")) as database:
        for name, start, end, code, text in database.execute(CODED, (before,)):
            yield [name, start, end, text[start:end], code, "A", MOMENT]


def _ratio(one: Cost, floor: float) -> float:
    return round(one.processor / floor, 2)


def table(results: Sequence[dict[str, object]]) -> str:
    """The costs as a table for `docs/method.md`."""
    heads = [f"{one['interviews']} interviews" for one in results]
    lines = [f"| step | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines.append(f"| floor: tokenisation | {' | '.join(str(one['floor']) + ' s' for one in results)} |")
    steps = results[0]["steps"]
    assert isinstance(steps, dict)
    for name in steps:
        cells = [one["steps"][name] for one in results if isinstance(one["steps"], dict)]
        shown = [f"{cell['processor']} s, {cell['megabytes']} MB, {cell['ratio']} ×" for cell in cells]
        lines.append(f"| {name} | {' | '.join(shown)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--coded", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    results = []
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory() as folder:
            results.append(measured(size, wanted.words, wanted.coded, Path(folder)))
    print(json.dumps(results, indent=1) if wanted.json else table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
