"""`spegla add` and `spegla sources`."""

from __future__ import annotations

import typer

from toolkit.cli import adding, output, page_cleaning, revisions, source_kinds, source_names, source_speakers
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, SourceName, Yes, handed_down
from toolkit.messages import ntr, tr

group = typer.Typer(help=tr("List the sources of the project, or see, correct or remove one."), rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    adding.register_add(app)
    source_speakers.register_speakers(group)
    source_kinds.register_kind(group)
    source_names.register_rename(group)
    revisions.register_revisions(group)
    page_cleaning.register_clean(group)
    app.add_typer(group, name="sources")


@group.callback(invoke_without_command=True)
def listing(
    context: typer.Context,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List the sources of the project."""
    if handed_down(context):
        return
    from toolkit.services.material import sources

    found = sources.overview(open_whole(project))
    header = (tr("Source"), tr("Kind"), tr("Turns"), tr("Words"), tr("by respondents"), tr("Respondents"))
    rows = [
        (one.name, tr(one.kind.rules.title), one.turns, one.words, one.respondent_words, adding.people(one.respondents))
        for one in found
    ]
    output.answer({"sources": found}, output.table(header, rows), json_wanted=json_wanted)


@group.command("remove", help=tr("Remove a source with all that was coded in it."))
def remove(
    name: SourceName,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
    yes: Yes = False,
) -> None:
    """Remove a source with all that was coded in it."""
    from toolkit.services.material import sources

    opened = open_whole(project)
    session = sources.session_of(opened, name)
    if session and not json_wanted:
        output.say(
            tr("It is what was said at the session {title}: the session and what was agreed stay.", title=session)
        )
    output.confirmed(tr("Remove {name} with all that was coded in it?", name=name), yes=yes, json_wanted=json_wanted)
    codings = sources.remove(opened, name)
    output.answer(
        {"removed": name, "codings": codings},
        [ntr("Removed, with {n} coding.", "Removed, with {n} codings.", codings)],
        json_wanted=json_wanted,
    )
