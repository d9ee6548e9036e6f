"""`spegla suggest`: what the machine proposes for each passage, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output, suggestion_report
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.suggesting.suggestions import SuggestResult


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("suggest", help=tr("Propose codes for every passage, each with its reason."))(suggest)


def _proposed(result: SuggestResult) -> Iterator[str]:
    if not result.by_code:
        yield tr("Nothing was proposed. Who speaks, and whether they are known: spegla sources")
        return
    yield from output.table((tr("Code"), tr("Title"), tr("Suggestions")), result.by_code)
    yield ""
    yield tr("The suggestions are the machine's. They count for nothing until a person has judged them.")


def _amounts(result: SuggestResult) -> tuple[str, str, str]:
    return (
        ntr("{n} source", "{n} sources", result.sources),
        ntr("{n} passage", "{n} passages", result.segments),
        ntr("{n} suggestion", "{n} suggestions", result.suggestions),
    )


def suggest(
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
    table: Annotated[
        Path | None,
        typer.Option(
            "--table",
            metavar=tr("FILE"),
            help=tr("Also write a table to answer in: a .csv with a column “verdict”."),
        ),
    ] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help=tr("Learn from everything judged until now, however little of it is new."))
    ] = False,
    report: Annotated[
        bool,
        typer.Option(
            "--report",
            help=tr("Suggest nothing, but say how far suggestions can be trusted, code by code, and what is unfound."),
        ),
    ] = False,
) -> None:
    """Propose codes for every passage, each with its reason."""
    from toolkit.services.suggesting import suggestions

    opened = open_for(project)
    if report:
        suggestion_report.told(opened, json_wanted=json_wanted)
        return
    if table:
        suggestions.check_table(table)
    with output.progress(tr("Suggesting"), json_wanted=json_wanted) as progress:
        result = suggestions.suggest(opened, anew=anew, progress=progress)
    if table:
        suggestions.write_table(opened, table)
    if json_wanted:
        output.stream_list("segments", suggestions.records(opened))
        return
    lines = [
        ", ".join(_amounts(result)),
        tr("How: {how}", how=result.how),
        tr(
            "Sources read now: {n}; unchanged since last time: {kept}.",
            n=result.computed,
            kept=result.sources - result.computed,
        ),
        "",
        *_proposed(result),
        *([tr("Written: {file}", file=table)] if table else []),
    ]
    for line in lines:
        output.say(line)
