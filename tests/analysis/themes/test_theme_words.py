"""What words mean, learned from the answers they stand in."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from toolkit.analysis.themes import theme_words
from toolkit.analysis.themes.theme_words import Meanings

LEMMAS = ("barn", "buss", "förskola", "hyra", "lön", "resa", "sömn", "värk")
ANSWERS = (
    "barn buss förskola", "buss resa", "barn förskola", "resa buss förskola",
    "hyra lön", "lön hyra", "hyra lön sömn",
    "sömn värk", "värk sömn", "värk sömn barn",
)  # fmt: skip


def counted(texts: tuple[str, ...], lemmas: tuple[str, ...] = LEMMAS) -> csr_matrix:
    rows = [[text.split().count(lemma) for lemma in lemmas] for text in texts]
    return csr_matrix(np.array(rows, dtype=np.float32))


@pytest.fixture
def meanings() -> Meanings:
    return Meanings.learned(counted(ANSWERS), LEMMAS, seed=1)


def test_passages_without_a_word_in_common_are_near_when_their_words_stand_in_the_same_answers(
    meanings: Meanings,
) -> None:
    vectors = meanings.of(counted(("resa", "förskola", "lön", "hyra")), LEMMAS)
    near = vectors @ vectors.T

    assert near[0, 1] > near[0, 2]
    assert near[2, 3] > near[1, 3]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_lemmas_are_found_by_their_spelling_whatever_their_place(meanings: Meanings) -> None:
    turned = tuple(reversed(LEMMAS))

    assert np.allclose(meanings.of(counted(ANSWERS), LEMMAS), meanings.of(counted(ANSWERS, turned), turned), atol=1e-6)


def test_a_passage_of_unknown_words_alone_has_a_vector_of_zeros(meanings: Meanings) -> None:
    vectors = meanings.of(counted(("moln", "moln buss"), ("moln", "buss")), ("moln", "buss"))

    assert not vectors[0].any()
    assert vectors[1].any()


def test_the_same_answers_give_the_same_vectors(meanings: Meanings) -> None:
    assert np.array_equal(Meanings.learned(counted(ANSWERS), LEMMAS, seed=1).vectors, meanings.vectors)


@pytest.mark.parametrize("texts", [csr_matrix((3, 1), dtype=np.float32), csr_matrix((0, 1), dtype=np.float32)])
def test_nothing_is_learned_from_texts_without_words(texts: csr_matrix) -> None:
    assert not Meanings.learned(texts, (), seed=1).of(texts, ()).any()


def test_one_word_alone_is_no_meaning() -> None:
    texts = csr_matrix(np.ones((2, 1), dtype=np.float32))

    assert not Meanings.learned(texts, ("buss",), seed=1).of(texts, ("buss",)).any()


def test_no_more_answers_are_looked_at_than_the_pairs_of_words_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme_words, "PAIRS", 9)
    few = Meanings.learned(counted(ANSWERS), LEMMAS, seed=1)

    assert (np.linalg.norm(few.vectors, axis=1) > 1e-6).sum() < len(LEMMAS)
