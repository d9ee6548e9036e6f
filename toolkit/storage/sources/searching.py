"""What a search goes through: texts by source, turns and codings as bare numbers, no object made for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from toolkit.storage.tables.schema import coding, memo, settlement, source, turn

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


_TURNS = (
    select(turn.c.number, turn.c.start, turn.c.end, turn.c.role, turn.c.label, turn.c.respondent, turn.c.phase)
    .where(turn.c.source_id == bindparam("key"))
    .order_by(turn.c.start)
)


def turns(connection: Connection, source_id: int) -> list[TurnRow]:
    """The turns of a source in order of place."""
    return list(map(TurnRow._make, connection.execute(_TURNS, {"key": source_id})))


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


def coded_sources(
    connection: Connection, *, codes: Iterable[Sequence[str]] = (), source_id: int | None = None, respondent: str = ""
) -> list[int]:
    """The sources in which anything is coded, in order of name; or settled or coded with one of each of `codes`."""
    there = select(coding.c.id).where(coding.c.source_id == source.c.id).exists()
    query = select(source.c.id).where(there).order_by(source.c.name)
    settled = source.c.id.in_(select(settlement.c.source_id))
    for paths in codes:
        query = query.where(or_(settled, source.c.id.in_(select(coding.c.source_id).where(coding.c.code.in_(paths)))))
    if source_id is not None:
        query = query.where(source.c.id == source_id)
    if respondent:
        said = select(turn.c.source_id).where(turn.c.respondent == respondent)
        query = query.where(source.c.id.in_(said))
    return list(connection.execute(query).scalars())


Place = tuple[int, int, int]  # source id, start, end


def own_codings(connection: Connection, coder: str, codes: Sequence[str]) -> dict[Place, list[tuple[str, int, int]]]:
    """What a coder has given these codes to: code, id and revision by place."""
    c = coding.c
    columns = (c.source_id, c.start, c.end, c.code, c.id, c.revision)
    # "" after the coder: the index of codes is to be used, as all that one has coded may be everything.
    query = select(*columns).where(c.code.in_(codes), c.coder.concat("") == coder).order_by(c.id)
    found: dict[Place, list[tuple[str, int, int]]] = {}
    for key, start, end, *own in connection.execute(query):
        found.setdefault((key, start, end), []).append(tuple(own))
    return found


def quotes(connection: Connection, places: Sequence[Place]) -> list[str]:
    """The words at these places, each text read once."""
    by_source: dict[int, list[int]] = {}
    for at, place in enumerate(places):
        by_source.setdefault(place[0], []).append(at)
    found = [""] * len(places)
    for part in _parts(by_source):
        for key, text in connection.execute(select(source.c.id, source.c.text).where(source.c.id.in_(part))):
            for at in by_source[key]:
                found[at] = text[places[at][1] : places[at][2]]
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


def times(connection: Connection, source_id: int) -> dict[int, float]:
    """The times of a source's turns by number, of those that have one: seconds from the start of the recording."""
    query = select(turn.c.number, turn.c.time).where(turn.c.source_id == source_id, turn.c.time.is_not(None))
    return dict(connection.execute(query).all())
