"""The room's door: a short code that is said aloud, and the devices that came in with it."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from hmac import compare_digest

from toolkit.workbench.room.tries import Tries

SIGNS = "ABCDEFGHJKMNPQRTUVWXY346789"  # no look-alikes: neither I, L, 1 nor O, 0 nor S, 5 nor Z, 2
LENGTH = 6
MOST_DEVICES = 300


def new_code() -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def plain(code: str) -> str:
    """A code as a person typed it, without spaces and in capitals."""
    return "".join(code.split()).replace("-", "").upper()


@dataclass
class RoomDoor:
    """The keys to one room; they live in memory and end with it. A device has a secret, and a number that is stored."""

    address: str
    port: int
    code: str = field(default_factory=new_code)
    tries: Tries = field(default_factory=Tries)
    devices: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def cookie(self) -> str:
        """The name of the cookie; it holds the port, because browsers do not keep cookies of ports apart."""
        return f"spegla_room_{self.port}"

    @property
    def host(self) -> str:
        """The one name under which the room answers."""
        return f"{self.address}:{self.port}"

    @property
    def origin(self) -> str:
        """The origin of the room's own page."""
        return f"http://{self.host}"

    def is_right(self, code: str) -> bool:
        """Whether this is the code, found out in the same time for every wrong one."""
        return compare_digest(plain(code).encode(), self.code.encode())

    def renew(self, code: str) -> None:
        """Let another code open the door from now on."""
        self.code, self.tries.wrong = code, 0

    def enter(self) -> str | None:
        """The secret of a new device; None when the room is full."""
        with self._lock:
            if len(self.devices) >= MOST_DEVICES:
                return None
            secret = secrets.token_urlsafe(32)
            self.devices[secret] = secrets.token_hex(8)
            return secret
