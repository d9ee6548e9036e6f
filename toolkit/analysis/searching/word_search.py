"""Where the words of a query stand on a shelf: all hits as rows of numbers, made places when they are looked at."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from toolkit.analysis.searching.word_shelf import FAR, Flags, Ints, Shelf
from toolkit.domain.codings.searches import GAP, Query, inside

Forms = Mapping[str, Sequence[str]]
PAIR = 2
FEW = 4  # words that are looked for one by one
_REL = 20  # bits: letters of a word


@dataclass(frozen=True, slots=True)
class Events:
    """Places in order: from letter `start` of the word `first` to before letter `end` of the word `last`; an `end` of 0
    means the whole word."""

    first: Ints
    last: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.first)

    @classmethod
    def whole(cls, first: Ints, last: Ints) -> Events:
        """Whole words."""
        nothing = np.zeros(len(first), np.int32)
        return cls(first, last, nothing, nothing)

    def part(self, chosen: Ints | Flags) -> Events:
        """Those chosen."""
        first, start = self.first[chosen], self.start[chosen]
        last = first if self.last is self.first else self.last[chosen]
        return Events(first, last, start, start if self.end is self.start else self.end[chosen])


class Found:
    """All hits in order of source and place, each in a turn of the shelf."""

    def __init__(self, shelf: Shelf, turns: Ints) -> None:
        self.shelf, self.turns = shelf, turns

    def __len__(self) -> int:
        return len(self.turns)

    @cached_property
    def by_source(self) -> dict[int, int]:
        """How many hits each source has, by the source's id, in order of the sources."""
        counts = np.bincount(self.shelf.turns.source[self.turns], minlength=len(self.shelf.sources))
        return {self.shelf.sources[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}

    @cached_property
    def by_person(self) -> dict[str | None, int]:
        """How many hits each respondent says."""
        counts = np.bincount(self.shelf.turns.respondent[self.turns], minlength=len(self.shelf.people))
        return {self.shelf.people[at]: int(counts[at]) for at in np.flatnonzero(counts).tolist()}

    @abstractmethod
    def places(self, row: int) -> list[tuple[int, int]]:
        """Where the words of one hit stand in its source, in order."""

    @abstractmethod
    def edges(self) -> tuple[Ints, Ints]:
        """Of each hit where it begins and ends in all material: the source's number stands above the place."""

    def sentences(self) -> list[tuple[int, int, int]]:
        """The sentences in which the hits stand, each once: source id, start and end, in order of place."""
        begins, ends = (each.astype(np.int64) for each in self.shelf.sentences.round(self.edges()))
        order = np.lexsort((ends, begins))
        begins, ends = begins[order], ends[order]
        new = np.ones(len(begins), bool)
        new[1:] = (np.diff(begins) != 0) | (np.diff(ends) != 0)
        begins, ends = begins[new], ends[new]
        sources = np.asarray(self.shelf.sources, np.int64)[begins >> FAR]
        low = (1 << FAR) - 1
        return list(zip(sources.tolist(), (begins & low).tolist(), (ends & low).tolist(), strict=True))

    @abstractmethod
    def where(self, kept: Flags) -> Found:
        """Those that are kept."""


class Hits(Found):
    """Hits of words; each row of `chosen` holds the numbers of a hit's events."""

    def __init__(self, shelf: Shelf, events: Events, chosen: Ints, turns: Ints) -> None:
        super().__init__(shelf, turns)
        self.events, self.chosen = events, chosen

    def places(self, row: int) -> list[tuple[int, int]]:
        """Where the words of one hit stand in its source, in order."""
        events, shelf = self.events, self.shelf
        found = set()
        for at in self.chosen[row].tolist():
            first, last = int(events.first[at]), int(events.last[at])
            start, end = int(events.start[at]), int(events.end[at]) or int(shelf.lengths[shelf.ids[last]])
            begin = shelf.place(first, start, start + 1)[0]
            found.add((begin, shelf.place(last, end - 1, end)[1]))
        return sorted(found)

    def edges(self) -> tuple[Ints, Ints]:
        """Of each hit where it begins and ends in all material: the source's number stands above the place."""
        if not len(self):
            return self.turns, self.turns
        shelf, events = self.shelf, self.events
        begins = shelf.starts[events.first].astype(np.int64) + events.start
        ends = shelf.ends(events.last)
        partial = np.flatnonzero(events.end)
        ends[partial] = shelf.starts[events.last[partial]].astype(np.int64) + events.end[partial]
        for at in np.flatnonzero(np.isin(events.first, list(shelf.bent))).tolist() if shelf.bent else ():
            word, start, end = int(events.first[at]), int(events.start[at]), int(events.end[at])
            begins[at] = shelf.place(word, start, start + 1)[0]
            ends[at] = shelf.place(word, end - 1, end)[1] if end else ends[at]
        above = shelf.turns.source[self.turns] << FAR
        return begins[self.chosen].min(axis=1) + above, ends[self.chosen].max(axis=1) + above

    def where(self, kept: Flags) -> Hits:
        """Those that are kept."""
        return Hits(self.shelf, self.events, self.chosen[kept], self.turns[kept])


def searched(shelf: Shelf, query: Query, allowed: Flags, *, forms: Forms | None = None) -> Hits:
    """The hits of the query in the turns allowed; `forms` gives other forms of single words."""
    found, turns = _sharing(shelf, _of_terms(shelf, query, forms or {}), allowed)
    if len(found) == 1:
        events = found[0]
        return Hits(shelf, events, np.arange(len(events), dtype=np.int32)[:, None], turns[0])
    events, numbers, order = _ordered(found)
    own = np.concatenate(turns)[order]
    chosen = _together(events, numbers, own, query)
    return Hits(shelf, events, chosen, own[chosen[:, 0]])


def _of_terms(shelf: Shelf, query: Query, forms: Forms) -> list[Events]:
    """Where each term stands."""
    single = {at: (term[0], *forms.get(term[0], ())) for at, term in enumerate(query.terms) if len(term) == 1}
    ways = {at: _ways(shelf, words, within=query.inside) for at, words in single.items()}
    words = _gathered(shelf, ways)
    return [
        _placed(shelf, words[at], ways[at]) if at in ways else _phrase(shelf, term)
        for at, term in enumerate(query.terms)
    ]


Ways = dict[int, list[tuple[int, int]]]  # by number of a word, the stretches of it that are meant; none: all of it


def _ways(shelf: Shelf, words: Iterable[str], *, within: bool) -> Ways:
    wanted = set(words)
    if not within:
        return {shelf.numbers[word]: [] for word in wanted if word in shelf.numbers}
    found: Ways = {}
    for form in wanted:
        for number, word in enumerate(shelf.vocabulary):
            if form in word and (places := inside(word, form)):
                found[number] = sorted({*found.get(number, ()), *places})
    return found


def _gathered(shelf: Shelf, ways: Mapping[int, Ways]) -> dict[int, Ints]:
    """For each term the words that are one of those it means: one look at all words for all terms."""
    if sum(map(len, ways.values())) <= FEW:
        return {at: _among(shelf, own) for at, own in ways.items()}
    meant = np.zeros(len(shelf.vocabulary), np.uint8)
    for bit, own in enumerate(ways.values()):
        meant[list(own)] |= np.uint8(1 << bit)
    marks = meant[shelf.ids]
    any_ = np.flatnonzero(marks != 0).astype(np.int32)
    kinds = marks[any_]
    return {at: any_[(kinds & (1 << bit)) != 0] for bit, at in enumerate(ways)}


def _among(shelf: Shelf, numbers: Iterable[int]) -> Ints:
    """The words that are one of a few: compared, which takes half as long as a look at a table for each."""
    same = [shelf.ids == number for number in numbers] or [np.zeros(0, bool)]
    return np.flatnonzero(reduce(np.logical_or, same)).astype(np.int32)


def _placed(shelf: Shelf, words: Ints, ways: Ways) -> Events:
    """The words as places; a word within which several stretches are meant gives several."""
    if not any(ways.values()):
        return Events.whole(words, words)
    counts, firsts = np.zeros((2, len(shelf.vocabulary)), np.int32)
    counts[list(ways)] = [len(places) for places in ways.values()]
    firsts[list(ways)] = np.cumsum([0, *counts[list(ways)][:-1]])
    stretches = np.array([place for places in ways.values() for place in places], np.int32)
    own = counts[kinds := shelf.ids[words]]
    nth = np.arange(own.sum(), dtype=np.int32) - np.repeat(np.cumsum(own, dtype=np.int32) - own, own)
    place = np.repeat(firsts[kinds], own) + nth
    at = np.repeat(words, own)
    return Events(at, at, stretches[place, 0], stretches[place, 1])


def _phrase(shelf: Shelf, term: Sequence[str]) -> Events:
    """Where words stand one after the other, with little between them, in one turn."""
    numbers = [shelf.numbers.get(word, -1) for word in term]
    if min(numbers) < 0 or len(shelf.ids) < len(term):
        first = np.zeros(0, np.int32)
    else:
        first = np.flatnonzero(shelf.ids[: len(shelf.ids) - len(term) + 1] == numbers[0]).astype(np.int32)
        for step, number in enumerate(numbers[1:], 1):
            first = first[shelf.ids[first + step] == number]
        for step in range(1, len(term)):
            first = first[shelf.starts[first + step] <= shelf.ends(first + step - 1) + GAP]
    last = first + (len(term) - 1)
    same = shelf.turn[first] == shelf.turn[last]
    return Events.whole(first[same], last[same])


def _sharing(shelf: Shelf, found: Sequence[Events], allowed: Flags) -> tuple[list[Events], list[Ints]]:
    """The places in allowed turns that hold every term, and their turns."""
    turns = [shelf.turn[one.first] for one in found]
    shared = allowed
    for own in turns if len(turns) > 1 else ():
        here = np.zeros(len(shared), bool)
        here[own] = True
        shared = shared & here
    kept = [np.flatnonzero(shared[own]) for own in turns]
    return [one.part(own) for one, own in zip(found, kept, strict=True)], [
        own[rows] for own, rows in zip(turns, kept, strict=True)
    ]


def _ordered(found: Sequence[Events]) -> tuple[Events, Ints, Ints]:
    """All events in order of place, the number of the term that each is of, and where each stood before."""
    numbers = np.repeat(np.arange(len(found), dtype=np.int8), [len(one) for one in found])
    every = Events(*(np.concatenate(columns) for columns in zip(*map(_columns, found), strict=True)))
    begins = (every.first.astype(np.int64) << _REL) + every.start
    order = np.argsort(begins, kind="stable")
    if (np.diff(begins[order]) == 0).any():
        ends = (every.last.astype(np.int64) << _REL) + np.where(every.end, every.end, (1 << _REL) - 1)
        order = np.lexsort((numbers, ends, begins))
    return every.part(order), numbers[order], order


def _columns(events: Events) -> tuple[Ints, Ints, Ints, Ints]:
    return events.first, events.last, events.start, events.end


def _together(events: Events, numbers: Ints, turns: Ints, query: Query) -> Ints:
    """For each hit one event of every term, near each other in one turn, none of them in two hits."""
    rows = np.arange(len(events), dtype=np.int32)
    if len(query.terms) == PAIR:  # where most hits are, and twice as fast as by all terms' latest places
        latest = [_before(numbers), rows]
    else:
        latest = [np.maximum.accumulate(np.where(numbers == term, rows, -1)) for term in range(len(query.terms))]
    earliest = latest[0] if len(latest) == PAIR else np.minimum.reduce(latest)
    possible = np.flatnonzero((earliest >= 0) & (turns[np.maximum(earliest, 0)] == turns))
    chosen = np.stack([each[possible] for each in latest], axis=1)
    if len(latest) > PAIR:
        chosen.sort(axis=1)
    chosen = chosen[_between(events, chosen) <= query.near]
    return chosen[_apart(chosen)]


def _before(numbers: Ints) -> Ints:
    """For each row the last one before it that is of the other term; -1 where there is none."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    return np.repeat((starts - 1).astype(np.int32), np.diff(starts, append=len(numbers)))


def _between(events: Events, chosen: Ints) -> Ints:
    """How many words lie between those of each row, which stand in order of place."""
    reached = events.last[chosen[:, 0]]
    total = np.zeros(len(chosen), np.int32)
    for column in range(1, chosen.shape[1]):
        total += np.maximum(events.first[chosen[:, column]] - reached - 1, 0)
        reached = np.maximum(reached, events.last[chosen[:, column]])
    return total


def _apart(chosen: Ints) -> Flags:
    """The rows that are taken one after the other, each beginning after the one before has ended."""
    first, last = chosen[:, 0], chosen[:, -1]
    taken = np.ones(len(chosen), bool)
    taken[1:] = first[1:] > np.maximum.accumulate(last)[:-1]  # such a row is taken whatever was before
    newest = np.flatnonzero(taken[:-1] & ~taken[1:])
    while len(newest):
        after = np.searchsorted(first, last[newest], side="right")
        newest = after[after < len(chosen)]
        newest = newest[~taken[newest]]
        taken[newest] = True
    return taken
