"""How far the work has come in each source, counted in the database without loading a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, case, exists, func, literal, or_, select

from toolkit.domain.sources.sources import Role
from toolkit.storage.suggesting.suggestions import KIND
from toolkit.storage.tables.schema import analysis_state, coding, segment, source, suggestion, theme, turn
from toolkit.storage.tables.schema_reports import draft


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One person's turns in one source: all words, those of turns somebody coded, those of turns only suggested on."""

    source: int
    name: str
    respondent: str
    words: int
    coded: int
    suggested: int


def by_voice(connection: Connection, withheld: Iterable[str] = ()) -> list[ProgressRow]:
    """Words of respondents' turns by source (in order of name) and person, but for those of whom nothing is used.

    A turn counts as coded when a coding touches it, as suggested when no coding but a segment with a suggestion does.
    """
    t = turn.c
    return _words(connection, t.respondent, t.role == Role.RESPONDENT.value, _of_others(withheld))


def of_records(connection: Connection, withheld: Iterable[str] = ()) -> list[ProgressRow]:
    """The same of what nobody says, by source."""
    open_ = or_(turn.c.respondent.is_(None), _of_others(withheld))
    return _words(connection, literal(""), turn.c.role == Role.RECORD.value, open_)


def _of_others(withheld: Iterable[str]) -> ColumnElement[bool]:
    return and_(turn.c.respondent.is_not(None), turn.c.respondent.not_in(sorted(withheld)))


def _words(connection: Connection, voice: ColumnElement[str], *where: ColumnElement[bool]) -> list[ProgressRow]:
    t = turn.c
    coded = exists().where(*_touching(connection, coding))
    near = _touching(connection, segment)
    proposed = exists().where(*near, suggestion.c.segment_id == segment.c.id)
    query = (
        select(
            t.source_id,
            source.c.name,
            voice,
            func.sum(t.words),
            func.sum(case((coded, t.words), else_=0)),
            func.sum(case((coded, 0), (proposed, t.words), else_=0)),
        )
        .join_from(turn, source)
        .where(*where)
        .group_by(t.source_id, voice)
        .order_by(source.c.name, func.min(t.number))
    )
    return [ProgressRow(*row) for row in connection.execute(query)]


def _touching(connection: Connection, table: Table) -> tuple[ColumnElement[bool], ...]:
    """Whether a row of the table touches the turn; none that begins further back than the longest is long does."""
    t, c = turn.c, table.c
    longest = connection.execute(select(func.max(c.end - c.start))).scalar() or 0
    return (c.source_id == t.source_id, c.start < t.end, c.start > t.start - longest, c.end > t.start)


def source_names(connection: Connection) -> dict[int, str]:
    """The number and name of every source, in order of name."""
    return dict(connection.execute(select(source.c.id, source.c.name).order_by(source.c.name)).all())


@dataclass(frozen=True, slots=True)
class Made:
    """How much of each kind there is."""

    codings: int
    suggested_sources: int
    themes: int
    drafts: int


def made(connection: Connection) -> Made:
    """Count codings, sources that suggestions were looked for in, themes and drafts."""
    state = analysis_state.c
    counted = select(
        select(func.count()).select_from(coding).scalar_subquery(),
        select(func.count()).select_from(analysis_state).where(state.kind == KIND).scalar_subquery(),
        select(func.count()).select_from(theme).scalar_subquery(),
        select(func.count()).select_from(draft).scalar_subquery(),
    )
    return Made(*connection.execute(counted).one())
