"""What tests of reading and coding share: an open project with its sources by name, and a new command each time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from toolkit.domain.codings.codings import Coding
from toolkit.services.coding.coding import Changed, Marked, code
from toolkit.services.material import reading
from toolkit.services.material.hands import Hand
from toolkit.services.material.reading import Reading
from toolkit.services.material.transcripts import Place
from toolkit.services.projects.project import Project, open_project
from toolkit.services.suggesting import marks
from toolkit.services.suggesting.marks import Marks

NOW = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def hand(coder: str = "EA") -> Hand:
    """A coder with a command of its own."""
    return Hand(coder, f"command-{next(_numbers)}")


@dataclass
class Bench:
    """A project as a coder has it open; each call of `project` is a little later."""

    folder: Path
    tick: int = 0

    @property
    def project(self) -> Project:
        self.tick += 1
        return open_project(self.folder, now=NOW + timedelta(seconds=self.tick))

    def id(self, name: str) -> int:
        from toolkit.storage.sources import sources

        with self.project.store() as store, store.reading() as connection:
            return sources.id_of(connection, name)

    def text(self, name: str) -> str:
        from toolkit.storage.sources import sources

        with self.project.store() as store, store.reading() as connection:
            return sources.text(connection, name)

    def reading(self, name: str) -> Reading:
        return reading.reading(self.project, self.id(name))

    def marks(self, name: str, coder: str = "EA") -> Marks:
        return marks.marks(self.project, self.id(name), coder=coder)

    def codings(self, name: str, coder: str = "EA") -> list[Coding]:
        return [one for one, _ in self.marks(name, coder).codings if one.coder == coder]

    def marked(self, name: str, words: str, end: str | None = None) -> Marked:
        """The words where they stand in one turn, or from `words` to `end` in another."""
        turns = self.reading(name).turns
        first = next(turn for turn in turns if words in turn.text)
        last = next(turn for turn in turns if (end or words) in turn.text)
        return Marked(
            self.id(name),
            Place(first.number, first.text.index(words)),
            Place(last.number, last.text.index(end or words) + len(end or words)),
        )

    def code(self, name: str, words: str, *codes: str, coder: str = "EA") -> Changed:
        return code(self.project, self.marked(name, words), codes, hand=hand(coder))
