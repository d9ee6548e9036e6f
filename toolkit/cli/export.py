"""`spegla export`: tables to take along, and the whole project as plain files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.codings import Columns, Counted, Rows
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Force, Json, Language, ProjectFolder, WithCases
from toolkit.domain.codings.matrices import Count, Dimension
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.exchange.exporting import Chosen, Exported, Kind
    from toolkit.services.keeping.archive import Written as Archived

group = typer.Typer(
    help=tr("Take along: tables for Excel and other programs, or the whole project as plain files."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
TableFile = Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("A .xlsx, .csv or .jsonl file."))]
Coder = Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Only this coder's codings."))]
NONE: list[str] = []


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="export")


@group.callback()
def _export(language: Language = None) -> None:
    """Take the language before the command's name too."""


@group.command("codings", help=tr("Write the codings, a row for each."))
def codings(
    file: TableFile,
    coder: Coder = "",
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write the codings, a row for each."""
    from toolkit.services.exchange.exporting import Chosen, Kind

    _write(project, Kind.CODINGS, file, Chosen(coder=coder), (force, json_wanted))


@group.command("passages", help=tr("Write the coded passages, a row for each with all its codes."))
def passages(
    file: TableFile,
    coder: Coder = "",
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write the coded passages, a row for each with all its codes."""
    from toolkit.services.exchange.exporting import Chosen, Kind

    _write(project, Kind.PASSAGES, file, Chosen(coder=coder), (force, json_wanted))


@group.command("matrix", help=tr("Write a cross table: how many people or passages in each cell."))
def matrix(
    file: TableFile,
    rows: Rows = Dimension.AREA.value,
    columns: Columns = Dimension.GROUP.value,
    count: Counted = Count.RESPONDENTS,
    coder: Coder = "",
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write a cross table: how many people or passages in each cell."""
    from toolkit.services.exchange.exporting import Chosen, Kind

    _write(project, Kind.MATRIX, file, Chosen(coder, rows, columns, count), (force, json_wanted))


@group.command("respondents", help=tr("Write the respondents with their variables, a row for each."))
def respondents(
    file: TableFile,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write the respondents with their variables, a row for each."""
    from toolkit.services.exchange.exporting import EVERYTHING, Kind

    _write(project, Kind.RESPONDENTS, file, EVERYTHING, (force, json_wanted))


@group.command("all", help=tr("Write all these tables to one .xlsx file, a sheet for each."))
def all_(
    file: Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("A .xlsx file."))],
    coder: Coder = "",
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write all these tables to one .xlsx file, a sheet for each."""
    from toolkit.services.exchange.exporting import Chosen, Kind

    _write(project, Kind.ALL, file, Chosen(coder=coder), (force, json_wanted))


@group.command("project", help=tr("Write the whole project as plain files, which spegla init --from reads back."))
def whole(
    place: Annotated[
        Path, typer.Argument(metavar=tr("FOLDER|FILE.zip"), help=tr("A folder that is new, or a .zip file."))
    ],
    include: WithCases = NONE,
    withheld: Annotated[
        bool,
        typer.Option("--with-withheld", help=tr("Also sources with people whose words may not be used, or not leave.")),
    ] = False,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write the whole project as plain files, which spegla init --from reads back."""
    from toolkit.services.keeping import archive

    opened = open_for(project)
    made = archive.write(opened, place, force=force, wish=archive.Wish(include, withheld))
    counts = {name: getattr(made, name) for name in ("files", "rows", "withheld", "closed", "staying", "masked")}
    output.answer({"file": place, **counts}, list(_archived(made, place)), json_wanted=json_wanted)


def _archived(made: Archived, place: Path) -> Iterator[str]:
    """What an archive holds and what stayed behind."""
    yield ntr("{n} file written to {place}.", "{n} files written to {place}.", made.files, place=place)
    yield tr("It holds whole transcripts: keep it as you keep the project.")
    if made.withheld:
        yield ntr(
            "Also the words of {n} person that may not be used, or not leave for an archive, are in it.",
            "Also the words of {n} people that may not be used, or not leave for an archive, are in it.",
            made.withheld,
        )
    if made.closed:
        yield ntr(
            "{n} source stayed behind: somebody in it may not be used, or not leave (--with-withheld takes it).",
            "{n} sources stayed behind: somebody in them may not be used, or not leave (--with-withheld takes them).",
            made.closed,
        )
    if made.staying:
        yield ntr(
            "{n} case description stayed behind; name it with --with if it is to leave.",
            "{n} case descriptions stayed behind; name them with --with if they are to leave.",
            made.staying,
        )
    if made.masked:
        yield ntr(
            "Names were masked in {n} source: its original file and its history, which are in it, still hold them.",
            "Names were masked in {n} sources: their original files and histories, which are in it, still hold them.",
            made.masked,
        )


def _write(folder: Path, kind: Kind, file: Path, chosen: Chosen, how: tuple[bool, bool]) -> None:
    """Write the tables; `how` says whether to write over a file, and whether JSON is wanted."""
    from toolkit.services.exchange import exporting
    from toolkit.services.projects import blinding

    opened = open_for(folder)
    blinding.refuse_blind(opened, but=chosen.coder)
    force, json_wanted = how
    made = exporting.write_tables(opened, kind, file, chosen, force=force)
    notes = made.notes(file.name)
    document = {
        "file": file,
        "rows": dict(made.rows),
        "held_back": made.held_back,
        "withheld": made.withheld,
        "split": made.split,
    }
    output.answer(document, _lines(made, file), json_wanted=json_wanted)
    output.problems(notes, json_wanted=json_wanted)


def _lines(made: Exported, file: Path) -> list[str]:
    rows = sum(made.rows.values())
    lines = [ntr("{n} row written to {file}.", "{n} rows written to {file}.", rows, file=file)]
    if made.withheld:
        lines.append(
            ntr(
                "{n} person whose words may not be used is left out.",
                "{n} people whose words may not be used are left out.",
                made.withheld,
            )
        )
    return lines
