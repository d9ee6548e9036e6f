"""Excel files, written: every text a string and never a formula, in memory and not in temporary files.

XlsxWriter writes them. What is longer than a cell, which it would cut, goes on in the next column.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.errors import Refused
from toolkit.exchange.coding_tables import FORMULA
from toolkit.exchange.tables import Cell, Table, flat
from toolkit.messages import N_

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # UTF-16 units in a cell (Excel's specifications and limits)
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_WIDEST = 7  # units that one character may take: "_x000B_"
_WIDTH = 18  # of a column, in letters
_OPTIONS = {
    "in_memory": True,  # else each part is a file in the system's temporary folder first
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_LONE = re.compile("[\ud800-\udfff]")  # half a character, which no file in UTF-8 holds
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # what XML lacks, and the line end it changes
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_AMBIGUOUS = re.compile(f"_x[0-9A-Fa-f]{{4}}(?=_x[0-9A-Fa-f]{{4}}_|{_UNWRITABLE.pattern})")


def write(tables: Sequence[Table], *, now: datetime) -> tuple[bytes, int]:
    """A workbook with a sheet for each table, and how many cells were too long and go on in the next column.

    Where a column `quote` holds more than a cell can, `quote (2)` stands after it, and so on. Refused for more rows
    or columns than a sheet has. The same tables at the same `now` give the same bytes.
    """
    from xlsxwriter.workbook import Workbook

    widths = [_widths(table) for table in tables]
    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties({"author": "Spegla", "created": now.astimezone(UTC)})
        writer = _Writer(book)
        for table, wide in zip(tables, widths, strict=True):
            writer.sheet(table, wide)
    return stream.getvalue(), sum(_split(table) for table in tables)


def pieces(cell: Cell) -> list[str | float]:
    """The cell in parts that each fit a cell of Excel; most are one part."""
    text = flat(cell)
    if not isinstance(text, str) or len(text) <= LONGEST // _WIDEST:
        return [text]
    parts: list[str | float] = []
    begin = taken = 0
    for at, character in enumerate(text):
        weight = _weight(character)
        if taken + weight > LONGEST:
            parts.append(text[begin:at])
            begin, taken = at, 0
        taken += weight
    return [*parts, text[begin:]]


def _weight(character: str) -> int:
    if _UNWRITABLE.match(character) or character == "_":
        return _WIDEST
    return 2 if character > "\uffff" else 1


def _is_long(cell: Cell) -> bool:
    """Whether the cell may be too long for Excel."""
    text = flat(cell) if isinstance(cell, tuple) else cell
    return isinstance(text, str) and len(text) > LONGEST // _WIDEST


def _split(table: Table) -> int:
    return sum(len(pieces(cell)) > 1 for row in table.rows for cell in row if _is_long(cell))


def _widths(table: Table) -> list[int]:
    """How many columns of the sheet each column of the table takes."""
    if len(table.rows) >= MOST_ROWS:
        raise Refused(
            N_("An Excel sheet holds at most {n} rows, and these are more."),
            hint=N_("Write them as .csv or .jsonl."),
            n=MOST_ROWS,
        )
    widths = [1] * len(table.columns)
    for row in table.rows:
        for place, cell in enumerate(row):
            if _is_long(cell):
                widths[place] = max(widths[place], len(pieces(cell)))
    if sum(widths) > MOST_COLUMNS:
        raise Refused(
            N_("An Excel sheet holds at most {n} columns, and these are more."),
            hint=N_("Write them as .csv or .jsonl."),
            n=MOST_COLUMNS,
        )
    return widths


class _Writer:
    """What fills the sheets of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head = book.add_format({"bold": True})
        # A sign before it, as when a person types an apostrophe: opened for editing, it stays a text.
        self._quoted = book.add_format({"quote_prefix": True, "num_format": "@"})
        self._plain = book.add_format()

    def sheet(self, table: Table, widths: Sequence[int]) -> None:
        """Add a sheet with the table: names in a bold first row that stays in sight, then a row for each of its."""
        sheet = self._book.add_worksheet(table.name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, sum(widths) - 1, _WIDTH)
        for place, name in enumerate(_names(table.columns, widths)):
            self._text(sheet, (0, place), name, self._head)
        for line, row in enumerate(table.rows, start=1):
            for place, value in _placed(row, widths):
                if not isinstance(value, str):
                    sheet.write_number(line, place, value)
                elif value:
                    self._text(sheet, (line, place), value, self._quoted if FORMULA.match(value) else None)

    def _text(self, sheet: Worksheet, place: tuple[int, int], text: str, style: Format | None) -> None:
        text = _LONE.sub("\ufffd", text)
        runs = _runs(text)
        if len(runs) == 1:
            sheet.write_string(*place, runs[0], style)
            return
        styled = [part for run in runs for part in (self._plain, run)][1:]
        sheet.write_rich_string(*place, *styled, *([style] if style else []))


def _names(columns: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for column, width in zip(columns, widths, strict=True):
        yield column
        yield from (f"{column} ({part})" for part in range(2, width + 1))


def _placed(row: Sequence[Cell], widths: Sequence[int]) -> Iterator[tuple[int, str | float]]:
    """The parts of each cell of a row with their places in the sheet."""
    first = 0
    for cell, width in zip(row, widths, strict=True):
        yield from enumerate(pieces(cell), start=first)
        first += width


def _runs(text: str) -> list[str]:
    """The text in runs that XlsxWriter writes so that they are read as they are; nearly always the text itself.

    It escapes `_x000D_`, but only the second of `_x000D_x000D_`, and takes `<r>…</r>` for XML that it made itself.
    Runs it escapes twice: none holds anything to escape, and a control character in such a text is shown as missing.
    """
    as_xml = text.startswith("<r>") and text.endswith("</r>")
    if not as_xml and ("_x" not in text or not _AMBIGUOUS.search(text)):
        return [text]
    plain = _UNWRITABLE.sub("\ufffd", text)
    cuts = sorted({0, int(as_xml), *(found.end() for found in _LOOKS_ESCAPED.finditer(plain)), len(plain)})
    return [plain[begin:end] for begin, end in pairwise(cuts)]
