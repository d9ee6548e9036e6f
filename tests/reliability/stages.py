"""Projects to begin from, and what stands in one: everything that somebody was told is saved."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.material import SAID, codings_table
from toolkit.storage.codings import codings
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

NEW = "Interview P77\nDate: 2025-03-11\n\nI: And?\nP77: We waited for a long time, and nobody came to meet us there.\n"


@dataclass(frozen=True)
class Held:
    """What a project holds: texts by source, codings by place, the codes of the scheme's file."""

    texts: frozenset[tuple[str, str]]
    codings: frozenset[tuple[str, int, int, str, str]]
    scheme: str

    def __le__(self, other: Held) -> bool:
        return self.texts <= other.texts and self.codings <= other.codings


def held(project: Path) -> Held:
    """What it holds; fails when anything in it is not whole."""
    with Store.open(project / "project.db", now=datetime.now(UTC), write=True) as store:
        assert store.check() == []
        with store.reading() as connection:
            texts = frozenset((name, sources.text(connection, name)) for name in sources.names(connection))
            made = frozenset(
                (one.source, one.span.start, one.span.end, one.code, one.coder) for one in codings.each(connection)
            )
    scheme = next((project / "coding_schemes").glob("*.yaml")) if (project / "coding_schemes").is_dir() else None
    return Held(texts, made, scheme.read_text("utf-8") if scheme else "")


def copied(project: Path, to: Path) -> Path:
    """A copy of a project that nobody has open."""
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(project, to))


def coded_by_another(project: Path, folder: Path) -> Path:
    """A table of codings by somebody else: of the first half of what was said."""
    path = folder / "codings_b.csv"
    path.write_text(codings_table(SAID[:10]), "utf-8")
    return path
