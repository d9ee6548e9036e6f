"""What was learned or worked out, kept as numbers without words: one row a name, gone with any source or turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from toolkit.storage.database.engines import let_vanish
from toolkit.storage.tables.schema import learned, source

SUGGESTIONS = "suggestions"
SEGMENTS = "segments"
NAMES = "names"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was learned, packed; `fingerprint` says from what."""

    fingerprint: str
    data: bytes


def keep(connection: Connection, name: str, kept: Kept, *, now: datetime) -> None:
    """Keep what was learned, over what was kept before."""
    new = insert(learned).values(name=name, fingerprint=kept.fingerprint, data=kept.data, at=now)
    connection.execute(new.on_conflict_do_update(index_elements=["name"], set_=dict(new.excluded)))


def fingerprint(connection: Connection, name: str) -> str:
    """What the learning kept under this name was made from; empty when there is none."""
    return connection.execute(select(learned.c.fingerprint).where(learned.c.name == name)).scalar() or ""


def data(connection: Connection, name: str) -> bytes:
    """What was kept under this name; nothing when there is none."""
    return connection.execute(select(learned.c.data).where(learned.c.name == name)).scalar() or b""


def source_ids(connection: Connection) -> frozenset[int]:
    """The numbers of the sources that there are."""
    return frozenset(connection.execute(select(source.c.id)).scalars())


def forget(connection: Connection) -> None:
    """Forget all that was learned: somebody's words that it was learned from are gone or others."""
    if connection.execute(delete(learned)).rowcount:
        let_vanish(connection)
