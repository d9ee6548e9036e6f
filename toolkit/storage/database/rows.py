"""Rows that a person's step may change: read, put, changed and removed as plain values, whatever table they are of.

The statements are built once: building one takes longer than running it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, column, delete, func, insert, select, update
from sqlalchemy import table as bare_table

from toolkit.errors import ConflictError, MisplacedQuote
from toolkit.messages import N_
from toolkit.storage.database.prepared import Prepared
from toolkit.storage.tables.columns import UtcDateTime, utc_text
from toolkit.storage.tables.schema import (
    coding,
    memo,
    settlement,
    source,
    theme_decision,
    theme_decision_passage,
    verdict,
)
from toolkit.storage.tables.schema_material import factor_link
from toolkit.storage.tables.schema_reflection import (
    answer,
    commitment,
    dot,
    obstacle,
    obstacle_passage,
    partner,
    response,
    session,
    tie,
)
from toolkit.storage.tables.schema_reports import claim, claim_passage, quote, stance, stance_passage

Row = dict[str, Any]  # by column, as JSON knows them; `passages` as lists of source id, start, end
Id = int | str
PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Kind:
    """A table whose rows steps change, and the table of its rows' passages, if any."""

    table: Table
    passages: Table | None = None

    @property
    def revised(self) -> bool:
        """Whether the rows count their revisions."""
        return "revision" in self.table.c

    @property
    def quoted(self) -> bool:
        """Whether the rows hold the words at their span."""
        return "quote" in self.table.c


DECISION = "theme_decision"  # what a person decided of a theme: its id is a text
CLAIM, STANCE, QUOTE = "claim", "stance", "quote"
FACTOR = "factor_link"  # what a factor of a team's list was held against
OBSTACLE = "obstacle"
RESPONSE = "response"  # what was said at a reflection session
ANSWER, COMMITMENT = "answer", "commitment"  # what came of it
PARTNER, TIE = "partner", "tie"
SESSION = "session"
KINDS = {
    "coding": Kind(coding),
    "verdict": Kind(verdict),
    "memo": Kind(memo),
    "settlement": Kind(settlement),
    DECISION: Kind(theme_decision, theme_decision_passage),
    CLAIM: Kind(claim, claim_passage),
    STANCE: Kind(stance, stance_passage),
    QUOTE: Kind(quote),
    FACTOR: Kind(factor_link),
    OBSTACLE: Kind(obstacle, obstacle_passage),
    RESPONSE: Kind(response),
    ANSWER: Kind(answer),
    COMMITMENT: Kind(commitment),
    PARTNER: Kind(partner),
    TIE: Kind(tie),
    SESSION: Kind(session),
}


def read(connection: Connection, kind: Kind, row_id: Id) -> Row | None:
    """The row with this id, without its quoted words; None when there is none."""
    names, query = _row(kind.table)
    found = query.first(connection, {"row": row_id})
    if found is None:
        return None
    row = {name: _shown(value) for name, value in zip(names, found, strict=True)}
    if kind.passages is not None:
        row[PASSAGES] = _passages(connection, kind.passages, row_id)
    return row


_SEQUENCE = bare_table("sqlite_sequence", column("name"), column("seq"))


@cache
def _row(table: Table) -> tuple[tuple[str, ...], Prepared]:
    columns = [column for column in table.c if column.name != "quote"]
    return tuple(one.name for one in columns), Prepared(select(*columns).where(table.c.id == bindparam("row")))


@cache
def _new(table: Table, names: tuple[str, ...]) -> Prepared:
    return Prepared(insert(table), names)


@cache
def _other(table: Table, names: tuple[str, ...]) -> Prepared:
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return Prepared(update(table).where(table.c.id == bindparam("row")).values(values))


@cache
def _none(table: Table) -> Prepared:
    return Prepared(delete(table).where(table.c.id == bindparam("row")))


def _passages(connection: Connection, table: Table, row_id: Id) -> list[list[int]]:
    place = (table.c.source_id, table.c.start, table.c.end)
    return [list(row) for row in connection.execute(select(*place).where(table.columns[0] == row_id).order_by(*place))]


def put(connection: Connection, kind: Kind, values: Mapping[str, Any]) -> Id:
    """Insert a row, with the words at its span; give its id. MisplacedQuote for a span beyond the text."""
    stored = _columns(connection, kind, values)
    made = _new(kind.table, tuple(stored)).change(connection, stored)
    row_id: Id = stored.get("id", made)
    _put_passages(connection, kind, row_id, values.get(PASSAGES))
    return row_id


def put_many(connection: Connection, kind: Kind, values: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Insert rows that are given with their quoted words, all with the same columns; give them as they are read.

    The ids are taken here, as the driver tells only the last: inside a change nobody else inserts. They go in past the
    types' conversions.
    """
    if not values:
        return []
    query = select(func.max(_SEQUENCE.c.seq)).where(_SEQUENCE.c.name == kind.table.name)
    last = connection.execute(query).scalar() or 0
    shown = cache(_shown)
    times = [name for name in values[0] if isinstance(kind.table.c[name].type, UtcDateTime)]
    stored = [
        {"id": last + number, **each, **{name: shown(each[name]) for name in times}}
        for number, each in enumerate(values, 1)
    ]
    insert_past(connection, kind.table, stored)
    revised = {"revision": 1} if kind.revised else {}
    return [{name: value for name, value in each.items() if name != "quote"} | revised for each in stored]


def _shown(value: object) -> object:
    return utc_text(value) if isinstance(value, datetime) else value


def insert_past(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of what SQLite holds, all with the same columns, past the types' conversions."""
    made = insert(table).compile(connection, column_keys=list(rows[0]))
    names = [one.name for one in table.c if one.name in rows[0]]
    connection.exec_driver_sql(str(made), list(map(itemgetter(*names), rows)))


def change(connection: Connection, kind: Kind, row_id: Id, values: Mapping[str, Any]) -> None:
    """Give a row these values, all or some of its columns, and the words at its span."""
    stored = _columns(connection, kind, values)
    if stored:
        new = {f"new_{name}": value for name, value in stored.items()}
        _other(kind.table, tuple(stored)).change(connection, {**new, "row": row_id})
    _put_passages(connection, kind, row_id, values.get(PASSAGES))


def remove(connection: Connection, kind: Kind, row_id: Id) -> None:
    """Remove a row with its passages."""
    _none(kind.table).change(connection, {"row": row_id})


def holds_more(connection: Connection, table: str, row_id: Id) -> bool:
    """Whether people made other rows that would go, or lose what they stand for, with this one."""
    if table == PARTNER:
        return connection.execute(select(tie.c.id).where(tie.c.partner_id == row_id).limit(1)).first() is not None
    if table == RESPONSE:
        rows = (select(one.c.response_id).where(one.c.response_id == row_id) for one in (answer, commitment, dot))
        return any(connection.execute(query.limit(1)).first() is not None for query in rows)
    if table != CLAIM:
        return False
    hanging = select(stance.c.id).where(stance.c.claim_id == row_id)
    chosen = select(quote.c.id).where(quote.c.claim_id == row_id, ~quote.c.machine)
    return any(connection.execute(query.limit(1)).first() is not None for query in (hanging, chosen))


def _columns(connection: Connection, kind: Kind, values: Mapping[str, Any]) -> Row:
    stored: dict[str, Any] = {
        name: _value(kind.table, name, value) for name, value in values.items() if name != PASSAGES
    }
    if kind.quoted and {"source_id", "start", "end"} <= stored.keys():
        stored["quote"] = words_at(connection, stored["source_id"], stored["start"], stored["end"])
    return stored


def _value(table: Table, name: str, value: object) -> object:
    if isinstance(value, str) and isinstance(table.c[name].type, UtcDateTime):
        return datetime.fromisoformat(value)
    return value


_WORDS = Prepared(
    select(func.substr(source.c.text, bindparam("first"), bindparam("length"))).where(
        source.c.id == bindparam("source")
    )
)


def words_at(connection: Connection, source_id: int, start: int, end: int) -> str:
    """The words of a source from `start` to `end`; MisplacedQuote when the text is shorter."""
    place = {"source": source_id, "first": start + 1, "length": end - start}
    found = _WORDS.first(connection, place)
    if found is None:
        raise gone()
    words = str(found[0])
    if not 0 <= start < end or len(words) != end - start:
        raise MisplacedQuote(
            N_("The span {start}–{end} lies beyond the text."),
            hint=N_("Load the page again and mark the words anew."),
            start=start,
            end=end,
        )
    return words


def _put_passages(connection: Connection, kind: Kind, row_id: Id, passages: Sequence[Sequence[int]] | None) -> None:
    if kind.passages is None or passages is None:
        return
    table, owner = kind.passages, kind.passages.columns[0]
    connection.execute(delete(table).where(owner == row_id))
    rows = [
        {owner.name: row_id, "source_id": source_id, "start": start, "end": end} for source_id, start, end in passages
    ]
    if rows:
        connection.execute(insert(table), rows)


def gone() -> ConflictError:
    """The error for a row that its author saw and that is no longer there."""
    return ConflictError(
        N_("What you saw is no longer there: somebody removed it. Nothing was changed."),
        hint=N_("Look at how it is now, then do it again if it is still needed."),
    )


def changed() -> ConflictError:
    """The error for a row that is no longer as its author saw it."""
    return ConflictError(
        N_("Somebody has changed this since you saw it. Nothing was changed."),
        hint=N_("Look at how it is now, then do it again if it is still needed."),
    )
