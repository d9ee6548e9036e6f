"""Revisions: a source's text put in the place of another with all codings moved along, and taken back again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from toolkit.domain.sources.revisions import Edit, Moves, Placed, applied, inverse
from toolkit.domain.sources.sources import RawTurn, Source, Turn
from toolkit.domain.sources.turn_edits import Correction, cut, edited
from toolkit.domain.texts.text import Span
from toolkit.errors import ConflictError, NotFound, Refused
from toolkit.messages import N_
from toolkit.services.material import sources as placing
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import for_eyes, refuse_blind
from toolkit.services.projects.project import Project

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Change, Connection
    from toolkit.storage.revisions.moving import Move, Moved, Stood
    from toolkit.storage.sources.source_settings import Setting

VERB, BACK = "sources revise", "sources revise undo"
VERBS = {
    "correct": N_("words corrected"),
    "split": N_("turns split or joined"),
    "speaker": N_("another speaker"),
    "mask": N_("names masked"),
    "clean": N_("page furniture cleaned"),
}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row of whose words nothing would be left: its table, number where it has one, place before, and code."""

    kind: str
    id: int | None
    start: int
    end: int
    code: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Revised:
    """What a revision did, or would do, to a source.

    `number` is the text's; of the codings so many `moved` with their words unchanged, were `touched` (some of their
    words are others), were `joined` (two became the same). `unplaced` rows lost all their words; `others` counts what
    else was moved or touched. `lost` rows could not come back when a revision was taken back.
    """

    source: str
    number: int
    edits: int = 0
    moved: int = 0
    touched: int = 0
    joined: int = 0
    others: int = 0
    unplaced: tuple[Unplaced, ...] = ()
    lost: int = 0

    @property
    def losing(self) -> int:
        """How many codings would lose all their words."""
        return sum(one.kind == "coding" for one in self.unplaced)


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision as a list shows it."""

    number: int
    at: datetime
    coder: str
    verb: str
    edits: int
    undoable: bool


@dataclass(frozen=True, slots=True)
class _Ground:
    """A source as it stands inside a change."""

    id: int
    source: Source
    setting: Setting


def text_number(project: Project, name: str) -> int:
    """The number of the source's text: 0 as it was read; another with each change."""
    from toolkit.storage.sources import source_settings, sources

    with project.store() as store, store.reading() as connection:
        return source_settings.of(connection, sources.id_of(connection, name)).revision


def current(project: Project, name: str) -> tuple[Source, int]:
    """The source as it is now, and the number of its text."""
    from toolkit.storage.sources import source_settings, sources

    placing.place(project)
    with project.store() as store, store.reading() as connection:
        source = sources.get(connection, name)
        return source, source_settings.of(connection, sources.id_of(connection, name)).revision


def named(project: Project, source_id: int) -> str:
    """The name of the source with this number; NotFound when there is none."""
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        return sources.name_of(connection, source_id)


def look(project: Project, name: str, correction: Correction, *, hand: Hand | None = None) -> Revised:
    """What a correction would do; nothing is changed."""
    _may(project, hand)
    with project.store() as store, store.reading() as connection:
        ground = _ground(connection, name)
        text, moves = correction.text(ground.source.text), Moves(correction.edits)
        moved = _planned(connection, ground, text, moves)
    return _told(name, ground.setting.revision, correction, moved)


def revise(
    project: Project,
    source: str,
    edits: Sequence[Edit],
    *,
    verb: str,
    hand: Hand,
    turns: Sequence[RawTurn] | None = None,
) -> Revised:
    """Put the edits into a source's text; every coding moves with its words.

    `turns` are those of the new text, else the old ones moved along. Refused when a coding would lose all its words,
    and for who codes blind.
    """
    given = {source: (tuple(edits), None if turns is None else tuple(turns))}
    return _revise(project, given, verb=verb, hand=hand, seen={}, agreed=False)[0]


def correct(
    project: Project, source: str, correction: Correction, *, hand: Hand, seen: int, agreed: bool = False
) -> Revised:
    """Put a correction that was made of the text of the number `seen`; ConflictError when it has another by now.

    Refused when a coding would lose all its words, unless that is `agreed`, and for who codes blind.
    """
    given = {source: (correction.edits, correction.turns)}
    return _revise(project, given, verb=correction.verb, hand=hand, seen={source: seen}, agreed=agreed)[0]


def revise_many(
    project: Project,
    edits: Mapping[str, Sequence[Edit] | Correction],
    *,
    verb: str,
    hand: Hand,
    seen: Mapping[str, int] | None = None,
) -> list[Revised]:
    """Put edits, or corrections with turns of their own, into several sources, all or none, whatever codings lose."""
    given: dict[str, Given] = {
        name: (some.edits, some.turns) if isinstance(some, Correction) else (tuple(some), None)
        for name, some in edits.items()
    }
    return _revise(project, given, verb=verb, hand=hand, seen=seen or {}, agreed=True)


def put_within(project: Project, change: Change, name: str, correction: Correction, *, hand: Hand) -> Revised:
    """Put a correction within a change of the caller's, who has seen to it that no coding loses all its words."""
    return _put(project, change, _ground(change.connection, name), correction, hand)


Given = tuple[tuple[Edit, ...], tuple[RawTurn, ...] | None]


def _revise(
    project: Project, given: Mapping[str, Given], *, verb: str, hand: Hand, seen: Mapping[str, int], agreed: bool
) -> list[Revised]:
    _may(project, hand)
    placing.place(project)
    with project.store(write=True) as store, store.writing(VERB, now=project.now) as change:
        done = []
        for name, (edits, turns) in sorted(given.items()):
            ground = _ground(change.connection, name, seen=seen.get(name))
            made = edited(ground.source, edits, verb=verb)
            done.append(_put(project, change, ground, made if turns is None else replace(made, turns=turns), hand))
        _check_lost(done, agreed=agreed)
        changed = [one for one in done if one is not None]
        change.idle = not any(one.edits or one.number for one in changed)
        _note(change, changed)
    return changed


def _may(project: Project, hand: Hand | None) -> None:
    refuse_blind(for_eyes(project, hand.coder) if hand else project)


def _ground(connection: Connection, name: str, *, seen: int | None = None) -> _Ground:
    from toolkit.storage.sources import source_settings, sources

    source, key = sources.get(connection, name), sources.id_of(connection, name)
    setting = source_settings.of(connection, key)
    if seen is not None and seen != setting.revision:
        raise ConflictError(
            N_("The text of this source was changed since you saw it. Nothing was changed."),
            hint=N_("Look at how it is now, then correct it again if it is still needed."),
        )
    return _Ground(key, source, setting)


def _planned(connection: Connection, ground: _Ground, text: str, moves: Moves, before: Iterable[Stood] = ()) -> Moved:
    from toolkit.storage.revisions import moving

    def place(span: Span) -> Placed | None:
        return moves.landed(span, text)

    return moving.planned(connection, ground.id, text, place, before=before)


def _put(project: Project, change: Change, ground: _Ground, made: Correction, hand: Hand) -> Revised:
    """Put one correction; without any, nothing is kept."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.revisions.revisions import Before, Revision

    if not made.edits and made.turns == cut(ground.source):
        return Revised(ground.source.name, ground.setting.revision)
    text, number = made.text(ground.source.text), ground.setting.revision + 1
    moved = _planned(change.connection, ground, text, Moves(made.edits))
    turns = _placed(project, ground, text, made.turns)
    moved = revisions.replace_text(change.connection, ground.id, text, turns, place=moved)
    places = tuple((one.start, one.end, len(one.words)) for one in made.edits)
    revisions.keep(
        change.connection,
        ground.id,
        Revision(number, project.now, hand.coder, made.verb, places),
        Before(ground.source.text, ground.source.turns, moved.kept()),
    )
    return _told(ground.source.name, number, made, moved)


def _placed(project: Project, ground: _Ground, text: str, turns: Iterable[RawTurn]) -> tuple[Turn, ...]:
    """The turns with who speaks, as register and settings say."""
    return placing.restated(project, replace(ground.source, text=text), turns, ground.setting)


def _told(name: str, number: int, made: Correction, moved: Moved) -> Revised:
    codings = moved.of("coding")
    return Revised(
        name,
        number,
        edits=len(made.edits),
        moved=sum(one.exact for one in codings),
        touched=sum(one.touched and one.placed is not None for one in codings),
        joined=sum(one.joined for one in codings),
        others=len(moved.moves) - len(codings),
        unplaced=tuple(_unplaced(one) for one in moved.moves if one.placed is None),
    )


def _unplaced(move: Move) -> Unplaced:
    row = move.was
    return Unplaced(move.table, row.get("id"), row["start"], row["end"], row.get("code") or "", row.get("coder") or "")


def _check_lost(done: Iterable[Revised], *, agreed: bool) -> None:
    losing = sum(one.losing for one in done)
    if losing and not agreed:
        raise Refused(
            N_("{n} codings would lose all their words. Nothing was changed."),
            hint=N_("Look at them first; say yes if they are to go."),
            n=losing,
        )


def _note(change: Change, done: Sequence[Revised]) -> None:
    change.note(
        sources=len(done),
        edits=sum(one.edits for one in done),
        moved=sum(one.moved for one in done),
        touched=sum(one.touched for one in done),
        joined=sum(one.joined for one in done),
        unplaced=sum(len(one.unplaced) for one in done),
    )


def history(project: Project, name: str) -> list[RevisionView]:
    """The revisions of a source that are kept, the oldest first; the newest can be taken back."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.sources import sources

    with project.store() as store, store.reading() as connection:
        found = revisions.each(connection, sources.id_of(connection, name))
    last = found[-1].number if found else 0
    return [RevisionView(one.number, one.at, one.coder, one.verb, len(one.edits), one.number == last) for one in found]


def look_back(project: Project, name: str, *, hand: Hand | None = None) -> Revised:
    """What taking back the newest revision would do; nothing is changed."""
    _may(project, hand)
    with project.store() as store, store.reading() as connection:
        ground = _ground(connection, name)
        back = _back(connection, ground, None)
        return _told(name, ground.setting.revision, back.correction, _replanned(connection, ground, back))


def undo(project: Project, name: str, number: int | None = None, *, hand: Hand, agreed: bool = False) -> Revised:
    """Take back the newest revision of a source: the text, its turns, and codings that nobody touched since.

    Codings made or moved since stand where arithmetic puts them. NotFound without a revision; ConflictError when
    `number` is not the newest; Refused when a coding made since would lose all its words, unless that is `agreed`.
    """
    from toolkit.storage.revisions import moving, revisions
    from toolkit.storage.sources import source_settings

    _may(project, hand)
    placing.place(project)
    with project.store(write=True) as store, store.writing(BACK, now=project.now) as change:
        ground = _ground(change.connection, name)
        back = _back(change.connection, ground, number)
        moved = _replanned(change.connection, ground, back)
        told = _told(name, ground.setting.revision + 1, back.correction, moved)
        _check_lost([told], agreed=agreed)
        turns = _placed(project, ground, back.text, back.correction.turns)
        revisions.replace_text(change.connection, ground.id, back.text, turns, place=moved)
        lost = moving.put_back(change.connection, back.rows)
        revisions.forget(change.connection, ground.id, back.number)
        source_settings.put(change.connection, ground.id, revision=told.number)
        _note(change, [told])
    return replace(told, lost=len(lost))


@dataclass(frozen=True, slots=True)
class _Back:
    """The way back from a revision: the edits that undo it, the text and turns that it replaced, the rows it lost."""

    number: int
    correction: Correction
    text: str
    rows: tuple[Stood, ...]


def _back(connection: Connection, ground: _Ground, number: int | None) -> _Back:
    from toolkit.storage.revisions import revisions

    kept = revisions.each(connection, ground.id)
    if not kept:
        raise NotFound(N_("{source} has no revision that can be taken back."), source=ground.source.name)
    newest = kept[-1]
    if number is not None and number != newest.number:
        raise ConflictError(
            N_("Only the newest revision can be taken back, and this is not it."),
            hint=N_("See the revisions: spegla sources revisions {source}"),
            source=ground.source.name,
        )
    before = revisions.before(connection, ground.id, newest.number)
    made = made_again(newest.edits, ground.source.text)
    if applied(before.text, made) != ground.source.text:
        raise Refused(
            N_("The text was changed in another way since this revision, so it cannot be taken back."),
            hint=N_("Correct the text again instead."),
        )
    raw = tuple(RawTurn(turn.span, turn.label, turn.time) for turn in before.turns)
    return _Back(newest.number, Correction("undo", inverse(before.text, made), raw), before.text, before.rows)


def made_again(places: Iterable[tuple[int, int, int]], text: str) -> tuple[Edit, ...]:
    """The edits of a revision, their words read where they stand now."""
    found, grown = [], 0
    for start, end, length in places:
        found.append(Edit(start, end, text[start + grown : start + grown + length]))
        grown += length - (end - start)
    return tuple(found)


def _replanned(connection: Connection, ground: _Ground, back: _Back) -> Moved:
    return _planned(connection, ground, back.text, Moves(back.correction.edits), before=back.rows)
