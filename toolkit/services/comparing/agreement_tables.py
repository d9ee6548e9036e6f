"""Figures of agreement: on each code, each facet and all together, for all coders and for each pair of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from toolkit.domain.codings.schemes import AREAS
from toolkit.domain.comparing.agreement import TWO, Measure, Tally
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.comparing.measures import MEASURES, Reckoning
from toolkit.domain.comparing.unitizing import alpha_of
from toolkit.services.comparing.agreement import Compared, Kept, above, refuse_in_reflexive_mode
from toolkit.services.comparing.agreement_units import Numbered, Unit, end_to_end, judged, pieces_of
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.analysis.counting.rated_units import Marks, Rated, Tallied

FEWEST = 5  # people in whose words something was given: drawn from fewer, an interval says more than anybody knows
Bounds: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figures:
    """How well coders agree: each of `MEASURES`, with the middle 95 % of it when the people are drawn anew."""

    units: int
    measures: Mapping[str, Measure]
    intervals: Mapping[str, Bounds] = field(default_factory=dict)

    def __getitem__(self, measure: str) -> Measure:
        return self.measures[measure]

    def interval(self, measure: str) -> Bounds | None:
        """The bounds of a measure, None where there are none."""
        return self.intervals.get(measure)


@dataclass(frozen=True, slots=True)
class Row:
    """Agreement on one code, with the codes under it: on how many units each coder has it, and on how many anyone.

    `both`: on how many two or more have it; `apart`: on how many of these no word is common to two of them.
    """

    code: str
    given: tuple[int, ...]
    either: int
    both: int
    apart: int
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
    rated, numbered = judged(pieces, found, unit)
    maker = _Maker(found, rated, numbered, end_to_end(turns, found))
    return _tables.put((found, unit), maker.table(unit))


class _Maker:
    """Ratings counted once for all tables of a comparison."""

    def __init__(self, found: Compared, rated: Rated, numbered: Numbered, marked: tuple[Marks, int]) -> None:
        from toolkit.analysis.counting.rated_units import Counting
        from toolkit.analysis.counting.resampling import drawn

        self.found, self.marked = found, marked
        self.counting = Counting(rated, numbered.theres, len(found.coders))
        self.draws = drawn(len(numbered.voices))
        self.given = {path: n for n, path in enumerate(numbered.codes) if n in self.counting.codes}
        self.under: dict[str, list[int]] = {}
        for path, number in self.given.items():
            for each in above(path):
                self.under.setdefault(each, []).append(number)

    def table(self, unit: Unit) -> Table:
        """Every table of the comparison."""
        from toolkit.analysis.counting.rated_units import together

        by_code = {
            path: self.counting.given(self.under[path]) for path in self.found.scheme.codes if path in self.under
        }
        single = [self.counting.given([number]) for number in self.given.values()]
        every = together(single or [self.counting.given(())])  # nobody has given a code in a source in common
        overall = self._figures(every)
        rows = tuple(self._row(path, tallied) for path, tallied in by_code.items())
        pairs = tuple(self._pairs(rows, by_code, (every, overall)))
        return Table(unit, self.counting.units, self.counting.people, overall, rows, tuple(self._facets()), pairs)

    def _row(self, path: str, tallied: Tallied) -> Row:
        from toolkit.analysis.counting.rated_units import stretches

        whole = tallied.whole
        each = tuple(sum(n for kind, n in whole.items() if kind[at]) for at in range(len(self.found.coders)))
        marks, length = self.marked
        cuts = [stretches(marks, self.under[path], coder) for coder in range(len(self.found.coders))]
        either = sum(n for kind, n in whole.items() if any(kind))
        both, apart = self.counting.alike(self.under[path])
        return Row(path, each, either, both, apart, self._figures(tallied), alpha_of(cuts, length))

    def _facets(self) -> Iterator[FacetRow]:
        for each in self.found.scheme.facets:
            codes = {n: path for path, n in self.given.items() if self.found.scheme.codes[path].facet == each.key}
            if codes:
                yield FacetRow(each.key, self._figures(self.counting.sets(codes), Level.SETS))

    def _pairs(
        self, rows: Sequence[Row], by_code: Mapping[str, Tallied], every: tuple[Tallied, Figures]
    ) -> Iterator[PairRow]:
        from toolkit.analysis.counting.rated_units import of_two

        if len(self.found.coders) == TWO:
            first, second = self.found.coders
            yield PairRow((first, second), every[1], {row.code: row.figures for row in rows})
            return
        for one, other in combinations(range(len(self.found.coders)), TWO):
            names = (self.found.coders[one], self.found.coders[other])
            each = {path: self._figures(of_two(own, one, other)) for path, own in by_code.items()}
            yield PairRow(names, self._figures(of_two(every[0], one, other)), each)

    def _figures(self, tallied: Tallied, level: Level = Level.NOMINAL) -> Figures:
        from toolkit.analysis.counting.resampling import estimates

        whole = tallied.whole
        found = estimates(tallied, self.draws, level)
        known = {name: one.value for name, one in found.items()} if level is Level.SETS else {}
        values = {name: _measured(known.get(name), told.reckoned, whole) for name, told in MEASURES.items()}
        enough = tallied.holders >= FEWEST
        kept = {n: one.bounds for n, one in found.items() if enough and one.bounds and values[n].value is not None}
        return Figures(sum(whole.values()), values, kept)


def _measured(known: float | None, reckoned: Reckoning, whole: Tally) -> Measure:
    """A measure that is known already (of thousands of sets alpha takes long), else reckoned, or told why not."""
    return reckoned(whole, Level.NOMINAL) if known is None else Measure(known)
