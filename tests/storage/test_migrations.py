from __future__ import annotations

import re
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from toolkit.errors import DamagedProject
from toolkit.storage import journal
from toolkit.storage.migrations import config
from toolkit.storage.schema import APPLICATION_ID, HEAD, METADATA
from toolkit.storage.store import Store


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
    (backup,) = unmigrated.parent.glob("project.before-*.db")
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("alembic_version",)]
    copy.close()
    Store.open(unmigrated, now=now, write=True).close()
    assert list(unmigrated.parent.glob("project.before-*.db")) == [backup]


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
        "from toolkit.storage.store import Store\n"
        "path, now = Path(sys.argv[1]), datetime.now(UTC)\n"
        "Store.create(path, now=now).close(); Store.open(path, now=now).close()\n"
        "print('alembic' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "project.db"], capture_output=True, text=True, check=True
    )
    assert found.stdout == "False\n"
