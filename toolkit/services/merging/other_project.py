"""Another project opened to be read: a private copy of what it says, so that the folder itself is never changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.errors import BadFile, NotSaved, Refused, SpeglaError, UsageError
from toolkit.messages import N_
from toolkit.services.projects import leftovers
from toolkit.services.projects.files import LARGEST
from toolkit.services.projects.project import DATABASE, REGISTER, SETTINGS, Project, open_project

FOR_FOLDER = N_("{folder} cannot be merged: {what}")
READ = (SETTINGS, f"interviews/{REGISTER}", "coding_schemes", "interviews/guides")


@contextmanager
def opened(project: Project, folder: Path) -> Iterator[Project]:
    """A copy of the project in `folder`, to be read as any project; it is gone afterwards.

    It lies in our own folder, whose rights fit such material. An older database is migrated in the copy.
    Refused, BadFile and the like name the folder when it is no project, damaged, or a newer program's.
    """
    if folder.resolve() == project.folder.resolve():
        raise UsageError(N_("This is the project itself."), hint=N_("Name the folder of the copy: spegla merge FOLDER"))
    try:
        with leftovers.passing(project.folder, leftovers.OTHER, now=project.now) as place:
            yield _copied(project, folder, place)
    except OSError:
        raise NotSaved(
            N_("The disk could not be read or written; nothing was merged."), hint=N_("Check disk and permissions.")
        ) from None


def _copied(project: Project, folder: Path, place: Path) -> Project:
    from toolkit.services.material import sources
    from toolkit.storage.projects import merging

    open_project(folder, now=project.now)
    try:
        for name in READ:
            _copy(folder / name, place / name)
        merging.copied(folder / DATABASE, place / DATABASE)
        other = open_project(place, now=project.now)
        sources.place(other)
    except SpeglaError as error:
        raise _unreadable(folder, error) from None
    return other


def _unreadable(folder: Path, error: SpeglaError) -> SpeglaError:
    """The error with the folder that it is about: its own hint would speak of this project, but for a full disk's."""
    if isinstance(error, NotSaved):
        return NotSaved(FOR_FOLDER, hint=error.hint_message, folder=folder.name, what=error.sentence)
    kind = Refused if isinstance(error, Refused) else BadFile
    return kind(
        FOR_FOLDER,
        hint=N_("Nothing was changed. Ask for a new copy of the folder, made while the workbench was closed."),
        folder=folder.name,
        what=error.sentence,
    )


def _copy(path: Path, to: Path) -> None:
    """Copy a plain file, or those in a folder; a link or something huge is left where it is."""
    if path.is_symlink():
        return
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_file():
                _copy(inner, to / inner.name)
    elif path.is_file() and path.stat().st_size <= LARGEST:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
