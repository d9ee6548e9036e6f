"""respondents.csv written in as a careful hand would: people and columns added, single cells changed, the rest kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.texts.saved_tables import separated
from toolkit.resources.register_rows import column, decoded
from toolkit.resources.register_words import HEADERS, TITLES

_BEGINS_FORMULA = ("=", "+", "-", "@")
People = Mapping[str, Mapping[str, str]]  # by id, values by our name of a known column or by the variable's own


@dataclass(frozen=True, slots=True)
class Saved:
    """How a register was saved: encoding, line end, what stands before the table (a line `sep=`), separator."""

    encoding: str
    line_end: str
    told: str
    separator: str


def extended(data: bytes, people: People, *, file: str, language: str) -> bytes:
    """The register's bytes with these people and values added; saved as it was, in UTF-8 where that cannot hold them.

    A cell that holds something keeps it. Someone whose id stands there already gets values in empty cells only.
    """
    rows, saved = _read(data, file)
    _Table(rows, _head(rows), language).add(people)
    return written(rows, saved)


def put(data: bytes, person: str, values: Mapping[str, str], *, file: str, language: str) -> bytes:
    """The register's bytes with these values of one person, by our names of columns, in place of what stands there."""
    rows, saved = _read(data, file)
    _Table(rows, _head(rows), language).put(person, values)
    return written(rows, saved)


def emptied(data: bytes, person: str, *, keep: Callable[[str], bool]) -> bytes:
    """The register's bytes without what one person's line says but in columns to `keep`, by our names of them."""
    rows, saved = _read(data, "respondents.csv")
    head = _head(rows)
    columns = [column(name.strip()) for name in rows[head]]
    place = columns.index("id")
    for row in rows[head + 1 :]:
        if len(row) > place and row[place].strip().casefold() == person.casefold():
            row[:] = [value if keep(name) else "" for value, name in zip(row, columns, strict=False)]
    return written(rows, saved)


def saved_as(data: bytes, file: str) -> tuple[str, Saved]:
    """The text of a register from its first row that holds anything, and how it was saved."""
    text = decoded(data, file)
    body, _, separator = separated(text)
    encoding = _encoding(data)
    line_end = "\r\n" if "\r\n" in data.decode(encoding) else "\n"
    return body, Saved(encoding, line_end, text[: len(text) - len(body)], separator)


def _read(data: bytes, file: str) -> tuple[list[list[str]], Saved]:
    body, saved = saved_as(data, file)
    return list(csv.reader(io.StringIO(body, newline=""), delimiter=saved.separator)), saved


def _head(rows: Sequence[Sequence[str]]) -> int:
    """The number of the row that names the columns."""
    return next((number for number, row in enumerate(rows) if any(map(str.strip, row))), 0)


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

    def put(self, person: str, values: Mapping[str, str]) -> None:
        """Write a person's values over what stands there; the person must have a line."""
        row = self.known[person.casefold()]
        for name, value in values.items():
            place = self._place(name)
            row.extend([""] * (place + 1 - len(row)))
            row[place] = _guarded(value)

    def _place(self, name: str) -> int:
        """The number of a column, which is made when it is missing."""
        folded = [each.casefold() for each in self.columns]
        if name.casefold() not in folded:
            self.head.append(TITLES[self.language].get(name, _guarded(name)))
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


def written(rows: Sequence[Sequence[str]], saved: Saved) -> bytes:
    """Rows as the bytes of a register, saved as it was, or in UTF-8 where that cannot hold them."""
    out = io.StringIO()
    csv.writer(out, delimiter=saved.separator, lineterminator=saved.line_end).writerows(rows)
    text = saved.told.replace("\n", saved.line_end) + out.getvalue()
    try:
        return text.encode(saved.encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")
