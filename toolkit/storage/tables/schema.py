"""The tables of project.db; those of `schema_reports`, `schema_material` and `schema_reflection` are named here too."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from toolkit.storage.tables import columns, schema_material, schema_reflection, schema_reports
from toolkit.storage.tables.columns import Json, UtcDateTime, identity, of_source, revision, span

METADATA = columns.METADATA
OTHERS = (schema_material, schema_reflection, schema_reports)  # METADATA is whole only with them
HEAD = "0006"
OLDER = (
    "",
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
)  # versions that can be migrated; "" is a database of ours in which no revision has run
APPLICATION_ID = 0x5350474C  # "SPGL"; file(1) and `PRAGMA application_id` show it

# `original` stands last: SQLite follows a row's overflow pages only as far as the columns that are asked for.
source = Table(
    "source",
    METADATA,
    identity(),
    Column("name", Text, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("added", UtcDateTime, nullable=False),
    Column("words", Integer, nullable=False),
    Column("facts", Json, nullable=False),
    Column("text", Text, nullable=False),
    Column("original", LargeBinary, nullable=False),
)

turn = Table(
    "turn",
    METADATA,
    of_source(),
    Column("number", Integer, nullable=False),
    *span(),
    Column("role", String(16), nullable=False),
    Column("label", Text),
    Column("respondent", Text),
    Column("time", Float),
    Column("question", Text),
    Column("area", Text),
    Column("phase", Text),
    Column("words", Integer, nullable=False),
    PrimaryKeyConstraint("source_id", "number"),
    Index(None, "source_id", "start"),
)

# Ids that leave the store ("c12" in a draft) are never given twice: AUTOINCREMENT.
coding = Table(
    "coding",
    METADATA,
    identity(),
    of_source(),
    *span(),
    Column("quote", Text, nullable=False),
    Column("code", Text, nullable=False, index=True),
    Column("coder", Text, nullable=False, index=True),
    Column("time", UtcDateTime, nullable=False),
    Column("scheme_version", Integer, nullable=False),
    revision(),
    UniqueConstraint("source_id", "start", "end", "code", "coder"),
    sqlite_autoincrement=True,
)

verdict = Table(
    "verdict",
    METADATA,
    identity(),
    of_source(),
    *span(),
    Column("code", Text, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("coder", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    UniqueConstraint("source_id", "start", "end", "code", "coder", "time"),
)

memo = Table(
    "memo",
    METADATA,
    identity(),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("code", Text, index=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    revision(),
    CheckConstraint('("source_id" IS NULL) <> ("code" IS NULL)', name="place"),
    CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="span"),
    sqlite_autoincrement=True,
)

settlement = Table(
    "settlement",
    METADATA,
    identity(),
    of_source(),
    *span(),
    Column("quote", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("applies", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    revision(),
    UniqueConstraint("source_id", "start", "end", "code"),
    sqlite_autoincrement=True,
)

segment = Table(
    "segment",
    METADATA,
    identity(),
    of_source(),
    *span(),
    Column("turn", Integer, nullable=False),
    Column("respondent", Text, nullable=False),
    Column("group", Text),
    Column("question", Text),
    Column("area", Text),
    Column("phase", Text),
    Index(None, "source_id", "start"),
    sqlite_autoincrement=True,
)

suggestion = Table(
    "suggestion",
    METADATA,
    identity(),
    Column("segment_id", ForeignKey("segment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("because", Text, nullable=False),
    Column("suggester", Text, nullable=False),
    sqlite_autoincrement=True,
)

analysis_state = Table(
    "analysis_state",
    METADATA,
    of_source(),
    Column("kind", String(32), nullable=False),
    Column("fingerprint", Text, nullable=False),
    PrimaryKeyConstraint("source_id", "kind"),
)

run = Table(
    "run",
    METADATA,
    identity(),
    Column("at", UtcDateTime, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("version", Text, nullable=False),
    Column("parameters", Json, nullable=False),
    Column("scheme_version", Integer),
    Column("seed", Integer),
    Column("fingerprint", Text, nullable=False),
    sqlite_autoincrement=True,
)

theme = Table(
    "theme",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("area", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("words", Json, nullable=False),
    Column("spread", Json, nullable=False),
    Column("stability", Float),
    Column("machine", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
    Column("chance", Float),
    Column("pile", Boolean, nullable=False, server_default=text("0")),
)

theme_passage = Table(
    "theme_passage",
    METADATA,
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), nullable=False),
    of_source(index=True),
    *span(),
    Column("rank", Integer, nullable=False),
    PrimaryKeyConstraint("theme_id", "rank"),
)

theme_decision = Table(
    "theme_decision",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("area", Text, nullable=False),
    Column("group", Text, nullable=False),
    Column("name", Text),
    Column("position", Integer, nullable=False),
    Column("aside", Boolean, nullable=False, server_default=text("0")),
)

theme_decision_passage = Table(
    "theme_decision_passage",
    METADATA,
    Column("decision_id", ForeignKey("theme_decision.id", ondelete="CASCADE"), nullable=False),
    of_source(index=True),
    *span(),
    PrimaryKeyConstraint("decision_id", "source_id", "start", "end"),
)

# A source that a coder is to code without seeing what others made of it; `done` is when the coder was through.
assignment = Table(
    "assignment",
    METADATA,
    of_source(),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("done", UtcDateTime),
    PrimaryKeyConstraint("source_id", "coder"),
)

# What was learned from codings, as numbers without words; made anew from them, and gone with any source or text.
learned = Table(
    "learned",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# The words of a source and where they stand, packed by `analysis/searching/word_index.py` from the text; gone with it.
source_index = Table(
    "source_index",
    METADATA,
    of_source(),
    Column("fingerprint", Text, nullable=False),
    Column("words", LargeBinary, nullable=False),
    PrimaryKeyConstraint("source_id"),
)

# A row with `reverses` is no step: it keeps the command that undid or redid the step with that id.
step = Table(
    "step",
    METADATA,
    identity(),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("coder", Text, nullable=False, index=True),
    Column("verb", Text, nullable=False),
    Column("command", String(64), nullable=False, unique=True),
    Column("undone", Boolean, nullable=False),
    Column("reverses", Integer),
    sqlite_autoincrement=True,
)

step_change = Table(
    "step_change",
    METADATA,
    Column("step_id", ForeignKey("step.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("table", String(32), nullable=False),
    Column("row", Text, nullable=False),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    PrimaryKeyConstraint("step_id", "number"),
)

scheme_version = Table(
    "scheme_version",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text),
    Column("coder", Text),
)

# `at` and `detail` are plain text here: the hash is taken over exactly what is stored.
journal = Table(
    "journal",
    METADATA,
    identity(),
    Column("at", String(32), nullable=False),
    Column("verb", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,
)

# Alembic's own table, as Alembic makes it; apart from METADATA because Alembic leaves it out of its comparison.
alembic_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
