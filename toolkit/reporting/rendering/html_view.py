"""What the HTML template is given: the report as plain dicts, lists, texts and numbers, nothing of ours among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatchmethod
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from toolkit.domain.reports.report import (
    Block,
    Bullets,
    Evidence,
    Figure,
    Heading,
    Notice,
    Paragraph,
    Prompt,
    QuoteBlock,
    Reference,
    Report,
    Sentence,
    Table,
)
from toolkit.reporting.rendering import counts, evidence_list
from toolkit.reporting.rendering.clean import slug, visible
from toolkit.reporting.rendering.evidence_list import Shelf, ranges, said_by, shelves
from toolkit.reporting.rendering.labels import labels
from toolkit.reporting.rendering.layout import has_contents, page_starts

TOLD = 200
"""The evidence list prints at most so many passages of a finding and counts the rest."""
_BAR = 260  # width of the longest bar in pixels

View: TypeAlias = dict[str, object]


def page_view(report: Report) -> View:
    """The report as JSON-like data, every text with what XML forbids made visible; docs/how-to.md lists the keys."""
    seeing = _Seeing(report)
    return {
        "title": visible(report.title),
        "subtitle": visible(report.subtitle),
        "language": visible(report.language),
        "words": dict(seeing.words),
        "notices": [visible(notice) for notice in report.notices],
        "contents": [] if report.brief else _contents(report.blocks),
        "short": not has_contents(report),
        "blocks": [seeing.see(block) for block in report.blocks],
        "shelves": [seeing.shelf(number, shelf) for number, shelf in enumerate(seeing.shelves, 1)],
    }


def _contents(blocks: Iterable[Block]) -> list[View]:
    """The headings of the first level, each with those of the second under it."""
    found: list[View] = []
    inside: list[View] | None = None
    for block in blocks:
        if not isinstance(block, Heading) or block.level not in (1, 2):
            continue
        under: list[View] = []
        entry: View = {"anchor": slug(block.anchor), "text": visible(block.full), "inside": under}
        if block.level == 1:
            inside = under
        (found if block.level == 1 or inside is None else inside).append(entry)
    return found


class _Seeing:
    """The views of a report's blocks."""

    def __init__(self, report: Report) -> None:
        self.report, self.words = report, labels(report.language)
        self.page_starts = page_starts(report)
        self.shelves = shelves(report)
        self.places = {
            shelf.finding: {piece.id: n for n, passage in enumerate(shelf.passages, 1) for piece in passage}
            for shelf in self.shelves
        }
        self.anywhere: dict[str, str] = {}
        for shelf in self.shelves:
            for id_ in shelf.ids:
                self.anywhere.setdefault(id_, shelf.finding)
        self.running: Counter[str] = Counter()
        self.told: set[str] = set()

    @singledispatchmethod
    def see(self, block: Block) -> View:
        """The view of a block; a kind of block that is not known is an error of the program."""
        raise TypeError(f"no way to show {type(block).__name__}")

    @see.register
    def _heading(self, block: Heading) -> View:
        return {
            "kind": "heading",
            "level": block.level + 1,
            "anchor": slug(block.anchor),
            "text": visible(block.full),
            "page": block.anchor in self.page_starts,
        }

    @see.register
    def _paragraph(self, block: Paragraph) -> View:
        return {
            "kind": "paragraph",
            "anchor": self._anchor(block.finding),
            "theme": self._anchor(block.theme),
            "run_in": visible(block.run_in),
            "sentences": [self._sentence(sentence, block.finding) for sentence in block.sentences],
        }

    def _anchor(self, finding: str) -> str:
        """The anchor of a finding where it is told first; empty where it is told again."""
        if not finding or finding in self.told:
            return ""
        self.told.add(finding)
        return slug(finding)

    def _sentence(self, sentence: Sentence, finding: str = "") -> View:
        text, count, stop = counts.parts(sentence)
        return {
            "text": visible(text),
            "count": visible(count),
            "stop": stop,
            "link": self._link(sentence.evidence, finding),
        }

    def _link(self, ids: tuple[str, ...], finding: str) -> View | None:
        """The numbers of the evidence on its finding's shelf, linked to the first; of any shelf for a list's items."""
        known = [id_ for id_ in ids if id_ in self.anywhere]
        if not known:
            return None
        if not finding and len({self.anywhere[id_] for id_ in known}) > 1:
            return self._shelf_links(known)
        own = self.places.get(finding, {})
        shelf = finding if any(id_ in own for id_ in known) else self.anywhere[known[0]]
        numbers = [self.places[shelf][id_] for id_ in known if id_ in self.places[shelf]]
        named = visible(" ".join(known[:TOLD]))
        return {"anchor": _item(shelf, min(numbers)), "title": named, "numbers": ranges(numbers)}

    def _shelf_links(self, known: Iterable[str]) -> View:
        """The numbers of the lists that hold the evidence of a sentence about several findings, linked to the first."""
        wanted = {self.anywhere[id_] for id_ in known}
        lists = {number: shelf for number, shelf in enumerate(self.shelves, 1) if shelf.finding in wanted}
        named = visible("; ".join(shelf.title or self.words["others"] for shelf in lists.values()))
        return {
            "anchor": _shelf(next(iter(lists.values())).finding),
            "title": named,
            "numbers": f"T{ranges(lists)}",
        }

    @see.register
    def _quote(self, block: QuoteBlock) -> View:
        return {
            "kind": "quote",
            "text": visible(block.text),
            "said_by": visible(counts.unparted(said_by(block, self.words))),
            "link": self._link(block.evidence, block.finding),
        }

    @see.register
    def _bullets(self, block: Bullets) -> View:
        return {"kind": "list", "ordered": block.ordered, "sentences": [self._sentence(item) for item in block.items]}

    @see.register
    def _notice(self, block: Notice) -> View:
        return {"kind": "notice", "text": visible(block.text)}

    @see.register
    def _prompt(self, block: Prompt) -> View:
        return {"kind": "prompt", "text": visible(block.text)}

    def _numbered(self, kind: str) -> str:
        self.running[kind] += 1
        return f"{self.words[kind]} {self.running[kind]}"

    @see.register
    def _table(self, block: Table) -> View:
        return {
            "kind": "table",
            "anchor": slug(block.anchor),
            "number": self._numbered("table"),
            "caption": visible(block.caption),
            "header": [visible(cell) for cell in block.header],
            "rows": [[visible(cell) for cell in row] for row in counts.cells(block)],
            "numeric": list(counts.numeric(block)),
            "targets": [[_target(cell) for cell in row] for row in block.rows],
            "note": visible(counts.bound(block.note)),
        }

    @see.register
    def _figure(self, block: Figure) -> View:
        return {
            "kind": "figure",
            "anchor": slug(block.anchor),
            "number": self._numbered("figure"),
            "caption": visible(block.caption),
            "key": list(_key(block)),
            "panels": list(_panels(block)),
        }

    def shelf(self, number: int, shelf: Shelf) -> View:
        """A list of the passages that a finding rests on; `more` counts those that are not told."""
        more = len(shelf.passages) - TOLD
        told = enumerate(shelf.passages[:TOLD], 1)
        return {
            "number": f"T{number}",
            "anchor": _shelf(shelf.finding),
            "back": slug(shelf.finding) if shelf.finding else "",
            "title": visible(shelf.title or self.words["others"]),
            "passages": [self._passage(_item(shelf.finding, at), passage) for at, passage in told],
            "more": self.words["more"].format(number=more) if more > 0 else "",
        }

    def _passage(self, anchor: str, passage: Sequence[Evidence]) -> View:
        """A passage; its words are empty when they may not be quoted."""
        facts = [evidence_list.ids(passage), evidence_list.where(passage), *evidence_list.codes(passage)]
        facts += [self.words["machine"]] if passage[0].machine else []
        return {"anchor": anchor, "text": visible(passage[0].quote), "facts": [visible(fact) for fact in facts]}


def _target(cell: str) -> str:
    """The anchor that a cell refers to; empty for other cells."""
    return slug(cell.anchor) if isinstance(cell, Reference) else ""


def _key(figure: Figure) -> Iterator[View]:
    for at, column in enumerate(figure.columns):
        if any(values[at] for values in figure.values):
            yield {"part": at, "text": visible(column)}


def _panels(figure: Figure) -> Iterator[View]:
    """The rows by panel, each with the places and widths of its bar's parts in pixels."""
    most = max((sum(row) for row in figure.values), default=1) or 1
    titles = figure.panels or ("",) * len(figure.rows)
    for title, rows in groupby(zip(titles, figure.rows, figure.values, strict=True), key=itemgetter(0)):
        bars = [_bar(name, values, figure.columns, most=most) for _, name, values in rows]
        yield {"title": visible(title), "rows": bars}


def _bar(name: str, values: Sequence[int], columns: Sequence[str], *, most: int) -> View:
    edges = [round(_BAR * sum(values[:at]) / most) for at in range(len(values) + 1)]
    told = ", ".join(f"{column} {value}" for column, value in zip(columns, values, strict=True) if value)
    return {
        "text": visible(name),
        "told": visible(told),
        "numbers": " + ".join(str(value) for value in values if value),
        "width": max(edges[-1], 1),
        "parts": [
            {"part": at, "left": edges[at], "width": edges[at + 1] - edges[at]} for at, n in enumerate(values) if n
        ],
    }


def _shelf(finding: str) -> str:
    return f"u-{slug(finding)}" if finding else "u-others"


def _item(finding: str, number: int) -> str:
    return f"{_shelf(finding)}-{number}" if number <= TOLD else _shelf(finding)
