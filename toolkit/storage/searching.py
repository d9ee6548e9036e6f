"""What a search goes through: texts by source, turns and codings as bare numbers, no object made for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from toolkit.storage.schema import coding, memo, source, turn

_AT_ONCE = 500  # SQLite takes 999 parameters in its older builds


class TurnRow(NamedTuple):
    """Where a turn stands, whose it is, and the phase that its question asks about."""

    number: int
    start: int
    end: int
    role: str
    label: str | None
    respondent: str | None
    phase: str | None


class CodingRow(NamedTuple):
    """Where a coding stands, what it says and who says so."""

    start: int
    end: int
    code: str
    coder: str


def texts(connection: Connection, *, source_id: int | None = None) -> Iterator[tuple[int, str, str]]:
    """Row id, name and text of every source (or of one) in order of name."""
    query = select(source.c.id, source.c.name, source.c.text).order_by(source.c.name)
    if source_id is not None:
        query = query.where(source.c.id == source_id)
    yield from ((key, name, text) for key, name, text in connection.execute(query))


def all_turns(connection: Connection) -> dict[int, list[TurnRow]]:
    """The turns of each source by its row id, in order of place."""
    columns = (turn.c.number, turn.c.start, turn.c.end, turn.c.role, turn.c.label, turn.c.respondent, turn.c.phase)
    found: dict[int, list[TurnRow]] = {}
    for row in connection.execute(select(*columns, turn.c.source_id).order_by(turn.c.source_id, turn.c.start)):
        found.setdefault(row[-1], []).append(TurnRow._make(row[:-1]))
    return found


def coding_places(connection: Connection) -> list[tuple[int, int, int, str, str]]:
    """Source, start, end, code and coder of every coding."""
    c = coding.c
    return [tuple(row) for row in connection.execute(select(c.source_id, c.start, c.end, c.code, c.coder))]


def codings(connection: Connection, wanted: Iterable[int]) -> dict[int, list[CodingRow]]:
    """The codings in these sources by row id, in order of place."""
    columns = (coding.c.start, coding.c.end, coding.c.code, coding.c.coder)
    found: dict[int, list[CodingRow]] = {}
    for part in _parts(wanted):
        query = select(coding.c.source_id, *columns).where(coding.c.source_id.in_(part))
        for key, *row in connection.execute(query.order_by(coding.c.source_id, coding.c.start, coding.c.end)):
            found.setdefault(key, []).append(CodingRow(*row))
    return found


Place = tuple[int, int, int]  # source id, start, end


def own_codings(connection: Connection, coder: str, wanted: Iterable[int]) -> dict[Place, list[tuple[str, int, int]]]:
    """What a coder has coded in these sources: code, id and revision by place."""
    c = coding.c
    query = select(c.source_id, c.start, c.end, c.code, c.id, c.revision).where(c.coder == coder).order_by(c.id)
    found: dict[Place, list[tuple[str, int, int]]] = {}
    for part in _parts(wanted):
        for key, start, end, *own in connection.execute(query.where(c.source_id.in_(part))):
            found.setdefault((key, start, end), []).append(tuple(own))
    return found


def _parts(wanted: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(set(wanted))
    return (every[at : at + _AT_ONCE] for at in range(0, len(every), _AT_ONCE))


def signatures(connection: Connection, *, coder: str = "") -> dict[str, str]:
    """For each source with codings (of the coder), in order of name, a text that changes with any of them."""
    said = coding.c.id.concat(" ").concat(coding.c.start).concat(" ").concat(coding.c.end)
    each = said.concat(" ").concat(coding.c.code).concat(" ").concat(coding.c.coder)
    query = select(source.c.name, func.group_concat(each, "\n")).join_from(coding, source)
    if coder:
        query = query.where(coding.c.coder == coder)
    return dict(connection.execute(query.group_by(source.c.name).order_by(source.c.name)).all())


def memo_spans(connection: Connection, wanted: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """Where notes on passages lie in these sources, by row id."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in _parts(wanted):
        query = select(memo.c.source_id, memo.c.start, memo.c.end).where(memo.c.source_id.in_(part))
        for key, start, end in connection.execute(query.where(memo.c.start.is_not(None))):
            found.setdefault(key, []).append((start, end))
    return found
