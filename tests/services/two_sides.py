"""Two projects side by side as a merge sees them, and judgements on the small material that are sorted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.material import SAID
from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.services.merging import merging_sources
from toolkit.services.merging.merging_judgements import Sorting
from toolkit.services.merging.merging_plan import Places, Plan, Side
from toolkit.services.projects.project import open_project
from toolkit.storage.projects.merging import Fork

APART = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)  # when the copy was made
BEFORE, AFTER, LATER = (APART + timedelta(days=days) for days in (-1, 1, 2))
TOGETHER = Fork(APART, 1)


@contextmanager
def sides(ours: Path, theirs: Path | None = None) -> Iterator[tuple[Side, Side]]:
    """Both projects, each in one snapshot; without another one, the project beside itself."""
    here, there = open_project(ours, now=LATER), open_project(theirs or ours, now=LATER)
    with here.store() as one, one.reading() as mine, there.store() as two, two.reading() as other:
        yield Side(here, mine, here.scheme_file), Side(there, other, there.scheme_file)


@contextmanager
def sorting(ours: Path, theirs: Path | None = None, fork: Fork = TOGETHER) -> Iterator[Sorting]:
    """What the sorting of judgements needs, with an empty plan in which the sources are paired."""
    with sides(ours, theirs) as (here, there):
        plan = Plan(fork)
        merging_sources.pair(here, there, plan)
        yield Sorting(Places(here, there, plan), here.scheme, plan)


def words_of(person: str, area: str = "needs") -> str:
    """What a person of the small material said of an area."""
    return next(one.words for one in SAID if (one.person, one.area) == (person, area))


def text_of(folder: Path, name: str) -> str:
    """The text of a source, read beside the program."""
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return str(database.execute("SELECT text FROM source WHERE name = ?", (name,)).fetchone()[0])


def place(folder: Path, person: str = "P01", area: str = "needs") -> Span:
    """Where a person's words stand in the source of that person."""
    words = words_of(person, area)
    start = text_of(folder, f"{person.lower()}.txt").index(words)
    return Span(start, start + len(words))


def coding(folder: Path, person: str = "P01", code: str = "needs/work", coder: str = "MS", **more) -> Coding:
    """A coding of somebody's words about needs."""
    more = {"quote": words_of(person), "time": AFTER, **more}
    return Coding(f"{person.lower()}.txt", place(folder, person), more.pop("quote"), code, coder, **more)


def in_database(folder: Path, *statements: str) -> None:
    """Change a project's database beside the program."""
    with closing(sqlite3.connect(folder / "project.db", isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for one in statements:
            database.execute(one)
