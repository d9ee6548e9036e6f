"""From positions in a file's text to positions in ours: line ends, UTF-16 units, composed letters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.domain.exchange.interchange import Unit
from toolkit.domain.texts.text import normalise

# no sign below U+0300 joins the one before it, so that each begins a stretch that is composed on its own
_STRETCH = re.compile(r"\r\n([^\x00-\u02ff]*)|[\x00-\u02ff][^\x00-\u02ff]+")
_HEAD = re.compile(r"[^\x00-\u02ff]+")
_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Counting:
    """A way to count: the unit, how much a line end of two signs counts, and whether a mark at the start does."""

    unit: Unit = Unit.CODE_POINTS
    line_ends: int = 1
    mark: int = 0


class Places:
    """Where positions of a text as counted stand in the text as kept (normalised)."""

    def __init__(self, counted: str, unit: Unit, mark: int) -> None:
        self.kept = normalise(counted)
        self._mark, self._length = mark, len(counted)
        # UTF-16 offset of each sign of two units
        self._astral = (
            [match.start() + n for n, match in enumerate(_ASTRAL.finditer(counted))] if unit is Unit.UTF16 else []
        )
        changes = list(_changes(counted))
        self._starts = [change.start for change in changes]
        self._changes = changes

    def start(self, offset: int) -> int | None:
        """The kept position of an offset where something begins; None outside the text and inside a sign."""
        return self._at(offset, end=False)

    def end(self, offset: int) -> int | None:
        """The kept position of an offset where something ends; None outside the text and inside a sign."""
        return self._at(offset, end=True)

    def _at(self, offset: int, *, end: bool) -> int | None:
        position = self._code_points(offset - self._mark)
        if position is None or not 0 <= position <= self._length:
            return None
        index = bisect_right(self._starts, position) - 1
        return position if index < 0 else self._changes[index].kept(position, end=end)

    def _code_points(self, offset: int) -> int | None:
        if not self._astral:
            return offset
        before = bisect_left(self._astral, offset)
        inside = before and self._astral[before - 1] == offset - 1
        return None if inside else offset - before


@dataclass(frozen=True, slots=True)
class _Change:
    """A stretch of the counted text that has another length as kept."""

    start: int
    length: int
    at: int
    new: int

    def kept(self, position: int, *, end: bool) -> int:
        if position >= self.start + self.length:
            return self.at + self.new + position - self.start - self.length
        return self.at + self.new if end and position > self.start else self.at


def _changes(counted: str) -> Iterator[_Change]:
    """The stretches whose length changes when the text is normalised."""
    lead = len(counted) - len(counted.lstrip("\ufeff"))
    shift = 0
    if lead:
        yield _Change(0, lead, 0, 0)
        shift = -lead
    if "\r\n" not in counted and unicodedata.is_normalized("NFC", counted):
        return
    for start, length, new in _stretches(counted, lead):
        yield _Change(start, length, start + shift, new)
        shift += new - length


def _stretches(counted: str, begin: int) -> Iterator[tuple[int, int, int]]:
    if head := _HEAD.match(counted, begin):
        yield from _clusters(head.group(), begin)
        begin = head.end()
    for match in _STRETCH.finditer(counted, begin):
        if match.group(1) is not None:
            yield match.start(), 2, 1
            yield from _clusters(match.group(1), match.start() + 2)
        elif not unicodedata.is_normalized("NFC", match.group()):
            yield from _clusters(match.group(), match.start())


def _clusters(stretch: str, at: int) -> Iterator[tuple[int, int, int]]:
    """Letters with their marks in `stretch` that composing makes shorter or longer."""
    cluster = ""
    for sign in stretch:
        if cluster and unicodedata.combining(sign) == 0 and not _joins(cluster, sign):
            yield from _changed(cluster, at)
            at += len(cluster)
            cluster = ""
        cluster += sign
    yield from _changed(cluster, at)


def _joins(cluster: str, sign: str) -> bool:
    composed = unicodedata.normalize
    return composed("NFC", cluster + sign) != composed("NFC", cluster) + composed("NFC", sign)


def _changed(cluster: str, at: int) -> Iterator[tuple[int, int, int]]:
    composed = unicodedata.normalize("NFC", cluster)
    if len(composed) != len(cluster):
        yield at, len(cluster), len(composed)


def counted_as(raw: str, counting: Counting) -> Places:
    """The places of `raw` (its mark already off) as `counting` counts it."""
    # A lone return becomes a line end too: left alone before the line end of a pair it would be taken for half of one.
    text = raw if counting.line_ends > 1 else raw.replace("\r\n", "\n").replace("\r", "\n")
    return Places(text, counting.unit, counting.mark)


def countings(raw: str, *, marked: bool) -> list[Counting]:
    """The ways to count that can differ in `raw`."""
    units = [Unit.CODE_POINTS, Unit.UTF16] if _ASTRAL.search(raw) else [Unit.CODE_POINTS]
    ends = [2, 1] if "\r\n" in raw else [1]
    marks = [0, 1] if marked else [0]
    return [Counting(unit, end, mark) for unit in units for end in ends for mark in marks]


def nearest(counting: Counting, possible: list[Counting]) -> Counting:
    """Which of the `possible` ways of a text `counting` comes down to there."""
    parts = (
        counting.unit if any(each.unit is Unit.UTF16 for each in possible) else Unit.CODE_POINTS,
        counting.line_ends if any(each.line_ends > 1 for each in possible) else 1,
        counting.mark if any(each.mark for each in possible) else 0,
    )
    return Counting(*parts)
