"""Comparing: which named edits make printed words of spoken ones, or the first place where none does.

The cheapest way through both texts is found token by token. A printed word was spoken so, letter by letter; only a
first letter at a border of what was edited may be raised or lowered.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from typing import NamedTuple

from toolkit.domain.quotes.quote_edits import OMISSIONS, Edit, EditKind, remarks, swapped
from toolkit.domain.quotes.quote_words import Kind, Token, tokens
from toolkit.domain.texts.text import Span

LONGEST_REPLACED = 14
"""Tokens that a bracket may stand for; more are left out and said to be."""
MOST_STEPS = 1_000_000
"""Steps that are tried: a made-up worst case (1,500 equal words, 40 omissions) took minutes without a bound."""
_PRONOUNS = {"jag", "du", "han", "hon", "hen", "den", "det", "de", "dom", "vi", "ni", "man", "min", "mitt"}
_FIRST = {"där", "då", "här", "nu", "så", "och", "men", "en", "ett", "there", "then", "here", "and", "but", "a", "an"}
_ENGLISH = {"i", "you", "he", "she", "they", "it", "we", "this", "that", "these", "those", "the", "my"}
_COMMON = _PRONOUNS | _FIRST | _ENGLISH
"""Words that begin sentences with a capital and name nobody."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where printed words are not the spoken ones: the word on each side ("" at an end) and where."""

    printed: str
    at: int
    spoken: str
    spoken_at: int


@dataclass(frozen=True, slots=True)
class Located:
    """Where printed words stand in a text, and the edits that make them of what is spoken there."""

    span: Span
    edits: tuple[Edit, ...]


def difference(spoken: str, printed: str) -> Difference | None:
    """The first place where the printed words are not the spoken ones with named edits; None if they are."""
    found = _whole(spoken, printed, 0)
    return found if isinstance(found, Difference) else None


def located(text: str, printed: str, *, offset: int = 0) -> Located | Difference:
    """Where in the spoken `text`, which begins at `offset`, the printed words stand; else where they first differ."""
    said, shown = _spoken(text), tokens(printed)
    starts = [at for at, token in enumerate(said) if shown and _may_begin(token, shown[0])]
    return _Walk(text, printed, said, shown, offset).through(starts, whole=False)


@dataclass(frozen=True, slots=True)
class Nearly:
    """Where words stand that come close to printed ones, what share of these is there, and the first difference."""

    span: Span
    share: float
    difference: Difference


def nearly(text: str, printed: str, *, offset: int = 0) -> Nearly | None:
    """The words of the spoken `text`, which begins at `offset`, that come closest to the printed ones, if any do."""
    said, shown = _spoken(text), tokens(printed)
    alike = SequenceMatcher(None, [one.value for one in shown], [one.value for one in said], autojunk=False)
    blocks = [block for block in alike.get_matching_blocks() if block.size]
    if not blocks:
        return None
    longest = max(blocks, key=lambda block: block.size)
    first = next(block for block in blocks if block.b - block.a >= longest.b - longest.a - LONGEST_REPLACED)
    start = max(0, first.b - first.a)
    found = _Walk(text, printed, said, shown, offset).through([start], whole=False)
    if isinstance(found, Located):
        return None
    last = min(len(said), start + len(shown)) - 1
    span = Span(said[start].span.start + offset, said[last].span.end + offset)
    return Nearly(span, sum(block.size for block in blocks) / len(shown), found)


def _whole(spoken: str, printed: str, offset: int) -> Located | Difference:
    walk = _Walk(spoken, printed, _spoken(spoken), tokens(printed), offset)
    return walk.through([0], whole=True)


def _spoken(text: str) -> list[Token]:
    """The tokens of spoken text, with a transcriber's remark as one of its own kind."""
    found = [edit.span for edit in remarks(text)]
    own = [Token(Kind.REMARK, " ".join(span.of(text).split()), span) for span in found]
    rest = [each for each in tokens(text) if not any(each.span.shared(span) for span in found)] if found else None
    return sorted([*rest, *own], key=lambda each: each.span) if rest is not None else tokens(text)


def _may_begin(said: Token, shown: Token) -> bool:
    if shown.kind in (Kind.BRACKET, Kind.OMISSION):
        return said.kind is Kind.WORD or said.value == shown.value
    return said.value in (shown.value, swapped(shown.value))


class After(IntEnum):
    """What the step before was: as spoken; the begin, or something in brackets; an edited mark; an edit of a letter."""

    SPOKEN = 0
    OPEN = 1
    POINTED = 2
    LETTER = 3


class _At(NamedTuple):
    said: int
    shown: int
    after: After


@dataclass(slots=True)
class _Way:
    """The cheapest way to a place: what it costs, from where, and by which edit."""

    cost: float
    back: _At | None
    edit: Edit | None = None


_Step = tuple[_At, float, Edit | None]


@dataclass(slots=True)
class _Walk:
    """A way through both texts, found place by place."""

    text: str
    printed: str
    said: list[Token]
    shown: list[Token]
    offset: int
    ways: dict[_At, _Way] = field(default_factory=dict)

    def through(self, starts: Iterable[int], *, whole: bool) -> Located | Difference:
        """The cheapest way from one of the starts through all that is printed (`whole`: and all that is spoken).

        After MOST_STEPS without an end the words count as different, at the farthest place reached.
        """
        self.ways = {_At(start, 0, After.OPEN): _Way(0, None) for start in starts}
        todo, tried = sorted(self.ways), 0
        while todo and tried < MOST_STEPS:
            at = heapq.heappop(todo)
            for there, cost, edit in self._steps(at, whole=whole):
                tried += 1
                known, total = self.ways.get(there), self.ways[at].cost + cost
                if known is None:
                    heapq.heappush(todo, there)
                if known is None or total < known.cost:
                    self.ways[there] = _Way(total, at, edit)
        return self._arrived(whole=whole)

    def _arrived(self, *, whole: bool) -> Located | Difference:
        last = len(self.shown)
        ends = [at for at in self.ways if at.shown == last and (not whole or at.said == len(self.said))]
        if not ends or not self.shown or not self.said:
            return self._difference()
        return self._located(min(ends, key=lambda at: (self.ways[at].cost, at)))

    def _located(self, at: _At) -> Located:
        end, edits = self.said[max(0, at.said - 1)].span.end, []
        way = self.ways[at]
        while way.back is not None:
            if way.edit is not None:
                edits.append(way.edit)
            at, way = way.back, self.ways[way.back]
        start = self.said[min(at.said, len(self.said) - 1)].span.start
        moved = (Edit(each.kind, _moved(each.span, self.offset), each.text) for each in reversed(edits))
        return Located(Span(start + self.offset, max(start + 1, end) + self.offset), tuple(moved))

    def _difference(self) -> Difference:
        reached = max(self.ways, key=lambda at: (at.shown, -self.ways[at].cost), default=_At(0, 0, After.OPEN))
        shown = self.shown[reached.shown] if reached.shown < len(self.shown) else None
        said = self.said[reached.said] if reached.said < len(self.said) else None
        return Difference(
            shown.span.of(self.printed) if shown else "",
            shown.span.start if shown else len(self.printed),
            said.span.of(self.text) if said else "",
            (said.span.start if said else len(self.text)) + self.offset,
        )

    def _steps(self, at: _At, *, whole: bool) -> Iterator[_Step]:
        said = self.said[at.said] if at.said < len(self.said) else None
        shown = self.shown[at.shown] if at.shown < len(self.shown) else None
        if said and shown:
            yield from self._together(at, said, shown)
        if said and (shown or whole):
            yield from self._unprinted(at, said)
        if shown:
            yield from self._unspoken(at, shown)

    def _together(self, at: _At, said: Token, shown: Token) -> Iterator[_Step]:
        """Both go on: as spoken, with the first letter raised or lowered, or with another mark."""
        if said.value == shown.value:
            open_ = at.after is After.OPEN and said.kind is Kind.MARK
            yield _At(at.said + 1, at.shown + 1, After.OPEN if open_ else After.SPOKEN), 0, None
        elif said.kind is Kind.WORD and at.after in (After.OPEN, After.POINTED) and swapped(said.value) == shown.value:
            first = Span(said.span.start, said.span.start + 1)
            after = After.LETTER if len(said.span) == 1 else After.SPOKEN
            yield _At(at.said + 1, at.shown + 1, after), 1, Edit(EditKind.CASE, first)
        elif said.soft and shown.soft:
            edit = Edit(EditKind.PUNCTUATION, said.span, _mark(shown))
            yield _At(at.said + 1, at.shown + 1, After.POINTED), 1, edit

    def _unprinted(self, at: _At, said: Token) -> Iterator[_Step]:
        """What is spoken goes on: a remark or a mark is left out."""
        if said.kind is Kind.REMARK:
            yield _At(at.said + 1, at.shown, at.after), 1, Edit(EditKind.REMARK, said.span)
        elif said.soft:
            yield _At(at.said + 1, at.shown, After.POINTED), 1, Edit(EditKind.PUNCTUATION, said.span)

    def _unspoken(self, at: _At, shown: Token) -> Iterator[_Step]:
        """What is printed goes on: words left out or replaced, a bracket that explains, a mark put."""
        if shown.kind is Kind.OMISSION:
            yield from self._omitted(at, shown)
        elif shown.kind is Kind.BRACKET:
            yield from self._bracketed(at, shown.span.of(self.printed)[1:-1].strip())
        elif shown.soft and at.after is After.SPOKEN and at.said and self.said[at.said - 1].kind is Kind.WORD:
            yield _At(at.said, at.shown + 1, After.POINTED), 1, self._put(at, shown)

    def _put(self, at: _At, shown: Token) -> Edit:
        """A mark put after what was spoken before: before the blank, at the end of the quote after the letter."""
        end = self.said[at.said - 1].span.end
        goes_on = at.said < len(self.said) and at.shown + 1 < len(self.shown) and self.text[end : end + 1].isspace()
        return Edit(EditKind.PUNCTUATION, Span(end, end + 1) if goes_on else Span(end - 1, end), _mark(shown))

    def _omitted(self, at: _At, shown: Token) -> Iterator[_Step]:
        style = OMISSIONS[1] if self.printed[shown.span.start] == "[" else ""
        words = 0
        for upto in range(at.said + 1, len(self.said) + 1):
            last = self.said[upto - 1]
            words += last.kind is not Kind.MARK
            if words:
                edit = Edit(EditKind.OMIT, Span(self.said[at.said].span.start, last.span.end), style)
                yield _At(upto, at.shown + 1, After.OPEN), 1 + 0.001 * (upto - at.said), edit

    def _bracketed(self, at: _At, says: str) -> Iterator[_Step]:
        if not says:
            return
        if at.said and at.after is After.SPOKEN:
            end = self.said[at.said - 1].span.end
            yield _At(at.said, at.shown + 1, After.OPEN), 1, Edit(EditKind.CLARIFY, Span(end - 1, end), says)
        for upto, span in self._words_from(at.said, at.said + LONGEST_REPLACED):
            kind = EditKind.MASK if self._names(at.said, upto) else EditKind.REFER
            yield _At(upto, at.shown + 1, After.OPEN), 1.2 + 0.1 * (upto - at.said), Edit(kind, span, says)

    def _words_from(self, first: int, limit: int) -> Iterator[tuple[int, Span]]:
        """The stretches from a token on that hold at least one word and none of the transcript's own brackets."""
        words = 0
        for upto in range(first + 1, min(limit, len(self.said)) + 1):
            last = self.said[upto - 1]
            if last.kind is Kind.BRACKET:
                return
            words += last.kind is Kind.WORD
            if words:
                yield upto, Span(self.said[first].span.start, last.span.end)

    def _names(self, first: int, upto: int) -> bool:
        """Whether there is a name among these words, as far as capitals tell."""
        return any(
            token.value[:1].isupper() and token.value.casefold() not in _COMMON for token in self.said[first:upto]
        )


def _mark(shown: Token) -> str:
    return " –" if shown.value == "–" else shown.value


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)
