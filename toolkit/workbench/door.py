"""The door: codes for the start address, each good once and for a minute, and the sessions they opened."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CODE = "code"
SECONDS = 60.0  # how long a start address is good


@dataclass(frozen=True, slots=True)
class Look:
    """Files (name and bytes) that a browser was shown, under a name; they are not stored until it says yes.

    `decided` is what was corrected of each since, `cleaned` are the numbers of those to be cleaned of page furniture.
    `before` is the look that the page still shows when a second correction is sent before the first is answered.
    """

    name: str
    files: tuple[tuple[str, bytes], ...]
    decided: tuple[Mapping[str, str], ...] = ()
    cleaned: frozenset[int] = frozenset()
    before: str = ""

    def corrected(self) -> list[tuple[str, bytes, Mapping[str, str]]]:
        """The files, each with what was corrected of it."""
        told = self.decided or ({},) * len(self.files)
        return [(name, data, each) for (name, data), each in zip(self.files, told, strict=True)]


@dataclass
class Session:
    """One browser that came in with a code: who works in it, in which language, and the files it was last shown."""

    coder: str = ""
    language: str = ""
    shown: Look | None = None


@dataclass
class Door:
    """The keys to one workbench; they live in memory and end with it."""

    port: int
    codes: dict[str, float] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic

    @property
    def cookie(self) -> str:
        """The name of the cookie; it holds the port, because browsers do not keep cookies of ports apart."""
        return f"spegla_{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the workbench answers."""
        return tuple(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of the workbench's own pages."""
        return tuple(f"http://{host}" for host in self.hosts)

    @property
    def address(self) -> str:
        """The clean address, without a code."""
        return f"{self.origins[0]}/"

    def invite(self) -> str:
        """A fresh start address: it lets one browser in, once, within a minute."""
        now = self.clock()
        for code in [code for code, until in self.codes.items() if until < now]:
            self.codes.pop(code, None)
        code = secrets.token_urlsafe(24)
        self.codes[code] = now + SECONDS
        return f"{self.address}?{CODE}={code}"

    def enter(self, code: str) -> str | None:
        """The secret of a new session for a good code, which is good no more; None for any other."""
        return self.new_session()[0] if self.spend(code) else None

    def spend(self, code: str) -> bool:
        """Make a code good no more; say whether it was good."""
        until = self.codes.pop(code, None)
        return until is not None and until >= self.clock()

    def new_session(self) -> tuple[str, Session]:
        """A session and the secret that names it."""
        secret, session = secrets.token_urlsafe(32), Session()
        self.sessions[secret] = session
        return secret, session
