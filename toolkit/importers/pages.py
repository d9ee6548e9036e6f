"""Pages: the furniture of a text printed from pages (page numbers before a form feed, lines printed twice)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_FURNITURE = re.compile(r"\s*(?:\d{1,6}|(?:\d{1,6}\s+)?\d{1,4}\s?(?:/|of|av)\s?\d{1,4})\s*")
_NUMBER = re.compile(r"\d{1,6}\s+")
_DEEPEST = 12  # lines of a page's foot that are looked at


def furniture(lines: Sequence[str]) -> frozenset[int]:
    """The indices of lines that belong to the page and not to the talk.

    These are the page number at the foot, a turn's number left alone there, and the last line of a page when the next
    page begins with the same line.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.startswith("\f"):
            foot, last = _foot(lines, index)
            found.update(foot)
            if foot and last is not None and _same(lines[last], line):
                found.add(last)
    return frozenset(found)


def _foot(lines: Sequence[str], top: int) -> tuple[list[int], int | None]:
    marks: list[int] = []
    for index in range(top - 1, max(-1, top - 1 - _DEEPEST), -1):
        if _FURNITURE.fullmatch(lines[index]):
            marks.append(index)
        elif lines[index].strip():
            return marks, index
    return marks, None


def _same(last: str, first: str) -> bool:
    return _NUMBER.sub("", last.strip(), count=1) == _NUMBER.sub("", first.strip(), count=1)
