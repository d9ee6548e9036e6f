"""Parts of a Word document that python-docx does not make itself: fields, bookmarks, links, header rows, comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from toolkit.reporting.rendering.clean import visible

WHOLE = 12
"""A table of at most so many rows below its header stands on one page."""


def element(tag: str, **attributes: str) -> etree._Element:
    """An OOXML element `w:tag` with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def text_run(paragraph: Paragraph, text: str, style_id: str | None = None) -> Run:
    """A run of visible text in the character style of that id."""
    run = paragraph.add_run(visible(text))
    if style_id:
        run._r.style = style_id
    return run


def style_ids(document: Document) -> dict[str, str]:
    """The id of each style by its name; python-docx searches all styles anew for every paragraph (half of the time)."""
    return {style.name: style.style_id for style in document.styles}


def field(paragraph: Paragraph, code: str, cached: str) -> None:
    """A field with the result that shows until a program works it out anew."""
    for part in (_mark("begin"), _instruction(code), _mark("separate")):
        paragraph.add_run()._r.append(part)
    text_run(paragraph, cached)
    paragraph.add_run()._r.append(_mark("end"))


def page_of(paragraph: Paragraph, target: str, *, words: str) -> None:
    """The page that a bookmark stands on, in brackets; a dash until a program has laid the pages out."""
    before, _, after = words.partition("{number}")
    text_run(paragraph, f" ({before}")
    field(paragraph, rf"PAGEREF {target} \h", "–")
    text_run(paragraph, f"{after})")


def fresh_numbers(document: Document, style: str) -> int | None:
    """A numbering of its own, from one, in the way of a list style; None where the style has no numbers."""
    given = document.styles[style].element.pPr
    if given is None or given.numPr is None or given.numPr.numId is None:
        return None
    numbering = document.part.numbering_part.element
    like = numbering.num_having_numId(given.numPr.numId.val)
    made = numbering.add_num(like.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_as(paragraph: Paragraph, numbering: int) -> None:
    """Have a paragraph count in this numbering."""
    properties: Any = paragraph._p.get_or_add_pPr()  # python-docx makes numPr and what is in it when it is loaded
    given = properties.get_or_add_numPr()
    given.get_or_add_ilvl().val = 0
    given.get_or_add_numId().val = numbering


def _mark(kind: str) -> etree._Element:
    return element("fldChar", fldCharType=kind)


def _instruction(code: str) -> etree._Element:
    made = element("instrText")
    made.text = f" {code} "
    made.set(qn("xml:space"), "preserve")
    return made


class Bookmarks:
    """Gives bookmarks their numbers."""

    def __init__(self) -> None:
        self._last = 0

    def around(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark around all that a paragraph holds by now."""
        self._last += 1
        start = element("bookmarkStart", id=str(self._last), name=name)
        inside = paragraph._p
        inside.insert(1 if inside.pPr is not None else 0, start)
        inside.append(element("bookmarkEnd", id=str(self._last)))

    def before(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark that holds nothing before all that a paragraph holds: it lasts when its text is typed over."""
        self._last += 1
        inside = paragraph._p
        at = 1 if inside.pPr is not None else 0
        inside.insert(at, element("bookmarkEnd", id=str(self._last)))
        inside.insert(at, element("bookmarkStart", id=str(self._last), name=name))


def contents(document: Document, entries: Iterable[tuple[int, str, str]], *, styles: Mapping[str, str]) -> None:
    """A contents list (level 1–2, text, bookmark) that shows at once: a field whose linked entries stand there already.

    It has no page numbers, which nobody but the program that lays the pages out can know.
    """
    paragraph = None
    for level, text, anchor in entries:
        first = paragraph is None
        paragraph = document.add_paragraph()
        paragraph._p.style = styles[f"TOC {level}"]
        if first:
            for part in (_mark("begin"), _instruction(r'TOC \o "1-2" \h \z \u \n'), _mark("separate")):
                paragraph.add_run()._r.append(part)
        link = element("hyperlink", anchor=anchor, history="1")
        paragraph._p.append(link)
        link.append(text_run(paragraph, text)._r)
    if paragraph is not None:
        paragraph.add_run()._r.append(_mark("end"))


_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}


def header_row(row: _Row) -> None:
    """Mark a table row as one that is repeated on each page and read out as header."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def unbroken(row: _Row) -> None:
    """Keep a table row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def whole(table: Table) -> None:
    """Keep a table of few rows on one page, with the note after it; of a longer one its first rows and its last."""
    rows = list(table.rows)
    for row in rows if len(rows) <= WHOLE + 1 else (*rows[:3], *rows[-2:]):
        for paragraph in row._tr.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def rules(table: Table) -> None:
    """Thin lines above, below and between the rows of a table, none between columns."""
    borders = element("tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        borders.append(element(side, val="single", sz=size, space="0", color="8A8F98"))
    properties = table._tbl.tblPr
    later = [child for child in properties if child.tag in _AFTER_BORDERS]
    properties.insert(list(properties).index(later[0]) if later else len(properties), borders)


def described(picture: InlineShape, text: str, title: str) -> None:
    """Give an inline picture its text alternative and title, and no margins.

    LibreOffice puts 3 mm beside a picture that names none: one as wide as the text then sticks out of it.
    """
    for side in ("distT", "distB", "distL", "distR"):
        picture._inline.set(side, "0")
    properties = picture._inline.docPr
    properties.set("descr", visible(text))
    properties.set("title", visible(title))


class Comments:
    """Writes comments by Spegla, dated with the draft's day alone.

    They are made here because python-docx looks through all comments for a free number before each new one. LibreOffice
    7.4 gives an undated comment the date 0-00-00, which is none.
    """

    def __init__(self, document: Document, day: date | None = None) -> None:
        self._part = document.part._comments_part.element
        self._part[:] = []  # those of the user's styles.docx
        self._last = 0
        self._dated = {"date": f"{day.isoformat()}T00:00:00Z"} if day else {}

    def on(self, run: Run, lines: Iterable[str]) -> None:
        """Put a comment of these lines on a run."""
        made = element("comment", id=str(self._last), author="Spegla", initials="Sp", **self._dated)
        paragraph = element("p")
        for number, line in enumerate(lines):
            paragraph.append(_commented(line, broken=number > 0))
        made.append(paragraph)
        self._part.append(made)
        run.mark_comment_range(run, self._last)
        self._last += 1


def _commented(line: str, *, broken: bool) -> etree._Element:
    run, text = element("r"), element("t")
    text.text = visible(line)
    text.set(qn("xml:space"), "preserve")
    if broken:
        run.append(element("br"))
    run.append(text)
    return run
