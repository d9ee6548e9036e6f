"""Looking into every file of a folder for words that must be gone, however they are packed, encoded or set out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from toolkit.domain.identifiers.remains import Marks
from toolkit.services.material.hidden_texts import texts

Piece = TypeVar("Piece", str, bytes)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found: the runs of words by file (its path as given), how many files there were, which are unread."""

    found: Mapping[Path, frozenset[int]] = field(default_factory=dict)
    files: int = 0
    unread: tuple[Path, ...] = ()

    def of(self, marks: Marks) -> dict[Path, int]:
        """How many of these runs stand in each file that has any."""
        wanted = frozenset().union(*marks.runs.values())
        return {path: len(found & wanted) for path, found in self.found.items() if found & wanted}


def scan(folders: Iterable[Path], marks: Marks, *, progress: Progress | None = None) -> Scan:
    """Look into all files under these folders, hidden ones too; links are not followed.

    Nobody in this process may have a project's database open meanwhile.
    """
    files = list(dict.fromkeys(path for folder in folders for path in _files(folder)))
    looker = _Looker(marks)
    found, unread = {}, []
    for number, path in enumerate(files, 1):
        hits, whole = looker.look(path)
        if hits:
            found[path] = frozenset(hits)
        if not whole:
            unread.append(path)
        if progress:
            progress(number, len(files))
    return Scan(found, len(files), tuple(unread))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for place, _, names in os.walk(folder):
        yield from (path for name in sorted(names) if not (path := Path(place) / name).is_symlink())


class _Looker:
    """Looks for runs of words in texts, and remembers what it has seen: backups hold the same again and again."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._seen: dict[tuple[type, int, int], frozenset[int]] = {}
        self._whole = True

    def look(self, path: Path) -> tuple[set[int], bool]:
        """The runs in a file, and whether all of it could be looked into."""
        from toolkit.storage.database import lying_words

        self._whole = True
        try:
            is_database = lying_words.is_database(path)
            found = set(self._database(path) if is_database else self._packed(path.read_bytes()))
        except OSError:
            return set(), False
        return found, self._whole

    def _database(self, path: Path) -> Iterator[int]:
        from toolkit.storage.database import lying_words

        for piece in lying_words.raw(path):
            yield from self._known(piece, lambda lying: self._found(lying.decode("utf-8", "ignore")))
        for value in lying_words.values(path):
            if isinstance(value, bytes):
                yield from self._known(value, self._packed)
            else:
                yield from self._found(value)

    def _packed(self, data: bytes) -> Iterator[int]:
        """The runs in a file or a packed value, however they are packed."""
        return (run for text in texts(data, self._missed) for run in self._found(text))

    def _missed(self) -> None:
        self._whole = False

    def _found(self, text: str) -> Iterable[int]:
        return self._known(text, self._marks.found)

    def _known(self, what: Piece, look: Callable[[Piece], Iterable[int]]) -> frozenset[int]:
        key = (type(what), len(what), hash(what))
        if key not in self._seen:
            self._seen[key] = frozenset(look(what))
        return self._seen[key]
