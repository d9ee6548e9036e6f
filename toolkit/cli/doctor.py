"""`spegla doctor`: what is wrong, doubtful or well with a project and its surroundings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, right_now
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.safety.doctor import Finding

MARKS = {"wrong": "✗", "doubtful": "·", "well": "✓"}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        "doctor", help=tr("Look whether the project is whole and lies safely; exit 1 when something is wrong.")
    )(doctor)


def doctor(
    mend: Annotated[
        bool, typer.Option("--mend", help=tr("Let only yourself use the project's folder and files."))
    ] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Look whether the project is whole and lies safely."""
    from toolkit.services.projects.project import Project
    from toolkit.services.safety import doctor as examining

    opened = Project(project.resolve(), right_now())  # also one whose settings are gone
    mended = examining.mend(opened)[0] if mend else 0
    found = examining.examine(opened)
    document = {"findings": [_record(one) for one in found], "mended": mended}
    output.answer(document, _told(found, mended), json_wanted=json_wanted)
    if any(one.level == "wrong" for one in found):
        raise typer.Exit(1)


def _told(found: list[Finding], mended: int) -> Iterator[str]:
    if mended:
        yield ntr("{n} file or folder is now yours alone.", "{n} files and folders are now yours alone.", mended)
    for one in found:
        yield f"{MARKS[one.level]} {one.sentence}"
        if one.next_step:
            yield f"    → {one.next_step}"
    wrong = sum(one.level == "wrong" for one in found)
    doubtful = sum(one.level == "doubtful" for one in found)
    yield ""
    yield (
        tr("Wrong: {wrong}. To look at: {doubtful}.", wrong=wrong, doubtful=doubtful)
        if wrong or doubtful
        else tr("All is well.")
    )


def _record(one: Finding) -> dict[str, object]:
    return {"check": one.check, "level": one.level.value, "message": one.sentence, "hint": one.next_step}
