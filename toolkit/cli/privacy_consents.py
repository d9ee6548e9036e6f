"""`spegla privacy consent`, `restrict`, `due`: what people allow, what may not be used, what is to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_for
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, handed_down
from toolkit.domain.sources.consents import ALWAYS
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from datetime import date

    from toolkit.services.privacy.consent_texts import TextView
    from toolkit.services.privacy.consents import Standing

consent_group = typer.Typer(help=tr("What each person allows today, and why not."), rich_markup_mode=None)
texts_group = typer.Typer(help=tr("The texts that people consented to, kept by version."), rich_markup_mode=None)
Person = Annotated[str, typer.Argument(metavar="ID", help=tr("A pseudonym of respondents.csv."))]


def register_privacy(group: typer.Typer) -> None:
    """Add the commands to the group."""
    consent_group.add_typer(texts_group, name="texts")
    group.add_typer(consent_group, name="consent")
    group.command("restrict", help=tr("Keep what a person said but show and use it nowhere, from today on."))(restrict)
    group.command("due", help=tr("What is to be decided: documents past their date, words not used any more."))(due)


@consent_group.callback(invoke_without_command=True)
def consent(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """What each person allows today, and why not."""
    if handed_down(context):
        return
    from toolkit.services.privacy import consents

    opened = open_for(project)
    found = consents.standings(opened)
    document = {"today": opened.today, "people": [_record(one) for one in found]}
    output.answer(document, _lines(found), json_wanted=json_wanted)


def _record(one: Standing) -> dict[str, object]:
    given = one.person.consent
    return {
        "id": one.person.id,
        "status": given.status.value,
        "since": given.since,
        "text": given.text,
        "how": [each.value for each in given.how],
        "basis": given.basis,
        "while_enrolled": given.while_enrolled,
        "last_day": given.last_day,
        "restricted": given.restricted is not None,
        "ends_soon": one.ends_soon,
        "codings_unused": one.codings,
        "uses": {
            use.value: {"allowed": why is None, "why": why, "recorded": one.recorded(use)}
            for use, why in one.uses.items()
        },
    }


def _lines(found: list[Standing]) -> Iterator[str]:
    if not found:
        yield tr("Nobody is in respondents.csv.")
        return
    from toolkit.services.privacy.consents import STATUSES, USES

    header = (tr("Person"), tr("Consent"), tr("Until"), *(tr(title) for title in USES.values()))
    rows = [(one.person.id, tr(STATUSES[one.person.consent.status]), _until(one), *_marks(one)) for one in found]
    yield from output.table(header, rows)
    if any(tr("(yes)") in row for row in rows):
        yield tr("(yes): nobody has said yes or no to it; it is taken as allowed.")
    for one in found:
        yield from _told(one)


def _until(one: Standing) -> str:
    given = one.person.consent
    if given.last_day:
        return given.last_day.isoformat()
    return tr("while enrolled") if given.while_enrolled else "–"


def _marks(one: Standing) -> list[str]:
    return [
        tr("no") if why is not None else tr("yes") if one.recorded(use) else tr("(yes)")
        for use, why in one.uses.items()
    ]


def _told(one: Standing) -> Iterator[str]:
    """Why nothing of a person is used, or that it will soon be so."""
    from toolkit.services.privacy.consents import WHYS

    if one.closed:
        why = f"{tr(WHYS[one.closed])}{_on(one.person.consent.restricted if one.closed == 'restricted' else None)}"
        yield tr(
            "{person}: nothing is used ({why}). Codings not in use: {n}",
            person=one.person.id,
            why=why,
            n=one.codings,
        )
    elif one.ends_soon:
        yield tr("{person}: ends on {date}", person=one.person.id, date=one.person.consent.last_day)


def _on(day: date | None) -> str:
    return f" {day.isoformat()}" if day not in (None, ALWAYS) and day else ""


@texts_group.callback(invoke_without_command=True)
def texts(
    context: typer.Context, project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None
) -> None:
    """List the versions of the text that are kept, and those that only the register names."""
    if handed_down(context):
        return
    from toolkit.services.privacy import consent_texts

    found = consent_texts.texts(open_for(project))
    output.answer({"texts": [_text(one) for one in found]}, _text_lines(found), json_wanted=json_wanted)


def _text(one: TextView) -> dict[str, object]:
    return {
        "version": one.version,
        "kept": one.kept,
        "sha256": one.sha256,
        "people": one.people,
        "file": one.file,
        "changed": one.changed,
    }


def _text_lines(found: list[TextView]) -> Iterator[str]:
    if not found:
        yield tr("No consent text is kept: spegla privacy consent texts add FILE --version 1")
    for one in found:
        people = ntr("{n} person", "{n} people", one.people)
        if one.kept is None:
            yield tr(
                "{version}  {people}; named in the register, but the text is not kept",
                version=one.version,
                people=people,
            )
        else:
            other = tr("its file is gone or was changed since")
            changed = f"; {other}" if one.changed else ""
            yield f"{one.version}  {people}; {one.file or '–'}{changed}"


@texts_group.command("add", help=tr("Keep a file (.txt, .md, .docx) as a version of the text; it never changes."))
def add(
    file: Annotated[Path, typer.Argument(metavar=tr("FILE"), help=tr("The text as people were shown it."))],
    version: Annotated[str, typer.Option("--version", metavar=tr("VERSION"), help=tr("A short name, such as 2."))],
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Keep a file as a version of the text."""
    from toolkit.services.privacy import consent_texts

    kept = consent_texts.add(open_for(project), file, version)
    said = tr("Kept as version {version}: {file}", version=kept.version, file=kept.file)
    output.answer(_text(kept), [said], json_wanted=json_wanted)


def restrict(
    person: Person,
    lift: Annotated[bool, typer.Option("--lift", help=tr("Lift the restriction."))] = False,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Keep what a person said but show and use it nowhere, from today on."""
    from toolkit.services.privacy import consents

    fresh = consents.restrict(open_for(project), person, lift=lift)
    known = fresh.register.find(person)
    name = known.id if known else person
    said = (
        tr("{person} is not restricted any more.", person=name)
        if lift
        else tr("{person} is restricted: the words are kept, but shown and used nowhere.", person=name)
    )
    hint = tr("Write drafts and exports anew; spegla status says which rest on those words.")
    document = {"id": name, "restricted": not lift, "used": fresh.register.usable(name)}
    output.answer(document, [said] if lift else [said, hint], json_wanted=json_wanted)


def due(project: ProjectFolder = HERE, json_wanted: Json = False, language: Language = None) -> None:
    """What is to be decided; nothing is deleted by itself."""
    from toolkit.services.privacy import retention

    found = retention.due(open_for(project))
    records = [
        {
            "kind": one.kind,
            "message": one.sentence,
            "hint": one.next_step,
            "since": one.since,
            "respondent": one.respondent,
        }
        for one in found
    ]
    lines = [line for one in found for line in (one.sentence, f"  {one.next_step}")]
    output.answer({"due": records}, lines or [tr("Nothing is due.")], json_wanted=json_wanted)
