"""Invented observation notes, document, case description and factor list beside the small project, with codings."""

from __future__ import annotations

import csv
import json
from pathlib import Path

OBSERVED = "At the workshop the coach sits down with a participant and goes through the forms line by line."
PLANNED = "Every participant shall have one coach and a written plan that is followed up every fourth week."
DESCRIBED = "She had been at home for four years when the coach rang the doctor together with her."
FILES = {
    "notes.txt": f"---\nmethod: participant observation\ndate: 2025-04-02\nminutes: 90\n---\n{OBSERVED}\n",
    "more.txt": (
        "---\nmethod: participant observation\ndate: 2025-04-09\nminutes: 60\n---\n"
        "Three participants wait for the bus that does not come, and the coach notes the time of the day.\n"
    ),
    "plan.txt": f"---\nkind: document\ndate: 2024-01-15\n---\nPlan of the year\n\n{PLANNED}\n",
    "case.txt": f"---\nmethod: case description\nrespondent: P02\n---\n{DESCRIBED}\n",
    "list.txt": (
        "---\nkind: factors\ntitle: The team's own list\n---\nSuccess factors\n1. A coach who has time\n"
        "2. The doctor from the start\nFailure factors\n3. The bus runs too seldom\n"
    ),
}
CODED = (
    ("notes.txt", OBSERVED, "needs/work"),
    ("plan.txt", PLANNED, "needs/work"),
    ("case.txt", DESCRIBED, "needs/work"),
)


def with_records(folder: Path, spegla, *, coded: bool = True) -> dict:
    """Put the files into the project, coded; gives what `add` said."""
    beside = folder.parent / "records"
    beside.mkdir()
    for name, text in FILES.items():
        (beside / name).write_text(text, "utf-8")
    answer = spegla("add", *(beside / name for name in FILES), "-p", folder, "--json")
    assert answer.code == 0, answer.err
    if coded:
        table = beside / "codings.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("source", "quote", "code"))
            writer.writerows(CODED)
        imported = spegla("codings", "import", table, "--coder", "KL", "-p", folder, "--json")
        assert imported.code == 0, imported.err
    return json.loads(answer.out)
