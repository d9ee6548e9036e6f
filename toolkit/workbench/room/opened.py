"""A room while it is open: its door, where the host has gone, and what its devices have sent so far."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.packs.room import RoomView, Sent
from toolkit.workbench.room.door import RoomDoor
from toolkit.workbench.room.tries import Ration, ration

HOURS = 3.0
FRESH = 1.0  # seconds for which what the store said is good enough: thirty devices ask ten times a second
FAREWELL = 25.0  # seconds that a room still says it is closed: longer than the longest pause of a device
MOST_ANSWERS = 100
SENDING = (30.0, 2.0)  # what a device may send at once, and more of it a second


class Session(Protocol):
    """The way to the session; `services.room.Line` is one."""

    def view(self) -> RoomView:
        """The session as devices may see it now."""

    def take(self, sent: Sent) -> bool:
        """Take an answer down; False when nothing of it was kept, which its device is not told."""

    def dots(self, device: str, given: Mapping[int, int]) -> Mapping[int, int]:
        """Keep a device's dots, and give them as they are kept."""


@dataclass
class Room:
    """One session's room. It holds no project: `session` is all that it can reach.

    `where` gives the step and the number of the finding that the host has set; no step before it begins.
    """

    session: Session
    door: RoomDoor
    language: str
    where: Callable[[], tuple[str, int]]
    clock: Callable[[], float] = time.monotonic
    until: float = field(init=False)
    closed_at: float | None = field(default=None, init=False)
    answers: Counter[str] = field(default_factory=Counter, init=False)
    unkept: int = field(default=0, init=False)
    given: dict[str, Mapping[int, int]] = field(default_factory=dict, init=False)
    _rations: dict[str, Ration] = field(default_factory=dict, init=False)
    _taken: set[str] = field(default_factory=set, init=False)
    _seen: tuple[float, RoomView] | None = field(default=None, init=False)
    _reading: threading.Lock = field(default_factory=threading.Lock, init=False)
    _counting: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self.until = self.clock() + HOURS * 3600

    @property
    def left(self) -> int:
        """Seconds until the room ends by itself."""
        return max(0, int(self.until - self.clock()))

    @property
    def is_open(self) -> bool:
        """Whether answers are taken, as far as the room knows."""
        return self.closed_at is None and self.left > 0

    @property
    def is_over(self) -> bool:
        """Whether the server may go: everybody who was there has had time to hear that it is closed."""
        ended = self.closed_at if self.closed_at is not None else self.until
        return self.clock() >= ended + FAREWELL

    def now(self) -> RoomView:
        """The session as the store said it a moment ago; the room closes with it."""
        with self._reading:
            if self._seen is None or self.clock() - self._seen[0] >= FRESH:
                self._seen = self.clock(), self.session.view()
            seen = self._seen[1]
        if not seen.open:
            self.shut()
        return seen

    def forget(self) -> None:
        """Ask the store anew when the room is next looked at."""
        self._seen = None

    def shut(self) -> None:
        """Take nothing any more; again is harmless."""
        if self.closed_at is None:
            self.closed_at = self.clock()

    def may_send(self, device: str) -> bool:
        """Whether the device has not sent too much of late."""
        with self._counting:
            own = self._rations.setdefault(device, ration(*SENDING, self.clock()))
            ready = own.ready(self.clock())
            own.left -= 1 if ready else 0
            return ready

    def take(self, sent: Sent) -> bool:
        """Take an answer down, once however often it is sent; False when the device has sent as many as it may."""
        with self._counting:
            again = sent.command in self._taken
            if not again and self.answers[sent.device] >= MOST_ANSWERS:
                return False
        kept = again or self.session.take(sent)
        self._count(sent)
        self.unkept += not kept
        return True

    def _count(self, sent: Sent) -> None:
        with self._counting:
            if sent.command not in self._taken:
                self._taken.add(sent.command)
                self.answers[sent.device] += 1

    def dot(self, device: str, given: Mapping[int, int]) -> Mapping[int, int]:
        """Keep a device's dots in the place of its earlier ones; give what is kept. Refused for more than it has."""
        most = max(each.dots for each in self.now().steps)
        if any(n < 0 for n in given.values()) or sum(given.values()) > most:
            raise Refused(N_("These are more dots than you have."))
        self.given[device] = self.session.dots(device, given)
        return self.given[device]
