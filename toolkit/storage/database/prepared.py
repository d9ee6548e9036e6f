"""Statements that each coding runs: made once, and run by SQLite's driver itself, in the connection's transaction.

Through SQLAlchemy each run takes twenty times as long (22 µs beside 1, and more while threads take turns), and a coding
needs twenty of them while others wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from sqlite3 import Cursor
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from toolkit.storage.database.engines import driver

_Processor = Callable[[Any], Any]
_DIALECT = sqlite.dialect(paramstyle="named")


class Prepared:
    """A statement that takes its values by name; an INSERT of some columns only says of which.

    Values and columns are converted by their types as SQLAlchemy does it. An IN takes its values from `json_each`.
    """

    def __init__(self, statement: Select[Any] | UpdateBase, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns

    @cached_property
    def _made(self) -> tuple[str, dict[str, _Processor], dict[str, Any]]:
        """The statement, what converts its values, and the values that stand in it."""
        made = self._statement.compile(dialect=_DIALECT, column_keys=self._columns)
        converting = {name: _stored(one.type) for one, name in made.bind_names.items()}
        known = {name: converting[name](one.value) for one, name in made.bind_names.items() if not one.required}
        return str(made), {name: each for name, each in converting.items() if each is not _as_it_is}, known

    @cached_property
    def _read(self) -> tuple[_Processor | None, ...]:
        if not isinstance(self._statement, Select):
            return ()
        return tuple(_read(one.type) for one in self._statement.selected_columns)

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What a SELECT finds."""
        found: list[tuple[Any, ...]] = self._run(connection, values).fetchall()
        if not any(self._read):
            return found
        return [
            tuple(value if convert is None else convert(value) for value, convert in zip(row, self._read, strict=True))
            for row in found
        ]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row that a SELECT finds."""
        return next(iter(self.rows(connection, values)), None)

    def change(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """Run what changes rows; give the number of the row that was inserted last."""
        return self._run(connection, values).lastrowid or 0

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Cursor:
        if not connection.in_transaction():
            raise RuntimeError("outside a transaction")
        statement, converting, known = self._made
        given = {name: converting[name](value) if name in converting else value for name, value in values.items()}
        return driver(connection).execute(statement, {**known, **given})


def _stored(kind: TypeEngine[Any]) -> _Processor:
    """What makes a value of this type one that SQLite stores."""
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT) or _as_it_is


def _as_it_is(value: object) -> object:
    return value


def _read(kind: TypeEngine[Any]) -> _Processor | None:
    """What makes a stored value one of this type; None where it is one."""
    return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
