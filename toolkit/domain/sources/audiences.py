"""Audiences: for whom a report is let out, and what those readers know beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PARTICIPANTS = "participants"
LEAST = 5
"""Fewer people than this must not be pointed out, unless a project says otherwise."""
KNOWN = ("organisation",)


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers of a report; fewer than `k` people who fit what it says of somebody are too few.

    `insiders` are the actor groups whose people are among the readers: they know each other and the participants, so
    that the `known` attributes of these count as printed, and a reader leaves himself out of those who fit.
    """

    key: str
    k: int = LEAST
    insiders: tuple[str, ...] = ()
    known: tuple[str, ...] = ()

    def knows(self, group: str) -> bool:
        """Whether these readers know the people of a group."""
        return group in self.insiders or (bool(self.insiders) and group == PARTICIPANTS)

    def least(self, group: str) -> int:
        """How many people must fit what is told of somebody in the group."""
        return self.k + (group in self.insiders)


def _inside(key: str, *groups: str) -> Audience:
    return Audience(key, insiders=groups, known=KNOWN)


USUAL: Mapping[str, Audience] = {
    each.key: each
    for each in (
        Audience("external"),
        _inside("team", "team"),
        _inside("steering", "steering"),
        _inside("network", "referrers", "partners"),
        _inside("participants", "participants"),
        _inside("employers", "employers"),
    )
}
