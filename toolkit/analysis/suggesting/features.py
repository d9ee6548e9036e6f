"""Segments as numbers for learning: words, pairs of words, character n-grams, rule scores, what was asked, who speaks.

A feature of words is kept per word type; a segment is the sum over its different words, divided by the root of the
sum of their squared lengths. So a linear model over 100,000 segments costs one number per word type and one sum per
segment. Features are known by the hash of their name, not by the name: what is kept of them holds nobody's words.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack

from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.likeness import grams, held_kinds
from toolkit.analysis.suggesting.rules import Evidence, Rules
from toolkit.analysis.texts.language import FILLER, STOP, WORD, Language
from toolkit.analysis.texts.segmenting import Batch
from toolkit.domain.codings.segments import Segment

LEAST_SPREAD = 2  # segments that must hold a feature for it to be kept
NO_GROUP = "–"
SALT = 16  # bytes
REMEMBERED = 200_000  # names whose hash is remembered
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two lemmas change places in a pair unseen

Arrays = Mapping[str, NDArray[np.generic]]


class Hashes:
    """The hashes of features' names under a salt drawn for each learning, so that no list of hashes fits two."""

    def __init__(self, salt: bytes) -> None:
        self.salt = salt
        self._known: dict[str, int] = {}

    def of(self, name: str) -> int:
        """The hash of a name."""
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            digest = hashlib.blake2b(name.encode(), digest_size=8, key=self.salt).digest()
            found = self._known[name] = int.from_bytes(digest, "little")
        return found

    def each(self, names: Iterable[str]) -> NDArray[np.uint64]:
        """The hashes of names in a row."""
        return np.asarray([self.of(name) for name in names], np.uint64)


class WordFeatures:
    """Features of single words: `names` gives those of a word type, `fit` keeps and weighs the ones that recur.

    `columns` has the place of each by its hash.
    """

    def __init__(self, language: Language, hashes: Hashes, names: Callable[[str, int], Sequence[str]]) -> None:
        self.language = language
        self._hashes = hashes
        self._names = names
        self.columns: dict[int, int] = {}
        self._rarity = np.zeros(0, np.float32)
        self._known: dict[int, tuple[int, ...]] = {}

    def fit(self, kinds: NDArray[np.int32], held: csr_matrix) -> None:
        """Choose and weigh the features of these word types, given which segment holds which type."""
        flags = self.language.flags()
        named = [self._names(self.language.types[kind], int(flags[kind])) for kind in kinds.tolist()]
        every = {name: place for place, name in enumerate(sorted({name for names in named for name in names}))}
        table = _table([[every[name] for name in names] for names in named], len(every))
        spread = np.bincount((held @ table).tocsr().indices, minlength=len(every))
        kept = [name for name, place in every.items() if spread[place] >= LEAST_SPREAD]
        self.columns = {self._hashes.of(name): place for place, name in enumerate(kept)}
        counts = np.asarray([spread[every[name]] for name in kept], np.float32)
        self._rarity = (np.log((1 + held.shape[0]) / (1 + counts)) + 1).astype(np.float32)

    def arrays(self) -> Arrays:
        """What `fit` chose, without a word."""
        return {"hashes": np.asarray(list(self.columns), np.uint64), "rarity": self._rarity}

    def take(self, arrays: Arrays) -> None:
        """Put what another one chose, under the same salt, in the place of `fit`."""
        self.columns = {mark: place for place, mark in enumerate(arrays["hashes"].tolist())}
        self._rarity = np.asarray(arrays["rarity"], np.float32)

    def matrix(self, kinds: NDArray[np.int32]) -> csr_matrix:
        """Word types × features, weighted by rarity."""
        flags = self.language.flags()
        table = _table([self._places(kind, int(flags[kind])) for kind in kinds.tolist()], len(self.columns))
        table.data = self._rarity[table.indices]
        return table

    def _places(self, kind: int, flag: int) -> tuple[int, ...]:
        """The columns of a word type's features."""
        if (found := self._known.get(kind)) is None:
            columns = self.columns
            marks = map(self._hashes.of, self._names(self.language.types[kind], flag))
            found = self._known[kind] = tuple(columns[one] for one in marks if one in columns)
        return found


class PairFeatures:
    """Pairs of neighbouring lemmas, fillers left out; those that recur."""

    def __init__(self, language: Language, hashes: Hashes) -> None:
        self.language = language
        self._hashes = hashes
        self._lemmas = np.zeros(0, np.uint64)  # the hash of each lemma of the language, by its place
        self._keys = np.zeros(0, np.uint64)
        self._columns = np.zeros(0, np.int64)

    def fit(self, batch: Batch) -> None:
        """Choose the pairs that at least two segments hold, in alphabetic order."""
        left, right, rows = self._pairs(batch)
        both = np.unique(np.stack([left << 32 | right, rows]), axis=1)
        found, counts = np.unique(both[0], return_counts=True)
        found = found[counts >= LEAST_SPREAD]
        names = [self._name(int(key)) for key in found]
        columns = np.argsort(np.argsort(names, kind="stable"), kind="stable") if names else self._columns[:0]
        keys = self._hashed(found >> 32, found & 0xFFFFFFFF)
        order = np.argsort(keys)
        self._keys, self._columns = keys[order], columns[order]

    def arrays(self) -> Arrays:
        """What `fit` chose, without a word."""
        return {"keys": self._keys, "columns": self._columns}

    def take(self, arrays: Arrays) -> None:
        """Put what another one chose, under the same salt, in the place of `fit`."""
        self._keys = np.asarray(arrays["keys"], np.uint64)
        self._columns = np.asarray(arrays["columns"], np.int64)

    def rows(self, batch: Batch) -> csr_matrix:
        """Segments × pairs, each row of length 1."""
        shape = (len(batch.segments), len(self._keys))
        if not shape[1]:
            return csr_matrix(np.zeros(shape, np.float32))
        left, right, rows = self._pairs(batch)
        keys = self._hashed(left, right)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[places] == keys
        held = csr_matrix((np.ones(int(known.sum()), np.float32), (rows[known], self._columns[places[known]])), shape)
        held.sum_duplicates()
        held.data[:] = 1.0
        sizes = np.maximum(np.diff(held.indptr), 1)
        return (diags(1.0 / np.sqrt(sizes)) @ held).tocsr()

    def _pairs(self, batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The two lemmas of each pair, and its row."""
        tokens = batch.tokens
        flags = self.language.flags()[tokens.types]
        kept = np.flatnonzero(((flags & WORD) > 0) & ((flags & FILLER) == 0))
        lemmas = self.language.lemma_ids()[tokens.types[kept]].astype(np.int64)
        rows = tokens.rows()[kept].astype(np.int64)
        same = rows[1:] == rows[:-1]
        return lemmas[:-1][same], lemmas[1:][same], rows[:-1][same]

    def _hashed(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.uint64]:
        new = self._hashes.each(self.language.lemmas[len(self._lemmas) :])
        self._lemmas = np.concatenate([self._lemmas, new])
        keys: NDArray[np.uint64] = self._lemmas[left] * _MIX + self._lemmas[right]
        return keys

    def _name(self, key: int) -> str:
        return f"{self.language.lemmas[key >> 32]} {self.language.lemmas[key & 0xFFFFFFFF]}"


class FeatureRows:
    """Segments × features, made as they are asked for: all at once are some 25 kB for each segment."""

    def __init__(self, held: csr_matrix, matrices: Sequence[csr_matrix], rest: csr_matrix) -> None:
        self.shape = (held.shape[0], sum(matrix.shape[1] for matrix in matrices) + rest.shape[1])
        self._held, self._matrices, self._rest = held, matrices, rest
        self._scales = [_scale(held, matrix) for matrix in matrices]

    def __getitem__(self, chosen: slice | NDArray[np.int64]) -> csr_matrix:
        """These rows."""
        held = self._held[chosen]
        pairs = zip(self._scales, self._matrices, strict=True)
        blocks = [(diags(scale[chosen]) @ (held @ matrix)).tocsr() for scale, matrix in pairs]
        rows: csr_matrix = hstack([*blocks, self._rest[chosen]]).tocsr()
        return rows


class Features:
    """All features of segments; `fit` once on the training segments, then `rows` for any."""

    def __init__(self, rules: Rules, encoder: Encoder | None = None, *, salt: bytes = b"") -> None:
        self.language = rules.index.language
        self.encoder = encoder
        self._hashes = Hashes(salt or secrets.token_bytes(SALT))
        self.words = WordFeatures(self.language, self._hashes, self._lemmas)
        self.grams = WordFeatures(self.language, self._hashes, self._grams)
        self.pairs = PairFeatures(self.language, self._hashes)
        self.groups: dict[int, int] = {}
        self.top = [place for place, code in enumerate(rules.codes) if code.parent is None]

    def fit(self, batch: Batch) -> None:
        """Choose the features by the training segments."""
        kinds, held = _held(batch)
        self.words.fit(kinds, held)
        self.grams.fit(kinds, held)
        self.pairs.fit(batch)
        groups = sorted({segment.group or NO_GROUP for segment in batch.segments})
        self.groups = {self._hashes.of(group): place for place, group in enumerate(groups)}

    def arrays(self) -> Arrays:
        """What `fit` chose as plain arrays, without a word."""
        found: dict[str, NDArray[np.generic]] = {
            "salt": np.frombuffer(self._hashes.salt, np.uint8),
            "groups": np.asarray(list(self.groups), np.uint64),
        }
        for name, part in self._parts().items():
            found |= {f"{name}.{key}": array for key, array in part.arrays().items()}
        return found

    @classmethod
    def of(cls, rules: Rules, arrays: Arrays, encoder: Encoder | None) -> Features:
        """The features that gave these arrays."""
        made = cls(rules, encoder, salt=arrays["salt"].tobytes())
        made.groups = {mark: place for place, mark in enumerate(arrays["groups"].tolist())}
        for name, part in made._parts().items():
            part.take({key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(name)})
        return made

    def _parts(self) -> dict[str, WordFeatures | PairFeatures]:
        return {"words": self.words, "grams": self.grams, "pairs": self.pairs}

    def rows(self, batch: Batch, evidence: Evidence) -> FeatureRows:
        """Segments × features."""
        kinds, held = _held(batch)
        return FeatureRows(held, [part.matrix(kinds) for part in (self.words, self.grams)], self._rest(batch, evidence))

    def products(self, batch: Batch, evidence: Evidence, weights: NDArray[np.floating]) -> NDArray[np.float64]:
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

    def by_token(self, batch: Batch, weights: NDArray[np.floating]) -> NDArray[np.float32]:
        """What each token's lemma adds to each target (tokens × targets); small words and marks add nothing."""
        kinds, place = batch.tokens.kinds()
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
            place = self.groups.get(self._hashes.of(segment.group or NO_GROUP))
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
    kinds, place = batch.tokens.kinds()
    return kinds, held_kinds(batch.tokens, place, len(kinds))


def _scale(held: csr_matrix, matrix: csr_matrix) -> NDArray[np.float64]:
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    lengths = held @ squares
    scale: NDArray[np.float64] = 1.0 / np.sqrt(np.where(lengths > 0, lengths, 1.0))
    return scale


def _table(rows: Iterable[Sequence[int]], width: int) -> csr_matrix:
    listed = list(rows)
    indices = np.asarray([column for row in listed for column in row], np.int32)
    ends = np.concatenate([[0], np.cumsum([len(row) for row in listed], dtype=np.int64)])
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), (len(listed), width))
