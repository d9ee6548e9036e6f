"""Which kind each source is: kept beside it, changed by a person, asked by whoever counts, prints or lets out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from toolkit.domain.sources.source_kinds import KIND, Kind
from toolkit.domain.sources.source_kinds import unquoted as never_quoted
from toolkit.services.material import importing_apart, sources
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


def change(project: Project, name: str, kind: Kind) -> Kind:
    """Say which kind a source is; its turns are placed anew by the rules of that kind. Returns what it was.

    What was coded in it stays where it is, and counts as the new kind's rules say.
    """
    from toolkit.storage.sources import source_settings
    from toolkit.storage.sources import sources as stored

    before = of_names(project)
    with project.store(write=True) as store, store.writing("sources kind", now=project.now) as change:
        source_id = stored.id_of(change.connection, name)
        decided = {**source_settings.of(change.connection, source_id).decided, KIND: kind.value}
        source_settings.put(change.connection, source_id, kind=kind.value, decided=decided)
        sources.place_one(project, change.connection, name, importing_apart.importers())
        change.note(sources=1)
    return before[name]


def of_names(project: Project) -> Mapping[str, Kind]:
    """The kind of every source by its name."""
    with project.store() as store, store.reading() as connection:
        return stored_kinds(connection)


def stored_kinds(connection: Connection) -> dict[str, Kind]:
    """The kind of every source by its name, within a reading."""
    from toolkit.storage.sources import sources as stored

    return {row.name: row.kind for row in stored.overview(connection)}


def staying(connection: Connection, wanted: Collection[str] = ()) -> dict[int, str]:
    """The sources that stay here when others leave, by row id: those of the highest protection not asked for by name.

    NotFound when one that is asked for does not exist.
    """
    from toolkit.storage.sources import sources as stored

    ids = stored.ids(connection)
    asked = frozenset(stored.ids(connection, wanted))
    return {
        ids[name]: name
        for name, kind in stored_kinds(connection).items()
        if not kind.rules.goes_out and name not in asked
    }


def unquoted(connection: Connection) -> frozenset[str]:
    """The names of the sources of which nothing may be printed as it stands, whatever their speakers allow."""
    from toolkit.storage.sources import sources as stored

    return frozenset(row.name for row in stored.overview(connection) if never_quoted(row.kind, row.facts))


def hidden_from_others(project: Project) -> frozenset[int]:
    """The row ids of the sources whose words are not shown while others look at the screen."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        ids, kinds = stored.ids(connection), stored_kinds(connection)
    return frozenset(ids[name] for name, kind in kinds.items() if not kind.rules.shown_in_presentation)


def name_of(project: Project, source_id: int) -> str:
    """The name of the source with this number; NotFound when there is none."""
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.name_of(connection, source_id)
