"""`spegla undo`: take back the last step of a coder, or do it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import hand_of, open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.projects.steps import Undone

FEW = 3  # sources that are named


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("undo", help=tr("Take back what a coder did last, today; --redo does it again."))(undo)


def undo(
    coder: Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Whose step."))] = "",
    redo: Annotated[bool, typer.Option("--redo", help=tr("Do again what was taken back last."))] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take back what a coder did last, today."""
    from toolkit.services.projects import steps

    opened = open_whole(project)
    who = hand_of(opened, coder, hint=N_("Say whose step it was: --coder NAME")).coder
    done = steps.redo(opened, coder=who) if redo else steps.undo(opened, coder=who)
    document = {"step": done.step, "verb": done.verb, "at": done.at, "redone": redo, "sources": len(done.sources)}
    output.answer(document, [_line(done, redo=redo)], json_wanted=json_wanted)


def _line(done: Undone, *, redo: bool) -> str:
    from toolkit.services.projects import step_words

    where = ", ".join(done.sources) if len(done.sources) <= FEW else ""
    where = where or (ntr("{n} source", "{n} sources", len(done.sources)) if done.sources else "")
    told = ", ".join(filter(None, (step_words.told(done.verb), where, done.at.astimezone().strftime("%H:%M"))))
    return tr("Done again: {what}.", what=told) if redo else tr("Undone: {what}.", what=told)
