"""Corrections of a source's turns: which edits of the text they are, and how the turns are cut afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.sources import alignment
from toolkit.domain.sources.revisions import Edit, Moves, applied, settled
from toolkit.domain.sources.sources import RawTurn, Role, Source, Turn
from toolkit.domain.texts.text import Span, normalise, trimmed
from toolkit.errors import NotFound, Refused, UsageError
from toolkit.messages import N_

LABELS = {Role.INTERVIEWER: "I", Role.SEVERAL: "Flera", Role.UNKNOWN: "Okänd"}  # what a role is printed as
ROLES = {role.value: role for role in LABELS}


@dataclass(frozen=True, slots=True)
class Correction:
    """Edits (settled), and the turns of the text that they make."""

    verb: str
    edits: tuple[Edit, ...]
    turns: tuple[RawTurn, ...]

    def text(self, before: str) -> str:
        """The text that it makes of the one before."""
        return applied(before, self.edits)


def cut(source: Source) -> tuple[RawTurn, ...]:
    """The turns as they are cut, without who was found to speak."""
    return tuple(RawTurn(turn.span, turn.label, turn.time) for turn in source.turns)


def edited(source: Source, edits: Iterable[Edit], *, verb: str) -> Correction:
    """The edits as a correction: each turn keeps its label and time, one without words goes."""
    made = settled(source.text, edits)
    return Correction(verb, made, followed(source, made))


def followed(source: Source, made: Sequence[Edit]) -> tuple[RawTurn, ...]:
    """The turns where they stand after the (settled) edits."""
    moves, text = Moves(made), applied(source.text, made)
    return tuple(moved for turn in cut(source) if (moved := _follow(turn, moves, text)))


def _follow(turn: RawTurn, moves: Moves, text: str) -> RawTurn | None:
    placed = moves.place(turn.span, growing=True)
    span = trimmed(text, placed.span.start, placed.span.end) if placed and placed.touched else placed and placed.span
    return replace(turn, span=span) if span else None


def turn_at(source: Source, number: int) -> Turn:
    """The turn of this number; NotFound when there is none."""
    for turn in source.turns:
        if turn.number == number:
            return turn
    raise NotFound(
        N_("There is no turn {number} in {source}."),
        hint=N_("Its turns are numbered from 1 to {last}."),
        number=number,
        source=source.name,
        last=len(source.turns),
    )


def worded(source: Source, number: int, words: str) -> Correction:
    """Other words for a turn; only what differs is an edit. UsageError when there are none."""
    span = turn_at(source, number).span
    said = normalise(words).strip()
    if not said:
        raise UsageError(
            N_("A turn cannot be without words."), hint=N_("Join it with the turn before, if it is no turn.")
        )
    found = alignment.edits(span.of(source.text), said)
    shifted = [Edit(one.start + span.start, one.end + span.start, one.words) for one in found]
    return edited(source, shifted, verb="correct")


def places(source: Source, word: str, *, number: int | None = None) -> tuple[Span, ...]:
    """Where a word or phrase stands whole in what is said, in one turn or all, with a capital or without."""
    sought = normalise(word).strip()
    if not sought:
        raise UsageError(N_("Say which words are to be replaced."))
    first = (
        f"[{re.escape(sought[0].lower())}{re.escape(sought[0].upper())}]"
        if sought[0].isalpha()
        else re.escape(sought[0])
    )
    rest = (
        r"\s+".join(map(re.escape, sought[1:].split())) if sought[1:].strip() == sought[1:] else re.escape(sought[1:])
    )
    pattern = re.compile(rf"(?<![^\W_]){first}{rest}(?![^\W_])")
    turns = source.turns if number is None else (turn_at(source, number),)
    return tuple(
        Span(*found.span()) for turn in turns for found in pattern.finditer(source.text, turn.span.start, turn.span.end)
    )


def replaced(source: Source, spans: Iterable[Span], words: str) -> Correction:
    """Other words at these places; where a capital stood and small letters are given, a capital is put."""
    said = normalise(words).strip()
    edits = [Edit.at(span, _as_there(source.text[span.start], said)) for span in spans]
    return edited(source, edits, verb="correct")


def _as_there(first: str, words: str) -> str:
    return words[:1].upper() + words[1:] if first.isupper() and words[:1].islower() else words


def split(source: Source, number: int, offset: int, label: str | None) -> Correction:
    """A turn cut in two before `offset` (code points within it); the second half is said by `label`."""
    turn = turn_at(source, number)
    at = turn.span.start + offset
    first = trimmed(source.text, turn.span.start, at) if turn.span.start < at < turn.span.end else None
    second = trimmed(source.text, at, turn.span.end) if first else None
    if first is None or second is None:
        raise Refused(
            N_("A turn is split between its words."),
            hint=N_("Put the cursor before the first word of the second half."),
        )
    between = f"\n\n{label}: " if label else "\n\n"
    made = settled(source.text, [Edit(first.end, second.start, between)])
    moves = Moves(made)
    halves = []
    for span, who, time in ((first, turn.label, turn.time), (second, label, None)):
        placed = moves.place(span)
        halves += [RawTurn(placed.span, who, time)] if placed else []
    turns = followed(source, made)
    place = source.turns.index(turn)
    return Correction("split", made, (*turns[:place], *halves, *turns[place + 1 :]))


def joined(source: Source, number: int) -> Correction:
    """A turn and the one after it made one, said by whom the first is said by."""
    turn = turn_at(source, number)
    place = source.turns.index(turn)
    if place + 1 == len(source.turns):
        raise Refused(N_("This is the last turn: there is none after it to join it with."))
    after = source.turns[place + 1]
    made = settled(source.text, [Edit(turn.span.end, after.span.start, " ")])
    moves, turns = Moves(made), followed(source, made)
    start, end = moves.place(turn.span), moves.place(after.span)
    whole = [RawTurn(Span(start.span.start, end.span.end), turn.label, turn.time)] if start and end else []
    return Correction("split", made, (*turns[:place], *whole, *turns[place + 2 :]))


def spoken(source: Source, numbers: Iterable[int], label: str) -> Correction:
    """Turns said by another: the label before them is changed where it is printed."""
    wanted = {turn_at(source, number).number for number in numbers}
    end, edits = 0, []
    for turn in source.turns:
        if turn.number in wanted and turn.label and turn.label != label:
            at = source.text.rfind(turn.label, end, turn.span.start)
            edits += [Edit(at, at + len(turn.label), label)] if at >= 0 else []
        end = turn.span.end
    made = settled(source.text, edits)
    turns = followed(source, made)
    said = (
        replace(moved, label=label) if turn.number in wanted else moved
        for turn, moved in zip(source.turns, turns, strict=True)
    )
    return Correction("speaker", made, tuple(said))


def label_for(source: Source, who: str) -> str:
    """The label under which somebody speaks here: a label as it is, a role's or a respondent's most used one."""
    labels = [turn.label for turn in source.turns if turn.label]
    if who in labels:
        return who
    role = ROLES.get(who.casefold())
    own = [
        turn.label for turn in source.turns if turn.label and (turn.role is role if role else turn.respondent == who)
    ]
    if own:
        return max(own, key=own.count)
    return LABELS[role] if role else who
