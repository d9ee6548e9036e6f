"""How often a room's code may be guessed: wrong tries are rationed, right ones never."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

OWN, ALL = (40.0, 1 / 3), (200.0, 2.0)  # wrong tries at once, and more of them a second: of one address, of all
MOST_CALLERS = 2_000


@dataclass(slots=True)
class Ration:
    """Something of which `size` may be used at once, and then `rate` a second."""

    size: float
    rate: float
    left: float
    at: float

    def ready(self, now: float) -> bool:
        """Whether one may be used now."""
        self.left, self.at = min(self.size, self.left + (now - self.at) * self.rate), now
        return self.left >= 1

    @property
    def full(self) -> bool:
        """Whether it is as if it had never been used."""
        return self.left >= self.size


def ration(size: float, rate: float, now: float) -> Ration:
    """A ration of which nothing is used yet."""
    return Ration(size, rate, size, now)


@dataclass
class Tries:
    """The wrong tries of late, by address, in memory only.

    Right codes cost nothing, so that a class that comes in at once through one router is never held up by its
    number; only somebody who guesses is, and those on the same address for as long as that goes on.
    """

    clock: Callable[[], float] = time.monotonic
    wrong: int = 0
    _all: Ration = field(init=False)
    _own: dict[str, Ration] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self._all = ration(*ALL, self.clock())

    def judge(self, caller: str, right: Callable[[], bool]) -> bool | None:
        """Whether the try is right; None when it is not looked at because there were too many wrong ones."""
        with self._lock:
            now = self.clock()
            own = self._own.get(caller) or ration(*OWN, now)
            if not (own.ready(now) and self._all.ready(now)):
                return None
            if right():
                return True
            own.left, self._all.left, self.wrong = own.left - 1, self._all.left - 1, self.wrong + 1
            self._remember(caller, own, now)
            return False

    def _remember(self, caller: str, own: Ration, now: float) -> None:
        self._own[caller] = own
        if len(self._own) > MOST_CALLERS:
            self._own = {one: each for one, each in self._own.items() if not each.ready(now) or not each.full}
        while len(self._own) > MOST_CALLERS:
            self._own.pop(next(iter(self._own)))
