"""The Markdown draft: plain text that any editor opens, with the evidence ids after each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatchmethod
from typing import ClassVar

from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Report,
    Sentence,
    Table,
)
from toolkit.reporting.rendering import counts
from toolkit.reporting.rendering.clean import visible
from toolkit.reporting.rendering.evidence_list import place, runs, said_by, shelves
from toolkit.reporting.rendering.labels import labels

TOLD = 8
"""A sentence names at most so many runs of evidence and counts the rest."""
LISTED = 200
"""The evidence list prints at most so many passages of a finding and counts the rest."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LINE_START = re.compile(r"^(\d*)([-+.)])(?=\s)")  # would begin a list


class MarkdownRenderer:
    """Renders a report as Markdown (.md), UTF-8."""

    suffix: ClassVar[str] = ".md"

    def render(self, report: Report, *, resources: Mapping[str, bytes]) -> bytes:  # noqa: ARG002 - what renderers are given
        """The bytes of the Markdown file; it needs no resources."""
        writing = _Writing(report)
        parts = [f"# {plain(report.title)}", f"*{plain(report.subtitle)}*"]
        parts += [writing.notice(notice) for notice in report.notices]
        parts += [writing.write(block) for block in report.blocks]
        parts += writing.evidence()
        return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def plain(text: str) -> str:
    """The text with all that Markdown would read as a mark kept as it is, on one line."""
    one_line = " ".join(visible(text).split())
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line))


class _Writing:
    """The Markdown of a report's blocks."""

    def __init__(self, report: Report) -> None:
        self.report, self.words = report, labels(report.language)
        self.tables = self.figures = 0

    @singledispatchmethod
    def write(self, block: Block) -> str:
        """The Markdown of a block; a kind of block that is not known is an error of the program."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @write.register
    def _heading(self, block: Heading) -> str:
        return f"{'#' * (block.level + 1)} {plain(block.full)}"

    @write.register
    def _text(self, block: Paragraph) -> str:
        stop = "" if block.run_in[-1:] in ("?", "!", ".", "…") else "."
        run_in = f"**{plain(block.run_in)}{stop}** " if block.run_in else ""
        after = (*block.sentences[1:], None)
        pairs = zip(block.sentences, after, strict=True)
        return run_in + " ".join(self._sentence(one, named=not _shared(one, two)) for one, two in pairs)

    def _sentence(self, sentence: Sentence, *, named: bool = True) -> str:
        text, stop = (sentence.text[:-1], ".") if sentence.count and sentence.text[-1:] == "." else (sentence.text, "")
        count = f" ({plain(sentence.count)})" if sentence.count else ""
        return f"{plain(text)}{count}{stop}{self._ids(sentence.evidence) if named else ''}"

    def _ids(self, ids: tuple[str, ...]) -> str:
        found = runs(ids)
        rest = sum(held for _, held in found[TOLD:])
        more = [self.words["more"].format(number=rest)] if rest else []
        return f" <sub>{plain(', '.join([*(run for run, _ in found[:TOLD]), *more]))}</sub>" if ids else ""

    @write.register
    def _quote(self, block: QuoteBlock) -> str:
        quoted = f"{self.words['open']}{plain(block.text)}{self.words['close']}"
        whose = said_by(block, self.words)
        return f"> *{quoted}*{f' ({plain(whose)})' if whose else ''}{self._ids(block.evidence)}"

    @write.register
    def _bullets(self, block: Bullets) -> str:
        marks = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
        return "\n".join(f"{mark} {self._sentence(item)}" for mark, item in zip(marks, block.items, strict=True))

    @write.register
    def _notice(self, block: Notice) -> str:
        return self.notice(block.text)

    def notice(self, text: str) -> str:
        """A notice, to the evaluator but in a brief report: what stands there is for its readers."""
        whom = "" if self.report.brief else f"**{self.words['notice']}:** "
        return f"> {whom}{plain(text)}"

    @write.register
    def _prompt(self, block: Prompt) -> str:
        return f"*{plain(block.text)}*"

    @write.register
    def _table(self, block: Table) -> str:
        self.tables += 1
        caption = f"**{self.words['table']} {self.tables}. {plain(block.caption)}**"
        note = f"\n\n{plain(block.note)}" if block.note else ""
        return f"{caption}\n\n{_grid(block.header, counts.cells(block))}{note}"

    @write.register
    def _figure(self, block: Figure) -> str:
        self.figures += 1
        panels = block.panels or ("",) * len(block.rows)
        rows = (
            (f"{panel}: {name}" if panel else name, *(str(value or "") for value in values))
            for name, panel, values in zip(block.rows, panels, block.values, strict=True)
        )
        caption = f"**{self.words['figure']} {self.figures}. {plain(block.caption)}**"
        return f"{_grid(('', *block.columns), rows)}\n\n{caption}"

    def evidence(self) -> Iterator[str]:
        """Where the evidence of each finding stands, and its words where they may be shown; nothing without any."""
        found = shelves(self.report)
        if not found:
            return
        yield f"## {self.words['evidence']}"
        yield self.words["evidence_lead"]
        for shelf in found:
            yield f"### {plain(shelf.title or self.words['others'])}"
            yield "\n".join(
                f"- {plain(place(each))}: {plain(each[0].quote) if each[0].quote else self.words['unquotable']}"
                for each in shelf.passages[:LISTED]
            )
            if len(shelf.passages) > LISTED:
                yield self.words["more"].format(number=len(shelf.passages) - LISTED)


def _shared(one: Sentence, following: Sentence | None) -> bool:
    """Whether the sentence after it rests on the same evidence, which is then named once, behind both."""
    return following is not None and set(one.evidence) == set(following.evidence)


def _grid(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(plain(cell) for cell in cells) + " |"

    head = tuple(header)
    return "\n".join([line(head), "|" + " --- |" * len(head), *(line(row) for row in rows)])
