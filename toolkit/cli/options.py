"""The options and arguments that several commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.messages import LANGUAGES, tr


class LanguageName(StrEnum):
    """The languages of projects and reports."""

    SV = "sv"
    EN = "en"


if TYPE_CHECKING:
    Spoken = LanguageName
else:
    Spoken = StrEnum("Spoken", {one.upper(): one for one in LANGUAGES})


class Basis(StrEnum):
    """What themes and drafts rest on."""

    CODINGS = "codings"
    SUGGESTIONS = "suggestions"


ProjectFolder = Annotated[
    Path,
    typer.Option(
        "--project",
        "-p",
        metavar=tr("FOLDER"),
        help=tr("The project's folder."),
        file_okay=False,
        show_default=tr("here"),
    ),
]
Json = Annotated[bool, typer.Option("--json", help=tr("Write one JSON document and nothing else."))]
Language = Annotated[
    Spoken | None, typer.Option("--language", help=tr("The language of messages."), show_default=False)
]
FromSuggestions = Annotated[
    bool,
    typer.Option(
        "--from-suggestions", help=tr("Build on the machine's suggestions, not on codings; the result says so.")
    ),
]
Force = Annotated[bool, typer.Option("--force", help=tr("Write over a file that is there already."))]
Yes = Annotated[bool, typer.Option("--yes", help=tr("Do it without asking."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=tr("Only say what would be done."))]
WithCases = Annotated[
    list[str],
    typer.Option("--with", metavar=tr("SOURCE"), help=tr("A case description that is to leave too; repeat it.")),
]
SourceName = Annotated[str, typer.Argument(metavar=tr("SOURCE"), help=tr("The source's name."))]
Pseudonym = Annotated[str, typer.Argument(metavar="ID", help=tr("The person's pseudonym."))]
SessionNumber = Annotated[int, typer.Argument(metavar=tr("SESSION"), help=tr("The session's number."))]
OfGroup = Annotated[str, typer.Option("--group", metavar=tr("GROUP"), help=tr("Only this actor group."))]
OfPhase = Annotated[str, typer.Option("--phase", metavar=tr("PHASE"), help=tr("Only this phase."))]
Passages = Annotated[
    list[str],
    typer.Option("--passage", metavar=tr("PLACE"), help=tr("A coded passage, source:start-end; repeat it.")),
]
HERE = Path()


def handed_down(context: typer.Context) -> bool:
    """Whether a command of the group is called, and not the group; what was written before its name then holds for it.

    So does the folder in `spegla themes -p DIR rename …`.
    """
    if context.invoked_subcommand is None:
        return False
    sources = {name: context.get_parameter_source(name) for name in context.params}
    given = {name: context.params[name] for name, source in sources.items() if source and source.name != "DEFAULT"}
    context.default_map = {context.invoked_subcommand: given}
    return True


def right_now() -> datetime:
    """The moment of the call; services are given it and never look at a clock themselves."""
    return datetime.now(UTC).replace(microsecond=0)
