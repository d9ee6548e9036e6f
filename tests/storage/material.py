"""Sources and rows put into a transaction that is open, so that a test says only what it is about."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert

from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span, words
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import coding, segment, source, suggestion

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
Said = tuple[str, str | None, str]  # label, respondent, words
ROWS: tuple[Said, ...] = (
    ("I", None, "Hur var det när du började?"),
    ("D01", "D01", "Jag var rädd 😀, men de lyssnade."),
    ("D02", "D02", "Det tog lång tid innan någon ringde."),
)


def source_of(name: str = "d01.txt", rows: tuple[Said, ...] = ROWS, **facts: str) -> Source:
    """A source of lines; who has no respondent is the interviewer, or, with the label "?", nobody knows who."""
    text, turns = f"{name}\n", []
    for number, (label, respondent, said) in enumerate(rows):
        text += f"{label}: "
        span = Span(len(text), len(text) + len(said))
        role = Role.RESPONDENT if respondent else Role.UNKNOWN if label == "?" else Role.INTERVIEWER
        turns.append(Turn(number, span, role, label, respondent, number * 1.5, "q1", "needs", "before"))
        text += said + "\n"
    return Source(name, hashlib.sha256(text.encode()).hexdigest(), text, tuple(turns), facts, NOW)


def put_source(connection: Connection, name: str = "d01.txt", rows: tuple[Said, ...] = ROWS, **facts: str) -> int:
    """Keep such a source; give its number."""
    made = source_of(name, rows, **facts)
    return sources.add(connection, made, original=made.text.encode(), words=words(made.text))


def put(connection: Connection, table: Table, **values: Any) -> int:
    """Insert a row; give its number."""
    return int(connection.execute(insert(table), values).lastrowid)


def place(connection: Connection, source_id: int, said: str) -> Span:
    """Where these words stand in a source's text, which has them once."""
    text = sources.text_of(connection, source_id)
    assert text.count(said) == 1, said
    return Span(text.index(said), text.index(said) + len(said))


def at(connection: Connection, source_id: int, said: str) -> dict[str, int]:
    """The columns that say where these words stand."""
    span = place(connection, source_id, said)
    return {"source_id": source_id, "start": span.start, "end": span.end}


def put_coding(
    connection: Connection, source_id: int, said: str, code: str = "needs/health", coder: str = "A", **more: Any
) -> int:
    """Code these words; give the coding's number."""
    own = {"quote": said, "code": code, "coder": coder, "time": NOW, "scheme_version": 1}
    return put(connection, coding, **{**at(connection, source_id, said), **own, **more})


def put_segment(connection: Connection, source_id: int, said: str, respondent: str = "D01", turn: int = 1) -> int:
    """Keep these words as a segment; give its number."""
    own = {"turn": turn, "respondent": respondent, "group": "participants", "area": "needs"}
    return put(connection, segment, **at(connection, source_id, said), **own)


def put_suggestion(connection: Connection, segment_id: int, code: str = "needs/health", score: float = 0.8) -> int:
    """Suggest a code for a segment; give the suggestion's number."""
    own = {"code": code, "score": score, "because": "", "suggester": "rules"}
    return put(connection, suggestion, segment_id=segment_id, **own)


def count(connection: Connection, table: Table = source) -> int:
    """How many rows a table has."""
    return len(connection.execute(table.select()).all())
