"""The sides of a passage that a matrix is made by; every passage has one key at least on each."""

from __future__ import annotations

import pytest

from toolkit.domain.codings.matrices import Dimension, Matrix, sides
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span


def passage(*codes: str, areas: tuple[str, ...] = (), group: str | None = "team", who: str = "D01") -> Passage:
    return Passage("a", Span(0, 9), "x", who, group, frozenset(codes), frozenset(areas), ("c1",))


CODED = passage(
    "needs/health",
    "actors",
    "phase/before",
    "phase/after",
    "valence/hinders",
    "level/society",
    areas=("needs", "actors"),
)


@pytest.mark.parametrize(
    ("side", "keys"),
    [
        (Dimension.AREA, {"needs", "actors"}),
        (Dimension.CODE, {"needs/health", "actors"}),
        (Dimension.PHASE, {"before", "after"}),
        (Dimension.VALENCE, {"hinders"}),
        (Dimension.GROUP, {"team"}),
        (Dimension.RESPONDENT, {"D01"}),
        ("level", {"society"}),
        ("unknown", {""}),
    ],
)
def test_the_keys_of_a_passage_on_a_side(side: str, keys: set[str]) -> None:
    assert set(sides(CODED, side)) == keys


@pytest.mark.parametrize("side", [*Dimension, "level"])
def test_a_passage_without_any_value_stands_under_the_empty_key(side: str) -> None:
    assert list(sides(passage(group=None, who=""), side)) == [""]


def test_a_cell_that_a_matrix_has_not_counts_nobody() -> None:
    matrix = Matrix(("a", "b"), ("x", "y"), ((1, 2), (3, 4)))
    assert [[matrix.at(row, column) for column in "xy"] for row in "ab"] == [[1, 2], [3, 4]]
    assert (matrix.at("c", "x"), matrix.at("a", "z"), Matrix((), (), ()).at("a", "x")) == (0, 0, 0)
