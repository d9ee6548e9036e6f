"""The units of agreement: segments, turns or characters of respondents, and which codes each coder gave to each."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from toolkit.domain.segments import belongs
from toolkit.domain.text import Span
from toolkit.services import segment_cuts
from toolkit.services.agreement import Compared, Mark, Read
from toolkit.services.codings import unusable
from toolkit.services.project import Project
from toolkit.services.segment_cuts import Cut

TELLING = 25  # words: a turn of so many always gives a segment
Code: TypeAlias = str
Held: TypeAlias = frozenset[tuple[Code, int]]  # codes, each with the coder's place among those compared


class Unit(StrEnum):
    """What is counted as one judgement."""

    SEGMENT = "segment"
    TURN = "turn"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The stretches of a source that are judged, in order and without overlap, and who says each."""

    spans: Sequence[Span] = ()
    voices: Sequence[str] = ()
    starts: Sequence[int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [span.start for span in self.spans])

    def met(self, span: Span) -> Iterator[int]:
        """The numbers of the pieces that share anything with the span."""
        number = bisect_left(self.starts, span.end) - 1
        while number >= 0 and self.spans[number].end > span.start:
            yield number
            number -= 1


@dataclass(frozen=True, slots=True)
class Judged:
    """Units judged alike: how many, of whose words, by which coders (their places), and the codes given."""

    voice: str
    there: tuple[int, ...]
    held: Held
    units: int


def judged(pieces: Mapping[int, Pieces], found: Compared, unit: Unit) -> list[Judged]:
    """All units of the sources compared, those judged alike together; what has no code at all is there too."""
    counted: Counter[tuple[str, tuple[int, ...], Held]] = Counter()
    for one in found.read:
        own = pieces.get(one.id, Pieces())
        there = tuple(number for number, coder in enumerate(found.coders) if coder in one.coders)
        place = {coder: number for number, coder in enumerate(found.coders)}
        given = _by_characters(own, one.marks, place) if unit is Unit.CHARACTER else _whole(own, one.marks, place)
        for number, held, size in given:
            counted[own.voices[number], there, held] += size
    return [Judged(voice, there, held, n) for (voice, there, held), n in counted.items() if n]


def _whole(pieces: Pieces, marks: Sequence[Mark], place: Mapping[str, int]) -> Iterator[tuple[int, Held, int]]:
    """Each piece with the codes of all codings that share half of the shorter of the two with it."""
    given: dict[int, set[tuple[Code, int]]] = {}
    for mark in marks:
        for number in pieces.met(mark.span):
            if belongs(pieces.spans[number], mark.span):
                given.setdefault(number, set()).add((mark.code, place[mark.coder]))
    nothing: Held = frozenset()
    for number in range(len(pieces.spans)):
        yield number, frozenset(given[number]) if number in given else nothing, 1


def _by_characters(pieces: Pieces, marks: Sequence[Mark], place: Mapping[str, int]) -> Iterator[tuple[int, Held, int]]:
    """Each piece parted where a coding begins or ends; a character counts once for a coder and code."""
    on: dict[int, list[Mark]] = {}
    for mark in marks:
        for number in pieces.met(mark.span):
            on.setdefault(number, []).append(mark)
    for number, span in enumerate(pieces.spans):
        own = on.get(number, ())
        edges = {span.start, span.end} | {
            edge for mark in own for edge in (mark.span.start, mark.span.end) if span.start < edge < span.end
        }
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            held = frozenset((one.code, place[one.coder]) for one in own if one.span.start <= start < one.span.end)
            yield number, held, end - start


def end_to_end(pieces: Mapping[int, Pieces], read: Iterable[Read]) -> tuple[dict[tuple[Code, str], list[Span]], int]:
    """What each coder marked with each code, as places in one text of all pieces laid end to end; and its length."""
    marked: dict[tuple[Code, str], list[Span]] = {}
    at = 0
    for one in read:
        own = pieces.get(one.id, Pieces())
        starts = []
        for span in own.spans:
            starts.append(at)
            at += len(span)
        for mark in one.marks:
            for number in own.met(mark.span):
                span, moved = own.spans[number], starts[number] - own.spans[number].start
                start, end = max(span.start, mark.span.start), min(span.end, mark.span.end)
                marked.setdefault((mark.code, mark.coder), []).append(Span(start + moved, end + moved))
    return marked, at


def pieces_of(project: Project, found: Compared, unit: Unit) -> tuple[dict[int, Pieces], dict[int, Pieces]]:
    """The units' pieces and the turns of every source compared, by its number: words that may be used only."""
    from toolkit.storage import comparing, sources

    wanted = {one.id for one in found.read}
    with project.store() as store, store.reading() as connection:
        withheld = unusable(project, sources.respondents(connection))
        spoken = _by_source(comparing.turns(connection), wanted, withheld)
        turns = {source_id: _pieces(rows) for source_id, rows in spoken.items()}
        if unit is not Unit.SEGMENT:
            return turns, turns
        cut = _by_source(comparing.segments(connection), wanted, withheld)
        ready = {source_id for source_id in wanted if _fit(cut[source_id], spoken[source_id])}
        segments = {source_id: _pieces(cut[source_id]) for source_id in ready}
        all_ = _by_source(comparing.turns(connection), wanted - ready, frozenset())
        now, new = segment_cuts.cuts(project, connection, {key: _places(rows) for key, rows in all_.items()})
    segment_cuts.keep(project, new)
    return segments | {key: _heard(now[key], spoken[key]) for key in wanted - ready}, turns


_Rows: TypeAlias = list[tuple[int, int, int, str, int, int]]


def _by_source(
    rows: Iterable[tuple[int, int, int, str, int, int]], wanted: set[int], withheld: frozenset[str]
) -> dict[int, _Rows]:
    found: dict[int, _Rows] = {source_id: [] for source_id in wanted}
    for row in rows:
        if row[0] in wanted and row[3] not in withheld:
            found[row[0]].append(row)
    return found


def _pieces(rows: _Rows) -> Pieces:
    return Pieces([Span(start, end) for _, start, end, *_ in rows], [row[3] for row in rows])


def _fit(segments: _Rows, turns: _Rows) -> bool:
    """Whether stored segments are of today's turns and speakers."""
    speaks = {number: voice for _, _, _, voice, number, _ in turns}
    held = {number: voice for _, _, _, voice, number, _ in segments}
    told = {number for *_, number, words in turns if words >= TELLING}
    return bool(segments) and held.items() <= speaks.items() and told <= held.keys()


def _places(turns: _Rows) -> list[tuple[int, int, int]]:
    return [(number, start, end) for _, start, end, _, number, _ in turns]


def _heard(cut: Cut, turns: _Rows) -> Pieces:
    """The segments that lie in these turns, each with its voice."""
    speaks = {number: voice for _, _, _, voice, number, _ in turns}
    found = [
        (Span(*place), speaks[turn])
        for turn, *place in zip(cut.turns, cut.starts, cut.ends, strict=True)
        if turn in speaks
    ]
    return Pieces([span for span, _ in found], [voice for _, voice in found])
