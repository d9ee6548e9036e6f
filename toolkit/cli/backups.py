"""`spegla backup` and `spegla restore`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down, right_now
from toolkit.messages import decimal, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.keeping.restoring import Restored
    from toolkit.services.projects.backups import Backup

MB = 1_000_000
group = typer.Typer(
    help=tr("Back up the project, also while the workbench is open; “list” tells which backups there are."),
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(group, name="backup")
    app.command("restore", help=tr("Put the project back to a backup; what is there now is backed up first."))(restore)


@group.callback(invoke_without_command=True)
def backup(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar=tr("FOLDER"), help=tr("Make it in this folder, on another disk for instance.")),
    ] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Back up the project."""
    if handed_down(context):
        return
    from toolkit.services.projects import backups

    made = backups.make(open_whole(project), to=to)
    document = {"backup": _record(made), "removed": list(made.removed)}
    output.answer(document, _made(made, outside=to is not None), json_wanted=json_wanted)


@group.command("list", help=tr("Which backups there are, the newest first."))
def listing(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """List the backups."""
    from toolkit.services.projects import backups

    found = backups.each(open_whole(project))
    output.answer({"backups": [_record(one) for one in found]}, _listed(found), json_wanted=json_wanted)


def restore(
    name: Annotated[str, typer.Argument(metavar=tr("BACKUP"), help=tr("Its name, or its folder."))],
    new: Annotated[
        Path | None,
        typer.Option("--as", metavar=tr("NEWFOLDER"), help=tr("Make a new project of it; this one stays as it is.")),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Restore without asking."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Only say what would come back and be lost."))] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Put the project back to a backup."""
    from toolkit.services.keeping import restoring
    from toolkit.services.projects.project import Project

    # A project whose settings are gone must be restorable: the folder alone is enough.
    opened = Project(project.resolve(), right_now())
    if new is not None:
        made = restoring.restore_as(name, new, here=opened)
        output.answer(_restored_record(made), _restored(made), json_wanted=json_wanted)
        return
    seen = restoring.restore(opened, name, dry_run=True)
    if not dry_run and not yes:
        _ask(seen, json_wanted=json_wanted)
    done = seen if dry_run else restoring.restore(Project(opened.folder, right_now()), name)
    output.answer(_restored_record(done), _restored(done), json_wanted=json_wanted)


def _ask(seen: Restored, *, json_wanted: bool) -> None:
    if not json_wanted:
        output.told(_compared(seen))
    output.confirmed(tr("Put the project back to this backup?"), json_wanted=json_wanted)


def _listed(found: list[Backup]) -> Iterator[str]:
    if not found:
        yield tr("There are no backups yet. Make one: spegla backup")
        return
    rows = [(one.name, _why(one), _size(one), counted(one.counts)) for one in found]
    yield from output.table((tr("Backup"), tr("Why"), tr("Size"), tr("Contents")), rows)
    yield ""
    yield tr("Put the project back to one of them: spegla restore NAME")


def _made(made: Backup, *, outside: bool) -> Iterator[str]:
    yield tr("Backed up: {folder} ({holds}; {size}).", folder=made.folder, holds=counted(made.counts), size=_size(made))
    if outside:
        yield tr("It lies outside the project: when somebody withdraws, delete it or make it anew yourself.")
    else:
        yield tr("It lies on the same disk. Now and then make one elsewhere too: spegla backup --to FOLDER")
    if made.removed:
        yield ntr(
            "{n} older backup that the program had made by itself was removed.",
            "{n} older backups that the program had made by itself were removed.",
            len(made.removed),
        )


def _restored(done: Restored) -> Iterator[str]:
    if done.dry_run:
        yield from _compared(done)
        yield tr("Nothing was changed.")
        return
    yield tr("Restored: {name}, in {folder}.", name=done.backup.name, folder=done.folder)
    yield tr("It holds {holds}.", holds=counted(done.counts))
    yield from _people(done)
    if done.before:
        yield tr("What was there before is the backup {name}.", name=done.before.name)
    if done.damaged:
        yield tr("What was there could not be read; it was put aside in {folder}.", folder=done.damaged)


def _compared(seen: Restored) -> Iterator[str]:
    yield tr(
        "The backup {name} ({why}) holds {holds}.",
        name=seen.backup.name,
        why=_why(seen.backup),
        holds=counted(seen.counts),
    )
    back, lost = counted(seen.back), counted(seen.lost)
    yield tr("What comes back: {what}.", what=back) if back else tr("Nothing comes back that is not here now.")
    yield (
        tr("What is here now and would be lost: {what}.", what=lost)
        if lost
        else tr("All that is here now is in it too; what was changed since goes back to how it was.")
    )
    yield from _people(seen)


def _people(one: Restored) -> Iterator[str]:
    if one.withdrawn:
        yield ntr(
            "The withdrawal of {n} person was carried out again in it.",
            "The withdrawals of {n} people were carried out again in it.",
            len(one.withdrawn),
        )
    if one.kept_register:
        yield tr("The register of today is kept: somebody has narrowed a consent since.")


def _why(one: Backup) -> str:
    from toolkit.services.projects.backups import REASONS

    if not one.readable:
        return tr("cannot be read")
    return tr(REASONS.get(one.why, one.why))


def _size(one: Backup) -> str:
    return f"{decimal(one.bytes / MB, 1)} MB"


def counted(counts: Mapping[str, int]) -> str:
    """What people made, in words, as much of it as there is."""
    words = {
        "source": lambda n: ntr("{n} source", "{n} sources", n),
        "coding": lambda n: ntr("{n} coding", "{n} codings", n),
        "verdict": lambda n: ntr("{n} answer to a suggestion", "{n} answers to suggestions", n),
        "memo": lambda n: ntr("{n} memo", "{n} memos", n),
        "theme_decision": lambda n: ntr("{n} decision on themes", "{n} decisions on themes", n),
        "claim": lambda n: ntr("{n} claim", "{n} claims", n),
        "settlement": lambda n: ntr("{n} settled passage", "{n} settled passages", n),
        "identifier_decision": lambda n: ntr("{n} decision on a name", "{n} decisions on names", n),
        "stance": lambda n: ntr("{n} decided stance", "{n} decided stances", n),
        "quote": lambda n: ntr("{n} quote decided of", "{n} quotes decided of", n),
        "partner": lambda n: ntr("{n} partner", "{n} partners", n),
        "tie": lambda n: ntr("{n} mark of a partner", "{n} marks of partners", n),
        "pack": lambda n: ntr("{n} feedback pack", "{n} feedback packs", n),
        "session": lambda n: ntr("{n} reflection session", "{n} reflection sessions", n),
        "response": lambda n: ntr("{n} response", "{n} responses", n),
        "answer": lambda n: ntr("{n} answer to an objection", "{n} answers to objections", n),
        "commitment": lambda n: ntr("{n} thing agreed", "{n} things agreed", n),
        "obstacle": lambda n: ntr("{n} obstacle", "{n} obstacles", n),
        "factor_link": lambda n: ntr("{n} judgement of a factor", "{n} judgements of factors", n),
        "assignment": lambda n: ntr("{n} blind assignment", "{n} blind assignments", n),
        "source_revision": lambda n: ntr("{n} correction of a text", "{n} corrections of texts", n),
        "gate_answer": lambda n: ntr("{n} answer at the disclosure gate", "{n} answers at the disclosure gate", n),
        "consent_text": lambda n: ntr("{n} consent text", "{n} consent texts", n),
    }
    return ", ".join(words[table](n) for table, n in counts.items() if n and table in words)


def _record(one: Backup) -> dict[str, object]:
    return {
        "name": one.name,
        "folder": one.folder,
        "at": one.at,
        "why": one.why,
        "counts": dict(one.counts),
        "bytes": one.bytes,
        "readable": one.readable,
    }


def _restored_record(one: Restored) -> dict[str, object]:
    return {
        "backup": _record(one.backup),
        "folder": one.folder,
        "dry_run": one.dry_run,
        "counts": dict(one.counts),
        "lost": dict(one.lost),
        "back": dict(one.back),
        "withdrawn": list(one.withdrawn),
        "kept_register": one.kept_register,
        "before": one.before.name if one.before else None,
        "damaged": one.damaged,
    }
