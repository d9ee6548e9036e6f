"""How many names and numbers that tell who people are wait for somebody's decision, without looking through the texts.

The last scan leaves its findings as keyed hashes, which say nothing of words; they hold for as long as no text changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from toolkit.domain.identifiers.identifier_groups import Decision
from toolkit.errors import NotSaved, Problem, ProjectBusy
from toolkit.messages import N_
from toolkit.services.projects.project import Project, fingerprint

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection

HINT = N_(
    "Go through them, one by one or a kind at a time: spegla privacy scan, or Names and numbers in the workbench."
)
LEFT = N_("Names and numbers that tell who people are, not settled, or not masked yet: {n}.")
UNKNOWN = N_("Names and numbers that tell who people are have not been looked for in the texts as they stand now.")


def notes(project: Project) -> Iterator[Problem]:
    """One note where names are not settled, or were not looked for; nothing in a project without texts."""
    from toolkit.storage.database import learned
    from toolkit.storage.sources import identifier_decisions

    with project.store() as store, store.reading() as connection:
        if not learned.source_ids(connection):
            return
        known = learned.fingerprint(connection, learned.NAMES) == _texts(connection)
        found = json.loads(learned.data(connection, learned.NAMES)) if known else []
        decided = identifier_decisions.each(connection)
    if not known:
        yield Problem(project.settings.name, UNKNOWN, N_("Look for them: spegla privacy scan"), serious=False)
        return
    settled = {one.digest for one in decided.values() if one.decision is Decision.KEEP}
    left = sum(digest not in settled and (stands or digest not in decided) for digest, stands in found)
    if left:
        yield Problem(project.settings.name, LEFT, HINT, {"n": left}, serious=False)


def keep(project: Project, found: Iterable[tuple[str, bool]]) -> None:
    """Keep what a scan found: the hash of each, and whether it stands where it can be masked."""
    from toolkit.storage.database import learned

    data = json.dumps(sorted(found)).encode()
    with project.store() as store, store.reading() as connection:
        kept = learned.Kept(_texts(connection), data)
        there = learned.Kept(learned.fingerprint(connection, learned.NAMES), learned.data(connection, learned.NAMES))
    if there == kept:
        return
    busy = suppress(ProjectBusy, NotSaved)
    with busy, project.store(write=True) as store, store.writing("names", now=project.now) as change:
        change.idle = True
        if _texts(change.connection) == kept.fingerprint:
            learned.keep(change.connection, learned.NAMES, kept, now=project.now)


def found(project: Project) -> dict[str, bool] | None:
    """What the last scan found, as `keep` was told it; None when the texts have changed since."""
    from toolkit.storage.database import learned

    with project.store() as store, store.reading() as connection:
        if learned.fingerprint(connection, learned.NAMES) != _texts(connection):
            return None
        return dict(json.loads(learned.data(connection, learned.NAMES)))


def carry(project: Project, before: Mapping[str, bool] | None, *, gone: Iterable[str], left: bool) -> None:
    """Keep what was `found` before brackets were put over these names, on the texts as they are now.

    `left`: some of the names still stand somewhere beside the texts.
    """
    if before is not None:
        keep(project, {**before, **dict.fromkeys(before.keys() & set(gone), left)}.items())


def _texts(connection: Connection) -> str:
    """What the words of all sources are, in few signs."""
    from toolkit.storage.sources import source_settings

    return fingerprint(source_settings.words(connection))
