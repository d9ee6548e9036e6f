"""What a source is called: another name for one whose file was named after a person."""

from __future__ import annotations

from pathlib import PurePath

from toolkit.errors import Refused, UsageError
from toolkit.messages import N_
from toolkit.services.projects.project import Project

LONGEST = 120
FORBIDDEN = frozenset('/\\:*?"<>|')


def rename(project: Project, name: str, wanted: str) -> str:
    """Call a source something else; what was coded in it stays on its words. Gives the new name, with its ending.

    The words, the original and who speaks are as before. UsageError for what is no file's name, Refused for a name
    that another source has, NotFound for a source that is not there.
    """
    from toolkit.storage.sources import source_names, sources

    new = _told(name, wanted)
    with project.store(write=True) as store, store.writing("sources rename", now=project.now) as change:
        source_id = sources.id_of(change.connection, name)
        others = {other.casefold() for other in sources.names(change.connection) if other != name}
        if new.casefold() in others:
            raise Refused(N_("There is a source called {name} already."), hint=N_("Choose another name."), name=new)
        source_names.rename(change.connection, source_id, new)
        change.note(sources=1)
    return new


def files(project: Project, name: str) -> list[str]:
    """The files among the project's transcripts that still have this name, by their places in the folder."""
    found = (path for path in (project.folder / "interviews").rglob("*") if path.name == name and path.is_file())
    return sorted(path.relative_to(project.folder).as_posix() for path in found)


def _told(name: str, wanted: str) -> str:
    new = wanted.strip()
    if new and not PurePath(new).suffix:
        new += PurePath(name).suffix
    if not new.isprintable() or new.startswith(".") or FORBIDDEN & set(new) or not 0 < len(new) <= LONGEST:
        raise UsageError(
            N_('A source is named like a file: a line of at most {n} characters, without / \\ : * ? " < > |.'),
            n=LONGEST,
        )
    return new
