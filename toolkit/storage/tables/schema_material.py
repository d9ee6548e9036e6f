"""The tables of what was done to sources after they came in, of consent texts, and of identifiers that were judged."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from toolkit.storage.tables.columns import METADATA, Json, UtcDateTime, identity, of_source, revision, span

# Apart from `source`, whose texts and files stand in the way of reading what comes after them. A source without a row
# is an interview as its file was read. `decided` holds what a person corrected at import, laid over the file's facts;
# `revision` counts the text's revisions (0: as it was read); `erased`: words were taken out of text and original.
source_setting = Table(
    "source_setting",
    METADATA,
    of_source(),
    Column("kind", String(16), nullable=False, server_default=text("'interview'")),
    Column("decided", Json, nullable=False),
    Column("revision", Integer, nullable=False, server_default=text("0")),
    Column("erased", Boolean, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("source_id"),
)

# A revision of a source's text. `before`: text, turns and positions as they were, so that it
# can be undone; `edits`: positions and lengths, never words. `verb`: correct, split, speaker, mask, clean.
source_revision = Table(
    "source_revision",
    METADATA,
    of_source(),
    Column("number", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("coder", Text, nullable=False),
    Column("verb", String(16), nullable=False),
    Column("edits", Json, nullable=False),
    Column("before", Json, nullable=False),
    PrimaryKeyConstraint("source_id", "number"),
)

# What a person decided of a name or number that may tell who somebody is. `digest` is a keyed hash of its folded form:
# a table of names beside their replacements would be the key that is to be kept apart. `decision`: keep, mask, erase.
identifier_decision = Table(
    "identifier_decision",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(24), nullable=False),
    Column("decision", String(8), nullable=False),
    Column("replacement", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    revision(),
)

# A text that people consented to; a version that was used never changes.
consent_text = Table(
    "consent_text",
    METADATA,
    Column("version", Text, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# What a factor of the team's own list was linked to by a person: a theme or a claim; neither: marked as unsupported.
factor_link = Table(
    "factor_link",
    METADATA,
    identity(),
    of_source(index=True),
    *span(),
    Column("theme", Text),
    Column("claim_id", ForeignKey("claim.id", ondelete="CASCADE")),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    revision(),
    UniqueConstraint("source_id", "start", "end", "theme", "claim_id"),
    sqlite_autoincrement=True,
)
