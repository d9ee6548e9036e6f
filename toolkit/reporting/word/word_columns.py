"""Columns of a Word table: how wide each is, by what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from docx.section import Section
from docx.shared import Cm, Emu, Length

from toolkit.domain.reports.report import Table

LINE = 92
"""About so many letters of a cell stand on a line across the page."""
SMALL = 8
"""The size in points of what a table holds whose longest words have no room beside each other else."""
_BOLD, _MARGINS = 1.08, 3.4  # how wide a letter of a header is, and the room beside a cell's text, in letters
_LEAST = 9  # letters' room for a column of one short word, whose letters may be wide ones
EVEN, SHORT = 3, 17
"""Cells shorter than this stay on one line; where all are, a table of more than so many columns has even ones."""


def text_width(section: Section) -> int:
    """How wide a page's text is; as on our own page where the user's styles.docx does not say it."""
    wide, left, right = section.page_width, section.left_margin, section.right_margin
    return Cm(16) if wide is None or left is None or right is None else wide - left - right


def widths(table: Table, whole: int) -> list[Length]:
    """Column widths in the unit of `whole`, by what the columns hold; where room is scarce no word is parted."""
    columns = list(zip(table.header, *table.rows, strict=True))
    if crowded(table):
        return _shared([max(_needed(column), _LEAST) for column in columns], whole)
    needs, words = [], []
    for column in columns:
        mean = sum(len(cell) for cell in column) / len(column)
        longest = max(len(cell) for cell in column[1:] or column)
        words.append(_needed(column))
        needs.append(max(words[-1], min(mean, 60), longest * 1.1 if longest < SHORT else 7))
    if len(columns) > EVEN and all(len(cell) < SHORT for column in columns[1:] for cell in column[1:]):
        needs[1:] = [max(needs[1:])] * (len(needs) - 1)
    return _shared(_squeezed(needs, words), whole)


def crowded(table: Table) -> bool:
    """Whether the longest words of all columns have no room beside each other."""
    columns = zip(table.header, *table.rows, strict=True)
    return sum(map(_needed, columns)) > LINE


def _needed(cells: Sequence[str]) -> float:
    """How many letters' room a column's longest word takes."""
    return max((len(word) for cell in cells for word in cell.split()), default=1) * _BOLD + _MARGINS


def _shared(needs: Sequence[float], whole: int) -> list[Length]:
    return [Emu(int(whole * need / sum(needs))) for need in needs]


def _squeezed(needs: list[float], words: list[float]) -> list[float]:
    """Needs that a line has room for: what a column wants beyond its longest word is given up first."""
    spare = LINE - sum(words)
    wished = sum(needs) - sum(words)
    if sum(needs) <= LINE or spare <= 0 or wished <= 0:
        return needs
    return [word + (need - word) * spare / wished for need, word in zip(needs, words, strict=True)]
