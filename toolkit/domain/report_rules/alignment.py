"""Which drafted paragraph each paragraph of a report stems from: by its mark, else by text and place.

Paragraphs that stand once in both are fixed points; between two of them the others pair off in their order. It takes
time in proportion to the report's length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from toolkit.domain.report_rules.basis import Drafted
from toolkit.domain.report_rules.sentences import tokens, uncounted
from toolkit.domain.reports.written_report import WrittenParagraph

ALIKE = 0.5
_FEW = 300
"""Up to so many paragraphs between two fixed points are compared with each other."""


def aligned(
    written: Sequence[WrittenParagraph], texts: Sequence[str], drafted: Sequence[Drafted]
) -> list[Drafted | None]:
    """For each paragraph (its folded text in `texts`) the drafted one that it stems from, None for a person's own."""
    by_mark = {each.mark: each for each in drafted if each.mark is not None}
    found: list[Drafted | None] = [
        next((by_mark[mark] for mark in each.marks if mark in by_mark), None) for each in written
    ]
    taken = {id(each) for each in found if each is not None}
    free = [at for at, each in enumerate(found) if each is None and texts[at] and not written[at].marks]
    rest = [each for each in drafted if id(each) not in taken and each.text]
    for at, place in _paired([uncounted(texts[at])[0] for at in free], [uncounted(each.text)[0] for each in rest]):
        found[free[at]] = rest[place]
    return found


def _paired(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    fixed = _fixed(left, right)
    pairs = list(fixed)
    edges = [(-1, -1), *fixed, (len(left), len(right))]
    for (a, b), (c, d) in pairwise(edges):
        pairs += _between(left, right, (a + 1, c), (b + 1, d))
    return pairs


def _fixed(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of texts that stand once on each side, as many as keep their order."""
    often_left, often_right = Counter(left), Counter(right)
    places = {text: at for at, text in enumerate(right) if often_right[text] == 1}
    pairs = [(at, places[text]) for at, text in enumerate(left) if often_left[text] == 1 and text in places]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs whose second numbers rise."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        if length == len(ends):
            ends.append(value)
            at_end.append(at)
        else:
            ends[length], at_end[length] = value, at
        before.append(at_end[length - 1] if length else -1)
    found, at = [], at_end[-1] if at_end else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _between(
    left: Sequence[str], right: Sequence[str], span: tuple[int, int], other: tuple[int, int]
) -> list[tuple[int, int]]:
    one, two = range(*span), range(*other)
    if not one or not two:
        return []
    if len(one) == len(two):
        return [pair for pair in zip(one, two, strict=True) if len(one) > 1 or alike(left[pair[0]], right[pair[1]])]
    if max(len(one), len(two)) > _FEW:
        return []
    matcher = SequenceMatcher(None, [left[at] for at in one], [right[at] for at in two], autojunk=False)
    found: list[tuple[int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += zip(one[a:b], two[c:d], strict=True)
        elif tag == "replace":
            found += _nearest(left, right, one[a:b], two[c:d])
    return found


def _nearest(left: Sequence[str], right: Sequence[str], one: range, two: range) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    last = -1
    for at in one:
        rated = [(likeness(left[at], right[place]), -place) for place in two if place > last]
        best = max(rated, default=(0.0, 0))
        if best[0] >= ALIKE:
            last = -best[1]
            found.append((at, last))
    return found


def likeness(one: str, two: str) -> float:
    """How many of the words of two texts are the same (0–1)."""
    a, b = Counter(tokens(one)), Counter(tokens(two))
    whole = max(a.total(), b.total())
    return (a & b).total() / whole if whole else float(one == two)


def alike(one: str, two: str) -> bool:
    """Whether one text is the other one edited, rather than another."""
    return likeness(one, two) >= ALIKE or len(tokens(one)) == len(tokens(two)) == 1
