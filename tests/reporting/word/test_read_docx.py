"""Reading a Word file back: what Word shows, where it stands, and what it stems from."""

from __future__ import annotations

import io
import zipfile

import pytest

from toolkit.domain.reports.written_report import Mark, Where
from toolkit.errors import BadFile
from toolkit.services.reports import word_reports

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen"/><w:basedOn w:val="Rubrik1"/></w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/relationships/styles" Target="styles.xml"/></Relationships>"""


def read(body, *, name="report.docx"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        new.writestr("word/styles.xml", STYLES)
        new.writestr("word/_rels/document.xml.rels", RELATIONS)
    return word_reports.read(out.getvalue(), name)


def p(*inside, style=""):
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}{''.join(inside)}</w:p>"


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def marked(name, number=1):
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def test_places_are_counted_by_heading_without_headings_and_empty_paragraphs():
    found = read(p(r("Före")) + p(r("Ett"), style="Rubrik1") + p() + p(r("a")) + p(r("b"), style="Citat")).paragraphs
    assert [(one.chapter, one.number, one.heading, one.style) for one in found] == [
        (0, 1, "", "Normal"),
        (1, 0, "Ett", "Heading 1"),
        (1, 0, "Ett", "Normal"),
        (1, 1, "Ett", "Normal"),
        (1, 2, "Ett", "Quote"),
    ]
    assert read(p(r("x"), style="Egen")).paragraphs[0].level == 1


def test_under_each_heading_paragraphs_are_counted_anew_without_tables_and_the_list_of_contents():
    row = f"<w:tbl><w:tr><w:tc>{p(r('cell'))}</w:tc></w:tr></w:tbl>"
    body = p(r("Ett"), style="Rubrik1") + p(r("a")) + row + p(r("b")) + p(r("Ett 3"), style="TOC1") + p(r("c"))
    found = read(body + p(r("Under"), style="Rubrik2") + p(r("d"))).paragraphs
    assert [(one.text, one.number) for one in found] == [
        ("Ett", 0), ("a", 1), ("cell", 0), ("b", 2), ("Ett 3", 0), ("c", 3), ("Under", 0), ("d", 1),
    ]  # fmt: skip


def test_tracked_changes_are_read_as_made_and_the_text_before_is_kept():
    gone = '<w:del w:id="1" w:author="E"><w:r><w:delText>inte </w:delText></w:r></w:del>'
    came = f'<w:ins w:id="2" w:author="E">{r("alls ")}</w:ins>'
    report = read(p(r("Jag "), gone, came, r("väntar.")))
    (one,) = report.paragraphs
    assert (one.text, one.original) == ("Jag alls väntar.", "Jag inte väntar.")
    assert (report.insertions, report.deletions) == (1, 1)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    deleted = '<w:pPr><w:rPr><w:del w:id="1" w:author="E"/></w:rPr></w:pPr>'
    found = read(f"<w:p>{deleted}{marked('s_a_1')}{r('Ett ')}</w:p>" + p(marked("s_b_1", 2), r("två.")))
    assert [(one.text, one.marks) for one in found.paragraphs] == [("Ett två.", (Mark("a", 1), Mark("b", 1)))]


def test_what_a_field_shows_is_text_and_no_part_of_the_digest():
    def caption(number):
        return p(
            r("Tabell "),
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SEQ</w:instrText></w:r>',
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(number)}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            r(". Ålder"),
        )

    one, other = (read(caption(number)).paragraphs[0] for number in "14")
    assert (one.text, other.text) == ("Tabell 1. Ålder", "Tabell 4. Ålder")
    assert one.digest == other.digest
    simple = f'<w:fldSimple w:instr="SEQ">{r("9")}</w:fldSimple>'
    assert read(p(r("Tabell "), simple, r(". Ålder"))).paragraphs[0].digest == one.digest


def test_tables_controls_and_boxes_are_read_in_order():
    cell = f"<w:tc>{p(r('cell'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{p(r('control'))}</w:sdtContent></w:sdt>"
    box = p(r("by"), f"<w:r><w:pict><w:txbxContent>{p(r('boxed'))}</w:txbxContent></w:pict></w:r>")
    found = read(table + control + box).paragraphs
    assert [(one.text, one.where) for one in found] == [
        ("cell", Where.TABLE),
        ("cell", Where.TABLE),
        ("control", Where.BODY),
        ("by", Where.BODY),
        ("boxed", Where.BOX),
    ]
    assert [(one.cell.table, one.cell.row, one.cell.column) for one in found[:2]] == [(1, 1, 1), (1, 1, 2)]


def test_a_bookmark_between_paragraphs_belongs_to_the_next_one():
    found = read(p(r("a")) + marked("s_f_1") + p(r("b"), marked("other", 2))).paragraphs
    assert [(one.marks, one.anchors) for one in found] == [((), ()), ((Mark("f", 1),), ("other",))]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no Word file at all"])
def test_a_file_that_is_none_is_refused(data):
    with pytest.raises(BadFile):
        word_reports.read(data, "x.docx")


def test_a_document_type_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(BadFile, match="document type"):
        word_reports.read(out.getvalue(), "x.docx")


def whole(body, **parts):
    """A file with further parts: footnotes, comments, and others by their path with its type."""
    related = "".join(
        f'<Relationship Id="x{at}" Type="http://x/relationships/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(parts)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        new.writestr("word/styles.xml", STYLES)
        new.writestr(
            "word/_rels/document.xml.rels", RELATIONS.replace("</Relationships>", f"{related}</Relationships>")
        )
        for name, inside in parts.items():
            new.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>')
    return word_reports.read(out.getvalue(), "report.docx")


def test_notes_are_read_and_the_lines_that_part_them_are_not():
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{p(r("streck"))}</w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="0">{p(r("längre streck"))}</w:footnote>'
        f'<w:footnote w:id="1">{p(r("Ett."))}{p(r("Mer."))}</w:footnote>'
        f'<w:footnote w:type="normal" w:id="2">{p(r("Två."))}</w:footnote>'
    )
    ending = f'<w:endnote w:id="1">{p(r("Sist."))}</w:endnote>'
    found = whole(p(r("x")), footnotes=notes, endnotes=ending).notes
    assert [(one.text, one.where) for one in found] == [
        ("Ett.", Where.FOOTNOTE),
        ("Mer.", Where.FOOTNOTE),
        ("Två.", Where.FOOTNOTE),
        ("Sist.", Where.ENDNOTE),
    ]


def test_a_comment_stands_where_it_begins_and_one_that_begins_nowhere_has_no_place():
    body = (
        p(r("Ett"))
        + p('<w:commentRangeStart w:id="4"/>', r("två"))
        + p(r("tre"), '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>')
    )
    told = "".join(
        f'<w:comment w:id="{id_}" w:author="{author}">{p(r(first))}{p(r("mer"))}</w:comment>'
        for id_, author, first in ((4, "Eva", "Hur?"), (7, "Åke", "Var?"))
    )
    assert [(one.author, one.text, one.paragraph) for one in whole(body, comments=told).comments] == [
        ("Eva", "Hur?\nmer", 1),
        ("Åke", "Var?\nmer", None),
    ]


def test_a_paragraph_of_a_style_that_the_file_lacks_is_ordinary():
    [one] = read(p(r("x"), style="Okänd")).paragraphs
    assert (one.style, one.level) == ("Normal", 0)


def test_a_bookmark_in_a_box_belongs_to_the_paragraph_in_the_box():
    inner = p(marked("s_f_wait_1"), r("inne"))
    box = f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"
    found = read(p(marked("s_top_1", 2), r("ute"), box)).paragraphs
    assert {one.text: one.marks for one in found} == {"ute": (Mark("top", 1),), "inne": (Mark("f_wait", 1),)}
