"""What becomes of the rows that have a span of a source when its text changes: planned first, then written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    literal_column,
    select,
    update,
)

from toolkit.domain.quotes.quote_edits import REPLACING, EditKind, printed
from toolkit.domain.quotes.quote_edits import Edit as QuoteEdit
from toolkit.domain.sources.revisions import Placed
from toolkit.domain.texts.text import Span
from toolkit.storage.revisions import archiving
from toolkit.storage.tables.columns import utc_text
from toolkit.storage.tables.schema import METADATA, memo, theme, theme_decision, theme_decision_passage, theme_passage
from toolkit.storage.tables.schema_reports import quote

MADE_ANEW = ("segment", "turn")
TABLES = tuple(
    table
    for table in METADATA.sorted_tables
    if {"source_id", "start", "end"} <= set(table.c.keys()) and table.name not in MADE_ANEW
)
_OWNED = ((theme, theme_passage), (theme_decision, theme_decision_passage))  # who keeps no passage goes
_RULES = (PrimaryKeyConstraint, UniqueConstraint)
_ROW: ColumnElement[int] = literal_column("rowid")
_AWAY = 10**12  # positions that no text has: rows wait there, so that none moves onto another's old place
_TOLD_ANEW = frozenset(("quote", "printed", "revision"))  # columns that follow from the others

Row = Mapping[str, Any]
Place = Callable[[Span], Placed | None]


@dataclass(frozen=True, slots=True)
class Stood:
    """How a row stood before a revision, and what the revision made of it; None: it took it away."""

    table: str
    was: Row
    now: Row | None


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of a row: the columns it is given; without, it goes. `joined`: it becomes the same as another."""

    table: str
    row: int
    was: Row
    now: Row | None
    placed: Placed | None
    joined: bool = False

    @property
    def touched(self) -> bool:
        """Whether its words are others, or gone."""
        return self.placed is None or self.placed.touched

    @property
    def stays(self) -> bool:
        """Whether nothing is to be written."""
        return self.now is not None and all(self.was[name] == value for name, value in self.now.items())

    @property
    def exact(self) -> bool:
        """Whether arithmetic alone brings it back to where it stood."""
        return not self.touched and not self.joined


@dataclass(frozen=True, slots=True)
class Moved:
    """What becomes of the rows of a source but for those that stay; `emptied`: themes that keep no passage."""

    moves: tuple[Move, ...] = ()
    emptied: tuple[Stood, ...] = ()

    def of(self, table: str) -> tuple[Move, ...]:
        """What becomes of the rows of one table."""
        return tuple(one for one in self.moves if one.table == table)

    def kept(self) -> tuple[Stood, ...]:
        """What must be remembered of the rows if they are to come back as they were."""
        inexact = (Stood(one.table, one.was, one.now) for one in self.moves if not one.exact)
        return (*self.emptied, *inexact)


def planned(connection: Connection, source_id: int, text: str, place: Place, *, before: Iterable[Stood] = ()) -> Moved:
    """What would become of every row with a span of the source in the new `text`.

    Rows that are still as the revision left them that `before` remembers stand again as they did.
    """
    known = {_key(one.table, {**one.was, **one.now}): one for one in before if one.now is not None}
    moves: list[Move] = []
    for table in TABLES:
        found = [_move(table, row, text, place, known) for row in _rows(connection, table, source_id)]
        moves += [one for one in _apart(table, found) if not one.stays]
    return Moved(tuple(moves))


def _rows(connection: Connection, table: Table, source_id: int) -> Iterator[dict[str, Any]]:
    query = select(_ROW.label("row number"), table).where(table.c.source_id == source_id, table.c.start.is_not(None))
    for row in connection.execute(query.order_by(_ROW)).mappings():
        yield _plain(row)


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: utc_text(value) if isinstance(value, datetime) else value for name, value in row.items()}


def _key(table: str, row: Row) -> tuple[object, ...]:
    return table, *(row[column.name] for column in METADATA.tables[table].primary_key.columns)


def _move(
    table: Table, found: dict[str, Any], text: str, place: Place, known: Mapping[tuple[object, ...], Stood]
) -> Move:
    number = found.pop("row number")
    stood = known.get(_key(table.name, found))
    if stood is not None and stood.now is not None and _as_left(found, stood.now):
        back = {name: stood.was[name] for name in stood.now}
        return Move(table.name, number, found, back, Placed(Span(stood.was["start"], stood.was["end"]), touched=True))
    placed = place(Span(found["start"], found["end"]))
    return Move(table.name, number, found, _values(table, found, text, placed, place), placed)


def _as_left(row: Row, left: Row) -> bool:
    return all(row[name] == value for name, value in left.items() if name not in _TOLD_ANEW)


def _values(table: Table, row: Row, text: str, placed: Placed | None, place: Place) -> dict[str, Any] | None:
    """The columns that a row is given; a memo without words goes to its source, any other row goes."""
    if placed is None:
        return {"start": None, "end": None} if table is memo else None
    values: dict[str, Any] = {"start": placed.span.start, "end": placed.span.end}
    if table is quote:
        values |= _quoted(row, text, placed, place)
    elif "quote" in table.c:
        values["quote"] = placed.span.of(text)
    return values


def _quoted(row: Row, text: str, placed: Placed, place: Place) -> dict[str, Any]:
    """The edits of a quote at their new places, as far as they can still be made there, and what is printed then.

    Of two edits that come to lie on the same words the one stays that hides them.
    """
    edits: list[QuoteEdit] = []
    for kind, start, end, says in row["edits"]:
        at = place(Span(start, end))
        edit = QuoteEdit(EditKind(kind), at.span, says) if at and placed.span.contains(at.span) else None
        if edit is None or not edit.fits(edit.span.of(text)):
            continue
        beneath = [one for one in edits if one.span.shared(edit.span)]
        if beneath and edit.kind not in REPLACING:
            continue
        edits = [one for one in edits if one not in beneath] + [edit]
    kept = [[one.kind.value, one.span.start, one.span.end, one.text] for one in edits]
    return {"edits": kept, "printed": printed(text, placed.span, edits) if placed.touched else row["printed"]}


def _apart(table: Table, moves: Sequence[Move]) -> Iterator[Move]:
    """The moves; of rows that would become the same, all but the oldest go."""
    alike, taken = _alike(table), set[tuple[str, ...]]()
    for one in moves:
        if one.now is None or not alike:
            yield one
            continue
        stands = {**one.was, **one.now}
        key = tuple(repr(stands[name]) for name in alike)
        whole = all(stands[name] is not None for name in alike)  # SQLite takes no NULL for the same as another
        yield replace(one, now=None, joined=True) if whole and key in taken else one
        taken.add(key)


def _alike(table: Table) -> tuple[str, ...]:
    """The columns that no two rows of the table may share; a theme's passages are told apart by their places."""
    if table is theme_passage:
        return ("theme_id", "source_id", "start", "end")
    for rule in table.constraints:
        names = tuple(column.name for column in rule.columns) if isinstance(rule, _RULES) else ()
        if "start" in names:
            return names
    return ()


def written(connection: Connection, moved: Moved) -> Moved:
    """Write what was planned; give it with the themes and decisions that went because they keep no passage."""
    for table in TABLES:
        moves = moved.of(table.name)
        gone = [{"row": one.row} for one in moves if one.now is None]
        if gone:
            connection.execute(delete(table).where(bindparam("row") == _ROW), gone)
        _put(connection, table, [one for one in moves if one.now is not None])
    return replace(moved, emptied=tuple(_emptied(connection, moved)))


def _put(connection: Connection, table: Table, moves: Sequence[Move]) -> None:
    away = [{"row": one.row} for one in moves]
    if not away:
        return
    here = bindparam("row") == _ROW
    connection.execute(update(table).where(here).values(start=table.c.start + _AWAY, end=table.c.end + _AWAY), away)
    raised = {"revision": table.c.revision + 1} if "revision" in table.c else {}
    for names in sorted({tuple(one.now) for one in moves if one.now is not None}):
        given = {name: bindparam(f"new {name}", type_=table.c[name].type) for name in names}
        same = [one for one in moves if one.now is not None and tuple(one.now) == names]
        values = [{"row": one.row, **{f"new {name}": one.now[name] for name in names}} for one in same if one.now]
        connection.execute(update(table).where(here).values(**given, **raised), values)


def _emptied(connection: Connection, moved: Moved) -> Iterator[Stood]:
    for owner, passages in _OWNED:
        if all(one.now is not None for one in moved.of(passages.name)):
            continue
        empty = owner.c.id.not_in(select(passages.columns[0]))
        for row in connection.execute(select(owner).where(empty)).mappings().all():
            yield Stood(owner.name, _plain(row), None)
        connection.execute(delete(owner).where(empty))


def put_back(connection: Connection, stood: Iterable[Stood]) -> tuple[Stood, ...]:
    """Put rows back that a revision took away; give those for which there is no place any more."""
    gone = [one for one in stood if one.now is None or one.now["start"] is None]
    return tuple(one for one in gone if not _returned(connection, one))


def _returned(connection: Connection, stood: Stood) -> bool:
    table = METADATA.tables[stood.table]
    if stood.now is not None:
        nowhere = (table.c.id == stood.was["id"], table.c.start.is_(None))
        place = {"start": stood.was["start"], "end": stood.was["end"]}
        return connection.execute(update(table).where(*nowhere).values(place)).rowcount > 0
    if not _free(connection, table, stood.was) or not _held(connection, table, stood.was):
        return False
    archiving.put(connection, stood.table, [stood.was])
    return True


def _free(connection: Connection, table: Table, row: Row) -> bool:
    """Whether no row stands where this one would."""
    rules = [tuple(column.name for column in table.primary_key.columns), _alike(table)]
    for names in filter(None, rules):
        same = [table.c[name] == row[name] for name in names]
        if connection.execute(select(func.count()).select_from(table).where(*same)).scalar():
            return False
    return True


def _held(connection: Connection, table: Table, row: Row) -> bool:
    """Whether all that the row refers to is there."""
    for key in table.foreign_keys:
        value = row[key.parent.name]
        if value is not None and not connection.execute(select(key.column).where(key.column == value)).first():
            return False
    return True
