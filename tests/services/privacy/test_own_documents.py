"""Word files of our own: headings, lines, lists and tables as given, the same bytes each time, nobody's name."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document as WordFile

from toolkit.domain.reports.report import Bullets, Heading, Paragraph, Table
from toolkit.services.privacy.own_documents import Document


def document(language="sv"):
    return Document("Vår bok", "En underrubrik", language, date(2026, 3, 1))


def test_parts_stand_in_the_order_in_which_they_were_put():
    made = document()
    made.heading("Första")
    made.line("Å, ä och ö 👩", "Vem.")
    made.points(["ett", "två"])
    made.table("Antal", ("vem", "n"), [("Åsa", 1), ("Bo", None)])
    made.heading("Under", 2)
    first, line, points, table, second = made.blocks
    assert isinstance(first, Heading)
    assert isinstance(second, Heading)
    assert (first.level, first.text, second.level, second.text) == (1, "Första", 2, "Under")
    assert isinstance(line, Paragraph)
    assert (line.sentences[0].text, line.run_in) == ("Å, ä och ö 👩", "Vem.")
    assert isinstance(points, Bullets)
    assert isinstance(table, Table)
    assert table.rows == (("Åsa", "1"), ("Bo", "None"))


def test_a_list_or_table_of_nothing_is_left_out():
    made = document()
    made.points([])
    made.points(iter(()))
    made.table("Tom", ("a",), [])
    assert made.blocks == []


def test_no_two_anchors_are_alike():
    made = document()
    for number in range(3):
        made.heading(str(number))
        made.table("t", ("a",), [(number,)])
    anchors = [one.anchor for one in made.blocks]
    assert len(set(anchors)) == len(anchors) == 6


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_same_document_gives_the_same_bytes_and_word_reads_it(language):
    def bytes_of():
        made = document(language)
        made.heading("Rubrik")
        made.line("Ett stycke.")
        made.points(["en punkt"])
        made.table("Tabell", ("vem", "n"), [("Åsa", 1)])
        return made.docx()

    data = bytes_of()
    assert data == bytes_of()
    read = WordFile(BytesIO(data))
    said = [one.text for one in read.paragraphs]
    assert [text for text in ("Rubrik", "Ett stycke.", "en punkt") if text in said] == [
        "Rubrik",
        "Ett stycke.",
        "en punkt",
    ]
    assert any("Vår bok" in one for one in said)
    assert [cell.text for cell in read.tables[-1].rows[-1].cells] == ["Åsa", "1"]
    with zipfile.ZipFile(BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert not read.core_properties.last_modified_by
