"""respondents.csv added to as a careful hand would: new people and columns, empty cells filled, nothing changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.resources.register_words import HEADERS
from toolkit.resources.registers import column, decoded, separated

_BEGINS_FORMULA = ("=", "+", "-", "@")
People = Mapping[str, Mapping[str, str]]  # by id, values by our name of a known column or by the variable's own


@dataclass(frozen=True, slots=True)
class _Saved:
    """How a register was saved: encoding, line end, the line `sep=` if any, separator."""

    encoding: str
    line_end: str
    told: str
    separator: str


def extended(data: bytes, people: People, *, file: str, language: str) -> bytes:
    """The register's bytes with these people and values added; saved as it was, in UTF-8 where that cannot hold them.

    A cell that holds something keeps it. Someone whose id stands there already gets values in empty cells only.
    """
    text = decoded(data, file)
    body, _, separator = separated(text)
    encoding = _encoding(data)
    line_end = "\r\n" if "\r\n" in data.decode(encoding) else "\n"
    saved = _Saved(encoding, line_end, text[: len(text) - len(body)], separator)
    rows = list(csv.reader(io.StringIO(body, newline=""), delimiter=separator))
    at = next((number for number, row in enumerate(rows) if any(map(str.strip, row))), 0)
    _Table(rows, at, language).add(people)
    return _bytes(rows, saved)


class _Table:
    """The rows of a register, the first of which (at `head`) names the columns."""

    def __init__(self, rows: list[list[str]], head: int, language: str) -> None:
        self.rows, self.head = rows, rows[head]
        self.language = language if language in HEADERS else "en"
        self.columns = [column(name.strip()) for name in self.head]
        place = self.columns.index("id")
        self.known = {row[place].strip().casefold(): row for row in rows[head + 1 :] if len(row) > place}

    def add(self, people: People) -> None:
        """Put the people's values where nothing stands."""
        for name in dict.fromkeys(name for values in people.values() for name in values):
            self._place(name)
        for person, values in people.items():
            row = self.known.get(person.casefold())
            if row is None:
                row = self.known[person.casefold()] = []
                self.rows.append(row)
            for name, value in {"id": person, **values}.items():
                self._fill(row, self._place(name), value)

    def _place(self, name: str) -> int:
        """The number of a column, which is made when it is missing."""
        folded = [each.casefold() for each in self.columns]
        if name.casefold() not in folded:
            titles = dict(zip(HEADERS["en"], HEADERS[self.language], strict=True))
            self.head.append(titles.get(name, _guarded(name)))
            self.columns.append(name)
            return len(self.columns) - 1
        return folded.index(name.casefold())

    @staticmethod
    def _fill(row: list[str], place: int, value: str) -> None:
        row.extend([""] * (place + 1 - len(row)))
        if not row[place].strip():
            row[place] = _guarded(value)


def _guarded(value: str) -> str:
    """The value so that no spreadsheet takes it for a formula: a blank before it, which reading takes away again."""
    harmless = not value.startswith(_BEGINS_FORMULA) or value.lstrip("+-").replace(",", "").replace(".", "").isdigit()
    return value if harmless else f" {value}"


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _bytes(rows: Sequence[Sequence[str]], saved: _Saved) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=saved.separator, lineterminator=saved.line_end).writerows(rows)
    text = saved.told.replace("\n", saved.line_end) + out.getvalue()
    try:
        return text.encode(saved.encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")
