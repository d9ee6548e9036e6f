"""What stands on the wall of each session that is held in this workbench: step, finding, time, dots; kept in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

LONGEST = 3 * 3600


@dataclass(frozen=True, slots=True)
class Stage:
    """What is on the wall: `step` is empty while the house rules stand there, `finding` 0 while none is pointed at.

    `ends` is when the time given is up, on this process's own clock; `seconds` how much was given (0: no time).
    """

    step: str = ""
    finding: int = 0
    tally: bool = False
    seconds: int = 0
    ends: float = 0.0

    def left(self, now: float) -> float:
        """The seconds that are left of the time given."""
        return max(0.0, self.ends - now) if self.seconds else 0.0


class Stages:
    """The stages by session, shared by all windows."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock, self._here = clock, threading.Lock()
        self._stages: dict[int, Stage] = {}

    def of(self, session: int) -> Stage:
        """The stage of a session; the house rules until somebody chooses a step."""
        with self._here:
            return self._stages.get(session, Stage())

    def show(self, session: int, *, step: str, finding: int, tally: bool) -> None:
        """Put this on the wall; the time runs on."""
        with self._here:
            before = self._stages.get(session, Stage())
            self._stages[session] = Stage(step, finding, tally, before.seconds, before.ends)

    def give_time(self, session: int, seconds: int) -> None:
        """Give time from now on; 0 takes it away."""
        with self._here:
            before = self._stages.get(session, Stage())
            ends = self._clock() + seconds
            self._stages[session] = Stage(before.step, before.finding, before.tally, seconds, ends)

    def told(self, session: int) -> dict[str, object]:
        """The stage as pages are told of it."""
        one = self.of(session)
        left = round(one.left(self._clock()), 1)
        return {"step": one.step, "finding": one.finding, "tally": one.tally, "seconds": one.seconds, "left": left}
