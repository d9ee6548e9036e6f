"""The same text in two files: told, for then each word counts twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.sources import Source
from toolkit.errors import Problem
from toolkit.messages import N_

if TYPE_CHECKING:
    from toolkit.storage.store import Connection


@dataclass(slots=True)
class Texts:
    """The names of sources by what is said in them, white space and labels apart."""

    named: dict[bytes, str] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> Texts:
        """What is said in the sources that are stored."""
        from toolkit.storage import sources

        return cls({digest(source): source.name for source in sources.each(connection)})

    def told(self, source: Source) -> Iterator[Problem]:
        """A note when the source says what another one says; it is known from now on."""
        key = digest(source)
        if key in self.named:
            yield Problem(
                source.name,
                N_("{name} holds the very words of {source}, which is in the project or comes with it."),
                N_("If it is the same interview, each word counts twice: keep only one of them."),
                {"name": source.name, "source": self.named[key]},
                serious=False,
            )
        self.named.setdefault(key, source.name)


def digest(source: Source) -> bytes:
    """A short name for what is said in a source, in its order."""
    said = "\x1f".join(" ".join(turn.span.of(source.text).split()) for turn in source.turns)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
