"""What a project holds, read by other eyes than the program's, and what it should hold: all that was acknowledged."""

from __future__ import annotations

import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Things = Counter[tuple[Any, ...]]  # each thing by its content, its kind first
SELECTS = {
    "source": "SELECT name, text FROM source",
    "coding": 'SELECT s.name, c.start, c."end", c.quote, c.code, c.coder FROM coding c'
    " JOIN source s ON s.id = source_id",
    "memo": "SELECT text, author FROM memo",
    "claim": "SELECT text, coder FROM claim",
    "verdict": 'SELECT s.name, v.start, v."end", v.code, v.decision, v.coder FROM verdict v'
    " JOIN source s ON s.id = source_id",
    "response": "SELECT text, step FROM response",
}
PATIENCE = 30.0  # seconds for a process that still writes


def held(project: Path) -> Things:
    """Everything that people made; fails when the database is not whole."""
    with closing(sqlite3.connect(project / "project.db", timeout=PATIENCE)) as connection:
        connection.execute("BEGIN")
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return Counter((kind, *row) for kind, select in SELECTS.items() for row in connection.execute(select))


@dataclass
class Model:
    """What was acknowledged: things in the database, files that were written, backups with what they hold."""

    things: Things
    files: set[str] = field(default_factory=set)
    backups: dict[str, Things] = field(default_factory=dict)
    acknowledged: int = 0

    def of(self, kind: str) -> list[tuple[Any, ...]]:
        """The things of a kind, in an order that is the same each time."""
        return sorted(one[1:] for one in self.things.elements() if one[0] == kind)

    def source(self, name: str) -> str:
        """The text of a source."""
        return next(str(text) for found, text in self.of("source") if found == name)


@dataclass(frozen=True)
class Change:
    """What a deed should leave: things that come and things that go."""

    comes: tuple[tuple[Any, ...], ...] = ()
    goes: tuple[tuple[Any, ...], ...] = ()

    def on(self, things: Things) -> Things:
        """The things after it; what is there already does not come twice, but for what may be said twice."""
        left = things - Counter(self.goes)
        return left + Counter(one for one in self.comes if one[0] in ("memo", "response", "claim") or not left[one])


def difference(found: Things, wanted: Things) -> str:
    """What differs, for whoever reads why the test failed."""
    return f"missing {list((wanted - found).elements())[:5]}, too much {list((found - wanted).elements())[:5]}"


def whole(path: Path) -> bool:
    """Whether a written file is not half of one."""
    data = path.read_bytes()
    if path.suffix in (".docx", ".xlsx", ".zip", ".qdpx"):
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    return data.rstrip().endswith(b"</html>") if path.suffix == ".html" else bool(data)


def moved(texts: Mapping[str, str], new: Iterable[tuple[str, str]]) -> Change:
    """Sources that get another text, with nothing coded in them behind what changed."""
    pairs = [(("source", name, texts[name]), ("source", name, text)) for name, text in new]
    return Change(tuple(after for _, after in pairs), tuple(before for before, _ in pairs))
