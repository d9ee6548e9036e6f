"""`spegla privacy log`: who opened which transcript, let what out, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def register_privacy(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("log", help=tr("Who opened which transcript, let what out, and when; exit 1 when it was altered."))(
        log
    )


def log(
    month: Annotated[
        str, typer.Option("--month", metavar=tr("YYYY-MM"), help=tr("Only this month."), show_default=tr("all"))
    ] = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Tell the access log."""
    from toolkit.services.material import sources
    from toolkit.services.projects import access_log

    if month and not _MONTH.fullmatch(month):
        raise UsageError(N_("“{month}” is no month."), hint=N_("Write it as year and month: 2026-03"), month=month)
    opened = open_whole(project)
    found, broken = access_log.lines(opened, month=month), access_log.broken(opened)
    document = {"month": month or None, "entries": found, "broken": broken}
    names = {} if json_wanted else sources.names(opened)
    output.answer(document, _told(found, broken, names), json_wanted=json_wanted)
    if broken is not None:
        raise typer.Exit(1)


def _told(found: list[Mapping[str, Any]], broken: int | None, names: Mapping[int, str]) -> Iterator[str]:
    from toolkit.services.projects.access_log import VERBS

    if found:
        head = (tr("When (UTC)"), tr("Who"), tr("What"), tr("Source"), tr("Respondent"), tr("File"))
        yield from output.table(head, (_row(one, VERBS, names) for one in found))
    yield ""
    yield ntr("{n} line.", "{n} lines.", len(found)) if found else tr("Nothing is written in the access log.")
    if broken is not None:
        yield tr("Line {line} of the access log is not as it was written, or lines are missing.", line=broken)


def _row(one: Mapping[str, Any], verbs: Mapping[str, str], names: Mapping[int, str]) -> tuple[object, ...]:
    """A line of the log; a source is told by the name that it has now, where it is still there."""
    verb = str(one.get("verb", ""))
    at = str(one.get("at", ""))[:19].replace("T", " ")
    number = one.get("source", "")
    cells = (names.get(number, number), one.get("respondent", ""), one.get("file", ""))
    return at, one.get("who", ""), tr(verbs.get(verb, verb)), *cells
