"""How like a passage is to what the scheme writes of each code: its definition, what belongs, its examples.

Words count by lemma, parts of compounds and words of nearly the same letters count in part. Weights come from the
scheme alone (a word that many codes use weighs little), so the likeness of a passage does not depend on which other
passages exist.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from toolkit.analysis.texts.language import STOP, WORD, Language, Tokens
from toolkit.domain.codings.schemes import Code, Scheme

PART = 0.7  # what a part of a compound counts beside the whole word
NEAR = 0.6  # cosine of character n-grams from which two words count as akin
GRAMS = (3, 4, 5)
UNDER = 0.5  # what the words of a code count for the code above it
AT_ONCE = 4_000  # new words whose kin are sought at a time: 150,000 at once took 450 MB
SHORTEST = 4  # letters: shorter words are akin only to themselves


@dataclass(frozen=True, slots=True)
class Reading:
    """Likeness 0–1 of texts to codes (`scores`: texts × codes), and what each word adds (`by_kind`: words × codes).

    `kind` gives the row in `by_kind` of each token; the tokens of text i stand from `bounds[i]` up to `bounds[i + 1]`.
    """

    scores: NDArray[np.float32]
    by_kind: NDArray[np.float32]
    kind: NDArray[np.int64]
    bounds: NDArray[np.int64]

    def words(self, row: int, code: int, *, most: int) -> list[int]:
        """The places of the tokens that speak most for a code in one text, weightiest first, each word once."""
        start, end = int(self.bounds[row]), int(self.bounds[row + 1])
        kinds = self.kind[start:end]
        weights = self.by_kind[kinds, code]
        first: dict[int, int] = {}
        for at in np.flatnonzero(weights > 0).tolist():
            first.setdefault(int(kinds[at]), at)
        best = sorted(first.values(), key=lambda at: (-weights[at], at))[:most]
        return [start + at for at in best]


class Likeness:
    """Compares passages with the written descriptions of a scheme's codes in one language."""

    def __init__(self, scheme: Scheme, language: Language) -> None:
        self.language = language
        self.codes: tuple[Code, ...] = tuple(scheme.active())
        profiles = _profiles(self.codes, language)
        spread = Counter(lemma for profile in profiles for lemma in profile)
        self._columns = {lemma: place for place, lemma in enumerate(sorted(spread))}
        weights = {lemma: math.log(1 + len(profiles) / count) for lemma, count in spread.items()}
        self._unseen = math.log(1 + len(profiles))
        self._profiles = _matrix(profiles, self._columns, weights)
        self._weights = np.asarray([weights[lemma] for lemma in sorted(spread)], np.float32)
        self._grams = _GramIndex(list(self._columns))
        self._kin: dict[int, tuple[tuple[int, float], ...]] = {}

    def read(self, tokens: Tokens) -> Reading:
        """How like each of the texts is to each code, and which words say so."""
        kinds, place = tokens.kinds()
        self._learn(kinds)
        held = held_kinds(tokens, place, len(kinds))
        kin = self._kin_matrix(kinds)
        matched = (held @ kin).tocsr()
        np.minimum(matched.data, 1.0, out=matched.data)
        flags = self.language.flags()[kinds]
        content = held @ (((flags & WORD) > 0) & ((flags & STOP) == 0)).astype(np.float32)
        norm = np.sqrt(np.maximum(content, 1.0)) * self._unseen
        described = csr_matrix(self._profiles.multiply(self._weights[None, :]).T)
        scores = np.asarray((matched @ described).todense(), np.float32) / norm[:, None]
        by_kind = np.asarray((kin @ described).todense(), np.float32)
        return Reading(scores.astype(np.float32), by_kind, place, tokens.bounds)

    def _kin_matrix(self, kinds: NDArray[np.int32]) -> csr_matrix:
        kin = [self._kin[kind] for kind in kinds.tolist()]
        columns = [column for pairs in kin for column, _ in pairs]
        shares = [share for pairs in kin for _, share in pairs]
        ends = np.concatenate([[0], np.cumsum([len(pairs) for pairs in kin])])
        return csr_matrix((np.asarray(shares, np.float32), columns, ends), (len(kin), len(self._columns)))

    def _learn(self, kinds: NDArray[np.int32]) -> None:
        """Find, for each word type not met before, the described words that it is or is akin to."""
        new = [kind for kind in kinds.tolist() if kind not in self._kin]
        for first in range(0, len(new), AT_ONCE):
            self._learn_some(new[first : first + AT_ONCE])

    def _learn_some(self, new: Sequence[int]) -> None:
        flags = self.language.flags()[new].tolist()
        analyses = [self.language.lemmatizer.analysis(self.language.types[kind]) for kind in new]
        strange = [
            lemma if lemma not in self._columns and flag & WORD and not flag & STOP else ""
            for (lemma, _), flag in zip(analyses, flags, strict=True)
        ]
        akin = self._grams.akin(strange)
        for kind, (lemma, parts), near, flag in zip(new, analyses, akin, flags, strict=True):
            if flag & STOP or not flag & WORD:
                self._kin[kind] = ()
                continue
            exact = {self._columns[lemma]: 1.0} if lemma in self._columns else {}
            partial = {self._columns[part]: PART for part in parts if part in self._columns}
            self._kin[kind] = tuple(sorted({**dict(near), **partial, **exact}.items()))


def _profiles(codes: Sequence[Code], language: Language) -> list[dict[str, float]]:
    """For each code the lemmas of all that is written of it, with counts dampened; those of codes below count half."""
    own = {
        code.path: Counter(lemma for text in _texts(code, language.code) for lemma in language.content(text))
        for code in codes
    }
    profiles = []
    for code in codes:
        counts = {lemma: float(count) for lemma, count in own[code.path].items()}
        for other in codes:
            if other.parent == code.path:
                for lemma, count in own[other.path].items():
                    counts[lemma] = counts.get(lemma, 0.0) + UNDER * count
        profiles.append({lemma: math.sqrt(count) for lemma, count in counts.items()})
    return profiles


def _texts(code: Code, language: str) -> list[str]:
    texts = [code.title.get(language, ""), code.definition.get(language, "")]
    return [text for text in [*texts, *code.includes.get(language, ()), *code.examples.get(language, ())] if text]


def _matrix(
    profiles: Sequence[Mapping[str, float]], columns: Mapping[str, int], weights: Mapping[str, float]
) -> csr_matrix:
    table = np.zeros((len(profiles), len(columns)), np.float32)
    for row, profile in enumerate(profiles):
        for lemma, count in profile.items():
            table[row, columns[lemma]] = count * weights[lemma]
    norms = np.sqrt((table**2).sum(axis=1, keepdims=True))
    return csr_matrix(table / np.where(norms == 0, 1.0, norms))


def held_kinds(tokens: Tokens, place: NDArray[np.int64], kinds: int) -> csr_matrix:
    """Texts × word kinds, 1 where the text holds the word; `place` is the kind of each token."""
    held = csr_matrix((np.ones(len(place), np.float32), place, tokens.bounds), (len(tokens), kinds))
    held.sum_duplicates()
    held.data[:] = 1.0
    return held


def grams(word: str) -> list[str]:
    """The different character 3–5-grams of a word with a blank at each end."""
    padded = f" {word} "
    return list(dict.fromkeys([padded[at : at + size] for size in GRAMS for at in range(len(padded) - size + 1)]))


class _GramIndex:
    """Described words by their character n-grams, to find the words akin to a new one."""

    def __init__(self, words: Sequence[str]) -> None:
        self.columns: dict[str, int] = {}
        table = [
            [self.columns.setdefault(gram, len(self.columns)) for gram in grams(word)] if len(word) >= SHORTEST else []
            for word in words
        ]
        self.matrix = _binary(table, len(self.columns)).T.tocsr()
        self.sizes = np.sqrt(np.maximum([len(row) for row in table], 1))

    def akin(self, words: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each word the described words akin to it with their cosine; none for an empty one."""
        columns = self.columns
        different = [grams(word) if len(word) >= SHORTEST else [] for word in words]
        known = [[columns[gram] for gram in found if gram in columns] for found in different]
        shared = (_binary(known, len(self.columns)) @ self.matrix).tocsr()
        sizes = np.sqrt(np.maximum([len(found) for found in different], 1))
        rows = np.repeat(np.arange(len(words)), np.diff(shared.indptr))
        cosine = shared.data / (sizes[rows] * self.sizes[shared.indices])
        result: list[list[tuple[int, float]]] = [[] for _ in words]
        for at in np.flatnonzero(cosine >= NEAR).tolist():
            result[rows[at]].append((int(shared.indices[at]), float(cosine[at])))
        return result


def _binary(rows: Sequence[Sequence[int]], width: int) -> csr_matrix:
    indices = np.asarray([column for row in rows for column in row], np.int32)
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
    return csr_matrix((np.ones(len(indices), np.float32), indices, ends), (len(rows), width))
