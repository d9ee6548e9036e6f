from __future__ import annotations

import re
import sqlite3

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from toolkit.errors import DamagedProject
from toolkit.storage.codings import codings
from toolkit.storage.database import journal
from toolkit.storage.database.engines import engine
from toolkit.storage.findings import themes
from toolkit.storage.migrations import config
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import APPLICATION_ID, HEAD, METADATA


@pytest.fixture
def unmigrated(path):
    """A database of ours in which no revision has run."""
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    raw.commit()
    raw.close()
    return path


def statements(store):
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows}


def test_the_migrations_make_what_a_new_project_is_made_with(unmigrated, tmp_path, now):
    new = tmp_path / "new.db"
    with Store.open(unmigrated, now=now, write=True) as migrated, Store.create(new, now=now) as created:
        assert statements(migrated) == statements(created)
        with migrated.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
            assert ScriptDirectory.from_config(config(connection)).get_current_head() == HEAD


@pytest.mark.parametrize("write", [False, True])
def test_an_older_project_is_migrated_after_a_backup(unmigrated, now, write):
    with Store.open(unmigrated, now=now, write=write) as store:
        assert store.check() == []
        with store.reading() as connection:
            (line,) = journal.entries(connection)
    assert line.verb == "migrate"
    (backup,) = (unmigrated.parent / "backups").glob("*-migrate")
    copy = sqlite3.connect(backup / "project.db")
    assert copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("alembic_version",)]
    copy.close()
    Store.open(unmigrated, now=now, write=True).close()
    assert list((unmigrated.parent / "backups").glob("*-migrate")) == [backup]


@pytest.fixture
def first_version(unmigrated, make_source, now):
    """A database as the first version left it, with a source, a coding, a theme and a decision."""
    old = engine(unmigrated, write=True)
    source = make_source()
    with old.begin() as connection:
        command.upgrade(config(connection), "0001")
        sources.add(connection, source, original=source.text.encode(), words=9)
        span = source.turns[1].span
        connection.exec_driver_sql(
            "INSERT INTO coding VALUES (7, 1, ?, ?, ?, 'needs', 'A', '2026-03-01T12:00:00.000000+00:00', 1)",
            (span.start, span.end, span.of(source.text)),
        )
        connection.exec_driver_sql(
            "INSERT INTO run VALUES (1, '2026-03-01T12:00:00+00:00', 'themes', '1', '{}', 1, 1, 'x')"
        )
        connection.exec_driver_sql(
            "INSERT INTO theme VALUES ('t1', 1, 'needs', 'team', 'Name', 0, '[]', '{}', NULL, 0, 0)"
        )
        connection.exec_driver_sql("INSERT INTO theme_passage VALUES ('t1', 1, ?, ?, 0)", (span.start, span.end))
        connection.exec_driver_sql("INSERT INTO theme_decision VALUES ('t1', 'needs', 'team', NULL, 1)")
        connection.exec_driver_sql("INSERT INTO theme_decision_passage VALUES ('t1', 1, ?, ?)", (span.start, span.end))
        journal.append(connection, "create", now=now, detail={})
    old.dispose()
    return unmigrated


def test_a_project_of_the_first_version_keeps_all_it_holds(first_version, now):
    with Store.open(first_version, now=now, write=True) as store:
        assert store.check() == []
        with store.reading() as connection:
            (coding,) = codings.each(connection)
            (theme,) = themes.each(connection)
            (decision,) = themes.decisions(connection)
    assert (coding.id, coding.revision) == (7, 1)
    assert (len(theme.passages), theme.aside) == (1, False)
    assert (len(decision.passages), decision.aside) == (1, False)
    assert len(list((first_version.parent / "backups").glob("*-migrate"))) == 1


def test_a_migration_that_fails_leaves_the_project_as_it_was(unmigrated, now):
    raw = sqlite3.connect(unmigrated)
    raw.execute("CREATE TABLE turn (x)")
    raw.commit()
    before = raw.execute("SELECT name FROM sqlite_master").fetchall()
    raw.close()
    with pytest.raises(DamagedProject):
        Store.open(unmigrated, now=now)
    raw = sqlite3.connect(unmigrated)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == before
    raw.close()


def test_a_new_project_is_made_and_opened_without_alembic(tmp_path):
    import subprocess
    import sys

    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from toolkit.storage.projects.store import Store\n"
        "path, now = Path(sys.argv[1]), datetime.now(UTC)\n"
        "Store.create(path, now=now).close(); Store.open(path, now=now).close()\n"
        "print('alembic' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "project.db"], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"
