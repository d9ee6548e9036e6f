"""`spegla demo`: the whole way on the invented sample."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli import output
from toolkit.cli.options import Json, Language, right_now
from toolkit.messages import tr, written_language

FOLDER = Path("spegla-demo")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("demo", help=tr("Make a project of invented interviews and go the whole way to a draft."))(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar=tr("FOLDER"), help=tr("The folder to make."))] = FOLDER,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar=tr("FOLDER"), help=tr("The same as FOLDER."))
    ] = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Make the invented sample project and run the main job on it."""
    from toolkit.services.sample import demo as services

    def told(line: str) -> None:
        if not json_wanted:
            output.say(line)

    chosen = written_language() if language else "sv"
    result = services.demo(project or folder, language=chosen, now=right_now(), tell=told)
    lines = [
        "",
        tr("The draft: {file}", file=result.word),
        tr("In the browser: {file}", file=result.html),
        tr("Read and code it in the workbench: spegla serve --project {folder}", folder=project or folder),
        tr("Next: look at it, then start your own project: spegla init MY-PROJECT"),
    ]
    document = {
        "project": result.project,
        "files": [result.word, result.html],
        "sources": result.sources,
        "codings": result.codings,
        "themes": result.themes,
    }
    output.answer(document, lines, json_wanted=json_wanted)
