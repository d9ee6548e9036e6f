"""Cleaning of a text that was read from printed pages, as edits: page furniture out, broken words and lines joined.

Nothing is done here to a text: the edits are shown, made as a revision, and taken back like any. Footnotes stay. Lines
are joined within what one person says (or within a document), never across a label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.domain.sources.page_furniture import Kind, Line, furniture, lines_of
from toolkit.domain.sources.revisions import Edit, Moves, applied, settled
from toolkit.domain.sources.sources import RawTurn
from toolkit.domain.texts.text import Span

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[" + "".join(LIGATURES) + "]")
_ENDED = re.compile(r"[.?!…:][\"”’»)\]]*\Z")
_HYPHEN = re.compile(r"(?P<left>[^\W_]+)(?P<hyphen>[-‐\u00ad])\Z")
_GOES_ON = re.compile(r"[^\W\d_]+")
_SUSPENDED = frozenset(("och", "eller", "samt", "respektive", "till", "and", "or", "to"))
_APART = re.compile(r"(?:[•▪–—*·]|-\s|\d{1,3}[.)]?\s+[A-ZÅÄÖ]|[\[#(]?\d{1,2}:\d{2})")  # how items, notes, times begin
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SHORT = 0.75  # of a full line: a line that ends a sentence before it ends a paragraph
_FULL = 0.9  # of the lines are shorter than a full line


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What cleaning a text would do: settled edits, how often each kind, and the lines taken out as printed."""

    edits: tuple[Edit, ...] = ()
    counts: Mapping[Kind, int] = field(default_factory=dict)
    removed: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)


def cleaning(text: str, turns: Sequence[RawTurn]) -> Cleaning:
    """How the text of printed pages (a form feed begins each) is cleaned; `turns` say within what lines are joined."""
    lines = lines_of(text)
    page = furniture(lines)
    kept = [index for index, line in enumerate(lines) if line.words and index not in page]
    if not kept:
        return Cleaning()
    joiner = _Joiner(text, [lines[index] for index in kept], turns)
    edits = [*_edges(text, lines, kept), *joiner.edits(), *_ligatures(text, lines, page)]
    counts = Counter(page.values()) + joiner.counts + Counter({Kind.LIGATURES: len(_LIGATURE.findall(text))})
    made = settled(text, edits)
    shown = {kind: _shown(lines, page, kind) for kind in dict.fromkeys(page.values())}
    return Cleaning(made, dict(counts) if made else {}, shown)


def turns_after(turns: Sequence[RawTurn], text: str, edits: Sequence[Edit]) -> tuple[RawTurn, ...]:
    """The turns where they stand in the cleaned text; parts that a page had broken are one turn again."""
    new, moves = applied(text, edits), Moves(edits)
    found: list[RawTurn] = []
    for turn in turns:
        placed = moves.landed(turn.span, new)
        if placed is None:
            continue
        before = found[-1] if found else None
        if before and _is_one(before, turn, new[before.span.end : placed.span.start]):
            found[-1] = replace(before, span=Span(before.span.start, placed.span.end))
        else:
            found.append(replace(turn, span=placed.span))
    return tuple(found)


def _is_one(before: RawTurn, turn: RawTurn, between: str) -> bool:
    """Whether a turn is the rest of the one before: the same label, and no line's end or label between them now."""
    return before.label == turn.label and not between.strip() and "\n" not in between


def _shown(lines: Sequence[Line], page: Mapping[int, Kind], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines[index].words for index, its in page.items() if its is kind))


def _edges(text: str, lines: Sequence[Line], kept: Sequence[int]) -> Iterator[Edit]:
    """Furniture before the first and after the last line that stays."""
    first, last = kept[0], kept[-1]
    if any(line.words for line in lines[:first]):
        yield Edit(0, lines[first].start, "")
    if any(line.words for line in lines[last + 1 :]):
        yield Edit(lines[last].end, len(text), "\n")


def _ligatures(text: str, lines: Sequence[Line], page: Mapping[int, Kind]) -> Iterator[Edit]:
    for index, line in enumerate(lines):
        if index not in page:
            for found in _LIGATURE.finditer(text, line.start, line.end):
                yield Edit(found.start(), found.end(), LIGATURES[found[0]])


class _Joiner:
    """What stands between each line that stays and the next, afterwards; counts what was joined."""

    def __init__(self, text: str, lines: Sequence[Line], turns: Sequence[RawTurn]) -> None:
        self._text, self._lines = text, lines
        self._starts = [turn.span.start for turn in turns]
        self._ends = [turn.span.end for turn in turns]
        self._turns = turns
        widths = sorted(len(line.words) for line in lines)
        self._full = widths[min(len(widths) - 1, int(_FULL * len(widths)))]
        self._known = _whole_words(lines)
        self.counts: Counter[Kind] = Counter()

    def edits(self) -> Iterator[Edit]:
        """What stands between the lines; a form feed that is joined away stands before the next line that is not."""
        waiting = False
        for line, following in zip(self._lines, self._lines[1:], strict=False):
            gap = self._text[line.end : following.start]
            waiting |= "\f" in gap
            start, between = self._between(line, following, gap)
            if between is None:
                between = ("\n\n" if _is_parted(gap) else "\n") + "\f" * waiting
                waiting = False
                between = gap if _is_white(gap, between) else between
            yield Edit(start, following.start, between)

    def _between(self, line: Line, following: Line, gap: str) -> tuple[int, str | None]:
        """Where the edit begins, and what joins the lines; None when they stay two."""
        if not self._is_speech(line, following) or not self._goes_on(line, following, gap):
            return line.end, None
        hyphen = _HYPHEN.search(line.words)
        rest = _GOES_ON.match(following.words)
        if hyphen is None or rest is None:
            self.counts[Kind.LINES] += 1
            return line.end, " "
        return self._hyphenated(line, hyphen, rest[0])

    def _hyphenated(self, line: Line, found: re.Match[str], rest: str) -> tuple[int, str]:
        """A word broken at its hyphen: joined without it, or with it where it is the word's own."""
        left, soft = found["left"], found["hyphen"] == "\u00ad"
        if rest in _SUSPENDED and not soft:
            self.counts[Kind.LINES] += 1
            return line.end, " "
        own = not rest[0].islower() or left.isupper() or left.isdigit() or f"{left}-{rest}".casefold() in self._known
        if own and not soft:
            self.counts[Kind.LINES] += 1
            return line.end, ""
        both = {left.casefold(), rest.casefold()} <= self._known
        if both and not soft and (left + rest).casefold() not in self._known:
            self.counts[Kind.HYPHENS_IN_DOUBT] += 1
            return line.end, ""
        self.counts[Kind.HYPHENS] += 1
        return line.end - 1, ""

    def _is_speech(self, line: Line, following: Line) -> bool:
        """Whether both lines are of one turn, or of two that a page parted; all are where there is no turn."""
        if not self._turns:
            return True
        first = bisect_right(self._starts, line.end - 1) - 1
        second = bisect_right(self._starts, following.start) - 1
        if first < 0 or self._ends[first] < line.end:
            return False
        if first == second:
            return following.start < self._ends[second]
        # a part that begins no later than the line has no label before it there
        return second == first + 1 and self._turns[first].label == self._turns[second].label

    def _goes_on(self, line: Line, following: Line, gap: str) -> bool:
        if _is_parted(gap) or _APART.match(following.words):
            return False
        ended = bool(_ENDED.search(line.words))
        if line.page != following.page:
            return not ended and following.words[0].islower()
        return not (ended and len(line.words) < _SHORT * self._full)


def _whole_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words, casefolded, that no line's end has broken."""
    found: set[str] = set()
    broken = False
    for line in lines:
        words = [word.casefold() for word in _WORD.findall(line.words)]
        first, broken = int(broken), bool(_HYPHEN.search(line.words))
        found.update(words[first : len(words) - broken])
    return frozenset(found)


def _is_parted(gap: str) -> bool:
    """Whether an empty line stands between two lines, which ends a paragraph; at a page's break none counts."""
    return "\f" not in gap and gap.count("\n") > 1 and not gap.strip()


def _is_white(gap: str, between: str) -> bool:
    """Whether a gap is white space already, and says the same of lines and pages."""
    return not gap.strip() and ("\f" in gap) == ("\f" in between)
