"""Who stands between others: what is said of it, and from how many people and partners on."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.messages import N_

LEAST_PEOPLE, LEAST_PARTNERS = 10, 5
"""Fewer people or partners than this, and nothing is said of who stands between others."""
FEW = N_("Cannot be said: it takes {people} people and {partners} partners, and there are fewer.")
NOBODY = N_("No partner stands between others: people who tell of one tell of the others too.")


@dataclass(frozen=True, slots=True)
class Between:
    """A partner's share of the others' shortest ways, its rank, and its best and worst with one person left out."""

    partner: int
    share: float
    rank: int
    best: int
    worst: int

    @property
    def firm(self) -> bool:
        """Whether the rank is the same whoever is left out."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Centrality:
    """The partners that stand between others, the most first; or the reason why it cannot be said."""

    ranked: tuple[Between, ...] = ()
    reason: str = ""
    needed: tuple[int, int] = (LEAST_PEOPLE, LEAST_PARTNERS)
