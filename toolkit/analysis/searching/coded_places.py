"""Codings as rows of numbers beside a shelf of words: which of many places have words that are coded so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.analysis.searching.word_shelf import FAR, Flags, Ints, Shelf

Row = tuple[int, int, int, str, str]  # source id, start, end, code, coder


@dataclass(frozen=True, slots=True)
class CodedPlaces:
    """All codings in order of place; `code` and `coder` are numbers in `codes` and `coders`."""

    begin: Ints
    end: Ints
    code: Ints
    coder: Ints
    codes: Sequence[str]
    coders: Sequence[str]

    def touch(self, places: tuple[Ints, Ints], code: Callable[[str], bool] | None = None, coder: str = "") -> Flags:
        """Whether each of these places shares words with a coding of such a code, of this coder when one is named."""
        chosen = np.ones(len(self.begin), bool)
        if code is not None:
            chosen &= np.array([code(one) for one in self.codes], bool)[self.code]
        if coder:
            chosen &= np.array([one == coder for one in self.coders], bool)[self.coder]
        begin, reach = self.begin[chosen], np.maximum.accumulate(self.end[chosen])
        before = np.searchsorted(begin, places[1])
        reached = np.concatenate([[-1], reach])[before]
        touched: Flags = reached > places[0]
        return touched


def coded_places(shelf: Shelf, rows: Iterable[Row]) -> CodedPlaces:
    """The codings of the shelf's sources."""
    numbers = {key: number for number, key in enumerate(shelf.sources)}
    codes: dict[str, int] = {}
    coders: dict[str, int] = {}
    found = sorted(
        (
            (numbers[key] << FAR) + start,
            (numbers[key] << FAR) + end,
            codes.setdefault(code, len(codes)),
            coders.setdefault(coder, len(coders)),
        )
        for key, start, end, code, coder in rows
        if key in numbers
    )
    begin, end, code, coder = np.array(found, np.int64).reshape(-1, 4).T.copy()
    return CodedPlaces(begin, end, code, coder, list(codes), list(coders))
