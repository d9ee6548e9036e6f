"""What has happened since the last draft was written, and where evidence stands."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Text, func, select, type_coerce

from toolkit.storage.tables.schema import journal, source, step, step_change, turn


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


def taken_codings(connection: Connection) -> dict[int, str]:
    """The ids of codings that a step took away, of the steps that are kept, with the step's coder."""
    gone = select(step_change.c.row, step.c.coder).join(step, step.c.id == step_change.c.step_id)
    after = type_coerce(step_change.c.after, Text)
    query = gone.where(step_change.c.table == "coding", after == "null", step.c.undone.is_(False))
    return {int(row): coder for row, coder in connection.execute(query)}
