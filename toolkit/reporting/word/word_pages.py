"""The last page of a chapter in a Word draft, which no other chapter fills."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph

LAST = 9
"""About so many lines at the least stand on the last page before a chapter that begins on a new one."""
_LINE = 90  # so many letters stand on a line of running text


def hold_end(document: Document) -> None:
    """Keep the last paragraphs written so far on one page, so that a chapter's last page is not nearly empty."""
    lines = 0
    for number, paragraph in enumerate(_backwards(document)):
        if number:
            paragraph.paragraph_format.keep_with_next = True
        lines += -(-len(paragraph.text) // _LINE)
        if lines >= LAST:
            return


def _backwards(document: Document) -> Iterator[Paragraph]:
    """The paragraphs that a document ends with, the last one first, back to a table or a picture."""
    for each in document.element.body.iterchildren(reversed=True):
        if isinstance(each, CT_P) and each.find(f".//{qn('w:drawing')}") is None:
            yield Paragraph(each, document._body)
        elif each.tag != qn("w:sectPr"):
            return
