"""`spegla sources clean`: heads, feet, page numbers, broken words and lines of a text read from printed pages."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import hand_of, open_for
from toolkit.cli.options import HERE, DryRun, Json, Language, ProjectFolder, SourceName
from toolkit.cli.revisions import Coder
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.material.hands import Hand
    from toolkit.services.material.page_cleaning import Cleaned
    from toolkit.services.projects.project import Project

KINDS: Mapping[str, str] = {
    "heads": N_("running heads, taken out"),
    "feet": N_("running feet, taken out"),
    "page_numbers": N_("page numbers, taken out"),
    "hyphens": N_("words broken at a line's end, joined"),
    "hyphens_in_doubt": N_("words joined with their hyphen, for it may be theirs"),
    "lines": N_("broken lines, joined"),
    "ligatures": N_("joined letters, written as two"),
}
SHOWN = 5


def register_clean(group: typer.Typer) -> None:
    """Add the command to the group of sources."""
    group.command("clean", help=tr("Clean a text that was read from printed pages (PDF); it can be taken back."))(clean)


def clean(
    name: SourceName,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help=tr("Do it even where codings lose all their words."))] = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Clean a text that was read from printed pages."""
    from toolkit.services.material import page_cleaning

    opened = open_for(project, coder)
    hand = hand_of(opened, coder, looking=dry_run)
    if dry_run:
        found = page_cleaning.look(opened, name, hand=hand)
    else:
        found = page_cleaning.clean(opened, name, hand=hand, agreed=yes)
    document = {"done": not dry_run, **record(found)}
    output.answer(document, lines(found, done=not dry_run), json_wanted=json_wanted)


def cleaned(project: Project, names: Iterable[str], *, hand: Hand, json_wanted: bool) -> list[dict[str, object]]:
    """Clean the sources just added that were read from pages; says so, and gives a record of each."""
    from toolkit.services.material import page_cleaning

    done, problems = page_cleaning.clean_printed(project, list(names), hand=hand)
    if not json_wanted:
        for one in done:
            for line in lines(one, done=True):
                output.say(line)
    output.problems(problems, json_wanted=json_wanted)
    return [record(one) for one in done]


def record(found: Cleaned) -> dict[str, object]:
    """What cleaning did as a record of a JSON document: counts, no words."""
    return {
        "source": found.source,
        "number": found.revised.number,
        "counts": {kind.value: n for kind, n in found.counts.items()},
        "codings_moved": found.revised.moved,
        "codings_touched": found.revised.touched,
        "codings_unplaced": found.revised.losing,
    }


def lines(found: Cleaned, *, done: bool) -> Iterator[str]:
    """What cleaning did as lines; the lines taken out are shown to whoever sits at a terminal."""
    if not found.counts:
        yield tr("{source}: there is nothing to clean.", source=found.source)
        return
    yield from output.table((tr("What"), tr("How many")), [(tr(KINDS[kind]), n) for kind, n in found.counts.items()])
    if sys.stdout.isatty():
        for kind, printed in found.removed.items():
            yield f"{tr(KINDS[kind])}: " + " · ".join(printed[:SHOWN]) + (" …" if len(printed) > SHOWN else "")
    if found.revised.losing:
        n = found.revised.losing
        yield ntr("{n} coding loses all its words.", "{n} codings lose all their words.", n)
    if done:
        yield tr("Cleaned. Taken back with: spegla sources revise {source} --undo", source=found.source)
    else:
        yield tr("Nothing was changed.")
