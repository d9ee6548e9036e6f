"""Run as a program: for each line on stdin (JSON: a deed and its arguments), fork a process that does it.

The libraries are loaded once. A child stops itself before it begins, so that strace can be put on it; its number is
printed, and when it has ended its exit status (negative: killed). Beside commands there are deeds of the workbench.
A deed "here" is done without a fork, on a project that nobody needs: what it loads, all later children have.
A deed "beside" is not waited for: a workbench. Two things of the environment: SPEGLA_SAID is a folder in which what
a child writes is kept, SPEGLA_CLOCK a file that holds by how many seconds the clock of all children is wrong.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import toolkit.analysis.texts.questioning
import toolkit.cli.app
import toolkit.services.keeping.restoring
import toolkit.services.material.adding
import toolkit.services.material.importing_apart
import toolkit.services.merging.merging
import toolkit.services.privacy.withdrawing
import toolkit.storage.migrations
import toolkit.storage.projects.store
from toolkit.cli import options
from toolkit.cli.commands import Commands
from toolkit.cli.main import run
from toolkit.domain.codings.scheme_edits import Add
from toolkit.errors import SpeglaError
from toolkit.resources.scheme_files import read_scheme
from toolkit.services.coding import coding, scheme_editing
from toolkit.services.coding.coding import Marked
from toolkit.services.material import importing_apart
from toolkit.services.material.hands import Hand
from toolkit.services.material.transcripts import Place
from toolkit.services.projects.project import Project, open_project
from toolkit.storage.projects.store import Store
from toolkit.workbench import desk

LOADED = (toolkit, *Commands().values())
MARKED = Marked(1, Place(2, 0), Place(2, 20))
KEPT, CLOCK = os.environ.get("SPEGLA_SAID"), os.environ.get("SPEGLA_CLOCK")


class Wrong(datetime):
    """A clock that is wrong by what the file of the environment says at that moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The moment that a computer with this clock would tell."""
        return datetime.now(tz) + timedelta(seconds=float(Path(str(CLOCK)).read_text("ascii")))


def command(*arguments: str) -> int:
    """A command of the command line; its exit code."""
    return run(list(arguments))


def code(project: Project, name: str) -> None:
    """Code the first words of an answer with two codes."""
    coding.code(project, MARKED, ["needs/work", "learning"], hand=Hand("KL", name))


def scheme(project: Project, name: str) -> None:
    """Put a new code into the scheme: a row, a version and a file."""
    scheme_editing.edit(project, Add("needs", {"en": "Quite new"}), coder="KL", command=name)


def deed(of: Callable[[Project, str], None], folder: str, name: str) -> int:
    """A deed of the workbench in a project under a command's name; 0 when it was acknowledged."""
    try:
        of(open_project(Path(folder), now=datetime.now(UTC)), name)
    except SpeglaError:
        return 1
    return 0


def migrate(path: str) -> int:
    """Open a database, which migrates it."""
    try:
        Store.open(Path(path), now=datetime.now(UTC), write=True).close()
    except SpeglaError:
        return 1
    return 0


DEEDS: dict[str, Callable[..., int]] = {
    "command": command,
    "code": lambda *of: deed(code, *of),
    "scheme": lambda *of: deed(scheme, *of),
    "migrate": migrate,
}


def here(name: str, arguments: list[str]) -> int:
    """Do it in this process, quietly; leave no child of ours that the forked ones would share."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = DEEDS[name](*arguments)
    importing_apart.close()
    project = open_project(Path(sys.argv[1]), now=datetime.now(UTC))
    read_scheme(project.scheme_path)  # the tree of what was read last need not be read again for an edit
    gc.collect()
    gc.freeze()
    return code


def forked(name: str, arguments: list[str], how: str) -> int:
    """Do it in a child; its exit status, or 0 at once when nobody waits for it."""
    child = os.fork()
    if child == 0:
        put_streams(how)
        if how == "stopped":
            os.kill(os.getpid(), signal.SIGSTOP)
        code = DEEDS[name](*arguments)
        if KEPT:
            with contextlib.suppress(OSError):  # the disk may be full
                sys.stdout.flush()
                sys.stderr.flush()
        os._exit(code)
    os.write(1, f"{child}\n".encode())
    if how == "beside":
        return 0
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def put_streams(how: str) -> None:
    """Let the child read nothing, and write into the files that are kept, if any are."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    for stream, title in ((1, "out"), (2, "err")):
        path = Path(KEPT) / (f"{title}.beside" if how == "beside" else title) if KEPT else None
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) if path else nowhere, stream)


def main() -> None:
    """Serve the lines."""
    if CLOCK:
        options.datetime = desk.datetime = Wrong  # type: ignore[attr-defined, misc]
    here("command", ["scheme", "-p", sys.argv[1]])
    for line in sys.stdin:
        name, how, *arguments = json.loads(line)
        code = here(name, arguments) if how == "here" else forked(name, arguments, how)
        os.write(1, f"{code}\n".encode())


main()
