"""The units of agreement: segments, turns or characters of respondents, and which codes each coder gave to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from toolkit.services.comparing import segment_cuts
from toolkit.services.comparing.agreement import Compared, Read
from toolkit.services.comparing.segment_cuts import Cut
from toolkit.services.projects.project import Project
from toolkit.services.projects.withholding import unusable

if TYPE_CHECKING:
    from toolkit.analysis.counting import rated_units
    from toolkit.analysis.counting.rated_units import Marks, Rated

TELLING = 25  # words: a turn of so many always gives a segment
Code: TypeAlias = str


class Unit(StrEnum):
    """What is counted as one judgement."""

    SEGMENT = "segment"
    TURN = "turn"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Pieces:
    """The stretches of a source that are judged, in order and without overlap, and who says each."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    voices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands for the numbers in arrays: voices, sets of coders who have read the same sources, and codes."""

    voices: Sequence[str]
    theres: Sequence[tuple[int, ...]]
    codes: Sequence[Code]


def judged(pieces: Mapping[int, Pieces], found: Compared, unit: Unit) -> tuple[Rated, Numbered]:
    """All units of the sources compared, with the codes that each coder gave; what has no code at all is there too."""
    from toolkit.analysis.counting import rated_units

    own, numbered = _on_one_line(pieces, found, found.read)
    way = rated_units.by_characters if unit is Unit.CHARACTER else rated_units.whole
    return way(own, _marks(found, found.read)), numbered


def end_to_end(pieces: Mapping[int, Pieces], found: Compared) -> tuple[Marks, int]:
    """What was marked in the sources that all have coded, as places in one text of their pieces; and its length."""
    from toolkit.analysis.counting import rated_units

    read = [one for one in found.read if len(one.coders) == len(found.coders)]
    return rated_units.end_to_end(_on_one_line(pieces, found, read)[0], _marks(found, read))


def _on_one_line(
    pieces: Mapping[int, Pieces], found: Compared, read: Iterable[Read]
) -> tuple[rated_units.Pieces, Numbered]:
    from toolkit.analysis.counting import rated_units

    voices: dict[str, int] = {}
    theres: dict[tuple[int, ...], int] = {}
    rows = []
    for one in read:
        own = pieces.get(one.id, Pieces())
        there = tuple(number for number, coder in enumerate(found.coders) if coder in one.coders)
        said = [voices.setdefault(voice, len(voices)) for voice in own.voices]
        rows.append((theres.setdefault(there, len(theres)), own.starts, own.ends, said))
    return rated_units.pieces(rows), Numbered(list(voices), list(theres), list(found.scheme.codes))


def _marks(found: Compared, read: Iterable[Read]) -> Marks:
    from toolkit.analysis.counting import rated_units

    code = {path: number for number, path in enumerate(found.scheme.codes)}
    coder = {name: number for number, name in enumerate(found.coders)}
    return rated_units.marks(
        (at, mark.span.start, mark.span.end, code[mark.code], coder[mark.coder])
        for at, one in enumerate(read)
        for mark in one.marks
    )


def pieces_of(project: Project, found: Compared, unit: Unit) -> tuple[dict[int, Pieces], dict[int, Pieces]]:
    """The units' pieces and the turns of every source compared, by its number: words that may be used only."""
    from toolkit.storage.codings import comparing
    from toolkit.storage.sources import sources

    wanted = {one.id for one in found.read}
    with project.store() as store, store.reading() as connection:
        withheld = unusable(project, sources.respondents(connection))
        every = _by_source(comparing.turns(connection), wanted)
        spoken = _without(every, withheld)
        turns = {source_id: _pieces(rows) for source_id, rows in spoken.items()}
        if unit is not Unit.SEGMENT:
            return turns, turns
        cut = _without(_by_source(comparing.segments(connection), wanted), withheld)
        ready = {source_id for source_id in wanted if _fit(cut[source_id], spoken[source_id])}
        segments = {source_id: _pieces(cut[source_id]) for source_id in ready}
        now, new = segment_cuts.cuts(project, connection, {key: _places(every[key]) for key in wanted - ready})
    segment_cuts.keep(project, new)
    return segments | {key: _heard(now[key], spoken[key]) for key in wanted - ready}, turns


_Row: TypeAlias = tuple[int, int, int, str, int, int]
_Rows: TypeAlias = list[_Row]


def _by_source(rows: Iterable[_Row], wanted: set[int]) -> dict[int, _Rows]:
    """The rows of each source wanted, given in order of source."""
    found: dict[int, _Rows] = {source_id: [] for source_id in wanted}
    for source_id, own in groupby(rows, itemgetter(0)):
        if source_id in wanted:
            found[source_id] = list(own)
    return found


def _without(found: dict[int, _Rows], withheld: frozenset[str]) -> dict[int, _Rows]:
    """The rows of those whose words may be used."""
    if not withheld:
        return found
    return {source_id: [row for row in rows if row[3] not in withheld] for source_id, rows in found.items()}


def _pieces(rows: _Rows) -> Pieces:
    if not rows:
        return Pieces()
    _, starts, ends, voices, *_ = zip(*rows, strict=True)
    return Pieces(starts, ends, voices)


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
        (start, end, speaks[turn])
        for turn, start, end in zip(cut.turns, cut.starts, cut.ends, strict=True)
        if turn in speaks
    ]
    return Pieces(*zip(*found, strict=True)) if found else Pieces()
