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
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.exceptions import PythonDocxError
from docx.shared import Cm, Emu, Inches, Length, Pt
from docx.table import Table as WordTable
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
from toolkit.reporting.rendering import counts, layout
from toolkit.reporting.rendering.clean import bookmark, visible
from toolkit.reporting.rendering.evidence_list import passages, place, ranges, said_by, shared
from toolkit.reporting.rendering.labels import labels
from toolkit.reporting.word import word_columns, word_pages, word_styles, word_traces
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
        around = zip((None, *report.blocks[:-1]), keyed(report), (*report.blocks[1:], None), strict=True)
        for before, one, following in around if report.blocks else ():
            writing.block(one)
            if layout.leads(before, one.block, following):
                writing.last_text.paragraph_format.keep_with_next = True
        word_pages.hold_end(document)
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
        self.last_text: WordParagraph
        self.key, self.number = "", 0
        self.listed, self.page_starts = layout.has_contents(report), layout.page_starts(report)
        self.anchors = {block.anchor for block in report.blocks if isinstance(block, Heading)}

    def title_page(self) -> None:
        """Title, subtitle, what the evaluator must know, contents."""
        self.key = "title"
        title = self._paragraph(self.report.title, "Title")
        if not self.listed:
            title.paragraph_format.space_before = Cm(0)
        self._generated(title)
        self._generated(self._paragraph(self.report.subtitle, "Subtitle"))
        self.key, self.number = "notices", 0
        for notice in self.report.notices:
            self._generated(self._paragraph(notice, word_styles.NOTICE))
        if self.listed:
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
        begins_page = block.level == 1 and block.anchor in self.page_starts
        if begins_page:
            word_pages.hold_end(self.document)
        paragraph = self._paragraph(block.full, f"Heading {block.level}")
        self._generated(paragraph)
        self.bookmarks.before(paragraph, bookmark(block.anchor, prefix="h"))
        if begins_page:
            paragraph.paragraph_format.page_break_before = True

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
        text, count, stop = counts.parts(sentence)
        run = text_run(paragraph, text)
        if count:
            run = text_run(paragraph, f" ({count})", self.styles[word_styles.COUNT])
        rest = stop + ("" if last else " ")
        if rest:
            text_run(paragraph, rest)
        return run

    def _evidence(self, run: Run, ids: Iterable[str], sentences: Iterable[int] = (), why: str = "") -> None:
        known = passages(self.report.evidence[id_] for id_ in ids if id_ in self.report.evidence)
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
            text_run(paragraph, f" ({counts.unparted(whose)})", self.styles[word_styles.COUNT]).italic = False
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
        self.last_text = self._paragraph(block.text, word_styles.PROMPT)
        self._generated(self.last_text)

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
        widths = word_columns.widths(block, word_columns.text_width(self.document.sections[0]))
        numeric = counts.numeric(block)
        for at, (row, cells) in enumerate(zip(table.rows, (block.header, *counts.cells(block)), strict=True)):
            unbroken(row)
            self._row(row, cells, widths=widths, numeric=numeric, header=at == 0)
        header_row(table.rows[0])
        whole(table)
        if word_columns.crowded(block):
            _set_small(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self._generated(self._paragraph(counts.bound(block.note), word_styles.NOTE))

    def _row(
        self, row: _Row, cells: Iterable[str], *, widths: list[Length], numeric: Sequence[bool], header: bool
    ) -> None:
        for cell, text, width, at_right in zip(row.cells, cells, widths, numeric, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self.styles[word_styles.CELL]
            if at_right:
                _align_right(paragraph)
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


def _align_right(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.right_indent = Cm(0.1)


def _set_small(table: WordTable) -> None:
    for row in table.rows:
        for run in (run for cell in row.cells for run in cell.paragraphs[0].runs):
            run.font.size = Pt(word_columns.SMALL)


def _ended(heading: str) -> str:
    return heading if heading[-1:] in ".!?:" else f"{heading}."
