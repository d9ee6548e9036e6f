"""Where sentences of transcribed speech begin.

A full stop ends no sentence after an abbreviation or a lone hesitation, nor before a small letter; closing
quotation marks and a bracketed remark such as `[skratt]` belong to the sentence before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.texts.language import ABBREVIATION, ASIDE, CLOSE, END, LOWER, OPEN, SHUT, SPACE, Language, Tokens
from toolkit.domain.texts.text import trimmed

LONGEST_ASIDE = 12


def sentence_starts(tokens: Tokens, language: Language) -> NDArray[np.bool_]:
    """For each token whether a sentence begins with it; the first token of each text does."""
    flags = language.bare_flags()[tokens.types]
    starts = np.zeros(len(flags), bool)
    starts[tokens.bounds[:-1][np.diff(tokens.bounds) > 0]] = True
    walk = _Walk(flags.tolist(), tokens.starts.tolist(), tokens.ends.tolist())
    ends = np.flatnonzero(flags & END)
    limits = tokens.bounds[np.searchsorted(tokens.bounds, ends, side="right")]
    for at, limit in zip(ends.tolist(), limits.tolist(), strict=True):
        following = walk.after(at, limit)
        if following < limit and not walk.goes_on(at, following):
            starts[following] = True
    return starts


def sentences(texts: Sequence[str], language: Language) -> list[list[tuple[int, int]]]:
    """Start and end of each sentence of each text, in code points, without the white space between them."""
    tokens = language.read(texts)
    firsts = np.flatnonzero(sentence_starts(tokens, language))
    begins = tokens.starts[firsts].tolist()
    rows = (np.searchsorted(tokens.bounds, firsts, side="right") - 1).tolist()
    found: list[list[int]] = [[] for _ in texts]
    for row, begin in zip(rows, begins, strict=True):
        found[row].append(begin)
    return [_pieces(text, starts) for text, starts in zip(texts, found, strict=True)]


def _pieces(text: str, starts: Sequence[int]) -> list[tuple[int, int]]:
    spans = (trimmed(text, start, end) for start, end in pairwise([*starts, len(text)]))
    return [(span.start, span.end) for span in spans if span is not None]


def asides(tokens: Tokens, language: Language) -> NDArray[np.bool_]:
    """For each token whether it stands in a bracketed remark of the transcriber (`[skratt]`, `(ohörbart)`)."""
    flags = language.bare_flags()[tokens.types]
    inside = np.zeros(len(flags), bool)
    opens = np.flatnonzero(flags & OPEN)
    limits = tokens.bounds[np.searchsorted(tokens.bounds, opens, side="right")]
    for at, limit in zip(opens.tolist(), limits.tolist(), strict=True):
        window = flags[at : min(limit, at + LONGEST_ASIDE)]
        shut = np.flatnonzero(window & SHUT)
        if len(shut) and (window[: shut[0]] & ASIDE).any():
            inside[at : at + shut[0] + 1] = True
    return inside


class _Walk:
    """Steps over what still belongs to a sentence after its end mark."""

    def __init__(self, flags: list[int], starts: list[int], ends: list[int]) -> None:
        self.flags, self.starts, self.ends = flags, starts, ends

    def after(self, at: int, limit: int) -> int:
        """The first token after the end mark at `at`, its closing marks and bracketed remarks."""
        place = at + 1
        while place < limit:
            flag = self.flags[place]
            glued = self.starts[place] == self.ends[place - 1]
            if flag & (END | SPACE) or (flag & CLOSE and glued):
                place += 1
            elif flag & OPEN:
                place = self._shut(place, limit)
            else:
                break
        return place

    def _shut(self, place: int, limit: int) -> int:
        for later in range(place, min(limit, place + LONGEST_ASIDE)):
            if self.flags[later] & SHUT:
                return later + 1
        return place + 1

    def goes_on(self, at: int, following: int) -> bool:
        """Whether the sentence goes on: a small letter follows, or an abbreviation stood before the mark."""
        if self.flags[following] & LOWER:
            return True
        return at > 0 and bool(self.flags[at - 1] & ABBREVIATION) and self.starts[at] == self.ends[at - 1]
