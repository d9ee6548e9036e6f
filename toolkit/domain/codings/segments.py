"""Segments (units of suggestion) and passages (what was coded, with all its facets)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from toolkit.domain.texts.text import Span

RECORDS = "records"
"""Stands for an actor group where nobody speaks; no group of a project can be called so."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole sentences of one respondent turn, or of a record, gathered to some 20–60 words.

    `respondent` is "" for what nobody says.
    `turn` is the turn's number; `question`, `area` and `phase` are those of the guide's question being answered.
    """

    source: str
    span: Span
    text: str
    turn: int
    respondent: str
    group: str | None = None
    question: str | None = None
    area: str | None = None
    phase: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that was coded, with every code that lies on it.

    `evidence` holds the ids it rests on: "c12" for a coding, "s34" for a suggestion; `machine` is true when all are
    suggestions. `respondent` is "" and `group` RECORDS for what nobody says: it counts no person.
    `areas` are the question areas that its area codes lie under. `asked_area` and `asked_phase` are those of
    the question being answered.
    """

    source: str
    span: Span
    text: str
    respondent: str
    group: str | None
    codes: frozenset[str]
    areas: frozenset[str]
    evidence: tuple[str, ...]
    asked_area: str | None = None
    asked_phase: str | None = None
    machine: bool = False

    @property
    def record(self) -> bool:
        """Whether nobody says it: observation notes, case descriptions, documents."""
        return not self.respondent

    @property
    def key(self) -> str:
        """A name for the passage that lasts as long as its span: `d01.txt:120-340`."""
        return f"{self.source}:{self.span.start}-{self.span.end}"

    def of_facet(self, facet: str) -> frozenset[str]:
        """The codes of a facet beside the areas (phase, valence, level, …), without the facet's prefix."""
        return _of_facet(self.codes, facet)


@lru_cache(maxsize=20_000)  # asked 800,000 times in a report on 1,000 interviews
def _of_facet(codes: frozenset[str], facet: str) -> frozenset[str]:
    prefix = f"{facet}/"
    return frozenset(code.removeprefix(prefix) for code in codes if code.startswith(prefix))


def place_of(key: str) -> tuple[str, Span]:
    """The source and span that a passage's key names; ValueError when it is none."""
    source, _, span = key.rpartition(":")
    start, _, end = span.partition("-")
    return source, Span(int(start), int(end))


HALF = 0.5
Placed = TypeVar("Placed", Segment, Passage)


def belongs(segment: Span, coded: Span) -> bool:
    """Whether a coding at `coded` counts for the segment: they share at least half of the shorter of the two."""
    if segment.end <= coded.start or coded.end <= segment.start:  # so it is for most that are asked about
        return False
    shared = min(segment.end, coded.end) - max(segment.start, coded.start)
    return shared >= HALF * min(segment.end - segment.start, coded.end - coded.start)


class Stretches:
    """Segments, found by the places that count for them; those of one source do not overlap."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._of: dict[str, list[tuple[int, int, int]]] = {}
        for place, each in enumerate(segments):
            self._of.setdefault(each.source, []).append((each.span.start, each.span.end, place))
        for own in self._of.values():
            own.sort()
        self._starts = {source: [start for start, _, _ in own] for source, own in self._of.items()}

    def of(self, source: str, coded: Span) -> Iterator[int]:
        """The places, among those given, of the segments that a coding at `coded` counts for."""
        own = self._of.get(source, [])
        for number in range(bisect_left(self._starts.get(source, []), coded.end) - 1, -1, -1):
            start, end, place = own[number]
            if end <= coded.start:
                return
            if belongs(Span(start, end), coded):
                yield place

    def within(self, sources: Collection[str]) -> list[int]:
        """The places of the segments of these sources, in order."""
        return sorted(place for source in sources for _, _, place in self._of.get(source, ()))


def by_source(items: Iterable[Placed]) -> dict[str, list[Placed]]:
    """The items of each source, in order of position."""
    found: dict[str, list[Placed]] = {}
    for item in sorted(items, key=lambda each: (each.source, each.span)):
        found.setdefault(item.source, []).append(item)
    return found


class Places:
    """The passages there are now, found by keys that were kept: one that a new coding moved is known by its words."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._known = frozenset(keys)
        self._near: dict[str, list[tuple[Span, str]]] = {}

    def now(self, key: str) -> list[str]:
        """The passages that stand where `key` stood, that itself if it is still there."""
        if key in self._known:
            return [key]
        source, span = place_of(key)
        return [other for own, other in self._in(source) if belongs(own, span)]

    def _in(self, source: str) -> list[tuple[Span, str]]:
        if not self._near:
            for each in sorted(self._known):
                name, span = place_of(each)
                self._near.setdefault(name, []).append((span, each))
        return self._near.get(source, [])
