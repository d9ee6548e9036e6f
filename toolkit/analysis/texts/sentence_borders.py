"""Where the sentences of many texts go, as `sentences` cuts them, asking the tokeniser once for each word with a mark.

What stands between blanks is cut into tokens by itself. So whether a sentence ends with such a piece is decided by the
piece and the letter that follows; only a text in which brackets or loose marks follow is read closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.sentences import sentence_starts, sentences
from toolkit.domain.texts.text import trimmed

Place = tuple[int, int]
MOST = 200_000  # pieces remembered
_MARKED = re.compile(r"[.?!…]\S*")
# Remarks of a few plain words in brackets belong to the sentence before; longer ones are left to the tokeniser.
_NEXT = re.compile(r"(?:\s+(?:\[[^\W\d_]+(?: [^\W\d_]+){0,3}\]|\([^\W\d_]+(?: [^\W\d_]+){0,3}\))(?!\S))*\s*")
_OPENS = re.compile(r"[.?!…].*[\[(]", re.DOTALL)
_LOOSE = frozenset(".?!…[(")


class Borders:
    """Finds the sentences of texts of one language; remembers what it has asked."""

    def __init__(self, language: Language) -> None:
        self.language = language
        # of each piece where sentences begin within it, and whether one begins after it; None: perhaps
        self._known: dict[str, tuple[list[int], bool | None]] = {}

    def of(self, texts: Sequence[str]) -> list[list[Place]]:
        """Start and end of each sentence of each text, in code points, without the white space between them."""
        marked = [list(_marked(text)) for text in texts]
        self._learn({piece for each in marked for _, piece in each})
        begins = [self._begins(text, each) for text, each in zip(texts, marked, strict=True)]
        unclear = [at for at, each in enumerate(begins) if each is None]
        close = dict(zip(unclear, sentences([texts[at] for at in unclear], self.language), strict=True))
        return [close[at] if each is None else list(_trimmed(texts[at], each)) for at, each in enumerate(begins)]

    def _begins(self, text: str, marked: Iterable[tuple[int, str]]) -> list[int] | None:
        """Where sentences begin; None where that takes a closer look."""
        found = [0]
        for base, piece in marked:
            inside, ends = self._known[piece]
            found += [base + at for at in inside]
            if ends is None:
                return None
            end = base + len(piece)
            if ends and (after := _after(text, end)) < len(text):
                # After a line's end even a closing mark stands glued: the white space is a token of its own.
                if not text[after].isalnum() and (text[after] in _LOOSE or text[end:after] != " "):
                    return None
                if not text[after].islower():
                    found.append(after)
        return found

    def _learn(self, pieces: set[str]) -> None:
        """Ask where sentences begin in new pieces, and whether one begins after them."""
        if len(self._known) + len(pieces) > MOST:
            self._known.clear()
        new = sorted(pieces - self._known.keys())
        tokens = self.language.read([f"{piece} A" for piece in new])
        firsts = np.flatnonzero(sentence_starts(tokens, self.language))
        rows = np.searchsorted(tokens.bounds, firsts, side="right") - 1
        found: dict[str, list[int]] = {piece: [] for piece in new}
        for row, begin in zip(rows.tolist(), tokens.starts[firsts].tolist(), strict=True):
            found[new[row]].append(begin)
        for piece, begins in found.items():
            ends = None if _OPENS.search(piece) else begins[-1] > len(piece)
            self._known[piece] = [at for at in begins if 0 < at < len(piece)], ends


def _marked(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blanks and has an end mark in it, and where."""
    for match in _MARKED.finditer(text):
        start, end = match.span()
        piece = text[text.rfind(" ", 0, start) + 1 : end].rsplit(None, 1)[-1]
        yield end - len(piece), piece


def _after(text: str, end: int) -> int:
    """Where the next words begin, remarks in brackets left aside."""
    if text[end + 1 : end + 2].isalnum():
        return end + 1
    match = _NEXT.match(text, end)
    return match.end() if match else end


def _trimmed(text: str, begins: Sequence[int]) -> Iterator[Place]:
    for start, end in pairwise([*begins, len(text)]):
        if start and text[end - 1] == " " and not text[end - 2].isspace():  # nearly all; it begins with a word
            yield start, end - 1
        elif span := trimmed(text, start, end):
            yield span.start, span.end
