"""Counts and numbers as all files print them: a count apart from its sentence, a number on one line with its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.domain.reports.report import Reference, Sentence, Table

_NBSP = "\N{NO-BREAK SPACE}"
_OF = re.compile(r"(?<=\d) (av|of) (?=\d)")
_UNIT = re.compile(
    r"(?<=\d) (?=(?:%|‰|procent|procentenheter|percent|kr|kronor|tkr|år|timmar|minuter|hours|minutes)(?!\w))"
)
_AT_END = re.compile(r"(?P<text>.*\S) \((?P<count>[^()]*\d\s(?:av|of)\s\d[^()]*)\)(?P<stop>\.?)", re.DOTALL)
_SHARE = r"(?:\s?%|\s(?:av|of)\s\d+)?"
_NUMBER = re.compile(rf"[-+−]?\d[\d\s]*(?:[.,]\d+)?{_SHARE}(?:\s?\([\d.,]+{_SHARE}\))?")
_LONG = re.compile(rf"\d{{2,3}}([{_NBSP},])\d{{3}}")
_FOUR = re.compile(r"(\d)(\d{3})")
_NONE = frozenset(("", "–", "-", "—"))


def parts(sentence: Sentence) -> tuple[str, str, str]:
    """A sentence's words, the count that stands in brackets after them, and the full stop after that.

    A count may stand in the sentence's text, as it does in a pack.
    """
    if sentence.count:
        stop = "." if sentence.text.endswith(".") else ""
        return bound(sentence.text.removesuffix(".")), unparted(sentence.count), stop
    found = _AT_END.fullmatch(sentence.text)
    if found:
        return bound(found["text"]), unparted(found["count"]), found["stop"]
    return bound(sentence.text), "", ""


def unparted(text: str) -> str:
    """The text on one line wherever the line breaks, save after a comma: each group's count is whole."""
    return re.sub(r"(?<!,) ", _NBSP, text)


def bound(text: str) -> str:
    """The text with counts on one line and numbers on the line of their units."""
    return _UNIT.sub(_NBSP, _OF.sub(rf"{_NBSP}\1{_NBSP}", text))


def cells(table: Table) -> list[tuple[str, ...]]:
    """The rows of a table as they are printed: numbers on one line with their units, thousands alike in a column."""
    columns = [_parted_alike(column) for column in zip(*table.rows, strict=True)]
    return list(zip(*columns, strict=True))


def _parted_alike(column: Sequence[str]) -> list[str]:
    """A column in which thousands of four digits are parted where there are longer numbers, as these are."""
    mark = next((found[1] for cell in column if (found := _LONG.fullmatch(cell))), "")
    return [_kept(cell, _FOUR.sub(rf"\1{mark}\2", cell) if _FOUR.fullmatch(cell) else bound(cell)) for cell in column]


def _kept(cell: str, shown: str) -> str:
    """What a cell shows; one that refers to a part of the report still does."""
    return Reference.to(cell.anchor, shown) if isinstance(cell, Reference) else shown


def numeric(table: Table) -> tuple[bool, ...]:
    """Of each column whether it holds numbers, which line up at the right; the first one names the rows."""
    columns = zip(table.header, *table.rows, strict=True)
    return tuple(at > 0 and _holds_numbers(cells) for at, (_, *cells) in enumerate(columns))


def _holds_numbers(cells: Sequence[str]) -> bool:
    """Whether more than half of a column's cells that hold anything are numbers, and no digit stands in the others."""
    told = [cell.strip() for cell in cells if cell.strip() not in _NONE]
    others = [cell for cell in told if not _NUMBER.fullmatch(cell)]
    return len(others) * 2 < len(told) and not any(sign.isdigit() for cell in others for sign in cell)
