"""Vectors of passages."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer

from toolkit.analysis.theme_vectors import gram_matrix, grams_of, side_vectors, text_vectors
from toolkit.domain.segments import Passage
from toolkit.domain.text import Span


def passage(*codes: str, asked: str | None = None, phase: str | None = None) -> Passage:
    areas = frozenset(code.partition("/")[0] for code in codes if not code.startswith(("phase/", "valence/")))
    return Passage("a.txt", Span(0, 1), "x", "D01", "participants", frozenset(codes), areas, ("c1",), asked, phase)


def test_grams_of_a_word_are_those_of_scikit_learn_within_word_bounds() -> None:
    for word in ("praktik", "soc", "i", "förskola"):
        theirs = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()(word)
        assert set(grams_of(word)) == set(theirs)


def test_only_shared_grams_are_columns() -> None:
    matrix = gram_matrix(["praktik", "praktikant", "hyra"])

    assert matrix[2].nnz == 0
    assert (matrix[0].toarray() <= 1).all()


def test_compounds_bring_passages_near_each_other() -> None:
    words = ["barnomsorg", "barnomsorgstid", "buss", "hyra", "hyresvärd", "lön", "pengar", "sömn"]
    counts = csr_matrix(np.eye(8, dtype=np.float32))
    vectors = text_vectors(counts, words, seed=1)
    near = vectors @ vectors.T

    assert near[0, 1] > 0.7
    assert near[0, 1] > near[0, 3]
    assert np.allclose(np.linalg.norm(vectors, axis=1)[[0, 1]], 1, atol=1e-5)


def test_text_without_words_has_vectors_of_zeros() -> None:
    assert not text_vectors(csr_matrix((3, 1), dtype=np.float32), [], seed=1).any()


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
