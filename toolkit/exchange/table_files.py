"""Tables as the bytes of a file: an Excel workbook, CSV or JSON lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from toolkit.domain.texts.saved_tables import delimiter
from toolkit.exchange import json_lines, xlsx
from toolkit.exchange.tables import Table, csv_of


def written(tables: Sequence[Table], suffix: str, *, now: datetime, language: str) -> tuple[bytes, int]:
    """The tables as a `.xlsx` file, or the one table as `.csv` or `.jsonl`.

    Also how many cells were too long for Excel and go on in the next column.
    """
    if suffix == ".xlsx":
        return xlsx.write(tables, now=now)
    (table,) = tables
    return json_lines.of_table(table) if suffix == ".jsonl" else csv_of(table, delimiter(language)), 0
