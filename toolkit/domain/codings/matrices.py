"""Matrices: counts of coded passages, or of the people behind them, by two of their sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from toolkit.domain.codings.segments import Passage


class Dimension(StrEnum):
    """A side of a passage that a matrix can be made by; "code" are the codes under the question areas.

    Every other facet of the scheme is one too, by its key.
    """

    AREA = "area"
    CODE = "code"
    PHASE = "phase"
    VALENCE = "valence"
    GROUP = "group"
    RESPONDENT = "respondent"


class Count(StrEnum):
    """What the cells of a matrix count: passages, or different respondents."""

    PASSAGES = "passages"
    RESPONDENTS = "respondents"


def sides(passage: Passage, side: str) -> Iterable[str]:
    """The keys that the passage has on a side of a matrix, a `Dimension` or a facet: one or several, or "" alone."""
    if side == Dimension.AREA:
        return passage.areas or ("",)
    if side == Dimension.CODE:
        return [code for code in passage.codes if code.partition("/")[0] in passage.areas] or ("",)
    if side == Dimension.RESPONDENT:
        return (passage.respondent,)
    if side == Dimension.GROUP:
        return (passage.group or "",)
    return passage.of_facet(side) or ("",)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts by keys of rows and columns: `values[r][c]` belongs to `rows[r]` and `columns[c]`.

    The key "" stands for passages without any value on that side: no group, no phase coded.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]

    def at(self, row: str, column: str) -> int:
        """The count of a cell; 0 where the matrix has none."""
        if row not in self.rows or column not in self.columns:
            return 0
        return self.values[self.rows.index(row)][self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class AreaCounts:
    """Question area × actor group: how many respondents have a passage there, how many passages there are, and how
    many respondents were asked within the area or have a passage in it."""

    respondents: Matrix
    passages: Matrix
    reached: Matrix
