"""A13: a migration killed at fifty places, from each earlier version: the project opens, and nothing of it is lost."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
from datetime import UTC, datetime

import pytest
from alembic import command

from tests.reliability.stages import copied
from tests.reliability.struck import needs_strace, spread
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span
from toolkit.storage.database import journal
from toolkit.storage.database.engines import engine
from toolkit.storage.migrations import config
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import APPLICATION_ID, OLDER

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
SHORT, PLACES = 1, 50
TEXT = "d01.txt\nI: Hur var det?\nD01: Jag var rädd 😀, men de lyssnade på mig.\n"
SPAN = (29, 65)
CODINGS = 30


def first_version(path):
    """A database as the first version left it, with a source, codings, a theme and a decision on it."""
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    raw.commit()
    raw.close()
    start, end = SPAN
    turn = Turn(0, Span(start, end), Role.RESPONDENT, "D01", "D01", 1.5, "q1", "needs", "before")
    source = Source("d01.txt", hashlib.sha256(TEXT.encode()).hexdigest(), TEXT, (turn,), {}, NOW)
    old = engine(path, write=True)
    with old.begin() as connection:
        command.upgrade(config(connection), "0001")
        sources.add(connection, source, original=TEXT.encode(), words=9)
        for number in range(CODINGS):
            at = (number + 1, start + number, end, TEXT[start + number : end])
            connection.exec_driver_sql(
                "INSERT INTO coding VALUES (?, 1, ?, ?, ?, 'needs', 'A', '2026-03-01T12:00:00.000000+00:00', 1)", at
            )
        for line in (
            "INSERT INTO run VALUES (1, '2026-03-01T12:00:00+00:00', 'themes', '1', '{}', 1, 1, 'x')",
            "INSERT INTO theme VALUES ('t1', 1, 'needs', 'team', 'Name', 0, '[]', '{}', NULL, 0, 0)",
            f"INSERT INTO theme_passage VALUES ('t1', 1, {start}, {end}, 0)",
            "INSERT INTO theme_decision VALUES ('t1', 'needs', 'team', NULL, 1)",
            f"INSERT INTO theme_decision_passage VALUES ('t1', 1, {start}, {end})",
        ):
            connection.exec_driver_sql(line)
        journal.append(connection, "create", now=NOW, detail={})
    old.dispose()


def stood(path):
    """What the first version knew: rows of its own columns."""
    with Store.open(path, now=datetime.now(UTC), write=True) as store:
        assert store.check() == []
        with store.reading() as connection:
            return {
                query: connection.exec_driver_sql(query).all()
                for query in (
                    "SELECT name, text, sha256, original FROM source",
                    'SELECT id, start, "end", quote, code, coder, time FROM coding ORDER BY id',
                    "SELECT id, area FROM theme",
                    "SELECT * FROM theme_decision_passage",
                )
            }


@needs_strace
@pytest.mark.figure("A13")
@pytest.mark.parametrize("most", [SHORT, pytest.param(PLACES, marks=pytest.mark.soak)])
@pytest.mark.parametrize("version", [one for one in OLDER if one])
def test_a_migration_killed_anywhere(nursery, tmp_path, version, most, figure):
    old, folder = tmp_path / "old", tmp_path / "project"
    old.mkdir()
    first_version(old / "project.db")
    older = engine(old / "project.db", write=True)
    with older.begin() as connection:
        command.upgrade(config(connection), version)
    older.dispose()
    path = copied(old, folder) / "project.db"
    points = spread(nursery.points("migrate", path), most)
    result, killed = stood(path), 0
    for point in points:
        copied(old, folder)
        killed += nursery.struck(point, "signal=KILL", "migrate", path) == -signal.SIGKILL
        assert stood(path) == result, point
    figure(kills=killed, opened=len(points), lost=0)
    assert killed >= len(points) * 0.9
