"""Segments: whole sentences of one respondent turn, gathered to passages of some 20–60 words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.texts.language import ANSWER, WORD, Language, Tokens
from toolkit.analysis.texts.sentences import asides, sentence_starts
from toolkit.domain.codings.segments import Segment
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span

WHOLE = 60  # words: a turn up to this length stays one segment
AIM = 42  # words: what the parts of a longer turn come near
LEAST = 6  # words that are more than a yes: shorter turns are no segments
LONGEST_SENTENCE = 90  # words: what lacks full stops longer than this is parted at commas, else anywhere
BATCH = 60_000  # words of transcript worked on at a time; five times as many take no less time and 70 MB more

Piece: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Segments with their tokens: text i of `tokens` is that of segment i, offsets counted from the segment's start."""

    segments: Sequence[Segment]
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class _Words:
    """Running counts over tokens (one longer than the tokens): words, and words that say more than yes.

    Lists, because each turn asks for single entries. `starts` and `commas` say for each token whether it begins a
    sentence or is a comma or its like.
    """

    words: list[int]
    telling: list[int]
    starts: NDArray[np.bool_]
    commas: NDArray[np.bool_] = field(repr=False)

    def count(self, first: int, last: int) -> int:
        return self.words[last] - self.words[first]


def segments(source: Source, language: Language, *, groups: Mapping[str, str | None] | None = None) -> list[Segment]:
    """The segments of a source in order. `groups` gives each respondent's actor group.

    Only respondents' turns and records (their respondent is ""); never across turns. A turn of fewer than six words
    beyond yes and no gives none. A
    sentence longer than 90 words is parted at commas. Each segment's text is exactly what stands at its span.
    """
    return list(_batch([source], language, groups or {}).segments)


def batches(
    sources: Iterable[Source], language: Language, *, groups: Mapping[str, str | None] | None = None
) -> Iterator[Batch]:
    """The segments of many sources with their tokens, whole sources at a time, so that memory stays bounded."""
    waiting: list[Source] = []
    size = 0
    for source in sources:
        waiting.append(source)
        size += len(source.text) // 6
        if size >= BATCH:
            yield _batch(waiting, language, groups or {})
            waiting, size = [], 0
    if waiting:
        yield _batch(waiting, language, groups or {})


def batch_of(given: Sequence[Segment], language: Language) -> Batch:
    """Segments that exist already, read anew."""
    return Batch(given, language.read(segment.text for segment in given))


def _batch(sources: Sequence[Source], language: Language, groups: Mapping[str, str | None]) -> Batch:
    turns = [(source, turn) for source in sources for turn in source.turns if _evidence(turn)]
    tokens = language.read(turn.span.of(source.text) for source, turn in turns)
    words = _counted(tokens, language)
    sentences = np.flatnonzero(words.starts)
    found: list[Segment] = []
    pieces: list[Piece] = []
    edges = np.searchsorted(sentences, tokens.bounds).tolist()
    limits = tokens.bounds.tolist()
    for row, (source, turn) in enumerate(turns):
        first, last = limits[row], limits[row + 1]
        if words.telling[last] - words.telling[first] < LEAST:
            continue
        cuts = [*sentences[edges[row] : edges[row + 1]].tolist(), last]
        for piece in gathered(_shortened(cuts, words), words.words):
            pieces.append(piece)
            found.append(_segment(source, turn, _span(turn, tokens, piece), groups))
    return Batch(found, tokens.part(pieces))


def _evidence(turn: Turn) -> bool:
    return turn.role is Role.RECORD or (turn.role is Role.RESPONDENT and turn.respondent is not None)


def _counted(tokens: Tokens, language: Language) -> _Words:
    flags = language.bare_flags()[tokens.types]
    word = (flags & WORD).astype(bool) & ~asides(tokens, language)
    telling = word & ~(flags & ANSWER).astype(bool)
    commas = np.isin(tokens.types, [place for place, kind in enumerate(language.types) if kind in {",", ";", ":", "–"}])
    return _Words(_running(word), _running(telling), sentence_starts(tokens, language), commas)


def _running(flags: NDArray[np.bool_]) -> list[int]:
    counts: list[int] = np.cumsum(flags, dtype=np.int64).tolist()
    return [0, *counts]


def _shortened(cuts: Sequence[int], words: _Words) -> list[int]:
    """The places where sentences begin (and the last end), with places inside overlong sentences put in."""
    result = [cuts[0]]
    for first, last in pairwise(cuts):
        if words.count(first, last) > LONGEST_SENTENCE:
            commas = np.flatnonzero(words.commas[first : last - 1]) + first + 1
            every = np.arange(first + 1, last)
            places = [int(place) for place in (commas if len(commas) else every)]
            parts = gathered([first, *places, last], words.words)
            if any(words.count(*part) > LONGEST_SENTENCE for part in parts):
                parts = gathered([first, *every.tolist(), last], words.words)
            result += [part[0] for part in parts[1:]]
        result.append(last)
    return result


def gathered(cuts: Sequence[int], running: Sequence[int]) -> list[Piece]:
    """Gather the stretches between `cuts` to pieces of nearly equal numbers of words.

    `cuts` are token places, first and last included; `running[i]` is how many words stand before token i. Up to 60
    words stay together; more become pieces of about 42 words each.
    """
    total = running[cuts[-1]] - running[cuts[0]]
    if total <= WHOLE:
        return [(cuts[0], cuts[-1])]
    before = [running[cut] - running[cuts[0]] for cut in cuts]
    count = max(2, round(total / AIM))
    chosen = [0]
    for part in range(1, count):
        wanted = part * total / count
        nearest = min(range(1, len(cuts) - 1), key=lambda place: abs(before[place] - wanted), default=0)
        if nearest > chosen[-1]:
            chosen.append(nearest)
    chosen.append(len(cuts) - 1)
    return [(cuts[left], cuts[right]) for left, right in pairwise(chosen)]


def _span(turn: Turn, tokens: Tokens, piece: Piece) -> Span:
    start = turn.span.start
    return Span(start + int(tokens.starts[piece[0]]), start + int(tokens.ends[piece[1] - 1]))


def _segment(source: Source, turn: Turn, span: Span, groups: Mapping[str, str | None]) -> Segment:
    respondent = (turn.role is Role.RESPONDENT and turn.respondent) or ""
    return Segment(
        source=source.name,
        span=span,
        text=span.of(source.text),
        turn=turn.number,
        respondent=respondent,
        group=groups.get(respondent),
        question=turn.question,
        area=turn.area,
        phase=turn.phase,
    )
