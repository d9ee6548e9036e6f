"""Floor 2: what forty lines of SQLite, FTS5 and regular expressions do with the same files."""

from __future__ import annotations

import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path

AREAS = {
    "preconditions": r"\b(förvänt|information|anvis|avtal|uppdrag|visste)\w*",
    "needs": r"\b(behov|behövde|hälsa|pengar|bostad|sov|huvudvärk)\w*",
    "solutions": r"\b(praktik|plan|provade|svenska|kurs|schema)\w*",
    "actors": r"\b(samverkan|kontakt|arbetsförmedling|soc|vården|coach)\w*",
    "followup": r"\b(uppfölj|resultat|bättre|sämre|avslut)\w*",
    "learning": r"\b(lärt|lärde|slutat|förslag|borde)\w*",
}
folder, database = Path(sys.argv[1]), Path(sys.argv[2])
rules = {area: re.compile(pattern, re.IGNORECASE) for area, pattern in AREAS.items()}
connection = sqlite3.connect(database)
connection.executescript("CREATE VIRTUAL TABLE turn USING fts5(source, speaker, words); CREATE TABLE hit(turn, area);")
counts: Counter[tuple[str, str]] = Counter()
for path in sorted(folder.glob("*.txt")):
    for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
        label, _, words = paragraph.partition(": ")
        row = connection.execute("INSERT INTO turn VALUES (?, ?, ?)", (path.name, label, words)).lastrowid
        if label == "I":
            continue
        found = [area for area, rule in rules.items() if rule.search(words)]
        connection.executemany("INSERT INTO hit VALUES (?, ?)", [(row, area) for area in found])
        counts.update((label, area) for area in found)
connection.commit()
people: Counter[str] = Counter(area for _, area in counts)
lines = [f"{area}: {n} respondents" for area, n in people.most_common()]
(database.parent / "draft.md").write_text("\n".join(lines), encoding="utf-8")
print(connection.execute("SELECT count(*) FROM turn WHERE turn MATCH 'praktik*'").fetchone()[0])
