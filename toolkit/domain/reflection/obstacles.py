"""Obstacles: bugs in the system that people meet, where they were lifted, what was done and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    """The level of the system that an obstacle belongs to, and at which it can be removed."""

    INTERACTION = "interaction"
    ORGANISATION = "organisation"
    SOCIETY = "society"


CODES: Mapping[str, Level] = {
    "individual": Level.INTERACTION,
    "organisation": Level.ORGANISATION,
    "society": Level.SOCIETY,
}
"""The level that each code of the scheme's facet "level" stands for."""


class Status(StrEnum):
    """What has become of an obstacle: `CLOSED` is closed without any change."""

    OPEN = "open"
    LIFTED = "lifted"
    ANSWERED = "answered"
    CHANGED = "changed"
    CLOSED = "closed"

    @property
    def ended(self) -> bool:
        """Whether nothing more is awaited."""
        return self in (Status.CHANGED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Done:
    """A dated line of what was done with an obstacle; `answer`: it is what the forum answered."""

    day: str
    text: str
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A bug in the system.

    `owner` is who can remove it, `forum` where it was lifted and `lifted` on which day. `change` says what was seen to
    be otherwise afterwards. `steps` stand in order of days. Its evidence: ids of claims and themes, keys of passages.
    `position` orders those of all levels; the place within the level is its priority.
    """

    text: str
    level: Level
    owner: str = ""
    forum: str = ""
    lifted: str = ""
    status: Status = Status.OPEN
    change: str = ""
    steps: tuple[Done, ...] = ()
    claims: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    position: int = 0
    coder: str = ""
    revision: int = 1
    id: int | None = None

    @property
    def grounded(self) -> bool:
        """Whether anything was put to it as evidence and is still kept."""
        return bool(self.claims or self.themes or self.passages)

    def told(self, new: Done) -> Obstacle:
        """The obstacle with one step more; the days stay in order, and an answer makes it answered."""
        steps = tuple(sorted((*self.steps, new), key=lambda one: one.day))
        answered = new.answer and not self.status.ended
        return replace(self, steps=steps, status=Status.ANSWERED if answered else self.status)

    def lifted_to(self, forum: str, day: str) -> Obstacle:
        """The obstacle lifted to a forum; one that it was lifted to before stays as a step."""
        again = (self.forum, self.lifted) == (forum, day)
        before = (Done(self.lifted, self.forum),) if self.lifted and not again else ()
        steps = tuple(sorted((*self.steps, *before), key=lambda one: one.day))
        return replace(self, forum=forum, lifted=day, steps=steps, status=Status.LIFTED)


def by_level(every: Iterable[Obstacle]) -> dict[Level, list[Obstacle]]:
    """The obstacles of each level in order of priority, all levels in the order in which they are told."""
    found: dict[Level, list[Obstacle]] = {level: [] for level in Level}
    for one in sorted(every, key=lambda one: (one.position, one.id or 0)):
        found[one.level].append(one)
    return found


def moved(order: Sequence[int], one: int, to: int) -> list[int]:
    """The ids of a level with one of them at place `to` (from 1); a place beyond the end is the last."""
    rest = [each for each in order if each != one]
    at = min(max(to, 1), len(rest) + 1) - 1
    return [*rest[:at], one, *rest[at:]]
