"""Co-occurrence: how often, and with how many people, the words of one code are also those of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.domain.texts.text import Span

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded stretch of a person's words: the codes `held` by it, and those `touching` any of its words."""

    source: int
    span: Span
    respondent: str
    held: frozenset[str]
    touching: frozenset[str]


@dataclass(slots=True)
class Together:
    """A count of passages, and the people who say them."""

    passages: int = 0
    people: set[str] = field(default_factory=set)


def counted(stretches: Iterable[Coded], rows: Sequence[str], columns: Sequence[str]) -> Mapping[Pair, Together]:
    """Passages and people for each row and column that share words; stretches that share words count once.

    `stretches` stand in order of source and place. A code and itself: all its passages.
    """
    found: dict[Pair, Together] = {}
    reached: dict[Pair, tuple[int, int]] = {}
    for one in stretches:
        for pair in _pairs(one, rows, columns):
            cell = found.setdefault(pair, Together())
            source, end = reached.get(pair, (-1, 0))
            goes_on = pair[0] != pair[1] and source == one.source and one.span.start < end
            cell.passages += not goes_on
            cell.people.update([one.respondent] if one.respondent else [])
            reached[pair] = one.source, max(end, one.span.end) if goes_on else one.span.end
    return found


def _pairs(one: Coded, rows: Sequence[str], columns: Sequence[str]) -> Iterable[Pair]:
    down = [row for row in rows if row in one.touching]
    across = [column for column in columns if column in one.touching]
    for row in down:
        for column in across:
            if row in one.held or (column in one.held and row != column):
                yield row, column
