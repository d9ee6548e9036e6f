"""Which version a database has: how a new one is founded, an older one migrated, a newer or foreign one refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from toolkit.errors import DamagedProject, Refused
from toolkit.messages import N_
from toolkit.storage.database import backups, journal
from toolkit.storage.database.engines import engine, private_file
from toolkit.storage.database.faults import damaged, disk, edge
from toolkit.storage.database.synced import sync_folder
from toolkit.storage.tables.schema import APPLICATION_ID, HEAD, METADATA, OLDER, alembic_version


def found(path: Path, *, now: datetime) -> None:
    """Make the database at `path`, wholly or not at all: it is filled under another name and then renamed.

    The caller holds the project's lock, so a left-over of a founding that was killed can be thrown away.
    """
    new, its_journal = path.with_name(path.name + ".new"), path.with_name(path.name + ".new-journal")
    with disk():
        for left in (new, its_journal):
            left.unlink(missing_ok=True)
        private_file(new)
        _fill(new, now=now)
        its_journal.unlink(missing_ok=True)
        new.replace(path)
        sync_folder(path.parent)


def _fill(new: Path, *, now: datetime) -> None:
    founding = engine(new, write=True)
    try:
        with edge(), founding.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            METADATA.create_all(connection)
            alembic_version.create(connection)
            connection.execute(alembic_version.insert(), {"version_num": HEAD})
            journal.append(connection, "create", now=now, detail={"version": HEAD})
    finally:
        founding.dispose()


_whole: dict[Path, tuple[int, ...]] = {}  # the databases that this process found whole, as their files then stood
_current: dict[Path, tuple[int, ...]] = {}  # those that it found to be of this version, with what stood in their WAL


def stands(path: Path) -> bool:
    """Whether nothing has been written to the database since this process found it to be of this version."""
    return path in _current and _current[path] == _files(path)


def is_older(connection: Connection, path: Path | None = None) -> bool:
    """Whether the database must be migrated before use; at `path` it is not read through again while its file stands.

    Raise DamagedProject for one that is not whole, or holds what this program never makes (triggers, views, virtual
    tables), Refused for one of a newer program.
    """
    before = _files(path) if path else ()
    _refuse_foreign(connection)
    if not path or not _stands(path):
        if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":  # measured: 1.5 ms per MB
            raise damaged()
        _whole.update({path: _file(path)} if path else {})
    tables = set(inspect(connection).get_table_names())
    if alembic_version.name not in tables:
        raise damaged()
    version = connection.execute(select(func.max(alembic_version.c.version_num))).scalar() or ""
    if version > HEAD:
        raise _newer(version)
    if version not in OLDER and not (version == HEAD and METADATA.tables.keys() <= tables):
        raise damaged()
    if path and version == HEAD:
        _current[path] = before
    return version in OLDER


def _stands(path: Path) -> bool:
    """Whether the file is as it was when it was found whole."""
    file = _file(path)
    return bool(file) and _whole.get(path) == file


def _file(path: Path) -> tuple[int, ...]:
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _files(path: Path) -> tuple[int, ...]:
    return (*_file(path), 0, *_file(path.with_name(f"{path.name}-wal")))


def _newer(version: str) -> Refused:
    return Refused(
        N_("This project was last used with a newer Spegla (its version {found}, this program's {own})."),
        hint=N_("Install the newest Spegla and try again."),
        found=version,
        own=HEAD,
    )


def _refuse_foreign(connection: Connection) -> None:
    foreign = text("SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE '%VIRTUAL%'")
    own_name = connection.execute(text("PRAGMA application_id")).scalar() == APPLICATION_ID
    if not own_name or connection.execute(foreign).scalar():
        raise DamagedProject(
            N_("The project's database holds parts that Spegla never made; it is not opened."),
            hint=N_("Do not use a database from somebody you do not trust; restore your newest backup."),
        )


def migrate(path: Path, *, now: datetime) -> Path:
    """Bring the database at `path` to the newest version in one transaction, after a backup; give the backup's folder.

    The caller holds the project's lock.
    """
    backup = backups.make(path, "migrate", now=now)
    from toolkit.storage.migrations import upgrade

    migrating = engine(path, write=True)
    try:
        with edge(), migrating.begin() as connection:
            upgrade(connection)
            journal.append(connection, "migrate", now=now, detail={"version": HEAD})
    finally:
        migrating.dispose()
    return backup
