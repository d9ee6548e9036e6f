"""Segments as numbers for learning: words, pairs of words, character n-grams, rule scores, what was asked, who speaks.

A feature of words is kept per word type; a segment is the sum over its different words, divided by the root of the
sum of their squared lengths. So a linear model over 100,000 segments costs one number per word type and one sum per
segment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from toolkit.analysis.encoders import Encoder
from toolkit.analysis.language import FILLER, STOP, WORD, Language
from toolkit.analysis.likeness import grams, held_kinds
from toolkit.analysis.rules import Evidence, Rules
from toolkit.analysis.segmenting import Batch
from toolkit.domain.segments import Segment

LEAST_SPREAD = 2  # segments that must hold a feature for it to be kept
NO_GROUP = "–"


class WordFeatures:
    """Features of single words: `names` gives those of a word type, `fit` keeps and weighs the ones that recur."""

    def __init__(self, language: Language, names: Callable[[str, int], Sequence[str]]) -> None:
        self.language = language
        self._names = names
        self.columns: dict[str, int] = {}
        self._rarity = np.zeros(0, np.float32)
        self._known: list[tuple[int, ...]] = []

    def fit(self, kinds: NDArray[np.int32], held: csr_matrix) -> None:
        """Choose and weigh the features of these word types, given which segment holds which type."""
        flags = self.language.flags()
        named = [self._names(self.language.types[kind], int(flags[kind])) for kind in kinds.tolist()]
        every = {name: place for place, name in enumerate(sorted({name for names in named for name in names}))}
        table = _table([[every[name] for name in names] for names in named], len(every))
        spread = np.bincount((held @ table).tocsr().indices, minlength=len(every))
        kept = [name for name, place in every.items() if spread[place] >= LEAST_SPREAD]
        self.columns = {name: place for place, name in enumerate(kept)}
        counts = np.asarray([spread[every[name]] for name in kept], np.float32)
        self._rarity = (np.log((1 + held.shape[0]) / (1 + counts)) + 1).astype(np.float32)

    def matrix(self, kinds: NDArray[np.int32]) -> csr_matrix:
        """Word types × features, weighted by rarity."""
        flags = self.language.flags()
        for kind in range(len(self._known), len(self.language.types)):
            names = self._names(self.language.types[kind], int(flags[kind]))
            self._known.append(tuple(self.columns[name] for name in names if name in self.columns))
        table = _table([self._known[kind] for kind in kinds.tolist()], len(self.columns))
        table.data = self._rarity[table.indices]
        return table


class PairFeatures:
    """Pairs of neighbouring lemmas, fillers left out; those that recur."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._keys = np.zeros(0, np.int64)
        self._columns = np.zeros(0, np.int64)

    def fit(self, batch: Batch) -> None:
        """Choose the pairs that at least two segments hold, in alphabetic order."""
        keys, rows = self._pairs(batch)
        both = np.unique(np.stack([keys, rows]), axis=1)
        found, counts = np.unique(both[0], return_counts=True)
        self._keys = found[counts >= LEAST_SPREAD]
        names = [self._name(int(key)) for key in self._keys]
        self._columns = np.argsort(np.argsort(names, kind="stable"), kind="stable") if names else self._columns[:0]

    def rows(self, batch: Batch) -> csr_matrix:
        """Segments × pairs, each row of length 1."""
        shape = (len(batch.segments), len(self._keys))
        if not shape[1]:
            return csr_matrix(np.zeros(shape, np.float32))
        keys, rows = self._pairs(batch)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[places] == keys
        held = csr_matrix((np.ones(int(known.sum()), np.float32), (rows[known], self._columns[places[known]])), shape)
        held.sum_duplicates()
        held.data[:] = 1.0
        sizes = np.maximum(np.diff(held.indptr), 1)
        return (diags(1.0 / np.sqrt(sizes)) @ held).tocsr()

    def _pairs(self, batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        tokens = batch.tokens
        flags = self.language.flags()[tokens.types]
        kept = np.flatnonzero(((flags & WORD) > 0) & ((flags & FILLER) == 0))
        lemmas = self.language.lemma_ids()[tokens.types[kept]].astype(np.int64)
        rows = tokens.rows()[kept].astype(np.int64)
        same = rows[1:] == rows[:-1]
        return (lemmas[:-1] << 32 | lemmas[1:])[same], rows[:-1][same]

    def _name(self, key: int) -> str:
        return f"{self.language.lemmas[key >> 32]} {self.language.lemmas[key & 0xFFFFFFFF]}"


class Features:
    """All features of segments; `fit` once on the training segments, then `rows` for any."""

    def __init__(self, rules: Rules, encoder: Encoder | None = None) -> None:
        self.language = rules.index.language
        self.encoder = encoder
        self.words = WordFeatures(self.language, self._lemmas)
        self.grams = WordFeatures(self.language, self._grams)
        self.pairs = PairFeatures(self.language)
        self.groups: dict[str, int] = {}
        self.top = [place for place, code in enumerate(rules.codes) if code.parent is None]

    def fit(self, batch: Batch) -> None:
        """Choose the features by the training segments."""
        kinds, held = _held(batch)
        self.words.fit(kinds, held)
        self.grams.fit(kinds, held)
        self.pairs.fit(batch)
        groups = sorted({segment.group or NO_GROUP for segment in batch.segments})
        self.groups = {group: place for place, group in enumerate(groups)}

    def rows(self, batch: Batch, evidence: Evidence) -> csr_matrix:
        """Segments × features."""
        kinds, held = _held(batch)
        blocks = [_normed(held, part.matrix(kinds)) for part in (self.words, self.grams)]
        return hstack([*blocks, self._rest(batch, evidence)]).tocsr()

    def products(self, batch: Batch, evidence: Evidence, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """`rows(…) @ weights` (segments × targets) without building the rows of words and n-grams."""
        kinds, held = _held(batch)
        total = np.zeros((len(batch.segments), weights.shape[1]))
        start = 0
        for part in (self.words, self.grams):
            matrix = part.matrix(kinds)
            share = weights[start : start + matrix.shape[1]]
            total += _scale(held, matrix)[:, None] * (held @ (matrix @ share))
            start += matrix.shape[1]
        total += self._rest(batch, evidence) @ weights[start:]
        return total

    def by_token(self, batch: Batch, weights: NDArray[np.float64]) -> NDArray[np.float32]:
        """What each token's lemma adds to each target (tokens × targets); small words and marks add nothing."""
        kinds, place = np.unique(batch.tokens.types, return_inverse=True)
        flags = self.language.flags()[kinds]
        telling = ((flags & WORD) > 0) & ((flags & STOP) == 0)
        added = self.words.matrix(kinds) @ weights[: len(self.words.columns)] * telling[:, None]
        result: NDArray[np.float32] = added.astype(np.float32)[place]
        return result

    def _rest(self, batch: Batch, evidence: Evidence) -> csr_matrix:
        parts = [self.pairs.rows(batch), csr_matrix(self._dense(batch.segments, evidence))]
        if self.encoder is not None:
            parts.append(csr_matrix(self.encoder.encode([segment.text for segment in batch.segments])))
        return hstack(parts).tocsr()

    def _dense(self, segments: Sequence[Segment], evidence: Evidence) -> NDArray[np.float32]:
        groups = np.zeros((len(segments), len(self.groups)), np.float32)
        for row, segment in enumerate(segments):
            place = self.groups.get(segment.group or NO_GROUP)
            if place is not None:
                groups[row, place] = 1.0
        top = self.top
        likely = np.log(np.clip(evidence.scores[:, top], 1e-4, 1 - 1e-4))
        likely -= np.log1p(-np.clip(evidence.scores[:, top], 1e-4, 1 - 1e-4))
        parts = [np.log1p(evidence.cues[:, top]), evidence.likeness[:, top] / 3, evidence.beside[:, top]]
        return np.hstack([*parts, likely / 3, evidence.asked[:, top], groups]).astype(np.float32)

    def _lemmas(self, word: str, flag: int) -> Sequence[str]:
        if not flag & WORD:
            return ()
        lemma, parts = self.language.lemmatizer.analysis(word)
        return tuple(dict.fromkeys((lemma, *parts)))

    def _grams(self, word: str, flag: int) -> Sequence[str]:
        if not flag & WORD or flag & STOP:
            return ()
        return grams(self.language.lemmatizer.standard(word))


def _held(batch: Batch) -> tuple[NDArray[np.int32], csr_matrix]:
    kinds, place = np.unique(batch.tokens.types, return_inverse=True)
    return kinds, held_kinds(batch.tokens, place, len(kinds))


def _scale(held: csr_matrix, matrix: csr_matrix) -> NDArray[np.float64]:
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    lengths = held @ squares
    scale: NDArray[np.float64] = 1.0 / np.sqrt(np.where(lengths > 0, lengths, 1.0))
    return scale


def _normed(held: csr_matrix, matrix: csr_matrix) -> csr_matrix:
    rows: csr_matrix = (diags(_scale(held, matrix)) @ (held @ matrix)).tocsr()
    return rows


def _table(rows: Iterable[Sequence[int]], width: int) -> csr_matrix:
    listed = list(rows)
    indices = np.asarray([column for row in listed for column in row], np.int32)
    ends = np.concatenate([[0], np.cumsum([len(row) for row in listed], dtype=np.int64)])
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), (len(listed), width))
