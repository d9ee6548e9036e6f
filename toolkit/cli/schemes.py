"""`spegla scheme`: the coding scheme in use."""

from __future__ import annotations

import typer

from toolkit import messages
from toolkit.cli import output
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, right_now
from toolkit.messages import tr


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("scheme", help=tr("Check the coding scheme and show its codes."))(scheme)


def scheme(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """Check the coding scheme and show its codes."""
    from toolkit.services import schemes
    from toolkit.services.project import open_project

    used, counts = schemes.shown(open_project(project, now=right_now()))
    speech = messages.current_language()
    codes = [
        {
            "code": code.path,
            "title": code.titled(speech),
            "definition": code.definition.get(speech, ""),
            "codings": counts.get(code.path, 0),
            "retired": code.retired,
            "merged_into": code.merged_into,
        }
        for code in used.codes.values()
    ]
    rows = [
        (code.path + (" †" if code.retired else ""), code.titled(speech), counts.get(code.path, 0))
        for code in used.codes.values()
    ]
    title = tr("{title}, version {version}", title=used.title.get(speech, used.key), version=used.version)
    lines = [title, "", *output.table((tr("Code"), tr("Title"), tr("Codings")), rows)]
    output.answer({"scheme": used.key, "version": used.version, "codes": codes}, lines, json_wanted=json_wanted)
