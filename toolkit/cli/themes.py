"""`spegla themes`: proposed themes, and what a person decides about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output, theme_lines
from toolkit.cli.deciding import Coder, hand_of, open_for
from toolkit.cli.options import HERE, FromSuggestions, Json, Language, ProjectFolder, Yes, handed_down
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.projects.project import Project
    from toolkit.services.themes.themes import Wish

group = typer.Typer(
    help=tr("Find themes within each question area and actor group, name and merge them."), rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="themes")


@group.callback(invoke_without_command=True)
def themes(
    context: typer.Context,
    from_suggestions: FromSuggestions = False,
    anew: Annotated[
        bool, typer.Option("--anew", help=tr("Sort everything anew, after saying what would change."))
    ] = False,
    yes: Yes = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Find themes, or take what is new into those there are."""
    if handed_down(context):
        return
    opened = _opened(project)
    if anew:
        from toolkit.services.themes.themes import Wish

        _wished(opened, Wish(anew=True), yes=yes, json_wanted=json_wanted)
        return
    _listed(opened, from_suggestions=from_suggestions, json_wanted=json_wanted)


def _opened(project: Path) -> Project:
    from toolkit.services.projects import blinding

    opened = open_for(project)
    blinding.refuse_blind(opened)
    return opened


def _listed(opened: Project, *, from_suggestions: bool, json_wanted: bool, wish: Wish | None = None) -> None:
    from toolkit.services.themes import themes as services

    with output.progress(tr("Finding themes"), json_wanted=json_wanted) as progress:
        found = services.themes(opened, from_suggestions=from_suggestions, wish=wish, progress=progress)
    output.answer(
        {"themes": [services.record(theme) for theme in found.shown]},
        theme_lines.listed(found),
        json_wanted=json_wanted,
    )


def _wished(opened: Project, wish: Wish, *, yes: bool, json_wanted: bool) -> None:
    """Say what the wish changes, and do it when that is wanted."""
    from toolkit.services.themes import theme_wishes

    with output.progress(tr("Finding themes"), json_wanted=json_wanted) as progress:
        change = theme_wishes.change(opened, wish, progress=progress)
    asked = tr("Sort anew?")
    output.confirmed(f"{change.told()} {asked}", yes=yes, json_wanted=json_wanted)
    _listed(opened, from_suggestions=change.machine, json_wanted=json_wanted, wish=wish)


@group.command("part", help=tr("Part themes more finely, or more coarsely; what people decided stays."))
def part(
    how: Annotated[
        str,
        typer.Argument(metavar=tr("HOW"), help=tr("finer or coarser (with AREA), or few, middle, many (everywhere).")),
    ],
    area: Annotated[str, typer.Argument(metavar=tr("AREA"), help=tr("Key of the question area."))] = "",
    actors: Annotated[str, typer.Argument(metavar=tr("GROUP"), help=tr("Key of the actor group."))] = "",
    yes: Yes = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Part themes more finely, or more coarsely."""
    from toolkit.services.themes import theme_wishes

    opened = _opened(project)
    _wished(opened, theme_wishes.of_words(opened, how, area, actors), yes=yes, json_wanted=json_wanted)


@group.command(
    "sort", help=tr("List new passages that wait to be sorted, with the three themes that are most like each.")
)
def sort(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """List new passages that wait to be sorted, with the three themes that are most like each."""
    from toolkit.services.themes import theme_sorting

    opened = _opened(project)
    found = theme_sorting.waiting(opened)
    lines = [tr("No passage waits to be sorted.")] if not found else []
    for one in found:
        lines += ["", one.key]
        lines += [f"  {n}. [{each.theme}] {each.name} ({each.because})" for n, each in enumerate(one.best, start=1)]
    told = {"passages": [theme_sorting.record(opened, one) for one in found]}
    output.answer(told, lines, json_wanted=json_wanted)


@group.command("waves", help=tr("The themes before and after: new people apart from the same people changed."))
def waves(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """The themes before and after: new people apart from the same people changed."""
    from toolkit.services.themes import theme_waves

    found = theme_waves.view(_opened(project))
    told = {"themes": [theme_waves.record(one) for one in found.themes], "people_in_no_wave": found.unplaced}
    output.answer(told, [line for one in found.themes for line in theme_lines.waves(one)], json_wanted=json_wanted)


@group.command("seen", help=tr("Mark the passages that are new in themes as looked at."))
def seen(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Mark the passages that are new in themes as looked at."""
    from toolkit.services.themes import theme_looking

    opened = _opened(project)
    n = theme_looking.look(opened)
    output.answer(
        {"seen": n},
        [ntr("{n} new passage is looked at.", "{n} new passages are looked at.", n)],
        json_wanted=json_wanted,
    )


@group.command("rename", help=tr("Give a theme a name that stays."))
def rename(
    theme: Annotated[str, typer.Argument(metavar=tr("THEME"), help=tr("The theme's id."))],
    name: Annotated[str, typer.Argument(metavar=tr("NAME"), help=tr("The new name."))],
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a theme a name that stays."""
    _decide([theme], name, open_for(project, coder), coder, json_wanted=json_wanted)


@group.command("merge", help=tr("Make several themes one, for good."))
def merge(
    themes: Annotated[list[str], typer.Argument(metavar=tr("THEMES"), help=tr("The ids of the themes."))],
    name: Annotated[
        str | None, typer.Option("--name", metavar=tr("NAME"), help=tr("The name of the merged theme."))
    ] = None,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Make several themes one, for good."""
    _decide(themes, name, open_for(project, coder), coder, json_wanted=json_wanted)


def _decide(ids: list[str], name: str | None, project: Project, coder: str, *, json_wanted: bool) -> None:
    from toolkit.services.themes import theme_deeds

    decided = theme_deeds.decide(project, ids, name=name, hand=hand_of(project, coder))
    output.answer(
        {"theme": decided.id, "name": decided.name, "passages": len(decided.passages)},
        [tr("Theme {id} is now: {name}", id=decided.id, name=decided.name)],
        json_wanted=json_wanted,
    )
