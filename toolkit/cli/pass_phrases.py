"""Asking for a pass phrase: on the terminal, unseen, or from the first line of a file; never from the environment."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer

from toolkit.errors import Refused, UsageError
from toolkit.messages import N_, tr

KeyPlace = Annotated[
    Path | None,
    typer.Option(
        "--key", metavar=tr("FILE"), help=tr("Where the key lies."), dir_okay=False, show_default=tr("the usual place")
    ),
]
PhraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar=tr("FILE"),
        help=tr("A file whose first line is the pass phrase, for scripts; else it is asked for."),
        dir_okay=False,
        show_default=False,
    ),
]


def phrase(file: Path | None, *, prompt: str = "") -> str:
    """The pass phrase, from the file or the person at the terminal."""
    if file is not None:
        return _first_line(file)
    if not sys.stdin.isatty():
        raise UsageError(
            N_("The pass phrase is asked for at a terminal, and there is none."),
            hint=N_("In a script, name a file that holds it: --passphrase-file FILE"),
        )
    asked = prompt or tr("Pass phrase of the key")
    return getpass.getpass(f"{asked}: ")


def fresh_phrase(file: Path | None) -> str:
    """A new pass phrase; at the terminal it is asked for twice."""
    first = phrase(file, prompt=tr("New pass phrase"))
    if file is None and phrase(None, prompt=tr("The same once more")) != first:
        raise Refused(N_("The two were not the same; nothing was changed."))
    return first


def _first_line(file: Path) -> str:
    from toolkit.services.projects.files import read_file

    try:
        return read_file(file).decode("utf-8-sig").split("\n", 1)[0].strip()
    except UnicodeDecodeError:
        raise UsageError(N_("The file with the pass phrase is no text.")) from None
