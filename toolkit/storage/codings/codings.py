"""Codings and verdicts in the store: a person's judgements, each with its words at its span."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, delete, func, insert, or_, select
from sqlalchemy.dialects.sqlite import insert as insert_new

from toolkit.domain.codings.codings import Coding, Decision, Verdict
from toolkit.domain.texts.text import Span, check_quote
from toolkit.errors import MisplacedQuote
from toolkit.messages import N_
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import coding, settlement, verdict
from toolkit.storage.tables.schema import source as source_table

Judged = TypeVar("Judged", Coding, Verdict)
_AT_ONCE = 500  # SQLite takes 999 parameters in its older builds


def add(connection: Connection, new: Iterable[Coding]) -> tuple[int, int]:
    """Keep codings; give how many were added and how many were known (same span, code and coder).

    Raise MisplacedQuote unless the words stand at the span, NotFound for an unknown source.
    """
    added = known = 0
    for name, group in _by_source(new).items():
        source_id = sources.id_of(connection, name)
        text = sources.text_of(connection, source_id)
        for each_new in group:
            check_quote(text, each_new.span, each_new.quote)
        taken = _known(connection, source_id)
        fresh = {key: one for one in reversed(group) if (key := _key(one)) not in taken}
        _insert(connection, source_id, list(reversed(fresh.values())))
        added += len(fresh)
        known += len(group) - len(fresh)
    return added, known


def count_new(connection: Connection, offered: Iterable[Coding]) -> tuple[int, int]:
    """How many of these codings `add` would add, and how many are known."""
    added = every = 0
    for name, group in _by_source(offered).items():
        added += len({_key(one) for one in group} - _known(connection, sources.id_of(connection, name)))
        every += len(group)
    return added, every - added


def _by_source(items: Iterable[Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for item in items:
        found.setdefault(item.source, []).append(item)
    return found


def _key(one: Coding) -> tuple[int, int, str, str]:
    return one.span.start, one.span.end, one.code, one.coder


def _known(connection: Connection, source_id: int) -> set[tuple[int, int, str, str]]:
    columns = (coding.c.start, coding.c.end, coding.c.code, coding.c.coder)
    return {
        (start, end, code, coder)
        for start, end, code, coder in connection.execute(select(*columns).where(coding.c.source_id == source_id))
    }


def _insert(connection: Connection, source_id: int, fresh: Sequence[Coding]) -> None:
    rows = [
        {
            "source_id": source_id,
            "start": one.span.start,
            "end": one.span.end,
            "quote": one.quote,
            "code": one.code,
            "coder": one.coder,
            "time": one.time,
            "scheme_version": one.scheme_version,
        }
        for one in fresh
    ]
    if rows:
        connection.execute(insert(coding), rows)


def each(
    connection: Connection, *, coder: str | None = None, code: str | None = None, source: str | None = None
) -> list[Coding]:
    """The codings of a coder, of a code, in a source, or all, in order of source name, span, code, coder."""
    query = _all().order_by(source_table.c.name, coding.c.start, coding.c.end, coding.c.code, coding.c.coder)
    for column, wanted in ((coding.c.coder, coder), (coding.c.code, code)):
        if wanted is not None:
            query = query.where(column == wanted)
    if source is not None:
        query = query.where(coding.c.source_id == sources.id_of(connection, source))
    return _codings(connection, query)


def of_source(connection: Connection, source_id: int, *, coder: str | None = None) -> list[Coding]:
    """The codings, all or one coder's, of the source with this row id, in order of span, code, coder."""
    query = _all().where(coding.c.source_id == source_id)
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    return _codings(connection, query.order_by(coding.c.start, coding.c.end, coding.c.code, coding.c.coder))


def judgements(
    connection: Connection, source_id: int, *, coder: str | None = None
) -> Iterator[tuple[int, int, str, str, datetime]]:
    """Start, end, code, coder and time of each coding, all or one coder's, in a source, in that order."""
    c = coding.c
    query = select(c.start, c.end, c.code, c.coder, c.time).where(c.source_id == source_id)
    if coder is not None:
        query = query.where(c.coder == coder)
    rows = connection.execute(query.order_by(c.start, c.end, c.code, c.coder)).all()
    return ((start, end, code, who, time) for start, end, code, who, time in rows)


def by_ids(connection: Connection, ids: Iterable[int]) -> list[Coding]:
    """The codings with these ids, as far as they exist, in order of id."""
    wanted = sorted(set(ids))
    parts = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    found = (_codings(connection, _all().where(coding.c.id.in_(part)).order_by(coding.c.id)) for part in parts)
    return [one for part in found for one in part]


def _all() -> Select[Any]:
    return select(coding, source_table.c.name).join_from(coding, source_table)


def _codings(connection: Connection, query: Select[Any]) -> list[Coding]:
    return [
        Coding(name, Span(start, end), quote, path, who, time, version, key, revision)
        for key, _, start, end, quote, path, who, time, version, revision, name in connection.execute(query)
    ]


def remove(connection: Connection, ids: Iterable[int]) -> int:
    """Remove the codings with these ids; give how many there were."""
    wanted = sorted(set(ids))
    parts = (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
    return sum(connection.execute(delete(coding).where(coding.c.id.in_(part))).rowcount for part in parts)


def coders(connection: Connection) -> dict[str, int]:
    """How many codings each coder has made, by name."""
    query = select(coding.c.coder, func.count()).group_by(coding.c.coder).order_by(coding.c.coder)
    return dict(connection.execute(query).all())


def add_verdicts(connection: Connection, new: Iterable[Verdict]) -> tuple[int, int]:
    """Keep verdicts; give how many were added and how many were known (same span, code, coder and time).

    Raise MisplacedQuote for a span beyond the text, NotFound for an unknown source.
    """
    added = known = 0
    for name, group in _by_source(new).items():
        source_id = sources.id_of(connection, name)
        _check_within(sources.text_of(connection, source_id), group)
        rows = [_verdict_row(source_id, one) for one in group]
        fresh = connection.execute(insert_new(verdict).on_conflict_do_nothing(), rows).rowcount
        added += fresh
        known += len(group) - fresh
    return added, known


def _check_within(text: str, group: Iterable[Verdict]) -> None:
    for one in group:
        if one.span.end > len(text):
            raise MisplacedQuote(
                N_("The span {start}–{end} lies beyond the text."),
                hint=N_("Suggest again, and answer the new suggestions."),
                start=one.span.start,
                end=one.span.end,
            )


def _verdict_row(source_id: int, one: Verdict) -> dict[str, object]:
    return {
        "source_id": source_id,
        "start": one.span.start,
        "end": one.span.end,
        "code": one.code,
        "decision": one.decision.value,
        "coder": one.coder,
        "time": one.time,
    }


def verdicts(connection: Connection, *, source_id: int | None = None) -> list[Verdict]:
    """All verdicts, or those of the source with this row id, the oldest first."""
    query = select(verdict, source_table.c.name).join_from(verdict, source_table).order_by(verdict.c.time, verdict.c.id)
    if source_id is not None:
        query = query.where(verdict.c.source_id == source_id)
    return [
        Verdict(name, Span(start, end), code, Decision(decision), coder, time)
        for _, _, start, end, code, decision, coder, time, name in connection.execute(query)
    ]


def misplaced(connection: Connection) -> Iterator[int]:
    """The ids of codings whose words do not stand at their span."""
    columns = (coding.c.id, coding.c.start, coding.c.end, coding.c.quote)
    for source_id in sources.ids(connection).values():
        rows = connection.execute(select(*columns).where(coding.c.source_id == source_id)).all()
        text = sources.text_of(connection, source_id) if rows else ""
        yield from (row.id for row in rows if text[row.start : row.end] != row.quote)


def codes(connection: Connection) -> dict[str, int]:
    """How many codings each code has, by path."""
    query = select(coding.c.code, func.count()).group_by(coding.c.code).order_by(coding.c.code)
    return dict(connection.execute(query).all())


def coded_since(connection: Connection, at: datetime) -> dict[str, datetime]:
    """When each coding later than a moment was made, by its evidence id ("c12"); never before its source came in."""
    query = (
        select(coding.c.id, coding.c.time, source_table.c.added)
        .join_from(coding, source_table)
        .where(or_(coding.c.time > at, source_table.c.added > at))
    )
    return {f"c{row.id}": max(row.time, row.added) for row in connection.execute(query)}


def coded_sources(connection: Connection) -> frozenset[str]:
    """The names of the sources in which anything is coded."""
    query = select(source_table.c.name).join_from(coding, source_table).distinct()
    return frozenset(connection.execute(query).scalars())


def digest(connection: Connection) -> str:
    """A short name for all codings, verdicts and settlements together; it changes whenever one of them does."""
    sums = hashlib.sha256()
    for table in (coding, verdict, settlement):
        decided = next((table.c[name] for name in ("decision", "applies") if name in table.c), table.c.coder)
        columns = (table.c.source_id, table.c.start, table.c.end, table.c.code, table.c.coder, decided)
        for row in connection.execute(select(*columns).order_by(table.c.id)):
            sums.update(repr(tuple(row)).encode())
    return sums.hexdigest()[:16]
