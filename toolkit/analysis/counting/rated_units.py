"""What coders gave to each unit, in arrays: pieces of text on one line, and how many are of each kind for each person.

All sources stand on one line, each far from the next, so that a hundred thousand codings are placed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Ratings: TypeAlias = tuple[Any, ...]
FAR = 32  # bits: a place is its source's number above the place in its text
PAIR = 2
WORD = 64  # columns compared at once


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Stretches in order and without overlap; whose words each is, and which coders have read it, by number."""

    begin: Ints
    end: Ints
    voice: Ints
    there: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Codings: their places, codes and coders, by number."""

    begin: Ints
    end: Ints
    code: Ints
    coder: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Units, how large each is, and what was given: a row for each unit, code and coder; `marks` are the codings."""

    marks: Marks
    pieces: Pieces
    size: Ints
    unit: Ints
    code: Ints
    coder: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Tallied:
    """How many units of each kind there are for each person: a kind is how each coder rated it."""

    kinds: Sequence[Ratings]
    counts: csr_matrix  # persons × kinds

    @property
    def whole(self) -> dict[Ratings, int]:
        """The same for everybody together."""
        return dict(zip(self.kinds, map(int, self.counts.sum(0).A1), strict=True))

    @property
    def holders(self) -> int:
        """In how many persons' words any coder gave anything."""
        given = [number for number, kind in enumerate(self.kinds) if any(kind)]
        return int(np.count_nonzero(self.counts[:, given].sum(1)))


def pieces(rows: Sequence[tuple[int, Sequence[int], Sequence[int], Sequence[int]]]) -> Pieces:
    """The pieces of each source: which coders have read it, starts, ends and voices."""
    many = [len(starts) for _, starts, _, _ in rows]
    far = np.repeat(np.arange(len(rows), dtype=np.int64) << FAR, many)
    there = np.repeat(np.array([read for read, *_ in rows], np.int64), many)
    begin, end = _joined(starts for _, starts, _, _ in rows), _joined(ends for _, _, ends, _ in rows)
    voice = _joined(voices for *_, voices in rows)
    return Pieces(begin + far, end + far, voice, there)


def marks(rows: Iterable[tuple[int, int, int, int, int]]) -> Marks:
    """Codings, each with its source's place among those compared, start, end, code and coder."""
    source, begin, end, code, coder = np.array(list(rows), np.int64).reshape(-1, 5).T
    return Marks((source << FAR) + begin, (source << FAR) + end, code.copy(), coder.copy())


def _joined(parts: Iterable[Sequence[int]]) -> Ints:
    return np.array([number for part in parts for number in part], np.int64)


def _met(own: Pieces, made: Marks) -> tuple[Ints, Ints]:
    """Every piece and mark that share anything, by their numbers."""
    first = np.searchsorted(own.end, made.begin, "right")
    many = np.maximum(np.searchsorted(own.begin, made.end, "left") - first, 0)
    mark = np.repeat(np.arange(len(many)), many)
    within = np.arange(len(mark)) - np.repeat(np.cumsum(many) - many, many)
    return np.repeat(first, many) + within, mark


def whole(own: Pieces, made: Marks) -> Rated:
    """Each piece is a unit, with the codes of all codings that share half of the shorter of the two with it."""
    unit, mark = _met(own, made)
    begin, end = own.begin[unit], own.end[unit]
    shared = np.minimum(end, made.end[mark]) - np.maximum(begin, made.begin[mark])
    belongs = 2 * shared >= np.minimum(end - begin, (made.end - made.begin)[mark])
    unit, mark = unit[belongs], mark[belongs]
    return Rated(made, own, np.ones(len(own.begin), np.int64), unit, made.code[mark], made.coder[mark])


def by_characters(own: Pieces, made: Marks) -> Rated:
    """Each piece is parted where a coding begins or ends; a part is as large as it has characters."""
    edges = np.unique(np.concatenate([own.begin, own.end, made.begin, made.end]))
    begin, end = edges[:-1], edges[1:]
    piece = np.searchsorted(own.begin, begin, "right") - 1
    kept = (piece >= 0) & (end <= own.end[piece]) if len(own.begin) else np.zeros(len(begin), bool)
    piece = piece[kept]
    parted = whole(Pieces(begin[kept], end[kept], own.voice[piece], own.there[piece]), made)
    return Rated(made, parted.pieces, end[kept] - begin[kept], parted.unit, parted.code, parted.coder)


def end_to_end(own: Pieces, made: Marks) -> tuple[Marks, int]:
    """What was marked, as places in one text of all pieces laid end to end; and how long that is."""
    long = own.end - own.begin
    at = np.cumsum(long) - long - own.begin
    piece, mark = _met(own, made)
    begin = np.maximum(own.begin[piece], made.begin[mark]) + at[piece]
    end = np.minimum(own.end[piece], made.end[mark]) + at[piece]
    return Marks(begin, end, made.code[mark], made.coder[mark]), int(long.sum())


def stretches(made: Marks, codes: Collection[int], coder: int) -> tuple[list[int], list[int]]:
    """Where a coder's marks with any of these codes start and end, those that overlap as one."""
    own = np.isin(made.code, list(codes)) & (made.coder == coder)
    order = np.lexsort((made.end[own], made.begin[own]))
    begin, reach = made.begin[own][order], np.maximum.accumulate(made.end[own][order])
    new = np.concatenate([[True], begin[1:] >= reach[:-1]])[: len(begin)]
    last = np.concatenate([new[1:], [True]])[: len(begin)]
    return begin[new].tolist(), reach[last].tolist()


def shared(made: Marks, codes: Collection[int], coders: int) -> tuple[Ints, Ints]:
    """Where the stretches that two or more coders marked with any of these codes begin and end, in order."""
    own = [stretches(made, codes, coder) for coder in range(coders)]
    edges = np.array([edge for pair in own for part in pair for edge in part], np.int64)
    steps = np.array([step for pair in own for step, part in zip((1, -1), pair, strict=True) for _ in part], np.int64)
    order = np.lexsort((steps, edges))  # where one ends and another begins, nothing is shared
    many = np.cumsum(steps[order])
    at = np.flatnonzero(many >= PAIR)
    return edges[order][at], edges[order][at + 1]


class Counting:
    """Units counted by person and kind, for one code or facet after the other."""

    def __init__(self, rated: Rated, theres: Sequence[tuple[int, ...]], coders: int) -> None:
        self.rated, self.theres, self.coders = rated, theres, coders
        self.people = int(rated.pieces.voice.max(initial=-1)) + 1
        self.units = int(rated.size.sum())
        self.codes = frozenset(np.unique(rated.code).tolist())
        self._place = rated.pieces.voice * len(theres) + rated.pieces.there
        self._all = self._summed(np.arange(len(self._place)))

    def given(self, codes: Collection[int]) -> Tallied:
        """Whether each coder gave any of these codes; None for one who has not read the source."""
        chosen = np.isin(self.rated.code, list(codes))
        return self._tally(chosen, self.rated.coder[chosen], self._answers)

    def alike(self, codes: Collection[int]) -> tuple[int, int]:
        """How many units two or more coders gave any of these codes, and how many of them on no word in common."""
        chosen = np.isin(self.rated.code, list(codes))
        given = np.unique(self.rated.unit[chosen] * self.coders + self.rated.coder[chosen])
        units, many = np.unique(given // self.coders, return_counts=True)
        both = units[many >= PAIR]
        begin, end = shared(self.rated.marks, codes, self.coders)
        begin = np.append(begin, np.iinfo(np.int64).max)
        first = np.searchsorted(end, self.rated.pieces.begin[both], "right")
        apart = begin[first] >= self.rated.pieces.end[both]
        return int(self.rated.size[both].sum()), int(self.rated.size[both[apart]].sum())

    def sets(self, codes: Mapping[int, str]) -> Tallied:
        """Which of these codes each coder gave, under their names; None for one who has not read the source."""
        numbers = np.array(sorted(codes), np.int64)
        chosen = np.isin(self.rated.code, numbers)
        column = np.searchsorted(numbers, self.rated.code[chosen]) * self.coders + self.rated.coder[chosen]
        names = [(codes[number], coder) for number in sorted(codes) for coder in range(self.coders)]
        return self._tally(chosen, column, partial(self._sets, names))

    def _answers(self, there: Sequence[int], own: Sequence[int]) -> Ratings:
        return tuple(number in own if number in there else None for number in range(self.coders))

    def _sets(self, names: Sequence[tuple[str, int]], there: Sequence[int], own: Sequence[int]) -> Ratings:
        held = [names[column] for column in own]
        return tuple(
            frozenset([code for code, who in held if who == number]) if number in there else None
            for number in range(self.coders)
        )

    def _summed(self, units: Ints) -> Ints:
        size = np.bincount(self._place[units], self.rated.size[units], self.people * len(self.theres))
        summed: Ints = size.astype(np.int64)
        return summed

    def _tally(self, chosen: Flags, column: Ints, named: Callable[[Sequence[int], Sequence[int]], Ratings]) -> Tallied:
        """What was given in the chosen rows, each under its column; the units that were given nothing are there too."""
        units, place = np.unique(self.rated.unit[chosen], return_inverse=True)
        kind, first = self._kinds(units, place, column)
        there = self.rated.pieces.there[units[first]].tolist()
        kinds = [named(self.theres[read], own) for read, own in zip(there, _columns(place, column, first), strict=True)]
        rest = (self._all - self._summed(units)).reshape(self.people, len(self.theres))
        empty = np.flatnonzero(rest.any(0))
        kinds += [named(self.theres[read], ()) for read in empty.tolist()]
        who, which = np.nonzero(rest[:, empty])
        size = np.concatenate([self.rated.size[units], rest[:, empty][who, which]])
        rows, columns = (
            np.concatenate([self.rated.pieces.voice[units], who]),
            np.concatenate([kind, len(first) + which]),
        )
        return Tallied(kinds, csr_matrix((size.astype(np.float64), (rows, columns)), (self.people, len(kinds))))

    def _kinds(self, units: Ints, place: Ints, column: Ints) -> tuple[Ints, Ints]:
        """The kind of each unit, numbered as they first come, and the unit that each kind first comes with."""
        alike = self.rated.pieces.there[units]
        for start in range(0, int(column.max(initial=-1)) + 1, WORD):
            here = (column >= start) & (column < start + WORD)
            held = np.zeros((len(units), WORD), bool)
            held[place[here], column[here] - start] = True
            _, part = np.unique(np.packbits(held, axis=1).view(np.uint64).ravel(), return_inverse=True)
            _, alike = np.unique(alike * (part.max(initial=0) + 1) + part, return_inverse=True)
        _, first, alike = np.unique(alike, return_index=True, return_inverse=True)
        order = np.argsort(first)
        return np.argsort(order)[alike], first[order]


def _columns(place: Ints, column: Ints, wanted: Ints) -> list[list[int]]:
    """The columns of each of the wanted units."""
    order = np.argsort(place, kind="stable")
    own, ordered = column[order], place[order]
    starts, ends = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
    return [own[start:end].tolist() for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def together(every: Sequence[Tallied]) -> Tallied:
    """Several tallies of the same people as one; the same kind in several of them is one kind."""
    number: dict[Ratings, int] = {}
    columns = [np.array([number.setdefault(kind, len(number)) for kind in one.kinds], np.int64) for one in every]
    parts = [one.counts.tocoo() for one in every]
    cells = np.concatenate([part.data for part in parts])
    rows = np.concatenate([part.row for part in parts])
    moved = np.concatenate([own[part.col] for own, part in zip(columns, parts, strict=True)])
    return Tallied(list(number), csr_matrix((cells, (rows, moved)), (every[0].counts.shape[0], len(number))))


def of_two(tallied: Tallied, first: int, second: int) -> Tallied:
    """The ratings of two of the coders."""
    return together([Tallied([(kind[first], kind[second]) for kind in tallied.kinds], tallied.counts)])


def by_person(counts: Mapping[tuple[int, Ratings], float], people: int) -> Tallied:
    """A tally of what was counted by person (a number) and kind."""
    number = {kind: at for at, kind in enumerate(dict.fromkeys(kind for _, kind in counts))}
    rows, columns = [who for who, _ in counts], [number[kind] for _, kind in counts]
    return Tallied(
        list(number), csr_matrix((list(counts.values()), (rows, columns)), (people, len(number)), np.float64)
    )
