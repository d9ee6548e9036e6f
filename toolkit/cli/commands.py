"""Which command stands in which module, by the stage of the work; a module is loaded when one of its commands is."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, MutableMapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import typer

from toolkit.cli.typer_words import SpokenGroup, speak
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer.core import TyperCommand, TyperGroup

STAGES: Mapping[str, Mapping[str, str]] = {
    N_("Begin"): {"demo": "demo", "init": "projects", "status": "projects", "serve": "serve"},
    N_("Material"): {"add": "sources", "sources": "sources"},
    N_("Coding"): {
        "scheme": "schemes",
        "suggest": "suggestions",
        "find": "find",
        "passages": "passages",
        "codings": "codings",
        "undo": "undo",
    },
    N_("Coding together"): {
        "coders": "coders",
        "merge": "merge",
        "agreement": "agreement",
        "saturation": "saturation",
    },
    N_("Results"): {
        "themes": "themes",
        "claims": "claims",
        "quotes": "quotes",
        "factors": "factors",
        "obstacles": "obstacles",
        "partners": "partners",
        "network": "network",
    },
    N_("Report and reflection"): {
        "draft": "drafts",
        "check": "check",
        "disclose": "disclose",
        "reflect": "reflect",
    },
    N_("People and safety"): {"privacy": "privacy", "backup": "backups", "restore": "backups", "doctor": "doctor"},
    N_("Other programs"): {"export": "export", "exchange": "exchange"},
}
HOMES = {name: home for stage in STAGES.values() for name, home in stage.items()}


class Commands(Mapping[str, "TyperCommand | TyperGroup"]):
    """The commands by name: all are told of, each is made when it is asked for."""

    def __len__(self) -> int:
        return len(HOMES)

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        return _made(HOMES[name])[name]


@cache  # a module registers once: its groups are its own, and would hold every command once more each time
def _made(home: str) -> Mapping[str, TyperCommand | TyperGroup]:
    part = typer.Typer(rich_markup_mode=None)
    importlib.import_module(f"toolkit.cli.{home}").register(part)
    speak(part)
    return cast("Mapping[str, TyperCommand | TyperGroup]", typer.main.get_group(part).commands)


class Program(SpokenGroup):
    """The whole program: its commands by the stage of the work that they belong to."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - what Typer says of a group is handed on
        super().__init__(**attributes)
        self.commands = cast("MutableMapping[str, Command]", Commands())

    def format_commands(self, _ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands stage by stage, with the same room for the names everywhere."""
        widest = max(map(len, HOMES))
        for stage, names in STAGES.items():
            rows = [(name.ljust(widest), self.commands[name].help or "") for name in names]
            with formatter.section(tr(stage)):
                formatter.write_dl(rows)
