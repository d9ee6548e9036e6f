"""The Word draft: real styles, contents that show at once, evidence in comments, a bookmark round each paragraph."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from functools import singledispatchmethod
from io import BytesIO
from typing import ClassVar

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.exceptions import PythonDocxError
from docx.section import Section
from docx.shared import Cm, Emu, Inches, Length
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml.etree import XMLSyntaxError

from toolkit.domain.reports.report import (
    Block,
    Bullets,
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
from toolkit.domain.reports.report_blocks import Keyed, keyed
from toolkit.domain.reports.report_blocks import bookmark as block_mark
from toolkit.domain.reports.written_report import Mark
from toolkit.errors import BadFile
from toolkit.messages import N_
from toolkit.reporting.rendering.clean import bookmark, visible
from toolkit.reporting.rendering.evidence_list import place, ranges, said_by, shared
from toolkit.reporting.rendering.labels import labels
from toolkit.reporting.word import word_styles, word_traces
from toolkit.reporting.word.word_parts import (
    Bookmarks,
    Comments,
    contents,
    described,
    element,
    field,
    fresh_numbers,
    header_row,
    number_as,
    page_of,
    rules,
    style_ids,
    text_run,
    unbroken,
    whole,
)

TOLD = 12
"""A comment names at most so many pieces of evidence and counts the rest."""

ENOUGH = 12
"""A chapter of at least so many blocks begins on a new page when as many have come since the last one that did."""

LINE = 92
"""About so many letters of a cell stand on a line across the page."""
EVEN, SHORT = 3, 17
"""Cells shorter than this stay on one line; where all are, a table of more than so many columns has even ones."""


class DocxRenderer:
    """Renders a report as .docx; a `styles.docx` among the resources gives styles, page and header.

    `bare`: its words alone, for reading them back: no pictures and no comments, which take half of the time.
    """

    suffix: ClassVar[str] = ".docx"

    def __init__(self, *, bare: bool = False) -> None:
        self.bare = bare

    def render(self, report: Report, *, resources: Mapping[str, bytes]) -> bytes:
        """The bytes of the Word file; the same report gives the same bytes."""
        own = resources.get("styles.docx")
        document = _styled(own) if own else Document()
        words = labels(report.language)
        _emptied(document)
        word_styles.prepare(document, words["locale"], own=bool(own))
        _properties(document, report, words["locale"])
        writing = _Writing(document, report, bare=self.bare)
        writing.title_page()
        for one, following in zip(keyed(report), (*report.blocks[1:], None), strict=True):
            writing.block(one)
            if isinstance(one.block, Paragraph) and isinstance(following, Figure | Table | Bullets):
                writing.last_text.paragraph_format.keep_with_next = True
        if not own:
            _page_numbers(document)
        word_traces.clear(document)
        data = BytesIO()
        document.save(data)
        return _undated(data.getvalue())


def _styled(own: bytes) -> WordDocument:
    try:
        return Document(BytesIO(own))
    except (zipfile.BadZipFile, PythonDocxError, XMLSyntaxError, KeyError, ValueError):
        raise BadFile(
            N_("styles.docx in templates is not a Word file that can be read."),
            hint=N_("Save it as .docx in Word, or take it away: the draft then has Spegla's own styles."),
        ) from None


def _emptied(document: WordDocument) -> None:
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)


def _properties(document: WordDocument, report: Report, language: str) -> None:
    """Title and language are told, who and which program are not; the date is that of the draft."""
    core = document.core_properties
    core.title, core.language = visible(f"{report.title}: {report.subtitle}"), language
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = core.category = ""
    if report.day:
        core.created = core.modified = datetime.combine(report.day, time())
    core.revision = 1


def _page_numbers(document: WordDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.alignment = 1
    field(paragraph, "PAGE", "1")


def _undated(data: bytes) -> bytes:
    """The same archive without the times at which its members were written."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()


class _Writing:
    """A Word document being written from a report."""

    def __init__(self, document: WordDocument, report: Report, *, bare: bool = False) -> None:
        self.document, self.report, self.bare = document, report, bare
        self.words = labels(report.language)
        self.styles = style_ids(document)
        self.bookmarks, self.comments = Bookmarks(), Comments(document, report.day)
        self.running: Counter[str] = Counter()
        self.since_break = ENOUGH
        self.last_text: WordParagraph
        self.key, self.number = "", 0
        self.long = set[str]() if report.brief else _long_chapters(report.blocks)
        self.anchors = {block.anchor for block in report.blocks if isinstance(block, Heading)}

    def title_page(self) -> None:
        """Title, subtitle, what the evaluator must know, contents."""
        self.key = "title"
        title = self._paragraph(self.report.title, "Title")
        if self.report.brief:
            title.paragraph_format.space_before = Cm(0)
        self._generated(title)
        self._generated(self._paragraph(self.report.subtitle, "Subtitle"))
        self.key, self.number = "notices", 0
        for notice in self.report.notices:
            self._generated(self._paragraph(notice, word_styles.NOTICE))
        if not self.report.brief:
            self._contents()

    def _contents(self) -> None:
        headings = [block for block in self.report.blocks if isinstance(block, Heading)]
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        self._paragraph(self.words["contents"], "TOC Heading")
        contents(
            self.document,
            ((each.level, each.full, bookmark(each.anchor, prefix="h")) for each in headings if each.level in (1, 2)),
            styles=self.styles,
        )

    def block(self, one: Keyed) -> None:
        """Write a block under its key."""
        self.key, self.number = one.key, one.first - 1
        self.write(one.block)
        self.since_break += 1

    def _generated(self, paragraph: WordParagraph) -> None:
        """Put the bookmark of the next generated paragraph of this block round all that a paragraph holds."""
        self.number += 1
        self.bookmarks.around(paragraph, block_mark(Mark(self.key, self.number)))

    def _paragraph(self, text: str, style: str) -> WordParagraph:
        paragraph = self._empty(style)
        if text:
            text_run(paragraph, text)
        return paragraph

    def _empty(self, style: str) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write a block; a kind of block that is not known is an error of the program."""
        raise TypeError(f"no way to write {type(block).__name__}")

    @write.register
    def _heading(self, block: Heading) -> None:
        paragraph = self._paragraph(block.full, f"Heading {block.level}")
        self._generated(paragraph)
        self.bookmarks.before(paragraph, bookmark(block.anchor, prefix="h"))
        if block.level == 1 and self.since_break >= ENOUGH and block.anchor in self.long:
            paragraph.paragraph_format.page_break_before = True
            self.since_break = 0

    @write.register
    def _text(self, block: Paragraph) -> None:
        paragraph = self.last_text = self._empty("Normal")
        if block.run_in:
            text_run(paragraph, f"{_ended(block.run_in)} ", self.styles[word_styles.RUN_IN])
            paragraph.paragraph_format.keep_with_next = bool(block.finding)
        told = shared(block.sentences)
        for number, sentence in enumerate(block.sentences, 1):
            run = self._sentence(paragraph, sentence, last=number == len(block.sentences))
            if sentence.evidence and told[sentence.evidence][0] == number:
                self._evidence(run, sentence.evidence, told[sentence.evidence])
        self._generated(paragraph)

    def _sentence(self, paragraph: WordParagraph, sentence: Sentence, *, last: bool = True) -> Run:
        """Write a sentence, its count before its full stop; returns the run that a comment hangs on."""
        text, stop = (sentence.text[:-1], ".") if sentence.count and sentence.text[-1:] == "." else (sentence.text, "")
        run = text_run(paragraph, text)
        if sentence.count:
            run = text_run(paragraph, f" ({_unparted(sentence.count)})", self.styles[word_styles.COUNT])
        rest = stop + ("" if last else " ")
        if rest:
            text_run(paragraph, rest)
        return run

    def _evidence(self, run: Run, ids: Iterable[str], sentences: Iterable[int] = (), why: str = "") -> None:
        known = [self.report.evidence[id_] for id_ in ids if id_ in self.report.evidence]
        lines = [self.words["sentence"].format(numbers=ranges(sentences))] if sentences else []
        lines += [self.words.get(why, why)] if why else []
        lines += [place(each) for each in known[:TOLD]]
        if len(known) > TOLD:
            lines.append(self.words["more"].format(number=len(known) - TOLD))
        if lines and not self.bare:
            self.comments.on(run, lines)

    @write.register
    def _quote(self, block: QuoteBlock) -> None:
        paragraph = self._empty("Quote")
        run = text_run(paragraph, f"{self.words['open']}{block.text}{self.words['close']}")
        whose = said_by(block, self.words)
        if whose:
            text_run(paragraph, f" ({_unparted(whose)})", self.styles[word_styles.COUNT]).italic = False
        self._evidence(run, block.evidence, why=block.why)
        self._generated(paragraph)

    @write.register
    def _bullets(self, block: Bullets) -> None:
        numbers = fresh_numbers(self.document, "List Number") if block.ordered else None
        for item in block.items:
            paragraph = self._empty("List Number" if block.ordered else "List Bullet")
            if numbers is not None:
                number_as(paragraph, numbers)
            run = self._sentence(paragraph, item)
            if item.evidence:
                self._evidence(run, item.evidence)
            self._generated(paragraph)

    @write.register
    def _notice(self, block: Notice) -> None:
        self._generated(self._paragraph(block.text, word_styles.NOTICE))

    @write.register
    def _prompt(self, block: Prompt) -> None:
        self._generated(self._paragraph(block.text, word_styles.PROMPT))

    def _caption(self, kind: str, text: str, anchor: str) -> None:
        self.running[kind] += 1
        paragraph = self._empty("Caption")
        text_run(paragraph, f"{self.words[kind]} ")
        field(paragraph, rf"SEQ {self.words[kind]} \* ARABIC", str(self.running[kind]))
        text_run(paragraph, f". {text}")
        paragraph.paragraph_format.keep_with_next = kind == "table"
        self._generated(paragraph)
        self.bookmarks.before(paragraph, bookmark(anchor, prefix="t"))

    @write.register
    def _table(self, block: Table) -> None:
        self._caption("table", block.caption, block.anchor)
        table = self.document.add_table(rows=1 + len(block.rows), cols=len(block.header))
        rules(table)
        widths = _widths(block, _text_width(self.document.sections[0]))
        for at, (row, cells) in enumerate(zip(table.rows, (block.header, *block.rows), strict=True)):
            unbroken(row)
            self._row(row, cells, widths=widths, header=at == 0)
        header_row(table.rows[0])
        whole(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._generated(self._paragraph(block.note, word_styles.NOTE))

    def _row(self, row: _Row, cells: Iterable[str], *, widths: list[Length], header: bool) -> None:
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self.styles[word_styles.CELL]
            text_run(paragraph, text).bold = header or None
            if isinstance(text, Reference) and text.anchor in self.anchors:
                page_of(paragraph, bookmark(text.anchor, prefix="h"), words=self.words["page"])
            self._generated(paragraph)
            if header:
                cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill="EEF2F6"))

    @write.register
    def _figure(self, block: Figure) -> None:
        paragraph = self._empty("Normal")
        paragraph.paragraph_format.keep_with_next = True
        if not self.bare:
            _drawn(paragraph, block)
        self._generated(paragraph)
        self._caption("figure", block.caption, block.anchor)


def _drawn(paragraph: WordParagraph, block: Figure) -> None:
    """Put a figure's chart into a paragraph, no taller than the page takes."""
    from toolkit.reporting.rendering import charts

    picture = paragraph.add_run().add_picture(BytesIO(charts.png(block)), width=Inches(charts.WIDTH))
    tallest = Cm(20)
    if picture.height > tallest:
        picture.width, picture.height = Emu(int(picture.width * tallest / picture.height)), tallest
    described(picture, block.alt, block.caption)


def _long_chapters(blocks: Sequence[Block]) -> set[str]:
    """The anchors of the chapters that have enough blocks for a page of their own, and of the first one."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    ends = [*starts[1:], len(blocks)]
    found = {start: blocks[start] for start, end in zip(starts, ends, strict=False) if end - start >= ENOUGH}
    found.update({start: blocks[start] for start in starts[:1]})
    return {block.anchor for block in found.values() if isinstance(block, Heading)}


def _unparted(text: str) -> str:
    """The text on one line wherever the line breaks."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _ended(heading: str) -> str:
    return heading if heading[-1:] in ".!?" else f"{heading}."


def _text_width(section: Section) -> int:
    """How wide a page's text is; as on our own page where the user's styles.docx does not say it."""
    wide, left, right = section.page_width, section.left_margin, section.right_margin
    return Cm(16) if wide is None or left is None or right is None else wide - left - right


def _widths(table: Table, whole: int) -> list[Length]:
    """Column widths in the unit of `whole`, by what the columns hold; where room is scarce no word is parted."""
    columns = list(zip(table.header, *table.rows, strict=True))
    needs, words = [], []
    for column in columns:
        longest_word = max((len(word) for cell in column for word in cell.split()), default=1)
        mean = sum(len(cell) for cell in column) / len(column)
        longest = max(len(cell) for cell in column[1:] or column)
        words.append(longest_word * 1.35 + 1.5)
        needs.append(max(words[-1], min(mean, 60), longest * 1.1 if longest < SHORT else 7))
    if len(columns) > EVEN and all(len(cell) < SHORT for column in columns[1:] for cell in column[1:]):
        needs[1:] = [max(needs[1:])] * (len(needs) - 1)
    needs = _squeezed(needs, words)
    return [Emu(int(whole * need / sum(needs))) for need in needs]


def _squeezed(needs: list[float], words: list[float]) -> list[float]:
    """Needs that a line has room for: what a column wants beyond its longest word is given up first."""
    spare = LINE - sum(words)
    wished = sum(needs) - sum(words)
    if sum(needs) <= LINE or spare <= 0 or wished <= 0:
        return needs
    return [word + (need - word) * spare / wished for need, word in zip(needs, words, strict=True)]
