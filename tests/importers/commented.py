"""Word files with comments, made in the tests as Word makes them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def begin(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def end(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def comment(number: int, text: str, *, author: str = "KL", date: str = "2026-01-02T10:00:00Z") -> str:
    body = "".join(
        f'<w:p w14:paraId="{number:04}{line:04}"><w:r><w:annotationRef/></w:r>{run(words)}</w:p>'
        for line, words in enumerate(text.split("\n"))
    )
    when = f' w:date="{date}"' if date else ""
    return f'<w:comment w:id="{number}" w:author="{escape(author)}"{when} w:initials="x">{body}</w:comment>'


def marked(paragraphs: Sequence[str], comments: Sequence[str], *, extended: str = "") -> dict[str, str]:
    """The parts of a Word file that a word processor opens too."""
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{types}.document.main+xml"/>'
        f'<Override PartName="/word/comments.xml" ContentType="{types}.comments+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/comments" Target="comments.xml"/></Relationships>',
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>',
        "word/comments.xml": f'{HEAD}<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{"".join(comments)}</w:comments>',
    }
    if extended:
        parts["word/commentsExtended.xml"] = f'{HEAD}<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>'
    return parts
