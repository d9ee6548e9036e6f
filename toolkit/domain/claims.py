"""Claims and stances: what each respondent asked says of a theme; silence is neither yes nor no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """Where one respondent stands on a claim."""

    AFFIRMS = "affirms"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"  # both sides in the same person's words
    DID_NOT_RAISE = "did_not_raise"
    NOT_ASKED = "not_asked"


VOICED = (Stance.AFFIRMS, Stance.CONTRADICTS, Stance.QUALIFIES)


@dataclass(frozen=True, slots=True)
class Position:
    """One respondent's stance and the evidence ids it rests on."""

    respondent: str
    stance: Stance
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand where; `asked` (n) are those who were asked or raised it unasked, never those not asked."""

    affirms: int = 0
    contradicts: int = 0
    qualifies: int = 0
    did_not_raise: int = 0
    not_asked: int = 0

    @property
    def asked(self) -> int:
        """n: everyone but those never asked."""
        return self.affirms + self.contradicts + self.qualifies + self.did_not_raise

    @property
    def raised(self) -> int:
        """How many say something of it at all."""
        return self.affirms + self.contradicts + self.qualifies


def tally(positions: tuple[Position, ...]) -> Tally:
    """Count the positions; each respondent must stand there once."""
    counts: Mapping[Stance, int] = Counter(position.stance for position in positions)
    return Tally(**{stance.value: counts.get(stance, 0) for stance in Stance})
