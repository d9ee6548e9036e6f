"""The tree of codes and the sets of a project as XML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from toolkit.domain.exchange.interchange import Exchanged, ExchangedCode, ExchangedMemo, ExchangedSet
from toolkit.exchange.refi_pen import Pen
from toolkit.exchange.refi_values import COLOR


def codes_element(project: Exchanged, pen: Pen, memos: Mapping[str, tuple[ExchangedMemo, ...]]) -> str:
    """The `Codes` element with references to the memos on codes; nothing without codes."""
    if not project.codes:
        return ""
    below, names = _below(project.codes, pen), _names(project.codes, pen)
    pieces = ["<Codes>\n"]
    waiting: list[ExchangedCode | str] = list(reversed(below[None]))
    while waiting:
        code = waiting.pop()
        if isinstance(code, str):
            pieces.append(code)
            continue
        notes = pen.references("NoteRef", (memo.guid for memo in memos.get(code.guid, ())))
        pieces.append(f"{_opened(code, names[code.guid], pen)}{pen.element('Description', code.definition)}{notes}")
        waiting.append("</Code>\n")
        waiting += reversed(below[code.guid])
    return "".join((*pieces, "</Codes>\n"))


def _opened(code: ExchangedCode, name: str, pen: Pen) -> str:
    color = f' color="{code.color}"' if COLOR.fullmatch(code.color) else ""
    pen.ledger.add("color", int(bool(code.color and not color)))
    codable = "true" if code.codable else "false"
    return f'<Code guid="{pen.guid(code.guid)}" name="{pen.attribute(name)}" isCodable="{codable}"{color}>'


def _below(codes: tuple[ExchangedCode, ...], pen: Pen) -> Mapping[str | None, list[ExchangedCode]]:
    """The codes by their parents; one whose parent does not stand before it goes to the top: none goes missing."""
    below: dict[str | None, list[ExchangedCode]] = defaultdict(list)
    seen = set[str]()
    for code in codes:
        there = code.parent is None or code.parent in seen
        pen.ledger.add("dangling_reference", int(not there))
        below[code.parent if there else None].append(code)
        seen.add(code.guid)
    return below


def _names(codes: tuple[ExchangedCode, ...], pen: Pen) -> dict[str, str]:
    """The codes' names; where the form asks for it, each but once in the whole tree."""
    names = {code.guid: code.name for code in codes}
    if not pen.form.unique_names:
        return names
    unique: dict[str, str] = {}
    taken = set[str]()
    for code in codes:
        unique[code.guid] = next(name for name in _choices(code, names) if name.casefold() not in taken)
        taken.add(unique[code.guid].casefold())
        pen.ledger.add("code_renamed", int(unique[code.guid] != code.name))
    return unique


def _choices(code: ExchangedCode, names: Mapping[str, str]) -> Iterator[str]:
    yield code.name
    if parent := names.get(code.parent or ""):
        yield f"{code.name} ({parent})"
    n = 2
    while True:
        yield f"{code.name} ({n})"
        n += 1


def sets_element(project: Exchanged, pen: Pen, *, codebook: bool) -> str:
    """The `Sets` element with the members that are there; a codebook names them in its own way."""
    codes = {code.guid for code in project.codes}
    sources = set() if codebook else {source.guid for source in project.sources}
    lines = []
    for group in project.sets:
        absent = [guid for guid in group.codes if guid not in codes]
        absent += [] if codebook else [guid for guid in group.sources if guid not in sources]
        pen.ledger.add("dangling_reference", len(absent))
        if not codebook or group.codes:
            lines.append(_set(group, pen, codes, sources, codebook=codebook))
    return f"<Sets>\n{''.join(lines)}</Sets>\n" if lines else ""


def _set(group: ExchangedSet, pen: Pen, codes: set[str], sources: set[str], *, codebook: bool) -> str:
    members = pen.references("MemberCode", (guid for guid in group.codes if guid in codes))
    if codebook:
        members = members.replace(" targetGUID=", " guid=")
    members += pen.references("MemberSource", (guid for guid in group.sources if guid in sources))
    head = f'<Set guid="{pen.guid(group.guid)}" name="{pen.attribute(group.name)}">'
    return f"{head}{pen.element('Description', group.description)}{members}</Set>\n"
