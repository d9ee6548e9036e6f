"""Edits to a text, and where spans of it stand afterwards: exact arithmetic, nothing is guessed.

Positions are code points of the text before.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from toolkit.domain.texts.text import Span, trimmed

_JOINER = "\u200d"
_LATER = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080))  # selectors, skin tones, tags
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_WINDOW = 8  # code points on each side in which a letter could be composed with its neighbours


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """From `start` to `end` other words shall stand; with `start == end` words are put in, with "" taken out."""

    start: int
    end: int
    words: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not an edit: {self.start}–{self.end}")

    @classmethod
    def at(cls, span: Span, words: str) -> Edit:
        """The edit that puts `words` in the place of what stands at this span."""
        return cls(span.start, span.end, words)

    @property
    def growth(self) -> int:
        """By how many code points the text grows."""
        return len(self.words) - (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a span stands after the edits; `touched`: its words are others, `widened`: an edit crossed its border."""

    span: Span
    touched: bool = False
    widened: bool = False


def settled(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits as they can be made: in order, apart, composed (NFC), no letter parted from its marks, none idle.

    Edits that touch become one. Raise ValueError when two overlap or one reaches beyond the text.
    """
    asked = sorted((Edit(one.start, one.end, _stored(one.words)) for one in edits), key=lambda e: (e.start, e.end))
    if any(after.start < before.end for before, after in pairwise(asked)) or any(e.end > len(text) for e in asked):
        raise ValueError("edits overlap or reach beyond the text")
    parts = [one for one in asked if text[one.start : one.end] != one.words]
    count = -1
    while count != len(parts):  # closing an edit may bring it to its neighbour
        count = len(parts)
        parts = _apart(text, parts)
    closed = (_closed(text, one) for one in parts)
    return tuple(one for one in closed if text[one.start : one.end] != one.words)


def _stored(words: str) -> str:
    """Words as a text is stored, but for a mark at its beginning, which within a text is a sign like others."""
    return unicodedata.normalize("NFC", re.sub("\r\n?", "\n", words).replace("\x00", "\ufffd"))


def _apart(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """The edits, those that touch once they are closed made one."""
    found: list[Edit] = []
    for one in edits:
        if found and _closed(text, found[-1]).end >= _closed(text, one).start:
            last = found.pop()
            found.append(Edit(last.start, one.end, last.words + text[last.end : one.start] + one.words))
        else:
            found.append(one)
    return found


def _closed(text: str, edit: Edit) -> Edit:
    """The edit, widened until no sign is parted at its borders and no letter there would be composed anew."""
    start, end, words = edit.start, edit.end, edit.words
    while True:
        left, right = text[start - 1 : start] if start else "", text[end : end + 1]
        if _is_one(left, text[start : start + 1]) or _is_one(left, words[:1] or right):
            start, words = start - 1, left + words
        elif right and (_is_one(text[end - 1 : end] if end else "", right) or _is_one(words[-1:] or left, right)):
            end, words = end + 1, words + right
        elif _is_composed(text, start, end, words) or not (left or right):
            return Edit(start, end, unicodedata.normalize("NFC", words))
        else:
            start, end, words = start - len(left), end + len(right), left + words + right


def _is_one(left: str, right: str) -> bool:
    """Whether two neighbours are one sign to the eye: a letter and its mark, the parts of an emoji or flag."""
    if not left or not right:
        return False
    if _JOINER in (left, right) or unicodedata.category(right)[0] == "M":
        return True
    return any(ord(right) in later for later in _LATER) or (ord(left) in _FLAG_LETTERS and ord(right) in _FLAG_LETTERS)


def _is_composed(text: str, start: int, end: int, words: str) -> bool:
    """Whether the new words, composed, leave what stands beside them as it is."""
    before, after = text[max(0, start - _WINDOW) : start], text[end : end + _WINDOW]
    inside = unicodedata.normalize("NFC", words)
    apart = unicodedata.normalize("NFC", before) + inside + unicodedata.normalize("NFC", after)
    return unicodedata.normalize("NFC", before + inside + after) == apart


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text after the (settled) edits."""
    pieces, at = [], 0
    for one in edits:
        pieces += [text[at : one.start], one.words]
        at = one.end
    return "".join((*pieces, text[at:]))


def inverse(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that make `text` of what these (settled) edits made of it."""
    grown = accumulate((one.growth for one in edits), initial=0)
    return tuple(
        Edit(one.start + by, one.start + by + len(one.words), text[one.start : one.end])
        for one, by in zip(edits, grown, strict=False)
    )


class Moves:
    """Where spans of a text stand after (settled) edits. A span is found in the logarithm of their number."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        if any(after.start < before.end for before, after in pairwise(edits)):
            raise ValueError("edits overlap or are out of order")
        self._edits = edits
        self._starts = [one.start for one in edits]
        self._ends = [one.end for one in edits]
        self._grown = list(accumulate((one.growth for one in edits), initial=0))

    def place(self, span: Span, *, growing: bool = False) -> Placed | None:
        """Where the words of a span stand; None when nothing is left of them.

        Before and after an edit a span shifts; an edit within it changes its length; one that crosses its border or
        covers it widens it to the whole of the new words. What is put in right at its border belongs to a `growing`
        span and stays outside of others.
        """
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        if growing:
            first -= first > 0 and self._starts[first - 1] == span.start
            last += last < len(self._starts) and self._ends[last] == span.end
        if first >= last:
            by = self._grown[first]
            return Placed(Span(span.start + by, span.end + by))
        head, tail = self._edits[first], self._edits[last - 1]
        start = min(span.start, head.start) + self._grown[first]
        end = max(span.end, tail.end) + self._grown[last]
        crossed = head.start < span.start or tail.end > span.end or (head.start, head.end) == (span.start, span.end)
        return Placed(Span(start, end), touched=True, widened=crossed) if start < end else None

    def landed(self, span: Span, text: str) -> Placed | None:
        """As `place`, in the new `text`: a touched span loses white space at its edges; None when only that is left."""
        found = self.place(span)
        if found is None or not found.touched:
            return found
        kept = trimmed(text, found.span.start, found.span.end)
        return None if kept is None else Placed(kept, found.touched, found.widened)
