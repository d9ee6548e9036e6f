"""The access log: who opened which transcript and let what out, when; ids only, chained, one line a time."""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolkit.errors import SpeglaError
from toolkit.messages import N_
from toolkit.services.projects.project import Project

FILE = "access.jsonl"
PATIENCE = 0.5  # seconds that a reader may wait for others who write a line
_SHORT = 80
VERBS = {  # what was done, as people read it
    "read": N_("opened a transcript"),
    "export": N_("exported tables"),
    "archive": N_("exported the whole project"),
    "exchange": N_("exported for another program"),
    "codings": N_("exported codings"),
    "draft": N_("wrote a draft"),
    "disclose": N_("released a report"),
    "merge": N_("wrote the report of a merge"),
    "backup": N_("made a backup"),
    "restore": N_("restored a backup"),
    "withdraw": N_("carried out a withdrawal"),
    "erase": N_("erased words"),
    "restrict": N_("restricted processing"),
    "lift": N_("lifted a restriction"),
    "key": N_("used the key"),
    "subject-copy": N_("made a copy for a respondent"),
    "room": N_("opened a room for own devices"),
}


def path_of(project: Project) -> Path:
    """Where the log lies."""
    return project.folder / FILE


def note(
    project: Project,
    verb: str,
    *,
    source_id: int | None = None,
    respondent: str | None = None,
    file: str = "",
    who: str = "",
) -> bool:
    """Write down that something was opened or let out; say whether it could be written.

    A log that cannot be written keeps nobody from reading: `doctor` and the start screen tell it. Of a file only a
    short digest of its name is kept, since names of files may tell who somebody is.
    """
    from toolkit.storage.database import chained_file

    told = {"verb": verb, "who": _short(who or _who(project)), "source": source_id, "respondent": _short(respondent)}
    told["file"] = digest(file)
    record = {key: value for key, value in told.items() if value not in (None, "")}
    try:
        chained_file.append(path_of(project), record, project.now, durable=False, patience=PATIENCE)
    except SpeglaError:
        return False
    return True


def lines(project: Project, *, month: str = "") -> list[Mapping[str, Any]]:
    """The lines of the log, the oldest first; of one month (YYYY-MM) when it is given."""
    from toolkit.storage.database import chained_file

    return [one for one in chained_file.lines(path_of(project)) if str(one.get("at", "")).startswith(month)]


def broken(project: Project) -> int | None:
    """The number of the first line that is not as it was written, or is missing."""
    from toolkit.storage.database import chained_file

    return chained_file.broken(path_of(project))


def writable(project: Project) -> bool:
    """Whether a line could be written now."""
    path = path_of(project)
    return not path.is_dir() and os.access(path if path.exists() else path.parent, os.W_OK)


def digest(file: str) -> str:
    """What is kept of a file's name."""
    return hashlib.sha256(Path(file).name.encode("utf-8", "surrogateescape")).hexdigest()[:16] if file else ""


def _who(project: Project) -> str:
    """The coder, else the account on this computer."""
    coder = project.viewer
    with suppress(SpeglaError):
        coder = coder or project.settings.coder
    if coder:
        return coder
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account has this number
        return ""


def _short(name: str | None) -> str:
    """A name as an id on one line."""
    return "".join(sign for sign in name or "" if sign.isprintable())[:_SHORT]
