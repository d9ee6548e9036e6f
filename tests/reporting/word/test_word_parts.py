"""Parts of a Word document made by hand: fields, bookmarks, contents, rows that repeat, pictures, comments."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from toolkit.reporting.word import word_parts
from toolkit.reporting.word.word_paragraphs import texts_of
from toolkit.reporting.word.word_parts import (
    WHOLE,
    Bookmarks,
    Comments,
    contents,
    described,
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

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")


@pytest.fixture(name="document")
def _document():
    return Document()


def names(paragraph):
    return [each.tag.rpartition("}")[2] for each in paragraph._p.iter() if each is not paragraph._p]


def shown(paragraph):
    return texts_of([paragraph._p]).shown


def attributes(elements, name):
    return [each.get(qn(f"w:{name}")) for each in elements]


def test_a_run_shows_what_xml_forbids_and_takes_its_style(document):
    run = text_run(document.add_paragraph(), "a\x0bå", "Strong")
    assert run.text == "a␋å"
    assert run._r.style == "Strong"
    assert text_run(document.add_paragraph(), "x")._r.style is None


def test_each_style_is_found_by_its_name(document):
    found = style_ids(document)
    assert found["Heading 1"] == "Heading1"
    assert len(found) == len(list(document.styles))


def test_a_field_shows_its_result_until_it_is_worked_out_anew(document):
    paragraph = document.add_paragraph("s. ")
    field(paragraph, "PAGE", "12")
    assert shown(paragraph) == "s. 12"
    assert texts_of([paragraph._p]).bare == "s. "
    kinds = attributes(paragraph._p.iter(qn("w:fldChar")), "fldCharType")
    assert kinds == ["begin", "separate", "end"]
    assert next(paragraph._p.iter(qn("w:instrText"))).text == " PAGE "


def test_the_page_of_a_bookmark_stands_in_brackets(document):
    paragraph = document.add_paragraph("Väntan")
    page_of(paragraph, "f_x", words="s. {number} ff")
    assert shown(paragraph) == "Väntan (s. – ff)"
    assert r" PAGEREF f_x \h " in [each.text for each in paragraph._p.iter(qn("w:instrText"))]


def test_numbered_lists_count_each_from_one(document):
    first, second = fresh_numbers(document, "List Number"), fresh_numbers(document, "List Number")
    assert first != second
    paragraph = document.add_paragraph(style="List Number")
    number_as(paragraph, second)
    assert paragraph._p.pPr.numPr.numId.val == second
    assert paragraph._p.pPr.numPr.ilvl.val == 0
    made = document.part.numbering_part.element.num_having_numId(second)
    (start,) = made.iter(qn("w:startOverride"))
    assert start.val == 1
    assert fresh_numbers(document, "Normal") is None


def test_bookmarks_have_numbers_of_their_own_and_stand_after_the_paragraphs_form(document):
    bookmarks = Bookmarks()
    styled, bare = document.add_paragraph("a", style="Quote"), document.add_paragraph("b")
    bookmarks.around(styled, "s_1")
    bookmarks.around(bare, "s_2")
    bookmarks.before(bare, "s_3")
    bookmarks.before(styled, "s_4")
    assert names(styled)[:5] == ["pPr", "pStyle", "bookmarkStart", "bookmarkEnd", "bookmarkStart"]
    assert names(styled)[-1] == "bookmarkEnd"
    assert names(bare)[:3] == ["bookmarkStart", "bookmarkEnd", "bookmarkStart"]
    starts = list(document.element.iter(qn("w:bookmarkStart")))
    assert sorted(attributes(starts, "id")) == ["1", "2", "3", "4"]
    assert attributes(starts, "name") == ["s_4", "s_1", "s_3", "s_2"]
    assert sorted(attributes(document.element.iter(qn("w:bookmarkEnd")), "id")) == ["1", "2", "3", "4"]


def test_contents_show_at_once_and_lead_to_their_headings(document):
    styles = {"TOC 1": "TOC1", "TOC 2": "TOC2"}
    contents(document, [(1, "Inledning", "h_1"), (2, "Syfte\x00", "h_2")], styles=styles)
    first, second = document.paragraphs
    assert (shown(first), shown(second)) == ("Inledning", "Syfte␀")
    assert [each._p.style for each in (first, second)] == ["TOC1", "TOC2"]
    assert attributes(document.element.iter(qn("w:hyperlink")), "anchor") == ["h_1", "h_2"]
    assert attributes(document.element.iter(qn("w:fldChar")), "fldCharType") == ["begin", "separate", "end"]


def test_without_headings_there_are_no_contents(document):
    contents(document, [], styles={})
    assert document.paragraphs == []


@pytest.mark.parametrize(("rows", "kept"), [(1, 1), (WHOLE + 1, WHOLE + 1), (WHOLE + 2, 5), (40, 5)])
def test_a_small_table_stands_on_one_page_and_a_long_one_keeps_its_ends_together(document, rows, kept):
    table = document.add_table(rows, 2)
    whole(table)
    together = [
        at
        for at, row in enumerate(table.rows)
        if all(c.paragraphs[0].paragraph_format.keep_with_next for c in row.cells)
    ]
    assert len(together) == kept
    if kept < rows:
        assert together == [0, 1, 2, rows - 2, rows - 1]


def test_rows_are_marked_as_header_and_as_unbroken(document):
    table = document.add_table(2, 1)
    header_row(table.rows[0])
    unbroken(table.rows[1])
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None


@pytest.mark.parametrize("later", [True, False])
def test_the_lines_of_a_table_stand_where_the_schema_asks_for_them(document, later):
    table = document.add_table(1, 1)
    properties = table._tbl.tblPr
    if not later:
        for each in [one for one in properties if one.tag in word_parts._AFTER_BORDERS]:
            properties.remove(each)
    rules(table)
    found = [each.tag.rpartition("}")[2] for each in properties]
    after = [name for name in ("shd", "tblLayout", "tblCellMar", "tblLook") if name in found]
    assert bool(after) is later
    assert all(found.index("tblBorders") < found.index(name) for name in after)
    borders = properties.find(qn("w:tblBorders"))
    assert [each.tag.rpartition("}")[2] for each in borders] == ["top", "bottom", "insideH"]


def test_a_picture_has_its_text_alternative_and_no_margins(document):
    picture = document.add_picture(BytesIO(PIXEL), width=Cm(1))
    described(picture, "Tre stapl\x01ar", "Figur 1")
    properties = picture._inline.docPr
    assert (properties.get("descr"), properties.get("title")) == ("Tre stapl␁ar", "Figur 1")
    assert {picture._inline.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}


@pytest.mark.parametrize(("day", "dated"), [(date(2026, 3, 2), "2026-03-02T00:00:00Z"), (None, None)])
def test_comments_are_spegla_s_dated_with_the_day_alone_and_numbered(document, day, dated):
    before = Comments(document)
    before.on(document.add_paragraph().add_run("gammalt"), ["från mallen"])
    comments = Comments(document, day)
    first, second = (document.add_paragraph().add_run(words) for words in ("ett", "två"))
    comments.on(first, ["c1 d01.txt", "c2\x00"])
    comments.on(second, ["c3"])
    root = document.part._comments_part.element
    assert attributes(root, "id") == ["0", "1"]
    assert attributes(root, "author") == ["Spegla", "Spegla"]
    assert attributes(root, "date") == [dated, dated]
    assert ["".join(texts_of([p]).shown for p in each.iter(qn("w:p"))) for each in root] == [
        "c1 d01.txt\nc2␀",
        "c3",
    ]
    references = attributes(document.element.iter(qn("w:commentReference")), "id")
    assert references[-2:] == ["0", "1"]
