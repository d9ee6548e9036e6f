"""`spegla draft`: results chapters as Word, HTML or Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli import output
from toolkit.cli.options import HERE, FromSuggestions, Json, Language, ProjectFolder, right_now
from toolkit.messages import tr


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("draft", help=tr("Write a draft of the results chapters."))(draft)


def draft(
    outline: Annotated[
        str | None,
        typer.Option(
            "--outline", metavar=tr("OUTLINE"), help=tr("perspectives or areas, or an outline file of your own.")
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", metavar=tr("FORMAT"), help=tr("docx, html or md; may be given several times.")),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar=tr("FOLDER"), help=tr("The folder to write to."))] = None,
    from_suggestions: FromSuggestions = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write a draft of the results chapters."""
    from toolkit.services import blinding, drafts
    from toolkit.services.project import open_project

    opened = blinding.for_eyes(open_project(project, now=right_now()))
    with output.progress(tr("Drafting"), json_wanted=json_wanted) as progress:
        result = drafts.draft(
            opened,
            drafts.Wanted(outline, tuple(formats or ("docx", "html")), out, from_suggestions=from_suggestions),
            progress=progress,
        )
    document = {
        "files": result.files,
        "findings": result.findings,
        "quotes": result.quotes,
        "from_suggestions": from_suggestions,
        "problems": output.problem_records(result.problems),
    }
    lines = [
        *(tr("Written: {file}", file=file) for file in result.files),
        tr(
            "Findings: {findings}. Quotes: {quotes}. Each finding carries the passages it rests on.",
            findings=len(result.findings),
            quotes=result.quotes,
        ),
    ]
    output.answer(document, lines, json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)
