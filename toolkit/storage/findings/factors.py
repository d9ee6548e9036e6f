"""What the factors of teams' lists were held against, in the store."""

from __future__ import annotations

from sqlalchemy import Connection, select

from toolkit.domain.claims.factors import FactorLink
from toolkit.domain.texts.text import Span
from toolkit.storage.database.rows import FACTOR
from toolkit.storage.database.steps import Step
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_material import factor_link


def links(connection: Connection) -> list[FactorLink]:
    """All links, in order of source, place and when they were made."""
    f = factor_link.c
    columns = (source.c.name, f.start, f.end, f.theme, f.claim_id, f.coder, f.revision, f.id)
    query = select(*columns).join_from(factor_link, source).order_by(source.c.name, f.start, f.id)
    return [
        FactorLink(name, Span(start, end), theme, claim, coder, revision, key)
        for name, start, end, theme, claim, coder, revision, key in connection.execute(query)
    ]


def add(step: Step, one: FactorLink) -> int:
    """Keep a link of the step's person; give its id."""
    values = {
        "source_id": sources.id_of(step.connection, one.source),
        "start": one.span.start,
        "end": one.span.end,
        "theme": one.theme,
        "claim_id": one.claim,
        "coder": step.coder,
        "at": step.now,
    }
    return int(step.insert(FACTOR, values))


def remove(step: Step, one: FactorLink) -> None:
    """Take a link away; ConflictError when its revision is another by now."""
    step.delete(FACTOR, one.id or 0, revision=one.revision)
