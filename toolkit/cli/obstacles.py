"""`spegla obstacles`: bugs in the system, by level and priority, where they were lifted and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import obstacle_lines, output
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, Force, Json, Language, Passages, ProjectFolder, handed_down
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project

group = typer.Typer(
    help=tr("Obstacles in the system: who owns each, where it was raised, and what became of it."),
    rich_markup_mode=None,
)
Number = Annotated[int, typer.Argument(metavar="ID", help=tr("The obstacle's number, in brackets in the list."))]
Claims = Annotated[list[int], typer.Option("--claim", metavar="ID", help=tr("A claim that bears it out; repeat it."))]
Themes = Annotated[
    list[str], typer.Option("--theme", metavar=tr("THEME"), help=tr("A theme that bears it out; repeat it."))
]
Day = Annotated[str, typer.Option("--at", metavar=tr("DATE"), help=tr("The day, as 2026-03-31; today unless said."))]
Levels = Annotated[Level, typer.Option("--level", help=tr("The level of the system it belongs to."))]
NO_TEXTS: list[str] = []
NO_NUMBERS: list[int] = []


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="obstacles")


@group.callback(invoke_without_command=True)
def obstacles(
    context: typer.Context,
    level: Annotated[
        Level | None, typer.Option("--level", help=tr("Only those of this level."), show_default=False)
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option("--table", metavar=tr("FILE"), help=tr("Write the list for a forum as .xlsx or .csv.")),
    ] = None,
    audience: Annotated[
        str,
        typer.Option("--audience", metavar=tr("KEY"), help=tr("For whom the list is; it passes the disclosure check.")),
    ] = "",
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List the obstacles by level and priority."""
    if handed_down(context):
        return
    opened = open_for(project)
    if table is not None:
        _write(opened, table, audience, force=force, json_wanted=json_wanted)
        return
    _show(opened, level=level, json_wanted=json_wanted)


def _write(opened: Project, table: Path, audience: str, *, force: bool, json_wanted: bool) -> None:
    from toolkit.services.reports import obstacle_lists

    n = obstacle_lists.write(opened, table, audience, force=force)
    told = ntr("{n} obstacle written to {file}.", "{n} obstacles written to {file}.", n, file=table.name)
    output.answer({"file": table, "obstacles": n, "audience": audience}, [told], json_wanted=json_wanted)


def _show(opened: Project, *, json_wanted: bool, level: Level | None = None, only: int = 0) -> None:
    """The register, one level of it or one obstacle, as it stands now."""
    from toolkit.services.claims.claim_sentences import speech
    from toolkit.services.obstacles import obstacles as services

    spoken = speech(opened)
    found = [one for one in services.grounded(opened) if level in (None, one.obstacle.level)]
    found = [one for one in found if only in (0, one.obstacle.id)]
    document = {"obstacles": [obstacle_lines.record(one, spoken) for one in found]}
    output.answer(document, obstacle_lines.lines(opened, found, spoken), json_wanted=json_wanted)


@group.command("add", help=tr("Write an obstacle, with what bears it out."))
def add(
    text: Annotated[str, typer.Argument(metavar=tr("TEXT"), help=tr("What is in the way, in one sentence."))],
    level: Levels,
    claim: Claims = NO_NUMBERS,
    theme: Themes = NO_TEXTS,
    passage: Passages = NO_TEXTS,
    owner: Annotated[str, typer.Option("--owner", metavar=tr("WHO"), help=tr("Who can remove it."))] = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write an obstacle."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    wanted = Obstacle(text, level, owner, claims=tuple(claim), themes=tuple(theme), passages=tuple(passage))
    made = obstacle_deeds.write(opened, wanted, hand_of(opened, coder))
    _show(opened, only=made, json_wanted=json_wanted)


@group.command("edit", help=tr("Give an obstacle other words, another level or owner, or more evidence."))
def edit(
    obstacle: Number,
    text: Annotated[str, typer.Option("--text", metavar=tr("TEXT"), help=tr("Its new words."))] = "",
    level: Annotated[Level | None, typer.Option("--level", help=tr("Its new level."), show_default=False)] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=tr("WHO"), help=tr("Who can remove it."), show_default=False)
    ] = None,
    claim: Claims = NO_NUMBERS,
    theme: Themes = NO_TEXTS,
    passage: Passages = NO_TEXTS,
    without: Annotated[
        list[str],
        typer.Option("--without", metavar=tr("WHAT"), help=tr("A claim, theme or passage to take away; repeat it.")),
    ] = NO_TEXTS,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Change an obstacle."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    more = Obstacle(
        text, level or Level.INTERACTION, "", claims=tuple(claim), themes=tuple(theme), passages=tuple(passage)
    )
    wish = obstacle_deeds.Wish(more, level, owner, frozenset(without))
    obstacle_deeds.edit(opened, obstacle_deeds.Seen(obstacle), wish, hand_of(opened, coder))
    _show(opened, only=obstacle, json_wanted=json_wanted)


@group.command("lift", help=tr("Say with which forum an obstacle was raised, and when."))
def lift(
    obstacle: Number,
    forum: Annotated[str, typer.Option("--forum", metavar=tr("FORUM"), help=tr("Where it was raised."))],
    at: Day = "",
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Lift an obstacle to a forum."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    obstacle_deeds.lift(opened, obstacle_deeds.Seen(obstacle), forum, at or _today(opened), hand_of(opened, coder))
    _show(opened, only=obstacle, json_wanted=json_wanted)


def _today(project: Project) -> str:
    return project.today.isoformat()


@group.command("step", help=tr("Note a dated line of what was done with an obstacle."))
def step(
    obstacle: Number,
    text: Annotated[str, typer.Argument(metavar=tr("TEXT"), help=tr("What was done."))],
    at: Day = "",
    answer: Annotated[bool, typer.Option("--answer", help=tr("It is what the forum answered."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Note what was done."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    done = Done(at or _today(opened), text, answer)
    obstacle_deeds.tell(opened, obstacle_deeds.Seen(obstacle), done, hand_of(opened, coder))
    _show(opened, only=obstacle, json_wanted=json_wanted)


@group.command("change", help=tr("Say what is seen to have changed, with later passages that say so."))
def change(
    obstacle: Number,
    evidence: Annotated[
        str, typer.Option("--evidence", metavar=tr("TEXT"), help=tr("What is seen to be otherwise, and from what."))
    ],
    passage: Passages = NO_TEXTS,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Note a change."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    obstacle_deeds.changed(opened, obstacle_deeds.Seen(obstacle), evidence, passage, hand_of(opened, coder))
    _show(opened, only=obstacle, json_wanted=json_wanted)


@group.command("close", help=tr("Close an obstacle without any change; --reopen takes that back."))
def close(
    obstacle: Number,
    reopen: Annotated[bool, typer.Option("--reopen", help=tr("Open it again."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Close an obstacle."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    deed = obstacle_deeds.reopen if reopen else obstacle_deeds.close
    deed(opened, obstacle_deeds.Seen(obstacle), hand_of(opened, coder))
    _show(opened, only=obstacle, json_wanted=json_wanted)


@group.command("order", help=tr("Give an obstacle another priority within its level."))
def order(
    obstacle: Number,
    to: Annotated[int, typer.Option("--to", min=1, metavar=tr("PLACE"), help=tr("Its new place, counted from 1."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give an obstacle another priority."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    obstacle_deeds.move(opened, obstacle, to, hand_of(opened, coder))
    _show(opened, json_wanted=json_wanted)


@group.command("remove", help=tr("Remove an obstacle; what bears it out stays."))
def remove(
    obstacle: Number,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Remove an obstacle."""
    from toolkit.services.obstacles import obstacle_deeds

    opened = open_for(project, coder)
    hand = hand_of(opened, coder)
    obstacle_deeds.remove(opened, obstacle_deeds.Seen(obstacle), hand)
    told = tr("The obstacle is removed. To take it back: spegla undo --coder {coder}", coder=hand.coder)
    output.answer({"removed": obstacle}, [told], json_wanted=json_wanted)


@group.command("propose", help=tr("Show themes and claims that hinder at a level of the system; --take takes one in."))
def propose(
    take: Annotated[
        int, typer.Option("--take", min=0, metavar=tr("NUMBER"), help=tr("Take this proposal into the register."))
    ] = 0,
    text: Annotated[
        str, typer.Option("--text", metavar=tr("TEXT"), help=tr("What is in the way, in your words."))
    ] = "",
    level: Annotated[
        Level | None,
        typer.Option("--level", help=tr("The level, where it is not the proposed one."), show_default=False),
    ] = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show what may be an obstacle, or take one in."""
    from toolkit.services.obstacles import obstacle_deeds, obstacle_proposals

    opened = open_for(project, coder)
    if take:
        wanted = obstacle_proposals.numbered(opened, take).obstacle(text, level)
        made = obstacle_deeds.write(opened, wanted, hand_of(opened, coder))
        _show(opened, only=made, json_wanted=json_wanted)
        return
    found = obstacle_proposals.proposed(opened)
    document = {"proposals": [obstacle_lines.proposal_record(n, one) for n, one in enumerate(found, 1)]}
    output.answer(document, obstacle_lines.proposal_lines(opened, found), json_wanted=json_wanted)
