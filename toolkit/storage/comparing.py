"""Who has coded what, for comparing coders."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, distinct, func, select

from toolkit.storage.schema import coding, source


def coders(connection: Connection) -> list[tuple[str, int, int]]:
    """Every coder with the number of codings and of sources coded, in the order in which they began."""
    query = (
        select(coding.c.coder, func.count(), func.count(distinct(coding.c.source_id)))
        .group_by(coding.c.coder)
        .order_by(func.min(coding.c.id))
    )
    return [(name, codings, sources) for name, codings, sources in connection.execute(query)]


def sources_of(connection: Connection, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """Which of these coders have coded each source that any of them has coded, by source name."""
    query = (
        select(source.c.name, coding.c.coder)
        .join_from(coding, source)
        .where(coding.c.coder.in_(names))
        .distinct()
        .order_by(source.c.name)
    )
    found: dict[str, set[str]] = {}
    for name, coder in connection.execute(query):
        found.setdefault(name, set()).add(coder)
    return {name: frozenset(who) for name, who in found.items()}
