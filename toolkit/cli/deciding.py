"""Whose eyes a command reads with, and whose hand it acts with: the project opened for a coder, and who decides."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.options import right_now
from toolkit.errors import UsageError
from toolkit.messages import N_, tr

if TYPE_CHECKING:
    from toolkit.services.material.hands import Hand
    from toolkit.services.projects.project import Project

Coder = Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who decides."))]
WHO_DECIDES = N_('Say who decides: --coder NAME, or once for all: coder = "NAME" in project.toml')


def open_for(folder: Path, coder: str | None = None) -> Project:
    """The project as this coder may see it, else as the one whom project.toml names may."""
    from toolkit.services.projects import blinding

    return blinding.for_eyes(open_whole(folder), coder)


def open_whole(folder: Path) -> Project:
    """The project with what everybody made, whoever asks.

    For commands that tell nobody's judgement (sources, the key, the access log) and for those that must reach every
    row: backing up, merging, taking out a source or a person, masking names, one's own steps.
    """
    from toolkit.services.projects.project import open_project

    return open_project(folder, now=right_now())


def hand_of(project: Project, coder: str, *, hint: str = WHO_DECIDES, looking: bool = False) -> Hand:
    """Whoever is named, else whom project.toml names, for one new deed; UsageError when nobody is.

    Nobody need be named for `looking`, which changes nothing.
    """
    from toolkit.services.material.hands import Hand

    who = coder or project.settings.coder
    if not who and not looking:
        raise UsageError(N_("Nobody is named as coder."), hint=hint)
    return Hand(who, uuid.uuid4().hex)
