"""The desk: the one open project behind all pages, read anew when its files change."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from toolkit.errors import NotAProject, SpeglaError
from toolkit.messages import N_
from toolkit.services.material import transcripts
from toolkit.services.projects.project import Project, open_project
from toolkit.services.projects.standing import StandingStore

WATCHED = ("project.toml", "interviews/respondents.csv", "interviews/guides", "coding_schemes")


def moment() -> datetime:
    """The moment of a request."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """One project and how it is shown: `read_only` refuses every change, `presentation` blurs names and quotes.

    `language` is that of the pages ("sv" or "en"), `coder` who codes when a window has not said.
    """

    folder: Path
    language: str = "sv"
    coder: str = ""
    read_only: bool = False
    presentation: bool = False
    clock: Callable[[], datetime] = moment
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _marks: tuple[object, ...] = field(default=(), init=False)
    _last: Project | None = field(default=None, init=False)
    _standing: StandingStore = field(init=False)
    _watched: tuple[Path, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._standing = StandingStore(self.folder, self.clock)
        self._watched = tuple(self.folder / name for name in WATCHED)

    def project(self, viewer: str = "") -> Project:
        """The project as its files say now, for these eyes; what was read is kept while the files are as they were."""
        marks = tuple(mark for path in self._watched for mark in _marks(path))
        with self._lock:
            if self._last is None or marks != self._marks:
                self._last, self._marks = self._opened(), marks
            # At once: the request that the last one was made for may be reading more into it.
            fresh = self._last.again(self.clock(), self._standing, viewer=viewer)
            self._last = fresh
            return fresh

    def _opened(self) -> Project:
        """The project; NotAProject when its whole folder has gone elsewhere meanwhile."""
        if self._last is not None and not self.folder.is_dir():
            raise NotAProject(
                N_("The project's folder is no longer where it was when the workbench was opened."),
                hint=N_("End the workbench (Ctrl-C in its terminal) and start it again where the folder is now."),
            )
        return open_project(self.folder, now=self.clock())

    def warm(self) -> None:
        """Begin to load what the first source read waits for; a project that cannot be read says so on its pages."""
        with suppress(SpeglaError):
            transcripts.warm(self.project())

    def close(self) -> None:
        """Close the store, so that the project is one file again; again is harmless."""
        self._standing.close()


def _marks(path: Path) -> list[tuple[str, int, int]]:
    """Name, time and size of the file, or of the files of the folder: every request asks, so in few calls."""
    try:
        with os.scandir(path) as found:
            return sorted(_mark(one) for one in found)
    except OSError:
        return [_mark(path)]


def _mark(one: Path | os.DirEntry[str]) -> tuple[str, int, int]:
    try:
        told = one.stat()
    except OSError:
        return one.name, 0, 0
    return one.name, told.st_mtime_ns, told.st_size
