"""Readers of a pack: which groups they may hear of in figures, in words that point nobody out, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.claims.claims import Stance, Tally
from toolkit.domain.sources.audiences import Audience

SEVERAL = 3
"""Of a group that is among the readers, so many must have said it: each leaves himself out and sees two more."""
OTHERS = 2
"""And so many of it must not have said it: a single one of them would know of each of the others."""
COUNTED = 2
"""Fewer than so many of a group are never counted in a pack."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Those a pack is for, and who took part, by group."""

    audience: Audience
    people: Mapping[str, Sequence[str]]

    def close(self, group: str) -> bool:
        """Whether the group sits among the readers and is so small that they know each other's words."""
        return group in self.audience.insiders and 0 < self._size(group) < self.audience.least(group)

    @property
    def close_groups(self) -> tuple[str, ...]:
        """The groups among the readers that are so small."""
        return tuple(group for group in self.people if self.close(group))

    def quotable(self, group: str) -> bool:
        """Whether words of the group may be printed with its name: enough people may have said them."""
        return not self.close(group) and self._size(group) >= self.audience.least(group)

    def counted(self, group: str, tally: Tally, *stances: Stance) -> bool:
        """Whether these readers may be told in figures how many of the group stand so."""
        k = sum(getattr(tally, stance.value) for stance in stances)
        return not self.close(group) and k >= COUNTED and tally.asked > COUNTED

    def several(self, group: str, k: int) -> bool:
        """Whether these readers may be told in words that several of a small group among them stand so."""
        return self.close(group) and SEVERAL <= k <= self._size(group) - OTHERS

    def _size(self, group: str) -> int:
        return len(self.people.get(group, ()))
