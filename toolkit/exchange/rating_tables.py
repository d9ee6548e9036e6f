"""Tables of ratings from any program: a header row, first column the unit, then a column for each coder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from toolkit.domain.comparing.agreement import TWO
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.texts.saved_tables import decoded, separated
from toolkit.errors import BadFile
from toolkit.exchange.coding_tables import NO_TEXT, SAVE_AS_CSV
from toolkit.messages import N_

LARGEST = 20_000_000  # bytes
_NUMBER = re.compile(r"[-+−]?[0-9]+(?:[.,][0-9]+)?(?:[eE][-+]?[0-9]+)?")
NO_TABLE = N_("{file}: this cannot be read as a table of ratings.")
FORM = N_("The first row names the columns: first the unit, then one column for each coder; an empty cell is missing.")


@dataclass(frozen=True, slots=True)
class RatingTable:
    """The coders' names, the units' names, and each unit's ratings in order of coder; None is missing."""

    coders: tuple[str, ...]
    units: tuple[str, ...]
    ratings: tuple[tuple[str | float | None, ...], ...]


def read(data: bytes, name: str, level: Level = Level.NOMINAL) -> RatingTable:
    """Read a table as Excel or any other program writes CSV; BadFile with the line when it cannot be what it says.

    Ratings above the nominal level are numbers; a decimal comma is one.
    """
    header, rows = _rows(_text(data, name), name)
    coders = tuple(cell.strip() for cell in header[1:])
    if len(coders) < TWO or not all(coders) or len(set(coders)) < len(coders):
        raise BadFile(N_("{file}: the first row names no two coders, or one of them twice."), hint=FORM, file=name)
    rated: Callable[[str], str | float] = (
        str.strip if level is Level.NOMINAL else _ratio if level is Level.RATIO else _number
    )
    units: dict[str, int] = {}
    ratings = []
    for line, row in rows:
        unit, cells = row[0].strip(), [*row[1:], *[""] * (len(coders) + 1 - len(row))]
        if any(cell.strip() for cell in cells[len(coders) :]):
            raise _wrong(N_("{file}, line {line}: there are more cells than the first row has names."), name, line)
        if unit and unit in units:
            raise _wrong(
                N_("{file}, line {line}: the unit stands in line {first} already."), name, line, first=units[unit]
            )
        units[unit or f"\n{line}"] = line
        try:
            ratings.append(tuple(rated(cell) if cell.strip() else None for cell in cells[: len(coders)]))
        except ValueError:
            message = N_("{file}, line {line}: a rating is no number that the level {level} allows.")
            raise _wrong(message, name, line, level=level.value) from None
    return RatingTable(coders, tuple(units), tuple(ratings))


def _wrong(message: str, name: str, line: int, **values: object) -> BadFile:
    return BadFile(message, hint=FORM, file=name, line=line, **values)


def _number(cell: str) -> float:
    text = cell.strip().replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(text):
        raise ValueError(cell)
    value = float(text.replace(",", ".").replace("−", "-"))
    if not isfinite(value):
        raise ValueError(cell)
    return value


def _ratio(cell: str) -> float:
    value = _number(cell)
    if value < 0:
        raise ValueError(cell)
    return value


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise BadFile(N_("{file} is larger than a table of ratings can be."), hint=FORM, file=name)
    text = decoded(data)
    if text is None:
        raise BadFile(NO_TEXT, hint=SAVE_AS_CSV, file=name)
    return text


def _rows(text: str, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, and the rows that hold anything with their lines."""
    table, before, separator = separated(text)
    reader = csv.reader(io.StringIO(table, newline=""), delimiter=separator, strict=True)
    try:
        found = [(reader.line_num + before, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise BadFile(NO_TABLE, hint=FORM, file=name) from error
    if not found:
        raise BadFile(NO_TABLE, hint=FORM, file=name)
    return found[0][1], found[1:]
