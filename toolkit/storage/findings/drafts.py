"""Drafts that were written: their files, their generated paragraphs, and each sentence with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy import Row as SqlRow

from toolkit.storage.database import journal
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_reports import draft, draft_block, draft_sentence

DRAFT, SUM = "draft", 16  # the journal's verb, and how many signs of a file's sum it keeps
NO_MORE = -1  # the position of a block that stood in an earlier draft, and in somebody's file, but not in this one
QUOTE = "quote"  # the kind of a block that quotes a person


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was written: its outline, its files' names, and the evidence ids each finding rests on."""

    at: datetime
    outline: str
    files: tuple[str, ...]
    findings: Mapping[str, tuple[str, ...]]
    audience: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A generated paragraph of a draft; `position` is the block's place in it, NO_MORE for one it no longer has."""

    block: str
    number: int
    position: int
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence of a draft and all that it rests on.

    `text` is empty where it would be a person's words (`kind` "quote"); `source` is then the source they stand in.
    `chapter` is the nearest heading. `facts` holds the kind and, where known, k, n, group and claim.
    """

    position: int
    block: str
    chapter: str
    text: str
    digest: str
    finding: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    quote: int | None = None
    source: str | None = None


def record(connection: Connection, new: Draft) -> int:
    """Keep what a draft rests on; give its id."""
    row = {
        "at": new.at,
        "outline": new.outline,
        "files": list(new.files),
        "findings": {finding: list(evidence) for finding, evidence in new.findings.items()},
        "audience": new.audience,
    }
    return connection.execute(insert(draft), row).lastrowid


def record_blocks(connection: Connection, draft_id: int, blocks: Iterable[BlockRow]) -> None:
    """Keep the generated paragraphs of a draft."""
    rows = [
        {
            "draft_id": draft_id,
            "block": one.block,
            "number": one.number,
            "position": one.position,
            "kind": one.kind,
            "digest": one.digest,
        }
        for one in blocks
    ]
    if rows:
        connection.execute(insert(draft_block), rows)


def record_sentences(connection: Connection, draft_id: int, sentences: Sequence[SentenceRow]) -> None:
    """Keep the sentences of a draft; NotFound for one of a source that is not there."""
    names = {one.source for one in sentences if one.source is not None}
    ids = {name: sources.id_of(connection, name) for name in names}
    rows = [
        {
            "draft_id": draft_id,
            "position": one.position,
            "block": one.block,
            "chapter": one.chapter,
            "text": one.text,
            "digest": one.digest,
            "finding": one.finding,
            "facts": dict(one.facts),
            "evidence": list(one.evidence),
            "quote_id": one.quote,
            "source_id": None if one.source is None else ids[one.source],
        }
        for one in sentences
    ]
    if rows:
        connection.execute(insert(draft_sentence), rows)


def latest(connection: Connection) -> Draft | None:
    """The last draft; None before the first."""
    row = connection.execute(select(draft).order_by(draft.c.id.desc()).limit(1)).first()
    return None if row is None else _draft(row)


def one(connection: Connection, draft_id: int) -> Draft | None:
    """The draft with this id; None when there is none."""
    row = connection.execute(select(draft).where(draft.c.id == draft_id)).first()
    return None if row is None else _draft(row)


def _draft(row: SqlRow[Any]) -> Draft:
    findings = {finding: tuple(evidence) for finding, evidence in row.findings.items()}
    return Draft(row.at, row.outline, tuple(row.files), findings, row.audience, row.id)


def quoting(connection: Connection) -> frozenset[str]:
    """The blocks that were quotes in any draft, also in one that went on without them."""
    return frozenset(connection.scalars(select(draft_block.c.block).where(draft_block.c.kind == QUOTE).distinct()))


def blocks(connection: Connection, draft_id: int) -> list[BlockRow]:
    """The generated paragraphs of a draft in its order, those that it no longer had first."""
    table = draft_block
    query = select(table).where(table.c.draft_id == draft_id).order_by(table.c.position, table.c.block, table.c.number)
    return [BlockRow(row.block, row.number, row.position, row.kind, row.digest) for row in connection.execute(query)]


def likest(connection: Connection, digests: Iterable[tuple[str, int, str]]) -> int | None:
    """The draft that has most of these paragraphs (block, number, digest), the latest of several; None for none."""
    wanted = set(digests)
    best: tuple[int, int] | None = None
    columns = (draft_block.c.draft_id, draft_block.c.block, draft_block.c.number, draft_block.c.digest)
    counts: dict[int, int] = {}
    for draft_id, *rest in connection.execute(select(*columns)):
        if tuple(rest) in wanted:
            counts[draft_id] = counts.get(draft_id, 0) + 1
    for draft_id, count in counts.items():
        best = max(best or (0, 0), (count, draft_id))
    return None if best is None else best[1]


def sentences(connection: Connection, draft_id: int) -> list[SentenceRow]:
    """The sentences of a draft in its order."""
    table = draft_sentence
    named = select(table, source.c.name).join(source, source.c.id == table.c.source_id, isouter=True)
    query = named.where(table.c.draft_id == draft_id).order_by(table.c.position)
    return [
        SentenceRow(
            row.position,
            row.block,
            row.chapter,
            row.text,
            row.digest,
            row.finding,
            row.facts,
            tuple(row.evidence),
            row.quote_id,
            row.name,
        )
        for row in connection.execute(query)
    ]


def was_written(connection: Connection, sha256: str) -> bool:
    """Whether a file with these bytes was written as a draft: the journal keeps the beginnings of their sums."""
    return any(sha256[:SUM] in str(one.get("sums", "")).split() for one in journal.details(connection, DRAFT))


def released(connection: Connection) -> list[Draft]:
    """The drafts that were let out to an audience, the oldest first."""
    rows = connection.execute(select(draft).where(draft.c.audience.is_not(None)).order_by(draft.c.id))
    return [_draft(row) for row in rows]
