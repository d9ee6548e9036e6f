"""Time and peak memory of the main job at 20, 200 and 1,000 interviews of 5,000 words, as ratios to floors.

The floors are measured in the same run, by the clock and by the processor's own count, which a busy machine disturbs
less: bare spaCy tokenisation (starting Python and importing spaCy taken off by a run
on an empty folder), and a forty-line SQLite + FTS5 + regex script. Aims: add + suggest ≤ 8 × bare tokenisation, the
whole job ≤ 15 ×, add ≤ 400 MB, the rest ≤ 1 GB.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import material

HERE = Path(__file__).parent
SPEGLA = [sys.executable, "-m", "toolkit.cli.main"]
STEPS = {
    "add": ["add", "{files}"],
    "suggest": ["suggest"],
    "themes": ["themes", "--from-suggestions"],
    "draft": ["draft", "--from-suggestions"],
}


@dataclass(frozen=True)
class Cost:
    """Wall-clock seconds, peak resident memory in MB and seconds of the processor of one process."""

    seconds: float
    megabytes: float
    processor: float = 0.0


def cost(command: list[str], *, fine: tuple[int, ...] = (0,)) -> Cost:
    """Run a command to its end and measure it; the run ends where it ends with a code that is not `fine`."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode not in fine:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Cost(seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def measured(count: int, words: int, folder: Path) -> dict[str, object]:
    """All costs at one size."""
    files = folder / "files"
    material.write(files, count, words)
    empty = folder / "empty"
    empty.mkdir()
    python = sys.executable
    start = cost([python, str(HERE / "floor_tokenise.py"), str(empty)])
    bare = cost([python, str(HERE / "floor_tokenise.py"), str(files)])
    sqlite = cost([python, str(HERE / "floor_sqlite.py"), str(files), str(folder / "floor.db")])
    project = folder / "project"
    cost([*SPEGLA, "init", str(project), "--language", "sv"])
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    shutil.copytree(material.SAMPLE / "guides", project / "interviews" / "guides", dirs_exist_ok=True)
    texts = [str(path) for path in sorted(files.glob("*.txt"))]
    costs: dict[str, Cost] = {}
    for run in ("first", "again"):
        for step, words_ in STEPS.items():
            arguments = [word for part in words_ for word in (texts if part == "{files}" else [part])]
            costs[f"{step} {run}"] = cost([*SPEGLA, *arguments, "--project", str(project)])
    floor, least = bare.seconds - start.seconds, bare.processor - start.processor
    return {
        "interviews": count,
        "floor_tokenise": floor,
        "floor_processor": least,
        "floor_sqlite": sqlite.seconds,
        "steps": {
            name: {
                "seconds": round(one.seconds, 2),
                "megabytes": round(one.megabytes),
                "of_tokenise": round(one.seconds / floor, 2),
                "of_processor": round(one.processor / least, 2),
                "of_sqlite": round(one.seconds / sqlite.seconds, 2),
            }
            for name, one in costs.items()
        },
        "add_and_suggest": round((costs["add first"].seconds + costs["suggest first"].seconds) / floor, 2),
        "add_and_suggest_processor": round(
            (costs["add first"].processor + costs["suggest first"].processor) / least, 2
        ),
        "whole": round(sum(costs[f"{step} first"].seconds for step in STEPS) / floor, 2),
    }


def printed(result: dict[str, object]) -> None:
    """One size as a table."""
    print(
        f"\n{result['interviews']} interviews; bare tokenisation {result['floor_tokenise']:.2f} s, "
        f"SQLite script {result['floor_sqlite']:.2f} s"
    )
    print(f"{'step':<16}{'s':>8}{'MB':>8}{'× tokenise':>12}{'processor':>11}{'× SQLite':>10}")
    steps = result["steps"]
    assert isinstance(steps, dict)
    for name, one in steps.items():
        ratios = f"{one['of_tokenise']:>12}{one['of_processor']:>11}{one['of_sqlite']:>10}"
        print(f"{name:<16}{one['seconds']:>8}{one['megabytes']:>8}{ratios}")
    print(
        f"add + suggest = {result['add_and_suggest']} × tokenisation "
        f"({result['add_and_suggest_processor']} × by the processor); whole job = {result['whole']} ×"
    )


def main() -> None:
    """Measure every size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 200, 1000])
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    results = []
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory() as folder:
            results.append(measured(size, wanted.words, Path(folder)))
        if not wanted.json:
            printed(results[-1])
    if wanted.json:
        print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
