"""Which scores are shown as suggestions: those likely enough, and not more of them than a person can weigh."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.rules import Scores
from toolkit.domain.codings.schemes import AREA, Code, Scheme

ENOUGH = 0.5  # the score from which a code is shown: likelier right than not
ENOUGH_AREA = 0.6  # for an area: nearly every passage has some area likelier than not, so more is asked
ENOUGH_UNDER = 0.3  # for a code under an area that is shown: one of a dozen, so seldom likelier than not
ENOUGH_UNLEARNED = {"level": 0.6}  # from the scheme alone the level is shown on clear cues only
MOST_AREAS = 3
MOST_ELSE = 2

Shown = NDArray[np.bool_]


class Choice:
    """Chooses what is shown of the scores of a scheme's codes."""

    def __init__(self, scheme: Scheme, codes: Sequence[Code]) -> None:
        self.codes = codes
        self.areas = [place for place, code in enumerate(codes) if code.facet == AREA and not code.parent]
        self.under = under(codes)
        self.facets = {
            facet.key: [place for place, code in enumerate(codes) if code.facet == facet.key and not code.parent]
            for facet in scheme.facets
            if facet.key != AREA
        }
        self._top = frozenset(self.areas)
        self._above = {place: area for area in self.areas for place in self.under.get(area, ())}
        self._facet = {place: number for number, places in enumerate(self.facets.values()) for place in places}
        self.single = {facet.key for facet in scheme.facets if not facet.multiple}

    def enough(self, learned: frozenset[int]) -> Scores:
        """The score from which each code is shown; `learned` are the places of codes learned from codings."""
        bars = [self._enough(code, known=place in learned) for place, code in enumerate(self.codes)]
        return np.asarray(bars, np.float32)

    @staticmethod
    def _enough(code: Code, *, known: bool) -> float:
        if code.parent:
            return ENOUGH_UNDER if known else ENOUGH
        if code.facet == AREA:
            return ENOUGH_AREA
        return ENOUGH if known else ENOUGH_UNLEARNED.get(code.facet, ENOUGH)

    def shown(self, scores: Scores, enough: Scores, refused: Shown | None = None) -> Shown:
        """Which codes are shown of each row, given from which score, and what a person has said no to."""
        good = scores >= enough
        if refused is not None:
            good &= ~self._with_under(refused)
        result = np.zeros(scores.shape, bool)
        result[:, self.areas] = _best(scores[:, self.areas], good[:, self.areas], MOST_AREAS)
        for area, below in self.under.items():
            if area in self.areas:
                result[:, below] = _best(scores[:, below], good[:, below], 1) & result[:, [area]]
        for facet, places in self.facets.items():
            if places:
                result[:, places] = _best(scores[:, places], good[:, places], 1 if facet in self.single else MOST_ELSE)
        return result

    def in_order(self, shown: Sequence[int], scores: Sequence[float]) -> list[int]:
        """The places shown of one row: the areas by score, each with the code under it, then the other facets."""
        areas = sorted((place for place in shown if place in self._top), key=lambda place: (-scores[place], place))
        rank = {area: number for number, area in enumerate(areas)}

        def order(place: int) -> tuple[int, bool, float, int]:
            above = self._above.get(place, place)
            first = rank[above] if above in rank else len(rank) + self._facet.get(place, 0)
            return first, above != place, -scores[place], place

        return sorted(shown, key=order)

    def _with_under(self, refused: Shown) -> Shown:
        """What was refused, and what lies under it."""
        result = refused.copy()
        for above, places in self.under.items():
            result[:, places] |= refused[:, [above]]
        return result


def under(codes: Sequence[Code]) -> dict[int, list[int]]:
    """The places of the codes under each code that has some."""
    places = {code.path: place for place, code in enumerate(codes)}
    found: dict[int, list[int]] = {}
    for place, code in enumerate(codes):
        if code.parent in places:
            found.setdefault(places[code.parent], []).append(place)
    return found


def _best(scores: Scores, good: Shown, most: int) -> Shown:
    """The `most` highest of the good scores of each row, the earlier of equal ones."""
    order = np.argsort(np.where(good, -scores, np.inf), axis=1, kind="stable")
    first = np.zeros(scores.shape, bool)
    np.put_along_axis(first, order[:, :most], values=True, axis=1)
    return first & good
