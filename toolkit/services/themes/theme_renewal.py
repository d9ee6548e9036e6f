"""Themes brought up to date: those kept go on with what is new, and are sorted anew only where somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.domain.codings.segments import RECORDS
from toolkit.domain.themes import theme_continuing
from toolkit.domain.themes.theme_board import bent, is_loose
from toolkit.domain.themes.theme_continuing import Cell, Joining
from toolkit.domain.themes.themes import Theme, ThemeDecision, standing
from toolkit.services.projects.project import Project
from toolkit.services.themes.theme_material import SEED, Material

if TYPE_CHECKING:
    from toolkit.analysis.themes.theme_material import Material as Words

PILES = {"sv": "Nytt material", "en": "New material"}
Progress = Callable[[int, int], None]
Joined = tuple[str, str, str]  # area, group and the key of a passage


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be sorted anew: all, or the cells named in `counts` with how many themes they are to be parted into.

    None takes back what was asked for a cell before. Without a wish nothing that is kept is moved.
    """

    anew: bool = False
    counts: Mapping[Cell, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """Themes to keep, which passages are new in them, and how finely people wanted cells to be parted."""

    themes: tuple[Theme, ...]
    joined: frozenset[Joined]
    counts: Mapping[Cell, int]


def made(project: Project, material: Material, wish: Wish, *, progress: Progress | None = None) -> Made:
    """The themes of the material as it is now."""
    return _Making(project, material, wish).all(progress)


@dataclass(frozen=True)
class _Making:
    """One making of themes, cell by cell."""

    project: Project
    material: Material
    wish: Wish

    @cached_property
    def goes_on(self) -> bool:
        """Whether there are themes kept that rest on the same basis, codings or suggestions."""
        kept = self.material.kept
        return bool(kept) and all(theme.machine for theme in kept) == self.material.machine

    @cached_property
    def cells(self) -> dict[Cell, list[str]]:
        """The passages of each cell there is now, in the scheme's order of areas, then by group."""
        order = {path: place for place, path in enumerate(self.material.used.scheme.codes)}
        found = theme_continuing.cell_keys(self.material.passages)
        return dict(sorted(found.items(), key=lambda one: (order.get(one[0][0], len(order)), one[0])))

    @cached_property
    def carried(self) -> theme_continuing.Carried:
        """The themes that are kept, on the passages that there are now."""
        return theme_continuing.carried(self.material.kept if self.goes_on else (), self.cells)

    @cached_property
    def counts(self) -> dict[Cell, int]:
        """How many themes people wanted in a cell, now or earlier."""
        every = {**self.material.counts, **self.wish.counts}
        return {cell: count for cell, count in every.items() if count is not None}

    @cached_property
    def remade(self) -> frozenset[Cell]:
        """The cells that are sorted anew."""
        asked = self.cells if self.wish.anew else self.wish.counts
        return frozenset(asked) & frozenset(self.cells) | frozenset(self.carried.fresh)

    @cached_property
    def touched(self) -> frozenset[Cell]:
        """The cells that go on with other passages than before, or whose themes were never held against chance."""
        before: dict[Cell, list[tuple[str, tuple[str, ...]]]] = {}
        for theme in self.material.kept:
            before.setdefault((theme.area, theme.group), []).append((theme.id, theme.passages))
        found = set()
        for cell, themes in self.carried.themes.items():
            unknown = any(theme.stability is not None and theme.chance is None for theme in themes)
            same = [(theme.id, theme.passages) for theme in themes] == before.get(cell, [])
            if unknown or not same or self.carried.newcomers[cell]:
                found.add(cell)
        return frozenset(found) - self.remade

    @cached_property
    def _people(self) -> Words:
        return self._words(records=False)

    @cached_property
    def _records(self) -> Words:
        return self._words(records=True)

    def words(self, cell: Cell) -> Words:
        """The words that a cell is sorted by: what nobody says is apart, so that it moves no theme of people."""
        return self._records if cell[1] == RECORDS else self._people

    def _words(self, *, records: bool) -> Words:
        """The words of all passages where names are to be found, else of those in touched cells."""
        from toolkit.analysis.texts.language import Language
        from toolkit.analysis.themes.theme_material import Material as Words

        cells = self.cells if self.remade else self.touched
        keys = {key for cell in cells for key in self.cells[cell]}
        return Words.of(
            (one for one in self.material.passages if one.key in keys and one.record == records),
            language=Language(self.project.spoken),
            scheme=self.material.used.scheme,
            seed=SEED,
            meanings=None if records else self.material.meanings(),
        )

    @cached_property
    def voices(self) -> dict[str, str]:
        return {one.key: one.respondent for one in self.material.passages}

    def all(self, progress: Progress | None) -> Made:
        themes: list[Theme] = []
        joined: set[Joined] = set()
        work = [cell for cell in self.cells if cell in self.remade | self.touched]
        for cell in self.cells:
            found, new = self._cell(cell)
            themes += found
            joined.update((*cell, key) for key in new)
            if progress is not None and cell in self.remade | self.touched:
                progress(work.index(cell) + 1, len(work))
        return Made(tuple(themes), frozenset(joined | self._not_yet_seen()), self.counts)

    def _not_yet_seen(self) -> set[Joined]:
        """What joined before and nobody has looked at, where it still stands and nothing was sorted anew."""
        return {
            (area, group, key)
            for area, group, key in self.material.joined
            if (area, group) not in self.remade and key in self.cells.get((area, group), ())
        }

    def _cell(self, cell: Cell) -> tuple[Sequence[Theme], Sequence[str]]:
        if cell in self.remade:
            return self._anew(cell), ()
        if cell in self.touched:
            return self._gone_on(cell), self.carried.newcomers[cell]
        return self.carried.themes[cell], ()

    def _anew(self, cell: Cell) -> Sequence[Theme]:
        from toolkit.analysis.themes import themes as analysis

        own = self._decisions(cell)
        obeyed = [replace(one, name=None) for one in standing(own, self.cells[cell])]
        place, count = analysis.Cell(*cell), self.counts.get(cell)
        found = analysis.propose(self.words(cell), place, decisions=obeyed, count=count, seed=SEED)
        return theme_continuing.inherited(self._seen(cell), found, fixed={one.id for one in own})

    def _gone_on(self, cell: Cell) -> Sequence[Theme]:
        from toolkit.analysis.themes import themes as analysis

        themes = self.carried.themes[cell]
        if self.carried.newcomers[cell]:
            themes = theme_continuing.joined(themes, self._joining(cell))
        by_key = {one.key: one for one in self.material.passages}
        themes = tuple(theme_continuing.counted(theme, by_key) for theme in sorted(themes, key=lambda one: one.pile))
        return analysis.measured(self.words(cell), analysis.Cell(*cell), themes, seed=SEED)

    def _decisions(self, cell: Cell) -> list[ThemeDecision]:
        return [one for one in self.material.decisions if (one.area, one.group) == cell]

    def _seen(self, cell: Cell) -> list[Theme]:
        return bent(self.carried.themes[cell], self._decisions(cell), self.voices)

    def _joining(self, cell: Cell) -> Joining:
        """Where the new passages of the cell go: first to the decisions that name them, then by likeness."""
        seen, new = self._seen(cell), self.carried.newcomers[cell]
        ids = {theme.id for theme in seen}
        decided = {
            key: one.id
            for one in reversed(standing(self._decisions(cell), self.cells[cell]))
            for key in one.passages
            if one.id in ids
        }
        homes: dict[str, str | None] = {key: decided[key] for key in new if key in decided}
        open_to = [theme for theme in seen if theme.told and not is_loose(*cell, theme.id)]
        homes |= self._likest(cell, open_to, [key for key in new if key not in decided])
        pile = PILES[self.project.spoken]
        return Joining(homes, seen, {one.id for one in self._decisions(cell)}, pile)

    def _likest(self, cell: Cell, themes: Sequence[Theme], new: Sequence[str]) -> dict[str, str | None]:
        from toolkit.analysis.themes.theme_likeness import Held

        if not themes or not new:
            return dict.fromkeys(new)
        found = Held(self.words(cell), cell, themes).joined(new)
        return {key: None if at is None else themes[at].id for key, at in zip(new, found, strict=True)}
