"""Page furniture of a text printed from pages: running heads and feet, and page numbers, found by their coming back.

A line is furniture only at the edge of its page, and only when it comes back on other pages at that edge.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 3  # pages on which a line comes back before it is taken for furniture; both, where there are two
SHARE = 0.4  # of all pages: heads may differ on left and right pages, and lack on the first
LABELLED = 5  # the same for a line that begins as a speaker does
_BY_CHANCE = 2  # on so few pages one word at the same edge may be the text's own
_DEEPEST = 4  # lines of furniture at one edge
_NUMBER = re.compile(r"\d+")
_LABELLED = re.compile(r"[^\W\d_][^:\n]{0,30}:(?:\s|\Z)")
_FOOTNOTE = re.compile(r"(?:\d{1,3}[.)]?|\*+)\s+[^\W\d_].*\.")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:sida|sid\.?|s\.|page|p\.)\s*)?\d{1,4}(?:\s*(?:/|av|of|\(|\|)\s*\d{1,4}\)?)?[-–—\s]*", re.IGNORECASE
)


class Kind(StrEnum):
    """What cleaning takes out of a printed text, or mends in it."""

    HEADS = "heads"
    FEET = "feet"
    PAGE_NUMBERS = "page_numbers"
    HYPHENS = "hyphens"  # words put together again
    HYPHENS_IN_DOUBT = "hyphens_in_doubt"  # words joined with their hyphen, for it may be theirs
    LINES = "lines"  # broken lines joined
    LIGATURES = "ligatures"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text without the white space around it: its page from 0, and where it stands."""

    page: int
    start: int
    end: int
    words: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text; a form feed begins a page."""
    found, at, page = list[Line](), 0, 0
    for raw in text.split("\n"):
        page += raw.count("\f")
        words = raw.strip()
        start = at + len(raw) - len(raw.lstrip())
        found.append(Line(page, start, start + len(words), words))
        at += len(raw) + 1
    return found


def furniture(lines: Sequence[Line]) -> dict[int, Kind]:
    """The indices of lines that belong to the page, with what they are."""
    pages = _pages(lines)
    found: dict[int, Kind] = {}
    for kind, edges in ((Kind.HEADS, pages), (Kind.FEET, [page[::-1] for page in pages])):
        for _ in range(_DEEPEST):
            outermost = [next((one for one in page if one not in found), None) for page in edges]
            peeled = dict(_returning(lines, [one for one in outermost if one is not None], len(pages), kind))
            if not peeled:
                break
            found |= peeled
    return found


def _pages(lines: Sequence[Line]) -> list[list[int]]:
    """The indices of the lines with words, by page."""
    pages: list[list[int]] = [[] for _ in range(lines[-1].page + 1)] if lines else []
    for index, line in enumerate(lines):
        if line.words:
            pages[line.page].append(index)
    return [page for page in pages if page]


def _returning(lines: Sequence[Line], outermost: Sequence[int], pages: int, kind: Kind) -> Iterator[tuple[int, Kind]]:
    if kind is Kind.FEET:  # footnotes stay, also where each says the same
        outermost = [index for index in outermost if not _FOOTNOTE.fullmatch(lines[index].words)]
    numbered = {index for index in outermost if _PAGE_NUMBER.fullmatch(lines[index].words)}
    offsets = Counter(_offset(lines[index]) for index in numbered)
    forms = Counter(_form(lines[index]) for index in outermost if index not in numbered)
    for index in outermost:
        line = lines[index]
        if index in numbered:
            if offsets[_offset(line)] >= _enough(pages, 0):
                yield index, Kind.PAGE_NUMBERS
        elif forms[_form(line)] >= _enough(pages, LABELLED if _LABELLED.match(line.words) else FEWEST) and (
            pages > _BY_CHANCE or len(line.words.split()) > 1
        ):
            yield index, kind


def _enough(pages: int, fewest: int) -> float:
    """On how many of the pages something must stand to be theirs."""
    return max(SHARE * pages, min(fewest, pages) if fewest < LABELLED else fewest, 2)


def _offset(line: Line) -> int:
    """How far the number printed on a page is from the page's place."""
    found = _NUMBER.search(line.words)
    return int(found[0]) - line.page if found else 0


def _form(line: Line) -> str:
    """What a line is but for the numbers in it."""
    return _NUMBER.sub("#", line.words.casefold())
