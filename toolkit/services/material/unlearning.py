"""What was learned from words that may not be used any more is forgotten."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.errors import NotSaved, ProjectBusy
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


def withheld(project: Project) -> str:
    """A mark of whose words may not be used: what was learned begins with it."""
    return fingerprint(sorted(project.withheld))


def is_of_withheld(project: Project, connection: Connection) -> bool:
    """Whether what is kept was learned when others' words could be used than now."""
    from toolkit.storage.database import learned

    told = learned.fingerprint(connection, learned.SUGGESTIONS)
    return bool(told) and told.partition(" ")[0] != withheld(project)


def forget(project: Project) -> None:
    """Forget what was learned; while others write, it is left to the next who looks."""
    from toolkit.storage.database import learned

    busy = suppress(ProjectBusy, NotSaved)
    with busy, project.store(write=True) as store, store.writing("learned", now=project.now) as change:
        change.idle = True
        learned.forget(change.connection)
