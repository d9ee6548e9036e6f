"""`spegla sources rename`: another name for a source."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SourceName
from toolkit.messages import tr


def register_rename(group: typer.Typer) -> None:
    """Add the command to the group of `spegla sources`."""
    group.command("rename", help=tr("Give a source another name, such as one that names nobody."))(rename)


def rename(
    name: SourceName,
    new: Annotated[str, typer.Argument(metavar=tr("NEWNAME"), help=tr("What it is called from now on."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Give a source another name."""
    from toolkit.services.material import source_names

    opened = open_whole(project)
    called = source_names.rename(opened, name, new)
    left = source_names.files(opened, name)
    lines = [tr("{source} is now called {name}.", source=name, name=called)]
    if left:
        lines.append(
            tr("Files that still have the old name, and that you rename yourself: {files}", files=", ".join(left))
        )
    output.answer({"source": called, "before": name, "files": left}, lines, json_wanted=json_wanted)
