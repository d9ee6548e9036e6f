"""`spegla codings`: import, export, list and count what people judged."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Force, Json, Language, ProjectFolder
from toolkit.domain.codings.matrices import Count, Dimension
from toolkit.messages import ntr, tr

group = typer.Typer(
    help=tr("Codings: what people have judged. Import, export, list or count them."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Coder = Annotated[str | None, typer.Option("--coder", metavar=tr("NAME"), help=tr("The coder's name or initials."))]
Rows = Annotated[
    str,
    typer.Option(
        "--rows",
        metavar=tr("SIDE"),
        help=tr("What the rows are: area, code, group, respondent, or a facet of the scheme such as phase."),
    ),
]
Columns = Annotated[
    str, typer.Option("--columns", metavar=tr("SIDE"), help=tr("What the columns are, in the same words."))
]
Counted = Annotated[Count, typer.Option("--count", help=tr("What is counted: different respondents, or passages."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="codings")


@group.callback()
def _codings(language: Language = None) -> None:
    """Take the language before the command's name too."""


@group.command("import", help=tr("Read codings from a table, or from the comments of a Word file."))
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar=tr("FILE"), help=tr("A .csv, .xlsx or .jsonl file, or a .docx with #code in its comments.")
        ),
    ],
    coder: Coder = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Read codings from a table, or from the comments of a Word file."""
    from toolkit.services.coding import codings

    opened = open_for(project, coder)
    result = codings.import_codings(opened, file, coder=coder)
    lines = [ntr("{n} coding added.", "{n} codings added.", result.added)]
    if not (result.added or result.known or result.verdicts or result.memos or result.failed):
        lines.append(tr("No row holds a judgement."))
        lines.append(
            tr("In a sheet from spegla suggest --table: write accepted, rejected or corrected in the column verdict.")
        )
    if result.known:
        lines.append(tr("Known already: {n}", n=result.known))
    if result.moved:
        lines.append(tr("Quotes found at another place than the file says: {n}", n=result.moved))
    if result.verdicts:
        lines.append(tr("Answers to suggestions: {n}", n=result.verdicts))
    if result.memos:
        lines.append(ntr("{n} memo added.", "{n} memos added.", result.memos))
    if result.failed:
        lines.append(ntr("{n} row was left out, see below.", "{n} rows were left out, see below.", result.left_out))
    document = {
        "added": result.added,
        "known": result.known,
        "moved": result.moved,
        "verdicts": result.verdicts,
        "memos": result.memos,
        "outside": result.outside,
        "split": result.split,
        "problems": output.problem_records(result.problems),
    }
    output.answer(document, lines, json_wanted=json_wanted)
    output.problems(result.problems, json_wanted=json_wanted)
    if result.failed:
        raise typer.Exit(1)


@group.command("export", help=tr("Write codings to a table, or a source to a Word file with its codings as comments."))
def export(
    file: Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("A .csv, .jsonl or .docx file."))],
    coder: Coder = None,
    source: Annotated[str | None, typer.Option("--source", metavar=tr("SOURCE"), help=tr("Only this source."))] = None,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write codings to a table, or a source to a Word file with its codings as comments."""
    from toolkit.services.coding import codings
    from toolkit.services.projects import blinding, progress

    opened = open_for(project)
    blinding.refuse_blind(opened, but=coder or "")
    if coder is not None:
        progress.known_coder(opened, coder)
    written, held_back = codings.export_codings(opened, file, coder=coder, source=source, force=force)
    lines = [ntr("{n} coding written to {file}.", "{n} codings written to {file}.", written, file=file)]
    output.answer(
        {"file": file, "written": written, "held_back": held_back},
        [*lines, *_staying(held_back)],
        json_wanted=json_wanted,
    )


@group.command("list", help=tr("List codings."))
def list_(
    coder: Coder = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar=tr("CODE"), help=tr("Only this code and those under it."))
    ] = None,
    source: Annotated[str | None, typer.Option("--source", metavar=tr("SOURCE"), help=tr("Only this source."))] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List codings."""
    from toolkit.services.coding import codings
    from toolkit.services.projects import blinding, progress

    opened = open_for(project)
    if coder is not None:
        progress.known_coder(opened, coder)
    found, held_back = codings.listed(opened, coder=coder, code=code, source=source)
    header = (tr("Source"), tr("Place"), tr("Code"), tr("Coder"), tr("Quote"))
    rows = ((c.source, f"{c.span.start}–{c.span.end}", c.code, c.coder, _short(c.quote)) for c in found)
    output.answer(
        {"codings": [codings.record(coding) for coding in found], "held_back": held_back},
        chain(output.table(header, rows), _held_back(held_back), blinding.told(opened)),
        json_wanted=json_wanted,
    )


@group.command("matrix", help=tr("Count the coded passages in a cross table: how many people in each cell."))
def matrix(
    rows: Rows = Dimension.AREA.value,
    columns: Columns = Dimension.GROUP.value,
    count: Counted = Count.RESPONDENTS,
    table: Annotated[
        Path | None, typer.Option("--table", metavar=tr("FILE"), help=tr("Also write the table to a .csv for Excel."))
    ] = None,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Count the coded passages in a cross table."""
    from toolkit.services.coding import matrices
    from toolkit.services.projects import blinding

    opened = open_for(project)
    made = matrices.cross_table(opened, rows=rows, columns=columns, count=count)
    if table:
        matrices.write_table(opened, made, table, force=force)
    body = [(title, *values) for title, values in zip(made.row_titles, made.matrix.values, strict=True)]
    told = {
        Count.RESPONDENTS: tr("Number of respondents in each cell."),
        Count.PASSAGES: tr("Number of passages in each cell."),
    }
    lines = [
        told[count],
        "",
        *output.table((made.corner, *made.column_titles), body),
        "",
        tr("Who or what has several codes is counted in each of their cells: do not add the cells up."),
        *_withheld(made.withheld),
        *blinding.told(opened),
        *([tr("Written: {file}", file=table)] if table else []),
    ]
    output.answer({**matrices.record(made), "file": table}, lines, json_wanted=json_wanted)


def _withheld(n: int) -> list[str]:
    if not n:
        return []
    return [
        ntr(
            "{n} person whose words may not be used is not counted.",
            "{n} people whose words may not be used are not counted.",
            n,
        )
    ]


def _short(quote: str, most: int = 60) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _staying(n: int) -> list[str]:
    if not n:
        return []
    return [
        ntr(
            "{n} coding stays here: of a person whose words may not be used, or of a case description.",
            "{n} codings stay here: of people whose words may not be used, or of case descriptions.",
            n,
        )
    ]


def _held_back(n: int) -> list[str]:
    if not n:
        return []
    return [
        ntr(
            "{n} coding of people whose words may not be used is not shown.",
            "{n} codings of people whose words may not be used are not shown.",
            n,
        )
    ]
