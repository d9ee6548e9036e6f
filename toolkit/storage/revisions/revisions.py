"""Revisions of a source's text: the text and its turns replaced with all rows moved along, kept, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from toolkit.domain.sources.sources import Role, Turn
from toolkit.domain.texts.text import Span
from toolkit.storage.database import steps
from toolkit.storage.database.engines import let_vanish
from toolkit.storage.revisions import moving
from toolkit.storage.revisions.moving import Moved, Place, Stood
from toolkit.storage.sources import source_settings, sources, word_indexes
from toolkit.storage.tables.schema import analysis_state, coding, segment, source, turn
from toolkit.storage.tables.schema_material import source_revision


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as it is kept: `edits` are positions and lengths, never words."""

    number: int
    at: datetime
    coder: str
    verb: str
    edits: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What it takes to come back: the text and turns that a revision replaced, and rows that arithmetic loses."""

    text: str
    turns: tuple[Turn, ...]
    rows: tuple[Stood, ...] = field(default=())


def replace_text(
    connection: Connection, source_id: int, text: str, turns: Iterable[Turn], *, place: Place | Moved
) -> Moved:
    """Give a source another text and turns and move all rows that have a span of it; give what became of them.

    What is made from the words (segments, suggestions, words to search, learning) is forgotten, and so are the steps
    that touched the source.
    """
    moved = place if isinstance(place, Moved) else moving.planned(connection, source_id, text, place)
    let_vanish(connection)
    steps.forget_source(connection, source_id)
    word_indexes.forget(connection, source_id)
    connection.execute(delete(segment).where(segment.c.source_id == source_id))
    connection.execute(delete(analysis_state).where(analysis_state.c.source_id == source_id))
    connection.execute(update(source).where(source.c.id == source_id).values(text=text))
    sources.replace_turns(connection, sources.name_of(connection, source_id), turns)
    said = select(func.coalesce(func.sum(turn.c.words), 0)).where(turn.c.source_id == source_id).scalar_subquery()
    connection.execute(update(source).where(source.c.id == source_id).values(words=said))
    return moving.written(connection, moved)


def keep(connection: Connection, source_id: int, revision: Revision, before: Before) -> None:
    """Keep a revision; its number is then the source's."""
    row = {**asdict(revision), "source_id": source_id, "edits": list(revision.edits), "before": _kept(before)}
    connection.execute(insert(source_revision).values(row))
    source_settings.put(connection, source_id, revision=revision.number)


def each(connection: Connection, source_id: int) -> list[Revision]:
    """The revisions of a source that can be told of, the oldest first."""
    c = source_revision.c
    query = select(c.number, c.at, c.coder, c.verb, c.edits).where(c.source_id == source_id).order_by(c.number)
    return [
        Revision(number, at, coder, verb, tuple((start, end, length) for start, end, length in edits))
        for number, at, coder, verb, edits in connection.execute(query)
    ]


def sources_with(connection: Connection, verb: str) -> frozenset[int]:
    """The sources that have a revision of this kind which can be taken back, by row id."""
    query = select(source_revision.c.source_id).where(source_revision.c.verb == verb).distinct()
    return frozenset(connection.execute(query).scalars())


def before(connection: Connection, source_id: int, number: int) -> Before:
    """What a revision replaced."""
    c = source_revision.c
    kept = connection.execute(select(c.before).where(c.source_id == source_id, c.number == number)).scalar_one()
    turns = tuple(
        Turn(number, Span(start, end), Role(role), *rest) for number, start, end, role, *rest in kept["turns"]
    )
    return Before(kept["text"], turns, tuple(Stood(*one) for one in kept["rows"]))


def touched_since(connection: Connection, since: datetime) -> frozenset[int]:
    """The numbers of the codings whose words were changed by revisions from this moment on that still hold."""
    query = select(source_revision.c.before).where(source_revision.c.at >= since)
    rows = (row for kept in connection.execute(query).scalars() for row in kept["rows"])
    return frozenset(was["id"] for table, was, _ in rows if table == coding.name)


def forget(connection: Connection, source_id: int, number: int | None = None) -> int:
    """Forget a revision of a source, or all; give how many there were. The source's number stays as it is."""
    c = source_revision.c
    wanted = (c.source_id == source_id,) if number is None else (c.source_id == source_id, c.number == number)
    let_vanish(connection)
    return connection.execute(delete(source_revision).where(*wanted)).rowcount


def _kept(before: Before) -> Mapping[str, Any]:
    turns = [
        (one.number, one.span.start, one.span.end, one.role.value, *_placing(one), one.question, one.area, one.phase)
        for one in before.turns
    ]
    return {"text": before.text, "turns": turns, "rows": [[one.table, one.was, one.now] for one in before.rows]}


def _placing(turn: Turn) -> tuple[str | None, str | None, float | None]:
    return turn.label, turn.respondent, turn.time
