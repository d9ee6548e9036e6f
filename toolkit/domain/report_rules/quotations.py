"""Quotations in a paragraph: what stands between quotation marks, and marks that do not pair off."""

from __future__ import annotations

from dataclasses import dataclass

OPENING, CLOSING = '“„«»”"', '”“»«"'
MARKS = frozenset(OPENING)
_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "»«", "”": "”", '"': '"'}
HIDDEN = "\u2423"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: their place without the marks, and the marks."""

    text: str
    start: int
    end: int
    marks: str


@dataclass(frozen=True, slots=True)
class Marked:
    """The quotations of a text in order, and where marks stand that have no partner."""

    quotations: tuple[Quotation, ...]
    unpaired: tuple[int, ...]

    def hidden(self, text: str) -> str:
        """The text, as long as it was, with the quoted words out of sight."""
        for each in self.quotations:
            text = text[: each.start] + HIDDEN * (each.end - each.start) + text[each.end :]
        return text


def marked(text: str) -> Marked:
    """The quotations of a text. Of the same mark on both sides its surroundings say whether it opens or closes."""
    found: list[Quotation] = []
    unpaired: list[int] = []
    opened: int | None = None
    for at, sign in enumerate(text):
        if sign not in MARKS:
            continue
        if opened is None:
            if _may_open(text, at):
                opened = at
            else:
                unpaired.append(at)
        elif sign in _PAIRS[text[opened]] and not _only_opens(text, at):
            found.append(Quotation(text[opened + 1 : at], opened + 1, at, text[opened] + sign))
            opened = None
        elif _only_opens(text, at):
            unpaired.append(opened)
            opened = at
        else:
            unpaired.append(at)
    return Marked(tuple(found), tuple(unpaired if opened is None else [*unpaired, opened]))


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return bool(after) and not after.isspace() and after not in ".,;:!?)" and not before.isalnum()


def _only_opens(text: str, at: int) -> bool:
    """Whether a mark can only be an opening one: white space or nothing before it, a letter after it."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace()) and bool(after) and not after.isspace() and after not in ".,;:!?)"
