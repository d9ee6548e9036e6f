"""Figures of agreement: on each code, each facet and all together, for all coders and for each pair of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeAlias, TypeVar

from toolkit.domain.agreement import TWO, Measure, Rating, percent
from toolkit.domain.alphas import Level, alpha
from toolkit.domain.kappas import ac1, cohen, fleiss
from toolkit.domain.schemes import AREAS
from toolkit.domain.text import Span
from toolkit.domain.unitizing import unitizing_alpha
from toolkit.services.agreement import Compared, Kept, above, refuse_in_reflexive_mode
from toolkit.services.agreement_units import Code, Held, Judged, Unit, end_to_end, judged, pieces_of
from toolkit.services.project import Project

Ratings: TypeAlias = tuple[Rating, ...]
Tallies: TypeAlias = dict[tuple[str, Ratings], int]  # by whose words they are
Bounds: TypeAlias = tuple[float, float]
Key = TypeVar("Key")
NOBODY: frozenset[int] = frozenset()
NOTHING: frozenset[tuple[Code, int]] = frozenset()
above_ = lru_cache(maxsize=4096)(above)


@dataclass(frozen=True, slots=True)
class Figures:
    """How well coders agree, each measure with the middle 95 % of it when the people are drawn anew."""

    units: int
    percent: Measure
    cohen_kappa: Measure
    fleiss_kappa: Measure
    krippendorff_alpha: Measure
    gwet_ac1: Measure
    intervals: Mapping[str, Bounds] = field(default_factory=dict)

    def interval(self, measure: str) -> Bounds | None:
        """The bounds of a measure, None where there are none."""
        return self.intervals.get(measure)


@dataclass(frozen=True, slots=True)
class Row:
    """Agreement on one code, with the codes under it: on how many units each coder has it, and on how many anyone."""

    code: str
    given: tuple[int, ...]
    either: int
    figures: Figures
    unitizing: Measure


@dataclass(frozen=True, slots=True)
class FacetRow:
    """Agreement on the set of a facet's codes that each unit was given."""

    facet: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class PairRow:
    """Agreement of two coders on all codes together, and on each code."""

    coders: tuple[str, str]
    figures: Figures
    codes: Mapping[str, Figures]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All figures of a comparison; `overall` counts each code on each unit as one yes or no."""

    unit: Unit
    units: int
    people: int
    overall: Figures
    codes: tuple[Row, ...]
    facets: tuple[FacetRow, ...]
    pairs: tuple[PairRow, ...]

    @property
    def areas(self) -> tuple[Row, ...]:
        """The rows of the question areas."""
        return tuple(row for row in self.codes if row.code in AREAS)


_tables: Kept[tuple[Compared, Unit], Table] = Kept()


def table(project: Project, found: Compared, unit: Unit = Unit.SEGMENT) -> Table:
    """The figures of what is compared, worked out once for it; Refused in reflexive mode."""
    refuse_in_reflexive_mode(project)
    if (known := _tables.get((found, unit))) is not None:
        return known
    pieces, turns = pieces_of(project, found, unit)
    units = judged(pieces, found, unit)
    everyone = [one for one in found.read if len(one.coders) == len(found.coders)]
    marked = _Marked(*end_to_end(turns, everyone))
    return _tables.put((found, unit), _Maker(found, units).table(unit, marked))


@dataclass(frozen=True, slots=True)
class _Marked:
    """What each coder marked with each code in one text laid end to end, and how long that is."""

    spans: Mapping[tuple[Code, str], Sequence[Span]]
    length: int

    def unitizing(self, path: str, coders: Sequence[str]) -> Measure:
        """Alpha for unitizing of a code with the codes under it."""
        held = [
            [one for (code, who), spans in self.spans.items() if who == coder and path in above_(code) for one in spans]
            for coder in coders
        ]
        return unitizing_alpha(held, self.length)


class _Maker:
    """Ratings counted once for all tables of a comparison."""

    def __init__(self, found: Compared, units: Sequence[Judged]) -> None:
        from toolkit.analysis.resampling import drawn

        self.found, self.units = found, units
        self._known: dict[tuple[tuple[int, ...], frozenset[int]], Ratings] = {}
        self._known_sets: dict[tuple[tuple[int, ...], Held], Ratings] = {}
        self.voices = list(dict.fromkeys(one.voice for one in units))
        self.draws = drawn(self.voices)
        self.whole = self._sized()
        self.on = _given(units, above_)
        self.exactly = _given(units, lambda code: (code,))

    def table(self, unit: Unit, marked: _Marked) -> Table:
        """Every table of the comparison."""
        by_code = {path: self._ratings(self.on[path]) for path in self.found.scheme.codes if path in self.on}
        together = _together(self._ratings(own) for own in self.exactly.values())
        rows = tuple(self._row(path, tallies, marked) for path, tallies in by_code.items())
        return Table(
            unit,
            sum(one.units for one in self.units),
            len(self.voices),
            self._figures(together),
            rows,
            tuple(self._facets()),
            tuple(self._pairs(rows, by_code, together)),
        )

    def _sized(self) -> dict[tuple[str, tuple[int, ...]], int]:
        counted: dict[tuple[str, tuple[int, ...]], int] = {}
        for one in self.units:
            _add(counted, (one.voice, one.there), one.units)
        return counted

    def _ratings(self, given: Mapping[_Kind, int]) -> Tallies:
        """Yes, no or missing of each coder, by whose words the units are."""
        return self._filled(given, self._rated, NOBODY)

    def _filled(self, given: Mapping[_Given, int], rated: Callable[..., Ratings], nothing: frozenset[Any]) -> Tallies:
        """The ratings of the units that were given anything, and of all others those that gave nothing."""
        rest = dict(self.whole)
        tallies: Tallies = {}
        for (voice, there, what), n in given.items():
            rest[voice, there] -= n
            _add(tallies, (voice, rated(there, what)), n)
        for (voice, there), n in rest.items():
            if n:
                _add(tallies, (voice, rated(there, nothing)), n)
        return tallies

    def _rated(self, there: tuple[int, ...], who: frozenset[int]) -> Ratings:
        if (known := self._known.get((there, who))) is None:
            every = range(len(self.found.coders))
            known = self._known[there, who] = tuple(number in who if number in there else None for number in every)
        return known

    def _row(self, path: str, tallies: Tallies, marked: _Marked) -> Row:
        given = self.on[path]
        each = tuple(
            sum(n for (_, _, who), n in given.items() if number in who) for number in range(len(self.found.coders))
        )
        unitizing = marked.unitizing(path, self.found.coders)
        return Row(path, each, sum(given.values()), self._figures(tallies), unitizing)

    def _facets(self) -> Iterator[FacetRow]:
        of = {path: code.facet for path, code in self.found.scheme.codes.items()}
        given: dict[str, dict[_Given, int]] = {}
        known: dict[Held, dict[str, Held]] = {}
        for one in self.units:
            if (parts := known.get(one.held)) is None:
                parts = known[one.held] = _parted(one.held, of)
            for facet, own in parts.items():
                _add(given.setdefault(facet, {}), (one.voice, one.there, own), one.units)
        for each in self.found.scheme.facets:
            if each.key in given:
                tallies = self._filled(given[each.key], self._sets, NOTHING)
                yield FacetRow(each.key, self._figures(tallies, Level.SETS))

    def _sets(self, there: tuple[int, ...], given: Held) -> Ratings:
        if (known := self._known_sets.get((there, given))) is None:
            known = self._known_sets[there, given] = tuple(
                frozenset([code for code, who in given if who == number]) if number in there else None
                for number in range(len(self.found.coders))
            )
        return known

    def _pairs(self, rows: Sequence[Row], by_code: Mapping[str, Tallies], together: Tallies) -> Iterator[PairRow]:
        if len(self.found.coders) == TWO:
            first, second = self.found.coders
            yield PairRow((first, second), self._figures(together), {row.code: row.figures for row in rows})
            return
        for one, other in combinations(range(len(self.found.coders)), TWO):
            names = (self.found.coders[one], self.found.coders[other])
            each = {path: self._figures(_of_two(own, one, other)) for path, own in by_code.items()}
            yield PairRow(names, self._figures(_of_two(together, one, other)), each)

    def _figures(self, tallies: Tallies, level: Level = Level.NOMINAL) -> Figures:
        from toolkit.analysis.resampling import estimates

        whole: dict[Ratings, int] = {}
        for (_, ratings), n in tallies.items():
            _add(whole, ratings, n)
        found = estimates(tallies, self.draws, level)
        sets = found["krippendorff_alpha"].value
        values = {
            "percent": percent(whole),
            "cohen_kappa": cohen(whole),
            "fleiss_kappa": fleiss(whole),
            "krippendorff_alpha": alpha(whole) if level is Level.NOMINAL or sets is None else Measure(sets),
            "gwet_ac1": ac1(whole),
        }
        kept = {name: one.bounds for name, one in found.items() if one.bounds and values[name].value is not None}
        return Figures(sum(whole.values()), **values, intervals=kept)


_Kind: TypeAlias = tuple[str, tuple[int, ...], frozenset[int]]
_Given: TypeAlias = tuple[str, tuple[int, ...], frozenset[Any]]


def _given(units: Iterable[Judged], counts_as: Callable[[str], Iterable[str]]) -> dict[str, dict[_Kind, int]]:
    """On how many units, of whose words, which coders gave each code."""
    found: dict[str, dict[_Kind, int]] = {}
    known: dict[Held, dict[str, frozenset[int]]] = {}  # few combinations of codes are ever given
    for one in units:
        if (who := known.get(one.held)) is None:
            who = known[one.held] = _givers(one.held, counts_as)
        for path, own in who.items():
            _add(found.setdefault(path, {}), (one.voice, one.there, own), one.units)
    return found


def _givers(held: Held, counts_as: Callable[[str], Iterable[str]]) -> dict[str, frozenset[int]]:
    """Which coders gave each code."""
    who: dict[str, frozenset[int]] = {}
    for code, coder in held:
        for path in counts_as(code):
            who[path] = who.get(path, NOBODY) | {coder}
    return who


def _parted(held: Held, of: Mapping[str, str]) -> dict[str, Held]:
    """The codes given, by facet."""
    parts: dict[str, list[tuple[Code, int]]] = {}
    for code, who in held:
        parts.setdefault(of[code], []).append((code, who))
    return {facet: frozenset(own) for facet, own in parts.items()}


def _together(every: Iterable[Tallies]) -> Tallies:
    found: Tallies = {}
    for tallies in every:
        for kind, n in tallies.items():
            _add(found, kind, n)
    return found


def _of_two(tallies: Tallies, first: int, second: int) -> Tallies:
    found: Tallies = {}
    for (voice, ratings), n in tallies.items():
        _add(found, (voice, (ratings[first], ratings[second])), n)
    return found


def _add(counts: dict[Key, int], key: Key, n: int) -> None:
    counts[key] = counts.get(key, 0) + n
