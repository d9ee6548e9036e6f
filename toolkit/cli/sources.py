"""`spegla add` and `spegla sources`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down, right_now
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.adding import AddResult

group = typer.Typer(help=tr("List the sources of the project, or remove one."), rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("add", help=tr("Read transcripts into the project."))(add)
    app.add_typer(group, name="sources")


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar=tr("FILES"),
            help=tr(
                "Transcripts (.docx .odt .rtf .txt .md .html, .vtt .srt .json from recorders, .otr from oTranscribe),"
                " or folders with transcripts."
            ),
        ),
    ],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Read transcripts into the project."""
    from toolkit.services import adding
    from toolkit.services.project import open_project

    opened = open_project(project, now=right_now())
    with output.progress(tr("Reading"), json_wanted=json_wanted) as progress:
        result = adding.add(opened, files, progress=progress)
    missing = sorted(result.not_in_register)
    document = {
        "added": result.added,
        "known": [{"file": file, "source": source} for file, source in result.known],
        "not_in_register": missing,
        "problems": output.problem_records(result.problems),
    }
    output.answer(document, _added(result), json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)
    if result.failed:
        raise typer.Exit(1)


def _added(result: AddResult) -> list[str]:
    header = (
        tr("Source"),
        tr("Turns"),
        tr("Words"),
        tr("by respondents"),
        tr("Respondents"),
        tr("Questions of the guide"),
    )
    rows = [
        (one.name, one.turns, one.words, one.respondent_words, ", ".join(one.respondents), one.questions)
        for one in result.added
    ]
    lines = list(output.table(header, rows)) if rows else []
    lines.append(ntr("{n} source added.", "{n} sources added.", len(result.added)))
    lines += [tr("{file} is in the project already, as {source}.", file=f, source=s) for f, s in result.known]
    if result.failed:
        lines.append(
            ntr("{n} file was left out, see below.", "{n} files were left out, see below.", len(result.failed))
        )
    if result.not_in_register:
        names = ", ".join(sorted(result.not_in_register))
        lines.append(tr("Not in respondents.csv: {names}. Add them there to give them a group.", names=names))
    return lines


@group.callback(invoke_without_command=True)
def listing(
    context: typer.Context,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List the sources of the project."""
    if context.invoked_subcommand is not None:
        handed_down(context)
        return
    from toolkit.services import sources
    from toolkit.services.project import open_project

    found = sources.overview(open_project(project, now=right_now()))
    header = (tr("Source"), tr("Turns"), tr("Words"), tr("by respondents"), tr("Respondents"))
    rows = [(one.name, one.turns, one.words, one.respondent_words, ", ".join(one.respondents)) for one in found]
    output.answer({"sources": found}, output.table(header, rows), json_wanted=json_wanted)


@group.command("remove", help=tr("Remove a source with all that was coded in it."))
def remove(
    name: Annotated[str, typer.Argument(metavar=tr("SOURCE"), help=tr("The source's name."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do it without asking."))] = False,
) -> None:
    """Remove a source with all that was coded in it."""
    from toolkit.services import sources
    from toolkit.services.project import open_project

    opened = open_project(project, now=right_now())
    if not yes and not output.agreed(tr("Remove {name} with all that was coded in it?", name=name)):
        raise typer.Exit(1)
    codings = sources.remove(opened, name)
    output.answer(
        {"removed": name, "codings": codings},
        [ntr("Removed, with {n} coding.", "Removed, with {n} codings.", codings)],
        json_wanted=json_wanted,
    )
