"""The same text in two files: told, for then each word counts twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import words
from toolkit.errors import Problem
from toolkit.messages import N_

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Store


@dataclass(slots=True)
class Texts:
    """What is said in the sources that a store held at first and in those read since, white space and labels apart."""

    store: Store
    read: dict[bytes, str] = field(default_factory=dict)
    held: Mapping[int, Sequence[str]] = field(init=False)  # names by how many words are said

    def __post_init__(self) -> None:
        from toolkit.storage.sources import sources

        with self.store.reading() as connection:
            self.held = sources.names_by_words(connection)

    def told(self, source: Source) -> Iterator[Problem]:
        """A note when the source says what another one says; it is known from now on."""
        key = digest(source)
        same = self.read.get(key) or self._stored(source, key)
        if same:
            yield Problem(
                source.name,
                N_("{name} holds the very words of {source}, which is in the project or comes with it."),
                N_("If it is the same interview, each word counts twice: keep only one of them."),
                {"name": source.name, "source": same},
                serious=False,
            )
        self.read.setdefault(key, source.name)

    def _stored(self, source: Source, key: bytes) -> str | None:
        """The source held from the first that says the same; looked at are those with as many words."""
        from toolkit.storage.sources import sources

        if not self.held:
            return None
        names = self.held.get(sum(words(turn.span.of(source.text)) for turn in source.turns), ())
        with self.store.reading() as connection:
            return next((name for name in names if digest(sources.get(connection, name)) == key), None)


def digest(source: Source) -> bytes:
    """A short name for what is said in a source, in its order."""
    said = "\x1f".join(" ".join(turn.span.of(source.text).split()) for turn in source.turns)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
