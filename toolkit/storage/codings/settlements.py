"""Settlements in the store: what was decided where coders disagree. They change through steps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import settlement, source


def values(connection: Connection, one: Settlement) -> dict[str, object]:
    """A new settlement as the row that a step puts; the step fills in the words."""
    return {
        "source_id": sources.id_of(connection, one.source),
        "start": one.span.start,
        "end": one.span.end,
        "code": one.code,
        "applies": one.applies,
        "reason": one.reason,
        "coder": one.coder,
        "time": one.time,
    }


def each(connection: Connection) -> list[Settlement]:
    """All settlements, in order of source name, span and code."""
    return _found(connection)


def of_source(connection: Connection, source_id: int) -> list[Settlement]:
    """The settlements in the source with this row id, in order of span and code."""
    return _found(connection, settlement.c.source_id == source_id)


def by_id(connection: Connection, settlement_id: int) -> Settlement:
    """A settlement; NotFound when there is none."""
    for found in _found(connection, settlement.c.id == settlement_id):
        return found
    raise NotFound(N_("This is no longer settled: somebody undid it."), hint=N_("Load the page again."))


def _found(connection: Connection, *where: ColumnElement[Any]) -> list[Settlement]:
    s = settlement.c
    columns = (source.c.name, s.start, s.end, s.quote, s.code, s.applies, s.reason, s.coder, s.time, s.revision, s.id)
    query = select(*columns).join_from(settlement, source).where(*where)
    return [
        Settlement(name, Span(start, end), *rest)
        for name, start, end, *rest in connection.execute(query.order_by(source.c.name, s.start, s.end, s.code))
    ]
