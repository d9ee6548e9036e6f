"""`spegla privacy key`: who is who, in an encrypted file apart from the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, Pseudonym, handed_down
from toolkit.cli.pass_phrases import KeyPlace, PhraseFile, fresh_phrase, phrase
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.privacy.key_file import KeyFile, Row

key_group = typer.Typer(
    help=tr("Who is who: an encrypted file outside the project, never exported or backed up."), rich_markup_mode=None
)
Again = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file", metavar=tr("FILE"), help=tr("The same for the new pass phrase."), show_default=False
    ),
]


def register_privacy(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.add_typer(key_group, name="key")


@key_group.callback(invoke_without_command=True)
def path(
    context: typer.Context,
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Say where the key lies, and whether there is one."""
    if handed_down(context):
        return
    _where(project, key, json_wanted=json_wanted)


@key_group.command("path", help=tr("Say where the key lies, and whether there is one."))
def where(
    project: ProjectFolder = HERE, key: KeyPlace = None, json_wanted: Json = False, language: Language = None
) -> None:
    """Say where the key lies, and whether there is one."""
    _where(project, key, json_wanted=json_wanted)


def _where(folder: Path, key: Path | None, *, json_wanted: bool) -> None:
    from toolkit.services.privacy import keys

    place = keys.path_of(open_whole(folder), key)
    there = place.is_file()
    lines = [str(place), *([] if there else [tr("There is no key there yet: spegla privacy key new")])]
    output.answer({"key": place, "there": there}, lines, json_wanted=json_wanted)


@key_group.command("new", help=tr("Make an empty key under a pass phrase of your choice."))
def new(
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Make an empty key under a pass phrase of your choice."""
    from toolkit.services.privacy import key_file, keys

    opened = open_whole(project)
    place = keys.path_of(opened, key)
    key_file.refuse_inside(place, opened.folder)
    keys.new(opened, place, fresh_phrase(passphrase_file))
    lines = [
        tr("The key is made: {file}", file=place),
        tr("Keep the pass phrase safe: without it nobody can open the key, and it cannot be recovered."),
        tr("Make copies of the file yourself; backups of the project leave it out."),
    ]
    output.answer({"key": place, "people": 0}, lines, json_wanted=json_wanted)


@key_group.command("add", help=tr("Write down who a pseudonym is."))
def add(
    respondent: Pseudonym,
    name: Annotated[str, typer.Option("--name", metavar=tr("NAME"), help=tr("The person's name."))] = "",
    contact: Annotated[str, typer.Option("--contact", metavar=tr("TEXT"), help=tr("Telephone, address, mail."))] = "",
    note: Annotated[str, typer.Option("--note", metavar=tr("TEXT"), help=tr("What else only the key may say."))] = "",
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Write down who a pseudonym is; a name that is not given is asked for: the shell keeps its history."""
    from toolkit.services.privacy import keys
    from toolkit.services.privacy.key_file import Row

    opened = open_whole(project)
    place, said = keys.path_of(opened, key), phrase(passphrase_file)
    if not name:
        name = typer.prompt(tr("Name"), err=True)
        contact = contact or typer.prompt(tr("Contact"), default="", show_default=False, err=True)
    made, known = keys.put(opened, place, said, Row(respondent, name, contact, note))
    lines = [tr("{respondent} is in the key.", respondent=respondent)]
    lines += [] if known else [tr("respondents.csv knows nobody called {respondent} yet.", respondent=respondent)]
    document = {"respondent": respondent, "in_register": known, "people": len(made.rows)}
    output.answer(document, lines, json_wanted=json_wanted)


@key_group.command("show", help=tr("Show who a pseudonym is."))
def show(
    respondent: Pseudonym,
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show who a pseudonym is."""
    from toolkit.services.privacy import keys

    opened = open_whole(project)
    found = keys.opened(opened, keys.path_of(opened, key), phrase(passphrase_file), respondent=respondent)
    row = found.get(respondent)
    output.answer(_record(row), _lines(row), json_wanted=json_wanted)


@key_group.command("list", help=tr("Show everyone in the key, and who of the register is missing there."))
def everyone(
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Show everyone in the key, and who of the register is missing there."""
    from toolkit.services.privacy import keys

    opened = open_whole(project)
    found = keys.opened(opened, keys.path_of(opened, key), phrase(passphrase_file))
    missing = [one for one in opened.register.respondents if one.casefold() not in found.rows]
    document = {"people": [_record(row) for row in found.rows.values()], "missing": missing}
    output.answer(document, _listed(found, missing), json_wanted=json_wanted)


@key_group.command("remove", help=tr("Take a person's line out of the key for good."))
def remove(
    respondent: Pseudonym,
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take a person's line out of the key for good."""
    from toolkit.services.privacy import keys

    opened = open_whole(project)
    left = keys.remove(opened, keys.path_of(opened, key), phrase(passphrase_file), respondent)
    said = tr(
        "{respondent} is not in the key any more; copies of the key that you made still say it.", respondent=respondent
    )
    output.answer({"respondent": respondent, "people": len(left.rows)}, [said], json_wanted=json_wanted)


@key_group.command("passphrase", help=tr("Put another pass phrase on the key."))
def passphrase(
    project: ProjectFolder = HERE,
    key: KeyPlace = None,
    passphrase_file: PhraseFile = None,
    new_passphrase_file: Again = None,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Put another pass phrase on the key."""
    from toolkit.services.privacy import keys

    opened = open_whole(project)
    place, old = keys.path_of(opened, key), phrase(passphrase_file)
    made = keys.rephrased(opened, place, old, fresh_phrase(new_passphrase_file))
    said = tr("The key has another pass phrase; copies of the key that you made still have the old one.")
    output.answer({"key": place, "people": len(made.rows)}, [said], json_wanted=json_wanted)


def _record(row: Row) -> dict[str, object]:
    return {"id": row.id, "name": row.name, "contact": row.contact, "note": row.note}


def _lines(row: Row) -> Iterator[str]:
    yield f"{row.id}  {row.name}"
    yield from (f"  {text}" for text in (row.contact, row.note) if text)


def _listed(key: KeyFile, missing: list[str]) -> Iterator[str]:
    for row in key.rows.values():
        yield from _lines(row)
    yield ntr("{n} person in the key.", "{n} people in the key.", len(key.rows))
    if missing:
        yield tr("Not in the key: {people}", people=", ".join(missing))
