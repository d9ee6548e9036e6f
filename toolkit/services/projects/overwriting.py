"""Files of the project that a change writes over at its very end: with what is stored, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ConflictError
from toolkit.messages import N_
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Change


@dataclass(frozen=True, slots=True)
class Overwriting:
    """A file's new content; `holds` is the file that holds it now, which must still be as it was `before`."""

    path: Path
    holds: Path
    before: bytes
    after: bytes


def of_scheme(project: Project, before: str, after: str) -> Overwriting:
    """The scheme's new content; a packaged scheme that is changed becomes a file of the project."""
    path = project.folder / "coding_schemes" / project.scheme_path.name
    holds = path if path.is_file() else project.scheme_path
    return Overwriting(path, holds, before.encode(), after.encode())


def write_last(project: Project, change: Change, files: Iterable[Overwriting]) -> None:
    """Have the files written right before the change is stored, and put back when it is not.

    ConflictError, and nothing is changed, when somebody has changed one of them.
    """
    writing = _Writing(project, tuple(files))
    change.finally_do(writing.write, back=writing.put_back)


class _Writing:
    """Files written, and what they held."""

    def __init__(self, project: Project, files: tuple[Overwriting, ...]) -> None:
        self.project, self.files = project, files
        self.held: list[tuple[Path, bytes | None]] = []

    def write(self) -> None:
        """Write each file."""
        for one in self.files:
            if _lines(one.holds.read_bytes()) != _lines(one.before):
                raise ConflictError(
                    N_("{file} was changed by another hand since. Nothing was changed."),
                    hint=N_("Look at how it is now, then do it again if it is still needed."),
                    file=one.path.name,
                )
            held = one.path.read_bytes() if one.path.is_file() else None
            write_file(one.path, one.after)
            self.held.append((one.path, held))
        self.project.forget_scheme()

    def put_back(self) -> None:
        """Give every file the content it had."""
        for path, held in reversed(self.held):
            if held is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, held)
        self.project.forget_scheme()


def _lines(content: bytes) -> bytes:
    """The content with line ends of one kind: schemes are read as text."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
