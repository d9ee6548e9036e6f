"""The turns in which a quote may stand, most likely first: by its rarest words, however many interviews there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toolkit.analysis.searching.word_index import read
from toolkit.analysis.searching.word_shelf import Ints, Shelf

RAREST = 10
"""Words of a quote that turns are found by: its rarest tell turns apart, and one changed letter spoils one of them."""
FEWEST, PLACES = 4, 20_000
"""So many words at least, and others as long as all of them stand at no more places than this: it bounds the work."""
MOST = 6
LIKELY = 0.3
"""The share of what the words tell that a turn must hold to be looked at."""


@dataclass(frozen=True)
class QuotePlaces:
    """All words of a shelf in order of word, so that the places of each are found at once."""

    shelf: Shelf

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.shelf.ids, kind="stable").astype(np.int32)

    @cached_property
    def _bounds(self) -> Ints:
        counts = np.bincount(self.shelf.ids, minlength=len(self.shelf.vocabulary))
        return np.concatenate([[0], np.cumsum(counts)])

    def likely(self, quote: str, *, most: int = MOST) -> list[int]:
        """The numbers of the turns that hold most of what the quote's words tell, the likeliest first."""
        known = self._known(quote)
        if not known:
            return []
        own = [self._turns(word) for word, _ in known]
        weights = np.repeat([weight for _, weight in known], [len(each) for each in own])
        turns, at = np.unique(np.concatenate(own), return_inverse=True)
        told = np.bincount(at, weights)
        order = np.argsort(-told, kind="stable")[:most]
        least = LIKELY * sum(weight for _, weight in known)
        return [int(turns[one]) for one in order if told[one] >= least]

    def _known(self, quote: str) -> Sequence[tuple[int, float]]:
        """The rarest words of the quote that anybody says, and how much each tells; few of words said everywhere."""
        numbers = {self.shelf.numbers[word] for word in read(quote).vocabulary if word in self.shelf.numbers}
        rarest = sorted(numbers, key=lambda word: (self._count(word), word))[:RAREST]
        kept: list[tuple[int, float]] = []
        total, seen = len(self.shelf.ids), 0
        for word in rarest:
            seen += self._count(word)
            if len(kept) >= FEWEST and seen > PLACES:
                break
            kept.append((word, float(np.log1p(total / self._count(word)))))
        return kept

    def _count(self, word: int) -> int:
        return int(self._bounds[word + 1] - self._bounds[word])

    def _turns(self, word: int) -> Ints:
        places = self._order[self._bounds[word] : self._bounds[word + 1]]
        turns = self.shelf.turn[places]  # in order of place: a turn's words stand together
        return turns[np.flatnonzero(np.diff(turns, prepend=-1))]
