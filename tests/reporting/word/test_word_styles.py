"""Styles of the Word draft: all exist afterwards; a user's own are left as they are."""

from __future__ import annotations

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from toolkit.reporting.word.word_styles import CELL, COUNT, NOTE, NOTICE, PROMPT, RUN_IN, font, prepare, spaced

WANTED = (
    *(f"Heading {level}" for level in (1, 2, 3)),
    *("Title", "Subtitle", "Caption", "Quote", "List Bullet", "List Number", "Footer", "TOC Heading", "TOC 1", "TOC 2"),
    *(NOTICE, PROMPT, COUNT, RUN_IN, CELL, NOTE),
)


def prepared(language="sv-SE", *, own=False, document=None):
    made = document or Document()
    prepare(made, language, own=own)
    return made


def without(*names):
    document = Document()
    for name in names:
        document.styles[name].delete()
    return document


def fonts(style):
    given = style.element.rPr.rFonts
    return {given.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")}


def test_every_style_that_a_draft_names_exists_and_is_of_its_kind():
    styles = prepared().styles
    for name in WANTED:
        kind = WD_STYLE_TYPE.CHARACTER if name in (COUNT, RUN_IN) else WD_STYLE_TYPE.PARAGRAPH
        assert styles[name].type is kind, name


def test_styles_that_a_template_lacks_are_made_with_headings_that_a_reader_can_walk():
    document = prepared(own=True, document=without("Heading 2", "Quote", "Caption", "List Bullet"))
    heading = document.styles["Heading 2"]
    assert heading.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "1"
    assert heading.font.bold
    assert heading.paragraph_format.keep_with_next
    assert document.styles["Quote"].font.italic
    assert document.styles["Caption"].base_style.name == "Normal"


def test_a_users_own_styles_and_page_are_left_as_they_are():
    document = Document()
    document.styles["Heading 1"].font.size = Pt(40)
    document.styles.add_style(NOTICE, WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(33)
    width = document.sections[0].page_width
    prepared(own=True, document=document)
    assert document.styles["Heading 1"].font.size == Pt(40)
    assert document.styles[NOTICE].font.size == Pt(33)
    assert document.sections[0].page_width == width
    assert COUNT in document.styles


def test_without_a_template_of_ones_own_the_page_is_a4_and_the_fonts_are_such_as_everybody_has():
    document = prepared()
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert (round(section.left_margin.cm, 1), round(section.right_margin.cm, 1)) == (2.5, 2.5)
    assert fonts(document.styles["Normal"]) == {"Times New Roman"}
    assert fonts(document.styles["Heading 1"]) == fonts(document.styles[CELL]) == {"Arial"}
    sizes = [document.styles[f"Heading {level}"].font.size for level in (1, 2, 3)]
    assert sizes == sorted(sizes, reverse=True)
    assert document.styles["Title"].element.pPr.find(qn("w:pBdr")) is None


@pytest.mark.parametrize("language", ["sv-SE", "en-GB"])
@pytest.mark.parametrize("defaults", [True, False])
def test_the_language_of_all_text_is_set_once(language, defaults):
    document = Document()
    if not defaults:
        root = document.styles.element
        root.remove(root.find(qn("w:docDefaults")))
    prepared("nb-NO", document=document)
    prepared(language, document=document)
    found = list(document.styles.element.iter(qn("w:lang")))
    assert [each.get(qn("w:val")) for each in found] == [language]


def test_preparing_again_changes_nothing():
    document = prepared()
    before = document.styles.element.xml
    prepare(document, "sv-SE", own=True)
    assert document.styles.element.xml == before


def test_a_notice_stands_on_a_ground_with_a_bar_in_the_order_that_word_asks_for():
    properties = [each.tag.rpartition("}")[2] for each in prepared().styles[NOTICE].element.pPr]
    assert properties.index("pBdr") < properties.index("shd") < properties.index("spacing")


def test_a_font_wins_over_the_themes_and_leaves_no_letter_spacing():
    style = Document().styles["Title"]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "majorHAnsi")
    font(style, "Arial", 9.5, italic=True, colour=RGBColor(1, 2, 3))
    assert style.element.rPr.rFonts.get(qn("w:asciiTheme")) is None
    assert (style.font.size, style.font.bold, style.font.italic) == (Pt(9.5), False, True)
    assert style.font.color.rgb == RGBColor(1, 2, 3)
    assert style.element.rPr.find(qn("w:spacing")) is None


def test_distances_and_line_height_are_set():
    style = Document().styles["Normal"]
    spaced(style, before=3, after=7, lines=1.2)
    layout = style.paragraph_format
    assert (layout.space_before, layout.space_after, layout.line_spacing) == (Pt(3), Pt(7), 1.2)
