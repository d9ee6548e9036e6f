"""Work done apart, found again by content: which sources are the same, and where words stand in an edited text.

Names are no evidence: a file may have been renamed. What cannot be placed surely is left to a person.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from toolkit.domain.texts.text import Span, normalise

RUN = 5  # words in a row by which two texts are compared: interviews share the guide's questions, and little else
ALIKE = 0.5  # the share of such runs that two versions of one interview have in common at least
CLEARLY = 1.5  # how many times more alike the best must be than the next
TELLING = 4  # words that a quote has at least if it is to be known by them alone, away from its place
COMMON = 20  # a run that stands in more texts than this tells nothing of which one it is
NEAREST = 5  # texts that are looked at closely
KEPT_WORDS = 0.75  # the share of a quote's words that must stand in the edited one
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"\w+")


class Found(StrEnum):
    """By what a source was found again."""

    FILE = "file"
    TEXT = "text"
    WORDS = "words"


def runs(text: str) -> frozenset[int]:
    """The text's runs of words, folded, as numbers that hold within this process."""
    words = _WORD.findall(text.casefold())
    return frozenset(hash(tuple(words[at : at + RUN])) for at in range(max(1, len(words) - RUN + 1)))


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the runs of both that they have in common, 0 to 1."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0


def alike(theirs: Mapping[str, frozenset[int]], ours: Mapping[str, frozenset[int]]) -> dict[str, str]:
    """Their texts that are clearly versions of one of ours, each of ours at most once, by name."""
    there: dict[str, list[tuple[float, str]]] = {}
    here: dict[str, list[tuple[float, str]]] = {}
    for name, other, share in _compared(theirs, ours):
        there.setdefault(name, []).append((share, other))
        here.setdefault(other, []).append((share, name))
    best = {name: _best(found) for name, found in there.items()}
    return {name: match for name, match in best.items() if match is not None and _best(here[match]) == name}


def _compared(
    theirs: Mapping[str, frozenset[int]], ours: Mapping[str, frozenset[int]]
) -> Iterator[tuple[str, str, float]]:
    """How alike each of theirs is to the few of ours with which it shares most of the runs that few texts have.

    Comparing each with each would take minutes for hundreds of interviews, and four times that for twice as many.
    """
    told = Counter(run for own in ours.values() for run in own)
    where: dict[int, list[str]] = {}
    for name, own in ours.items():
        for run in own:
            if told[run] <= COMMON:
                where.setdefault(run, []).append(name)
    for name, own in theirs.items():
        shared = Counter(other for run in own for other in where.get(run, ()))
        for other, _ in shared.most_common(NEAREST):
            yield name, other, likeness(own, ours[other])


def _best(found: Iterable[tuple[float, str]]) -> str | None:
    (first, name), *others = sorted(found, reverse=True)[:2]
    clear = first >= ALIKE and all(first >= CLEARLY * share for share, _ in others)
    return name if clear else None


class Why(StrEnum):
    """Why a judgement could not come in, or how its place was found."""

    SAME = "same"
    MOVED = "moved"
    EDITED = "edited"
    GONE = "gone"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where words stand now, and how sure that is; without a span they were not found, or in several places."""

    span: Span | None
    why: Why


class Edition:
    """One text and its edited version, aligned word by word."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self._old, self._new = _tokens(before), _tokens(after)
        self._starts = [start for start, _, _ in self._old]
        self._ends = [end for _, end, _ in self._old]
        self._matched = _matched([word for *_, word in self._old], [word for *_, word in self._new])

    def place(self, span: Span) -> Placed:
        """Where the words at `span` of the first text stand in the second."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end) - 1
        if span.end > len(self.before) or last < first:
            return Placed(None, Why.GONE)
        whole = self._whole(span, first, last)
        if whole is not None:
            return Placed(whole, Why.SAME if whole == span else Why.MOVED)
        places = _places(self.after, span.of(self.before))
        if len(places) == 1 and last - first >= TELLING - 1:
            return Placed(places[0], Why.MOVED)
        edited = self._edited(span, first, last)
        if edited is not None:
            return Placed(edited, Why.EDITED)
        return Placed(None, Why.SEVERAL if len(places) > 1 else Why.GONE)

    def _whole(self, span: Span, first: int, last: int) -> Span | None:
        """The place when all words stand in a row there too."""
        begin = self._matched.get(first)
        if begin is None or any(self._matched.get(first + n) != begin + n for n in range(last - first + 1)):
            return None
        return self._between(span, (first, last), (begin, begin + last - first))

    def _edited(self, span: Span, first: int, last: int) -> Span | None:
        """The place when its first and last word and most between them stand there, and not much else."""
        begin, end = self._matched.get(first), self._matched.get(last)
        words = last - first + 1
        if begin is None or end is None or end <= begin or (end - begin + 1) * KEPT_WORDS > words:
            return None
        kept = sum(begin <= self._matched.get(at, -1) <= end for at in range(first, last + 1))
        return self._between(span, (first, last), (begin, end)) if kept >= KEPT_WORDS * words else None

    def _between(self, span: Span, old: tuple[int, int], new: tuple[int, int]) -> Span:
        """The span from the first to the last word, cut within them as the old one was."""
        start = self._new[new[0]][0] + max(0, span.start - self._old[old[0]][0])
        end = self._new[new[1]][1] - max(0, self._old[old[1]][1] - span.end)
        return Span(start, end)


def _tokens(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]


def _matched(old: list[str], new: list[str]) -> dict[int, int]:
    """Which word of the new text each word of the old one is; what only moved elsewhere is not among them."""
    head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    found = {at: at for at in range(head)}
    for block in SequenceMatcher(None, old[head:], new[head:], autojunk=False).get_matching_blocks():
        found |= {head + block.a + n: head + block.b + n for n in range(block.size)}
    return found


def _places(text: str, quote: str) -> list[Span]:
    """Everywhere that the quote's words stand in a row, with any white space between them."""
    pattern = r"\s+".join(map(re.escape, normalise(quote).split()))
    return [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []


def covered(span: Span, withheld: Iterable[Span]) -> bool:
    """Whether the span holds any word of these places."""
    return any(span.shared(one) for one in withheld)
