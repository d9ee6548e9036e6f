"""Conditions on coded passages, as a person types them: "needs/health and valence/hinders not solutions".

A line begins with a code; each condition after it narrows what the line has found so far, from left to right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from toolkit.errors import UsageError
from toolkit.messages import N_

REACH = 10  # turns
MOST = 12  # conditions


class How(StrEnum):
    """How the words of two codes stand to each other: on the same words, in one turn, by one person, later on."""

    AND = "and"
    NEAR = "near"
    CASE = "case"
    THEN = "then"


_WORDS = {
    **{how.value: how for how in How},
    "och": How.AND,
    "nära": How.NEAR,
    "person": How.CASE,
    "sedan": How.THEN,
}
_NOT, _OR = ("not", "inte", "utan"), ("or", "eller")
_REACHED = re.compile(r"(then|sedan):(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Condition:
    """What else must hold of a passage, or must not: words of `code` so placed; `reach` is in turns, for THEN."""

    code: str
    how: How = How.AND
    negated: bool = False
    reach: int = REACH


@dataclass(frozen=True, slots=True)
class Line:
    """Passages coded one of `codes` that every condition holds for."""

    codes: tuple[str, ...]
    conditions: tuple[Condition, ...] = ()


def parsed(text: str) -> Line:
    """The line that a person typed; UsageError when it is none."""
    words = text.split()
    codes, at = [_code(words, 0)], 1
    while at < len(words) and words[at].casefold() in _OR:
        codes.append(_code(words, at + 1))
        at += 2
    conditions = []
    while at < len(words):
        condition, at = _condition(words, at)
        conditions.append(condition)
    if len(conditions) > MOST:
        raise _unclear()
    return Line(tuple(codes), tuple(conditions))


def _condition(words: list[str], at: int) -> tuple[Condition, int]:
    """The condition that begins at a word, and where the next one begins."""
    negated = words[at].casefold() in _NOT
    begin = at + negated
    placed = _placed(words[begin]) if begin < len(words) else None
    if placed is None and not negated:
        raise _unclear()
    how, reach = placed or (How.AND, REACH)
    end = begin + (placed is not None)
    return Condition(_code(words, end), how, negated, reach), end + 1


def _placed(word: str) -> tuple[How, int] | None:
    """What a word says of the places of two codes, and within how many turns; None when it says nothing of them."""
    small = word.casefold()
    reached = _REACHED.fullmatch(small)
    if reached:
        return _WORDS[reached.group(1)], int(reached.group(2))
    return (_WORDS[small], REACH) if small in _WORDS else None


def _code(words: list[str], at: int) -> str:
    """The code that must stand there."""
    if at >= len(words) or words[at].casefold() in (*_NOT, *_OR) or _placed(words[at]):
        raise _unclear()
    return words[at]


def _unclear() -> UsageError:
    return UsageError(
        N_("This is no line of codes and conditions."),
        hint=N_("For example: needs/health and valence/hinders not solutions — with and, not, or, near, case, then."),
    )
