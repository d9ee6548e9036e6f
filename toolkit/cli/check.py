"""`spegla check`: an edited report read back and held against the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.domain.report_rules.found import Kind
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.reports.checking import Checked, Placed


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        "check", help=tr("Read a report back and list what its quotes, words and numbers say that the data do not.")
    )(check)


def check(
    file: Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("The report, a Word file (.docx)."))],
    only: Annotated[
        list[Kind] | None,
        typer.Option("--only", metavar=tr("KIND"), help=tr("Only findings of this kind; may be given several times.")),
    ] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Read a report back and list what its quotes, words and numbers say that the data do not."""
    from toolkit.services.privacy.report_names import namer
    from toolkit.services.reports import checking

    opened = open_for(project)
    found = checking.check_file(opened, file, namer=namer(opened), only=only or ())
    document = {
        "file": found.name,
        "paragraphs": found.paragraphs,
        "quotes": found.quotes,
        "draft": found.draft,
        "serious": found.serious,
        "notes": len(found.findings) - found.serious,
        "skipped": [tr(each) for each in found.skipped],
        "problems": output.problem_records(found.notes),
        "findings": [checking.record(each) for each in found.findings],
    }
    output.answer(document, _lines(found), json_wanted=json_wanted)
    output.problems(found.notes, json_wanted=json_wanted)
    if found.serious:
        raise typer.Exit(1)


def _lines(found: Checked) -> Iterator[str]:
    from toolkit.services.reports.checking import TITLES

    for each in found.skipped:
        yield tr(each)
    for kind, placed in found.by_kind.items():
        yield ""
        yield f"{tr(TITLES[kind])}: {len(placed)}"
        for one in placed:
            yield from _finding(one)
    if found.findings:
        yield ""
    notes = len(found.findings) - found.serious
    yield " ".join(
        (
            ntr("{n} paragraph read.", "{n} paragraphs read.", found.paragraphs),
            ntr("{n} quote looked up.", "{n} quotes looked up.", found.quotes),
            ntr("{n} thing to mend,", "{n} things to mend,", found.serious),
            ntr("{n} note.", "{n} notes.", notes),
        )
    )


def _finding(placed: Placed) -> Iterator[str]:
    from toolkit.services.reports.checking import where

    found = placed.found
    yield f"  {'✗' if found.serious else '·'} {where(placed)}: {found.reason}"
    yield f"      {found.words}"
    if found.serious and found.next_step:
        yield f"      → {found.next_step}"
