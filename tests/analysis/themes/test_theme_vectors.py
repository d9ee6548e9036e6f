"""Vectors of what is known of passages beside their words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.themes.theme_vectors import side_vectors
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span


def passage(*codes: str, asked: str | None = None, phase: str | None = None) -> Passage:
    areas = frozenset(code.partition("/")[0] for code in codes if not code.startswith(("phase/", "valence/")))
    return Passage("a.txt", Span(0, 1), "x", "D01", "participants", frozenset(codes), areas, ("c1",), asked, phase)


def test_codes_under_the_area_weigh_most() -> None:
    vectors = side_vectors(
        [passage("needs/health"), passage("needs/income"), passage("needs/health", "actors/care")], "needs"
    )
    other_code, other_area = np.linalg.norm(vectors[0] - vectors[1]), np.linalg.norm(vectors[0] - vectors[2])

    assert other_code > other_area > 0


def test_the_question_that_was_asked_counts_only_when_wanted() -> None:
    items = [
        passage("needs/health", asked="needs", phase="before"),
        passage("needs/health", asked="actors", phase="after"),
    ]

    with_question, without = side_vectors(items, "needs"), side_vectors(items, "needs", question=False)

    assert np.linalg.norm(with_question[0] - with_question[1]) > 0
    assert np.array_equal(without[0], without[1])


def test_a_coded_phase_goes_before_the_question_s() -> None:
    items = [passage("needs", "phase/after", phase="before"), passage("needs", phase="after")]
    vectors = side_vectors(items, "needs")

    assert np.array_equal(vectors[0], vectors[1])


BLOCKS = {"needs/health": 1.0, "needs/income": 1.0, "actors": 0.6, "phase/before": 0.6, "valence/hinders": 0.4}


@pytest.mark.parametrize(("code", "weight"), BLOCKS.items())
def test_a_code_that_one_passage_alone_has_parts_it_by_the_weight_of_its_block(code: str, weight: float) -> None:
    vectors = side_vectors([passage("needs", code), passage("needs")], "needs", question=False)
    assert np.linalg.norm(vectors[0] - vectors[1]) == pytest.approx(weight)
    assert not vectors[1].any()


def test_a_block_has_the_same_length_however_many_codes_a_passage_has_in_it() -> None:
    one, three = side_vectors([passage("needs/a"), passage("needs/a", "needs/b", "needs/c")], "needs", question=False)
    assert np.linalg.norm(one) == pytest.approx(np.linalg.norm(three)) == pytest.approx(1.0)


def test_a_code_elsewhere_counts_beside_its_area_and_the_cells_own_area_not_at_all() -> None:
    plain, area, code = side_vectors(
        [passage("needs"), passage("needs", "actors"), passage("needs", "actors", "actors/care")], "needs"
    )
    assert not plain.any()
    assert np.linalg.norm(area) == pytest.approx(np.linalg.norm(code)) == pytest.approx(0.6)
    assert not np.allclose(area, code)


@pytest.mark.parametrize(
    ("phase", "asked", "length"), [("before", None, 0.6), (None, "needs", 0.6), ("before", "needs", 0.72**0.5)]
)
def test_what_was_asked_weighs_as_much_by_its_area_as_by_its_phase(phase, asked, length: float) -> None:
    items = [passage("needs", phase=phase, asked=asked), passage("needs")]
    vectors = side_vectors(items, "needs")
    assert np.linalg.norm(vectors[0]) == pytest.approx(length)
    assert not vectors[1].any()
    assert not side_vectors(items, "needs", question=False).any()


@settings(max_examples=30)
@given(st.permutations(range(4)))
def test_the_order_of_the_passages_changes_only_the_order_of_the_rows(order: list[int]) -> None:
    items = [
        passage("needs/health", "actors/care", phase="before"),
        passage("needs/income", "valence/hinders"),
        passage("needs", "phase/after", asked="actors"),
        passage("needs/health", "needs/income"),
    ]
    whole = side_vectors(items, "needs")
    assert np.array_equal(side_vectors([items[at] for at in order], "needs"), whole[order])
