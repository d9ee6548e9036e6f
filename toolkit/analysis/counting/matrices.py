"""Matrices by pandas: the coded passages, or the people behind them, counted in a cross table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pandas as pd

from toolkit.domain.codings.matrices import AreaCounts, Count, Dimension, Matrix, sides
from toolkit.domain.codings.segments import Passage


def crossed(
    passages: Iterable[Passage],
    by: tuple[str, str],
    *,
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    count: Count = Count.RESPONDENTS,
) -> Matrix:
    """The matrix of the passages by two sides: cells count different respondents, or passages.

    `rows` and `columns` are the keys that are there in any case, in that order; others that occur follow in order,
    "" last. A passage with several areas, codes or valences counts in each of them.
    """
    down, across = by
    found = (
        (row, column, passage.respondent if count is Count.RESPONDENTS else number)
        for number, passage in enumerate(passages)
        for row, column in product(sides(passage, down), sides(passage, across))
    )
    return _counted(found, rows, columns)


def area_counts(
    passages: Iterable[Passage],
    *,
    asked: Mapping[str, Iterable[str]],
    groups: Mapping[str, str],
    areas: Sequence[str],
) -> AreaCounts:
    """What a draft's tables by area and group count; `asked` holds the areas by person, `groups` the group of each.

    `areas` are those that are there in any case, in order.
    """
    kept, by = list(passages), (Dimension.AREA, Dimension.GROUP)
    put = [(area, groups.get(person, ""), person) for person, each in asked.items() for area in each]
    spoken = [(area, passage.group or "", passage.respondent) for passage in kept for area in passage.areas]
    return AreaCounts(
        respondents=crossed(kept, by, rows=areas),
        passages=crossed(kept, by, rows=areas, count=Count.PASSAGES),
        reached=_counted([*put, *spoken], areas, ()),
    )


def _counted(found: Iterable[tuple[str, str, str | int]], rows: Sequence[str], columns: Sequence[str]) -> Matrix:
    """How many different things, the third of each triple, stand in each row and column."""
    frame = pd.DataFrame.from_records(list(found), columns=["row", "column", "counted"])
    down, across = _keys(rows, frame["row"]), _keys(columns, frame["column"])
    if frame.empty:
        return Matrix(down, across, tuple((0,) * len(across) for _ in down))
    table = pd.crosstab(frame["row"], frame["column"], values=frame["counted"], aggfunc="nunique")
    table = table.reindex(index=list(down), columns=list(across)).fillna(0).astype(int)
    return Matrix(down, across, tuple(tuple(int(n) for n in row) for row in table.to_numpy()))


def _keys(wanted: Sequence[str], found: pd.Series[str]) -> tuple[str, ...]:
    more = set(found.unique()) - set(wanted)
    return (*wanted, *sorted(more, key=lambda key: (key == "", key)))
