"""Theme proposals: within each area and actor group, passages that belong together, bent to what a person decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from operator import itemgetter

import numpy as np

from toolkit.analysis.themes.clustering import Labels, Tree, Vectors, centres_of, without_crumbs
from toolkit.analysis.themes.theme_chance import chances
from toolkit.analysis.themes.theme_labels import labelled
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.theme_stability import Resampled, supported
from toolkit.analysis.themes.theme_vectors import TEXT, side_vectors
from toolkit.domain.codings.segments import Passage
from toolkit.domain.themes.themes import Theme, ThemeDecision, obeyed, spread_of, theme_id

MOST = 12  # themes in a cell
SMALL = 40  # passages in a cell below which two make a theme, else three
SEED = 1
QUOTABLE = 120  # characters from which a passage can stand as typical


@dataclass(frozen=True, slots=True)
class Cell:
    """An area and an actor group ("" for respondents without one)."""

    area: str
    group: str

    def holds(self, passage: Passage) -> bool:
        """Whether the passage belongs to the cell."""
        return self.area in passage.areas and (passage.group or "") == self.group


def propose(
    material: Material,
    cell: Cell,
    *,
    decisions: Sequence[ThemeDecision] = (),
    count: int | None = None,
    seed: int = 1,
) -> list[Theme]:
    """The themes of one cell, the largest first; every passage of the cell stands in exactly one of them.

    With `count` the tree is cut into so many, whatever they are worth against chance.
    """
    rows = material.cells.get((cell.area, cell.group), [])
    if not rows:
        return []
    points = cell_vectors(material, rows, cell.area)
    grouping = Grouping.of(points, seed=seed, count=count)
    own = [each for each in decisions if (each.area, each.group) == (cell.area, cell.group)]
    clusters = _bent([material.passages[row].key for row in rows], grouping.labels, own)
    return _Telling(material, cell, rows, points, grouping).themes(clusters)


def measured(material: Material, cell: Cell, themes: Sequence[Theme], *, seed: int = 1) -> list[Theme]:
    """The themes of a cell that went on: as they are, their passages anew in order of how typical they are, with how
    sure they are now."""
    rows = material.cells[cell.area, cell.group]
    points = cell_vectors(material, rows, cell.area)
    sorted_in = [theme for theme in themes if not theme.pile]
    grouping = Grouping.known(points, len(sorted_in), seed=seed)
    place = {material.passages[row].key: at for at, row in enumerate(rows)}
    telling = _Telling(material, cell, rows, points, grouping)
    clusters = [[place[key] for key in theme.passages] for theme in sorted_in]
    shares = iter(grouping.chances(points, clusters, seed=seed))
    return [
        theme if theme.pile else telling.again(theme, [place[key] for key in theme.passages], next(shares))
        for theme in themes
    ]


def cell_vectors(material: Material, rows: Sequence[int], area: str) -> Vectors:
    """The vectors that a cell's passages are clustered by: their words beside what is known of them."""
    side = side_vectors([material.passages[row] for row in rows], area)
    return np.hstack([TEXT * material.text[np.asarray(rows)], side]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The theme of each point, of `count` that the points support or that were asked for; `resampled` is None when all
    are one theme."""

    labels: Labels
    count: int
    resampled: Resampled | None

    @classmethod
    def of(cls, points: Vectors, *, seed: int, count: int | None = None) -> Grouping:
        """Group the points, into `count` themes or as many as they support."""
        most = most_themes(len(points)) if count is None else min(count, finest(len(points)))
        if most <= 1:  # one theme
            return cls(np.zeros(len(points), dtype=np.int64), 1, None)
        tree, resampled = Tree.over(points, seed=seed), Resampled.of(points, seed=seed)
        number = most if count is not None else supported(tree, resampled, range(2, most + 1), seed=seed)
        least = 2 if len(points) < SMALL or count is not None else 3
        labels = without_crumbs(points, tree.cut(number), least=least)
        return cls(labels, number, resampled if labels.any() else None)

    @classmethod
    def known(cls, points: Vectors, count: int, *, seed: int) -> Grouping:
        """What says how sure themes that stand are; they are not grouped."""
        resampled = Resampled.of(points, seed=seed) if count > 1 and len(points) > count else None
        return cls(np.zeros(len(points), dtype=np.int64), count, resampled)

    def chances(self, points: Vectors, clusters: Sequence[Sequence[int]], *, seed: int) -> list[float | None]:
        """How often chance gives a theme as well parted as each of these clusters, which share no point."""
        members = np.array([place for own in clusters for place in own], dtype=np.int64)
        labels = np.repeat(np.arange(len(clusters)), [len(own) for own in clusters])
        if self.resampled is None or len(clusters) <= 1:  # nothing to be parted from
            return [None] * len(clusters)
        return chances(points[members], labels, seed=seed)

    def stability(self, members: Sequence[int]) -> float | None:
        """How much more often than chance these points come together in resamples; None when that cannot be said."""
        if self.resampled is None or len(members) <= 1:  # a pair
            return None
        found = self.resampled.together(np.asarray(members), self.count)
        return None if found is None else round(found, 3)


def most_themes(passages: int) -> int:
    """The most themes that a cell of so many passages is parted into: half the square root, at most MOST.

    Coder A's sorting of the sample follows it (9–28 passages in two themes, some 60 in three or four); with one theme
    for five passages `benchmarks/themes.py` found 72 themes where coder A made 40.
    """
    return max(1, min(MOST, round(sqrt(passages) / 2)))


def finest(passages: int) -> int:
    """The most themes that a cell of so many passages can be parted into when somebody asks for finer ones."""
    return max(1, min(2 * MOST, passages // 3))


_Cluster = tuple[list[int], ThemeDecision | None]  # places in the cell, and the decision followed


def _bent(keys: Sequence[str], labels: Labels, decisions: Sequence[ThemeDecision]) -> list[_Cluster]:
    clusters: list[list[str]] = [[] for _ in range(int(labels.max()) + 1)]
    for key, label in zip(keys, labels.tolist(), strict=True):
        clusters[label].append(key)
    place = {key: number for number, key in enumerate(keys)}
    return [([place[key] for key in own], decision) for own, decision in obeyed(clusters, decisions)]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is needed to turn clusters of one cell into themes."""

    material: Material
    cell: Cell
    rows: Sequence[int]
    points: Vectors
    grouping: Grouping

    def themes(self, clusters: Sequence[_Cluster]) -> list[Theme]:
        ordered = [(self._typical_first(members), decision) for members, decision in clusters]
        ordered.sort(key=lambda each: (-len(each[0]), each[0]))
        shares = self.grouping.chances(self.points, [members for members, _ in ordered], seed=SEED)
        names = {decision.name for _, decision in ordered if decision is not None and decision.name}
        ids = {decision.id for _, decision in ordered if decision is not None}
        themes = []
        for (members, decision), share in zip(ordered, shares, strict=True):
            theme = replace(self._theme(members, decision, names=names, ids=ids), chance=share)
            names.add(theme.name)
            ids.add(theme.id)
            themes.append(theme)
        return themes

    def again(self, theme: Theme, members: Sequence[int], share: float | None) -> Theme:
        """A theme that stands, with how sure it is now."""
        ordered = self._typical_first(members)
        return replace(
            theme,
            passages=tuple(self._passage(member).key for member in ordered),
            stability=self.grouping.stability(members),
            chance=share,
        )

    def _typical_first(self, members: Sequence[int]) -> list[int]:
        """Nearest to the centre first, each respondent once before any comes twice; scraps count as farther."""
        own = self.points[np.asarray(members)]
        away = np.linalg.norm(own - centres_of(own, np.zeros(len(own), dtype=np.int64)), axis=1).tolist()
        passages = [self._passage(member) for member in members]
        short = [min(1.0, (1 + len(passage.text)) / QUOTABLE) for passage in passages]
        far = [round(distance / share, 6) for distance, share in zip(away, short, strict=True)]
        turn: Counter[str] = Counter()
        ranked: list[tuple[int, int, int]] = []
        for _, member, passage in sorted(zip(far, members, passages, strict=True), key=itemgetter(0, 1)):
            ranked.append((turn[passage.respondent], len(ranked), member))
            turn[passage.respondent] += 1
        return [member for _, _, member in sorted(ranked)]

    def _passage(self, member: int) -> Passage:
        return self.material.passages[self.rows[member]]

    def _theme(
        self,
        members: Sequence[int],
        decision: ThemeDecision | None,
        *,
        names: set[str],
        ids: set[str],
    ) -> Theme:
        passages = [self._passage(member) for member in members]
        area, group = self.cell.area, self.cell.group
        label = labelled(self.material, [self.rows[each] for each in members], area=area, group=group, taken=names)
        named = decision is not None and bool(decision.name)
        return Theme(
            id=decision.id if decision is not None else _new_id(self.cell, passages, ids),
            area=area,
            group=group,
            name=decision.name if decision is not None and decision.name else label.name,
            words=label.words,
            passages=tuple(passage.key for passage in passages),
            spread=spread_of(passages),
            named=named,
            stability=self.grouping.stability(members),
            machine=all(passage.machine for passage in passages),
        )


def _new_id(cell: Cell, passages: Sequence[Passage], taken: set[str]) -> str:
    """An id from area, group and the most typical passage whose id is free: the same for the same material."""
    for passage in passages:
        found = theme_id(cell.area, cell.group, passage.key)
        if found not in taken:
            return found
    return theme_id(cell.area, cell.group, "\n".join(passage.key for passage in passages))
