"""`spegla reflect`: packs, reflection sessions, what came of them."""

from __future__ import annotations

from types import ModuleType

import typer

from toolkit.cli import reflect_loop, reflect_packs, reflect_room, reflect_sessions
from toolkit.cli.options import Language
from toolkit.messages import tr

MODULES: tuple[ModuleType, ...] = (reflect_packs, reflect_sessions, reflect_loop, reflect_room)
group = typer.Typer(
    help=tr("Partial results back to a team or others, and what they say of them."), rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="reflect")
    for module in MODULES:
        module.register_reflect(group)


@group.callback()
def _reflect(language: Language = None) -> None:
    """Take the language before the command's name too."""
