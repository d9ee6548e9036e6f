"""Themes that go on when the material changes: each passage stays where it was, a new one joins a theme or a pile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.codings.segments import Passage, Places
from toolkit.domain.themes.themes import Theme, pile_id, spread_of, theme_id

Cell = tuple[str, str]  # area and group
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Carried:
    """Kept themes by cell with their passages as they are now; `newcomers` are passages of these cells that stand in
    none of them. `fresh` are the cells in which no kept theme has a passage left."""

    themes: Mapping[Cell, tuple[Theme, ...]]
    newcomers: Mapping[Cell, tuple[str, ...]]
    fresh: tuple[Cell, ...]


def cell_keys(passages: Iterable[Passage]) -> dict[Cell, list[str]]:
    """The keys of the passages of each area and group, in order of source and place."""
    found: dict[Cell, list[str]] = defaultdict(list)
    for passage in sorted(passages, key=lambda one: (one.source, one.span)):
        for area in passage.areas:
            found[area, passage.group or ""].append(passage.key)
    return dict(found)


def carried(kept: Sequence[Theme], cells: Mapping[Cell, Sequence[str]]) -> Carried:
    """The kept themes on the passages that there are now; one that a coding moved is known by its words."""
    before: dict[Cell, list[Theme]] = defaultdict(list)
    for theme in kept:
        before[theme.area, theme.group].append(theme)
    themes: dict[Cell, tuple[Theme, ...]] = {}
    newcomers: dict[Cell, tuple[str, ...]] = {}
    for cell, keys in cells.items():
        homes = _homes(before.get(cell, []), keys)
        found = [replace(theme, passages=tuple(own)) for theme, own in zip(before.get(cell, []), homes, strict=True)]
        themes[cell] = tuple(theme for theme in found if theme.passages)
        placed = {key for own in homes for key in own}
        newcomers[cell] = tuple(key for key in keys if key not in placed)
    fresh = tuple(cell for cell in cells if not themes[cell])
    return Carried(themes, newcomers, fresh)


def _homes(themes: Sequence[Theme], keys: Iterable[str]) -> list[list[str]]:
    """The passages that there are now of each theme: those still there first, then those that stand in their place."""
    places = Places(keys)
    now = [[(key, places.now(key)) for key in theme.passages] for theme in themes]
    taken = {key for own in now for key, found in own if found == [key]}
    result = []
    for own in now:
        mine: list[str] = []
        for key, found in own:
            for one in found:
                if one == key or one not in taken:
                    taken.add(one)
                    mine.append(one)
        result.append(list(dict.fromkeys(mine)))
    return result


@dataclass(frozen=True, slots=True)
class Joining:
    """New passages of a cell: the theme, as people decided, that each joins, or None for the pile.

    `seen` are the cell's themes as people decided, `decided` the ids of decisions, `pile` what the pile is called.
    """

    homes: Mapping[str, str | None]
    seen: Sequence[Theme]
    decided: Collection[str]
    pile: str


def joined(themes: Sequence[Theme], joining: Joining) -> tuple[Theme, ...]:
    """The kept themes of a cell, not yet bent to what people decided, with the new passages in them.

    A passage is kept in the theme of the id that it joins. Where only a decision has that id, a theme of its own keeps
    the newcomers for it, so that undoing the decision leaves the earlier themes as they were.
    """
    standing = {theme.id: theme for theme in themes}
    seen = {theme.id: theme for theme in joining.seen}
    for key, home in joining.homes.items():
        if home is None:
            base = standing.get(_pile_of(joining)) or _new_pile(joining)
        elif home in standing:
            base = standing[home]
        else:
            base = _stand_in(standing, seen[home], joining.decided)
        standing[base.id] = replace(base, passages=(*base.passages, key), stability=None, chance=None)
    return tuple(theme for theme in standing.values() if theme.passages)


def _pile_of(joining: Joining) -> str:
    return pile_id(joining.seen[0].area, joining.seen[0].group)


def _new_pile(joining: Joining) -> Theme:
    one = joining.seen[0]
    return Theme(pile_id(one.area, one.group), one.area, one.group, joining.pile, (), (), {}, pile=True)


def _stand_in(standing: dict[str, Theme], seen: Theme, decided: Collection[str]) -> Theme:
    """A kept theme under the id of one that stands on the board alone; its passages come to it unless a decision holds
    them."""
    own: tuple[str, ...] = ()
    if seen.id not in decided:
        own = seen.passages
        for theme in list(standing.values()):
            left = tuple(key for key in theme.passages if key not in own)
            if left != theme.passages:
                standing[theme.id] = replace(theme, passages=left)
    return replace(seen, passages=own, named=False, aside=False, stability=None, chance=None)


def counted(theme: Theme, passages: Mapping[str, Passage]) -> Theme:
    """The theme with its people counted as its passages are now."""
    own = [passages[key] for key in theme.passages]
    return replace(theme, spread=spread_of(own), machine=all(one.machine for one in own))


def inherited(before: Iterable[Theme], made: Sequence[Theme], *, fixed: Collection[str]) -> list[Theme]:
    """Themes that were made anew, under the ids of those they go on from: claims and reports refer to ids.

    The pair that has most in common goes first; they must share half of either. Ids in `fixed` are those of
    decisions and stay with them. A name stays where no passage was moved.
    """
    earlier = {theme.id: theme for theme in before if not theme.pile and theme.id not in fixed}
    pairs = _alike(earlier.values(), [theme for theme in made if theme.id not in fixed])
    heirs: dict[str, str] = {}
    for _, old, new in pairs:
        if new not in heirs and old not in heirs.values():
            heirs[new] = old
    taken = {*fixed, *heirs.values()}
    return [_heir(theme, earlier.get(heirs.get(theme.id, "")), taken, fixed) for theme in made]


def _alike(before: Iterable[Theme], made: Iterable[Theme]) -> list[tuple[float, str, str]]:
    """How much of both is common to each old and new theme that share enough; the most first."""
    where: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    sizes: dict[str, int] = {}
    for theme in made:
        sizes[theme.id] = len(theme.passages)
        for key in theme.passages:
            where[theme.area, theme.group, key].add(theme.id)
    found = []
    for old in before:
        shared: dict[str, int] = defaultdict(int)
        for key in old.passages:
            for new in where.get((old.area, old.group, key), ()):
                shared[new] += 1
        for new, n in shared.items():
            if n >= HALF * min(len(old.passages), sizes[new]):
                found.append((-n / (len(old.passages) + sizes[new] - n), old.id, new))
    return sorted(found)


def _heir(theme: Theme, old: Theme | None, taken: set[str], fixed: Collection[str]) -> Theme:
    if theme.id in fixed:
        return theme
    if old is not None:
        same = set(old.passages) == set(theme.passages)
        return replace(theme, id=old.id, name=old.name if same else theme.name)
    found = theme.id
    while found in taken:
        found = theme_id(theme.area, theme.group, found)
    taken.add(found)
    return replace(theme, id=found)


def moved(before: Iterable[Theme], now: Iterable[Theme]) -> int:
    """How many passages stand in another theme than before; those that are new count as none, those of piles do."""
    home = {(theme.area, theme.group, key): theme.id for theme in before for key in theme.passages}
    return sum(
        home.get((theme.area, theme.group, key), theme.id) != theme.id for theme in now for key in theme.passages
    )
