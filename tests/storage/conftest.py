"""A fresh store and small material to put in it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toolkit.domain.codings import Coding
from toolkit.domain.segments import Segment
from toolkit.domain.sources import Role, Source, Turn
from toolkit.domain.text import Span, words
from toolkit.storage import sources
from toolkit.storage.store import Store

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
ROWS = (
    ("I", None, "Hur var det när du började?"),
    ("D01", "D01", "Jag var rädd 😀, men de lyssnade."),
    ("D02", "D02", "Det tog lång tid innan någon ringde."),
)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, now=NOW) as made:
        yield made


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """Makes a source of lines (label, respondent, words); its original bytes are its text in UTF-8."""

    def make(name: str = "d01.txt", rows: tuple[tuple[str, str | None, str], ...] = ROWS, **facts: str) -> Source:
        text, turns = f"{name}\n", []
        for number, (label, respondent, said) in enumerate(rows):
            text += f"{label}: "
            span = Span(len(text), len(text) + len(said))
            role = Role.RESPONDENT if respondent else Role.INTERVIEWER
            turns.append(Turn(number, span, role, label, respondent, number * 1.5, "q1", "needs", "before"))
            text += said + "\n"
        return Source(name, hashlib.sha256(text.encode()).hexdigest(), text, tuple(turns), facts, NOW)

    return make


@pytest.fixture
def put(store: Store, make_source: Callable[..., Source]) -> Callable[..., Source]:
    """Makes a source and keeps it in the store."""

    def put_in(*args: object, **facts: str) -> Source:
        source = make_source(*args, **facts)
        with store.writing("add", now=NOW) as change:
            sources.add(change.connection, source, original=source.text.encode(), words=words(source.text))
        return source

    return put_in


@pytest.fixture
def coded() -> Callable[..., Coding]:
    """Makes the coding of a source's turn."""

    def make(source: Source, turn: int = 1, code: str = "needs/health", coder: str = "A") -> Coding:
        span = source.turns[turn].span
        return Coding(source.name, span, span.of(source.text), code, coder, NOW, scheme_version=2)

    return make


@pytest.fixture
def segmented() -> Callable[..., list[Segment]]:
    """Makes a segment of each respondent turn."""

    def make(source: Source) -> list[Segment]:
        return [
            Segment(
                source.name,
                turn.span,
                turn.span.of(source.text),
                turn.number,
                turn.respondent,
                "participants",
                turn.question,
                turn.area,
                turn.phase,
            )
            for turn in source.turns
            if turn.respondent
        ]

    return make


@pytest.fixture
def posix() -> None:
    if sys.platform == "win32":
        pytest.skip("signals, file modes and resource limits of POSIX")
