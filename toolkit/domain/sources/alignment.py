"""Two readings of nearly the same text: where words of the one stand in the other, and the edits between them.

Runs of words that each text has once tie the two together (as in patience diff); between them like words are paired.
It takes time in proportion to the texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from toolkit.domain.sources.revisions import Edit
from toolkit.domain.texts.text import Span, find_quote

RUN = 4  # words
NEAR = 400  # code points between where words should stand and where they do
SHARE = 0.6  # of the words that must have a partner when some were edited
PAIRS = 250_000  # pairs of words and marks that are compared one by one between two runs; more are one edit
_TOKEN = re.compile(r"\w+")
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand in the other text; `edited` when they are not the same there."""

    span: Span
    edited: bool = False


class Alignment:
    """The texts `one` and `other` put side by side; `share` is how much of `one` has a partner, 0–1."""

    def __init__(self, one: str, other: str) -> None:
        self._one, self._other = one, other
        self._here, here = _tokens(one)
        self._there, there = _tokens(other)
        self._partner = _paired(here, there)
        self.share = sum(each is not None for each in self._partner) / max(1, len(self._partner))

    def place(self, span: Span) -> Place | None:
        """Where the words at this span of `one` stand in `other`; None when that cannot be told."""
        near = self._expected(span.start)
        exact = find_quote(self._other, span.of(self._one), near=near)
        if exact is not None and abs(exact.start - near) <= NEAR:
            return Place(exact)
        edited = self._edited(span)
        return Place(edited, edited=True) if edited else None

    def _expected(self, position: int) -> int:
        """About where a position of `one` stands in `other`: as far from the last pair before it."""
        at = bisect_right(self._here, position, key=lambda token: token.start) - 1
        while at >= 0 and self._partner[at] is None:
            at -= 1
        partner = self._partner[at] if at >= 0 else None
        return position if partner is None else self._there[partner].start + position - self._here[at].start

    def _edited(self, span: Span) -> Span | None:
        first = bisect_left(self._here, span.start, key=lambda token: token.end)
        last = bisect_left(self._here, span.end, key=lambda token: token.start)
        inside = [(at, partner) for at in range(first, last) if (partner := self._partner[at]) is not None]
        if not inside or len(inside) < SHARE * (last - first):
            return None
        begin = inside[0][1] - (inside[0][0] - first)
        end = inside[-1][1] + (last - 1 - inside[-1][0])
        begin = max(begin, self._after(first))
        end = min(end, self._before(last), len(self._there) - 1)
        return Span(self._there[begin].start, self._there[end].end) if 0 <= begin <= end else None

    def _after(self, at: int) -> int:
        """The first token of `other` that may belong to what begins with token `at` of `one`."""
        partner = self._partner[at - 1] if at > 0 else None
        return 0 if partner is None else partner + 1

    def _before(self, at: int) -> int:
        partner = self._partner[at] if at < len(self._partner) else None
        return len(self._there) if partner is None else partner - 1


def _tokens(text: str) -> tuple[list[Span], list[str]]:
    found = [(Span(*match.span()), match.group().casefold()) for match in _TOKEN.finditer(text)]
    return [span for span, _ in found], [word for _, word in found]


def _paired(one: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """For each word of `one` its partner's index in `other`, in growing order."""
    partner: list[int | None] = [None] * len(one)
    for here, there in _ties(one, other):
        for step in range(RUN):
            partner[here + step] = there + step
    _grow(partner, one, other)
    return partner


def _ties(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Runs that stand once in each text, in the longest order that both share."""
    once = _once(other)
    both = sorted((at, once[run]) for run, at in _once(one).items() if run in once)
    return _growing(both)


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - RUN + 1):
        run = tuple(words[at : at + RUN])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _growing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs whose second numbers grow (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        pile = bisect_left(tops, there)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [there]
        piles[pile : pile + 1] = [index]
    found, at = [], piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _grow(partner: list[int | None], one: Sequence[str], other: Sequence[str]) -> None:
    """Pair like words next to pairs, onward and then backward, never across another pair."""
    taken = {each for each in partner if each is not None}
    for step, order in ((1, range(1, len(one))), (-1, range(len(one) - 2, -1, -1))):
        for at in order:
            beside = partner[at - step]
            if partner[at] is not None or beside is None:
                continue
            candidate = beside + step
            free = 0 <= candidate < len(other) and candidate not in taken
            if free and one[at] == other[candidate]:
                partner[at] = candidate
                taken.add(candidate)


def edits(one: str, other: str) -> tuple[Edit, ...]:
    """The edits that make `other` of `one`, word by word."""
    here, mine = _tokens(one)
    there, theirs = _tokens(other)
    pairs = [(here[at], there[to]) for at, to in enumerate(_paired(mine, theirs)) if to is not None]
    found: list[Edit] = []
    x = y = 0
    for left, right in pairs:
        found += _between((one, x, left.start), (other, y, right.start))
        if left.of(one) != right.of(other):  # another case
            found.append(Edit.at(left, right.of(other)))
        x, y = left.end, right.end
    return (*found, *_between((one, x, len(one)), (other, y, len(other))))


def _between(old: tuple[str, int, int], new: tuple[str, int, int]) -> list[Edit]:
    """The edits between two stretches, each a text with start and end."""
    (one, x, x_end), (other, y, y_end) = old, new
    if one[x:x_end] == other[y:y_end]:
        return []
    here, there = _PIECE.findall(one[x:x_end]), _PIECE.findall(other[y:y_end])
    if len(here) * len(there) > PAIRS:
        return [Edit(x, x_end, other[y:y_end])]
    starts = _starts(here, x)
    changes = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return [
        Edit(starts[first], starts[last], "".join(there[begin:end]))
        for tag, first, last, begin, end in changes
        if tag != "equal"
    ]


def _starts(pieces: Sequence[str], at: int) -> list[int]:
    return list(accumulate(map(len, pieces), initial=at))
