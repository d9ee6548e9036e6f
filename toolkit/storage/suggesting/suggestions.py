"""Segments and suggestions in the store: what a machine proposes, replaced source by source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, insert, select, text

from toolkit.domain.codings.codings import Suggestion
from toolkit.domain.codings.segments import Segment
from toolkit.domain.texts.text import Span, check_quote
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import analysis_state, coding, segment, settlement, source, suggestion, verdict

KIND = "suggestions"
_COLUMNS = tuple(suggestion.c[name] for name in ("code", "score", "because", "suggester", "id"))


@dataclass(frozen=True, slots=True)
class Proposals:
    """What a suggester made of one source: its segments, the suggestions of each, and what they were made from."""

    source: str
    segments: Sequence[Segment]
    suggestions: Sequence[Sequence[Suggestion]]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many segments and suggestions are stored, and how many segments have a suggestion."""

    segments: int
    suggested: int
    suggestions: int


def replace(
    connection: Connection,
    source_name: str,
    segments: Sequence[Segment],
    suggestions_per_segment: Sequence[Sequence[Suggestion]],
    *,
    fingerprint: str,
) -> None:
    """Put these segments and suggestions in the place of the source's old ones.

    Raise NotFound for an unknown source, MisplacedQuote when a segment's text does not stand at its span. Ids of
    replaced suggestions are not given again.
    """
    replace_many(connection, [Proposals(source_name, segments, suggestions_per_segment, fingerprint)])


def replace_many(connection: Connection, proposals: Iterable[Proposals]) -> None:
    """`replace` for many sources; takes an iterator, and holds one source at a time in memory."""
    known = sources.ids(connection)
    next_segment, next_suggestion = _next_id(connection, segment), _next_id(connection, suggestion)
    for made in proposals:
        source_id = known.get(made.source) or sources.id_of(connection, made.source)
        _check(sources.text_of(connection, source_id), made)
        _forget(connection, source_id)
        rows = _suggestion_rows(made, next_segment, next_suggestion)
        _insert(connection, segment, _segment_rows(made, source_id, next_segment))
        _insert(connection, suggestion, rows)
        state = {"source_id": source_id, "kind": KIND, "fingerprint": made.fingerprint}
        connection.execute(insert(analysis_state), state)
        next_segment += len(made.segments)
        next_suggestion += len(rows)


def _next_id(connection: Connection, table: Table) -> int:
    query = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")
    return (connection.execute(query, {"name": table.name}).scalar() or 0) + 1


def _check(whole: str, made: Proposals) -> None:
    for one in made.segments:
        if one.source != made.source:
            raise ValueError("a segment of another source")
        check_quote(whole, one.span, one.text)


def _forget(connection: Connection, source_id: int) -> None:
    own = select(segment.c.id).where(segment.c.source_id == source_id)
    connection.execute(delete(suggestion).where(suggestion.c.segment_id.in_(own)))
    connection.execute(delete(segment).where(segment.c.source_id == source_id))
    state = analysis_state.c
    connection.execute(delete(analysis_state).where(state.source_id == source_id, state.kind == KIND))


def _segment_rows(made: Proposals, source_id: int, first: int) -> list[tuple[object, ...]]:
    return [
        (at, source_id, s.span.start, s.span.end, s.turn, s.respondent, s.group, s.question, s.area, s.phase)
        for at, s in enumerate(made.segments, first)
    ]


def _suggestion_rows(made: Proposals, first_segment: int, first: int) -> list[tuple[object, ...]]:
    placed = (
        (at, one)
        for at, (_, own) in enumerate(zip(made.segments, made.suggestions, strict=True), first_segment)
        for one in own
    )
    return [(key, at, s.code, s.score, s.because, s.suggester) for key, (at, s) in enumerate(placed, first)]


def _insert(connection: Connection, table: Table, rows: list[tuple[object, ...]]) -> None:
    """Insert whole rows, columns in the table's order, past the types' conversions: a fifth faster."""
    if rows:
        connection.exec_driver_sql(str(insert(table).compile(connection)), rows)


def fingerprints(connection: Connection) -> dict[str, str]:
    """What each source's suggestions were made from, by source name; a source never suggested on is not there."""
    query = (
        select(source.c.name, analysis_state.c.fingerprint)
        .join_from(analysis_state, source)
        .where(analysis_state.c.kind == KIND)
        .order_by(source.c.name)
    )
    return dict(connection.execute(query).all())


def judgements(connection: Connection) -> int:
    """How much people have judged so far: codings made, changed and taken away, answers, and what was settled.

    The difference between two moments says how much the machine could learn meanwhile. It hardly ever falls: only when
    the last answers go, or a coding that was changed more than once.
    """
    made = sum(_next_id(connection, table) - 1 for table in (coding, settlement))
    answers = connection.execute(select(func.max(verdict.c.id))).scalar() or 0  # their numbers may be given again
    there, changed = connection.execute(select(func.count(), func.sum(coding.c.revision - 1))).one()
    gone = _next_id(connection, coding) - 1 - there
    return int(made + answers + gone + (changed or 0))


def segments(connection: Connection, names: Iterable[str] | None = None) -> Iterator[Segment]:
    """The segments of all or the named sources, in order of source name and span, one source at a time in memory."""
    for name, source_id in sources.ids(connection, names).items():
        yield from _segments(connection, name, source_id)


def _segments(connection: Connection, name: str, source_id: int) -> list[Segment]:
    query = select(segment).where(segment.c.source_id == source_id).order_by(segment.c.start, segment.c.id)
    rows = connection.execute(query).all()
    whole = sources.text_of(connection, source_id) if rows else ""
    return [
        Segment(name, Span(start, end), whole[start:end], turn, respondent, group, question, area, phase, key)
        for key, _, start, end, turn, respondent, group, question, area, phase in rows
    ]


def each(
    connection: Connection, names: Iterable[str] | None = None, minimum: float = 0.0
) -> Iterator[tuple[Segment, tuple[Suggestion, ...]]]:
    """Every segment with its suggestions that score at least `minimum` (perhaps none), the highest score first.

    In order of source name and span, one source at a time in memory.
    """
    for name, source_id in sources.ids(connection, names).items():
        proposed = _suggested(connection, source_id, minimum)
        for one in _segments(connection, name, source_id):
            rows = proposed.get(one.id or 0, ())
            yield one, tuple(Suggestion(name, one.span, *row) for row in rows)


def of_source(connection: Connection, source_id: int) -> list[tuple[Segment, tuple[Suggestion, ...]]]:
    """The segments of the source with this row id, each with its suggestions, the highest score first."""
    name = sources.name_of(connection, source_id)
    proposed = _suggested(connection, source_id, 0.0)
    return [
        (one, tuple(Suggestion(name, one.span, *row) for row in proposed.get(one.id or 0, ())))
        for one in _segments(connection, name, source_id)
    ]


def by_id(connection: Connection, suggestion_id: int) -> tuple[int, Suggestion]:
    """A suggestion and the row id of its source; NotFound when there is none any more."""
    query = (
        select(segment.c.source_id, source.c.name, segment.c.start, segment.c.end, *_COLUMNS)
        .join_from(suggestion, segment)
        .join(source, source.c.id == segment.c.source_id)
        .where(suggestion.c.id == suggestion_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFound(
            N_("This suggestion is no longer there: the machine has proposed anew since."),
            hint=N_("Load the page again, and answer the new suggestions."),
        )
    source_id, name, start, end, *rest = row
    return source_id, Suggestion(name, Span(start, end), *rest)


def codes(connection: Connection) -> Iterator[tuple[Segment, Sequence[tuple[str, int]]]]:
    """Every segment with code and id of its suggestions, ordered as by `each`; without scores and reasons, faster."""
    columns = (suggestion.c.segment_id, suggestion.c.code, suggestion.c.id)
    for name, source_id in sources.ids(connection).items():
        found: dict[int, list[tuple[str, int]]] = {}
        for segment_id, code, key in connection.execute(_ranked(source_id, *columns)):
            found.setdefault(segment_id, []).append((code, key))
        for one in _segments(connection, name, source_id):
            yield one, found.get(one.id or 0, ())


_Row = tuple[str, float, str, str, int]


def _suggested(connection: Connection, source_id: int, minimum: float) -> dict[int, list[_Row]]:
    query = _ranked(source_id, suggestion.c.segment_id, *_COLUMNS).where(suggestion.c.score >= minimum)
    found: dict[int, list[_Row]] = {}
    for segment_id, code, score, because, suggester, key in connection.execute(query):
        found.setdefault(segment_id, []).append((code, score, because, suggester, key))
    return found


def _ranked(source_id: int, *columns: ColumnElement[Any]) -> Select[Any]:
    """The suggestions of one source, the highest score first."""
    query = select(*columns).join_from(segment, suggestion).where(segment.c.source_id == source_id)
    return query.order_by(suggestion.c.score.desc(), suggestion.c.id)


def counts(connection: Connection) -> Counts:
    """How much is stored."""
    found = connection.execute(
        select(
            select(func.count()).select_from(segment).scalar_subquery(),
            select(func.count(suggestion.c.segment_id.distinct())).scalar_subquery(),
            select(func.count()).select_from(suggestion).scalar_subquery(),
        )
    ).one()
    return Counts(*found)


def by_code(connection: Connection) -> dict[str, int]:
    """How many suggestions each code has, by path."""
    query = select(suggestion.c.code, func.count()).group_by(suggestion.c.code)
    return dict(connection.execute(query).all())


def engines(connection: Connection) -> dict[str, int]:
    """How many suggestions each engine made, by its name and version."""
    query = select(suggestion.c.suggester, func.count()).group_by(suggestion.c.suggester)
    return dict(connection.execute(query).all())
