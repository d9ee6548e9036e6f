"""`spegla init` and `spegla status`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit import messages
from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, LanguageName, ProjectFolder, right_now
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.status.status import Status


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("init", help=tr("Make a project folder."))(init)
    app.command("status", help=tr("What is in the project, what is missing, and the next step."))(status)


def init(
    folder: Annotated[
        Path, typer.Argument(metavar=tr("FOLDER"), help=tr("The folder to make."), show_default=tr("here"))
    ] = HERE,
    language: Annotated[
        LanguageName | None,
        typer.Option(
            "--language",
            help=tr("The language of the project and its reports; with --from the one they are in, unless you say."),
            show_default=False,
        ),
    ] = None,
    project: Annotated[
        Path | None, typer.Option("--project", "-p", metavar=tr("FOLDER"), help=tr("The same as FOLDER."))
    ] = None,
    written: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar=tr("FOLDER|FILE.zip"), help=tr("Make it from what spegla export project has written.")
        ),
    ] = None,
    json_wanted: Json = False,
) -> None:
    """Make a project folder."""
    from toolkit.services.projects import project as projects

    if written:
        _read_back(written, project or folder, language, json_wanted=json_wanted)
        return
    chosen = language.value if language else messages.written_language()
    made = projects.init(project or folder, language=chosen, now=right_now())
    output.answer(
        {"project": made.folder, "language": chosen},
        [
            tr("The project is made: {folder}", folder=made.folder),
            tr("Next:"),
            tr("  1. Fill in {file}: who was interviewed, and what they allowed.", file="interviews/respondents.csv"),
            tr(
                "  2. Look through {file}: name, evaluation questions, groups, your initials (coder).",
                file="project.toml",
            ),
            tr("  3. Add the transcripts: spegla add FILES --project {folder}", folder=_typed(project or folder)),
        ],
        json_wanted=json_wanted,
    )


def _typed(folder: Path) -> str:
    """The folder as it is written in a command."""
    return f'"{folder}"' if any(sign.isspace() for sign in str(folder)) else str(folder)


def _read_back(written: Path, folder: Path, language: LanguageName | None, *, json_wanted: bool) -> None:
    from toolkit.services.keeping import archive

    made, rows = archive.read(written, folder, now=right_now(), language=language.value if language else None)
    messages.use_language(made.language)
    lines = [
        tr("The project is made: {folder}", folder=made.folder),
        ntr("{n} source", "{n} sources", rows["source"]) + ", " + ntr("{n} coding", "{n} codings", rows["coding"]),
        tr("Next:"),
        tr("  The suggestions were left out; make them anew: spegla suggest --project {folder}", folder=folder),
    ]
    output.answer(
        {"project": made.folder, "language": made.language, "rows": dict(rows)}, lines, json_wanted=json_wanted
    )


def status(
    sentences: Annotated[
        bool, typer.Option("--sentences", help=tr("Every sentence of the last draft that no longer holds, and why."))
    ] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """What is in the project, what is missing, and the next step."""
    from toolkit.services.reports import changed_sentences
    from toolkit.services.status import status as statuses

    opened = open_for(project)
    found = statuses.status(opened)
    changes = changed_sentences.told(opened)
    most = None if sentences else changed_sentences.TOLD
    output.problems(found.problems, json_wanted=json_wanted)
    document = {
        "project": found.name,
        "sources": found.sources,
        "respondents": found.respondents,
        "words": found.words,
        "codings": found.codings,
        "coders": found.coders,
        "suggested_sources": found.suggested_sources,
        "themes": found.themes,
        "groups": found.groups,
        "problems": output.problem_records(found.problems),
        "changed": changed_sentences.records(changes, most=most),
        "next": found.next_step,
    }
    told = [*changed_sentences.lines(changes, most=most), ""] if changes and changes.sentences else []
    output.answer(document, _lines(found, told), json_wanted=json_wanted)


def _amounts(found: Status) -> tuple[str, str, str]:
    return (
        ntr("{n} source", "{n} sources", found.sources),
        ntr("{n} respondent", "{n} respondents", found.respondents),
        ntr("{n} word in their turns", "{n} words in their turns", found.words),
    )


def _lines(found: Status, told: list[str]) -> list[str]:
    coders = ", ".join(f"{coder} {n}" for coder, n in found.coders.items())
    lines = [
        f"{found.name}: {', '.join(_amounts(found))}",
        tr("Codings: {n}", n=found.codings) + (f" ({coders})" if coders else ""),
        tr("Sources with suggestions: {n}", n=found.suggested_sources),
        tr("Themes: {n}", n=found.themes),
        "",
    ]
    header = (tr("Group"), tr("Sources"), tr("Respondents"), tr("Words"), tr("Coded sources"))
    rows = [(g.title, g.sources, g.respondents, g.words, g.coded_sources) for g in found.groups]
    groups = (*output.table(header, rows), "") if rows else ()
    return [*lines, *groups, *told, tr("Next: {step}", step=found.next_step)]
