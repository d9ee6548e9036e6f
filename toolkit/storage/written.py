"""What has happened since the last draft was written, and where evidence stands."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from toolkit.storage.schema import journal, source, turn


def since_draft(connection: Connection) -> frozenset[str]:
    """The verbs of all that was done after the last draft was written."""
    last = select(func.max(journal.c.id)).where(journal.c.verb == "draft").scalar_subquery()
    return frozenset(connection.execute(select(journal.c.verb).where(journal.c.id > last).distinct()).scalars())


def turns_at(connection: Connection, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], tuple[int, int]]:
    """The source id and the turn's number at each place (source name, position); a place without a turn is left out."""
    found = {}
    for name, position in dict.fromkeys(places):
        query = (
            select(source.c.id, turn.c.number)
            .join(turn, turn.c.source_id == source.c.id)
            .where(source.c.name == name, turn.c.start <= position, turn.c.end > position)
        )
        row = connection.execute(query).first()
        if row is not None:
            found[name, position] = (row.id, row.number)
    return found
