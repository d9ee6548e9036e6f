import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor

from toolkit.domain.reports.report import Heading, Notice, Paragraph, Report, Sentence, Table
from toolkit.domain.reports.report_blocks import keyed, marked
from toolkit.reporting.chapters.compose import compose
from toolkit.reporting.word.render_docx import DocxRenderer


@pytest.fixture(name="report", scope="module")
def _report(invented, outline_of, wording_of):
    return compose(invented(), outline=outline_of("perspectives"), wording=wording_of("sv"))


@pytest.fixture(name="data", scope="module")
def _data(report):
    return DocxRenderer().render(report, resources={})


@pytest.fixture(name="document", scope="module")
def _document(data):
    return Document(io.BytesIO(data))


def member(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_headings_title_and_quotes_have_real_styles(document):
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert styles["Vävstolen"] == "Title"
    assert "Heading 1" in {p.style.name for p in document.paragraphs if p.text == "Deltagares erfarenheter"}
    assert "Heading 2" in {p.style.name for p in document.paragraphs if p.text == "Inför"}
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes
    assert all(re.fullmatch(r"”[^”]+”( \(avvikande\u00a0röst\))?", text) for text in quotes)
    assert any(text.endswith("röst)") for text in quotes)


def test_the_count_stands_before_the_full_stop(document):
    assert any(
        "Flertalet deltagare tar upp temat (5\u00a0av\u00a06). Fyra av dem" in p.text for p in document.paragraphs
    )


def test_the_contents_list_shows_at_once_and_every_link_has_its_bookmark(document):
    body = document.element.body
    names = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    links = list(body.iter(qn("w:hyperlink")))
    assert {link.get(qn("w:anchor")) for link in links} <= set(names)
    assert "Deltagares erfarenheter" in ["".join(t.text for t in link.iter(qn("w:t"))) for link in links]
    assert "w:updateFields" not in member_text(document)


def member_text(document):
    return document.settings.element.xml


def test_short_chapters_follow_on_and_long_ones_and_the_first_begin_a_page(document):
    broken = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert "Om resultatkapitlen" in broken
    assert "Metodbilaga" in broken
    assert "Teman per perspektiv" not in broken


def test_each_generated_paragraph_has_a_bookmark_of_its_own(document, report):
    names = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    marks = [found for name in names if (found := marked(name))]
    assert len(set(names)) == len(names)
    assert {mark.block for mark in marks} == {one.key for one in keyed(report)} | {"title", "notices"}
    waiting = next(one.key for one in keyed(report) if getattr(one.block, "finding", "") == "f-t1")
    assert [mark.number for mark in marks if mark.block == waiting] == [1]
    cells = [
        each
        for each in document.element.body.iter(qn("w:tc"))
        if not any(marked(mark.get(qn("w:name"))) for mark in each.iter(qn("w:bookmarkStart")))
    ]
    assert not cells


def test_comments_name_the_evidence_and_never_its_words(document, report):
    comments = list(document.comments)
    told = "\n".join(comment.text for comment in comments)
    assert {comment.author for comment in comments} == {"Spegla"}
    assert "c3 d03.txt:1000–1103 (phase/before, preconditions, valence/promotes)" in told
    assert "Underlag för mening 1, 4" in told
    assert not any(each.quote and each.quote in told for each in report.evidence.values())
    assert {comment._comment_elm.get(qn("w:date")) for comment in comments} == {f"{report.day}T00:00:00Z"}


def test_tables_repeat_their_header_and_captions_count_themselves(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert [text.split(".")[0] for text in captions if text.startswith("Tabell")] == [
        f"Tabell {n}" for n in range(1, 7)
    ]
    assert " SEQ Tabell \\* ARABIC " in document.element.xml


def test_the_picture_has_a_text_alternative(document):
    (shape,) = document.inline_shapes
    assert "Väntan på besked (deltagare) 5: främjar 1, försvårar 4" in shape._inline.docPr.get("descr")


def test_language_title_and_nothing_about_who_or_what_wrote_it(data, document):
    assert 'w:lang w:val="sv-SE"' in member(data, "word/styles.xml")
    core = document.core_properties
    assert (core.language, core.author, core.last_modified_by, core.comments) == ("sv-SE", "", "", "")
    assert core.title.startswith("Vävstolen")
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_the_same_report_gives_the_same_bytes(report, data):
    assert DocxRenderer().render(report, resources={}) == data


def test_words_that_may_not_be_quoted_are_in_no_part_of_the_file(data):
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"HEMLIGT" in archive.read(name) for name in archive.namelist())


def test_a_users_own_styles_are_kept_and_the_missing_ones_made(report):
    own = Document()
    own.add_paragraph("old text of the template")
    own.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0)
    file = io.BytesIO()
    own.save(file)
    made = Document(io.BytesIO(DocxRenderer().render(report, resources={"styles.docx": file.getvalue()})))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0, 0)
    assert "Spegla Notice" in made.styles
    assert "old text of the template" not in [p.text for p in made.paragraphs]


def test_where_a_template_names_no_page_tables_are_as_wide_as_on_our_own(report):
    ours = DocxRenderer().render(report, resources={})
    own = Document(io.BytesIO(ours))
    section = own.sections[0]._sectPr
    for each in list(section):
        section.remove(each)
    file = io.BytesIO()
    own.save(file)
    made = Document(io.BytesIO(DocxRenderer().render(report, resources={"styles.docx": file.getvalue()})))
    assert made.styles["Normal"].font.name == "Times New Roman"
    for table, usual in zip(made.tables, Document(io.BytesIO(ours)).tables, strict=True):
        assert [each.width for each in table.columns] == pytest.approx([each.width for each in usual.columns], rel=1e-3)


def test_what_xml_forbids_is_shown_and_not_swallowed():
    blocks = (
        Heading(1, "A\x00<b> & \ud800", "a"),
        Paragraph((Sentence("x\x0by."),), run_in="]]>"),
        Notice("${7*7} {{ 1 }} %s"),
    )
    report = Report("T\x1b", "s", "en", blocks)
    texts = [p.text for p in Document(io.BytesIO(DocxRenderer().render(report, resources={}))).paragraphs]
    assert "A␀<b> & \ufffd" in texts
    assert "]]>. x␋y." in texts
    assert "${7*7} {{ 1 }} %s" in texts


def test_english_is_marked_as_english(report):
    data = DocxRenderer().render(replace(report, language="en"), resources={})
    assert 'w:lang w:val="en-GB"' in member(data, "word/styles.xml")


def kept(row):
    return all(paragraph.paragraph_format.keep_with_next for cell in row.cells for paragraph in cell.paragraphs)


def test_a_small_table_stands_on_one_page_and_of_a_long_one_its_ends_do():
    rows = {n: tuple((str(at), "x") for at in range(n)) for n in (12, 13)}
    blocks = tuple(Table(f"T{n}", ("a", "b"), own, f"t{n}", "Note") for n, own in rows.items())
    data = DocxRenderer().render(Report("T", "", "en", blocks), resources={})
    small, long = Document(io.BytesIO(data)).tables
    assert all(kept(row) for row in small.rows)
    assert [kept(row) for row in long.rows] == [True] * 3 + [False] * 9 + [True] * 2


def test_a_picture_has_no_margins_and_a_quote_stays_whole(document):
    (inline,) = document.element.body.xpath(".//wp:inline")
    assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}
    assert document.styles["Quote"].paragraph_format.keep_together
