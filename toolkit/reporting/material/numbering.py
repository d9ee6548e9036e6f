"""Numbering: parts become one report with headings of the outline's own, numbers, and references that hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.domain.reports.report import Block, Bullets, Heading, Paragraph, Reference, Sentence, Table
from toolkit.reporting.material.outline import Outline
from toolkit.reporting.material.wording import Wording

Parts = Sequence[tuple[str, tuple[Block, ...]]]
SECTION = 2  # the level of a section's heading
_OPEN, _CLOSE = "\N{SYMBOL FOR START OF TEXT}ref:", "\N{SYMBOL FOR END OF TEXT}"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


def to(*anchors: str) -> str:
    """The place in a text where `laid_out` names the first of these parts that is in the report: "kapitel 4"."""
    return f"{_OPEN}{' '.join(anchors)}{_CLOSE}"


def laid_out(parts: Parts, appendices: Parts, *, outline: Outline, wording: Wording) -> tuple[Block, ...]:
    """All blocks in order: headings renamed and numbered as the outline says, references resolved.

    A sentence that refers to what is not in the report is left out; a table cell then says so.
    """
    renamed = [*_named(parts, outline, wording)]
    attached = [*_named(appendices, outline, wording)]
    blocks = [block for _, inside in renamed for block in inside]
    extra = [list(inside) for _, inside in attached if inside]
    if outline.numbered:
        blocks = _numbered(blocks)
        extra = [_appended(inside, number, wording) for number, inside in enumerate(extra, 1)]
    every = [*blocks, *(block for inside in extra for block in inside)]
    return tuple(_Resolving(every, wording).resolved())


def _named(parts: Parts, outline: Outline, wording: Wording) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for part, blocks in parts:
        title = outline.title(part, wording.language)
        first = next(((at, block) for at, block in enumerate(blocks) if isinstance(block, Heading)), None)
        if title and first is not None and part != "chapters":
            at, heading = first
            yield part, (*blocks[:at], replace(heading, text=title), *blocks[at + 1 :])
        else:
            yield part, blocks


def _numbered(blocks: Iterable[Block]) -> list[Block]:
    """Chapters "4", sections "4.2"; what stands below is not numbered."""
    at = [0, 0]
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            at = [at[0] + 1, 0]
            found.append(replace(block, number=str(at[0])))
        elif isinstance(block, Heading) and block.level == SECTION and at[0]:
            at[1] += 1
            found.append(replace(block, number=f"{at[0]}.{at[1]}"))
        else:
            found.append(block)
    return found


def _appended(blocks: Sequence[Block], number: int, wording: Wording) -> list[Block]:
    """An appendix: its first heading is "Bilaga 1", further ones of that level go one level down."""
    found: list[Block] = []
    seen = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = wording.say("frame.reference.appendix_number", number=number)
            found.append(replace(block, level=2) if seen else replace(block, number=name))
            seen = True
        else:
            found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class _Target:
    """What a reference says of a heading."""

    text: str
    cell: str


class _Resolving:
    """The blocks of a report being freed of reference marks."""

    def __init__(self, blocks: Sequence[Block], wording: Wording) -> None:
        self.blocks, self.wording = blocks, wording
        self.targets: Mapping[str, _Target] = {
            block.anchor: self._target(block) for block in blocks if isinstance(block, Heading)
        }

    def _target(self, heading: Heading) -> _Target:
        number = heading.number
        if number and number[0].isalpha():
            text = number[0].lower() + number[1:]
        elif number:
            path = "frame.reference.section" if "." in number else "frame.reference.chapter"
            text = str(self.wording.at(path)).format(number=number)
        else:
            text = str(self.wording.at("frame.reference.named")).format(title=self.wording.quoted(heading.text))
        return _Target(text, heading.full)

    def resolved(self) -> Iterator[Block]:
        """Every block with its references named; a paragraph or list of which nothing is left is gone."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                kept = tuple(self._sentences(block.sentences))
                if kept or not block.sentences:
                    yield replace(block, sentences=kept)
            elif isinstance(block, Bullets):
                items = tuple(self._sentences(block.items))
                if items:
                    yield replace(block, items=items)
            else:
                yield self._table(block) if isinstance(block, Table) else block

    def _sentences(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        for sentence in sentences:
            if _OPEN not in sentence.text:
                yield sentence
                continue
            found = [self._first(mark.split(" ")) for mark in _MARK.findall(sentence.text)]
            if all(found):
                named = iter(self.targets[anchor].text for anchor in found if anchor)
                yield replace(sentence, text=_capital(_MARK.sub(lambda _, said=named: next(said), sentence.text)))  # type: ignore[misc]

    def _first(self, anchors: Iterable[str]) -> str:
        return next((anchor for anchor in anchors if anchor in self.targets), "")

    def _table(self, block: Table) -> Table:
        if not any(_OPEN in cell for row in block.rows for cell in row):
            return block
        return replace(block, rows=tuple(tuple(map(self._cell, row)) for row in block.rows))

    def _cell(self, cell: str) -> str:
        mark = _MARK.fullmatch(cell)
        if not mark:
            return cell
        anchor = self._first(mark[1].split(" "))
        if not anchor:
            return str(self.wording.at("frame.reference.absent"))
        return Reference.to(anchor, self.targets[anchor].cell)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
