"""`spegla sources revise` and `spegla sources revisions`: a text is corrected, and codings go with their words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli import output
from toolkit.cli.deciding import hand_of, open_for, open_whole
from toolkit.cli.options import HERE, DryRun, Json, Language, ProjectFolder, SourceName, Yes
from toolkit.errors import UsageError
from toolkit.messages import N_, ntr, tr

if TYPE_CHECKING:
    from toolkit.services.material.correcting import Prepared, Wanted
    from toolkit.services.material.revising import Revised, Unplaced
    from toolkit.services.projects.project import Project

Coder = Annotated[str, typer.Option("--coder", metavar=tr("NAME"), help=tr("Who corrects it."))]


def register_revisions(group: typer.Typer) -> None:
    """Add the commands to the group of sources."""
    group.command("revise", help=tr("Correct a text after coding; codings go with their words."))(revise)
    group.command("revisions", help=tr("List the corrections of a text; the newest can be taken back."))(revisions)


def revise(
    name: SourceName,
    turn: Annotated[int | None, typer.Option("--turn", metavar=tr("NUMBER"), help=tr("The turn, from 1."))] = None,
    words: Annotated[str | None, typer.Option("--words", metavar=tr("WORDS"), help=tr("What the turn says."))] = None,
    replace: Annotated[
        tuple[str, str] | None,
        typer.Option("--replace", metavar=tr("OLD NEW"), help=tr("Put these words for those; with --all everywhere.")),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=tr("In every turn of the source."))] = False,
    split_at: Annotated[
        str | None,
        typer.Option("--split-at", metavar=tr("WORDS"), help=tr("Split the turn before these words of it.")),
    ] = None,
    join: Annotated[bool, typer.Option("--join", help=tr("Join the turn with the one after it."))] = False,
    speaker: Annotated[
        str | None,
        typer.Option("--speaker", metavar=tr("WHO"), help=tr("Who says the turn, or the second half of a split one.")),
    ] = None,
    onward: Annotated[
        bool, typer.Option("--onward", help=tr("With --speaker: the later turns of the same label, too."))
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--with", metavar=tr("FILE"), help=tr("A corrected transcript of the same talk."))
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=tr("Take back the newest correction."))] = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    coder: Coder = "",
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """Correct a text after coding."""
    from toolkit.services.material.correcting import Wanted

    opened = open_for(project, coder)
    wanted = Wanted(turn, words, replace, split_at, join, speaker, onward, file)
    if replace is not None and (turn is None) != every:
        raise UsageError(N_("Say where: --turn NUMBER, or --all for the whole source."))
    if undo and wanted.deeds():
        raise UsageError(N_("--undo takes back the newest correction and makes no other."))
    call = _Call(opened, name, coder, dry_run=dry_run, yes=yes, json_wanted=json_wanted)
    if undo:
        call.undo()
    else:
        call.correct(wanted)


class _Call:
    """One call: looked at first, asked about, done, told."""

    def __init__(self, project: Project, name: str, coder: str, *, dry_run: bool, yes: bool, json_wanted: bool) -> None:
        self.project, self.name, self.hand = project, name, hand_of(project, coder, looking=dry_run)
        self.dry_run, self.yes, self.json_wanted = dry_run, yes, json_wanted

    def correct(self, wanted: Wanted) -> None:
        """Correct the text as it is wanted."""
        from toolkit.services.material import correcting, revising

        found = correcting.prepared(self.project, self.name, wanted)
        looked = revising.look(self.project, self.name, found.correction, hand=self.hand)
        if not self.json_wanted:
            self._show(found)
        if not self._goes_on(looked):
            return
        done = revising.correct(self.project, self.name, found.correction, hand=self.hand, seen=found.seen, agreed=True)
        self._tell(done, done=True)

    def undo(self) -> None:
        """Take back the newest correction."""
        from toolkit.services.material import revising

        looked = revising.look_back(self.project, self.name, hand=self.hand)
        if self._goes_on(looked):
            self._tell(revising.undo(self.project, self.name, hand=self.hand, agreed=True), done=True)

    def _goes_on(self, looked: Revised) -> bool:
        """Whether it is to be done: not in a dry run, and only with a yes where codings would lose all their words."""
        if self.dry_run:
            self._tell(looked, done=False)
            return False
        if looked.losing and not self.yes:
            for line in _losing(looked):
                sys.stderr.write(f"{line}\n")
            output.confirmed(tr("Correct the text all the same?"), json_wanted=self.json_wanted)
        return True

    def _show(self, found: Prepared) -> None:
        """The words before and after, where a person looks: they asked for them."""
        if not sys.stdout.isatty():
            return
        text = found.source.text
        for edit in found.correction.edits[:SHOWN]:
            output.say(f"- {_line(text[edit.start : edit.end])}")
            output.say(f"+ {_line(edit.words)}")
        if len(found.correction.edits) > SHOWN:
            output.say(tr("… and {n} more places.", n=len(found.correction.edits) - SHOWN))

    def _tell(self, told: Revised, *, done: bool) -> None:
        document = {
            "source": told.source,
            "done": done,
            "number": told.number,
            "edits": told.edits,
            "codings_moved": told.moved,
            "codings_touched": told.touched,
            "codings_joined": told.joined,
            "others": told.others,
            "unplaced": told.unplaced,
            "lost": told.lost,
        }
        output.answer(document, _lines(told, done=done), json_wanted=self.json_wanted)


SHOWN = 20


def _line(words: str) -> str:
    return " ".join(words.split()) or "∅"


def _lines(told: Revised, *, done: bool) -> list[str]:
    if not told.edits and not told.moved and not told.touched and not done:
        first = tr("The words stay as they are; only turns are cut or labelled otherwise.")
    elif done:
        first = ntr("{n} place was corrected.", "{n} places were corrected.", told.edits)
    else:
        first = ntr("{n} place would be corrected.", "{n} places would be corrected.", told.edits)
    lines = [first, ntr("{n} coding moves with its words.", "{n} codings move with their words.", told.moved)]
    if told.touched:
        lines.append(
            ntr("{n} coding has other words now.", "{n} codings have other words now.", told.touched)
            if done
            else ntr("{n} coding gets other words.", "{n} codings get other words.", told.touched)
        )
    if told.joined:
        lines.append(ntr("{n} coding becomes one with another.", "{n} codings become one with another.", told.joined))
    if told.lost:
        lines.append(ntr("{n} row could not come back.", "{n} rows could not come back.", told.lost))
    return [*lines, *_losing(told)]


def _losing(told: Revised) -> list[str]:
    if not told.unplaced:
        return []
    return [tr("Nothing is left of the words of:"), *(f"  {_named(one)}" for one in told.unplaced[:SHOWN])]


def _named(one: Unplaced) -> str:
    kind = tr("coding") if one.kind == "coding" else one.kind
    number = f" {one.id}" if one.id is not None else ""
    return f"{kind}{number} ({one.start}–{one.end}) {one.code} {one.coder}".rstrip()


def revisions(
    name: SourceName,
    project: ProjectFolder = HERE,
    json_wanted: Json = False,
    language: Language = None,
) -> None:
    """List the corrections of a text."""
    from toolkit.services.material import revising

    found = revising.history(open_whole(project), name)
    header = (tr("Revision"), tr("When"), tr("Coder"), tr("What"), tr("Places"))
    rows = [
        (
            one.number,
            f"{one.at.astimezone():%Y-%m-%d %H:%M}",
            one.coder,
            tr(revising.VERBS.get(one.verb, one.verb)),
            one.edits,
        )
        for one in found
    ]
    lines = [*output.table(header, rows)] if rows else [tr("The text is as it was read.")]
    output.answer({"source": name, "revisions": found}, lines, json_wanted=json_wanted)
