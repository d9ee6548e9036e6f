"""Feedback packs: prepared for an audience, past the gate into files, and what was shown to whom in which version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import plugins
from toolkit.domain.reflection import packs as domain
from toolkit.domain.reflection.packs import Pack, Piece, PieceKind, Showing, Wish
from toolkit.domain.reports.report import Report
from toolkit.domain.sources.consents import Purpose
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.packs import pack_keeping, pack_lost, pack_making, pack_notes, pack_pieces
from toolkit.services.packs.pack_keeping import FOLDER, Making
from toolkit.services.packs.pack_lost import Lost
from toolkit.services.packs.pack_making import Made
from toolkit.services.projects import access_log, audiences
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.files import read_file
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure
from toolkit.services.reports.disclosure import Looked
from toolkit.services.reports.drafts import resources

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Connection, Store

Progress = Callable[[int, int], None]
FORMS = ("docx", "html")
HOW_TO_ANSWER = N_("See and answer them: spegla reflect disclose, with the same options, or in the workbench")
SAME, CHANGED, GONE = "same", "changed", "gone"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A pack as it would be let out now: what the gate says of it, and its pieces; nothing is written.

    `looked.verdict.open` is what hinders. `passed_over` counts quotes that were not chosen because they would point
    somebody out. `notes` say what the evaluator should know. `gone` is what the wish names and is no longer there.
    """

    wish: Wish
    looked: Looked
    report: Report
    pieces: tuple[Piece, ...]
    passed_over: int = 0
    notes: tuple[str, ...] = ()
    gone: tuple[Lost, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """About how many pages it fills, in Spegla's own styles."""
        return pack_making.pages(self.report)

    @property
    def open(self) -> bool:
        """Whether findings of the gate hinder."""
        return bool(self.looked.verdict.open)


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of a pack: as it was written, changed since, or gone."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack with its pieces and how its files are now; `withheld` counts quotes that may no longer be shown."""

    pack: Pack
    pieces: tuple[Piece, ...]
    files: tuple[FileState, ...] = ()
    withheld: int = 0

    @property
    def changed(self) -> bool:
        """Whether a file is not what was let out."""
        return any(each.state == CHANGED for each in self.files)


def prepare(project: Project, wish: Wish) -> Prepared:
    """The pack of this wish as it stands today; NotFound for an audience, theme or claim that is none."""
    _check(project, wish)
    with _placed(project).store() as store:
        return _prepared(store, pack_making.made(project, store, wish))


def _placed(project: Project) -> Project:
    sources.place(project)
    return project


def _prepared(store: Store, made: Made) -> Prepared:
    report = made.looked.report or made.report
    with store.reading() as connection:
        told = pack_pieces.pieces(report, _sources(connection))
    return Prepared(
        made.wish,
        made.looked,
        report,
        told,
        made.passed_over,
        tuple(pack_notes.notes(made, report)),
        made.gone,
        made.titles,
    )


def _sources(connection: Connection) -> dict[str, int]:
    from toolkit.storage.sources import sources as stored

    return stored.ids(connection)


def _check(project: Project, wish: Wish) -> None:
    refuse_blind(project)
    chosen = audiences.audience(project, wish.audience)
    audiences.refuse_without_basis(project, chosen)
    questions = wish.questions or ()
    if len(questions) > domain.MOST_QUESTIONS or any(not each.strip() for each in questions):
        raise UsageError(N_("A pack asks at most {n} questions, none of them empty."), n=domain.MOST_QUESTIONS)
    if any(len(each) > domain.LONGEST_QUESTION for each in questions) or len(wish.title) > domain.LONGEST_TITLE:
        raise UsageError(
            N_("A question has at most {n} letters, a title at most {m}."),
            n=domain.LONGEST_QUESTION,
            m=domain.LONGEST_TITLE,
        )
    if wish.language not in ("", *FOLDER):
        raise UsageError(N_("A pack is in Swedish (sv) or English (en)."))


def begin(project: Project, wish: Wish, *, hand: Hand) -> Pack:
    """Keep a pack in preparation, whatever is open at the gate: its pieces as they are now, but nobody's words."""
    from toolkit.storage.sessions import packs as stored

    hand.check()
    made = prepare(project, wish)
    with project.store(write=True) as store, store.writing("pack", now=project.now) as change:
        id_ = stored.put(change.connection, wish, coder=hand.coder, at=project.now)
        _keep(change.connection, id_, made)
        change.note(pack=id_)
        return stored.one(change.connection, id_)


def _keep(connection: Connection, id_: int, made: Prepared) -> None:
    """Keep a pack in preparation piece by piece, with what the themes asked for are called, or were."""
    from toolkit.storage.sessions import packs as stored

    stored.put_pieces(connection, id_, _without_quotes(made.pieces))
    stored.call(connection, id_, {one: made.titles[one] for one in made.wish.themes if one in made.titles})


def _without_quotes(told: Iterable[Piece]) -> list[Piece]:
    return [each for each in told if each.kind is not PieceKind.QUOTE]


def look(project: Project, id_: int) -> Prepared:
    """A pack in preparation, made anew as of today; what is no longer there of what it was to tell is in `gone`."""
    return _look(project, id_, _in_preparation(project, id_).wish)


def _look(project: Project, id_: int, wish: Wish) -> Prepared:
    from toolkit.storage.sessions import packs as stored

    _check(project, wish)
    with _placed(project).store() as store:
        prepared = _prepared(store, pack_making.made(project, store, wish, whatever=True))
        with store.reading() as connection:
            names = stored.called(connection, id_)
    return replace(prepared, gone=pack_lost.named(prepared.gone, names), titles={**names, **prepared.titles})


def _in_preparation(project: Project, id_: int) -> Pack:
    return _unfinished(_one(project, id_))


def _unfinished(found: Pack) -> Pack:
    if found.let_out:
        raise Refused(N_("This pack was let out, and stays as it was."), hint=N_("Prepare a new one with other words."))
    return found


def _one(project: Project, id_: int) -> Pack:
    from toolkit.storage.sessions import packs as stored

    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        return stored.one(connection, id_)


def ask(project: Project, id_: int, questions: Sequence[str], *, seen: int, hand: Hand) -> Pack:
    """Have a pack in preparation ask exactly these questions; ConflictError when somebody else has changed it."""
    hand.check()
    before = _in_preparation(project, id_)
    wish = replace(before.wish, questions=tuple(each.strip() for each in questions))
    return _rewish(project, id_, seen, wish)


def take_out(
    project: Project, id_: int, *, claim: int | None = None, theme: str | None = None, seen: int, hand: Hand
) -> Pack:
    """Take a claim or a theme out of what a pack in preparation is to tell; ConflictError when somebody changed it."""
    hand.check()
    return _rewish(project, id_, seen, pack_lost.without(_in_preparation(project, id_).wish, claim=claim, theme=theme))


def _rewish(project: Project, id_: int, seen: int, wish: Wish) -> Pack:
    from toolkit.storage.sessions import packs as stored

    made = _look(project, id_, wish)
    with project.store(write=True) as store, store.writing("pack", now=project.now) as change:
        stored.rewish(change.connection, id_, seen, wish)
        _keep(change.connection, id_, made)
        change.note(pack=id_)
        return stored.one(change.connection, id_)


def drop(project: Project, id_: int, *, hand: Hand) -> None:
    """Remove a pack in preparation."""
    from toolkit.storage.sessions import packs as stored

    hand.check()
    refuse_blind(project)
    with project.store(write=True) as store, store.writing("pack", now=project.now) as change:
        _unfinished(stored.one(change.connection, id_))
        stored.remove(change.connection, id_)
        change.note(dropped=id_)


def write(project: Project, wish: Wish, forms: Sequence[str] = FORMS, *, hand: Hand) -> Pack:
    """Let a pack of this wish out; one that was let out with the very same words to the same audience is that pack."""
    return _write(project, wish, forms, hand=hand)


def let_out(
    project: Project, id_: int, forms: Sequence[str] = FORMS, *, hand: Hand, progress: Progress | None = None
) -> Pack:
    """Let a pack in preparation out: Refused, and no file written, while anything in it points somebody out."""
    before = _in_preparation(project, id_)
    if progress:
        progress(0, 1)
    made = _write(project, before.wish, forms, hand=hand, before=before)
    if progress:
        progress(1, 1)
    return made


def _write(project: Project, wish: Wish, forms: Sequence[str], *, hand: Hand, before: Pack | None = None) -> Pack:
    hand.check()
    _check(project, wish)
    renderers = plugins.renderers()
    chosen = [renderers[form] for form in dict.fromkeys(forms)]
    with _placed(project).store(write=True) as store:
        made = pack_making.made(project, store, wish, whatever=before is not None)
        pack_lost.refuse_to_let_out(made.gone)
        told = audiences.told(project, wish.audience)
        passed = disclosure.released(told, store, made.report, wish.audience, room=True, hint=HOW_TO_ANSWER)
        known = None if before else _alike(project, store, wish, passed.bare)
        if known:
            return known
        own = dict(resources(project))
        files = {renderer.suffix: renderer.render(passed.bare, resources=own) for renderer in chosen}
        done = pack_keeping.keep(project, store, before, Making(wish, passed.whole, files, hand))
    access_log.note(project, "disclose")
    return done


def _alike(project: Project, store: Store, wish: Wish, bare: Report) -> Pack | None:
    """The pack that was let out with these very words, if its files are as they were."""
    from toolkit.storage.sessions import packs as stored

    mark = domain.digest(bare.title, wish.audience, pack_pieces.pieces(bare, {}))
    with store.reading() as connection:
        known = [each for each in stored.packs(connection) if each.digest == mark]
    alike = (each for each in known if all(one.state == SAME for one in _states(project, each)))
    return next(alike, None)


def packs(project: Project) -> tuple[Pack, ...]:
    """All packs, the newest first."""
    from toolkit.storage.sessions import packs as stored

    refuse_blind(project)
    with project.store() as store, store.reading() as connection:
        return stored.packs(connection)


def pack(project: Project, id_: int) -> PackView:
    """A pack with its pieces, and whether its files are still what was let out."""
    from toolkit.storage.sessions import packs as stored

    refuse_blind(project)
    sources.place(project)
    with project.store() as store, store.reading() as connection:
        found = stored.one(connection, id_)
        told = stored.pieces(connection, id_)
        withheld = _withheld(project, connection, found)
    kept = tuple(each for each in told if not (each.kind is PieceKind.QUOTE and each.source in withheld))
    return PackView(found, kept, tuple(_states(project, found)), len(told) - len(kept))


def _withheld(project: Project, connection: Connection, found: Pack) -> set[int]:
    """The sources with words that may today not be told to this audience, or not be quoted."""
    from toolkit.services.projects.withholding import withheld_spans

    known = _sources(connection)
    asked = (audiences.told(project, found.audience), project.asking(Purpose.QUOTE))
    spans = [each for told in asked for each in withheld_spans(told, connection).items()]
    return {known[name] for name, own in spans if own and name in known}


def _states(project: Project, found: Pack) -> Iterator[FileState]:
    folder = project.folder / FOLDER[project.language]
    for each in found.files:
        path = folder / each.name
        if not path.is_file():
            yield FileState(each.name, GONE)
        else:
            same = hashlib.sha256(path.read_bytes()).hexdigest() == each.sum
            yield FileState(each.name, SAME if same else CHANGED)


def paths(project: Project, found: Pack) -> tuple[Path, ...]:
    """Where a pack's files were written."""
    return tuple(project.folder / FOLDER[project.language] / each.name for each in found.files)


def file(project: Project, id_: int, number: int) -> tuple[str, bytes]:
    """The name and bytes of a pack's file, as it lies in the folder; NotFound when it has none of this number.

    Refused when it quotes somebody who may no longer be quoted to its audience.
    """
    view = pack(project, id_)
    found = view.pack
    if view.withheld:
        raise Refused(
            N_("This file quotes somebody who no longer allows it."),
            hint=N_("Prepare a new pack, and delete this file."),
        )
    if not 0 <= number < len(found.files):
        raise NotFound(N_("This pack has no such file."), hint=N_("See the packs: spegla reflect packs"))
    name = found.files[number].name
    return name, read_file(project.folder / FOLDER[project.language] / name)


def shown(project: Project, id_: int, day: date, meeting: str, *, hand: Hand) -> Pack:
    """Keep that a pack was shown; said again of the same day and meeting it stays one showing."""
    from toolkit.storage.sessions import packs as stored

    hand.check()
    before = _one(project, id_)
    meeting = " ".join(meeting.split())
    if not before.let_out:
        raise Refused(
            N_("This pack was not let out yet, so it can have been shown to nobody."),
            hint=N_("Let it out first: spegla reflect prepare"),
        )
    if day > project.today or len(meeting) > domain.LONGEST_MEETING:
        raise UsageError(
            N_("The day lies ahead, or the meeting's name has more than {n} letters."), n=domain.LONGEST_MEETING
        )
    new = Showing(day, meeting, before.digest, hand.coder)
    if any((each.day, each.meeting) == (day, meeting) for each in before.shown):
        return before
    with project.store(write=True) as store, store.writing("pack shown", now=project.now) as change:
        told = sorted((*before.shown, new), key=lambda each: each.day)
        stored.show(change.connection, before, told)
        change.note(pack=id_)
        return stored.one(change.connection, id_)
