"""Coded passages as a CSV file: one row for each, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.exchange.tables import Table

COLUMNS = ("source", "start", "end", "respondent", "group", "codes", "coders", "quotable", "quote")


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as a row; `quotable`: whether a report may quote it."""

    source: str
    start: int
    end: int
    respondent: str
    group: str
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    quotable: bool
    words: str


def as_table(rows: Iterable[PassageRow]) -> Table:
    """The rows as a table."""
    return Table(
        "passages",
        COLUMNS,
        [
            (
                row.source,
                row.start,
                row.end,
                row.respondent,
                row.group,
                row.codes,
                row.coders,
                row.quotable,
                row.words,
            )
            for row in rows
        ],
    )
