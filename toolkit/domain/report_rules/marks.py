"""The rule of marks: quotation marks and brackets pair off, and a report keeps to one kind of quotation marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.domain.report_rules.found import Found, Kind, shortened
from toolkit.domain.report_rules.page import Line, Page
from toolkit.messages import N_

_ENUMERATED = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}|[a-zåäö])\)")
_SMILEYS = re.compile(r"[:;]-?[)(]")
_CLOSES = {")": "(", "]": "["}


def broken_marks(page: Page) -> Iterator[Found]:
    """Marks without a partner, straight ones, and those of another kind than most of the report has."""
    kinds: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in page.read():
        for each in line.marked.quotations:
            kinds[each.marks] += 1
            first.setdefault(each.marks, line)
        if not line.untouched:
            yield from _unpaired(line)
    yield from _mixed(kinds, first)


def _unpaired(line: Line) -> Iterator[Found]:
    for at in line.marked.unpaired[:1]:
        yield Found(
            Kind.MARKS,
            line.at,
            shortened(line.text, around=at),
            N_("A quotation mark has no partner."),
            N_("See where the quote begins and ends."),
        )
    lone = unpaired_bracket(line.text)
    if lone is not None:
        yield Found(
            Kind.MARKS,
            line.at,
            shortened(line.text, around=lone),
            N_("The bracket “{sign}” has no partner."),
            N_("Close it, or take it away."),
            {"sign": line.text[lone]},
        )


def unpaired_bracket(text: str) -> int | None:
    """The place of the first bracket that pairs off with none; "a)" at the beginning of a point is none."""
    skipped = {
        place for pattern in (_ENUMERATED, _SMILEYS) for one in pattern.finditer(text) for place in range(*one.span())
    }
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in "([" and at not in skipped:
            opened.append(at)
        elif sign in _CLOSES:
            if opened and text[opened[-1]] == _CLOSES[sign]:
                opened.pop()
            elif at not in skipped:
                return at
    return opened[0] if opened else None


def _mixed(kinds: Counter[str], first: dict[str, Line]) -> Iterator[Found]:
    straight = kinds.pop('""', 0)
    if straight:
        line = first['""']
        yield Found(
            Kind.MARKS,
            line.at,
            shortened(line.text),
            N_("Straight quotation marks stand here and at as many places as this: {n}."),
            N_("Use the curved ones of the language all through."),
            {"n": straight},
        )
    usual = kinds.most_common(1)[0][0] if kinds else ""
    for marks, line in first.items():
        if marks in kinds and marks != usual:
            yield Found(
                Kind.MARKS,
                line.at,
                shortened(line.text),
                N_("The quotation marks {marks} stand here ({n}); the rest of the report has {usual}."),
                N_("Keep to one kind."),
                {"marks": marks, "n": kinds[marks], "usual": usual},
            )
