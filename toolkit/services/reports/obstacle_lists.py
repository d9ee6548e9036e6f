"""The list of obstacles for a forum: a table made of the report's own part, past the disclosure gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Report, Sentence
from toolkit.domain.reports.report import Table as Printed
from toolkit.errors import Refused, UsageError
from toolkit.exchange import table_files
from toolkit.exchange.tables import Table
from toolkit.messages import N_
from toolkit.services.projects import access_log, audiences
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import refuse_existing, write_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import report_basis

OUTLINE = "obstacles"
COLUMNS = ("level", "obstacle", "owner", "forum", "status", "evidence", "happened")
SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Line:
    """An obstacle as the list tells it: its register, what bears it out, what has happened."""

    level: str
    obstacle: str
    owner: str
    forum: str
    status: str
    evidence: str = ""
    happened: str = ""


def write(project: Project, path: Path, audience: str = "", *, force: bool = False) -> int:
    """Write the list as .xlsx or .csv, and give how many obstacles it holds.

    For an audience it is what the disclosure gate lets out, and Refused while findings are unanswered; without one it
    is a working list. Refused for a file that is there already, unless `force` says to write over it.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            N_("The list is written as .xlsx or .csv, not {suffix}."),
            hint=N_("As a Word file: spegla draft --outline obstacles"),
            suffix=path.suffix or path.name,
        )
    refuse_existing(path, force=force)
    found = lines(project, audience)
    if not found:
        raise Refused(N_("There are no obstacles to list."), hint=N_("Write one: spegla obstacles add TEXT --level …"))
    table = Table(
        "obstacles",
        tuple(report_basis.wording(project).say(f"obstacles.columns.{each}") for each in COLUMNS),
        [(one.level, one.obstacle, one.owner, one.forum, one.status, one.evidence, one.happened) for one in found],
    )
    data, _ = table_files.written([table], suffix, now=project.now, language=project.language)
    write_file(path, data)
    access_log.note(project, "disclose" if audience else "export")
    return len(found)


def lines(project: Project, audience: str = "") -> list[Line]:
    """The obstacles as the list tells them, by level and priority."""
    return list(_read(_report(project, audience)))


def _report(project: Project, audience: str) -> Report:
    """The report's part alone: as the audience may have it, or without evidence as a working list."""
    from toolkit.services.material import sources
    from toolkit.services.reports import composing, disclosure
    from toolkit.services.themes import themes

    refuse_blind(project)
    sources.place(project)
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
        told = audiences.told(project, audience)
        report, _ = composing.composed(told, store, found, OUTLINE)
        return disclosure.released(told, store, report, audience).bare if audience else report


def _read(report: Report) -> Iterator[Line]:
    """The rows of each level's table, each with the paragraphs under its own heading."""
    rows: list[Line] = []
    at = -1
    for block in report.blocks:
        if isinstance(block, Heading) and block.level in (1, 2):  # obstacles have headings of level 3
            yield from rows
            rows, at, level = [], -1, block.text
        elif isinstance(block, Printed):
            rows = [Line(level, *row) for row in block.rows]
        elif isinstance(block, Heading):
            at += 1
        elif 0 <= at < len(rows):
            rows[at] = _with(rows[at], block)
    yield from rows


def _with(line: Line, block: Block) -> Line:
    if isinstance(block, Paragraph):
        return replace(line, evidence=_joined(block.sentences))
    return replace(line, happened=_joined(block.items)) if isinstance(block, Bullets) else line


def _joined(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(each.text for each in sentences)
