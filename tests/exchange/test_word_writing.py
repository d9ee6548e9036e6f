"""A transcript as a Word file: every sign where it stood, and each comment on its words."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.domain.texts.text import Span
from toolkit.exchange.word_writing import Comment, write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
TEXT = "I: Hur var det?\n\nA: Bra 😀,\ttack & <hej>\nslut"


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def read(data):
    """The text as it stands, and the words that each comment lies on, by its number."""
    body = etree.fromstring(parts(data)["word/document.xml"])[0]
    text, begun, spans = "", {}, {}
    for number, paragraph in enumerate(body):
        text += "\n" if number else ""
        for one in paragraph.iter():
            name, key = one.tag.removeprefix(W), one.get(f"{W}id")
            if name == "t":
                text += one.text or ""
            elif name == "tab":
                text += "\t"
            elif name == "commentRangeStart":
                begun[key] = len(text)
            elif name == "commentRangeEnd":
                spans[key] = (begun[key], len(text))
    return text, spans


def at(words, text=TEXT):
    return Span(text.index(words), text.index(words) + len(words))


def comment(words, *lines, author="KL", time=AT):
    return Comment(at(words), author, time, lines)


def test_text_and_comments_stand_where_they_stood():
    comments = [
        comment("Bra 😀,\ttack", "needs"),
        comment("Hur var det?\n\nA: Bra", "x"),
        comment("slut"),
        comment("Bra"),
    ]
    text, spans = read(write(TEXT, comments))
    assert text == TEXT
    assert spans == {str(number): (one.span.start, one.span.end) for number, one in enumerate(comments)}


def test_another_program_reads_the_paragraphs():
    document = docx.Document(io.BytesIO(write(TEXT, [comment("Bra", "needs")])))
    assert [one.text for one in document.paragraphs] == TEXT.split("\n")


def test_a_comment_tells_author_time_and_lines():
    local = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=2)))
    data = write(TEXT, [comment("Bra", "needs", "två & <tre>"), comment("tack", author='Å "b"', time=local)])
    first, second = etree.fromstring(parts(data)["word/comments.xml"])
    assert [(one.get(f"{W}id"), one.get(f"{W}author"), one.get(f"{W}date")) for one in (first, second)] == [
        ("0", "KL", "2026-03-01T12:30:00Z"),
        ("1", 'Å "b"', "2026-02-28T23:00:00Z"),
    ]
    assert ["".join(one.itertext()) for one in first] == ["needs", "två & <tre>"]
    assert len(second) == 0


def test_without_comments_it_is_a_document_like_any():
    assert read(write("", [])) == ("", {})
    data = write("Hej", [])
    assert set(parts(data)) == {
        *("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"),
        *("word/document.xml", "word/comments.xml"),
    }
    for content in parts(data).values():
        etree.fromstring(content)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\r", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_sign_that_xml_cannot_hold_is_one_sign_still(sign):
    text = f"a{sign}b"
    one = Comment(Span(2, 3), sign, AT, (sign,))
    assert read(write(text, [one])) == ("a\ufffdb", {"0": (2, 3)})


pieces = st.text("ab å😀\n\t&<", max_size=20)


@settings(max_examples=30)
@given(st.data(), pieces.filter(bool))
def test_any_comments_on_any_text_stand_on_their_words(data, text):
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    spans = [Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts]
    found, placed = read(write(text, [Comment(span, "A", AT, ()) for span in spans]))
    assert found == text
    assert placed == {str(number): (span.start, span.end) for number, span in enumerate(spans)}
