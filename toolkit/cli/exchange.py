"""`spegla exchange`: projects and codebooks to and from other programs, in the REFI-QDA format."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for, open_whole
from toolkit.cli.options import HERE, DryRun, Force, Json, Language, ProjectFolder, WithCases, right_now
from toolkit.messages import ntr, tr, written_language

if TYPE_CHECKING:
    from toolkit.domain.exchange.interchange import Loss
    from toolkit.services.exchange.exchange_in import Arrived
    from toolkit.services.exchange.exchange_out import Exported
    from toolkit.services.projects.project import Project

group = typer.Typer(
    help=tr("Exchange with NVivo, ATLAS.ti, MAXQDA, QualCoder and others: projects (.qdpx) and codebooks (.qdc)."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
SHOWN = 10


class For(StrEnum):
    """The programs that a file can be written for."""

    NVIVO = "nvivo"
    ATLAS = "atlas"
    MAXQDA = "maxqda"
    QUALCODER = "qualcoder"


class Count(StrEnum):
    """What a position in the file counts."""

    CODE_POINTS = "code-points"
    UTF16 = "utf16"


NONE: list[str] = []


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="exchange")


@group.callback()
def _exchange(language: Language = None) -> None:
    """Take the language before the command's name too."""


@group.command("import", help=tr("Take a project or codebook of another program into this project, or a new one."))
def import_(
    file: Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("A .qdpx or .qdc file."))],
    coder: Annotated[
        str | None, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who made the codings that have no name."))
    ] = None,
    dry_run: DryRun = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take a project or codebook of another program into this project, or a new one."""
    from toolkit.services.exchange import exchange_in
    from toolkit.services.projects import blinding

    with _project(project, dry_run=dry_run) as (opened, new):
        take = exchange_in.preview if dry_run else exchange_in.import_file
        arrived = take(blinding.for_eyes(opened, coder), exchange_in.read_path(file), file.name, coder=coder or "")
    output.answer(
        _arrived_record(arrived, dry_run=dry_run), _arrived(arrived, dry_run=dry_run, new=new), json_wanted=json_wanted
    )
    output.problems(arrived.problems, json_wanted=json_wanted)


@contextmanager
def _project(folder: Path, *, dry_run: bool) -> Iterator[tuple[Project, bool]]:
    """The project in the folder, and whether it is new: made where nothing is, and gone again when that was in vain."""
    from toolkit.services.projects.project import init

    there = folder.exists()
    if there and (not folder.is_dir() or any(folder.iterdir())):
        yield open_whole(folder), False
        return
    if dry_run:
        with TemporaryDirectory(prefix="spegla-") as trial:
            yield init(Path(trial) / "project", language=written_language(), now=right_now()), True
        return
    try:
        yield init(folder, language=written_language(), now=right_now()), True
    except BaseException:
        _clear(folder, there=there)
        raise


def _clear(folder: Path, *, there: bool) -> None:
    """Leave the folder as it was: empty, or not there."""
    if not there:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for inner in folder.iterdir():
        shutil.rmtree(inner, ignore_errors=True) if inner.is_dir() else inner.unlink(missing_ok=True)


@group.command("export", help=tr("Write this project, or its codes, for another program."))
def export(
    file: Annotated[
        Path, typer.Argument(metavar=tr("FILE"), help=tr("A .qdpx file (the project) or a .qdc file (its codes)."))
    ],
    peer: Annotated[For | None, typer.Option("--for", help=tr("The program that is to read it."))] = None,
    unit: Annotated[
        Count | None, typer.Option("--unit", help=tr("What positions count, if not what that program expects."))
    ] = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar=tr("NAME"), help=tr("Only this coder's codings and memos."))
    ] = None,
    consents: Annotated[
        bool, typer.Option("--consents", help=tr("Tell what each person allows (consent, until when, quotes)."))
    ] = False,
    labels: Annotated[
        bool, typer.Option("--labels", help=tr("Tell the other names that respondents.csv gives people."))
    ] = False,
    include: WithCases = NONE,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write this project, or its codes, for another program."""
    from toolkit.domain.exchange.interchange import Peer, Unit
    from toolkit.services.exchange import exchange_out

    wishes = exchange_out.Wishes(
        peer=Peer(peer.value) if peer else Peer.ANY,
        unit=Unit(unit.value.replace("-", "_")) if unit else None,
        coder=coder,
        consents=consents,
        labels=labels,
        include=frozenset(include),
    )
    opened = open_for(project, coder)
    made = exchange_out.export_file(opened, file, wishes, force=force)
    output.answer(_exported_record(made, file), _exported(made, file), json_wanted=json_wanted)


def _arrived(arrived: Arrived, *, dry_run: bool, new: bool) -> Iterator[str]:
    if new and not dry_run:
        yield tr("A new project was made for it.")
    if dry_run:
        yield tr("Nothing is stored: this is what would be done.")
    if arrived.origin:
        yield tr("Written by: {origin}", origin=arrived.origin)
    if arrived.nothing_new:
        yield tr("All of it is in the project already.")
    yield from _counted(arrived)
    for one in arrived.units:
        yield _unit(one.unit.value, one.by, one.sources)
    yield from _lost(arrived.losses, tr("What this program could not take from the file:"))


def _counted(arrived: Arrived) -> Iterator[str]:
    for title, n, had in (
        (tr("Sources"), len(arrived.sources), len(arrived.known_sources)),
        (tr("Codes"), len(arrived.codes), len(arrived.matched)),
        (tr("Codings"), arrived.codings, arrived.known_codings),
        (tr("Memos"), arrived.memos, arrived.known_memos),
    ):
        if n or had:
            known = tr("known already: {n}", n=had)
            yield f"{title}: {n}" + (f" ({known})" if had else "")
    for title, found in (
        (tr("Coders"), arrived.coders),
        (tr("New in respondents.csv"), arrived.respondents),
        (tr("New columns there"), arrived.columns),
    ):
        if found:
            yield f"{title}: {_some(found)}"


def _some(found: Sequence[str]) -> str:
    more = len(found) - SHOWN
    return ", ".join(found[:SHOWN]) + (tr(" … and {n} more", n=more) if more > 0 else "")


def _unit(unit: str, by: str, n: int) -> str:
    what = {"code_points": tr("characters"), "utf16": tr("UTF-16 units")}[unit]
    why = {
        "same": tr("all counts agree"),
        "quotes": tr("the file repeats the words, and they fit"),
        "producer": tr("as that program does"),
        "edges": tr("selections then begin and end between words"),
    }
    sources = ntr("{n} source", "{n} sources", n)
    return tr("Positions count {what} in {sources}: {why}.", what=what, sources=sources, why=why.get(by, by))


def _lost(losses: Sequence[Loss], title: str) -> Iterator[str]:
    if losses:
        yield ""
        yield title
        for one in losses:
            yield f"  · {one.sentence}"


def _exported(made: Exported, file: Path) -> Iterator[str]:
    yield tr("Written: {file}", file=file)
    if file.suffix.lower() == ".qdc":
        yield tr("Codes: {n}", n=made.codes)
    else:
        yield tr(
            "Sources: {sources}, codes: {codes}, cases: {cases}, codings: {codings}, memos: {memos}",
            sources=made.sources,
            codes=made.codes,
            cases=made.cases,
            codings=made.codings,
            memos=made.memos,
        )
    yield from _lost(made.losses, tr("What stays here, as the file cannot or may not hold it:"))


def _arrived_record(arrived: Arrived, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "origin": arrived.origin,
        "sources": arrived.sources,
        "known_sources": arrived.known_sources,
        "codes": arrived.codes,
        "matched": arrived.matched,
        "respondents": arrived.respondents,
        "columns": arrived.columns,
        "codings": arrived.codings,
        "known_codings": arrived.known_codings,
        "memos": arrived.memos,
        "known_memos": arrived.known_memos,
        "coders": arrived.coders,
        "units": [{"unit": one.unit.value, "by": one.by, "sources": one.sources} for one in arrived.units],
        "losses": _loss_records(arrived.losses),
        "problems": output.problem_records(arrived.problems),
    }


def _exported_record(made: Exported, file: Path) -> dict[str, object]:
    return {
        "file": file,
        "sources": made.sources,
        "codes": made.codes,
        "cases": made.cases,
        "codings": made.codings,
        "memos": made.memos,
        "coders": made.coders,
        "losses": _loss_records(made.losses),
    }


def _loss_records(losses: Sequence[Loss]) -> list[dict[str, object]]:
    return [{"kind": one.kind, "n": one.n, "where": one.where, "message": one.sentence} for one in losses]
