"""Floor of coding: what plain SQLite, FTS5 and regular expressions do to code the sentences of many words.

Takes the database that `floor_sqlite.py` made, and a file of lines `word;code`; each word is one transaction.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from pathlib import Path

SENTENCE = re.compile(r"[^.?!]+[.?!]*\s*")
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA synchronous=FULL")
connection.execute("PRAGMA secure_delete=ON")
connection.execute(
    "CREATE TABLE coding(id INTEGER PRIMARY KEY, turn, start, end, quote, code, coder, "
    "UNIQUE(turn, start, end, code, coder))"
)
made = 0
for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines():
    word, _, code = line.partition(";")
    whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
    rows = []
    query = "SELECT rowid, words FROM turn WHERE words MATCH ? AND speaker <> 'I'"
    for turn, text in connection.execute(query, (f'"{word}"',)):
        found = (match for match in SENTENCE.finditer(text) if whole.search(match.group()))
        rows += [(turn, *match.span(), match.group(), code, "A") for match in found]
    made += connection.executemany(
        "INSERT OR IGNORE INTO coding(turn, start, end, quote, code, coder) VALUES (?, ?, ?, ?, ?, ?)", rows
    ).rowcount
    connection.commit()
print(made)
