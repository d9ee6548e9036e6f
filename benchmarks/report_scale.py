"""Time and memory of the full report at 30, 300 and 3,000 interviews, and of reading it back with `spegla check`.

    python -m benchmarks.report_scale [--sizes 30 300 3000] [--words 600] [--claims 30] [--json]

Interviews of `--words` words; their suggestions, taken as a coder's codings, stand for coding; `--claims` claims are
written about the largest themes, each answering one of three evaluation questions. Steps: the full report as Word; the
same again after one coding was removed (`status --sentences` names what changed); into the first file (`--into`); and
`check` of the first file. Seconds by the clock and of the processor, peak resident memory.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks import material
from benchmarks.scale import SPEGLA, Cost, cost
from benchmarks.suggestions_scale import take_as_codings

QUESTIONS = """evaluation_questions = [
  { key = "q1", text = "Hur upplever deltagarna arbetet?" },
  { key = "q2", text = "Hur fungerar samarbetet?" },
  { key = "q3", text = "Vad behöver bli bättre?" },
]"""


def measured(count: int, words: int, claims: int, folder: Path) -> dict[str, object]:
    """All costs at one size."""
    project = _project(count, words, folder)
    written = _claims(project, claims)
    file = folder / "report.docx"
    costs = {"draft --outline full": _told(["draft", "--outline", "full", "--format", "docx"], project)}
    (drafted,) = (project / "utkast").glob("*.docx")
    shutil.copy(drafted, file)
    costs["check"] = _told(["check", str(file)], project, found=True)
    _without_one_coding(project)
    costs["status --sentences"] = _told(["status", "--sentences"], project)
    costs["draft --into"] = _told(["draft", "--into", str(file), "--outline", "full"], project)
    return {
        "interviews": count,
        "claims": written,
        "kilobytes": round(drafted.stat().st_size / 1024),
        "steps": {
            name: {"seconds": round(one.seconds, 2), "processor": round(one.processor, 2), "mb": round(one.megabytes)}
            for name, one in costs.items()
        },
    }


def _told(command: list[str], project: Path, *, found: bool = False) -> Cost:
    """The cost of a command; with `found`, one that ends with 1 because it found something is fine."""
    return cost([*SPEGLA, *command, "--project", str(project)], fine=(0, 1) if found else (0,))


def _project(count: int, words: int, folder: Path) -> Path:
    files, project = folder / "files", folder / "project"
    material.write(files, count, words)
    cost([*SPEGLA, "init", str(project), "--language", "sv"])
    settings = project / "project.toml"
    text = re.sub(r"(?ms)^evaluation_questions = \[.*?^\]", QUESTIONS, settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    shutil.copy(files / "respondents.csv", project / "interviews" / "respondents.csv")
    shutil.copytree(material.SAMPLE / "guides", project / "interviews" / "guides", dirs_exist_ok=True)
    texts = sorted(map(str, files.glob("*.txt")))
    for step in (["add", *texts], ["suggest"]):
        cost([*SPEGLA, *step, "--project", str(project)])
    codings = folder / "codings.csv"
    take_as_codings(project, codings, count)
    cost([*SPEGLA, "codings", "import", str(codings), "--coder", "A", "--project", str(project)])
    cost([*SPEGLA, "themes", "--project", str(project)])
    return project


def _claims(project: Path, most: int) -> int:
    """Write claims about the most widely shared themes; how many were written."""
    from datetime import UTC, datetime

    from toolkit.services.projects import project as projects
    from toolkit.services.themes import themes

    opened = projects.open_project(project, now=datetime.now(UTC))
    with opened.store() as store:
        found, _ = themes.as_kept(opened, store)
    shared = sorted(found.themes, key=lambda each: (-len(each.spread), each.id))[:most]
    for number, theme in enumerate(shared):
        sentence = "{vem} berättar om " + theme.name.lower()
        question = f"q{number % 3 + 1}"
        add = ["claims", "add", sentence, "--theme", theme.id, "--group", theme.group, "--question", question]
        cost([*SPEGLA, *add, "--coder", "A", "--project", str(project)])
    return len(shared)


def _without_one_coding(project: Path) -> None:
    """Take the first coding away, as a person does at the workbench."""
    from datetime import UTC, datetime

    from toolkit.services.coding import coding
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects import project as projects

    with closing(sqlite3.connect(project / "project.db")) as database:
        seen = dict(database.execute("SELECT id, revision FROM coding ORDER BY id LIMIT 1"))
    opened = projects.open_project(project, now=datetime.now(UTC))
    coding.remove(opened, seen, hand=Hand("A", "benchmark"))


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300, 3000])
    parser.add_argument("--words", type=int, default=600)
    parser.add_argument("--claims", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    rows = []
    for size in wanted.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measured(size, wanted.words, wanted.claims, Path(folder)))
    if wanted.json:
        print(json.dumps(rows, indent=1))
        return 0
    for row in rows:
        print(f"{row['interviews']} interviews, {row['claims']} claims, report of {row['kilobytes']} kB")
        steps = row["steps"]
        assert isinstance(steps, dict)
        for name, told in steps.items():
            print(f"  {name:24}{told['seconds']:8.1f} s{told['processor']:8.1f} s CPU{told['mb']:6} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
