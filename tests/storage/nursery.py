"""Run as a program: for each line on stdin, fork a writer that codes until it is killed and says what it has saved.

The libraries are loaded once, so that a writer starts in milliseconds. A writer prints its process id, and after each
commit the codings it saved, one line a commit. With "standing" as second argument it writes as a workbench does.
"""

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
PER_COMMIT = 7
STANDING = "standing" in sys.argv[2:]


def write_until_killed(path: Path, coder: str) -> None:
    os.write(1, f"{os.getpid()}\n".encode())
    with open_standing(path, now=NOW) if STANDING else Store.open(path, now=NOW, write=True) as store:
        with store.reading() as connection:
            source = next(sources.each(connection))
        for commit in range(1_000_000):
            spans = [Span(commit % 50 + step, commit % 50 + step + 9) for step in range(PER_COMMIT)]
            new = [Coding(source.name, s, s.of(source.text), f"code{commit}", coder, NOW) for s in spans]
            with store.writing("code", now=NOW, commit=commit) as change:
                codings.add(change.connection, new)
            os.write(1, f"{commit}\n".encode())


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        write_until_killed(Path(sys.argv[1]), line.strip())
    os.waitpid(child, 0)
    os.write(1, b"gone\n")
