"""Run as a program: for each line on stdin, fork a writer that codes until it is killed and says what it has saved.

"standing": as a workbench, which holds the project's one place; "beside": as commands do, each opening the project.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from toolkit.domain.codings.codings import Coding
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span
from toolkit.errors import ProjectBusy
from toolkit.storage.codings import codings
from toolkit.storage.database.lock import serve_place
from toolkit.storage.projects.standing import open_standing
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EACH = 3


def commit(store: Store, source: Source, coder: str, number: int) -> None:
    """Save so many codings in one change, and then say so."""
    spans = [Span(number % 50 + step, number % 50 + step + 9) for step in range(EACH)]
    with store.writing("code", now=NOW) as change:
        made = [Coding(source.name, s, s.of(source.text), f"code{number}", coder, NOW) for s in spans]
        codings.add(change.connection, made)
    os.write(1, f"{number}\n".encode())


def first_source(path: Path) -> Source:
    """The source that is coded."""
    with Store.open(path, now=NOW) as store, store.reading() as connection:
        return next(sources.each(connection))


def standing(path: Path, coder: str) -> None:
    """Code as a workbench."""
    place = serve_place(path, "nowhere", now=NOW)
    source, store = first_source(path), open_standing(path, now=NOW)
    for number in range(1_000_000):
        commit(store, source, coder, number)
    place.release()


def beside(path: Path, coder: str) -> None:
    """Code as one command after another."""
    source = first_source(path)
    for number in range(1_000_000):
        with suppress(ProjectBusy), Store.open(path, now=NOW, write=True) as store:
            commit(store, source, coder, number)


for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.write(1, f"{os.getpid()}\n".encode())
        {"standing": standing, "beside": beside}[sys.argv[2]](Path(sys.argv[1]), line.strip())
    os.waitpid(child, 0)
    os.write(1, b"gone\n")
