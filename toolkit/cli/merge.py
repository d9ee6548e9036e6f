"""`spegla merge`: take in what was done in a copy of the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Force, Json, Language, ProjectFolder
from toolkit.messages import tr

if TYPE_CHECKING:
    from toolkit.services.merging.merging import Merged


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("merge", help=tr("Take in what was done in a copy of the project; nothing is lost or written over."))(
        merge
    )


def merge(
    other: Annotated[Path, typer.Argument(metavar=tr("FOLDER"), help=tr("The folder of the copy; it is only read."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Only say what would come in."))] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar=tr("FILE"), help=tr("Also write what was done to a .md or .json file.")),
    ] = None,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take in what was done in a copy of the project."""
    from toolkit.services.merging import merge_report, merging

    opened = open_whole(project)
    if report:
        merge_report.check(report, force=force)
    merged = merging.merge(opened, other, dry_run=dry_run)
    if report:
        merge_report.write(opened, merged, report)
    lines = [*merge_report.summary(merged), "", *_ended(merged, report)]
    output.answer({**merge_report.record(merged), "report": report}, lines, json_wanted=json_wanted)


def _ended(merged: Merged, report: Path | None) -> list[str]:
    left = merged.plan.left or merged.plan.conflicts or merged.plan.different_codes
    lines = [tr("Nothing new came in.") if merged.plan.empty else tr("Merged.")]
    if merged.dry_run:
        lines = [tr("Nothing was changed. Merge with the same command without --dry-run.")]
    if merged.backup:
        lines.append(tr("The project as it was before: {name} (spegla restore {name})", name=merged.backup.name))
    if report:
        lines.append(tr("Written: {file}", file=report))
    elif left:
        lines.append(tr("See each of them in a report: --dry-run --report merge.md"))
    return lines
