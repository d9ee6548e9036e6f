"""`spegla privacy erase`: names taken out everywhere, for good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import Coder, hand_of, open_whole
from toolkit.cli.options import HERE, Json, Language, ProjectFolder
from toolkit.cli.privacy_identifiers import SomeKeys, StandIn, looked_through
from toolkit.domain.identifiers.identifier_groups import Decision
from toolkit.errors import Refused, UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.privacy.erasing import Erased
    from toolkit.services.privacy.identifier_deeds import Erasing

TYPED = ("yes", "ja")


def register_privacy(group: typer.Typer) -> None:
    """Add the command to the group."""
    group.command("erase", help=tr("Take names out everywhere, also from the history. It cannot be undone."))(erase)


def erase(
    keys: SomeKeys = None,
    stand_in: StandIn = "",
    masked: Annotated[bool, typer.Option("--masked", help=tr("Also all that was masked before."))] = False,
    ground: Annotated[str, typer.Option("--ground", metavar=tr("WORDS"), help=tr("On what ground; no names."))] = "",
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do not ask."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Take names out everywhere, also from history, originals and backups. Without keys: all that is marked for it."""
    from toolkit.services.privacy import identifier_deeds, identifiers

    opened = open_whole(project)
    hand = hand_of(opened, coder)
    scanned = looked_through(opened, json_wanted=json_wanted)
    groups = identifiers.find(scanned, keys) if keys else identifier_deeds.waiting(scanned, Decision.ERASE)
    if not groups and not masked:
        raise UsageError(N_("Say what is to be erased: keys as the scan shows them, or --masked."))
    look = identifier_deeds.looked_for_erasing(opened, scanned, groups, masked=masked, stand_in=stand_in)
    if not yes and not _typed_yes(look.places, len(look.masked)):
        raise Refused(N_("Nothing was erased."), hint=N_("Type yes in full to erase."))
    done = identifier_deeds.erase(opened, look, hand=hand, ground=ground)
    document = {
        "places": look.places,
        "masked_before": len(look.masked),
        "backups": done.backups,
        "files_left": dict(done.left),
        "clean": done.clean,
        "certificate": done.certificate,
    }
    output.answer(document, _erased_lines(look, done), json_wanted=json_wanted)
    if not done.clean:
        raise typer.Exit(1)


def _erased_lines(look: Erasing, done: Erased) -> Iterator[str]:
    from toolkit.services.privacy.identifier_deeds import extent

    yield tr(
        "Erased: {extent}, with the history, the originals and {backups}.",
        extent=extent(look.places, len(look.edits)),
        backups=ntr("{n} backup", "{n} backups", done.backups),
    )
    if look.masked:
        yield ntr("Of what was masked before, {n} string.", "Of what was masked before, {n} strings.", len(look.masked))
    for name, count in done.left.items():
        if name.rpartition("/")[2] == "project.db":
            yield tr(
                "Still in a database of the project: {file}. Do not delete it: erase once more, with --masked.",
                file=name,
            )
            continue
        yield ntr(
            "Still in the folder: {file} ({n} place). Look at it, and delete it by hand.",
            "Still in the folder: {file} ({n} places). Look at it, and delete it by hand.",
            count,
            file=name,
        )
    yield tr(
        "Copies that you have sent, printed or saved elsewhere are beyond reach. The certificate: {file}",
        file=done.certificate or "–",
    )


def _typed_yes(places: int, masked: int) -> bool:
    """Whether the person types yes in full, in a language of ours."""
    question = tr(
        "Erase takes the words out everywhere: {places} and {masked}, "
        "in texts, history, original files and backups. It cannot be undone. Type yes to go on:",
        places=ntr("{n} place", "{n} places", places),
        masked=ntr("{n} string masked before", "{n} strings masked before", masked),
    )
    answer = typer.prompt(question, default="", show_default=False, err=True, prompt_suffix=" ")
    return str(answer).strip().casefold() in TYPED
