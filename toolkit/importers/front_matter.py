"""Front matter: the simple `key: value` lines between two `---` at the top of a text file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.errors import BadFile
from toolkit.importers.headings import fact_key, side_by_side
from toolkit.messages import N_

_OPENING = re.compile(r"---[ \t]*\n(?=[ \t]*(?:[^\W\d_][\w \-]*:|---))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 20_000  # characters
_MOST_BRACKETS = 50


def front_matter(text: str, name: str) -> tuple[dict[str, str], int]:
    """The facts of the front matter and the position where the transcript begins; ({}, 0) when there is none.

    Raises BadFile, naming the line, when the block is not closed or is not `key: value` lines.
    """
    opening = _OPENING.match(text)
    if not opening:
        return {}, 0
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST)
    if not closing:
        raise _broken(name, 1)
    return _facts(text[opening.end() : closing.start()], name), closing.end()


def _facts(block: str, name: str) -> dict[str, str]:
    values = _loaded("\n".join(part for line in block.split("\n") for part in side_by_side(line) or [line]), name)
    if not isinstance(values, Mapping):
        if values is None:
            return {}
        raise _broken(name, 2)
    try:
        return {fact_key(str(key)): _flat(value) for key, value in values.items() if value not in (None, "")}
    except TypeError as error:
        raise _broken(name, 2) from error


def _loaded(block: str, name: str) -> object:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if block.count("[") + block.count("{") > _MOST_BRACKETS:  # 9,000 of them took the parser 3 s
        raise _broken(name, 2)
    try:
        # "base" is the safe loader that leaves each value as it was written: a date stays "2025-03-13"
        return YAML(typ="base", pure=True).load(block)
    except MarkedYAMLError as error:
        raise _broken(name, error.problem_mark.line + 2 if error.problem_mark else 2) from None
    except (YAMLError, RecursionError, ValueError):
        raise _broken(name, 2) from None


def _flat(value: object) -> str:
    """A value as text: `{SA: D10}` becomes "SA=D10", a list is joined with ", "; TypeError for anything deeper."""
    if isinstance(value, Mapping):
        return ", ".join(f"{_scalar(key)}={_scalar(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_scalar(each) for each in value)
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, (Mapping, list)):
        raise TypeError("nested")
    return "" if value is None else str(value).strip()


def _broken(name: str, line: int) -> BadFile:
    return BadFile(
        N_("{name}, line {line}: the block between the two --- lines cannot be read."),
        hint=N_("Write one fact on each line, such as date: 2025-03-13, and close the block with a line ---."),
        name=name,
        line=line,
    )
