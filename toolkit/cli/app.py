"""The program, and what a bare `spegla` says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.commands import Program
from toolkit.cli.options import Language
from toolkit.cli.output import say
from toolkit.messages import tr

app = typer.Typer(
    name="spegla",
    cls=Program,
    help=tr("From interview transcripts to report chapters whose every sentence can be defended."),
    no_args_is_help=False,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        from importlib.metadata import version

        say(f"spegla {version('spegla')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _bare(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help=tr("Print the version."), callback=_version, is_eager=True)
    ] = False,
    language: Language = None,
) -> None:
    if context.invoked_subcommand is None:
        for line in _first_words(Path()):
            say(line)


def _first_words(here: Path) -> list[str]:
    if (here / "project.toml").is_file():
        return [
            tr("This folder holds a project."),
            tr("  spegla status    what is in it, and the next step"),
            tr("  spegla --help    all commands"),
        ]
    return [
        tr("Spegla takes interview transcripts to a draft of report chapters. Everything stays on this computer."),
        "",
        tr("  spegla demo            see the whole way on an invented sample (about a minute)"),
        tr("  spegla init FOLDER     start a project of your own"),
        tr("  spegla --help          all commands"),
    ]
