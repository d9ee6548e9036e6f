"""`spegla draft`: results chapters as Word, HTML or Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, FromSuggestions, Json, Language, ProjectFolder
from toolkit.errors import UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from toolkit.services.reports.drafts import DraftResult, Wanted

OutlineName = Annotated[
    str | None,
    typer.Option(
        "--outline",
        metavar=tr("OUTLINE"),
        help=tr("perspectives, areas, questions, partial or full, or an outline file of your own."),
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option("--format", metavar=tr("FORMAT"), help=tr("docx, html or md; may be given several times.")),
]
OutFolder = Annotated[Path | None, typer.Option("--out", metavar=tr("FOLDER"), help=tr("The folder to write to."))]
IntoFile = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar=tr("FILE"),
        help=tr("Put the new results into this Word file; what people wrote stays, and the file before is kept."),
    ),
]
DryInto = Annotated[bool, typer.Option("--dry-run", help=tr("With --into: only say what would be done with the file."))]
ForAudience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar=tr("AUDIENCE"),
        help=tr(
            "Let the draft out to an audience (external, team, steering, or one of your own): "
            "refused while anything in it points somebody out."
        ),
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("draft", help=tr("Write a draft of the results chapters."))(draft)


def draft(
    outline: OutlineName = None,
    formats: Formats = None,
    out: OutFolder = None,
    into: IntoFile = None,
    dry_run: DryInto = False,
    audience: ForAudience = "",
    from_suggestions: FromSuggestions = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write a draft of the results chapters."""
    from toolkit.services.reports.drafts import Wanted

    if into is None:
        forms = tuple(formats or ("docx", "html"))
        wanted = Wanted(outline, forms, out, from_suggestions=from_suggestions, audience=audience)
        _anew(wanted, project=project, json_wanted=json_wanted)
    else:
        _refuse_beside_into(audience, formats, out)
        wanted = Wanted(outline, from_suggestions=from_suggestions)
        _into(into, wanted, project=project, dry_run=dry_run, json_wanted=json_wanted)


def _refuse_beside_into(audience: str, formats: list[str] | None, out: Path | None) -> None:
    if audience:
        raise UsageError(
            N_("--into writes into a Word file that people have worked on: the gate looks at the file itself."),
            hint=N_("Check it when it is done: spegla disclose --file FILE --audience AUDIENCE"),
        )
    if formats or out:
        raise UsageError(N_("--into writes into a Word file: give neither --format nor --out."))


def _anew(wanted: Wanted, *, project: Path, json_wanted: bool) -> None:
    """Write a new draft."""
    from toolkit.services.reports import drafts

    opened = open_for(project)
    with output.progress(tr("Drafting"), json_wanted=json_wanted) as progress:
        result = drafts.draft(opened, wanted, progress=progress)
    output.answer(_record(result, wanted), _lines(result), json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)


def _record(result: DraftResult, wanted: Wanted) -> dict[str, object]:
    return {
        "files": result.files,
        "findings": result.findings,
        "quotes": result.quotes,
        "from_suggestions": wanted.from_suggestions,
        "audience": wanted.audience or None,
        "problems": output.problem_records(result.problems),
    }


def _lines(result: DraftResult) -> list[str]:
    return [
        *(tr("Written: {file}", file=file) for file in result.files),
        tr(
            "Findings: {findings}. Quotes: {quotes}. Each finding carries the passages it rests on.",
            findings=len(result.findings),
            quotes=result.quotes,
        ),
    ]


def _into(file: Path, wanted: Wanted, *, project: Path, dry_run: bool, json_wanted: bool) -> None:
    """Put a new draft into a Word file."""
    from toolkit.services.reports import into_told, into_word

    opened = open_for(project)
    with output.progress(tr("Drafting"), json_wanted=json_wanted) as progress:
        result = into_word.into_file(opened, file, wanted, dry_run=dry_run, progress=progress)
    output.answer(into_told.record(result), list(into_told.lines(result)), json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)
