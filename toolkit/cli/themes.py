"""`spegla themes`: proposed themes, and what a person decides about them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.options import HERE, FromSuggestions, Json, Language, ProjectFolder, handed_down, right_now
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.themes import ThemeView

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
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Find themes within each area and group."""
    if context.invoked_subcommand is not None:
        handed_down(context)
        return
    from toolkit.services import blinding
    from toolkit.services import themes as services
    from toolkit.services.project import open_project

    opened = blinding.for_eyes(open_project(project, now=right_now()))
    blinding.refuse_blind(opened)
    with output.progress(tr("Finding themes"), json_wanted=json_wanted) as progress:
        found = services.themes(opened, from_suggestions=from_suggestions, progress=progress)
    output.answer({"themes": [services.record(theme) for theme in found.shown]}, _lines(found), json_wanted=json_wanted)


def _lines(found: ThemeView) -> list[str]:
    lines: list[str] = []
    place = None
    for shown in found.shown:
        theme = shown.theme
        if (theme.group, theme.area) != place:
            place = (theme.group, theme.area)
            lines += ["", f"{shown.group_title} · {shown.area_title}"]
        marks = [
            ntr("{n} passage", "{n} passages", len(theme.passages)),
            ntr("{n} respondent", "{n} respondents", len(theme.spread)),
        ]
        if theme.one_voice:
            marks.append(tr("one voice"))
        if theme.stability is not None:
            marks.append(tr("stability {n}", n=output.decimal(theme.stability)))
        if theme.named:
            marks.append(tr("named by you"))
        if theme.aside:
            marks.append(tr("set aside"))
        lines.append(f"  [{theme.id}] {theme.name}")
        lines.append(f"      {', '.join(marks)}; {', '.join(theme.words)}")
    names = tr("The names are proposals. Change one with: spegla themes rename THEME NAME")
    return [*lines, "", names]


@group.command("rename", help=tr("Give a theme a name that stays."))
def rename(
    theme: Annotated[str, typer.Argument(metavar=tr("THEME"), help=tr("The theme's id."))],
    name: Annotated[str, typer.Argument(metavar=tr("NAME"), help=tr("The new name."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a theme a name that stays."""
    _decide([theme], name, project, json_wanted=json_wanted)


@group.command("merge", help=tr("Make several themes one, for good."))
def merge(
    themes: Annotated[list[str], typer.Argument(metavar=tr("THEMES"), help=tr("The ids of the themes."))],
    name: Annotated[
        str | None, typer.Option("--name", metavar=tr("NAME"), help=tr("The name of the merged theme."))
    ] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Make several themes one, for good."""
    _decide(themes, name, project, json_wanted=json_wanted)


def _decide(ids: list[str], name: str | None, project: Path, *, json_wanted: bool) -> None:
    from toolkit.services import theme_deeds
    from toolkit.services.project import open_project

    decided = theme_deeds.decide(open_project(project, now=right_now()), ids, name=name)
    output.answer(
        {"theme": decided.id, "name": decided.name, "passages": len(decided.passages)},
        [tr("Theme {id} is now: {name}", id=decided.id, name=decided.name)],
        json_wanted=json_wanted,
    )
