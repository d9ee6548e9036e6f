"""What was made, from what: analysis runs and the versions of the scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select

from toolkit.errors import ConflictError
from toolkit.messages import N_
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.tables.schema import run, scheme_version


@dataclass(frozen=True, slots=True)
class Run:
    """One analysis run; `fingerprint` says what it was made from, so that unchanged work can be skipped."""

    name: str
    version: str
    parameters: Mapping[str, object]
    at: datetime
    fingerprint: str
    scheme_version: int | None = None
    seed: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SchemeVersion:
    """A version of the coding scheme as it was used: its file's text and the sha256 of that; who made it, and why.

    `coder` is None where the file was changed by hand, `reason` where none was given.
    """

    version: int
    sha256: str
    content: str
    at: datetime
    coder: str | None = None
    reason: str | None = None


def record(connection: Connection, new: Run) -> int:
    """Keep a run; give its id."""
    row = {
        "at": new.at,
        "name": new.name,
        "version": new.version,
        "parameters": dict(new.parameters),
        "scheme_version": new.scheme_version,
        "seed": new.seed,
        "fingerprint": new.fingerprint,
    }
    return connection.execute(insert(run), row).lastrowid


def forget(connection: Connection, name: str) -> None:
    """Drop the runs of this name, on which nothing else may rest."""
    connection.execute(delete(run).where(run.c.name == name))


def latest(connection: Connection, name: str) -> Run | None:
    """The last run of this name; None before the first."""
    row = connection.execute(select(run).where(run.c.name == name).order_by(run.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return Run(row.name, row.version, row.parameters, row.at, row.fingerprint, row.scheme_version, row.seed, row.id)


_FINGERPRINT = Prepared(
    select(run.c.fingerprint).where(run.c.name == bindparam("name")).order_by(run.c.id.desc()).limit(1)
)


def fingerprint(connection: Connection, name: str) -> str:
    """The fingerprint of the last run of this name; empty before the first."""
    found = _FINGERPRINT.first(connection, {"name": name})
    return "" if found is None else str(found[0])


def record_scheme(connection: Connection, new: SchemeVersion) -> bool:
    """Keep a version of the scheme; say whether it was new. ConflictError when its number has another content."""
    known = connection.execute(select(scheme_version.c.sha256).where(scheme_version.c.version == new.version)).scalar()
    if known is None:
        row = {name: getattr(new, name) for name in ("version", "sha256", "content", "at", "coder", "reason")}
        connection.execute(insert(scheme_version), row)
    elif known != new.sha256:
        raise ConflictError(
            N_("The scheme has changed, but its version is still {version}."),
            hint=N_("Raise `version` in the scheme's file by one."),
            version=new.version,
        )
    return known is None


def schemes(connection: Connection) -> list[SchemeVersion]:
    """All versions of the scheme that were used, the oldest first."""
    rows = connection.execute(select(scheme_version).order_by(scheme_version.c.version))
    return [SchemeVersion(row.version, row.sha256, row.content, row.at, row.coder, row.reason) for row in rows]
