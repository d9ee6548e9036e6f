"""Heading styles of Word files, as the document's part for styles tells of them."""

from __future__ import annotations

import io

import docx
import pytest

from toolkit.importers.word import WordImporter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    '<w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="a2"><w:name w:val="Rubrik i mallen"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="Tema"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="a4"><w:name w:val="Eget"/><w:basedOn w:val="a3"/></w:style>'
    '<w:style w:styleId="b1"><w:name w:val="Tal"/></w:style>'
    '<w:style w:styleId="b2"><w:name w:val="Text"/><w:basedOn w:val="a3"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
    "</w:style>"
    '<w:style w:styleId="b3"><w:name w:val="Ring"/><w:basedOn w:val="b3"/></w:style>'
)


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("properties", "heading"),
    [
        ('<w:pStyle w:val="a1"/>', True),
        ('<w:pStyle w:val="a2"/>', True),
        ('<w:pStyle w:val="a3"/>', True),
        ('<w:pStyle w:val="a4"/>', True),
        ('<w:pStyle w:val="Rubrik2"/>', True),
        ('<w:outlineLvl w:val="0"/>', True),
        ('<w:pStyle w:val="b1"/>', False),
        ('<w:pStyle w:val="b2"/>', False),
        ('<w:pStyle w:val="b3"/>', False),
        ('<w:outlineLvl w:val="9"/>', False),
        ("", False),
    ],
    ids=["name", "Swedish name", "outline", "based on one", "id alone", "own level", *("other " + x for x in "abcde")],
)
def test_a_paragraph_in_a_heading_style_is_nobodys_words(zipped, xml_document, properties, heading):
    body = paragraph("I: Hur var det?") + paragraph("D1: Tungt.") + paragraph("Före oss", properties)
    parts = {
        "word/document.xml": xml_document(body + paragraph("I: Jaha?") + paragraph("D1: Ja.")),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{STYLES}</w:styles>',
    }
    transcript = WordImporter().read(zipped(parts), "x.docx")
    assert transcript.turns[1].span.of(transcript.text) == ("Tungt." if heading else "Tungt.\nFöre oss")
    assert [note.values.get("every") for note in transcript.notes] == (["3"] if heading else [])


def test_headings_of_a_document_that_word_would_write_are_no_words_of_the_respondent():
    document = docx.Document()
    for label, words in (("Intervjuare:", "Hur var det?"), ("D1:", "Jag var orolig hela den helgen.")):
        turn = document.add_paragraph()
        turn.add_run(label).bold = True
        turn.add_run(f" {words}")
        document.add_paragraph().add_run("Före" if label == "D1:" else "").bold = True
    document.add_paragraph("Intervjuare: Och sedan?")
    document.add_paragraph("D1: Det blev bra.")
    document.add_paragraph("Samverkan", style="Heading 2")
    stream = io.BytesIO()
    document.save(stream)
    transcript = WordImporter().read(stream.getvalue(), "x.docx")
    words = [turn.span.of(transcript.text) for turn in transcript.turns if turn.label == "D1"]
    assert words == ["Jag var orolig hela den helgen.", "Det blev bra."]
    assert [note.values["lines"] for note in transcript.notes] == ["4, 7"]
