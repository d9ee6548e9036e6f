"""Passages of one cell held against themes that stand in it, by their keys."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.analysis.themes.clustering import Vectors
from toolkit.analysis.themes.theme_joining import Likeness, apart
from toolkit.analysis.themes.theme_material import Material
from toolkit.analysis.themes.themes import cell_vectors
from toolkit.domain.themes.themes import Theme


class Held:
    """The themes of a cell as passages are held against them, each by all its passages."""

    def __init__(self, material: Material, cell: tuple[str, str], themes: Sequence[Theme]) -> None:
        rows = material.cells[cell]
        self._points = cell_vectors(material, rows, cell[0])
        self._place = {material.passages[row].key: at for at, row in enumerate(rows)}
        members = [[self._place[key] for key in theme.passages if key in self._place] for theme in themes]
        labels = np.repeat(np.arange(len(members)), [len(own) for own in members])
        every = np.array([place for own in members for place in own], dtype=np.int64)
        self._members = [key for theme in themes for key in theme.passages if key in self._place]
        self._likeness = Likeness.of(self._points[every], labels)
        self._apart = apart(self._points[every], labels, self._likeness)

    def _of(self, keys: Sequence[str]) -> Vectors:
        return self._points[np.array([self._place[key] for key in keys], dtype=np.int64)]

    def joined(self, keys: Sequence[str]) -> list[int | None]:
        """The place of the theme that each passage joins; None when it is near enough to none."""
        return self._likeness.joined(self._of(keys))

    def apart(self) -> list[str]:
        """The passages that are less like the rest of their own theme than like another one."""
        return [key for key, stands_apart in zip(self._members, self._apart.tolist(), strict=True) if stands_apart]

    def ranked(self, keys: Sequence[str]) -> Sequence[list[int]]:
        """The places of the themes for each passage, the likest first."""
        return self._likeness.ranked(self._of(keys))
