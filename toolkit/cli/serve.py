"""`spegla serve`: the workbench in the browser."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit import messages
from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.messages import tr

if TYPE_CHECKING:
    from toolkit.workbench.door import Door

LOWEST_PORT, HIGHEST_PORT = 1024, 65535
START_PAGE = "spegla-start.html"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("serve", help=tr("Open the workbench in the browser: read, code, themes, draft."))(serve)


def serve(
    project: ProjectFolder = HERE,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            metavar="PORT",
            min=LOWEST_PORT,
            max=HIGHEST_PORT,
            help=tr("The port."),
            show_default=tr("a free one"),
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=tr("Only print the address; open no browser."))
    ] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help=tr("Let nothing be changed."))] = False,
    presentation: Annotated[
        bool, typer.Option("--presentation", help=tr("Blur people's words and names, for showing to others."))
    ] = False,
    coder: Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who codes."), show_default=False)] = "",
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Open the workbench in the browser."""
    from toolkit.workbench.desk import Desk
    from toolkit.workbench.server import serve as serving

    # What libraries remark is nothing for the person at the terminal. Before any thread begins: several threads that
    # load libraries at once can lose the filters these set for themselves.
    warnings.simplefilter("ignore")
    opened = open_whole(project)
    desk = Desk(
        folder=opened.folder,
        language=language.value if language else messages.current_language(),
        coder=coder or opened.settings.coder,
        read_only=read_only,
        presentation=presentation,
    )
    with _start_page(opened.folder) as page:
        serving(
            desk, port=port or 0, ready=lambda door: _ready(door, None if no_browser else page, json_wanted=json_wanted)
        )
    if not json_wanted:
        output.say(tr("The workbench has ended. Everything is saved."))


def _ready(door: Door, page: Path | None, *, json_wanted: bool) -> None:
    address = door.invite()
    if json_wanted:
        output.answer({"address": address, "port": door.port}, (), json_wanted=True)
    else:
        output.say(tr("The workbench runs: {address}", address=address))
        output.say(tr("The address works once, within a minute. Enter gives a new one; Ctrl-C ends the workbench."))
        threading.Thread(target=_answer_enter, args=(door,), daemon=True).start()
    sys.stdout.flush()
    if page:
        threading.Thread(target=_open_browser, args=(page, door), daemon=True).start()


def _answer_enter(door: Door) -> None:
    """A new start address for each Enter at the terminal."""
    if not sys.stdin or not sys.stdin.isatty():
        return
    with suppress(OSError, ValueError):  # the terminal has gone, or belongs to another program
        for _ in sys.stdin:
            output.say(door.invite())
            sys.stdout.flush()


def _open_browser(page: Path, door: Door) -> None:
    """Open a file that leads to a start address: a program's arguments can be read by everybody on the computer."""
    import webbrowser

    if sys.platform not in ("darwin", "win32") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    leading = f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={door.invite()}">'
    with suppress(OSError):
        handle = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(leading)
        webbrowser.open(page.as_uri())


@contextmanager
def _start_page(folder: Path) -> Iterator[Path]:
    """The place of the file that leads the browser in; gone in the end. In the project's folder, because browsers in
    a sandbox of their own (snap, flatpak) see no temporary folders."""
    if hasattr(signal, "SIGTTIN"):
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # in the background, reading the terminal fails and does not stop
    page = folder / START_PAGE
    try:
        yield page
    finally:
        with suppress(OSError):
            page.unlink(missing_ok=True)
