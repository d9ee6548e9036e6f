"""What a passage is to the clustering: its words as latent dimensions, beside what is already known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags_array
from sklearn.utils.extmath import randomized_svd

from toolkit.analysis.clustering import Vectors
from toolkit.domain.schemes import PHASE, VALENCE
from toolkit.domain.segments import Passage

DIMENSIONS = 50
SAMPLE = 6_000  # passages that the latent dimensions are fitted on
ITERATIONS = 3
GRAMS = (3, 4, 5)
TEXT = 1.0
OWN_CODES = 1.0  # codes under the area of the cell
OTHER_CODES = 0.6  # other areas and the codes under them
CONTEXT = 0.6  # phase; the area of the question asked
VALENCES = 0.4


def grams_of(word: str) -> list[str]:
    """The character 3–5-grams of a word with a blank at each end, each once; the whole of it when it is shorter."""
    padded = f" {word} "
    found = [padded[at : at + size] for size in GRAMS for at in range(len(padded) - size + 1)]
    return list(dict.fromkeys(found or [padded]))


def gram_matrix(words: Sequence[str]) -> csr_matrix:
    """Word types × character n-grams, 1 where the word holds the n-gram; n-grams of one word only are left out."""
    columns: dict[str, int] = {}
    indices: list[int] = []
    ends = [0]
    for word in words:
        indices.extend(columns.setdefault(gram, len(columns)) for gram in grams_of(word))
        ends.append(len(indices))
    data = np.ones(len(indices), dtype=np.float32)
    matrix = csr_matrix((data, np.asarray(indices), np.asarray(ends)), shape=(len(words), max(1, len(columns))))
    shared = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]) > 1)
    return csr_matrix(matrix[:, shared]) if len(shared) else matrix


def text_vectors(counts: csr_matrix, words: Sequence[str], *, seed: int) -> Vectors:
    """Latent semantic vectors of passages (rows of unit length) from `counts`, passages × lemma types.

    Each lemma is weighed by (1 + log tf) · idf and spread over its character n-grams, so that inflections and compounds
    meet; the product (passages × types) · (types × n-grams) is made for a sample of at most SAMPLE passages only. As
    everything after the fit is linear, each type has a latent vector of its own and a passage is the sum of its types'.
    """
    if not words or not counts.nnz:
        return np.zeros((counts.shape[0], 1), dtype=np.float32)
    presence = np.bincount(counts.indices, minlength=counts.shape[1])
    weighed = _weighed(counts, presence)
    grams = gram_matrix(words)
    grams = csr_matrix(grams @ diags_array(_gram_weights(grams, presence, counts.shape[0])))
    fitted = _unit_length(csr_matrix(_sample(weighed, seed) @ grams))
    size = min(DIMENSIONS, min(fitted.shape) - 1)
    if size < 1:
        return np.zeros((counts.shape[0], 1), dtype=np.float32)
    _, _, axes = randomized_svd(fitted, size, n_iter=ITERATIONS, random_state=seed)
    return unit_rows(np.asarray(weighed @ np.asarray(grams @ axes.T), dtype=np.float32))


def _weighed(counts: csr_matrix, presence: np.ndarray) -> csr_matrix:
    """(1 + log tf) · idf with idf smoothed as in scikit-learn: log((1 + n) / (1 + df)) + 1."""
    idf = np.log((1 + counts.shape[0]) / (1 + presence)) + 1
    data = ((1 + np.log(counts.data)) * idf[counts.indices]).astype(np.float32)
    return csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def _gram_weights(grams: csr_matrix, presence: np.ndarray, passages: int) -> Vectors:
    """The idf of each n-gram; its passages are counted as the sum of its types' passages."""
    held = np.minimum(grams.T @ presence, passages)
    return np.asarray(np.log((1 + passages) / (1 + held)) + 1, dtype=np.float32)


def _sample(rows: csr_matrix, seed: int) -> csr_matrix:
    if rows.shape[0] <= SAMPLE:
        return rows
    chosen = np.random.default_rng(seed).choice(rows.shape[0], SAMPLE, replace=False)
    return csr_matrix(rows[np.sort(chosen)])


def unit_rows(rows: Vectors) -> Vectors:
    """The rows at unit length; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _unit_length(rows: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).ravel()
    return csr_matrix(diags_array(1 / np.where(lengths > 0, lengths, 1)) @ rows)


def side_vectors(passages: Sequence[Passage], area: str, *, question: bool = True) -> Vectors:
    """What is known of each passage of the cell beside its words, as weighed blocks of unit rows.

    Codes under the cell's area weigh most; a block in which a passage has nothing is zero for it. `question` adds the
    area of the question that was asked and takes its phase where none was coded.
    """
    prefix = f"{area}/"
    own = [[code for code in passage.codes if code.startswith(prefix)] for passage in passages]
    blocks = [
        OWN_CODES * _marked(own),
        OTHER_CODES * _marked([_elsewhere(passage, area) for passage in passages]),
        CONTEXT * _marked([_phase(passage, question=question) for passage in passages]),
        VALENCES * _marked([passage.of_facet(VALENCE) for passage in passages]),
    ]
    if question:
        blocks.append(CONTEXT * _marked([[each.asked_area] if each.asked_area else [] for each in passages]))
    return np.hstack(blocks).astype(np.float32)


def _elsewhere(passage: Passage, area: str) -> list[str]:
    others = passage.areas - {area}
    return [*others, *(code for code in passage.codes if "/" in code and code.partition("/")[0] in others)]


def _phase(passage: Passage, *, question: bool) -> Iterable[str]:
    coded = passage.of_facet(PHASE)
    if coded or not question or passage.asked_phase is None:
        return coded
    return [passage.asked_phase]


def _marked(values: Sequence[Iterable[str]]) -> Vectors:
    """One row for each item, 1 in the column of each of its values, at unit length; columns in alphabetical order."""
    listed = [list(row) for row in values]
    columns = {value: place for place, value in enumerate(sorted({each for row in listed for each in row}))}
    rows = np.zeros((len(listed), len(columns)), dtype=np.float32)
    owners = np.repeat(np.arange(len(listed)), np.array([len(row) for row in listed], dtype=np.int64))
    rows[owners, [columns[each] for row in listed for each in row]] = 1
    return unit_rows(rows)
