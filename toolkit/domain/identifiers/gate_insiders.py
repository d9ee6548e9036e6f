"""The disclosure gate's rule for readers who meet: what one of a small group of them said, or what is told of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.domain.identifiers.disclosure import Value
from toolkit.domain.identifiers.gate import Fix, Kind, Risk, key_of, merged
from toolkit.domain.identifiers.gate_rules import GROUP, PHASE, Ground, said
from toolkit.domain.report_rules.sentences import uncounted
from toolkit.domain.reports.printed import Form, Printed
from toolkit.domain.reports.report_blocks import digest
from toolkit.domain.sources.audiences import KNOWN
from toolkit.domain.texts import rare_words
from toolkit.messages import N_

FEW = 2
"""A role that at most so many of a group have tells which of them is meant."""


RUN = 6
"""So many words in a row are known again by whoever said or heard them."""
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_WRITTEN = (Form.SENTENCE, Form.NAME, Form.CAPTION)
_HOW_MANY = (
    r"all|everyone|everybody|nobody|no[ -]one|none|both|most|few|one|two|three|four|five|he|she|\d+|"
    r"alla|allihop|samtliga|ingen|inga|ingendera|båda|bägge|de flesta|flertalet|få|en|ett|två|tre|fyra|fem|hon|han|hen"
)
_READERS = (
    r"of you|of us|you all|in (?:the|this|your) (?:team|steering group|room|network)|on (?:the|this|your) team|"
    r"av (?:er|oss)|(?:i|på) (?:teamet|styrgruppen|nätverket|arbetslaget)|i (?:ert team|er styrgrupp|rummet)|här inne"
)
_OF_YOU = re.compile(
    rf"(?<!\w)(?:{_HOW_MANY})(?: \w+){{0,2}}? (?:{_READERS})(?!\w)|(?<!\w)(?:ni alla|alla ni)(?!\w)", re.I
)


def insider_risks(pieces: Sequence[Printed], ground: Ground) -> list[Risk]:
    """The findings that stand only because the readers sit together."""
    rules = (_quotes, _counts, _addressed, _verbatim, _about, _roles)
    return merged(risk for rule in rules for risk in rule(pieces, ground))


def _close(ground: Ground, group: str) -> bool:
    return group in ground.close_groups


def _quotes(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """Quotes of a small group among the readers, named or not: whoever heard them knows whose they are."""
    for piece in pieces:
        group = ground.group_of(piece.who)
        if piece.form is Form.QUOTE and group and _close(ground, group):
            yield _risk(
                piece, ground.fitting(group), N_("One of the readers said this, and they are {n} in that group.")
            )


def _counts(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """How many of a small group among the readers stand so: each of them knows where the others then stand."""
    for piece in pieces:
        if piece.form in _WRITTEN and piece.counted and _close(ground, piece.counted):
            yield _risk(
                piece,
                ground.fitting(piece.counted),
                N_("The sentence counts the readers themselves, who are {n} in that group."),
                (Fix.NO_COUNT, Fix.OMIT),
            )


def _addressed(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """How many of the readers, or which of them, in words that address them: "three of you", "she in the team"."""
    if not ground.close_groups:
        return
    for piece in pieces:
        found = _OF_YOU.search(piece.text) if piece.form in _WRITTEN else None
        if found:
            message = N_("“{words}” says how many of the readers, or which of them, it is about.")
            yield _risk(piece, 0, message, (Fix.NO_COUNT, Fix.OMIT), leak=found.group())


def _verbatim(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """Words in a row that one of a small group among the readers said, written as if they were nobody's."""
    for piece in pieces:
        words = list(_WORD.finditer(piece.text)) if piece.form in _WRITTEN and ground.heard else []
        low = [each.group().casefold() for each in words]
        runs = ((at, tuple(low[at : at + RUN])) for at in range(len(low) - RUN + 1))
        at = next((at for at, run in runs if run in ground.heard), None)
        if at is not None:
            leak = piece.text[words[at].start() : words[at + RUN - 1].end()]
            message = N_("“{words}” are the very words of one of the readers.")
            yield _risk(piece, 0, message, leak=leak)


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Each run of words of a text that is long enough to be known again."""
    low = [each.group().casefold() for each in _WORD.finditer(text)]
    return (tuple(low[at : at + RUN]) for at in range(len(low) - RUN + 1))


def _about(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """A role, or what else the register says, of one or two of a small group among the readers."""
    telling = list(_telling(ground))
    for piece in pieces:
        if piece.form is Form.TABLE:
            continue
        for name, value, people in telling:
            if (
                name in KNOWN and piece.form is not Form.QUOTE
            ):  # a report names workplaces; what is said of one is theirs
                continue
            leak = said(name, value, piece.text)
            if leak:
                message = N_("“{words}” fits {n} of the readers: they may take it to be about one of them.")
                yield _risk(piece, len(people), message, (Fix.MASK, Fix.OMIT), leak=leak, people=people)


def _roles(pieces: Sequence[Printed], ground: Ground) -> Iterator[Risk]:
    """Somebody's work, named in a quote that a small group hears: one of them may do that very work."""
    if not ground.close_groups:
        return
    for piece in pieces:
        for start, end in rare_words.roles(piece.text, ground.lists) if piece.form is Form.QUOTE else ():
            words = piece.text[start:end]
            message = N_("“{words}” is somebody's work: the readers may know who is meant.")
            yield _risk(piece, 0, message, (Fix.MASK, Fix.OMIT), leak=words)


def _telling(ground: Ground) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What the register says that only few of a small group among the readers share."""
    held: dict[tuple[str, str, str], list[str]] = {}
    for person, own in ground.people.items():
        group = str(own.get(GROUP, ""))
        if _close(ground, group):
            for name, value in _said_of(own):
                held.setdefault((group, name, value), []).append(person)
    for (_, name, value), people in held.items():
        if len(people) <= FEW:
            yield name, value, tuple(people)


def _said_of(own: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    for name, value in own.items():
        if isinstance(value, str) and value and name not in (GROUP, PHASE):
            yield from ((name, part.strip()) for part in (value.split(",") if name in KNOWN else [value]))


def _risk(
    piece: Printed,
    fitting: int,
    message: str,
    fixes: tuple[Fix, ...] = (Fix.OMIT,),
    *,
    leak: str = "",
    people: tuple[str, ...] = (),
) -> Risk:
    return Risk(
        Kind.INSIDER,
        key_of(Kind.INSIDER, message, leak.casefold(), digest(uncounted(piece.text)[0])),
        (piece.place,),
        piece.text,
        message,
        (("n", fitting), *((("words", leak),) if leak else ())),
        leak=leak,
        people=people or ((piece.who,) if piece.who else ()),
        candidates=fitting or None,
        fixes=fixes,
        source=piece.source,
    )
