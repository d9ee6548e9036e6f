"""Segments (units of suggestion) and passages (what was coded, with all its facets)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from toolkit.domain.text import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole sentences of one respondent turn, gathered to some 20–60 words.

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
    suggestions.    `areas` are the question areas that its area codes lie under.
    `asked_area` and `asked_phase` are those of the question being answered.
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
    return segment.overlap(coded) >= HALF


def by_source(items: Iterable[Placed]) -> dict[str, list[Placed]]:
    """The items of each source, in order of position."""
    found: dict[str, list[Placed]] = {}
    for item in sorted(items, key=lambda each: (each.source, each.span)):
        found.setdefault(item.source, []).append(item)
    return found
