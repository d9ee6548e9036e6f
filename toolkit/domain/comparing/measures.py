"""The measures of agreement that are told: one table, which every screen, command and interval reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from toolkit.domain.comparing.agreement import Measure, Tally, percent
from toolkit.domain.comparing.alphas import Level, alpha
from toolkit.domain.comparing.kappas import ac1, cohen, fleiss
from toolkit.messages import N_

Reckoning: TypeAlias = Callable[[Tally, Level], Measure]


@dataclass(frozen=True, slots=True)
class Told:
    """A measure: its title and short heading (message ids), how it is reckoned, for how many coders it is shown.

    `coders` is "two", "more", or empty for any number.
    """

    title: str
    heading: str
    reckoned: Reckoning
    coders: str = ""


def _of_names(reckoned: Callable[[Tally], Measure]) -> Reckoning:
    """A measure that takes ratings as names, whatever they are."""
    return lambda units, _: reckoned(units)


PERCENT, ALPHA = "percent", "krippendorff_alpha"
MEASURES: Mapping[str, Told] = {
    PERCENT: Told(N_("Same (share of pairs)"), N_("Same, %"), _of_names(percent)),
    "cohen_kappa": Told(N_("Cohen's kappa"), N_("Cohen's kappa"), _of_names(cohen), "two"),
    "fleiss_kappa": Told(N_("Fleiss' kappa"), N_("Fleiss' kappa"), _of_names(fleiss), "more"),
    "gwet_ac1": Told(N_("Gwet's AC1"), "AC1", _of_names(ac1)),
    ALPHA: Told(N_("Krippendorff's alpha"), N_("Alpha"), alpha),
}
"""By the name that JSON has for each, in the order in which tables show them."""


def shown(*, two: bool) -> dict[str, Told]:
    """The measures that a table shows, of two coders or of more."""
    unfit = "more" if two else "two"
    return {name: told for name, told in MEASURES.items() if told.coders != unfit}
