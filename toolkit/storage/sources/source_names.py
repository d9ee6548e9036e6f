"""A source under another name: who speaks may have been told by the old one alone, and stays known."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from toolkit.domain.sources.sources import Role
from toolkit.storage.sources import source_settings
from toolkit.storage.tables.schema import source, turn


def rename(connection: Connection, source_id: int, name: str) -> None:
    """Give the source with this row id another name."""
    connection.execute(update(source).where(source.c.id == source_id).values(name=name))
    said = select(turn.c.respondent).where(turn.c.source_id == source_id, turn.c.role == Role.RESPONDENT.value)
    people = connection.execute(said.distinct()).scalars().all()
    decided = source_settings.of(connection, source_id).decided
    if len(people) == 1 and people[0] and "respondent" not in decided:
        source_settings.put(connection, source_id, decided={**decided, "respondent": people[0]})
