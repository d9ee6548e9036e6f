"""`spegla sources speakers` and `answers`: who speaks in a source, and that corrected; closed answers counted."""

from __future__ import annotations

import typer

from toolkit.cli import output
from toolkit.cli.adding import (
    Day,
    Interviewer,
    Respondent,
    Speaker,
    answer_lines,
    answer_record,
    voice_lines,
    voice_record,
)
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SourceName
from toolkit.messages import tr


def register_speakers(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("speakers", help=tr("Show who speaks in a source, or correct it."))(speakers)
    group.command("answers", help=tr("Count the answers to a survey's closed questions."))(answers)


def speakers(
    name: SourceName,
    project: ProjectFolder = HERE,
    speaker: Speaker = None,
    respondent: Respondent = None,
    interviewer: Interviewer = None,
    day: Day = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show who speaks in a source, or correct it."""
    from toolkit.services.material import corrections

    opened = open_whole(project)
    given = {
        "speakers": corrections.told(speaker or ()),
        "respondent": respondent or "",
        "interviewer": interviewer or "",
        "date": day or "",
    }
    changes = {key: value for key, value in given.items() if value}
    found = corrections.correct(opened, name, changes) if changes else corrections.speakers(opened, name)
    record = {
        "source": found.name,
        "speakers": [voice_record(each) for each in found.voices],
        "decided": dict(found.decided),
    }
    output.answer(record, voice_lines(found.voices), json_wanted=json_wanted)


def answers(
    name: SourceName,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Count the answers to a survey's closed questions."""
    from toolkit.services.material import surveys

    found = surveys.closed_of(open_whole(project), name)
    lines = answer_lines(found) if found else [tr("{source} holds no closed questions.", source=name)]
    output.answer({"source": name, "closed": [answer_record(each) for each in found]}, lines, json_wanted=json_wanted)
