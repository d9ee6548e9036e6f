"""Where a value stands in a TOML text: found by its header and key, told only when it is found once."""

from __future__ import annotations

import re
from collections import Counter

from toolkit.resources.expectations import KEY, Loc
from toolkit.resources.written import Places, Position

_LONG_TEXT = re.compile(r'"""[\s\S]*?"""|' + r"'''[\s\S]*?'''")
_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\\\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")


def places(text: str) -> Places:
    """A function from the way to a value (`("groups", "team")`) to its line and column from 1.

    For a value without a line of its own it is the place of what holds it; None when neither is found exactly once.
    """
    found: dict[Loc, list[Position]] = {}
    for loc, position in _lines(text):
        found.setdefault(loc, []).append(position)

    def place(loc: Loc) -> Position | None:
        way = loc[:-1] if loc and loc[-1] == KEY else loc
        while way:
            here = found.get(way, [])
            if here:
                return here[0] if len(here) == 1 else None
            way = way[:-1]
        return None

    return place


def _lines(text: str) -> list[tuple[Loc, Position]]:
    section: Loc = ()
    tables: Counter[Loc] = Counter()
    found: list[tuple[Loc, Position]] = []
    for number, line in enumerate(_LONG_TEXT.sub(_emptied, text).split("\n"), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            section = _names(header[2])
            if header[1] == "[[":
                tables[section] += 1
                section = (*section, tables[section] - 1)
            found.append((section, (number, header.start(2) + 1)))
        elif key:
            found.append(((*section, *_names(key[1])), (number, key.start(1) + 1)))
    return found


def _names(dotted: str) -> Loc:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _emptied(match: re.Match[str]) -> str:
    return '""' + "\n" * match[0].count("\n")
