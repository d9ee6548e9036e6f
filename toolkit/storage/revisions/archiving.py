"""Every row that people's work rests on, out of the database and back into a new one, column by column.

What the program makes from them itself stays behind: segments, suggestions, their state, the index of words, and the
day's steps of undo.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Boolean, Column, Connection, Float, Integer, LargeBinary, Table, delete, insert, select, text

from toolkit.storage.codings import assignments, codings, memos, settlements
from toolkit.storage.findings import quotes, themes
from toolkit.storage.sources import sources
from toolkit.storage.sources.sources import FAST
from toolkit.storage.tables import schema
from toolkit.storage.tables.columns import Json, UtcDateTime, utc_text
from toolkit.storage.tables.schema import METADATA

Kind = TypeVar("Kind")

MADE_ANEW = frozenset(("segment", "suggestion", "analysis_state", "source_index", "learned", "step", "step_change"))
TABLES = tuple(table.name for table in METADATA.sorted_tables if table.name not in MADE_ANEW)
IN_FILES = {"source": ("text", "original")}  # columns that are files of their own
HEAD = schema.HEAD
OLDER = (
    "0003",
    "0004",
    "0005",
)  # of which archives can be read, too: tables and columns that came later are then as if just made
OLDEST = frozenset(  # the tables of the oldest of them
    (
        *("source", "turn", "coding", "verdict", "memo", "settlement", "run", "theme", "theme_passage"),
        *("theme_decision", "theme_decision_passage", "assignment", "scheme_version", "draft", "journal"),
    )
)
_AT_ONCE = 1000
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Original:
    """A source's files: its text, and the bytes of the file that was added."""

    id: int
    name: str
    text: str
    data: bytes


class WrongValue(ValueError):
    """A value that the column of this name cannot hold."""


def rows(connection: Connection, name: str, staying: frozenset[int] = frozenset()) -> Iterator[dict[str, Any]]:
    """The rows of a table in order of their keys, as values that JSON knows, without the columns that are files.

    Of the sources `staying` behind none is given, and nothing that rests on them alone (`_left`).
    """
    table = METADATA.tables[name]
    columns = [column for column in table.c if column.name not in IN_FILES.get(name, ())]
    query = select(*columns).order_by(*table.primary_key.columns)
    about = "id" if name == "source" else "source_id"
    left = _left(connection, name, staying) if staying else None
    for row in connection.execute(query).mappings():
        if row.get(about) in staying or (left is not None and row[left[0]] not in left[1]):
            continue
        yield {key: utc_text(value) if isinstance(value, datetime) else value for key, value in row.items()}


def _left(connection: Connection, name: str, staying: frozenset[int]) -> tuple[str, frozenset[Any]] | None:
    """A column of the table and its values in rows that go out although sources stay behind; None where all do.

    A theme or decision without a passage stays, what was judged of people who speak in no source that goes, and the
    sentences of all drafts, as no draft was made without the sources that stay.
    """
    passages = {"theme": schema.theme_passage.c.theme_id, "theme_decision": schema.theme_decision_passage.c.decision_id}
    if name in passages:
        key = passages[name]
        rest = select(key).where(key.table.c.source_id.not_in(staying)).distinct()
        return "id", frozenset(connection.execute(rest).scalars())
    if name == "stance":
        turn = schema.turn.c
        rest = select(turn.respondent).where(turn.source_id.not_in(staying), turn.respondent.is_not(None)).distinct()
        return "respondent", frozenset(connection.execute(rest).scalars())
    return ("draft_id", frozenset()) if name == "draft_sentence" else None


def originals(connection: Connection, staying: frozenset[int] = frozenset()) -> Iterator[Original]:
    """The files of each source but those staying behind, one source at a time in memory."""
    source = schema.source
    for key in list(connection.execute(select(source.c.id).order_by(source.c.id)).scalars()):
        if key in staying:
            continue
        columns = (source.c.name, source.c.text, source.c.original)
        row = connection.execute(select(*columns).where(source.c.id == key)).one()
        yield Original(key, row.name, row.text, zlib.decompress(row.original))


def numbers(connection: Connection) -> dict[str, int]:
    """The highest number that each table ever gave: one that was given is never given again."""
    found = connection.execute(text("SELECT name, seq FROM sqlite_sequence ORDER BY name"))
    return {name: number for name, number in found if name in TABLES}


def clear(connection: Connection) -> None:
    """Empty a database that was just founded, its first journal line too."""
    for table in reversed(METADATA.sorted_tables):
        connection.execute(delete(table))


def put(connection: Connection, name: str, given: Iterable[Row], *, older: bool = False) -> int:
    """Put rows of a table as `rows` gave them, with the columns that are files; give how many.

    WrongValue for a row that lacks a column, has one too many, or holds a value of another kind. Rows of an `older`
    archive may lack columns that can be left out.
    """
    table = METADATA.tables[name]
    ready = (_checked(table, row, older=older) for row in given)
    count = 0
    while batch := list(islice(ready, _AT_ONCE)):
        connection.execute(insert(table), batch)
        count += len(batch)
    return count


def read_through(connection: Connection) -> None:
    """Read all that people made as the program reads it; whatever is raised tells that a value is none of ours."""
    for source in sources.each(connection):
        if not all(isinstance(one, str) for fact in source.facts.items() for one in fact):
            raise WrongValue("facts")
    for each in (codings, memos, settlements, themes, assignments, quotes):
        list(each.each(connection))
    codings.verdicts(connection)
    themes.decisions(connection)


def set_numbers(connection: Connection, given: Mapping[str, int]) -> None:
    """Let no number be given again that the other database gave; ones that are lower than what is there do nothing."""
    for name in TABLES:
        if name in given:
            values = {"name": name, "seq": given[name]}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name AND seq < :seq"), values)
            connection.execute(
                text(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT :name, :seq"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)"
                ),
                values,
            )


def _checked(table: Table, row: Row, *, older: bool) -> dict[str, Any]:
    missing = set(table.c.keys()) - row.keys()
    needed = {name for name in missing if not (table.c[name].nullable or table.c[name].server_default)}
    if row.keys() - set(table.c.keys()) or (needed if older else missing):
        raise WrongValue(table.name)
    return {column.name: _value(column, row[column.name]) for column in table.c if column.name in row}


def _value(column: Column[Any], value: object) -> object:
    if value is None and not isinstance(column.type, Json):
        if not column.nullable:
            raise WrongValue(column.name)
        return None
    return next(made for kinds, made in _MADE if isinstance(column.type, kinds))(column, value)


def _document(column: Column[Any], value: object) -> object:
    _of(column, json.dumps(value, ensure_ascii=False), str)
    return value


def _packed(column: Column[Any], value: object) -> bytes:
    return zlib.compress(_of(column, value, bytes), FAST)


def _truth(column: Column[Any], value: object) -> bool:
    return bool(_of(column, value, bool))


def _words(column: Column[Any], value: object) -> str:
    return str(_of(column, value, str))


def _of(column: Column[Any], value: object, kind: type[Kind]) -> Kind:
    if not isinstance(value, kind):
        raise WrongValue(column.name)
    if isinstance(value, str) and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise WrongValue(column.name)
    return value


def _amount(column: Column[Any], value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise WrongValue(column.name)
    whole = isinstance(column.type, Integer)
    if (whole and not isinstance(value, int)) or not _SMALLEST <= value <= _LARGEST:
        raise WrongValue(column.name)
    return value


def _moment(column: Column[Any], value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
        utc_text(moment)
    except (ValueError, OverflowError):  # without a time zone; beyond the years that there are
        raise WrongValue(column.name) from None
    return moment


_MADE: tuple[tuple[Any, Callable[[Column[Any], object], object]], ...] = (
    (Json, _document),
    (UtcDateTime, _moment),
    (LargeBinary, _packed),
    (Boolean, _truth),
    ((Integer, Float), _amount),
    (object, _words),
)
