"""Backups of the project: made by hand and by themselves before large changes, listed, thinned out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from toolkit.errors import BadFile, UsageError
from toolkit.messages import N_
from toolkit.services.projects import access_log
from toolkit.services.projects.project import DATABASE, Project

HAND = "hand"
REASONS = {  # why a backup was made, as people read it
    HAND: N_("by hand"),
    "merge": N_("before a copy was merged"),
    "import": N_("before another program's project came in"),
    "migrate": N_("before a newer Spegla rebuilt the database"),
    "withdraw": N_("before a withdrawal"),
    "erase": N_("before words were erased"),
    "restore": N_("before another backup was restored"),
    "before": N_("by an earlier version of Spegla"),
}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its folder, when and why it was made, how many rows it holds by table, its size in bytes.

    `removed` are the older ones that were removed when it was made; `readable` is false for one whose own list of
    contents cannot be read.
    """

    folder: Path
    at: datetime | None
    why: str
    counts: Mapping[str, int]
    bytes: int
    removed: tuple[str, ...] = ()
    readable: bool = True

    @property
    def name(self) -> str:
        """What it is restored by."""
        return self.folder.name


def make(project: Project, why: str = HAND, *, to: Path | None = None) -> Backup:
    """Back up the project as it is now, also while a workbench has it open; into `backups/`, or into the folder `to`.

    NotSaved when there is no room, and nothing half is left. Those that the program made by itself are thinned out to
    the newest ten; those made by hand stay.
    """
    from toolkit.storage.database import backups

    if to is not None and _is_inside(to, project.folder):
        raise UsageError(
            N_("{folder} lies in the project itself."),
            hint=N_("Name a folder on another disk, or leave --to out."),
            folder=to,
        )
    made = told(backups.make(project.folder / DATABASE, why, now=project.now, to=to))
    access_log.note(project, "backup", file=str(to or ""))
    if to is not None:
        return made
    backups.adopt(project.folder / DATABASE)
    return replace(made, removed=tuple(backups.thinned(home(project))))


def before(project: Project, why: str) -> Backup:
    """The backup that is made by itself before a large change; the change does not begin when it cannot be made."""
    return make(project, why)


def home(project: Project) -> Path:
    """Where the project's own backups lie."""
    from toolkit.storage.database import backups

    return project.folder / backups.FOLDER


def folders(project: Project) -> list[Path]:
    """The folders of all backups that the program manages, the newest first; each holds `project.db`."""
    from toolkit.storage.database import backups

    backups.adopt(project.folder / DATABASE)
    return backups.each(home(project))


def each(project: Project) -> list[Backup]:
    """The project's own backups, the newest first."""
    return [told(folder) for folder in folders(project)]


def remade(folder: Path) -> None:
    """Count a backup's sums anew, after words were taken out of it."""
    from toolkit.storage.database import backups

    backups.remade(folder)


def age(project: Project) -> timedelta | None:
    """How old the newest backup is; None when there is none. Nothing is moved or made."""
    from toolkit.storage.database import backups

    moments = [one.at for one in map(told, backups.each(home(project))) if one.at]
    return project.now - max(moments) if moments else None


def unsound(project: Project) -> list[str]:
    """The names of backups that are not as they were written, or hold no list of what they hold."""
    from toolkit.storage.database import backups

    return [folder.name for folder in backups.each(home(project)) if not _is_sound(folder)]


def _is_sound(folder: Path) -> bool:
    from toolkit.storage.database import backups

    try:
        return not backups.altered(folder)
    except BadFile:
        return False


def told(folder: Path) -> Backup:
    """What is known of the backup in a folder."""
    from toolkit.storage.database import backups

    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        said = backups.manifest(folder)
    except BadFile:
        return Backup(folder, None, "", {}, size, readable=False)
    return Backup(folder, said.at, said.why, said.counts, size)


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
