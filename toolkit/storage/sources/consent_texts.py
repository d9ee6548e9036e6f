"""The texts that people consented to: a version that is kept never changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from toolkit.storage.tables.schema_material import consent_text


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A version of the text, with the digest of its file."""

    version: str
    sha256: str
    content: str
    at: datetime


def each(connection: Connection) -> list[ConsentText]:
    """Every version, in the order in which they were kept."""
    rows = connection.execute(select(consent_text).order_by(consent_text.c.at, consent_text.c.version))
    return [ConsentText(*row) for row in rows]


def keep(connection: Connection, text: ConsentText) -> None:
    """Keep a version that is new."""
    row = {"version": text.version, "sha256": text.sha256, "content": text.content, "at": text.at}
    connection.execute(insert(consent_text), row)
