"""What leaves with a project that is written as plain files, what stays behind, and what its README says of that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.domain.sources.consents import Purpose
from toolkit.messages import tr
from toolkit.services.projects import withholding
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection


@dataclass(slots=True)
class Written:
    """What was written: how many files, how many rows of each table, how many people are in it whose words may not
    leave, how many sources stayed behind because of such people, how many case descriptions did, and how many sources
    are in it of which words were masked: their files and histories hold what was masked."""

    files: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    withheld: int = 0
    closed: int = 0
    staying: int = 0
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to leave beside what leaves anyway: case descriptions by name, and with `withheld` also the sources of
    people whose words may not be used, or not leave for an archive."""

    include: Collection[str] = ()
    withheld: bool = False


USUAL = Wish()


def closed_sources(project: Project, connection: Connection, written: Written, *, leave: bool) -> frozenset[int]:
    """The sources with people whose words may not leave; none when they are to `leave`, and the people counted."""
    from toolkit.storage.sources import sources

    leaving = project.asking(Purpose.ARCHIVE)
    if leave:
        written.withheld = len(withholding.unusable(leaving, sources.named(connection)))
        return frozenset()
    return frozenset(sources.ids(connection, withholding.withheld_spans(leaving, connection)).values())


def readme(project: Project, written: Written) -> str:
    """What the file says that lies beside all others."""
    lines = [
        project.settings.name,
        "",
        tr("This is a whole project of Spegla as plain files. Any program that reads text can open them."),
        tr("Read it back into Spegla with: spegla init FOLDER --from THIS"),
        "",
        tr("project/ - the files that people write: settings, scheme, respondents, question guides, templates"),
        tr("transcripts/ - each interview as text; positions count characters (code points) of these files from 0"),
        tr("originals/ - the files as they were added, with what was masked or corrected in the texts since"),
        tr("tables/ - everything else, a line of JSON for each row: codings, answers to suggestions (verdict), memos,"),
        tr("  settlements, themes and what was decided of them, assignments, drafts, versions of the scheme, journal"),
        tr("manifest.json - every file with its SHA-256, so that a change is noticed"),
        "",
        tr("Left out, because the program makes it anew: suggestions, the index of words, the day's steps of undo."),
        "",
        tr("It holds whole transcripts: keep it as you keep the project."),
    ]
    if written.withheld:
        lines.append(tr("Also words that may not be used, or not leave for an archive, are in it."))
    if written.closed:
        lines.append(tr("Sources with people whose words may not be used, or not leave for an archive, are not in it."))
    if written.masked:
        lines.append(tr("Names that were masked are in the original files and in tables/source_revision.jsonl."))
    return "\n".join(lines) + "\n"
