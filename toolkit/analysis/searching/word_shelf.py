"""The words of all sources in one row of numbers, each in the turn of whoever says it, and where they stand.

Words outside the turns given are left out: speakers' labels, and what nobody may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.searching.word_index import Places, Words

Ints: TypeAlias = NDArray[np.signedinteger[Any]]
Narrow: TypeAlias = NDArray[np.uint32]
Flags: TypeAlias = NDArray[np.bool_]
FAR = 32  # bits: a place in all material is the source's number above its place in the text


class TurnPlace(NamedTuple):
    """A turn and who speaks in it; `heard` says that it is evidence: a respondent's, or a record that nobody says."""

    number: int
    start: int
    end: int
    heard: bool
    respondent: str | None
    phase: str | None


@dataclass(slots=True)
class Turns:
    """Of each turn, in order of source and place: its source, place and words (from `first` up to `last`)."""

    source: Ints
    number: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    heard: Flags
    respondent: Ints
    phase: Ints

    @classmethod
    def of(cls, rows: Ints) -> Turns:
        """Rows of the columns in their order."""
        source, number, start, end, first, last, heard, who, phase = rows.T.astype(np.int64)
        return cls(source, number, start, end, first, last, heard.astype(bool), who, phase)


@dataclass(slots=True)
class Sentences:
    """Where sentences stand in their own sources; those of a source are from its number in `bounds` to the next."""

    starts: Narrow
    ends: Narrow
    bounds: Ints
    _far: tuple[Ints, Ints] | None = None

    def round(self, places: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        """Of each place in all material where the sentences begin and end that share words with it, else itself."""
        if self._far is None:
            above = np.repeat(np.arange(len(self.bounds) - 1, dtype=np.int64) << FAR, np.diff(self.bounds))
            self._far = self.starts.astype(np.int64) + above, self.ends.astype(np.int64) + above
        starts, ends = self._far
        first = np.searchsorted(ends, places[0], side="right")
        last = np.searchsorted(starts, places[1], side="left") - 1
        there = first <= last
        found = places[0].copy(), places[1].copy()
        found[0][there], found[1][there] = starts[first[there]], ends[last[there]]
        return found


@dataclass(slots=True)
class Shelf:
    """All words. `ids` are numbers in `vocabulary`, `starts` places in each word's own source, `turn` each word's turn.

    `people` and `phases` are what the turns' numbers mean; the first of each means nobody or none.
    """

    sources: tuple[int, ...]
    vocabulary: Sequence[str]
    lengths: Narrow
    ids: Narrow
    starts: Narrow
    bent: dict[int, Places]
    turn: Ints
    turns: Turns
    people: Sequence[str | None]
    phases: Sequence[str | None]
    sentences: Sentences
    numbers: dict[str, int] = field(repr=False)

    def by_respondent(self, wanted: Sequence[bool]) -> Flags:
        """The turns of those who are wanted, given for each of `people`."""
        return np.array(wanted, bool)[self.turns.respondent]

    def sentences_round(self, places: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
        """For each source id, start and end from where to where the sentences go that the place is in."""
        numbers = {key: number for number, key in enumerate(self.sources)}
        rows = [(numbers[key] << FAR, start, end) for key, start, end in places]
        above, begins, ends = np.array(rows, np.int64).reshape(-1, 3).T
        found = self.sentences.round((begins + above, ends + above))
        return list(zip(*((each - above).tolist() for each in found), strict=True))

    def ends(self, words: Ints) -> Ints:
        """Where each of these words ends."""
        found = self.starts[words].astype(np.int64) + self.lengths[self.ids[words]]
        if self.bent:
            for row in np.flatnonzero(np.isin(words, list(self.bent))).tolist():
                word = int(words[row])
                found[row] = int(self.starts[word]) + self.bent[word][-1] + 1
        return found

    def place(self, word: int, start: int, end: int) -> tuple[int, int]:
        """Where in its source the letters from `start` to `end` of a word stand."""
        base, places = int(self.starts[word]), self.bent.get(word)
        return (base + start, base + end) if places is None else (base + places[start], base + places[end - 1] + 1)


def shelved(material: Iterable[tuple[int, Words, Sequence[TurnPlace]]]) -> Shelf:
    """The words of these sources, each with its turns in order of place."""
    filling = _Filling()
    for source_id, words, turns in material:
        filling.take(source_id, words, turns)
    return filling.shelf()


class _Numbers(dict[Any, int]):
    """Numbers of what is asked for, given in the order in which it is asked for first."""

    def __missing__(self, key: object) -> int:
        self[key] = number = len(self)
        return number


class _Filling:
    """A shelf being filled."""

    def __init__(self) -> None:
        self.sources: list[int] = []
        self.numbers = _Numbers()
        self.people, self.phases = _Numbers({None: 0}), _Numbers({None: 0})
        self.ids: list[Narrow] = []
        self.starts: list[Narrow] = []
        self.bent: dict[int, Places] = {}
        self.turns: list[Ints] = []
        self.edges: list[Narrow] = []
        self.count = 0

    def take(self, source_id: int, words: Words, turns: Sequence[TurnPlace]) -> None:
        """Put the words of a source that stand in its turns at the end."""
        from_, to = _bounds(words, turns)
        kept = np.zeros(len(words.ids) + 1, np.int32)
        np.add.at(kept, from_, 1)
        np.add.at(kept, to, -1)
        inside = np.cumsum(kept[:-1]) > 0
        own = np.fromiter(map(self.numbers.__getitem__, words.vocabulary), np.uint32, len(words.vocabulary))
        self.ids.append(own[words.ids[inside]])
        self.starts.append(words.starts[inside])
        place = np.concatenate([[0], np.cumsum(inside)]) + self.count
        self.bent.update({int(place[at]): places for at, places in words.bent.items() if inside[at]})
        self._take_turns(turns, place[from_].tolist(), place[to].tolist())
        self.edges.append(words.edges)
        self.sources.append(source_id)
        self.count = int(place[-1])

    def _take_turns(self, turns: Sequence[TurnPlace], firsts: Sequence[int], lasts: Sequence[int]) -> None:
        people, phases, here = self.people, self.phases, len(self.sources)
        rows = [
            (here, number, start, end, first, last, heard, people[who], phases[phase])
            for (number, start, end, heard, who, phase), first, last in zip(turns, firsts, lasts, strict=True)
        ]
        self.turns.append(np.array(rows, np.int32).reshape(-1, 9))

    def shelf(self) -> Shelf:
        """What was taken, without words that no turn holds."""
        empty = np.zeros(0, np.uint32)
        ids = np.concatenate([empty, *self.ids])
        self.ids.clear()
        starts = np.concatenate([empty, *self.starts])
        self.starts.clear()
        vocabulary, ids = used([*self.numbers], ids)
        turns = Turns.of(np.concatenate([np.zeros((0, 9), np.int32), *self.turns]))
        self.turns.clear()
        return Shelf(
            sources=tuple(self.sources),
            vocabulary=vocabulary,
            lengths=np.fromiter(map(len, vocabulary), np.uint32, len(vocabulary)),
            ids=ids,
            starts=starts,
            bent=self.bent,
            turn=np.repeat(np.arange(len(turns.first), dtype=np.int32), turns.last - turns.first),
            turns=turns,
            people=tuple(self.people),
            phases=tuple(self.phases),
            sentences=_sentences(self.edges),
            numbers={word: number for number, word in enumerate(vocabulary)},
        )


def _bounds(words: Words, turns: Sequence[TurnPlace]) -> tuple[Ints, Ints]:
    """The first word of each turn, and the one after its last: no word that goes over the end of a turn."""
    begins = np.fromiter((turn.start for turn in turns), np.int64, len(turns))
    ends = np.fromiter((turn.end for turn in turns), np.int64, len(turns))
    first = np.searchsorted(words.starts, begins)
    last = np.maximum(np.searchsorted(words.starts, ends), first)
    spoken = np.flatnonzero(last > first)
    final = last[spoken] - 1
    over = words.starts[final] + _lengths(words, final) > ends[spoken]
    last[spoken] -= over
    return first, last


def _lengths(words: Words, chosen: Ints) -> Ints:
    """How long these words are in the text."""
    bent, vocabulary, ids = words.bent, words.vocabulary, words.ids[chosen].tolist()
    own = (
        bent[at][-1] + 1 if at in bent else len(vocabulary[word]) for at, word in zip(chosen.tolist(), ids, strict=True)
    )
    return np.fromiter(own, np.int64, len(chosen))


def used(vocabulary: list[str], ids: Narrow) -> tuple[list[str], Narrow]:
    """The words that occur, and their numbers among those."""
    used = np.bincount(ids, minlength=len(vocabulary)) > 0
    if used.all():
        return vocabulary, ids
    numbers = (np.cumsum(used) - 1).astype(np.uint32)
    return [word for word, there in zip(vocabulary, used.tolist(), strict=True) if there], numbers[ids]


def _sentences(edges: Sequence[Narrow]) -> Sentences:
    every = np.concatenate([np.zeros(0, np.uint32), *edges])
    bounds = np.cumsum([0, *(len(own) // 2 for own in edges)])
    return Sentences(every[::2].copy(), every[1::2].copy(), bounds)
