"""`spegla coders`: who has coded what, and who is to code what blind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for, open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.comparing.assignments import Assigned, CoderRow

group = typer.Typer(help=tr("Coders: who has coded what, and who is to code what blind."), rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar=tr("NAME"), help=tr("The coder's name or initials."))]
Sources = Annotated[
    str | None, typer.Option("--sources", metavar="A,B", help=tr("These sources, their names with commas between."))
]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="coders")


@group.callback(invoke_without_command=True)
def coders(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List who has coded what, and what is to be coded blind."""
    if handed_down(context):
        return
    from toolkit.services.comparing import assignments

    found = assignments.coders(open_for(project))
    output.answer({"coders": [_record(one) for one in found]}, _lines(found), json_wanted=json_wanted)


def _record(one: CoderRow) -> dict[str, object]:
    return {
        "name": one.name,
        "codings": one.codings,
        "sources": one.sources,
        "assignments": [{"source": each.source, "at": each.at, "done": each.done} for each in one.assignments],
    }


def _lines(found: list[CoderRow]) -> list[str]:
    if not found:
        return [tr("Nobody has coded yet.")]
    header = (tr("Coder"), tr("Codings"), tr("Sources"), tr("Blind"))
    rows = [(one.name, one.codings, one.sources, _blind(one)) for one in found]
    lines = [*output.table(header, rows)]
    for one in found:
        if one.left:
            names = ", ".join(each.source for each in one.left)
            lines += ["", tr("{coder} has left to code blind: {names}", coder=one.name, names=names)]
    return lines


def _blind(one: CoderRow) -> str:
    if not one.assignments:
        return "–"
    return tr("{n} of {all} left", n=len(one.left), all=len(one.assignments))


@group.command("assign", help=tr("Let a coder code some sources blind: without others' codings or suggestions."))
def assign(
    name: Name,
    random: Annotated[
        int | None, typer.Option("--random", metavar="N", help=tr("So many, drawn at random over the actor groups."))
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help=tr("Draw the same again; else a seed is made up and told.")),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar=tr("GROUP"), help=tr("Draw only in this actor group."))
    ] = None,
    sources: Sources = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Let a coder code some sources blind."""
    from toolkit.services.comparing import assignments

    if (random is None) == (sources is None):
        raise UsageError(
            N_("Say which sources: either how many at random or their names."),
            hint=N_("spegla coders assign NAME --random 5, or --sources a.txt,b.txt"),
        )
    wanted = _names(sources) if random is None else assignments.Draw(random, seed, group)
    given = assignments.assign(open_whole(project), name, wanted)
    document = {"coder": given.coder, "new": given.new, "known": given.known, "begun": given.begun, "seed": given.seed}
    output.answer(document, _given(given), json_wanted=json_wanted)


def _names(sources: str | None) -> list[str]:
    return [name.strip() for name in (sources or "").split(",") if name.strip()]


def _given(given: Assigned) -> list[str]:
    n = len(given.new)
    first = ntr("{coder} is to code {n} source blind.", "{coder} is to code {n} sources blind.", n, coder=given.coder)
    lines = [first, *(f"  {name}" for name in given.new)]
    if given.known:
        lines.append(tr("Assigned before: {names}", names=", ".join(given.known)))
    if given.begun:
        lines.append(tr("The coder has codings there already: {names}", names=", ".join(given.begun)))
    if given.seed is not None:
        lines.append(tr("Drawn with the seed {seed}; it stands in the journal.", seed=given.seed))
    return lines


@group.command("done", help=tr("Say that a coder is through: from now on everything is shown."))
def done(
    name: Name,
    sources: Sources = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say that a coder is through."""
    from toolkit.services.comparing import assignments

    ended = assignments.done(open_whole(project), name, _names(sources))
    told = ntr("{coder} is through with {n} source.", "{coder} is through with {n} sources.", len(ended), coder=name)
    output.answer({"coder": name, "done": ended}, [told, *(f"  {one}" for one in ended)], json_wanted=json_wanted)


@group.command("take-back", help=tr("Take an assignment back, as if it had never been given."))
def take_back(
    name: Name,
    sources: Sources = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take an assignment back."""
    from toolkit.services.comparing import assignments

    gone = assignments.take_back(open_whole(project), name, _names(sources))
    told = ntr("{n} assignment was taken back.", "{n} assignments were taken back.", len(gone))
    output.answer({"coder": name, "taken_back": gone}, [told, *(f"  {one}" for one in gone)], json_wanted=json_wanted)
