"""`spegla privacy`: identifiers, consents, withdrawals and what is kept of people."""

from __future__ import annotations

from types import ModuleType

import typer

from toolkit.cli import (
    privacy_consents,
    privacy_erasing,
    privacy_identifiers,
    privacy_keys,
    privacy_log,
    privacy_people,
    privacy_withdrawing,
)
from toolkit.cli.options import Language
from toolkit.messages import tr

MODULES: tuple[ModuleType, ...] = (
    privacy_consents,
    privacy_log,
    privacy_identifiers,
    privacy_erasing,
    privacy_withdrawing,
    privacy_keys,
    privacy_people,
)
group = typer.Typer(
    help=tr("What tells who people are, what they have agreed to, and what is kept of them."), rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="privacy")
    for module in MODULES:
        module.register_privacy(group)


@group.callback()
def _privacy(language: Language = None) -> None:
    """Take the language before the command's name too."""
