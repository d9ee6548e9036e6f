"""The journal: a line for each change, chained by hashes, with ids and counts and never a word of a text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, LargeBinary, cast, func, select, text

from toolkit.storage.database.prepared import Prepared
from toolkit.storage.tables.columns import utc_text
from toolkit.storage.tables.schema import journal

LONGEST_ID = 120
_FIRST = "0" * 64
_LAST = Prepared(select(journal.c.id, journal.c.hash).order_by(journal.c.id.desc()).limit(1))
_NUMBER = Prepared(select(func.max(journal.c.id)))
_LINE = Prepared(journal.insert())


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal."""

    id: int
    at: datetime
    verb: str
    detail: Mapping[str, int | float | str]


def append(connection: Connection, verb: str, *, now: datetime, detail: Mapping[str, int | float | str]) -> int:
    """Write a line after the last one; give its number. ValueError for a detail that may be somebody's words."""
    check_detail(detail)
    last = _LAST.first(connection, {})
    number, previous = (1, _FIRST) if last is None else (last[0] + 1, last[1])
    words = json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = {"id": number, "at": utc_text(now), "verb": verb, "detail": words, "previous": previous}
    line["hash"] = _hash(number, *(str(line[key]).encode() for key in ("at", "verb", "detail", "previous")))
    _LINE.change(connection, line)
    return number


def check_detail(detail: Mapping[str, int | float | str]) -> None:
    """Raise ValueError unless each value is a number or a short id on one line."""
    for key, value in detail.items():
        short = isinstance(value, str) and len(value) <= LONGEST_ID and value.isprintable()
        if not short and not isinstance(value, (int, float)):
            raise ValueError(f"not an id or a count: {key}")


def last(connection: Connection) -> int:
    """The number of the last line; it grows with every change."""
    ((number,),) = _NUMBER.rows(connection, {})
    return number or 0


def first(connection: Connection) -> str:
    """The hash of the first line: the same in every copy of a project."""
    found: str | None = connection.execute(select(journal.c.hash).order_by(journal.c.id).limit(1)).scalar()
    return found or _FIRST


def entries(connection: Connection) -> list[Entry]:
    """All lines, the oldest first."""
    rows = connection.execute(select(journal).order_by(journal.c.id))
    return [Entry(row.id, datetime.fromisoformat(row.at), row.verb, json.loads(row.detail)) for row in rows]


def details(connection: Connection, verb: str) -> list[Mapping[str, int | float | str]]:
    """What the lines with this verb say, the oldest first."""
    rows = connection.execute(select(journal.c.detail).where(journal.c.verb == verb).order_by(journal.c.id))
    return [json.loads(detail) for detail in rows.scalars()]


def broken(connection: Connection) -> int | None:
    """The number of the first line that is not as it was written, or is missing; None when all is well.

    A line cut off at the end shows because SQLite remembers the highest number given. Whoever rewrites all hashes and
    that number is not found: the chain guards against mistakes and clumsy hands, not against its own program.
    """
    raw = (cast(journal.c[name], LargeBinary) for name in ("at", "verb", "detail", "previous", "hash"))
    expected, previous = 1, _FIRST.encode()
    for number, at, verb, detail, before, own in connection.execute(select(journal.c.id, *raw).order_by(journal.c.id)):
        if number != expected or before != previous or own != _hash(number, at, verb, detail, before).encode():
            return expected
        expected, previous = number + 1, own
    highest = connection.execute(text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'journal'")).scalar() or 0
    return expected if highest >= expected else None


def _hash(number: int, *parts: bytes) -> str:
    # Each part with its length before it: no two different lines give the same bytes.
    whole = b"".join(b"%d:%s" % (len(part), part) for part in (b"%d" % number, *parts))
    return hashlib.sha256(whole).hexdigest()
