"""Corrections of texts that a merge brings along: of sources that stand here as they stood there before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.domain.sources.revisions import Moves, applied
from toolkit.domain.sources.sources import RawTurn, Source
from toolkit.domain.sources.turn_edits import Correction, cut
from toolkit.domain.texts.text import Span, normalise
from toolkit.services.material import revising
from toolkit.services.material.hands import Hand
from toolkit.services.material.revising import made_again
from toolkit.services.merging.merging_plan import Pair, Plan, Side, is_name

if TYPE_CHECKING:
    from toolkit.storage.projects.store import Change, Connection


@dataclass(frozen=True, slots=True)
class _State:
    """A source's text and how its turns are cut."""

    text: str
    turns: tuple[RawTurn, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A correction that was made there: what it makes of which text, by whom."""

    correction: Correction
    text: str
    coder: str


def look(ours: Side, theirs: Side, plan: Plan) -> None:
    """Say in the plan which sources were corrected there: those that can be taken over, and those that cannot."""
    for pair in plan.pairs.values():
        made, apart = _ahead(ours, theirs, pair)
        if made:
            plan.corrected[pair.ours] = len(made)
        elif apart:
            plan.corrected_apart[pair.ours] = apart


def take(ours: Side, theirs: Side, plan: Plan, change: Change) -> dict[str, int]:
    """Make the corrections of there here, each as a revision that can be taken back; give how many, by source."""
    taken = {}
    for pair in plan.pairs.values():
        made, _ = _ahead(ours, theirs, pair)
        for one in made:
            revising.put_within(ours.project, change, pair.ours, one.correction, hand=Hand(one.coder, ""))
        if made:
            taken[pair.ours] = len(made)
    return taken


def _ahead(ours: Side, theirs: Side, pair: Pair) -> tuple[list[Ahead], int]:
    """The corrections that only the other has and that can be made here; else how many stay there."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.sources import source_settings, sources

    key = sources.id_of(theirs.connection, pair.theirs)
    if not revisions.each(theirs.connection, key) or source_settings.of(theirs.connection, key).erased:
        return [], 0
    here = sources.get(ours.connection, pair.ours)
    now = _state(here)
    there = list(_chain(theirs.connection, key))
    if now == there[-1][0] or there[-1][0] in [state for state, _ in _chain(ours.connection, _id(ours, pair))]:
        return [], 0
    since = next((at for at, (state, _) in enumerate(there) if state == now), None)
    if since is None:
        return [], len(there) - 1
    made = [one for _, one in there[since + 1 :] if one is not None]
    whole = _sound(now, made) and _keeps_codings(ours.connection, here, made)
    return (made, 0) if whole else ([], len(made))


def _id(side: Side, pair: Pair) -> int:
    from toolkit.storage.sources import sources

    return sources.id_of(side.connection, pair.ours)


def _state(source: Source) -> _State:
    return _State(source.text, cut(source))


def _chain(connection: Connection, source_id: int) -> Iterator[tuple[_State, Ahead | None]]:
    """The source as it stood before its first correction that is kept, and after each."""
    from toolkit.storage.revisions import revisions
    from toolkit.storage.sources import sources

    kept = revisions.each(connection, source_id)
    befores = [revisions.before(connection, source_id, one.number) for one in kept]
    states = [
        _State(one.text, tuple(RawTurn(turn.span, turn.label, turn.time) for turn in one.turns)) for one in befores
    ]
    states.append(_state(sources.by_id(connection, source_id)))
    yield states[0], None
    for one, state in zip(kept, states[1:], strict=True):
        yield state, Ahead(Correction(one.verb, made_again(one.edits, state.text), state.turns), state.text, one.coder)


def _sound(now: _State, made: Sequence[Ahead]) -> bool:
    """Whether each makes of the text before it what is said that it makes, turns within it, by somebody with a name."""
    text = now.text
    for one in made:
        within = all(turn.span.end <= len(one.text) for turn in one.correction.turns)
        told = is_name(one.coder) and one.correction.verb in revising.VERBS
        if applied(text, one.correction.edits) != one.text or normalise(one.text) != one.text or not (within and told):
            return False
        text = one.text
    return True


def _keeps_codings(connection: Connection, source: Source, made: Sequence[Ahead]) -> bool:
    """Whether every coding here keeps words when these corrections are made: a merge loses nothing."""
    from toolkit.storage.codings import codings

    spans: list[Span] = [one.span for one in codings.each(connection, source=source.name)]
    for one in made:
        moves = Moves(one.correction.edits)
        placed = [moves.landed(span, one.text) for span in spans]
        if any(each is None for each in placed):
            return False
        spans = [each.span for each in placed if each is not None]
    return True
