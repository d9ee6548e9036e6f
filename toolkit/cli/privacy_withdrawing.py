"""`spegla privacy withdraw` and `spegla privacy verify`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder, Pseudonym, Yes
from toolkit.cli.pass_phrases import PhraseFile, phrase
from toolkit.errors import SpeglaError
from toolkit.messages import ntr, tr

if TYPE_CHECKING:
    from toolkit.services.privacy.erasing import Erased
    from toolkit.services.privacy.withdrawal_look import Touched
    from toolkit.services.privacy.withdrawing import Verified

SHOWN = 10


class Ground(StrEnum):
    """Why words are destroyed."""

    CONSENT = "consent"
    DECISION = "decision"
    WORKING_MATERIAL = "working-material"


OwnKey = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar=tr("FILE"),
        help=tr("The key of who is who: the person's line is taken out of it, too."),
        dir_okay=False,
        show_default=False,
    ),
]


def register_privacy(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("withdraw", help=tr("Take everything that a person said out of the project, for good."))(withdraw)
    group.command("verify", help=tr("Look through every file for words of people who have withdrawn."))(verify)


def withdraw(
    respondent: Pseudonym,
    ground: Annotated[Ground, typer.Option("--ground", help=tr("On what ground."))] = Ground.CONSENT,
    decision: Annotated[
        str, typer.Option("--decision", metavar=tr("NUMBER"), help=tr("The number of the decision to destroy records."))
    ] = "",
    delete_files: Annotated[
        bool,
        typer.Option("--delete-files", help=tr("Delete the files in the project's folder that hold the words, too.")),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=tr("Only say what would go and what it touches."))] = False,
    yes: Yes = False,
    key: OwnKey = None,
    passphrase_file: PhraseFile = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take everything that a person said out of the project, for good."""
    from toolkit.services.privacy import erasing, keys, withdrawal_look, withdrawing

    opened = open_whole(project)
    wish = withdrawing.Wish(ground.value, decision, delete_files)
    if not dry_run:
        erasing.refuse_served(opened)
    withdrawing.check(wish)
    said = "" if key is None or dry_run else phrase(passphrase_file)
    if key is not None and not dry_run:
        keys.opened(opened, keys.path_of(opened, key), said, respondent=respondent)
    with output.progress(tr("Looking through the files"), json_wanted=json_wanted) as progress:
        touched = withdrawal_look.look(opened, respondent, wish, progress=progress)
    if dry_run:
        output.answer({"touched": touched_record(touched)}, touched_lines(touched), json_wanted=json_wanted)
        return
    for line in () if yes or json_wanted else touched_lines(touched):
        typer.echo(line, err=True)
    output.confirmed(tr("Take all this out for good? It cannot be undone."), yes=yes, json_wanted=json_wanted)
    with output.progress(tr("Looking through the files"), json_wanted=json_wanted) as progress:
        erased = withdrawing.withdraw(opened, respondent, wish, progress=progress)
    place = keys.path_of(opened, key)
    taken = key is not None and keys.taken(opened, place, said, touched.respondent, erased.certificate)
    document = {"withdrawn": erased_record(erased), "touched": touched_record(touched), "key": taken}
    lines = [*_after(erased, touched), *_of_key(touched.respondent, place, taken=taken, named=key is not None)]
    output.answer(document, lines, json_wanted=json_wanted)
    if not erased.clean:
        raise typer.Exit(1)


def _of_key(respondent: str, place: Path, *, taken: bool, named: bool) -> Iterator[str]:
    if taken:
        yield tr("The person's line was taken out of the key as well.")
    elif named:
        yield tr("The key had no line for the person.")
    elif place.is_file():
        yield tr("The key may still say who it was: spegla privacy key remove {id}", id=respondent)


def touched_lines(touched: Touched) -> Iterator[str]:
    """What would go, and what it touches, for the person at the terminal."""
    from toolkit.services.privacy import certificates

    yield tr("What goes when {respondent} withdraws:", respondent=touched.respondent)
    gone = sum(touched.files.values())
    yield from certificates.counted(touched.counts, backups=touched.cleaned_backups, files=gone)
    yield tr("What it touches:")
    yield from _material(touched)
    yield from _findings(touched)
    yield from _places(touched)
    yield from _to_look_at(touched)


def _material(touched: Touched) -> Iterator[str]:
    count = len(touched.sources)
    if count:
        names = ", ".join(touched.sources)
        yield "  " + ntr("{n} source, whole: {names}", "{n} sources, whole: {names}", count, names=names)
    if touched.unplaced:
        yield "    " + ntr(
            "with {n} turn of speakers whom nobody has placed",
            "with {n} turns of speakers whom nobody has placed",
            touched.unplaced,
        )
    for name in touched.parts:
        yield tr("  in {source}: the person's turns; what others say stays", source=name)
    for coder, codings in touched.codings.items():
        yield "  " + ntr("{n} coding by {coder}", "{n} codings by {coder}", codings, coder=coder)


def _findings(touched: Touched) -> Iterator[str]:
    from toolkit.services.reports.disclosure_view import readers

    for name, own, of in touched.themes:
        yield tr("  theme “{name}”: {own} of {of} passages", name=name, own=own, of=of)
    for name, now in touched.renamed:
        yield tr("  theme “{name}” is called “{now}” then: no other passage says the words", name=name, now=now)
    if touched.claims:
        yield tr("  claims: {numbers}", numbers=", ".join(map(str, touched.claims)))
    yield from _sentences(touched)
    for name in touched.packs:
        yield tr("  was let out and rests on these words: {file}", file=name)
    for audience, day, meeting in touched.shown:
        yield tr(
            "  a pack that rests on these words was shown to {audience} on {day}: {meeting}",
            audience=readers(audience),
            day=day,
            meeting=meeting or "–",
        )


def _sentences(touched: Touched) -> Iterator[str]:
    if touched.other:
        yield ntr(
            "{n} sentence of the last draft no longer holds then:",
            "{n} sentences of the last draft no longer hold then:",
            len(touched.other),
        )
    for each in touched.other[:SHOWN]:
        yield f"  {each.told()}"
        yield f"    → {each.told_now() or tr('a new draft would leave it out')}"
    if len(touched.other) > SHOWN:
        yield tr("  … and {n} more; --json shows all.", n=len(touched.other) - SHOWN)
    if touched.same:
        yield ntr(
            "{n} sentence reads the same and rests on less.",
            "{n} sentences read the same and rest on less.",
            touched.same,
        )


def _places(touched: Touched) -> Iterator[str]:
    gone = [name for name, goes in touched.files.items() if goes]
    kept = [name for name, goes in touched.files.items() if not goes]
    if gone:
        yield tr("Files that are deleted:")
        yield from (f"  {name}" for name in gone)
    if touched.cut:
        yield tr("Files that stay and lose the words:")
        yield from (f"  {name}" for name in touched.cut)
    if kept:
        yield tr("Files that hold the words and stay, unless you say --delete-files:")
        yield from (f"  {name}" for name in kept)


def _to_look_at(touched: Touched) -> Iterator[str]:
    from toolkit.services.privacy import named_by_others

    yield from named_by_others.told(touched.mentions, touched.elsewhere)
    yield from _codes(touched)


def _codes(touched: Touched) -> Iterator[str]:
    if touched.codes:
        yield tr("Codes whose names may be the person's own words; rename them if they are:")
        yield from (f"  {code}" for code in touched.codes)


def _after(erased: Erased, touched: Touched) -> Iterator[str]:
    from toolkit.services.privacy import certificates, named_by_others

    yield tr("{respondent} has been taken out.", respondent=touched.respondent)
    yield from certificates.counted(erased.counts, backups=erased.backups, files=len(erased.files))
    yield from certificates.result(erased)
    for name, count in erased.left.items():
        yield "  " + ntr("{file}: {n} run of words", "{file}: {n} runs of words", count, file=name)
    yield from (f"  {name}" for name in erased.unclean)
    if not erased.clean:
        yield tr("Delete or change these files, and look again: spegla privacy verify {id}", id=touched.respondent)
    yield from named_by_others.told(erased.mentions, erased.elsewhere)
    yield from _codes(touched)
    yield tr("Certificate: {file}", file=f"withdrawals/{erased.certificate.name}" if erased.certificate else "–")


def erased_record(erased: Erased) -> dict[str, object]:
    """What was erased, as a part of a JSON document."""
    from toolkit.services.privacy import named_by_others

    return {
        "respondent": erased.errand.respondent,
        "number": erased.errand.number,
        "ground": erased.errand.ground,
        "clean": erased.clean,
        "counts": erased.taken,
        "backups": erased.backups,
        "deleted": list(erased.files),
        "left": dict(erased.left),
        "unclean": list(erased.unclean),
        "unread": list(erased.unread),
        **named_by_others.record(erased.mentions, erased.elsewhere),
        "certificate": erased.certificate.name if erased.certificate else None,
    }


def touched_record(touched: Touched) -> dict[str, object]:
    """What would be touched, as a part of a JSON document."""
    from toolkit.services.privacy import named_by_others
    from toolkit.services.reports import changed_sentences

    return {
        "respondent": touched.respondent,
        "sources": list(touched.sources),
        "parts": list(touched.parts),
        "turns": touched.turns,
        "unplaced": touched.unplaced,
        "codings": dict(touched.codings),
        "counts": dict(touched.counts),
        "themes": [{"theme": name, "own": own, "of": of} for name, own, of in touched.themes],
        "renamed": [{"theme": name, "now": now} for name, now in touched.renamed],
        "claims": list(touched.claims),
        "quotes": list(touched.quotes),
        "sentences": [changed_sentences.record(each) for each in touched.sentences],
        "packs": list(touched.packs),
        "shown": [{"audience": audience, "day": day, "meeting": meeting} for audience, day, meeting in touched.shown],
        **named_by_others.record(touched.mentions, touched.elsewhere),
        "codes": list(touched.codes),
        "files": [{"file": name, "goes": goes} for name, goes in touched.files.items()],
        "cut": list(touched.cut),
        "backups": list(touched.backups),
        "pending": touched.again,
    }


def verify(
    respondent: Annotated[
        str, typer.Argument(metavar=tr("ID"), help=tr("One person only, who may also still be in the project."))
    ] = "",
    also: Annotated[
        list[Path] | None,
        typer.Option("--also", metavar=tr("FOLDER"), help=tr("Look there, too; may be given several times.")),
    ] = None,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Look through every file for words of people who have withdrawn."""
    from toolkit.services.privacy import withdrawing

    opened = open_whole(project)
    with output.progress(tr("Looking through the files"), json_wanted=json_wanted) as progress:
        verified = withdrawing.verify(opened, respondent, also=also or (), progress=progress)
    document = {
        "files": verified.scan.files,
        "unread": [str(path) for path in verified.scan.unread],
        "found": [
            {"respondent": errand.respondent, "number": errand.number, "act": errand.act, "file": path, "runs": count}
            for errand, found in verified.found
            for path, count in found.items()
        ],
    }
    output.answer(document, _verified(verified), json_wanted=json_wanted)
    if any(found for errand, found in verified.found if errand.number):
        raise typer.Exit(1)


def _verified(verified: Verified) -> Iterator[str]:
    yield ntr("{n} file was looked through.", "{n} files were looked through.", verified.scan.files)
    if not verified.found:
        yield tr("Nothing was taken out yet by withdraw or erase. Name a person to see where the words lie.")
    for errand, found in verified.found:
        whose = errand.respondent or tr("erased words, number {number}", number=errand.number)
        if not found:
            yield tr("{who}: no runs of five words were found.", who=whose)
            continue
        yield ntr(
            "{who}: words were found in {n} file.", "{who}: words were found in {n} files.", len(found), who=whose
        )
        for path, count in found.items():
            yield "  " + ntr("{file}: {n} run of words", "{file}: {n} runs of words", count, file=path)
    for path in verified.scan.unread:
        yield tr("  could not be looked into whole: {file}", file=path)


def finished_lines(folder: Path) -> Iterator[str]:
    """Finish what was interrupted in the project there, and tell it."""
    from toolkit.services.privacy import withdrawing

    try:
        done = withdrawing.finish_pending(open_whole(folder))
    except SpeglaError:  # no project can be opened there; the command that was called will say why
        return
    for each in done:
        whose = each.errand.respondent or tr("erased words, number {number}", number=each.errand.number)
        if each.waits is None:
            yield tr("A withdrawal that was interrupted has been finished: {who}.", who=whose)
        else:
            yield tr("A withdrawal was begun and is not finished yet: {who}. {reason}", who=whose, reason=each.waits)
            yield f"  → {each.waits.hint}"
