"""`spegla network`: with whom respondents solve what, as numbers of people, a table and a map for print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Force, Json, Language, OfPhase, ProjectFolder, handed_down
from toolkit.domain.networks.network_maps import View
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.domain.networks.networks import Gap
    from toolkit.services.network.network import Count, Row, Seen

group = typer.Typer(help=tr("With whom: the network of who was involved for which need."), rich_markup_mode=None)
NOTHING = N_("Nobody has marked with whom yet.")
BEGIN = N_(
    "Begin with the list of partners: spegla partners start. Then mark in the workbench (W on a passage): spegla serve"
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    from toolkit.cli import ties

    ties.register_ties(group)
    app.add_typer(group, name="network")


@group.callback(invoke_without_command=True)
def network(
    context: typer.Context,
    of: Annotated[str, typer.Option("--group", metavar=tr("GROUP"), help=tr("Only what this actor group tells."))] = "",
    phase: OfPhase = "",
    need: Annotated[str, typer.Option("--need", metavar=tr("CODE"), help=tr("Only this need."))] = "",
    effect: Annotated[
        str, typer.Option("--effect", metavar="helps|hinders|both|unsaid", help=tr("Only this effect."))
    ] = "",
    time: Annotated[str, typer.Option("--time", metavar="before|now", help=tr("Only contacts of this time."))] = "",
    audience: Annotated[
        str, typer.Option("--audience", metavar=tr("AUDIENCE"), help=tr("As it may be shown to this audience."))
    ] = "",
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar=tr("FILE") + ".csv|.xlsx", help=tr("Write the table to this file.")),
    ] = None,
    figure: Annotated[
        Path | None, typer.Option("--figure", metavar=tr("FILE") + ".png|.svg", help=tr("Draw the map to this file."))
    ] = None,
    view: Annotated[
        View, typer.Option("--view", help=tr("What the map shows beside the partners: people, needs or nothing else."))
    ] = View.NEEDS,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """With whom: the network of who was involved for which need."""
    if handed_down(context):
        return
    from toolkit.domain.networks.networks import Narrowed
    from toolkit.services.network import network as services
    from toolkit.services.reports import network_files

    opened = open_for(project)
    seen = services.seen(opened, Narrowed(of, phase, need, effect, time), audience=audience)
    if table:
        network_files.write_table(seen, table, force=force)
    words = network_files.write_figure(seen, figure, view, force=force) if figure else ""
    files = [str(path) for path in (table, figure) if path]
    output.answer({**_document(seen), "alt": words, "files": files}, _lines(seen, files), json_wanted=json_wanted)


def _document(seen: Seen) -> dict[str, object]:
    found = seen.centrality
    return {
        "people": len(seen.network.people),
        "least": seen.least,
        "partners": [_record(seen, row) for row in seen.rows],
        "needs": [
            {
                "need": need,
                "partners": [
                    {
                        "id": one.partner,
                        "name": seen.name(one.partner),
                        "people": len(one.people),
                        "effects": {} if seen.least else {effect: len(who) for effect, who in one.effects.items()},
                    }
                    for one in seen.told_for(need)
                ],
            }
            for need in seen.network.needs
            if need and seen.told_for(need)
        ],
        "missing": [_gap(seen, gap) for gap in seen.gaps],
        "turnover": _turnover(seen),
        "between": {
            "reason": _reason(seen) if found.reason else None,
            "ranked": [
                {
                    "name": seen.name(one.partner),
                    "share": round(one.share, 4),
                    "rank": one.rank,
                    "best": one.best,
                    "worst": one.worst,
                }
                for one in found.ranked
            ],
        },
    }


def _record(seen: Seen, row: Row) -> dict[str, object]:
    return {
        "id": row.partner,
        "name": seen.name(row.partner),
        "kind": seen.kind(row.partner).value if row.partner in seen.partners else None,
        "people": row.people,
        "groups": row.groups,
        "effects": {effect.value: count for effect, count in row.effects.items()},
        "times": {time.value: count for time, count in row.times.items()},
        "needs": row.needs,
        "shared": row.shared,
    }


def _gap(seen: Seen, gap: Gap) -> dict[str, object]:
    missing = [{"name": seen.name(one.partner), "need": one.need, "people": len(one.people)} for one in gap.missing]
    return {"by": gap.by, "never": gap.never, "known": gap.known, "partners": missing}


def _turnover(seen: Seen) -> dict[str, Count]:
    both = [one for one in seen.turnover if one.comparable]
    told = {
        "comparable": len(both),
        "gained": sum(bool(one.gained) for one in both),
        "lost": sum(bool(one.lost) for one in both),
        "kept": sum(bool(one.kept) for one in both),
    }
    return {name: None if 0 < number < seen.least else number for name, number in told.items()}


def _reason(seen: Seen) -> str:
    people, partners = seen.centrality.needed
    return tr(seen.centrality.reason, people=people, partners=partners)


def _lines(seen: Seen, files: list[str]) -> Iterator[str]:
    if not seen.rows:
        yield tr(NOTHING)
        yield tr(BEGIN)
        return
    yield ", ".join(
        (
            ntr("{n} person", "{n} people", len(seen.network.people)),
            ntr("{n} partner", "{n} partners", len(seen.rows)),
        )
    )
    header = (tr("Partner"), tr("People"), tr("Helps"), tr("Both"), tr("Hinders"), tr("Not said"))
    rows = ((seen.name(row.partner), _told(row.people), *map(_told, row.effects.values())) for row in seen.rows)
    yield from output.table(header, rows)
    for gap in seen.gaps:
        yield from _gap_lines(seen, gap)
    yield ""
    yield from _between(seen)
    if seen.least:
        yield tr("Numbers below {n} are left out (–), and what would give them back.", n=seen.least)
    yield from (tr("Written: {file}", file=file) for file in files)


def _told(count: Count) -> str:
    return "–" if count is None else str(count)


def _gap_lines(seen: Seen, gap: Gap) -> Iterator[str]:
    by, never = seen.group(gap.by), seen.group(gap.never)
    yield ""
    if not gap.known:
        yield tr("{group}: nobody has told of any partner, so nothing can be said to be missing.", group=never)
        return
    yield tr("Told of by {by}, never by {never}:", by=by, never=never)
    for one in gap.missing:
        where = f" · {seen.need(one.need)}" if one.need else ""
        yield f"  {seen.name(one.partner)}{where}: " + ntr("{n} person", "{n} people", len(one.people))
    if not gap.missing:
        few = tr("none that at least {n} people tell of", n=seen.least)
        yield "  " + (few if seen.least else tr("none"))


def _between(seen: Seen) -> Iterator[str]:
    found = seen.centrality
    yield tr("Partners that stand between others:")
    if found.reason:
        yield "  " + _reason(seen)
    for one in found.ranked:
        span = tr(
            "rank {rank} ({best}–{worst} with one person left out)", rank=one.rank, best=one.best, worst=one.worst
        )
        yield f"  {seen.name(one.partner)}: {span}"
