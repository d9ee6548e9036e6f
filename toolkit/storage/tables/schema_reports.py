"""The tables of claims, stances, quotes, drafts with their sentences, and what was answered at the disclosure gate."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from toolkit.storage.tables.columns import METADATA, Json, UtcDateTime, identity, of_source, revision, span


def _of_claim() -> Column[int]:
    return Column("claim_id", ForeignKey("claim.id", ondelete="CASCADE"), nullable=False)


# `group` "" is a claim across groups; `valence`: which side of its themes affirms it (NULL: whatever is said there).
claim = Table(
    "claim",
    METADATA,
    identity(),
    Column("text", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("area", Text),
    Column("group", Text, nullable=False, index=True),
    Column("valence", String(16)),
    Column("themes", Json, nullable=False),
    Column("questions", Json, nullable=False),
    Column("position", Integer, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    revision(),
    sqlite_autoincrement=True,
)

# Passages that a person put to a claim beside those of its themes.
claim_passage = Table(
    "claim_passage",
    METADATA,
    _of_claim(),
    of_source(index=True),
    *span(),
    PrimaryKeyConstraint("claim_id", "source_id", "start", "end"),
)

# What a person decided; stances that nobody decided are computed from codings and kept nowhere.
stance = Table(
    "stance",
    METADATA,
    identity(),
    _of_claim(),
    Column("respondent", Text, nullable=False),
    Column("stance", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    revision(),
    UniqueConstraint("claim_id", "respondent"),
    sqlite_autoincrement=True,
)

stance_passage = Table(
    "stance_passage",
    METADATA,
    Column("stance_id", ForeignKey("stance.id", ondelete="CASCADE"), nullable=False),
    of_source(index=True),
    *span(),
    PrimaryKeyConstraint("stance_id", "source_id", "start", "end"),
)

# `use`: "wanted" (a person wants it printed), "allowed" (a draft may take it), "never" (no draft takes these words).
quote = Table(
    "quote",
    METADATA,
    identity(),
    of_source(index=True),
    *span(),
    Column("respondent", Text, nullable=False),
    Column("edits", Json, nullable=False),
    Column("printed", Text, nullable=False),
    Column("why", String(16), nullable=False),
    Column("use", String(8), nullable=False),
    Column("theme", Text),
    Column("claim_id", ForeignKey("claim.id", ondelete="SET NULL")),
    Column("machine", Boolean, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    revision(),
    UniqueConstraint("source_id", "start", "end", "edits"),
    sqlite_autoincrement=True,
)

draft = Table(
    "draft",
    METADATA,
    identity(),
    Column("at", UtcDateTime, nullable=False),
    Column("outline", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("findings", Json, nullable=False),
    Column("audience", Text),
    sqlite_autoincrement=True,
)

# A generated paragraph: `block` names it over all drafts, `number` runs within the block, `digest` is that of its text.
draft_block = Table(
    "draft_block",
    METADATA,
    Column("draft_id", ForeignKey("draft.id", ondelete="CASCADE"), nullable=False),
    Column("block", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", String(64), nullable=False),
    PrimaryKeyConstraint("draft_id", "block", "number"),
)

# A sentence or quote of a draft with all that it rests on. A quote's row goes with its source; it keeps no words here.
draft_sentence = Table(
    "draft_sentence",
    METADATA,
    Column("draft_id", ForeignKey("draft.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("block", String(32), nullable=False),
    Column("chapter", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("finding", Text, nullable=False),
    Column("facts", Json, nullable=False),
    Column("evidence", Json, nullable=False),
    Column("quote_id", Integer),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    PrimaryKeyConstraint("draft_id", "position"),
)

# `finding` is a digest of what the gate found; the answer goes with the source that it concerns.
gate_answer = Table(
    "gate_answer",
    METADATA,
    Column("finding", String(64), nullable=False),
    Column("audience", Text, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("answer", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    PrimaryKeyConstraint("finding", "audience"),
)
