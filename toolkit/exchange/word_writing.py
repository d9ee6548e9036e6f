"""A transcript as a Word file, a paragraph for each line, with comments on stretches of its words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from toolkit.domain.texts.text import Span

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_TYPES}.comments+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/comments" Target="comments.xml"/></Relationships>',
}


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to be written: on which words, by whom, when, and its lines."""

    span: Span
    author: str
    time: datetime
    lines: tuple[str, ...]


def write(text: str, comments: Sequence[Comment]) -> bytes:
    """The Word file. A sign that XML cannot hold stands as U+FFFD, so that all positions stay as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in _FRAME.items():
            container.writestr(name, _XML + content)
        container.writestr("word/document.xml", _document(text, comments))
        container.writestr("word/comments.xml", _comments(comments))
    return stream.getvalue()


def _document(text: str, comments: Sequence[Comment]) -> str:
    marks: dict[int, list[str]] = {}
    for number, one in enumerate(comments):
        closing = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        marks.setdefault(one.span.end, []).append(closing)
    for number, one in enumerate(comments):
        marks.setdefault(one.span.start, []).append(f'<w:commentRangeStart w:id="{number}"/>')
    cuts = sorted(marks)
    body: list[str] = []
    begin = taken = 0
    for line in text.split("\n"):
        end = begin + len(line)
        inside = []
        while taken < len(cuts) and cuts[taken] <= end:
            inside.append(cuts[taken])
            taken += 1
        body.append(f"<w:p>{''.join(_runs(text, (begin, end), inside, marks))}</w:p>")
        begin = end + 1
    return f'{_XML}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'


def _runs(text: str, line: tuple[int, int], cuts: Iterable[int], marks: dict[int, list[str]]) -> Iterator[str]:
    at, end = line
    for cut in cuts:
        yield _run(text[at:cut])
        yield from marks[cut]
        at = cut
    yield _run(text[at:end])


def _run(words: str) -> str:
    if not words:
        return ""
    parts = (f'<w:t xml:space="preserve">{_safe(part)}</w:t>' if part else "" for part in words.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"


def _comments(comments: Sequence[Comment]) -> str:
    each = "".join(_comment(number, one) for number, one in enumerate(comments))
    return f'{_XML}<w:comments xmlns:w="{_W}">{each}</w:comments>'


def _comment(number: int, one: Comment) -> str:
    when = f"{one.time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    body = "".join(f"<w:p>{_run(line)}</w:p>" for line in one.lines)
    author = quoteattr(_whole(one.author))
    return f'<w:comment w:id="{number}" w:author={author} w:date="{when}">{body}</w:comment>'


def _safe(text: str) -> str:
    return escape(_whole(text))


def _whole(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
