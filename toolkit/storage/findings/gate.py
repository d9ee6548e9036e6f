"""Answers given at the disclosure gate, in the store; and the counts of reports that were let out."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from toolkit.domain.identifiers.gate import Answer, Answered, Kind
from toolkit.storage.tables.schema_reports import draft, draft_sentence, gate_answer


def answers(connection: Connection, audience: str) -> list[Answered]:
    """The answers for an audience, the latest first."""
    table = gate_answer
    query = select(table).where(table.c.audience == audience).order_by(table.c.at.desc(), table.c.finding)
    return [
        Answered(
            row.finding, row.audience, Kind(row.kind), Answer(row.answer), row.reason, row.coder, row.at, row.source_id
        )
        for row in connection.execute(query)
    ]


def record(connection: Connection, new: Iterable[Answered]) -> None:
    """Keep answers; each replaces an earlier one to the same finding for the same audience."""
    for one in new:
        forget(connection, one.audience, [one.key])
        row = {
            "finding": one.key,
            "audience": one.audience,
            "kind": one.kind.value,
            "answer": one.answer.value,
            "reason": one.reason,
            "coder": one.coder,
            "at": one.at,
            "source_id": one.source_id,
        }
        connection.execute(insert(gate_answer), row)


def forget(connection: Connection, audience: str, keys: Iterable[str]) -> int:
    """Take answers back; give how many there were."""
    table = gate_answer
    where = (table.c.audience == audience, table.c.finding.in_(list(keys)))
    gone: int = connection.execute(delete(table).where(*where)).rowcount
    return gone


def let_out(connection: Connection) -> list[tuple[int, str]]:
    """The drafts that were let out, the latest first: id and audience."""
    query = select(draft.c.id, draft.c.audience).where(draft.c.audience.is_not(None)).order_by(draft.c.id.desc())
    return [(row.id, row.audience) for row in connection.execute(query)]


def counted(connection: Connection, draft_id: int) -> list[tuple[str, str, int, int]]:
    """What a draft's sentences counted, in its order: the finding or claim, the group, k and n."""
    table = draft_sentence
    query = select(table.c.finding, table.c.facts).where(table.c.draft_id == draft_id).order_by(table.c.position)
    found = []
    for finding, facts in connection.execute(query):
        about = f"claim-{facts['claim']}" if "claim" in facts else finding
        if about and "k" in facts:
            found.append((about, facts["group"], facts["k"], facts["n"]))
    return found
