"""The HTML draft: one file without scripts, each sentence linked to the passages it rests on and back."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatchmethod
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import ClassVar

from toolkit.domain.report import (
    Block,
    Bullets,
    Evidence,
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
from toolkit.reporting.clean import slug, visible
from toolkit.reporting.evidence_list import Shelf, ranges, said_by, shelves
from toolkit.reporting.labels import labels

STYLE = Path(__file__).with_name("report.css")
TOLD = 200
"""The evidence list prints at most so many passages of a finding and counts the rest."""
_BAR = 260  # width of the longest bar in pixels


class HtmlRenderer:
    """Renders a report as one self-contained .html; a `report.css` among the resources gives another look."""

    suffix: ClassVar[str] = ".html"

    def render(self, report: Report, *, resources: Mapping[str, bytes]) -> bytes:
        """The bytes of the HTML file: no scripts, nothing fetched, which its content policy enforces."""
        style = resources.get("report.css") or STYLE.read_bytes()
        css = style.decode("utf-8").replace("</", "<\\/")
        return "\n".join(_page(report, css)).encode("utf-8")


def safe(text: str) -> str:
    """The text as it may stand in HTML, in an attribute too."""
    return escape(visible(text), quote=True)


def _page(report: Report, css: str) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield f'<!DOCTYPE html>\n<html lang="{safe(report.language)}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="referrer" content="no-referrer">\n<title>{safe(report.title)}: {safe(report.subtitle)}</title>'
    yield f"<style>{css}</style>\n</head>\n<body>"
    yield f'<header class="title"><h1>{safe(report.title)}</h1><p>{safe(report.subtitle)}</p></header>'
    writing = _Writing(report)
    yield from (writing.aside(notice) for notice in report.notices)
    yield from writing.contents()
    yield "<main>"
    for block in report.blocks:
        yield writing.write(block)
    yield from writing.evidence()
    yield "</main>\n</body>\n</html>\n"


class _Writing:
    """The HTML of a report's blocks."""

    def __init__(self, report: Report) -> None:
        self.report, self.words = report, labels(report.language)
        self.shelves = shelves(report)
        self.places = {shelf.finding: {id_: n for n, id_ in enumerate(shelf.ids, 1)} for shelf in self.shelves}
        self.anywhere: dict[str, tuple[str, int]] = {}
        for shelf in self.shelves:
            for number, id_ in enumerate(shelf.ids, 1):
                self.anywhere.setdefault(id_, (shelf.finding, number))
        self.running: Counter[str] = Counter()

    def contents(self) -> Iterator[str]:
        """The contents list, two levels deep."""
        yield f'<nav aria-label="{self.words["contents"]}"><h3>{self.words["contents"]}</h3><ol>'
        inside = 0
        for block in self.report.blocks:
            if not isinstance(block, Heading) or block.level > 2:  # noqa: PLR2004
                continue
            link = f'<a href="#{slug(block.anchor)}">{safe(block.text)}</a>'
            if block.level == 1:
                yield ("</ol></li>" if inside else "") + f"<li>{link}<ol>"
                inside = 1
            else:
                yield f"<li>{link}</li>" if inside else f"<li>{link}<ol></ol></li>"
        yield ("</ol></li>" if inside else "") + f'<li><a href="#underlag">{self.words["evidence"]}</a></li></ol></nav>'

    @singledispatchmethod
    def write(self, block: Block) -> str:
        """The HTML of a block; a kind of block that is not known is an error of the program."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @write.register
    def _heading(self, block: Heading) -> str:
        level = block.level + 1
        return f'<h{level} id="{slug(block.anchor)}">{safe(block.text)}</h{level}>'

    @write.register
    def _text(self, block: Paragraph) -> str:
        run_in = f'<span class="run-in">{safe(block.run_in)}.</span> ' if block.run_in else ""
        sentences = " ".join(self._sentence(sentence, block.finding) for sentence in block.sentences)
        anchor = f' id="{slug(block.finding)}"' if block.finding else ""
        return f"<p{anchor}>{run_in}{sentences}</p>"

    def _sentence(self, sentence: Sentence, finding: str = "") -> str:
        text, stop = (sentence.text[:-1], ".") if sentence.count and sentence.text[-1:] == "." else (sentence.text, "")
        count = f' <span class="count">({safe(sentence.count)})</span>' if sentence.count else ""
        return f"{safe(text)}{count}{stop}{self._link(sentence.evidence, finding)}"

    def _link(self, ids: tuple[str, ...], finding: str) -> str:
        """The numbers of the evidence on its finding's shelf, linked to the first; of any shelf for a list's items."""
        known = [id_ for id_ in ids if id_ in self.anywhere]
        if not known:
            return ""
        if not finding and len({self.anywhere[id_][0] for id_ in known}) > 1:
            return self._shelf_links(known)
        shelf = finding if finding in self.places else self.anywhere[known[0]][0]
        numbers = [self.places[shelf][id_] for id_ in known if id_ in self.places[shelf]]
        titled = f'title="{safe(" ".join(known[:TOLD]))}"'
        return f'<sup class="ev"><a href="#{_item(shelf, min(numbers))}" {titled}>{ranges(numbers)}</a></sup>'

    def _shelf_links(self, known: Iterable[str]) -> str:
        """The numbers of the lists that hold the evidence of a sentence about several findings, linked to the first."""
        wanted = {self.anywhere[id_][0] for id_ in known}
        lists = {number: shelf for number, shelf in enumerate(self.shelves, 1) if shelf.finding in wanted}
        titled = f'title="{safe("; ".join(shelf.title or self.words["others"] for shelf in lists.values()))}"'
        link = f'<a href="#{_shelf(next(iter(lists.values())).finding)}" {titled}>T{ranges(lists)}</a>'
        return f'<sup class="ev">{link}</sup>'

    @write.register
    def _quote(self, block: QuoteBlock) -> str:
        quoted = f"{self.words['open']}{safe(block.text)}{self.words['close']}"
        link = self._link(block.evidence, block.finding)
        whose = said_by(block, self.words)
        told = f' <span class="count">({safe(whose)})</span>' if whose else ""
        return f"<blockquote><p>{quoted}</p>{told}{link}</blockquote>"

    @write.register
    def _bullets(self, block: Bullets) -> str:
        tag = "ol" if block.ordered else "ul"
        items = "\n".join(f"<li>{self._sentence(item)}</li>" for item in block.items)
        return f"<{tag}>\n{items}\n</{tag}>"

    @write.register
    def _notice(self, block: Notice) -> str:
        return self.aside(block.text)

    def aside(self, text: str) -> str:
        """Words to the evaluator."""
        return f'<p class="notice" role="note" aria-label="{self.words["notice"]}">{safe(text)}</p>'

    @write.register
    def _prompt(self, block: Prompt) -> str:
        return f'<p class="prompt">{safe(block.text)}</p>'

    def _numbered(self, kind: str, caption: str) -> str:
        self.running[kind] += 1
        return f"{self.words[kind]} {self.running[kind]}. {safe(caption)}"

    @write.register
    def _table(self, block: Table) -> str:
        head = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in block.header)
        note = f'<p class="note">{safe(block.note)}</p>' if block.note else ""
        return (
            f'<div class="wide" tabindex="0" role="region" aria-label="{safe(block.caption)}">'
            f'<table id="{slug(block.anchor)}">'
            f"<caption>{self._numbered('table', block.caption)}</caption><thead><tr>{head}</tr></thead>\n<tbody>"
            f"{''.join(_row(row) for row in block.rows)}</tbody></table></div>{note}"
        )

    @write.register
    def _figure(self, block: Figure) -> str:
        return (
            f'<figure id="{slug(block.anchor)}"><div class="wide" tabindex="0" role="region" '
            f'aria-label="{safe(block.caption)}"><table>{"".join(_bars(block))}</table></div>'
            f"<figcaption>{self._numbered('figure', block.caption)}</figcaption></figure>"
        )

    def evidence(self) -> Iterator[str]:
        """The passages that the findings rest on, each list with a link back to its finding."""
        yield f'<section class="evidence"><h2 id="underlag">{self.words["evidence"]}</h2>'
        yield f"<p>{self.words['evidence_lead']}</p>"
        for number, shelf in enumerate(self.shelves, 1):
            back = f' <a href="#{slug(shelf.finding)}" aria-label="{self.words["back"]}">↑</a>' if shelf.finding else ""
            title = safe(shelf.title or self.words["others"])
            yield f'<h3 id="{_shelf(shelf.finding)}">T{number}. {title}{back}</h3><ol>'
            yield from self._pieces(shelf)
            more = len(shelf.ids) - TOLD
            yield "</ol>" + (f"<p>{self.words['more'].format(number=more)}</p>" if more > 0 else "")
        yield "</section>"

    def _pieces(self, shelf: Shelf) -> Iterator[str]:
        for number, id_ in enumerate(shelf.ids[:TOLD], 1):
            piece = self.report.evidence.get(id_)
            if piece is not None:
                yield f'<li id="{_item(shelf.finding, number)}">{self._piece(piece)}</li>'

    def _piece(self, piece: Evidence) -> str:
        words = (
            f"{self.words['open']}{safe(piece.quote)}{self.words['close']}" if piece.quote else self.words["unquotable"]
        )
        facts = [piece.id, f"{piece.source}:{piece.span.start}–{piece.span.end}", *piece.codes]
        facts += [self.words["machine"]] if piece.machine else []
        return f'{words} <span class="where">{safe(" · ".join(facts))}</span>'


def _row(cells: Iterable[str]) -> str:
    first, *rest = cells
    return f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(cell)}</td>" for cell in rest)}</tr>\n'


def _bars(figure: Figure) -> Iterator[str]:
    """The figure as a table with a stacked bar beside each row's numbers: readable aloud, in print and in the dark."""
    most = max((sum(row) for row in figure.values), default=1) or 1
    yield f'<tbody><tr><td></td><td class="key">{" ".join(_key(figure))}</td></tr></tbody>'
    panels = figure.panels or ("",) * len(figure.rows)
    for panel, rows in groupby(zip(panels, figure.rows, figure.values, strict=True), key=itemgetter(0)):
        heading = f'<tr><th scope="rowgroup" colspan="2">{safe(panel)}</th></tr>' if panel else ""
        yield f"<tbody>{heading}"
        yield from (_bar(name, values, figure.columns, most=most) for _, name, values in rows)
        yield "</tbody>"


def _key(figure: Figure) -> Iterator[str]:
    for at, column in enumerate(figure.columns):
        if any(values[at] for values in figure.values):
            yield f'<svg width="11" height="11" aria-hidden="true">{_part(0, 11, at)}</svg> {safe(column)}'


def _part(left: int, width: int, at: int) -> str:
    return f'<rect class="bar bar{at}" x="{left}" width="{width}" height="11"/>'


def _bar(name: str, values: Sequence[int], columns: Sequence[str], *, most: int) -> str:
    edges = [round(_BAR * sum(values[:at]) / most) for at in range(len(values) + 1)]
    parts = "".join(_part(edges[at], edges[at + 1] - edges[at], at) for at, value in enumerate(values) if value)
    told = ", ".join(f"{column} {value}" for column, value in zip(columns, values, strict=True) if value)
    return (
        f'<tr><th scope="row">{safe(name)}</th><td><svg width="{max(edges[-1], 1)}" height="11" role="img" '
        f'aria-label="{safe(told)}">{parts}</svg> {" + ".join(str(value) for value in values if value)}</td></tr>'
    )


def _shelf(finding: str) -> str:
    return f"u-{slug(finding)}" if finding else "u-others"


def _item(finding: str, number: int) -> str:
    return f"{_shelf(finding)}-{number}" if number <= TOLD else _shelf(finding)
