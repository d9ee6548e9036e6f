"""Which passages are new in themes since somebody looked, and that somebody has looked."""

from __future__ import annotations

from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project


def look(project: Project, *, area: str | None = None, group: str | None = None) -> int:
    """Nothing is new there (everywhere, without an area) any more; how many passages were."""
    from toolkit.storage.findings import themes as stored

    refuse_blind(project)
    at = stored.Cell(area, group)
    with project.store(write=True) as store, store.writing("themes seen", now=project.now) as change:
        before = stored.joined(change.connection)
        change.idle = not stored.look(change.connection, at)
        return len(before - stored.joined(change.connection))
