"""A shelf of words made of another one and of what is new, without reading again what has not changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from typing import TypeVar

import numpy as np

from toolkit.analysis.searching.word_index import Places
from toolkit.analysis.searching.word_shelf import Ints, Narrow, Sentences, Shelf, Turns, used

Key = TypeVar("Key", bound=Hashable)
Part = tuple[Shelf, int, int]  # of a shelf the sources from one number to before another


def spliced(known: Shelf, new: Shelf, order: Sequence[int]) -> Shelf:
    """The shelf of these sources in their order: what `new` has is taken from there, the rest as it is known."""
    vocabulary, words = _merged(known.vocabulary, new.vocabulary)
    people, voices = _merged(known.people, new.people)
    phases, times = _merged(known.phases, new.phases)
    taken = _Taken()
    for part in _parts(known, new, order):
        taken.take(part, (words, voices, times) if part[0] is new else None)
    vocabulary, ids = used(vocabulary, _joined(taken.ids))
    sentences = Sentences(_joined(taken.begins), _joined(taken.ends), np.cumsum([0, *taken.sentences]))
    return Shelf(
        sources=tuple(order),
        vocabulary=vocabulary,
        lengths=np.fromiter(map(len, vocabulary), np.uint32, len(vocabulary)),
        ids=ids,
        starts=_joined(taken.starts),
        bent=taken.bent,
        turn=np.concatenate([np.zeros(0, np.int32), *taken.turn]),
        turns=Turns.of(np.concatenate([np.zeros((0, len(fields(Turns))), np.int64), *taken.turns])),
        people=tuple(people),
        phases=tuple(phases),
        sentences=sentences,
        numbers={word: number for number, word in enumerate(vocabulary)},
    )


def _merged(known: Sequence[Key], new: Sequence[Key]) -> tuple[list[Key], Ints]:
    """Everything in both, and the numbers that what is new has among it."""
    numbers = {one: number for number, one in enumerate(known)}
    own = np.fromiter((numbers.setdefault(one, len(numbers)) for one in new), np.int64, len(new))
    return list(numbers), own


def _joined(arrays: Sequence[Narrow]) -> Narrow:
    return np.concatenate([np.zeros(0, np.uint32), *arrays])


def _parts(known: Shelf, new: Shelf, order: Sequence[int]) -> Iterator[Part]:
    """Runs of sources that follow each other on one of the shelves."""
    places = {key: (0, number) for number, key in enumerate(known.sources)}
    places |= {key: (1, number) for number, key in enumerate(new.sources)}
    for _, run in groupby(enumerate(order), lambda one: (places[one[1]][0], places[one[1]][1] - one[0])):
        (shelf, first), *rest = [places[key] for _, key in run]
        yield (known, new)[shelf], first, first + 1 + len(rest)


@dataclass(slots=True)
class _Taken:
    """The rows taken so far, numbered as they stand now."""

    ids: list[Narrow] = field(default_factory=list)
    starts: list[Narrow] = field(default_factory=list)
    turn: list[Ints] = field(default_factory=list)
    turns: list[Ints] = field(default_factory=list)
    begins: list[Narrow] = field(default_factory=list)
    ends: list[Narrow] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    bent: dict[int, Places] = field(default_factory=dict)

    def take(self, part: Part, numbers: tuple[Ints, Ints, Ints] | None) -> None:
        """Put the words, turns and sentences of these sources at the end; `numbers`: what words, people, phases get."""
        shelf, first, last = part
        turns = slice(*np.searchsorted(shelf.turns.source, (first, last)).tolist())
        words = slice(*np.searchsorted(shelf.turn, (turns.start, turns.stop)).tolist())
        at, row = sum(map(len, self.ids)), sum(map(len, self.turns))
        self.bent |= {key - words.start + at: own for key, own in shelf.bent.items() if words.start <= key < words.stop}
        self.turn.append(shelf.turn[words] + np.int32(row - turns.start))
        self.turns.append(self._rows(shelf.turns, turns, (first, words.start - at), numbers))
        ids = shelf.ids[words]
        self.ids.append(ids if numbers is None else numbers[0][ids].astype(np.uint32))
        self.starts.append(shelf.starts[words])
        self._take_sentences(shelf.sentences, first, last)

    def _rows(self, turns: Turns, rows: slice, shift: tuple[int, int], numbers: tuple[Ints, Ints, Ints] | None) -> Ints:
        found = np.stack([np.asarray(column[rows], np.int64) for column in _columns(turns)], axis=1)
        found[:, 0] += len(self.sentences) - shift[0]
        found[:, 4:6] -= shift[1]
        if numbers is not None:
            found[:, 7], found[:, 8] = numbers[1][found[:, 7]], numbers[2][found[:, 8]]
        return found

    def _take_sentences(self, own: Sentences, first: int, last: int) -> None:
        place = slice(int(own.bounds[first]), int(own.bounds[last]))
        self.begins.append(own.starts[place])
        self.ends.append(own.ends[place])
        self.sentences += np.diff(own.bounds[first : last + 1]).tolist()


def _columns(turns: Turns) -> list[Ints]:
    return [getattr(turns, one.name) for one in fields(turns)]
