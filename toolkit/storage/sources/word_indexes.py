"""The packed words of sources, kept beside them: made from a text, and gone with it.

Whoever gives a source another text calls `forget` in the same transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from toolkit.storage.sources import source_settings
from toolkit.storage.tables.schema import source, source_index

_WORDS = select(source_index.c.words).where(source_index.c.source_id == bindparam("key"))


def keep(connection: Connection, source_id: int, fingerprint: str, words: bytes) -> None:
    """Keep the words of a source, over what was kept before."""
    new = insert(source_index).values(source_id=source_id, fingerprint=fingerprint, words=words)
    connection.execute(new.on_conflict_do_update(index_elements=["source_id"], set_=dict(new.excluded)))


def forget(connection: Connection, source_id: int) -> None:
    """Forget the words of a source whose text is changed."""
    connection.execute(delete(source_index).where(source_index.c.source_id == source_id))


def fingerprints(connection: Connection) -> dict[int, tuple[str, str, str | None]]:
    """For each source, in order of name: its name, what its words are, the fingerprint of them as kept, if any."""
    query = select(source.c.id, source.c.name, source_settings.WORDS, source_index.c.fingerprint)
    rows = connection.execute(query.join_from(source, source_index, isouter=True).order_by(source.c.name))
    return {key: (name, state, kept) for key, name, state, kept in rows}


def words(connection: Connection, source_id: int) -> bytes:
    """The words kept of a source; nothing when there are none."""
    return connection.execute(_WORDS, {"key": source_id}).scalar() or b""
