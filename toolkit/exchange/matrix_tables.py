"""A matrix as a CSV file that a Swedish Excel opens as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from toolkit.domain.matrices import Matrix


def write_csv(matrix: Matrix, corner: str, *, rows: Sequence[str], columns: Sequence[str]) -> bytes:
    """The matrix under these titles, UTF-8 with a byte-order mark, `;` between columns."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow((corner, *columns))
    writer.writerows((title, *values) for title, values in zip(rows, matrix.values, strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode()
