"""Vectors of what is known of passages beside their words."""

from __future__ import annotations

import numpy as np

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
