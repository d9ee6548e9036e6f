"""`spegla privacy register, subject-copy, footprint`: what is told of the processing, to a person, after a breach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Force, Json, Language, ProjectFolder, Pseudonym
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.privacy.footprint import Footprint
    from toolkit.services.privacy.processing_register import Section
    from toolkit.services.projects.project import Project

MOST = 12  # names on a line


def register_privacy(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("register", help=tr("Fill in the register of processing (article 30) from the project."))(register)
    group.command("subject-copy", help=tr("Write a copy of all that is kept of one person, for that person."))(
        subject_copy
    )
    group.command("footprint", help=tr("Say which files hold whose words, and who has got what: for a breach."))(
        footprint
    )


def register(
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=tr("FILE"),
            help=tr("Write it as .docx or .xlsx."),
            dir_okay=False,
            show_default=tr("only shown"),
        ),
    ] = None,
    dpia: Annotated[
        bool, typer.Option("--dpia", help=tr("Begin an impact assessment (article 35) in its place."))
    ] = False,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Fill in the register of processing, or with --dpia an impact assessment, from the project."""
    opened = open_for(project)
    sections = (
        _assessed(opened, to, force=force, json_wanted=json_wanted) if dpia else _registered(opened, to, force=force)
    )
    lines = [tr("Written: {file}", file=to), _missing(sections)] if to else None
    output.answer(_register_record(sections, to), lines or _register_lines(sections), json_wanted=json_wanted)


def _registered(opened: Project, to: Path | None, *, force: bool) -> list[Section]:
    from toolkit.services.privacy import processing_register

    return processing_register.write(opened, to, force=force) if to else processing_register.register(opened)


def _assessed(opened: Project, to: Path | None, *, force: bool, json_wanted: bool) -> list[Section]:
    from toolkit.services.privacy import impact_assessment

    with output.progress(tr("Looking for names and numbers"), json_wanted=json_wanted) as progress:
        if to:
            return impact_assessment.write(opened, to, force=force, progress=progress)
        return impact_assessment.assessment(opened, progress=progress)


def _register_record(sections: list[Section], to: Path | None) -> dict[str, object]:
    told = [
        {
            "letter": one.letter,
            "title": one.title,
            "entries": [
                {"what": each.what, "recorded": each.told or None, "where": each.where} for each in one.entries
            ],
        }
        for one in sections
    ]
    return {"file": to, "sections": told}


def _register_lines(sections: list[Section]) -> Iterator[str]:
    for one in sections:
        yield f"{one.letter}) {one.title}"
        yield from (f"  {each.what}: {each.shown}" for each in one.entries)
    yield _missing(sections)


def _missing(sections: list[Section]) -> str:
    n = sum(not each.told for one in sections for each in one.entries)
    return ntr("{n} thing is not recorded.", "{n} things are not recorded.", n)


def subject_copy(
    respondent: Pseudonym,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar=tr("FILE"),
            help=tr("The Word file to write."),
            dir_okay=False,
            show_default=tr("copy-ID.docx in the project's folder"),
        ),
    ] = None,
    force: Force = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write a copy of all that is kept of one person, for that person."""
    from toolkit.services.privacy import subject_copies

    opened = open_for(project)
    path = to or opened.folder / subject_copies.file_name(respondent)
    done = subject_copies.write(opened, respondent, path, force=force)
    said = [
        tr("Written: {file}", file=done.file),
        tr(
            "{turns} turns and {codings} codings. Read it before you hand it over: the interviewer's questions "
            "stand in it, and what the person tells of others.",
            turns=done.turns,
            codings=done.codings,
        ),
    ]
    record = {
        "respondent": done.respondent,
        "file": done.file,
        "sources": done.sources,
        "turns": done.turns,
        "codings": done.codings,
    }
    output.answer(record, said, json_wanted=json_wanted)


def footprint(
    respondent: Annotated[
        str, typer.Argument(metavar="[ID]", help=tr("One person only."), show_default=tr("everybody"))
    ] = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say which files hold whose words, who has got what, and when it was last backed up."""
    from toolkit.services.privacy import footprint as footprints

    opened = open_for(project)
    with output.progress(tr("Looking through the files"), json_wanted=json_wanted) as progress:
        found = footprints.footprint(opened, respondent, progress=progress)
    document = {
        "people": list(found.people),
        "groups": [{"group": group or None, "people": n} for group, n in found.groups.items()],
        "files": [{"file": one.file, "people": dict(one.people)} for one in found.files],
        "unread": list(found.unread),
        "looked": found.looked,
        "gone": [
            {
                "verb": one.verb,
                "at": one.at,
                "who": one.who or None,
                "audience": one.audience or None,
                "respondent": one.respondent or None,
            }
            for one in found.gone
        ],
        "backed_up": found.backed_up,
    }
    output.answer(document, _footprint_lines(opened, found), json_wanted=json_wanted)


def _footprint_lines(project: Project, found: Footprint) -> Iterator[str]:
    from toolkit.services.projects import names
    from toolkit.services.projects.access_log import VERBS
    from toolkit.services.reports.disclosure_view import title

    yield ntr("{n} person’s words are looked for.", "{n} people’s words are looked for.", len(found.people))
    yield from (f"  {names.group(project, group)}: {n}" for group, n in found.groups.items())
    yield tr("Files that hold them:")
    for one in found.files:
        shown = ", ".join(sorted(one.people)[:MOST])
        more = tr(" … and {n} more", n=len(one.people) - MOST) if len(one.people) > MOST else ""
        yield f"  {one.file}: {shown}{more}"
    yield from (tr("  {file}: could not be looked into whole", file=name) for name in found.unread)
    yield tr("Let out or written, by the access log:")
    for each in found.gone:
        whom = f" → {title(each.audience)}" if each.audience else ""
        told = tr(VERBS.get(each.verb, each.verb))
        yield f"  {each.at[:16].replace('T', ' ')}  {told} {each.respondent}{whom}".rstrip()
    if not found.gone:
        yield tr("  nothing")
    yield tr("Last backup: {at}", at=f"{found.backed_up:%Y-%m-%d %H:%M}" if found.backed_up else "–")
    yield tr("A breach is told to the authority within 72 hours after it was found out, and to people at high risk.")
