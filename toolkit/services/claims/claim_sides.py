"""The side that affirms a claim where nobody has said it: taken from its passages only where all agree on one."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.claims.claims import Claim, ClaimKind
from toolkit.domain.claims.stances import HINDERS, PROMOTES, valences
from toolkit.messages import ntr, tr
from toolkit.services.claims.claim_names import VALENCES
from toolkit.services.claims.claims import Ground


@dataclass(frozen=True, slots=True)
class Side:
    """How many of those whom a claim is about say that it promotes or hinders; `own`: in passages of its own."""

    kind: ClaimKind
    promotes: int
    hinders: int
    own: bool

    @property
    def valence(self) -> str | None:
        """The side of a finding that everybody who takes one takes; None leaves it open."""
        if self.kind is not ClaimKind.FINDING or bool(self.promotes) == bool(self.hinders):
            return None
        return PROMOTES if self.promotes else HINDERS

    def told(self) -> str:
        """What was taken, and from what."""
        side = VALENCES[self.valence or ""]
        what = tr(side)
        if self.valence:
            n = self.promotes + self.hinders
            if self.own:
                return ntr(
                    "What affirms it: {what}. So says the {n} person who takes a side in the passages given.",
                    "What affirms it: {what}. So say all {n} people who take a side in the passages given.",
                    n,
                    what=what,
                )
            return ntr(
                "What affirms it: {what}. So says the {n} person who takes a side in its themes.",
                "What affirms it: {what}. So say all {n} people who take a side in its themes.",
                n,
                what=what,
            )
        return tr("What affirms it: {what}.", what=what) + f" {self._open()}"

    def _open(self) -> str:
        if self.kind is not ClaimKind.FINDING:
            return tr("A need or a proposal takes no side of itself.")
        if not self.promotes:
            return tr("Nobody takes a side there.")
        return self.spread()

    def spread(self) -> str:
        """How many take which side; some take both."""
        return tr("There {promotes} say that it promotes, and {hinders} that it hinders.", **self._counts())

    def _counts(self) -> dict[str, int]:
        return {"promotes": self.promotes, "hinders": self.hinders}


def side_of(ground: Ground, claim: Claim) -> Side:
    """The sides in the passages given with a claim, or else in those of its themes, of those whom it is about."""
    keys = {now for key in claim.passages for now in ground.places.now(key)}
    passages = [one for one in ground.passages_of(claim) if not keys or one.key in keys]
    groups = (claim.group,) if claim.group else tuple(ground.people)
    people = {one for group in groups for one in ground.people.get(group, ())}
    found = [sides for who, sides in valences(passages).items() if who in people]
    promotes, hinders = (sum(side in sides for sides in found) for side in (PROMOTES, HINDERS))
    return Side(claim.kind, promotes, hinders, own=bool(keys))
