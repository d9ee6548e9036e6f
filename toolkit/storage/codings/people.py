"""What the store holds of each person, in numbers: codings and quotes on what they say."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, select

from toolkit.storage.tables.schema import coding, turn
from toolkit.storage.tables.schema_reports import quote


def codings(connection: Connection) -> dict[str, int]:
    """How many codings touch what each person says, by pseudonym."""
    shared = and_(coding.c.source_id == turn.c.source_id, coding.c.start < turn.c.end, coding.c.end > turn.c.start)
    query = select(turn.c.respondent, func.count(coding.c.id.distinct())).join_from(turn, coding, shared)
    found = query.where(turn.c.respondent.is_not(None)).group_by(turn.c.respondent)
    return dict(connection.execute(found).all())


def quotes(connection: Connection) -> dict[str, int]:
    """How many quotes of each person the ledger has, by pseudonym."""
    query = select(quote.c.respondent, func.count()).where(quote.c.respondent.is_not(None))
    return dict(connection.execute(query.group_by(quote.c.respondent)).all())
