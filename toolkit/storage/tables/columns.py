"""The kinds of columns that the tables of project.db are made of, and how times and JSON are kept in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)

from toolkit.errors import DamagedProject
from toolkit.messages import N_

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

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """The stored text of a moment."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """The moment that a stored text means."""
        try:
            return None if value is None else datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise DamagedProject(UNREADABLE, hint=RESTORE) from None


class Json(TypeDecorator[Any]):
    """A value of lists, mappings, texts and numbers, kept as JSON text; the order of keys is kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: object, _dialect: Dialect) -> str:
        """The stored text of a value."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, _dialect: Dialect) -> object:
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


def identity() -> Column[int]:
    """The column of a row's number."""
    return Column("id", Integer, primary_key=True)


def of_source(*, index: bool = False) -> Column[int]:
    """The column of the source that a row belongs to, and goes with."""
    return Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), nullable=False, index=index)


def span() -> tuple[Column[int], Column[int], CheckConstraint]:
    """The columns of a stretch of a source's text."""
    return (
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="span"),
    )


def revision() -> Column[int]:
    """How often a row was changed; it never takes a value again that somebody may have seen with other content."""
    return Column("revision", Integer, nullable=False, server_default=text("1"))
