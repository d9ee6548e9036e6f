"""What was decided of names and numbers that may tell who somebody is, by keyed hashes of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from toolkit.domain.identifiers.identifier_groups import Decided, Decision
from toolkit.storage.tables.schema_material import identifier_decision as table

_COLUMNS = ("digest", "kind", "decision", "replacement", "coder", "at", "revision")


def each(connection: Connection) -> dict[str, Decided]:
    """Every decision by digest."""
    rows = connection.execute(select(*(table.c[name] for name in _COLUMNS)))
    return {row.digest: Decided(row.digest, row.kind, Decision(row.decision), *row[3:]) for row in rows}


def put(connection: Connection, new: Iterable[Decided]) -> int:
    """Keep decisions; each replaces an earlier one of the same digest."""
    count = 0
    for one in new:
        values = {name: getattr(one, name) for name in _COLUMNS if name != "revision"}
        values["decision"] = one.decision.value
        changed = {**values, "revision": table.c.revision + 1}
        connection.execute(
            insert(table).values(**values).on_conflict_do_update(index_elements=[table.c.digest], set_=changed)
        )
        count += 1
    return count


def forget(connection: Connection, digests: Iterable[str]) -> int:
    """Take decisions back; give how many there were."""
    gone: int = connection.execute(delete(table).where(table.c.digest.in_(list(digests)))).rowcount
    return gone
