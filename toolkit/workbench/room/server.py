"""The room's server: a thread of its own, on one address and port, until it is shut or three hours have passed."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.workbench.room.app import make_room_app
from toolkit.workbench.room.opened import Room

PATIENCE = 1  # seconds that answers under way are given at the end
BEGINNING = 10.0  # seconds in which the room must have begun to answer
SLOWEST = 20.0  # seconds that a request may take to arrive: nobody holds a connection by saying nothing
MOST_CONNECTIONS, MOST_OF_ONE = 600, 400  # in all; from one address, behind which a whole class may sit
SILENT = ("uvicorn", "asyncio")  # their lines could hold addresses or values


class _Protocol(H11Protocol):
    """A connection of a stranger: counted, and closed when it asks for nothing."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, unless there are too many."""
        super().connection_made(transport)
        self.patience = self.loop.call_later(SLOWEST, self._waited)
        callers = Counter(one.client[0] for one in self.connections if isinstance(one, H11Protocol) and one.client)
        if len(self.connections) > MOST_CONNECTIONS or max(callers.values(), default=0) > MOST_OF_ONE:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.patience.cancel()
        super().connection_lost(exc)

    def _waited(self) -> None:
        """Close a connection on which a request has begun and does not end; look again later at any other."""
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and self.timeout_keep_alive_task is None:
            self.transport.abort()
            return
        self.patience = self.loop.call_later(SLOWEST, self._waited)


class _Server(uvicorn.Server):
    """Ends with its room, and leaves signals alone: they are the workbench's, or the command's."""

    def __init__(self, config: uvicorn.Config, room: Room) -> None:
        super().__init__(config)
        self.room, self.ready = room, threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets=sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them."""
        yield

    async def on_tick(self, counter: int) -> bool:
        """Whether to end now."""
        return await super().on_tick(counter) or self.room.is_over


class RoomServer:
    """A room that answers in a thread of its own."""

    def __init__(self, room: Room, listener: socket.socket) -> None:
        self.room, self._listener = room, listener
        self._server = _Server(_config(make_room_app(room)), room)
        self._thread = threading.Thread(target=self._run, name="room", daemon=True)

    def start(self) -> None:
        """Begin to answer; Refused when that does not come about."""
        self._thread.start()
        if not self._server.ready.wait(BEGINNING):
            self.stop()
            raise Refused(N_("The room did not begin to answer."), hint=N_("Try another address."))

    @property
    def runs(self) -> bool:
        """Whether it still answers, be it only that it is closed."""
        return self._thread.is_alive()

    def leave(self) -> None:
        """Begin to end, without waiting for it."""
        self.room.shut()
        self._server.should_exit = self._server.force_exit = True

    def stop(self) -> None:
        """End at once; again is harmless."""
        self.leave()
        if self._thread.is_alive():
            self._thread.join(PATIENCE + 1)

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long; say whether it still answers."""
        self._thread.join(seconds)
        return self.runs

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._listener])
        finally:
            with suppress(OSError):
                self._listener.close()


def _config(app: FastAPI) -> uvicorn.Config:
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=_Protocol,
        ws="none",
        lifespan="off",
        h11_max_incomplete_event_size=16 * 1024,
        timeout_graceful_shutdown=PATIENCE,
        timeout_keep_alive=20,
    )
