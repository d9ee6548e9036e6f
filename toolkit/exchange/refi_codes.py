"""The tree of codes as exchanged; flat names with `::` or `.` are made branches where that is plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.domain.exchange.interchange import ExchangedCode
from toolkit.domain.texts.text import normalise
from toolkit.exchange.refi_losses import Ledger
from toolkit.exchange.refi_values import Guids, color_of, made_guid, target_of, truth
from toolkit.exchange.refi_xml import child_text, children

if TYPE_CHECKING:
    from lxml.etree import _Element


_MAX_BRANCHES = 20


@dataclass(slots=True)
class CodesRead:
    """The codes, parents before children, and the notes on each."""

    codes: list[ExchangedCode]
    notes: dict[str, list[str]]


def read_codes(root: _Element, ledger: Ledger) -> CodesRead:
    """The codes under a `Codes` element in their order."""
    guids, read = Guids("code", ledger), CodesRead([], {})
    waiting: list[tuple[_Element, str | None]] = [(each, None) for each in reversed(children(root, "Code"))]
    while waiting:
        element, parent = waiting.pop()
        code = _code(element, parent, guids, ledger)
        read.codes.append(code)
        if notes := [target_of(ref) for ref in children(element, "NoteRef")]:
            read.notes[code.guid] = notes
        waiting += [(child, code.guid) for child in reversed(children(element, "Code"))]
    return read


def _code(element: _Element, parent: str | None, guids: Guids, ledger: Ledger) -> ExchangedCode:
    name = element.get("name") or ""
    guid = guids.own(element)
    if not name.strip():
        ledger.add("code_without_name")
        name = f"({guid[:8]})"
    definition = normalise(child_text(element, "Description")).strip()
    color = color_of(element.get("color"), ledger)
    return ExchangedCode(guid, name, parent, definition, color, truth(element.get("isCodable"), default=True))


def branched(codes: list[ExchangedCode], origin: str, ledger: Ledger) -> list[ExchangedCode]:
    """The codes with names like “Coke::diet Coke” made branches; as they are where that could be read in two ways.

    Only flat lists of programs that write their groups into names: ATLAS.ti with `::`, Taguette with `.`.
    """
    sign = _sign(origin)
    if not sign or any(code.parent for code in codes):
        return codes
    paths = {code.guid: _path(code.name, sign) for code in codes}
    if len({_key(path) for path in paths.values()}) < len(codes):
        return codes
    ledger.add("code_split", sum(len(path) > 1 for path in paths.values()))
    return _tree(codes, paths)


def _sign(origin: str) -> str:
    name = origin.casefold()
    return "::" if "atlas" in name else "." if "taguette" in name else ""


def _path(name: str, sign: str) -> tuple[str, ...]:
    parts = tuple(name.split(sign))
    if sign == ".":  # "t.ex. så" is a name, "arbete.chef" is a path
        plain = all(part and part == part.strip() for part in parts) and not re.search(r"\d\.\d", name)
    else:
        parts = tuple(part.strip() for part in parts)
        plain = all(parts)
    return parts if plain and len(parts) <= _MAX_BRANCHES else (name,)


def _key(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in path)


def _tree(codes: list[ExchangedCode], paths: dict[str, tuple[str, ...]]) -> list[ExchangedCode]:
    """Parents before children; a parent that is no code of its own becomes a folder."""
    own = {_key(paths[code.guid]): code for code in codes}
    placed: dict[tuple[str, ...], ExchangedCode] = {}
    for code in codes:
        path = paths[code.guid]
        for depth in range(1, len(path) + 1):
            key = _key(path[:depth])
            if key not in placed:
                parent = placed[key[:-1]].guid if depth > 1 else None
                made = own.get(key) or ExchangedCode(made_guid("folder", *key), path[depth - 1], codable=False)
                placed[key] = replace(made, name=paths.get(made.guid, path[:depth])[-1], parent=parent)
    return list(placed.values())
