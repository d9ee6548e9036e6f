"""Assignments in the store: which coder is to code which source blind, and since when the coder is through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert as insert_new

from toolkit.domain.comparing.assignments import Assignment
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.tables.schema import assignment, source

_OPEN = Prepared(
    select(assignment.c.source_id)
    .where(assignment.c.coder == bindparam("coder"), assignment.c.done.is_(None))
    .order_by(assignment.c.source_id)
)


def open_for(connection: Connection, coder: str) -> tuple[int, ...]:
    """The row ids of the sources that the coder is still to code blind."""
    return tuple(key for (key,) in _OPEN.rows(connection, {"coder": coder}))


def each(connection: Connection) -> list[Assignment]:
    """All assignments, in order of coder and source name."""
    a = assignment.c
    query = select(a.source_id, source.c.name, a.coder, a.at, a.done).join_from(assignment, source)
    return [Assignment(*row) for row in connection.execute(query.order_by(a.coder, source.c.name))]


def assign(connection: Connection, source_ids: Iterable[int], coder: str, *, now: datetime) -> int:
    """Give the coder these sources to code blind; give how many were not the coder's already.

    One that the coder was through with stays so: what was seen cannot be unseen.
    """
    rows = [{"source_id": one, "coder": coder, "at": now, "done": None} for one in sorted(set(source_ids))]
    if not rows:
        return 0
    return connection.execute(insert_new(assignment).on_conflict_do_nothing(), rows).rowcount


def finish(connection: Connection, source_ids: Iterable[int], coder: str, *, now: datetime) -> int:
    """The coder is through with these sources, and may see them as they are; give how many were open."""
    own = (assignment.c.coder == coder, assignment.c.source_id.in_(sorted(set(source_ids))))
    return connection.execute(update(assignment).where(*own, assignment.c.done.is_(None)).values(done=now)).rowcount


def withdraw(connection: Connection, source_ids: Iterable[int], coder: str) -> int:
    """Take these sources back from the coder; give how many there were."""
    own = (assignment.c.coder == coder, assignment.c.source_id.in_(sorted(set(source_ids))))
    return connection.execute(delete(assignment).where(*own)).rowcount
