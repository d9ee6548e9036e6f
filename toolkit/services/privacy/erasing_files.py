"""The files of a project's folder in an erasing: which hold somebody's words, which go, which are written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from toolkit.domain.identifiers.remains import Marks
from toolkit.errors import SpeglaError
from toolkit.services.projects.files import write_file
from toolkit.services.projects.project import DATABASE, REGISTER, Project, scheme_of
from toolkit.services.projects.withdrawal_ledger import FOLDER, Errand

PEOPLE = Path("interviews", REGISTER)
_SCHEMES = ("coding_schemes/*.yaml", "coding_schemes/*.yml", "coding_schemes/*.json")
_OWN = ("backups", FOLDER)  # folders that only the program writes in
_WRITTEN = (".toml", ".yaml", ".yml")  # of files that people write for the program; in these places it deletes none:
_READ = (Path(), Path("templates"), Path("coding_schemes"), Path("interviews", "guides"))


def schemes_cut(folder: Path, marks: Marks) -> Iterator[tuple[Path, str]]:
    """The scheme's files with words in them that stay schemes without, and what they say then."""
    for path in (each for pattern in _SCHEMES for each in folder.glob(pattern)):
        with suppress(OSError, UnicodeDecodeError, SpeglaError):
            before = path.read_text(encoding="utf-8")
            after = marks.cut(before)
            if after != before:
                scheme_of(path.name, after)
                yield path, after


def cut_schemes(folder: Path, marks: Marks) -> bool:
    """Write them so; say whether there were any."""
    found = list(schemes_cut(folder, marks))
    for path, after in found:
        with suppress(OSError, SpeglaError):
            write_file(path, after.encode())
    return bool(found)


def copies(project: Project, errand: Errand) -> Iterator[Path]:
    """The files that are exactly what was added as a source of the person alone."""
    own = frozenset(errand.sources)
    if own:
        yield from (path for path in files(project) if _sum(path) in own)


def files(project: Project) -> Iterator[Path]:
    """The files that people may have put into the project's folder."""
    for path in sorted(project.folder.rglob("*")):
        inside = path.relative_to(project.folder).parts
        if path.is_file() and not path.is_symlink() and inside[0] not in _OWN and not inside[0].startswith(DATABASE):
            yield path


def would_go(project: Project, path: Path, errand: Errand) -> bool:
    """Whether a file would be deleted: copies of what goes whole, and with words in them half-written files, drafts
    that nobody changed, and others when that is asked for."""
    return may_go(project, path, errand) or _sum(path) in errand.sources


def may_go(project: Project, path: Path, errand: Errand) -> bool:
    """Whether a file with words in it would be deleted, whatever was added as a source."""
    inside = path.relative_to(project.folder)
    settings = inside.suffix in _WRITTEN and inside.parent in _READ
    if inside.parts[0] in _OWN or inside.name.startswith(DATABASE) or settings or inside == PEOPLE:
        return False
    half = inside.name.startswith(".") and inside.suffix == ".part"
    return errand.delete or half or _is_unchanged_draft(project, path)


def _is_unchanged_draft(project: Project, path: Path) -> bool:
    from toolkit.storage.findings import drafts
    from toolkit.storage.sessions import packs

    sum_ = _sum(path)
    with project.store() as store, store.reading() as connection:
        return drafts.was_written(connection, sum_) or packs.was_written(connection, sum_)


def _sum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
