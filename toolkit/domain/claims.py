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


class ClaimKind(StrEnum):
    """What a claim is to the report: what was found, what somebody needs, what is proposed."""

    FINDING = "finding"
    NEED = "need"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that an evaluator claims of a group ("" = across groups), resting on themes and passages.

    Where `text` holds {vem} or {who}, the quantity word and its noun stand there ("nearly all participants"). `valence`
    is the side of its themes that affirms it; None: whatever is said there affirms it. `themes` are theme ids,
    `passages` keys of passages put to it beside theirs, `questions` keys of the evaluation questions it answers.
    """

    text: str
    group: str = ""
    kind: ClaimKind = ClaimKind.FINDING
    area: str | None = None
    valence: str | None = None
    themes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    coder: str = ""
    position: int = 0
    revision: int = 1
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A stance that a person decided, with its reason and the passages it rests on (none: all of the person's)."""

    claim: int
    respondent: str
    stance: Stance
    reason: str = ""
    passages: tuple[str, ...] = ()
    coder: str = ""
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim and where everyone of its groups stands: positions by group, in the project's order of groups.

    `passages` are the keys of all passages it rests on, most typical first. `decided` are the respondents whose stance
    a person judged; the others' are proposed from codings. `machine` says that it rests on suggestions alone.
    """

    claim: Claim
    positions: Mapping[str, tuple[Position, ...]]
    passages: tuple[str, ...]
    decided: frozenset[str] = frozenset()
    machine: bool = False

    def tally_of(self, group: str) -> Tally:
        """How many of a group stand where."""
        return tally(self.positions.get(group, ()))


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
