"""A fresh store and small material to put in it; it is founded once, and copied."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.storage.material import NOW, source_of
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import words
from toolkit.storage.database.engines import must_vanish
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources


class _TakenBackError(Exception):
    """What a test put into the shared database goes."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database; not to be changed."""
    path = tmp_path_factory.mktemp("founded") / "project.db"
    Store.create(path, now=NOW).close()
    return path


@pytest.fixture
def store(founded: Path, path: Path) -> Iterator[Store]:
    """A new store of one's own."""
    shutil.copy(founded, path)
    with Store.open(path, now=NOW, write=True) as made:
        yield made


@pytest.fixture(scope="session")
def shared(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store behind `connection`."""
    path = tmp_path_factory.mktemp("shared") / "project.db"
    shutil.copy(founded, path)
    with Store.open(path, now=NOW, write=True) as made:
        yield made


@pytest.fixture
def connection(shared: Store) -> Iterator[Connection]:
    """A change of an empty database that is taken back when the test is over."""
    with suppress(_TakenBackError), shared.writing("test", now=NOW) as change:
        yield change.connection
        must_vanish(change.connection)
        raise _TakenBackError


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """Makes a source of lines (label, respondent, words); its original bytes are its text in UTF-8."""
    return source_of


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
