"""Headings and tables between turns: lines that part a talk into themes or tell facts, and are nobody's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from toolkit.importers.headings import facts_of

LONGEST = 200  # characters; a longer paragraph is speech, whatever its style
_LONGEST_BOLD = 80  # characters
_MOST_WORDS = 8
_MOST_LINES = 3
_END_MARK = re.compile(r"[.?!…:;,–—-][\"'”’»)\]*_]*\Z")
_THEME = re.compile(r"(?:tema|theme|del|part|avsnitt|section|område|area|block)\b", re.IGNORECASE)

_PART = re.compile(
    r"(?:tema|theme|del|part|avsnitt|section|kapitel|chapter)\s(?:\d{1,2}|[IVX]{1,4})(?:\s?[:.–—-]\s\S.{0,79})?",
    re.IGNORECASE,
)


def numbered_parts(lines: Sequence[str], labels: Mapping[int, str]) -> frozenset[int]:
    """The indices of lines that name a part of the talk by its number ("Part 2: In the programme").

    None where two of them have the same of the `labels` that lines may begin with: then they may be speakers.
    """
    told = ((index, line.strip().strip("*_#").strip()) for index, line in enumerate(lines))
    parts = frozenset(index for index, line in told if _PART.fullmatch(line) and not _END_MARK.search(line))
    times = Counter(label for index, label in labels.items() if index in parts)
    return frozenset() if max(times.values(), default=0) > 1 else parts


def between_turns(
    lines: Sequence[str], begun: Mapping[int, bool], *, bold: Collection[int], headed: Collection[int]
) -> frozenset[int]:
    """The indices of lines after the first turn's that are headings.

    These are the `headed` lines (in a heading style), and short `bold` ones right before a turn that follow on plain
    words. `begun` are the lines that begin turns, and whether words stand beside the label.
    """
    first = min(begun, default=len(lines))
    found = {line for line in headed if line > first and line not in begun and _is_filled(lines[line])}
    for begin in begun:
        if begin > first:
            found |= _bold_before(lines, begin, begun, bold=bold, headed=found)
    return frozenset(found)


def silent_tables(lines: Sequence[str], begun: Collection[int], tables: Sequence[range]) -> list[range]:
    """The tables in which no turn begins, but for those above the first turn that tell facts of the talk."""
    first = min(begun, default=len(lines))
    silent = [table for table in tables if table and not any(line in table for line in begun)]
    return [table for table in silent if table[0] > first or facts_of(_of(lines, table), sure=0).keys() <= {"title"}]


def _of(lines: Sequence[str], table: range) -> list[str]:
    return [lines[line] for line in table if line < len(lines)]


def _bold_before(
    lines: Sequence[str], begin: int, begun: Mapping[int, bool], *, bold: Collection[int], headed: Collection[int]
) -> set[int]:
    """The short bold lines right above the turn at `begin`; none when what they follow on is bold too, or a label."""
    found: set[int] = set()
    line = begin - 1
    while line not in begun and len(found) < _MOST_LINES:
        if line in bold and _is_short(lines[line]):
            found.add(line)
        elif line not in headed and any(map(str.isalpha, lines[line])):
            break
        line -= 1
    return found if line not in bold and begun.get(line, True) else set()


def _is_filled(line: str) -> bool:
    return 0 < len(line.strip()) <= LONGEST


def _is_short(line: str) -> bool:
    """Whether the line can be a heading: a few words without a label, a column or an end mark."""
    words = line.strip()
    few = len(words) <= _LONGEST_BOLD and len(words.split()) <= _MOST_WORDS and any(map(str.isalpha, words))
    labelled = "\t" in words or (":" in words and not _THEME.match(words))
    return few and not labelled and not _END_MARK.search(words)
