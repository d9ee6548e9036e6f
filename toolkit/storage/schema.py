"""The tables of project.db, and how times and JSON are kept in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
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
    TypeDecorator,
    UniqueConstraint,
    text,
)

from toolkit.errors import DamagedProject
from toolkit.messages import N_

HEAD = "0003"
OLDER = ("", "0001", "0002")  # versions that can be migrated; "" is a database of ours in which no revision has run
APPLICATION_ID = 0x5350474C  # "SPGL"; file(1) and `PRAGMA application_id` show it
UNREADABLE = N_("A value in the project's database cannot be read.")
RESTORE = N_("Restore the newest backup.")


def utc_text(value: datetime) -> str:
    """A moment as it is stored: UTC, ISO 8601, microseconds, so that texts sort as moments do."""
    if value.tzinfo is None:
        raise ValueError("a time without a time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with its time zone; it comes back in UTC. A time without a zone is refused."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The stored text of a moment."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment that a stored text means."""
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise DamagedProject(UNREADABLE, hint=RESTORE) from None


class Json(TypeDecorator[Any]):
    """A value of lists, mappings, texts and numbers, kept as JSON text; the order of keys is kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: Dialect) -> str:  # noqa: ARG002
        """The stored text of a value."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002
        """The value that a stored text means."""
        try:
            return json.loads(value or "")
        except (TypeError, ValueError):
            raise DamagedProject(UNREADABLE, hint=RESTORE) from None


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _of_source(*, index: bool = False) -> Column[int]:
    return Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False, index=index)


def _span() -> tuple[Column[int], Column[int], CheckConstraint]:
    return (
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    )


def _revision() -> Column[int]:
    """How often a row was changed; it never takes a value again that somebody may have seen with other content."""
    return Column("revision", Integer, nullable=False, server_default=text("1"))


# `original` stands last: SQLite follows a row's overflow pages only as far as the columns that are asked for.
source = Table(
    "source",
    METADATA,
    _id(),
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
    _of_source(),
    Column("number", Integer, nullable=False),
    *_span(),
    Column("role", String(16), nullable=False),
    Column("label", Text),
    Column("respondent", Text),
    Column("time", Float),
    Column("question", Text),
    Column("area", Text),
    Column("phase", Text),
    Column("words", Integer, nullable=False),
    PrimaryKeyConstraint("source_id", "number"),
)

# Ids that leave the store ("c12" in a draft) are never given twice: AUTOINCREMENT.
coding = Table(
    "coding",
    METADATA,
    _id(),
    _of_source(),
    *_span(),
    Column("quote", Text, nullable=False),
    Column("code", Text, nullable=False, index=True),
    Column("coder", Text, nullable=False, index=True),
    Column("time", UtcDateTime, nullable=False),
    Column("scheme_version", Integer, nullable=False),
    _revision(),
    UniqueConstraint("source_id", "start", "end", "code", "coder"),
    sqlite_autoincrement=True,
)

verdict = Table(
    "verdict",
    METADATA,
    _id(),
    _of_source(),
    *_span(),
    Column("code", Text, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("coder", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    UniqueConstraint("source_id", "start", "end", "code", "coder", "time"),
)

memo = Table(
    "memo",
    METADATA,
    _id(),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("code", Text, index=True),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    _revision(),
    CheckConstraint('("source_id" IS NULL) <> ("code" IS NULL)', name="place"),
    CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="span"),
    sqlite_autoincrement=True,
)

settlement = Table(
    "settlement",
    METADATA,
    _id(),
    _of_source(),
    *_span(),
    Column("quote", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("applies", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("time", UtcDateTime, nullable=False),
    _revision(),
    UniqueConstraint("source_id", "start", "end", "code"),
    sqlite_autoincrement=True,
)

segment = Table(
    "segment",
    METADATA,
    _id(),
    _of_source(),
    *_span(),
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
    _id(),
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
    _of_source(),
    Column("kind", String(32), nullable=False),
    Column("fingerprint", Text, nullable=False),
    PrimaryKeyConstraint("source_id", "kind"),
)

run = Table(
    "run",
    METADATA,
    _id(),
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
)

theme_passage = Table(
    "theme_passage",
    METADATA,
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), nullable=False),
    _of_source(index=True),
    *_span(),
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
    _of_source(index=True),
    *_span(),
    PrimaryKeyConstraint("decision_id", "source_id", "start", "end"),
)

# A source that a coder is to code without seeing what others made of it; `done` is when the coder was through.
assignment = Table(
    "assignment",
    METADATA,
    _of_source(),
    Column("coder", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("done", UtcDateTime),
    PrimaryKeyConstraint("source_id", "coder"),
)

# The words of a source and where they stand, packed by `analysis/word_index.py`; made from the text, and gone with it.
source_index = Table(
    "source_index",
    METADATA,
    _of_source(),
    Column("fingerprint", Text, nullable=False),
    Column("words", LargeBinary, nullable=False),
    PrimaryKeyConstraint("source_id"),
)

# A row with `reverses` is no step: it keeps the command that undid or redid the step with that id.
step = Table(
    "step",
    METADATA,
    _id(),
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

draft = Table(
    "draft",
    METADATA,
    _id(),
    Column("at", UtcDateTime, nullable=False),
    Column("outline", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("findings", Json, nullable=False),
    sqlite_autoincrement=True,
)

# `at` and `detail` are plain text here: the hash is taken over exactly what is stored.
journal = Table(
    "journal",
    METADATA,
    _id(),
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
