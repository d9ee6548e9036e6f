"""The server: one project on one port of this computer, until somebody ends it."""

from __future__ import annotations

import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from toolkit.errors import Refused
from toolkit.messages import N_
from toolkit.services.projects.project import take_workbench_place
from toolkit.workbench.app import make_app
from toolkit.workbench.desk import Desk, moment
from toolkit.workbench.door import Door

LOOPBACK = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
PATIENCE = 1  # seconds that answers under way are given when the workbench ends
SWITCH = 0.001  # seconds that a thread computes while others wait: with 5 ms, as usual, codings wait for long pages
SELDOM = (10_000, 10, 100)  # a whole collection stops all threads: 0.1 s, at 1,000 interviews 1 s (measured)
LATEST = 1.7  # seconds after which the process ends whatever is under way: what was answered is stored
SILENT = ("uvicorn", "asyncio")  # their lines could hold addresses or values


class _Server(uvicorn.Server):
    """Says when it is ready, and ends on the first signal without passing it on."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready, self.ending = ready, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end the server, and nothing more: the terminal's Ctrl-C is the way to leave."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in SIGNALS}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End now; a second signal does not wait for anything."""
        if not self.should_exit:
            _leave_in(LATEST)
            self.ending()
        super().handle_exit(sig, frame)


def serve(desk: Desk, *, port: int, ready: Callable[[Door], None]) -> None:
    """Answer on `port` of this computer (0: any free one) until a signal comes; `ready` is called once it answers.

    ProjectBusy when another workbench has this project, Refused when the port is taken.
    """
    with listening(port) as listener:
        door = Door(listener.getsockname()[1])
        place = take_workbench_place(desk.folder, door.address, moment())
        try:
            app = make_app(desk, door)
            desk.warm()
            sys.setswitchinterval(SWITCH)
            gc.set_threshold(*SELDOM)

            def ending() -> None:
                app.state.jobs.end()
                app.state.rooms.leave()

            server = _Server(_config(app), lambda: ready(door), ending)
            server.run(sockets=[listener])
            app.state.rooms.end()
        finally:
            desk.close()
            place.release()


def _config(app: object) -> uvicorn.Config:
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        server_header=False,
        http="h11",
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=PATIENCE,
        timeout_keep_alive=30,
    )


def listening(port: int) -> socket.socket:
    """A listener on `port` of this computer (0: any free one); Refused when that cannot be."""
    try:
        listener = socket.create_server((LOOPBACK, port))
        # Without it every answer waits 44 ms for the browser's acknowledgement (measured): asyncio sets it by itself
        # only where the socket names its protocol, and accepted ones have it from this one.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise Refused(
            N_("Port {port} is taken by another program.") if taken else N_("Port {port} cannot be used."),
            hint=N_("Choose another number, or leave --port out and a free one is found."),
            port=port,
        ) from None


def _leave_in(seconds: float) -> None:
    """End the process after a while even if a thread is still at work; a store left open is whole when next opened."""

    def leave() -> None:
        sys.stdout.flush()
        os._exit(0)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True
    timer.start()
