"""What words mean in a project, learned from its own talk: words that stand in the same answers come near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags_array
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from toolkit.analysis.themes.clustering import Vectors

DIMENSIONS = 100
ITERATIONS = 4
PAIRS = 12_000_000  # pairs of words that are counted at most
EVENED = 0.75  # power of a word's frequency as a companion, as in Levy, Goldberg & Dagan (2015)


@dataclass(frozen=True, slots=True)
class Meanings:
    """A vector for each lemma, and the direction that all texts have in common, which says nothing of any of them."""

    lemmas: tuple[str, ...]
    vectors: Vectors
    common: Vectors

    @classmethod
    def learned(cls, texts: csr_matrix, lemmas: Sequence[str], *, seed: int) -> Meanings:
        """Learn from `texts` (texts × lemmas, how often), of which so many are drawn as PAIRS allows."""
        chosen = _drawn(texts, seed)
        with threadpool_limits(limits=1):  # the same sums on each machine; threads gain little here and wait for others
            vectors = _reduced(_surprising(_together(chosen)), seed)
            sums = unit_rows(_sums(chosen, vectors))
            common = np.linalg.eigh(sums.T.astype(np.float64) @ sums)[1][:, -1]
        return cls(tuple(lemmas), vectors, np.asarray(common, dtype=np.float32))

    def of(self, counts: csr_matrix, lemmas: Sequence[str]) -> Vectors:
        """The vectors of texts (rows of unit length): the sum of their words' without what all texts share.

        A text of which no word is known has a vector of zeros.
        """
        place = {lemma: row for row, lemma in enumerate(self.lemmas)}
        rows = np.array([place.get(lemma, -1) for lemma in lemmas] or [-1], dtype=np.int64)
        own = np.where((rows >= 0)[:, None], self.vectors[rows], 0).astype(np.float32)
        sums = unit_rows(_sums(counts, own))
        return unit_rows(sums - np.outer(sums @ self.common, self.common))


def unit_rows(rows: Vectors) -> Vectors:
    """The rows at unit length; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _sums(counts: csr_matrix, vectors: Vectors) -> Vectors:
    weighed = csr_matrix((np.log1p(counts.data), counts.indices, counts.indptr), shape=counts.shape)
    return np.asarray(weighed @ vectors, dtype=np.float32)


def _drawn(texts: csr_matrix, seed: int) -> csr_matrix:
    order = np.random.default_rng(seed).permutation(texts.shape[0])
    pairs = np.cumsum(np.diff(texts.indptr)[order].astype(np.int64) ** 2)
    return csr_matrix(texts[np.sort(order[pairs <= PAIRS])])


def _together(texts: csr_matrix) -> csr_matrix:
    """How often two lemmas stand in the same text, a long text counting as much for each of its lemmas as a short."""
    sizes = np.diff(texts.indptr)
    held = csr_matrix((np.ones(texts.nnz, dtype=np.float32), texts.indices, texts.indptr), shape=texts.shape)
    scaled = csr_matrix(diags_array(1 / np.sqrt(np.maximum(sizes, 1)).astype(np.float32)) @ held)
    return csr_matrix(scaled.T @ scaled)


def _surprising(together: csr_matrix) -> csr_matrix:
    """Positive pointwise mutual information: how much oftener two lemmas stand together than chance would have it."""
    pairs = together.tocoo()
    apart = pairs.row != pairs.col
    row, column, times = pairs.row[apart], pairs.col[apart], pairs.data[apart]
    often = np.bincount(row, weights=times, minlength=together.shape[0])
    evened = often**EVENED
    expected = often[row] * (evened / max(evened.sum(), 1))[column]
    values = np.log(times / expected).astype(np.float32)
    kept = values > 0
    return csr_matrix((values[kept], (row[kept], column[kept])), shape=together.shape)


def _reduced(surprising: csr_matrix, seed: int) -> Vectors:
    size = min(DIMENSIONS, surprising.shape[0] - 1)
    if size < 1 or not surprising.nnz:
        return np.zeros((surprising.shape[0], 1), dtype=np.float32)
    axes, weights, _ = randomized_svd(surprising, size, n_iter=ITERATIONS, random_state=seed)
    return np.asarray(axes * weights, dtype=np.float32)
