"""Memos in the store: what people wrote on passages, sources and codes. They change through steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from toolkit.domain.codings.memos import Memo
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import memo, source


def values(connection: Connection, one: Memo) -> dict[str, object]:
    """A new memo as the row that a step puts."""
    return {
        "source_id": None if one.source is None else sources.id_of(connection, one.source),
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "code": one.code,
        "text": one.text,
        "author": one.author,
        "time": one.time,
    }


def add_unknown(connection: Connection, new: Iterable[Memo]) -> tuple[int, int]:
    """Keep memos from outside that are new; give how many were added and how many known (same place, text, author)."""
    offered = list(new)
    unknown = unknown_of(connection, offered)
    if unknown:
        connection.execute(insert(memo), [values(connection, one) for one in unknown])
    return len(unknown), len(offered) - len(unknown)


def unknown_of(connection: Connection, offered: Iterable[Memo]) -> list[Memo]:
    """Those of these memos that `add_unknown` would add."""
    found: dict[tuple[object, ...], Memo] = {}
    for one in offered:
        row = {name: value for name, value in values(connection, one).items() if name != "time"}
        same = [memo.c[name].is_not_distinct_from(value) for name, value in row.items()]
        if not connection.execute(select(memo.c.id).where(*same).limit(1)).first():
            found.setdefault(tuple(row.values()), one)
    return list(found.values())


def of_source(connection: Connection, source_id: int) -> list[Memo]:
    """The memos on a source and its passages: those on the source first, then in order of position."""
    return _found(connection, memo.c.source_id == source_id)


def of_codes(connection: Connection) -> list[Memo]:
    """The memos on all codes."""
    return _found(connection, memo.c.code.is_not(None))


def each(connection: Connection) -> list[Memo]:
    """All memos."""
    return _found(connection)


def by_id(connection: Connection, memo_id: int) -> tuple[int | None, Memo]:
    """A memo and the row id of its source, if it has one; NotFound when there is none."""
    found = _found(connection, memo.c.id == memo_id)
    if not found:
        raise NotFound(N_("This memo is no longer there."), hint=N_("Load the page again."))
    source_id = connection.execute(select(memo.c.source_id).where(memo.c.id == memo_id)).scalar()
    return source_id, found[0]


def counts(connection: Connection) -> dict[int, int]:
    """How many memos each source has, by its row id."""
    query = select(memo.c.source_id, func.count()).where(memo.c.source_id.is_not(None)).group_by(memo.c.source_id)
    return dict(connection.execute(query).all())


def _found(connection: Connection, *where: ColumnElement[Any]) -> list[Memo]:
    columns = (memo.c.text, memo.c.author, memo.c.time, source.c.name, memo.c.start, memo.c.end, memo.c.code)
    query = select(*columns, memo.c.revision, memo.c.id).join_from(memo, source, isouter=True).where(*where)
    order = (source.c.name, memo.c.code, memo.c.start.is_not(None), memo.c.start, memo.c.end, memo.c.id)
    return [
        Memo(text, author, time, name, None if start is None else Span(start, end), code, revision, key)
        for text, author, time, name, start, end, code, revision, key in connection.execute(query.order_by(*order))
    ]
