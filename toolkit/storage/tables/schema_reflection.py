"""The tables of what goes back to people and what they say of it: packs, sessions, commitments, obstacles, partners."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint
from sqlalchemy import text as sql

from toolkit.storage.tables.columns import METADATA, Json, UtcDateTime, identity, of_source, revision, span


def _claim() -> Column[int]:
    return Column("claim_id", ForeignKey("claim.id", ondelete="SET NULL"))


def _by() -> tuple[Column[str], Column[object]]:
    return Column("coder", Text, nullable=False), Column("at", UtcDateTime, nullable=False)


# What was prepared for an audience, and (`shown`) when to whom: a list of dates and names of meetings, no people.
pack = Table(
    "pack",
    METADATA,
    identity(),
    Column("title", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("files", Json, nullable=False),
    Column("shown", Json, nullable=False),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# What a pack says, piece by piece; a quote's row goes with its source.
pack_item = Table(
    "pack_item",
    METADATA,
    Column("pack_id", ForeignKey("pack.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    _claim(),
    Column("theme", Text),
    Column("quote_id", Integer),
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), index=True),
    PrimaryKeyConstraint("pack_id", "position"),
)

# A meeting at which a team, a steering group or others look at findings. `source_id`: the source that its responses
# became when it was closed. `consent`: what those present agreed to (how what they say may be used).
session = Table(
    "session",
    METADATA,
    identity(),
    Column("title", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("audience", Text, nullable=False),
    Column("format", String(24), nullable=False),
    Column("state", String(8), nullable=False),
    Column("anonymous", Boolean, nullable=False, server_default=sql("1")),
    Column("present", Json, nullable=False),
    Column("consent", Json, nullable=False),
    Column("pack_id", ForeignKey("pack.id", ondelete="SET NULL")),
    Column("source_id", ForeignKey("source.id", ondelete="SET NULL"), index=True),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# What somebody said at a session. `command` is made where it was written, so that sending it again is harmless.
# `start`, `end`: where it stands in the session's source once that is made. `device`: a random number of the room's.
response = Table(
    "response",
    METADATA,
    identity(),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("step", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    _claim(),
    Column("theme", Text),
    Column("device", String(32), nullable=False),
    Column("command", String(64), nullable=False, unique=True),
    Column("hidden", Boolean, nullable=False, server_default=sql("0")),
    Column("start", Integer),
    Column("end", Integer),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# Dots that a device gave a response.
dot = Table(
    "dot",
    METADATA,
    Column("response_id", ForeignKey("response.id", ondelete="CASCADE"), nullable=False),
    Column("device", String(32), nullable=False),
    Column("dots", Integer, nullable=False),
    PrimaryKeyConstraint("response_id", "device"),
)

# What became of an objection: "stance" or "claim" (it was changed), "answered" (with a reason).
answer = Table(
    "answer",
    METADATA,
    identity(),
    Column("response_id", ForeignKey("response.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    _claim(),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# What was agreed to do: by whom, until when, what became of it, and at which session that was told.
commitment = Table(
    "commitment",
    METADATA,
    identity(),
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("response_id", ForeignKey("response.id", ondelete="SET NULL")),
    Column("text", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("status", String(8), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("loop", String(8), nullable=False),
    _claim(),
    Column("theme", Text),
    Column("followed_id", ForeignKey("session.id", ondelete="SET NULL")),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# A bug in the system. `level`: interaction, organisation, society. `steps`: dated lines of what was done with it.
obstacle = Table(
    "obstacle",
    METADATA,
    identity(),
    Column("text", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("owner", Text, nullable=False),
    Column("forum", Text, nullable=False),
    Column("lifted", String(10), nullable=False),
    Column("status", String(16), nullable=False),
    Column("change", Text, nullable=False),
    Column("steps", Json, nullable=False),
    Column("claims", Json, nullable=False),
    Column("themes", Json, nullable=False),
    Column("position", Integer, nullable=False),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

obstacle_passage = Table(
    "obstacle_passage",
    METADATA,
    Column("obstacle_id", ForeignKey("obstacle.id", ondelete="CASCADE"), nullable=False),
    of_source(index=True),
    *span(),
    PrimaryKeyConstraint("obstacle_id", "source_id", "start", "end"),
)

# A person in a role, an organisation or a measure that people tell of; `names`: aliases, each with the days it held.
partner = Table(
    "partner",
    METADATA,
    identity(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("names", Json, nullable=False),
    *_by(),
    revision(),
    sqlite_autoincrement=True,
)

# With whom: a passage in which a respondent tells of a partner, for which need, in which phase, helping or hindering.
tie = Table(
    "tie",
    METADATA,
    identity(),
    of_source(index=True),
    *span(),
    Column("partner_id", ForeignKey("partner.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("respondent", Text, nullable=False),
    Column("need", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("effect", String(8), nullable=False),
    Column("time", String(8), nullable=False),
    *_by(),
    revision(),
    UniqueConstraint("source_id", "start", "end", "partner_id", "coder"),
    sqlite_autoincrement=True,
)
