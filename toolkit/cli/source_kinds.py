"""`spegla sources kind`: which kind of material a source is."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SourceName
from toolkit.domain.sources.source_kinds import Kind
from toolkit.messages import tr


def register_kind(group: typer.Typer) -> None:
    """Add the command to the group of `spegla sources`."""
    group.command("kind", help=tr("Say which kind of material a source is; its rules hold from then on."))(kind)


def kind(
    name: SourceName,
    wanted: Annotated[
        Kind,
        typer.Argument(
            metavar=tr("KIND"),
            help=tr("interview, focus_group, observation, case, survey, narrative, document or factors."),
        ),
    ],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say which kind of material a source is."""
    from toolkit.services.material import source_kinds

    before = source_kinds.change(open_whole(project), name, wanted)
    said = tr("{source} is now: {kind} (before: {before}).", source=name, kind=title(wanted), before=title(before))
    document = {"source": name, "kind": wanted, "before": before}
    output.answer(document, [said, *rules(wanted)], json_wanted=json_wanted)


def title(kind: Kind) -> str:
    """What a kind is called."""
    return tr(kind.rules.title)


def rules(kind: Kind) -> list[str]:
    """What the kind means for its words, in sentences."""
    its = kind.rules
    return [
        tr("Its speakers are counted as people.") if its.counts_people else tr("It counts no person."),
        tr("Its words can be coded.") if its.codable else tr("Its words are not coded."),
        tr("Its words may be quoted.") if its.quotable else tr("Its words are never quoted."),
        *([] if its.goes_out else [tr("It leaves in no exchange, archive or report unless it is asked for by name.")]),
    ]
