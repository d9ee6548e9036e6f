"""What comes of a reflection session: answers to objections, and what was agreed, by whom, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from toolkit.domain.reflection.reflection import Response, Session, Sort
from toolkit.messages import N_


class Outcome(StrEnum):
    """What became of an objection."""

    STANCE = "stance"  # somebody's stance on a claim was changed, resting on what was said
    CLAIM = "claim"  # the claim was changed
    ANSWERED = "answered"  # nothing was changed, for a reason


class Status(StrEnum):
    """What became of something agreed."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    CHANGED = "changed"


class Loop(StrEnum):
    """Which question something agreed answers: did we do it right, or is it the right thing to do."""

    SINGLE = "single"
    DOUBLE = "double"


OUTCOMES = {
    Outcome.STANCE: N_("a stance was changed"),
    Outcome.CLAIM: N_("the claim was changed"),
    Outcome.ANSWERED: N_("answered with a reason"),
}
STATUSES = {
    Status.OPEN: N_("under way"),
    Status.DONE: N_("done"),
    Status.DROPPED: N_("dropped"),
    Status.CHANGED: N_("changed"),
}
LOOPS = {
    Loop.SINGLE: N_("Single loop: did we do it right?"),
    Loop.DOUBLE: N_("Double loop: is it the right thing to do?"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an objection, and why; `claim` is the claim that was changed, or somebody's stance on it."""

    id: int
    response: int
    outcome: Outcome
    reason: str
    claim: int | None
    coder: str
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something agreed at a session; `followed` is the session at which it was told what became of it."""

    id: int
    session: int
    response: int | None
    text: str
    owner: str
    due: str
    status: Status
    outcome: str
    loop: Loop
    claim: int | None
    theme: str | None
    followed: int | None
    coder: str
    at: datetime
    revision: int

    def overdue(self, today: date) -> bool:
        """Whether it should be done by now and nobody has said what became of it."""
        return self.status is Status.OPEN and bool(self.due) and self.due < today.isoformat()


@dataclass(frozen=True, slots=True)
class Told:
    """A response with its session and, for an objection, what became of it; None while it is open."""

    response: Response
    session: Session
    answer: Answer | None = None

    @property
    def sort(self) -> Sort:
        """What it says of the finding that it concerns."""
        step = self.session.form.step(self.response.step)
        return step.sort if step else Sort.OTHER

    @property
    def open(self) -> bool:
        """Whether it is an objection that nobody has answered."""
        return self.sort is Sort.OBJECTION and self.answer is None


@dataclass(frozen=True, slots=True)
class Held:
    """A session with what was said at it, in order, and what was agreed."""

    session: Session
    told: tuple[Told, ...] = ()
    agreed: tuple[Commitment, ...] = ()

    def of(self, *sorts: Sort) -> list[Told]:
        """What was said of these sorts."""
        return [one for one in self.told if one.sort in sorts]


def open_objections(held: Iterable[Held]) -> list[Told]:
    """The objections that wait for an answer."""
    return [one for each in held for one in each.told if one.open]


def overdue(held: Iterable[Held], today: date) -> list[Commitment]:
    """What was agreed and should be done by now, the earliest first."""
    found = [one for each in held for one in each.agreed if one.overdue(today)]
    return sorted(found, key=lambda one: (one.due, one.id))
