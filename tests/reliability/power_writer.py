"""Run as a program (the database, how to write, how many changes): code, and say after each change that it is saved."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.storage.codings import codings
from toolkit.storage.projects.standing import open_standing
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

NOW = datetime(2026, 3, 1, tzinfo=UTC)
path, way, changes = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_standing(path, now=NOW) if way == "standing" else Store.open(path, now=NOW, write=True)
with store.reading() as connection:
    source = next(sources.each(connection))
for number in range(changes):
    spans = [Span(number + step, number + step + 9) for step in range(1 + number % 4)]
    made = [Coding(source.name, s, s.of(source.text), f"code{number}", "W", NOW) for s in spans]
    with store.writing("code", now=NOW) as change:
        codings.add(change.connection, made)
    os.write(1, f"{number}\n".encode())
store.close()
