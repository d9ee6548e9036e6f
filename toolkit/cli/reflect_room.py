"""`spegla reflect room`: own devices in the room, opened deliberately on the local network from the terminal."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SessionNumber
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from toolkit.domain.reflection.reflection import Format
    from toolkit.workbench.room.opened import Room
    from toolkit.workbench.room.server import RoomServer

SIGNALS = (signal.SIGINT, signal.SIGTERM)
OFTEN = 0.5  # seconds between looks at whether the room has ended


def register_reflect(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command(
        "room", help=tr("Let those in the room answer on their own phones, until you end it: one session, one address.")
    )(room)


@dataclass
class Walk:
    """The steps of a session, and at which of them the room is."""

    form: Format
    at: int = 0

    def where(self) -> tuple[str, int]:
        """The step, and no finding: nobody points at one from the terminal."""
        return self.form.steps[self.at].key, 0

    def go_on(self) -> None:
        """On to the next step, and from the last to the first."""
        self.at = (self.at + 1) % len(self.form.steps)


def room(
    session: SessionNumber,
    address: Annotated[
        str,
        typer.Option(
            "--address", metavar=tr("ADDRESS"), help=tr("A private address of this computer; 127.0.0.1 to try.")
        ),
    ] = "",
    step: Annotated[
        str, typer.Option("--step", metavar=tr("KEY"), help=tr("The step to begin at; the first unless said."))
    ] = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Open a room until somebody ends it."""
    from toolkit.services.sessions import sessions
    from toolkit.workbench.desk import Desk
    from toolkit.workbench.room import addresses, rooms

    if not address:
        raise UsageError(
            N_("Say with --address on which address of this computer the room is to answer."),
            hint=N_("Take one of these: {addresses}"),
            addresses=", ".join(addresses.own()),
        )
    opened = open_for(project)
    walk = _walk(sessions.view(opened, session).form, step)
    desk = Desk(folder=opened.folder)
    try:
        server = rooms.opened(rooms.Plan(desk.project, session, address, walk.where))
        _ready(server.room, walk, json_wanted=json_wanted)
        _until_the_end(server, quiet=json_wanted)
    finally:
        desk.close()


def _walk(form: Format, step: str) -> Walk:
    keys = [each.key for each in form.steps]
    if step and step not in keys:
        raise NotFound(
            N_("The format has no step {key}."), hint=N_("There are: {known}."), key=step, known=", ".join(keys)
        )
    return Walk(form, keys.index(step) if step else 0)


def _ready(room: Room, walk: Walk, *, json_wanted: bool) -> None:
    if json_wanted:
        output.answer({"address": room.door.origin, "code": room.door.code}, (), json_wanted=True)
    else:
        output.say(tr("Open on {address} with the code {code}.", address=room.door.origin, code=room.door.code))
        output.say(tr("Everybody on this network can reach the form, and what is written passes unencrypted."))
        output.say(tr("Ask for no names. Enter goes on to the next step; Ctrl-C ends the room."))
        _tell(walk)
        threading.Thread(target=_answer_enter, args=(walk,), daemon=True).start()
    sys.stdout.flush()


def _tell(walk: Walk) -> None:
    step = walk.form.steps[walk.at]
    output.say(tr("Now: {title}. {prompt}", title=tr(step.title), prompt=tr(step.prompt)))


def _answer_enter(walk: Walk) -> None:
    """On to the next step for each Enter at the terminal."""
    if not sys.stdin or not sys.stdin.isatty():
        return
    with suppress(OSError, ValueError):  # the terminal has gone, or belongs to another program
        for _ in sys.stdin:
            walk.go_on()
            _tell(walk)
            sys.stdout.flush()


def _until_the_end(server: RoomServer, *, quiet: bool) -> None:
    """Wait until the room has ended; at the first signal the devices are told, at the second it is over at once."""

    def end(*_: object) -> None:
        if not server.room.is_open:
            server.leave()
        elif not quiet:
            output.say(tr("The room is shut, and the devices are told so. Ctrl-C once more ends it at once."))
        server.room.shut()

    before = {one: signal.signal(one, end) for one in SIGNALS}
    try:
        while server.wait(OFTEN):
            pass
    finally:
        server.stop()
        for one, handler in before.items():
            signal.signal(one, handler)
    if not quiet:
        output.say(tr("The room has ended. Everything is saved."))
