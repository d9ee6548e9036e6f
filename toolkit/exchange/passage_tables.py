"""Coded passages as a CSV file: one row for each, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.exchange.coding_tables import delimiter, table

__all__ = ["PassageRow", "delimiter", "write_csv"]
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


def write_csv(rows: Iterable[PassageRow], *, delimiter: str = ",") -> bytes:
    """The rows with a header, UTF-8 with a byte-order mark; nothing in it runs as a formula."""
    cells = (
        (
            row.source,
            row.start,
            row.end,
            row.respondent,
            row.group,
            " | ".join(row.codes),
            " | ".join(row.coders),
            "yes" if row.quotable else "no",
            row.words,
        )
        for row in rows
    )
    return table(COLUMNS, cells, delimiter)
